// A plain two-sided chat for the hostile pages: `drawChat(messages)` puts it on the page and sets `window.page`.
// `window.page` says what is true: `chat` (whether there is one), `truth` (who said what), `never` (texts that no
// one said, so no row may hold them). What is left out is not checked.

const style = document.createElement("style");
style.textContent = `
  body { margin: 0; font: 15px/1.4 system-ui, sans-serif; }
  .room { display: flex; flex-direction: column; height: 100vh; }
  .head { padding: 12px 16px; border-bottom: 1px solid #ccc; }
  .head b { font-size: 18px; }
  .list { flex: 1; overflow: auto; padding: 12px; }
  .row { display: flex; margin: 6px 0; }
  .row.me { justify-content: flex-end; }
  .bubble { max-width: 70%; padding: 8px 12px; border-radius: 16px; background: #eee; overflow-wrap: anywhere; }
  .me .bubble { background: #0a7cff; color: #fff; }
  .foot { display: flex; padding: 8px 16px; border-top: 1px solid #ccc; }
  .foot textarea { flex: 1; font: inherit; }
`;
document.head.append(style);

function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** One row; `text` may be an element. */
function drawRow(from, text) {
  return make("div", `row ${from}`, make("div", "bubble", text));
}

const contact = { name: "Robin Ashdale" };

const small = [
  { from: "them", text: "hi, is the boat still for sale?" },
  { from: "me", text: "yes it is" },
  { from: "them", text: "can I see it on sunday" },
  { from: "me", text: "sunday is fine, come to the small pier" },
];

/** Draws the room around the rows; returns its list. */
function drawChat(messages = small, { composer = true, place = document.body } = {}) {
  const list = make("div", "list", ...messages.map(({ from, text }) => drawRow(from, text)));
  const room = make("div", "room", make("div", "head", make("b", "", contact.name)), list);
  if (composer) room.append(make("div", "foot", Object.assign(make("textarea"), { placeholder: "Message…", rows: 1 })));
  place.append(room);
  list.scrollTop = list.scrollHeight;
  const truth = messages.map(({ from, text }) => ({ from, text: typeof text === "string" ? text : text.dataset.said, kind: "text" }));
  window.page = { ready: Promise.resolve(), chat: composer, truth: composer ? truth : undefined, contact };
  return list;
}
