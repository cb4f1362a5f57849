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
import { shadowOf } from "./shadow";

/** Against the page's own rules: everything back to the start, then only what we need, each as important. */
const BASE = [
  ["all", "initial"],
  ["position", "fixed"],
  ["z-index", "2147483647"],
] as const;
/** How often the panel is put back against a page that takes it away or changes it, before it gives way. */
const ROUNDS = 5;
/** A page that left the panel alone for this long, in milliseconds, did not mean it: the count starts anew. */
const PEACE = 30_000;
/** Readers announce a text more reliably when it changes after its region has come, in milliseconds. */
const ANNOUNCE_AFTER = 150;

/**
 * Takes away what an earlier version of the extension left on the page: Firefox ends its scripts at once and starts ours,
 * and nobody answers the old buttons any more.
 */
export function sweep(): void {
  for (const host of dom.queryAll(document, ":root > div[popover]")) {
    if (shadowOf(host)?.querySelector(".frame > section > .says")) host.remove();
  }
}

export class Panel {
  private host: HTMLElement | undefined;
  private root: ShadowRoot | undefined;
  private guard: Guard | undefined;
  /** `none` while a picture of the page is taken. */
  private display = "block";
  /** The host's own style as we wrote it last. */
  private worn: string | null = null;
  private shown = "";
  /** What was announced: what changes within one note is not read out again. */
  private announced = "";
  /** Where the focus was before it came to the panel, to give it back. */
  private from: EventTarget | null = null;
  private content: Content | null = null;
  /** Where it stands. What was said moves under it when the page scrolls: it does not follow until the next look. */
  private spot = "";
  /** How often the page had its way with the panel, and when it last did. */
  private rounds = 0;
  private disturbed = 0;
  /** The level at which we gave way to the page: another level gets a new try. */
  private gaveWay = "";
  private readonly follow = (): void => {
    if (!this.host || !this.content) return;
    const ours = this.isOurs(this.host);
    this.spot = place(this.host, this.content, this.spot);
    if (ours) this.worn = dom.attribute(this.host, "style");
  };

  constructor(private readonly act: (does: string) => void) {}

  /** Draws what the background says, or takes it away. The same content again changes nothing on the screen. */
  show(content: Content | null): void {
    if (!content) {
      this.remove();
      this.gaveWay = "";
      return;
    }
    if (content.level === this.gaveWay) return;
    this.gaveWay = "";
    const words = JSON.stringify({ ...content, placement: null });
    this.content = content;
    if (!this.host) this.attach();
    if (words !== this.shown) {
      this.shown = words;
      this.guard?.restart();
      this.draw(content);
    }
    this.follow();
  }

  /** Whether there is something to be seen here that the page does not let be seen. */
  unseen(): boolean {
    return this.gaveWay !== "" || (this.display === "block" && this.guard?.unseen() === true);
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
    const ours = this.isOurs(this.host);
    this.host.style.setProperty("display", display, "important");
    if (ours) this.worn = dom.attribute(this.host, "style");
    return true;
  }

  /** Whether the page has left the panel its clothes. What it changed must not be taken for ours when we change them. */
  private isOurs(host: HTMLElement): boolean {
    return dom.attribute(host, "style") === this.worn;
  }

  private remove(): void {
    this.guard?.stop();
    this.guard = undefined;
    const focused = this.root?.activeElement;
    this.host?.remove();
    if (focused && this.from instanceof HTMLElement) this.from.focus({ preventScroll: true });
    this.from = null;
    this.host = undefined;
    this.root = undefined;
    this.shown = "";
    this.announced = "";
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
    try {
      if (!dom.matches(host, ":popover-open")) host.showPopover();
    } catch {
      // The page took it away in the middle of this: the next look finds that, and counts it.
    }
    this.worn = dom.attribute(host, "style");
  }

  /** Puts right what the page has changed about the panel; says whether there was nothing to put right. */
  private mend(host: HTMLElement): boolean {
    if (!(chrome.runtime.id as string | undefined)) {
      // The extension was updated or removed: what our buttons say, nobody does any more.
      this.remove();
      this.act("orphan");
      return false;
    }
    if (host.isConnected && this.isOurs(host) && dom.matches(host, ":popover-open")) return true;
    const now = dom.now();
    this.rounds = now - this.disturbed < PEACE ? this.rounds + 1 : 1;
    this.disturbed = now;
    if (this.rounds > ROUNDS) {
      this.giveWay();
    } else {
      host.removeAttribute("style");
      this.raise(host);
      this.follow();
    }
    return false;
  }

  /**
   * Whoever has the page wins every fight in it, and a panel that comes and goes helps nobody: what it says is in the
   * popup, under the badge, where no page reaches.
   */
  private giveWay(): void {
    const level = this.content?.level ?? "";
    this.remove();
    this.rounds = 0;
    this.gaveWay = level;
    this.act("give-way");
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
    // A threat gets help first: in a low window what was seen scrolls, and the button does not.
    card.append(...(content.level === "threat" ? [says, actions, reasons] : [says, reasons, actions]), live);
    if (content.level !== "notice") reasons.hidden = false;

    // A card cannot ask for its own width; its frame can be asked.
    const frame = element("div", "frame");
    frame.append(card);
    const held = this.root.activeElement?.className;
    this.root.replaceChildren(element("style", "", style), frame);
    // Whoever was in the panel stays in it.
    if (held) this.root.querySelector<HTMLElement>(`.${held}`)?.focus({ preventScroll: true });
    card.addEventListener("focusin", ({ relatedTarget }) => {
      if (relatedTarget && !card.contains(relatedTarget as Node)) this.from = relatedTarget;
    });
    card.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !event.isTrusted) return;
      event.stopPropagation();
      this.close();
    });
    if (content.label === this.announced) return;
    this.announced = content.label;
    setTimeout(() => {
      live.textContent = content.lines.join(" ");
    }, ANNOUNCE_AFTER);
  }

  /** Closes by key what stands here, a question with no: nothing goes out. Says whether there was anything to close. */
  close(): boolean {
    const action = this.content?.actions.find(({ does }) => does === "dismiss" || does === "keep");
    if (!action) return false;
    this.act(action.does);
    this.remove();
    return true;
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
