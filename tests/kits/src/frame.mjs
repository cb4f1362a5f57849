// The page around a kit, as a small chat site would have it: other conversations at the side, a header with the
// contact, the kit, a composer. A kit that brings its own header or composer leaves ours out.

import "./frame.css";
import { face } from "./world.mjs";

const others = [
  ["Noor", "see you at the bus stop"],
  ["Mum", "You: on my way"],
  ["Climbing club", "Theo: hall is closed on Monday"],
  ["Aunt Ines", "Photo"],
];

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function portrait(name) {
  const image = element("img", "frame-face");
  Object.assign(image, { src: face(name), alt: "", width: 40, height: 40 });
  return image;
}

function inbox(contact) {
  const row = ([name, preview]) =>
    element("li", name === contact.name ? "open" : "", portrait(name), element("div", "", element("b", "", name), element("span", "", preview)));
  return element("nav", "frame-inbox", element("h2", "", "Chats"), element("ul", "", ...[[contact.name, "…"], ...others].map(row)));
}

function header(contact) {
  return element(
    "header",
    "frame-header",
    portrait(contact.name),
    element("div", "", element("a", "frame-name", contact.name), element("span", "frame-status", "Active now")),
  );
}

function composer() {
  const box = element("textarea");
  Object.assign(box, { rows: 1, placeholder: "Message…" });
  return element("footer", "frame-composer", box, element("button", "", "Send"));
}

function article() {
  const text = "The harbour wall was mended in spring. Volunteers carried stones for three weekends, and the ferry now lands at high water again.";
  return element("article", "frame-article", element("h1", "", "News from the harbour"), ...Array.from({ length: 6 }, () => element("p", "", text)));
}

/**
 * Draws the page and returns the element for the kit.
 * @param {{header?: boolean, composer?: boolean, inbox?: boolean}} wanted parts of ours the kit needs
 */
export function frame({ contact, dir, docked, dark }, wanted) {
  document.documentElement.dir = dir;
  document.documentElement.classList.toggle("dark", dark);
  document.title = `${contact.name} · Chats`;
  document.body.replaceChildren();
  const place = element("div", "frame-kit");
  const room = element("main", "frame-room", place);
  if (wanted.header) {
    const top = header(contact);
    top.querySelector("a").href = `#/people/${contact.handle}`;
    room.prepend(top);
  }
  if (wanted.composer) room.append(composer());
  const app = element("div", docked ? "frame-app docked" : "frame-app", room);
  if (wanted.inbox && !docked && innerWidth > 700) app.prepend(inbox(contact));
  if (docked) document.body.append(article());
  document.body.append(app);
  return place;
}
