// Chat pages that no kit has: every address is another mixture of the ways in which chat sites are built.
//
//   layouts.html?seed=7&n=20&chat=lure[&dir=rtl]
//
// It offers the same `window.kit` as the kit pages (tests/kits/src/kit.mjs), so that one test drives both. `kit.made`
// says what the mixture is. The reader is not tuned to single seeds: take a fresh range of them to measure.

import { long } from "../conversations/long.mjs";

const given = new URLSearchParams(location.search);
const seed = Number(given.get("seed") ?? 1);
const rtl = given.get("dir") === "rtl";

let state = (seed * 2654435761) >>> 0 || 1;
function random() {
  state ^= state << 13; state >>>= 0;
  state ^= state >>> 17;
  state ^= state << 5; state >>>= 0;
  return state / 2 ** 32;
}
for (let i = 0; i < 8; i += 1) random();
const pick = (...of) => of[Math.floor(random() * of.length)];
const chance = (share) => random() < share;

const made = {
  sides: pick("two", "two", "two", "one"),
  place: pick("justify", "self", "margin", "float", "inline", "reverse", "grid", "percent", "absolute"),
  list: pick("scroll", "scroll", "bottom", "reverse", "window", "plain"),
  bubble: pick("both", "both", "mine", "border", "same", "gradient"),
  dark: chance(0.25),
  width: pick(55, 65, 75, 85, 95),
  wide: chance(0.1),
  faces: pick("none", "theirs", "theirs", "both"),
  faceKind: pick("img", "letters", "background"),
  facePlace: pick("top", "bottom", "last"),
  names: pick("none", "none", "above", "inside"),
  times: pick("none", "inside", "inline", "below", "hover", "beside"),
  timeForm: pick("19:02", "7:02 PM", "2 min ago", "Today 19:02"),
  receipt: pick("none", "ticks", "icon", "seen"),
  days: pick("none", "pill", "line"),
  notice: chance(0.3),
  reactions: chance(0.25),
  quotes: chance(0.2),
  hidden: chance(0.2),
  grouped: chance(0.4),
  radius: pick(4, 10, 18),
  font: pick(13, 14, 15, 16),
  composer: pick("textarea", "editable", "input", "textbox"),
  placeholder: pick("Message…", "Type a message", "Nachricht schreiben", "Aa", "Escribe un mensaje", "Message Jess", "", "输入消息"),
  header: pick("h2", "div", "a", "span"),
  presence: pick("Active now", "last seen today at 18:10", "", "online"),
  inbox: chance(0.5),
  details: chance(0.2),
  card: chance(0.3),
  request: chance(0.2),
  host: pick("page", "page", "shadow", "deep", "docked", "frame"),
  hashed: chance(0.5),
};
if (made.list === "window" && made.host !== "page") made.list = "scroll";

let classes = 0;
const names = new Map();
const named = (name) => {
  if (!made.hashed) return name;
  if (!names.has(name)) names.set(name, `x${(seed * 7919 + (classes += 1) * 104729).toString(36)}`);
  return names.get(name);
};

function element(tag, name, ...children) {
  const node = document.createElement(tag);
  if (name) node.className = name.split(" ").map(named).join(" ");
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

const css = () => {
  const dark = made.dark;
  const rules = [
    ["*", "box-sizing:border-box"],
    [".app", `display:flex;height:100%;font:${made.font}px/1.4 system-ui,sans-serif;color:${dark ? "#e8e8e8" : "#1a1a1a"};background:${dark ? "#15181c" : "#fff"}`],
    [".inbox", "width:260px;overflow:auto;border-inline-end:1px solid #8884;flex:none"],
    [".inbox .item", "display:flex;gap:8px;padding:10px;align-items:center"],
    [".details", "width:240px;flex:none;padding:16px;border-inline-start:1px solid #8884"],
    [".room", `flex:1;min-width:0;display:flex;flex-direction:column;${made.list === "window" ? "" : "height:100%"}`],
    [".head", "display:flex;gap:12px;align-items:center;padding:8px 16px;border-bottom:1px solid #8883;flex:none;background:inherit"],
    [".title", `font-size:${made.font + 2}px;font-weight:600;margin:0;color:inherit;text-decoration:none;display:block`],
    [".presence", "font-size:12px;opacity:.7"],
    [".tools", "margin-inline-start:auto;display:flex;gap:8px"],
    [".list", { scroll: "flex:1;overflow-y:auto;min-height:0", bottom: "flex:1;overflow-y:auto;min-height:0;display:flex;flex-direction:column", reverse: "flex:1;overflow-y:auto;min-height:0;display:flex;flex-direction:column-reverse", window: "padding-bottom:80px", plain: "flex:1;min-height:0;overflow:auto" }[made.list] + ";padding:12px 16px;position:relative"],
    [".push", "flex:1"],
    [".row", "display:block;position:relative;margin:4px 0;clear:both"],
    [".face", "width:32px;height:32px;border-radius:50%;flex:none;display:inline-block;overflow:hidden"],
    [".letters", "background:#7a6;color:#fff;text-align:center;line-height:32px;font-size:13px"],
    [".bubble", `max-width:${made.width}%;${made.wide ? "width:100%;" : ""}padding:8px 12px;border-radius:${made.radius}px;overflow-wrap:anywhere;position:relative`],
    [".name", "font-size:12px;font-weight:600;color:#a44"],
    [".time", "font-size:11px;opacity:.65"],
    [".inline-time", "font-size:11px;opacity:.65;float:right;margin:6px 0 0 8px"],
    [".hover-time", "font-size:11px;opacity:0"],
    [".sr", "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap"],
    [".day", made.days === "pill" ? "text-align:center;margin:10px 0" : "display:flex;align-items:center;gap:8px;margin:10px 0;font-size:12px"],
    [".day span", made.days === "pill" ? `background:${dark ? "#333" : "#eee"};border-radius:10px;padding:3px 10px;font-size:12px` : ""],
    [".day hr", "flex:1"],
    [".notice", `margin:10px auto;max-width:340px;text-align:center;font-size:12px;${chance(0.5) ? `background:${dark ? "#443a10" : "#fff4c4"};border-radius:8px;padding:6px` : ""}`],
    [".reaction", `display:inline-block;background:${dark ? "#222" : "#fff"};border:1px solid #8886;border-radius:10px;font-size:12px;padding:0 6px`],
    [".quote", "border-left:3px solid #59f;padding:2px 8px;margin-bottom:4px;font-size:13px;opacity:.8"],
    [".foot", `display:flex;gap:8px;padding:8px 16px;border-top:1px solid #8883;flex:none;${made.list === "window" ? `position:fixed;bottom:0;inset-inline:0;background:${dark ? "#15181c" : "#fff"}` : ""}`],
    [".write", `flex:1;min-width:0;border:1px solid #8886;border-radius:16px;padding:8px 12px;font:inherit;min-height:38px;background:transparent;color:inherit`],
    [".request", "padding:10px 16px;text-align:center;border-top:1px solid #8883"],
    [".card", "text-align:center;padding:20px"],
  ];
  const mineInk = made.bubble === "gradient" || made.bubble === "both" || made.bubble === "mine";
  const theirBg = { both: dark ? "#2a2f36" : "#ececec", mine: "transparent", border: "transparent", same: dark ? "#2a2f36" : "#eef", gradient: dark ? "#2a2f36" : "#f0f0f0" }[made.bubble];
  const myBg = { both: "#0a66c2", mine: "#0a7d4f", border: "transparent", same: dark ? "#2a2f36" : "#eef", gradient: "linear-gradient(90deg,#7b2ff7,#f107a3)" }[made.bubble];
  rules.push([".theirs", `background:${theirBg};${made.bubble === "border" ? "border:1px solid #8888" : ""}`]);
  rules.push([".mine", `background:${myBg};${mineInk ? "color:#fff;" : ""}${made.bubble === "border" ? "border:1px solid #59f" : ""}`]);
  const text = (selector) => selector.replace(/\.([a-z-]+)/g, (_, name) => `.${named(name)}`);
  return rules.map(([selector, rule]) => `${text(selector)}{${rule}}`).join("\n");
};

const svg = (paint) => `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="240" height="180"><rect width="240" height="180" fill="${paint}"/></svg>`)}`;

function face(name) {
  if (made.faceKind === "img") {
    const image = element("img", "face");
    image.src = svg(name.length % 2 ? "#846" : "#486");
    image.alt = chance(0.5) ? name : "";
    return image;
  }
  if (made.faceKind === "letters") return element("span", "face letters", name.split(" ").map((part) => part[0]).join(""));
  const image = element("div", "face");
  image.style.background = `url("${svg(name.length % 2 ? "#846" : "#486")}") center/cover`;
  return image;
}

function words(message) {
  if (message.kind === "image") {
    const image = element("img", "");
    Object.assign(image, { src: svg("#59c"), width: 220, height: 160, alt: "" });
    return image;
  }
  const box = element(pick("div", "span", "p"), "said");
  box.style.margin = "0";
  const link = /https?:\/\/\S+/.exec(message.text);
  if (link) {
    const anchor = element("a", "", link[0]);
    anchor.href = link[0];
    box.append(message.text.slice(0, link.index), anchor, message.text.slice(link.index + link[0].length));
  } else box.append(message.text);
  return box;
}

function bubble(message, first, last) {
  const mine = message.from === "me";
  const who = mine ? world.me.name : world.contact.name;
  const box = element("div", made.sides === "two" ? `bubble ${mine ? "mine" : "theirs"}` : "plain");
  if (made.hidden) box.append(element("span", "sr", mine ? "You said: " : `${who} said: `));
  if (made.sides === "two" && made.names === "inside" && first && !mine) box.append(element("div", "name", who));
  if (made.sides === "two" && made.quotes && message.index % 5 === 3) {
    box.append(element("div", "quote", element("b", "", mine ? who : "You"), element("div", "", "an earlier message that is answered")));
  }
  box.append(words(message));
  if (made.sides === "two" && made.times === "inside") box.append(element("div", "time", timeOf(message), made.receipt === "ticks" && mine ? " ✓✓" : ""));
  if (made.sides === "two" && made.times === "inline") box.append(element("span", "inline-time", timeOf(message)));
  if (made.times === "hover") box.append(element("span", "hover-time", timeOf(message)));
  if (made.reactions && message.index % 6 === 2) box.append(element("div", "", element("span", "reaction", "❤️ 1")));
  return box;
}

const timeOf = () => made.timeForm;

function row(message, previous, next) {
  const mine = message.from === "me";
  const who = mine ? world.me.name : world.contact.name;
  const first = previous?.from !== message.from;
  const last = next?.from !== message.from;
  const line = element(pick("div", "div", "li"), "row");
  line.style.listStyle = "none";
  if (made.sides === "one") return oneSided(line, message, first, who);
  const box = bubble(message, first, last);
  const withFace = (made.faces === "both" || (made.faces === "theirs" && !mine)) && (made.facePlace !== "last" || last);
  const parts = [];
  const spaced = made.faces === "both" || (made.faces === "theirs" && !mine);
  if (spaced) {
    const picture = withFace ? face(who) : element("span", "face");
    parts.push(picture);
  }
  const column = element("div", "");
  const justified = made.place === "justify" || made.place === "reverse" || made.place === "absolute";
  if (made.names === "above" && first && !mine) column.append(element("div", "name", who));
  column.append(box);
  if (made.times === "below") column.append(element("div", "time", timeOf(message), made.receipt === "seen" && mine && !next ? " · Seen" : ""));
  if (justified || spaced) {
    line.style.cssText += ";display:flex;gap:8px;";
    line.style.alignItems = made.facePlace === "top" ? "flex-start" : "flex-end";
    column.style.cssText = `max-width:${made.width}%;min-width:0;${made.wide ? "flex:1;" : ""}`;
    box.style.maxWidth = "100%";
    if (mine && made.faces === "both") line.style.flexDirection = "row-reverse";
    else if (mine && made.place === "reverse") line.style.flexDirection = "row-reverse";
    else if (mine) line.style.justifyContent = "flex-end";
    line.append(...parts, column);
  } else {
    switch (made.place) {
      case "self":
        line.style.cssText += ";display:flex;flex-direction:column";
        column.style.cssText = `max-width:${made.width}%;align-self:${mine ? "flex-end" : "flex-start"}`;
        box.style.maxWidth = "100%";
        break;
      case "margin":
        column.style.cssText = `width:fit-content;max-width:${made.width}%;${mine ? "margin-inline-start:auto" : ""}`;
        box.style.maxWidth = "100%";
        break;
      case "float":
        column.style.cssText = `float:${mine ? "right" : "left"};max-width:${made.width}%`;
        box.style.maxWidth = "100%";
        line.style.overflow = "hidden";
        break;
      case "inline":
        line.style.textAlign = mine ? "end" : "start";
        box.style.cssText += ";display:inline-block;text-align:start";
        break;
      case "grid":
        line.style.display = "grid";
        column.style.cssText = `justify-self:${mine ? "end" : "start"};max-width:${made.width}%`;
        box.style.maxWidth = "100%";
        break;
      case "percent":
        box.style.cssText += `;max-width:none;${mine ? "margin-inline-start" : "margin-inline-end"}:${100 - made.width}%`;
        break;
    }
    line.append(column);
  }
  if (made.times === "beside") line.append(element("span", "time", timeOf(message)));
  if (made.receipt === "icon" && mine && !next) line.append(element("div", "time", "Delivered"));
  return line;
}

function oneSided(line, message, first, who) {
  line.style.cssText += ";display:flex;gap:10px;margin:2px 0";
  const withFace = made.faces !== "none";
  if (withFace) line.append(first ? face(who) : element("span", "face"));
  const column = element("div", "");
  column.style.cssText = "min-width:0;flex:1";
  if (first) column.append(element("div", "", element("span", "name", who), " ", element("span", "time", timeOf(message))));
  column.append(bubble(message, first));
  line.append(column);
  return line;
}

function rows(messages) {
  const list = [];
  if (made.card) list.push(element("div", "card", face(world.contact.name), element("div", "title", world.contact.name), element("div", "presence", "12 followers · 0 posts")));
  if (made.notice) list.push(element("div", "notice", "Messages are end-to-end encrypted. No one outside of this chat can read them."));
  if (made.days !== "none") list.push(made.days === "pill" ? element("div", "day", element("span", "", "Today")) : element("div", "day", element("hr", ""), element("span", "", "Today"), element("hr", "")));
  const drawn = messages.map((message, at) => row({ ...message, index: at }, messages[at - 1], messages[at + 1]));
  if (made.grouped && made.sides === "two") {
    let group;
    messages.forEach((message, at) => {
      if (messages[at - 1]?.from !== message.from) list.push((group = element("div", "group")));
      group.append(drawn[at]);
    });
  } else list.push(...drawn);
  return list;
}

function composer() {
  const tag = { textarea: "textarea", editable: "div", input: "input", textbox: "div" }[made.composer];
  const box = element(tag, "write");
  if (tag === "div") {
    box.contentEditable = "true";
    if (made.composer === "textbox") box.role = "textbox";
    box.setAttribute(pick("aria-label", "data-placeholder", "aria-placeholder"), made.placeholder);
  } else box.placeholder = made.placeholder;
  if (tag === "textarea") box.rows = 1;
  const send = element("button", "", pick("Send", "➤", ""));
  send.setAttribute("aria-label", "Send");
  return element(pick("div", "form", "footer"), "foot", chance(0.5) ? element("button", "", "+") : null, box, chance(0.3) ? element("button", "", "🙂") : null, send);
}

let world;

async function conversation(id, n) {
  if (id === "long") return long(Math.max(n ?? 0, 520));
  return (await fetch(new URL(`../conversations/${id}.json`, import.meta.url))).json();
}

async function open() {
  const chosen = await conversation(given.get("chat") ?? "lure", Number(given.get("n")) || undefined);
  world = { contact: chosen.contact, me: chosen.me };
  let messages = chosen.messages;
  if (given.has("only")) messages = messages.filter((message) => message.from === given.get("only"));
  if (given.has("n")) messages = messages.slice(0, Number(given.get("n")));
  document.documentElement.dir = rtl ? "rtl" : "ltr";
  document.title = chance(0.5) ? `${world.contact.name} · Chats` : "Messenger";

  const header = element(made.header, "title", world.contact.name);
  if (made.header === "a") header.href = `#/people/${world.contact.handle}`;
  const head = element(pick("header", "div"), "head", chance(0.7) ? face(world.contact.name) : null, element("div", "", header, made.presence ? element("div", "presence", made.presence) : null), element("div", "tools", element("button", "", "📞"), element("button", "", "ⓘ")));
  const list = element(pick("div", "ul", "ol"), "list");
  if (list.tagName !== "DIV") list.style.margin = "0";
  if (chance(0.3)) list.setAttribute("role", "log");
  const drawn = rows(messages);
  if (made.list === "reverse") drawn.reverse();
  if (made.list === "bottom") drawn.unshift(element("div", "push"));
  list.append(...drawn);
  const request = made.request ? element("div", "request", element("div", "", `${world.contact.name} wants to send you a message.`), element("button", "", "Delete"), element("button", "", "Block"), element("button", "", "Accept")) : null;
  const room = element("main", "room", head, list, request, composer());
  const app = element("div", "app", room);
  if (made.inbox && innerWidth > 700 && made.host !== "docked") {
    const items = [world.contact.name, "Noor", "Climbing club"].map((name) => element("div", "item", face(name), element("div", "", element("b", "", name), element("div", "", "see you at the bus stop"))));
    app.prepend(element("nav", "inbox", ...items));
  }
  if (made.details && innerWidth > 1000 && made.host !== "docked") app.append(element("aside", "details", element("h3", "", "About"), element("p", "", "Shared pictures, links and files will be here.")));

  const style = document.createElement("style");
  style.textContent = css();
  document.body.style.margin = "0";
  let place = document.body;
  if (made.host === "docked") {
    document.body.append(element("article", "", element("h1", "", "News from the harbour"), ...Array.from({ length: 8 }, () => element("p", "", "The harbour wall was mended in spring. Volunteers carried stones for three weekends."))));
    const corner = document.createElement("div");
    corner.style.cssText = `position:fixed;bottom:0;right:${Math.min(24, innerWidth / 40)}px;width:${Math.min(340, innerWidth - 20)}px;height:${Math.min(480, innerHeight - 60)}px;box-shadow:0 0 12px #0005;background:#fff`;
    document.body.append(corner);
    place = corner;
  } else {
    const full = document.createElement("div");
    full.style.cssText = made.list === "window" ? "min-height:100vh" : "height:100vh";
    document.body.append(full);
    place = full;
  }
  if (made.host === "shadow" || made.host === "deep") {
    place = place.attachShadow({ mode: "open" });
    if (made.host === "deep") {
      const inner = document.createElement("div");
      inner.style.height = "100%";
      place.append(inner);
      place = inner.attachShadow({ mode: "open" });
    }
    place.append(style, app);
  } else if (made.host === "frame") {
    const frame = document.createElement("iframe");
    frame.style.cssText = "border:0;width:100%;height:100%;display:block";
    place.append(frame);
    const inner = frame.contentDocument;
    inner.documentElement.dir = document.documentElement.dir;
    inner.body.style.cssText = "margin:0;height:100vh";
    inner.body.append(inner.adoptNode(style), inner.adoptNode(app));
  } else {
    document.head.append(style);
    place.append(app);
  }
  await new Promise((done) => setTimeout(done, 30));
  if (made.list === "window") scrollTo(0, document.documentElement.scrollHeight);
  else if (made.list !== "reverse") list.scrollTop = list.scrollHeight;
  shown = messages;
}

let shown = [];
window.kit = {
  made,
  get truth() {
    return shown.map(({ from, text, kind = "text" }) => ({ from, text, kind }));
  },
  get contact() {
    return world.contact;
  },
};
window.kit.ready = open();
