// The panel: a notice, a warning or a threat card, drawn near the composer in one closed shadow root.
//
// Nothing of it exists before there is advice. It is attached to the document element, never inside the page's own
// list, and stands in the browser's top layer; it holds text nodes only; nothing irreversible stands behind its buttons,
// and a click on them counts only while nothing covers or distorts it (guard.ts, docs/threat-model.md).

import type { Action } from "@protocol/Action";
import type { Panel as Content } from "@protocol/Panel";
import type { Reason } from "@protocol/Reason";

import * as dom from "../eyes/natives.ts";
import { Guard } from "./guard";
import { place } from "./place";
import style from "./panel.css";

/** Against the page's own rules: everything back to the start, then only what we need, each as important. */
const BASE = [
  ["all", "initial"],
  ["position", "fixed"],
  ["z-index", "2147483647"],
] as const;
/** Readers announce a text more reliably when it changes after its region has come, in milliseconds. */
const ANNOUNCE_AFTER = 150;

export class Panel {
  private host: HTMLElement | undefined;
  private root: ShadowRoot | undefined;
  private guard: Guard | undefined;
  /** `none` while a picture of the page is taken. */
  private display = "block";
  /** The host's own style as we wrote it last. */
  private worn: string | null = null;
  private shown = "";
  private content: Content | null = null;
  /** Where it stands. What was said moves under it when the page scrolls: it does not follow until the next look. */
  private spot = "";
  private readonly follow = (): void => {
    if (!this.host || !this.content) return;
    this.spot = place(this.host, this.content, this.spot);
    this.worn = dom.attribute(this.host, "style");
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
      this.guard?.restart();
      this.draw(content);
    }
    this.follow();
  }

  /** For a shot. Says whether there was anything to hide. */
  hide(): boolean {
    return this.setDisplay("none");
  }

  /** Says whether there was anything to show again. */
  unhide(): boolean {
    return this.setDisplay("block");
  }

  private setDisplay(display: string): boolean {
    if (!this.host) return false;
    this.display = display;
    this.host.style.setProperty("display", display, "important");
    this.worn = dom.attribute(this.host, "style");
    return true;
  }

  private remove(): void {
    this.guard?.stop();
    this.guard = undefined;
    this.host?.remove();
    this.host = undefined;
    this.root = undefined;
    this.shown = "";
    this.content = null;
    this.spot = "";
    this.display = "block";
    removeEventListener("resize", this.follow);
  }

  private attach(): void {
    const host = dom.make(document, "div");
    this.host = host;
    this.root = host.attachShadow({ mode: "closed" });
    this.raise(host);
    this.guard = new Guard(host, () => this.mend(host));
    addEventListener("resize", this.follow, { passive: true });
  }

  /** Puts the panel on top of all that the page shows, in its own clothes. */
  private raise(host: HTMLElement): void {
    for (const [name, value] of [...BASE, ["display", this.display]] as const) host.style.setProperty(name, value, "important");
    if (!host.isConnected) dom.rootOf(document)?.append(host);
    host.popover = "manual";
    if (!dom.matches(host, ":popover-open")) host.showPopover();
    this.worn = dom.attribute(host, "style");
  }

  /** Puts right what the page has changed about the panel; says whether there was nothing to put right. */
  private mend(host: HTMLElement): boolean {
    if (host.isConnected && dom.attribute(host, "style") === this.worn && dom.matches(host, ":popover-open")) return true;
    host.removeAttribute("style");
    this.raise(host);
    this.follow();
    return false;
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
    for (const action of content.actions) actions.append(this.button(action, content, reasons, card));
    card.append(says, reasons, actions, live);
    if (content.level !== "notice") reasons.hidden = false;

    // A card cannot ask for its own width; its frame can be asked.
    const frame = element("div", "frame");
    frame.append(card);
    this.root.replaceChildren(element("style", "", style), frame);
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
    const button = press("quotes", content.quotes);
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", (event) => {
      if (!event.isTrusted) return;
      const shown = list.classList.toggle("quoted");
      button.setAttribute("aria-expanded", String(shown));
      this.follow();
    });
    return button;
  }

  private button(action: Action, content: Content, reasons: HTMLElement, card: HTMLElement): HTMLButtonElement {
    const button = press(action.does, action.label);
    if (action.does === "why") button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", (event) => {
      if (!event.isTrusted) return;
      if (action.does === "why") {
        reasons.hidden = !reasons.hidden;
        button.setAttribute("aria-expanded", String(!reasons.hidden));
        this.follow();
        return;
      }
      if (!this.guard?.holds()) {
        this.answer(card, content.unsure, "then unsure");
        return;
      }
      card.querySelector(".then")?.remove();
      this.act(action.does);
      if (action.does === "dismiss") this.remove();
      else if (action.then) this.answer(card, action.then);
    });
    return button;
  }

  /** Says how a step goes on elsewhere, in the place where it was asked for. */
  private answer(card: HTMLElement, text: string, name = "then"): void {
    card.querySelector(".then")?.remove();
    const line = element("p", name, text);
    line.setAttribute("role", "status");
    card.append(line);
    this.follow();
  }
}

function row(reason: Reason): HTMLElement {
  const item = element("li", "", reason.text);
  if (reason.quote !== null) {
    // Their words are hostile in every way text can be: isolated, and never more than a line or two.
    const quote = element("q");
    quote.append(element("bdi", "", reason.quote));
    item.append(" ", quote);
  }
  return item;
}

function element(tag: string, name = "", text = ""): HTMLElement {
  const made = dom.make(document, tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}

function press(name: string, text: string): HTMLButtonElement {
  const made = element("button", name, text) as HTMLButtonElement;
  made.type = "button";
  return made;
}
