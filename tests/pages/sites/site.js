// A page with the structure that is documented of a site, for its adapter in data/sites:
//
//   site.html?site=instagram[&n=12&chat=lure]
//
// Written here after public notes (their age and source stand in the site's file); nothing of it comes from a site, and no
// site's own look is copied. It offers `window.kit` as the kit pages do. Messages are `tests/conversations`.

import { sites } from "./sites.js";

const given = new URLSearchParams(location.search);
const name = given.get("site");
const made = sites[name];
if (!made) throw new Error(`no page of "${name}"; there are ${Object.keys(sites).join(", ")}`);

const style = `
html,body{margin:0;height:100%} body{font:15px/1.4 sans-serif;color:#111;background:#fff}
.app{display:flex;flex-direction:column;height:100vh} .head{padding:12px 16px;border-bottom:1px solid #ddd;flex:none}
.head h2,.head .title{font-size:17px;font-weight:600;margin:0;display:block} .small{font-size:12px;color:#666}
.list{flex:1;overflow-y:auto;padding:12px 16px;min-height:0;margin:0;list-style:none} .foot{padding:10px 16px;border-top:1px solid #ddd;flex:none}
.line{display:flex;margin:6px 0;list-style:none} .line.end{justify-content:flex-end} .box{max-width:60%;padding:8px 12px;border-radius:16px;background:#e9e9ee}
.line.end .box{background:#3355dd;color:#fff} .line.end .small{color:#dde} .face{width:28px;height:28px;border-radius:50%;background:#a66;margin-right:8px;flex:none;display:block}
.flat{display:block;margin:10px 0;list-style:none} .who{font-weight:600;margin-right:8px} .day{text-align:center;margin:12px 0;font-size:12px;color:#666}
.away{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap}
.quote{border-left:3px solid #999;padding:2px 8px;margin-bottom:4px;font-size:13px} img.sent{display:block;width:220px;height:160px;border-radius:12px}
[contenteditable],textarea,input{display:block;width:100%;box-sizing:border-box;min-height:36px;border:1px solid #bbb;border-radius:18px;padding:8px 12px;font:inherit}`;

/** Tags, so that a message's own signs stay text. */
export const text = (said) => said.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

function fill(place, html) {
  const found = new DOMParser().parseFromString(`<body>${html}`, "text/html");
  place.replaceChildren(...found.body.childNodes);
  for (const template of place.querySelectorAll("template[shadow]")) {
    const root = template.parentElement.attachShadow({ mode: "open" });
    const sheet = document.createElement("style");
    sheet.textContent = style;
    fill(root, template.innerHTML);
    root.prepend(sheet);
    template.remove();
  }
}

async function open() {
  const chosen = await (await fetch(new URL(`../../conversations/${given.get("chat") ?? "lure"}.json`, import.meta.url))).json();
  const messages = chosen.messages.slice(0, Number(given.get("n") ?? 12)).map((message, index, all) => ({
    ...message,
    index,
    mine: message.from === "me",
    first: all[index - 1]?.from !== message.from,
    last: all[index + 1]?.from !== message.from,
    who: message.from === "me" ? chosen.me.name : chosen.contact.name,
    said: text(message.text),
    time: `19:${String(2 + index).padStart(2, "0")}`,
    quotes: index === 6 ? "hi, do I know you?" : undefined,
  }));
  // The address as the site has it: adapters hold on some paths only.
  history.replaceState(null, "", made.path);
  const sheet = document.createElement("style");
  sheet.textContent = style;
  document.head.append(sheet);
  document.title = `${chosen.contact.name} · Chats`;
  fill(document.body, made.page({ contact: { ...chosen.contact, short: chosen.contact.handle.replaceAll(".", "_") }, me: chosen.me, messages }));
  for (const list of document.querySelectorAll(".list")) list.scrollTop = list.scrollHeight;
  window.kit = { truth: messages.map(({ from, text: said, kind = "text" }) => ({ from, text: said, kind })), contact: chosen.contact, ready: true };
}

window.kit = { ready: open() };
