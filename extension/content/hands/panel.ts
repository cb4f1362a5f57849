// The panel: a notice, a warning or a threat card, drawn near the composer in one closed shadow root.
//
// Nothing of it exists before there is advice. It is attached to the document element, never inside the page's own
// list; it holds text nodes only; nothing irreversible stands behind its buttons, because a page can cover, move or
// restyle it (docs/threat-model.md).

import type { Action } from "@protocol/Action";
import type { Panel as Content } from "@protocol/Panel";
import type { Reason } from "@protocol/Reason";

import { place } from "./place";
import style from "./panel.css";

/** A click counts only when the panel has stood in view this long, in milliseconds. */
const SETTLED = 500;
/** Readers announce a text more reliably when it changes after its region has come, in milliseconds. */
const ANNOUNCE_AFTER = 150;

export class Panel {
  private host: HTMLElement | undefined;
  private root: ShadowRoot | undefined;
  private shown = "";
  private since = 0;
  private content: Content | null = null;
  /** Where it stands. What was said moves under it when the page scrolls: it does not follow until the next look. */
  private spot = "";
  private readonly follow = (): void => {
    if (this.host && this.content) this.spot = place(this.host, this.content, this.spot);
  };

  constructor(private readonly act: (does: string) => void) {}

  /** Draws what the background says, or takes it away. The same content again changes nothing on the screen. */
  show(content: Content | null): void {
    if (!content) {
      this.remove();
      return;
    }
    const words = JSON.stringify({ ...content, placement: null });
    this.content = content;
    if (!this.host?.isConnected) {
      this.remove();
      this.content = content;
      this.attach();
    }
    if (words !== this.shown) {
      this.shown = words;
      this.since = performance.now();
      this.draw(content);
    }
    this.follow();
  }

  /** For a shot. Says whether there was anything to hide. */
  hide(): boolean {
    if (!this.host) return false;
    this.host.style.setProperty("display", "none", "important");
    return true;
  }

  /** Says whether there was anything to show again. */
  unhide(): boolean {
    this.host?.style.setProperty("display", "block", "important");
    return this.host !== undefined;
  }

  private remove(): void {
    this.host?.remove();
    this.host = undefined;
    this.root = undefined;
    this.shown = "";
    this.content = null;
    this.spot = "";
    removeEventListener("resize", this.follow);
  }

  private attach(): void {
    this.host = document.createElement("div");
    // Against the page's own rules: everything back to the start, then only what we need, each as important.
    const base: [string, string][] = [
      ["all", "initial"],
      ["display", "block"],
      ["position", "fixed"],
      ["z-index", "2147483647"],
    ];
    for (const [name, value] of base) this.host.style.setProperty(name, value, "important");
    this.root = this.host.attachShadow({ mode: "closed" });
    document.documentElement.append(this.host);
    addEventListener("resize", this.follow, { passive: true });
  }

  private draw(content: Content): void {
    if (!this.root) return;
    const card = element("section", content.level);
    card.lang = content.lang;
    card.dir = content.rtl ? "rtl" : "ltr";
    card.setAttribute("aria-label", content.label);

    const says = element("div", "says");
    const live = element("p", "spoken");
    live.setAttribute("role", content.level === "threat" ? "alert" : "status");
    for (const line of content.lines) says.append(element("p", "line", line));
    const reasons = this.reasons(content);
    const actions = element("div", "actions");
    for (const action of content.actions) actions.append(this.button(action, reasons, card));
    card.append(says, reasons, actions, live);
    if (content.level !== "notice") reasons.hidden = false;

    // A card cannot ask for its own width; its frame can be asked.
    const frame = element("div", "frame");
    frame.append(card);
    this.root.replaceChildren(sheet(), frame);
    setTimeout(() => {
      live.textContent = content.lines.join(" ");
    }, ANNOUNCE_AFTER);
  }

  private reasons(content: Content): HTMLElement {
    const box = element("div", "why");
    box.hidden = true;
    if (content.reasons.length === 0) return box;
    box.append(element("p", "heading", content.why));
    const list = element("ul");
    for (const reason of content.reasons) list.append(row(reason));
    box.append(list);
    if (content.reasons.some(({ quote }) => quote !== null)) box.append(this.quotes(content, list));
    return box;
  }

  /** The contact's own words stay folded: nobody has to read them twice. */
  private quotes(content: Content, list: HTMLElement): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quotes";
    button.textContent = content.quotes;
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", (event) => {
      if (!event.isTrusted) return;
      const shown = list.classList.toggle("quoted");
      button.setAttribute("aria-expanded", String(shown));
      this.follow();
    });
    return button;
  }

  private button(action: Action, reasons: HTMLElement, card: HTMLElement): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = action.does;
    button.textContent = action.label;
    if (action.does === "why") button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", (event) => {
      if (!event.isTrusted || performance.now() - this.since < SETTLED) return;
      if (action.does === "why") {
        reasons.hidden = !reasons.hidden;
        button.setAttribute("aria-expanded", String(!reasons.hidden));
        this.follow();
        return;
      }
      this.act(action.does);
      if (action.does === "dismiss") this.remove();
      else if (action.then) this.answer(card, action.then);
    });
    return button;
  }

  /** Says how a step goes on elsewhere, in the place where it was asked for. */
  private answer(card: HTMLElement, text: string): void {
    card.querySelector(".then")?.remove();
    const line = element("p", "then", text);
    line.setAttribute("role", "status");
    card.append(line);
    this.follow();
  }
}

function row(reason: Reason): HTMLElement {
  const item = element("li", "", reason.text);
  if (reason.quote !== null) {
    // Their words are hostile in every way text can be: isolated, and never more than a line or two.
    const quote = document.createElement("q");
    const words = document.createElement("bdi");
    words.textContent = reason.quote;
    quote.append(words);
    item.append(" ", quote);
  }
  return item;
}

function element(tag: string, name = "", text = ""): HTMLElement {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}

function sheet(): HTMLStyleElement {
  const made = document.createElement("style");
  made.textContent = style;
  return made;
}
