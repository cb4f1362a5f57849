// Steps through a chat's own scroller, for saving the whole of it: to the newest rows, screen by screen to the oldest,
// and back to where the person was. Rows that load or are drawn meanwhile are waited for, within bounds.

import type { Scroll } from "@protocol/Scroll";
import type { Scrolled } from "@protocol/Scrolled";

import * as dom from "../eyes/natives.ts";
import { shadowOf } from "./shadow";

/** How much of what was shown is shown again after a step, at least, in CSS pixels: what joins the two. */
const OVERLAP = 80;
/** The page stands still when nothing changed for this long, in milliseconds … */
const CALM = 200;
/** … and is not waited for longer than this. */
const RESTLESS = 2000;
/** How long older rows may take to come once the top is reached, in milliseconds. */
const LOADING = 3000;
/** How often a list that guesses at the heights of rows that are not drawn is asked again. */
const TRIES = 4;

/** An element that shows by where it stands how far the rows moved. */
interface Mark {
  element: Element;
  text: string | null;
  y: number;
}

export class Stroll {
  private begun = false;
  private scroller: Element | undefined;
  /** Where the person was: how far from the end, and what stood there. */
  private fromEnd = 0;
  private mark: Mark | undefined;

  async step({ x, y, least, newest }: Scroll): Promise<Scrolled> {
    if (newest) {
      this.begun = true;
      this.scroller = scrollerAt(x, y, least);
      if (this.scroller) {
        this.mark = markAt(this.scroller, x);
        this.fromEnd = endOf(this.scroller);
        for (let tries = 0; tries < TRIES && (await by(this.scroller, 1e9)); tries += 1);
      }
    }
    // It went back because nobody asked for long: whoever asks now must not take that for the beginning of the chat.
    if (!this.begun) throw new Error("not begun");
    const { scroller } = this;
    // Nothing scrolls: what is shown is all there is.
    if (!scroller) return { moved: 0, start: true, height: innerHeight };
    const height = dom.clientHeight(scroller);
    if (newest) return { moved: 0, start: false, height };
    return { ...(await older(scroller, x, height - Math.max(OVERLAP, height / 5))), height };
  }

  /** Scrolls back to where the person was. */
  async back(): Promise<void> {
    const { scroller, mark, fromEnd } = this;
    this.scroller = undefined;
    this.begun = false;
    for (let tries = 0; scroller && tries < TRIES; tries += 1) {
      const off = (mark && movedBy(mark)) ?? endOf(scroller) - fromEnd;
      if (Math.abs(off) < 1) return;
      await by(scroller, off);
    }
  }
}

/** One step of so many pixels towards older rows. */
async function older(scroller: Element, x: number, wanted: number): Promise<Pick<Scrolled, "moved" | "start">> {
  const mark = markAt(scroller, x);
  const before = endOf(scroller);
  const moved = (): number => (mark && movedBy(mark)) ?? endOf(scroller) - before;
  let start = false;
  for (let tries = 0; tries < TRIES && !start; tries += 1) {
    const was = moved();
    // Rows that load above may push down what is shown, and too far: this goes back then.
    const changed = await by(scroller, was - wanted);
    const now = moved();
    if (Math.abs(now - wanted) < 8 || (tries > 0 && now < wanted && now - was >= 1)) break;
    start = Math.abs(now - was) < 1 && !changed && !(await settle(scroller, LOADING));
  }
  const far = moved();
  return { moved: mark && movedBy(mark) === undefined ? null : far, start: start || Math.abs(far) < 1 };
}

/** Scrolls down by so many pixels, at once even where the page wants it smooth. Says whether anything came of it. */
function by(scroller: Element, pixels: number): Promise<boolean> {
  const was = stateOf(scroller);
  dom.scrollBy(scroller, { top: pixels, behavior: "instant" });
  return settle(scroller, CALM, was);
}

/**
 * Waits until the rows are drawn and stand where they are; for the first change up to `patience` milliseconds. Says whether
 * anything changed.
 */
async function settle(scroller: Element, patience: number, last = stateOf(scroller)): Promise<boolean> {
  let since = dom.now();
  let changed = false;
  const end = since + RESTLESS + patience;
  const observer = new MutationObserver(() => (last = ""));
  observer.observe(scroller, { subtree: true, childList: true, characterData: true });
  while (dom.now() < end && dom.now() - since < (changed ? CALM : patience)) {
    await new Promise((done) => setTimeout(done, 50));
    const now = stateOf(scroller);
    if (now === last) continue;
    last = now;
    since = dom.now();
    changed = true;
  }
  observer.disconnect();
  return changed;
}

function stateOf(scroller: Element): string {
  return `${dom.scrollHeight(scroller)} ${dom.scrollTop(scroller)}`;
}

/** How far the top of what is shown is from the end. Rows that load above do not change it. */
function endOf(scroller: Element): number {
  const top = dom.scrollTop(scroller);
  // A list turned upside down starts at 0 and counts downwards.
  const reverse = top < 0 || dom.styleOf(scroller).flexDirection === "column-reverse";
  return (reverse ? dom.clientHeight(scroller) : dom.scrollHeight(scroller)) - top;
}

/** A row, or a part of one, near the top of what is shown; not a heading that stays there. */
function markAt(scroller: Element, x: number): Mark | undefined {
  const top = Math.max(0, dom.rectOf(scroller).y);
  const height = dom.clientHeight(scroller);
  const moves = (hit: Element): boolean => {
    for (let at: Node | null = hit; at !== scroller; at = up(at)) {
      if (!at || (isElement(at) && /sticky|fixed/.test(dom.styleOf(at).position))) return false;
    }
    return hit !== scroller && dom.rectOf(hit).height < height;
  };
  for (let y = top + 12; y < top + height / 2; y += 16) {
    const element = hits(document, x, y).find(moves);
    if (element) return { element, text: dom.textOf(element), y: dom.rectOf(element).y };
  }
  return undefined;
}

/** How far a mark moved down; nothing if it went, or stands for another row now. */
function movedBy({ element, text, y }: Mark): number | undefined {
  return element.isConnected && dom.textOf(element) === text ? dom.rectOf(element).y - y : undefined;
}

/** The innermost part of the page around a point that scrolls and is not too small; else the page, if it scrolls. */
function scrollerAt(x: number, y: number, least: number): Element | undefined {
  const page = dom.scrollingElement(document);
  const scrolls = (element: Element): boolean =>
    dom.clientHeight(element) >= least &&
    dom.scrollHeight(element) > dom.clientHeight(element) + 4 &&
    (element === page || /auto|scroll/.test(dom.styleOf(element).overflowY));
  for (const hit of hits(document, x, y)) {
    for (let at: Node | null = hit; at; at = up(at)) if (isElement(at) && scrolls(at)) return at;
  }
  return undefined;
}

/** What stands at a point, the topmost first, in shadow trees too. */
function hits(tree: Document | ShadowRoot, x: number, y: number): Element[] {
  const here = tree instanceof Document ? dom.elementsAt(tree, x, y) : dom.elementsAtIn(tree, x, y);
  // A browser may name what is around a shadow tree as well.
  return here.filter((hit) => dom.contains(tree, hit)).flatMap((hit) => {
    const shadow = shadowOf(hit);
    return shadow ? [...hits(shadow, x, y), hit] : [hit];
  });
}

/** What a node is drawn in. */
function up(node: Node): Node | null {
  if (isElement(node)) return dom.slotOf(node) ?? dom.parentNode(node);
  return node instanceof ShadowRoot ? dom.shadowHost(node) : null;
}

function isElement(node: Node): node is Element {
  return dom.nodeType(node) === dom.ELEMENT;
}
