/**
 * Walks the part of the page around the fields and writes down what stands there: boxes, text, how it is drawn.
 * It measures and does not judge; what is a message is decided by `crate/reader`.
 *
 * Siblings are visited bottom-up, so that a walk stopped by its budget has seen the newest rows. The walk is a
 * generator: it yields whenever its slice of time is used, and the caller decides when to go on.
 */

import type { Node as Seen } from "@protocol/Node";
import type { Rect } from "@protocol/Rect";

import { digest } from "./digest";
import { documentIn, type FoundField } from "./fields";
import { liveOf } from "./live";
import type { Looks } from "./looks";
import * as dom from "./natives";
import { laying, standing } from "./placing";
import { tonesOf } from "./tones";
import { astray, type Box, holdsPlaced, intersect, opacityOf, unreadable, unseen } from "./unseen";

/** Why a walk ended early. */
export type Cut = "nodes" | "bytes" | "time";

/** What one walk may cost. */
export interface Budget {
  /** Elements and texts visited. */
  visits: number;
  /** Nodes written. */
  nodes: number;
  /** Characters of text and attributes written. */
  characters: number;
  /** Children of one element that are visited, counted from the bottom. */
  rows: number;
  /** Milliseconds of work, pauses not counted. */
  total: number;
  /** Milliseconds between two pauses. */
  slice: number;
}

/** The part of the page that is walked: from `left` to `right`, down to `bottom`. */
export interface Region {
  left: number;
  right: number;
  bottom: number;
}

/** One element whose children are being visited. */
interface Frame {
  children: ArrayLike<globalThis.Node>;
  at: number;
  step: 1 | -1;
  left: number;
  width: number;
  textAlign: string;
  /** Index of the node written for the element. */
  up: number;
  look: number;
  /** Only what is inside this box can be seen. */
  clip: Box;
  /** The same for what is placed absolutely: what is scrolled around it does not move it. */
  held: Box;
  /** The block that words flow in. */
  block: Box;
  /** Its letters are cut out of a background, which shows where they are clear. */
  inked: boolean;
  opacity: number;
  hidden: boolean;
  keepSpace: "" | "lines" | "all";
  small: boolean;
  /** Inside something that scrolls, where "below the composer" means nothing. */
  scrolled: boolean;
  /** In a small box over the page that has nothing to do with where the chat is. */
  over: boolean;
  dx: number;
  dy: number;
}

const SKIPPED = new Set(
  "script style template noscript head meta link title option optgroup datalist source track ".split(" "),
);
/** Elements with nothing inside that could be said. */
const LEAVES = new Set("img svg video audio canvas object embed progress meter input select textarea hr br iframe".split(" "));

const TEXT_CUT = 8000;
/** Sides of a picture that can be the contact's, in pixels. It stands in the head of a chat, where nothing scrolls. */
const PORTRAIT = [24, 72] as const;
/** Sides longer than the page's own: wide enough for what slides in, and high enough for what is scrolled out. */
const WIDE = 1e6;
const HIGH = 1e7;

const round = (n: number): number => Math.round(Math.min(1e7, Math.max(-1e7, n)));
/** White space as it is rendered. */
function rendered(data: string, keep: Frame["keepSpace"]): string {
  if (keep === "all") return data;
  return keep === "lines" ? data.replace(/[ \t\f]+/g, " ") : data.replace(/[ \t\n\r\f]+/g, " ");
}

export class Walk {
  readonly nodes: Seen[] = [];
  cut: Cut | undefined;
  /** Roots passed on the way, for observers. */
  readonly shadows: ShadowRoot[] = [];
  /** Videos passed on the way. */
  readonly videos = new Set<Element>();
  /** Element of each written scroller, for observers. */
  readonly #looks: Looks;
  readonly #budget: Budget;
  readonly #region: Region;
  readonly #fields: Map<Element, FoundField>;
  readonly #marks: Map<Element, string>;
  readonly #range = new Range();
  readonly #origin: string;
  #visits = 0;
  #characters = 0;
  #spent = 0;

  constructor(looks: Looks, budget: Budget, region: Region, fields: FoundField[], marks: Map<Element, string>) {
    this.#looks = looks;
    this.#budget = budget;
    this.#region = region;
    this.#fields = new Map(fields.map((field) => [field.element, field]));
    this.#marks = marks;
    this.#origin = location.origin;
  }

  /** Walks everything in the region under `top`. */
  *run(top: Element): Generator<void, void> {
    const stack: Frame[] = [];
    // Above the page's own top nothing can be scrolled to, unless it runs upwards.
    const page: Box = { left: -WIDE, top: scrollY < 0 ? -HIGH : -scrollY, right: WIDE, bottom: HIGH };
    const start: Frame = {
      children: [top], at: 0, step: -1, left: 1, width: 0, textAlign: "", up: 0, look: -1, clip: page, held: page, block: page, inked: false, opacity: 1, hidden: false,
      keepSpace: "", small: false, scrolled: false, over: false, dx: 0, dy: 0,
    };
    stack.push(start);
    let since = dom.now();
    while (stack.length > 0) {
      const frame = stack[stack.length - 1] as Frame;
      if (frame.left-- <= 0) {
        stack.pop();
        continue;
      }
      const child = frame.children[frame.at];
      frame.at += frame.step;
      if (!child) continue;
      if (this.#exhausted(frame.scrolled)) {
        // What is left of the budget is for the head of the conversation, which stands outside of its list.
        while (stack[stack.length - 1]?.scrolled) stack.pop();
        if (!frame.scrolled) break;
        continue;
      }
      const type = dom.nodeType(child);
      if (type === dom.TEXT) this.#text(child, frame);
      else if (type === dom.ELEMENT && stack.length < 300) {
        const inner = this.#element(child as Element, frame);
        if (inner) stack.push(inner);
      }
      if ((this.#visits & 15) === 0) {
        const now = dom.now();
        if (now - since > this.#budget.slice) {
          // What took much longer waited for a busy machine, or for the page's own layout: that makes the page no larger.
          this.#spent += Math.min(now - since, 4 * this.#budget.slice);
          yield;
          since = dom.now();
        }
      }
    }
    // A range left on the page would make every later change of the page a little dearer.
    dom.selectContents(this.#range, document);
  }

  #exhausted(scrolled: boolean): boolean {
    this.#visits++;
    const { visits, nodes, characters, total } = this.#budget;
    const share = scrolled ? 0.8 : 1;
    if (this.#visits > visits * share || this.nodes.length >= nodes * share) this.cut = "nodes";
    else if (this.#characters > characters * share) this.cut = "bytes";
    else if (this.#spent > total * share) this.cut = "time";
    else return false;
    return true;
  }

  #write(node: Seen): number {
    this.#characters += (node.text?.length ?? 0) + (node.label?.length ?? 0) + (node.href?.length ?? 0) + 40;
    return this.nodes.push(node) - 1;
  }

  #text(node: globalThis.Node, frame: Frame): void {
    const data = dom.textData(node);
    const blank = !/\S/.test(data.length > 2000 ? data.slice(0, 2000) : data);
    // Only text between things in a line can have white space that counts.
    if (blank && (frame.children.length === 1 || frame.hidden)) return;
    dom.selectContents(this.#range, node);
    const box = dom.rangeRect(this.#range);
    if (box.width === 0 && (blank || !frame.hidden)) return;
    const x = box.left + frame.dx;
    const y = box.top + frame.dy;
    const text = rendered(dom.cut(data, TEXT_CUT), frame.keepSpace);
    const seen: Seen = {
      up: frame.up,
      rect: [round(x), round(y), round(box.width), round(box.height)],
      look: frame.look,
      text: data.length > TEXT_CUT ? `${text}…` : text,
    };
    const place: Box = { left: x, top: y, right: x + box.width, bottom: y + box.height };
    const shown = intersect(frame.clip, place);
    const width = Math.max(0, shown.right - shown.left);
    const height = Math.max(0, shown.bottom - shown.top);
    const small = !blank && unreadable(box, Math.min(data.length, text.length));
    if (frame.hidden || frame.small || small || width * height < box.width * box.height * 0.2 || astray(place, frame.block)) {
      if (blank) return;
      seen.hidden = true;
      // Read aloud, not seen: it says whose a message is, and that in its first words.
      seen.text = dom.cut(text, 40);
      seen.rect = [0, 0, 0, 0];
    }
    this.#write(seen);
  }

  #element(element: Element, frame: Frame): Frame | undefined {
    const tag = dom.localName(element);
    if (SKIPPED.has(tag)) return undefined;
    const box = dom.rectOf(element);
    const left = box.left + frame.dx;
    const top = box.top + frame.dy;
    const empty = box.width === 0 || box.height === 0;
    const { region } = this;
    const beside = !empty && (left > region.right || left + box.width < region.left || (top > region.bottom && !frame.scrolled));
    // A call rings and stands wherever the page likes: a small box over it, not a column beside the chat.
    if (beside && !frame.over && (frame.scrolled || box.height > innerHeight * 0.8)) return undefined;
    const style = dom.styleOf(element);
    const over = frame.over || (beside && style.position === "fixed");
    if (beside && !over) return undefined;
    const display = style.display;
    // What is folded away has boxes and is not drawn, nor is anything in it.
    if (display === "none" || style.contentVisibility === "hidden") return undefined;

    const inked = frame.inked || style.backgroundClip.includes("text");
    const look = this.#looks.of(style, inked);
    const opacity = frame.opacity * opacityOf(style);
    const hidden = opacity < 0.1 || unseen(style, box.width, box.height);
    const rect: Rect = [round(left), round(top), round(box.width), round(box.height)];
    const node: Seen = { up: frame.up, rect, look };
    if (tag !== "div") node.tag = dom.cut(tag, 40);
    if (hidden) node.hidden = true;
    if (display.startsWith("inline") || display === "contents") node.inline = true;
    if (style.position === "fixed" || style.position === "sticky") node.fixed = true;
    const stands = standing(style, frame.width);
    if (stands) node.stands = stands;
    const lays = laying(style, frame.textAlign);
    if (lays) node.lays = lays;
    this.#attributes(element, tag, node, style, frame.scrolled);

    const field = this.#fields.get(element);
    if (field) {
      field.field.node = this.#write(node);
      return undefined;
    }
    const inner = documentIn(element);
    if (tag === "br" || (LEAVES.has(tag) && !inner)) {
      if (tag === "svg" && !node.label && !node.mark) return undefined;
      this.#write(node);
      return undefined;
    }
    // Whatever else can be edited is not ours to read.
    const editable = dom.attribute(element, "contenteditable");
    if (editable !== null && editable !== "false") {
      this.#write(node);
      return undefined;
    }

    const placed = style.position === "absolute";
    const bounds: Box = { left, top, right: left + box.width, bottom: top + box.height };
    let clip = placed ? intersect(frame.clip, frame.held) : frame.clip;
    // Lines of text have no overflow of their own.
    if (display !== "inline" && display !== "contents") clip = this.#clip(element, style, bounds, clip, node);
    if (inner) clip = { ...intersect(clip, bounds), top: clip.top, bottom: clip.bottom };
    const up = this.#write(node);
    const space = style.whiteSpace;
    const reverse = style.flexDirection === "column-reverse" && display.endsWith("flex");
    let children = this.#children(element, tag);
    let { dx, dy } = frame;
    if (inner) {
      const body = dom.bodyOf(inner);
      children = body ? [body] : [];
      dx += box.left;
      dy += box.top;
    }
    const count = children.length;
    if (count > this.#budget.rows) {
      const written = this.nodes[up];
      if (written) written.more = count - this.#budget.rows;
    }
    return {
      children,
      // Bottom-up: from the last child, or from the first where the page turns the order around.
      at: reverse ? 0 : count - 1,
      step: reverse ? 1 : -1,
      left: Math.min(count, this.#budget.rows),
      width: box.width,
      textAlign: style.textAlign,
      up,
      look,
      clip,
      held: holdsPlaced(style) ? clip : frame.held,
      block: node.inline || empty ? frame.block : bounds,
      inked,
      opacity,
      // A child can be visible in an invisible parent, so only the rest is inherited.
      hidden,
      keepSpace: space === "pre-line" ? "lines" : space.startsWith("pre") || space === "break-spaces" ? "all" : "",
      small: Number.parseFloat(style.fontSize) < 5,
      scrolled: frame.scrolled || node.scroll !== undefined,
      over,
      dx,
      dy,
    };
  }

  /** The box in which the content of an element can be seen. Notes in `node` how far the element is scrolled. */
  #clip(element: Element, style: CSSStyleDeclaration, bounds: Box, around: Box, node: Seen): Box {
    const { overflowX, overflowY } = style;
    if (overflowX === "visible" && overflowY === "visible") return around;
    const content = dom.scrollHeight(element);
    const shown = dom.clientHeight(element);
    const clip = intersect(around, {
      left: overflowX === "visible" ? -WIDE : bounds.left,
      top: overflowY === "visible" ? -HIGH : bounds.top,
      right: overflowX === "visible" ? WIDE : bounds.right,
      bottom: overflowY === "visible" ? HIGH : bounds.bottom,
    });
    // Chat kits with their own scroll bars hide the overflow and still scroll it. A list that can scroll and has no
    // need to yet is a list all the same.
    const scrolls = overflowY === "auto" || overflowY === "scroll";
    if (overflowY === "visible" || (scrolls ? shown <= 40 : content <= shown + 1 || shown < 100)) return clip;
    const at = dom.scrollTop(element);
    node.scroll = [round(at), round(content), round(shown)];
    if (clip.bottom - clip.top <= 20) return clip;
    // Rows scrolled out of a list that can be seen are part of the conversation; what no scrolling brings in is not.
    const first = bounds.top - at - (at < 0 || style.flexDirection === "column-reverse" ? content - shown : 0);
    return { ...clip, top: first - 1, bottom: first + content + 1 };
  }

  get region(): Region {
    return this.#region;
  }

  #children(element: Element, tag: string): ArrayLike<globalThis.Node> {
    if (tag === "slot") {
      const assigned = dom.assignedNodes(element, { flatten: true });
      if (assigned.length > 0) return assigned;
    }
    // Closed, only its summary is to be seen.
    if (tag === "details" && dom.attribute(element, "open") === null) {
      return Array.from(dom.childNodes(element)).filter((child) => dom.nodeType(child) === dom.ELEMENT && dom.localName(child as Element) === "summary");
    }
    const shadow = dom.shadowRoot(element);
    if (shadow) {
      this.shadows.push(shadow);
      return dom.childNodes(shadow);
    }
    return dom.childNodes(element);
  }

  #attributes(element: Element, tag: string, node: Seen, style: CSSStyleDeclaration, scrolled: boolean): void {
    const role = dom.attribute(element, "role");
    if (role) node.role = dom.cut(role, 24).toLowerCase();
    const mark = this.#marks.get(element);
    if (mark) node.mark = mark;
    const label = dom.attribute(element, "aria-label") || dom.attribute(element, "title");
    if (label) node.label = dom.cut(label, 80);
    if (tag === "img") {
      const alt = dom.attribute(element, "alt");
      if (alt) node.alt = dom.cut(alt, 100);
      const source = dom.imageSource(element) || "";
      node.src = digest(source);
      const [, , w, h] = node.rect;
      if (source && !scrolled && Math.min(w, h) >= PORTRAIT[0] && Math.max(w, h) <= PORTRAIT[1]) {
        const tones = tonesOf(element, node.src);
        if (tones) node.tones = tones;
      }
    } else if (tag === "a") {
      const href = dom.attribute(element, "href");
      if (href) node.href = dom.cut(href.startsWith(this.#origin) ? href.slice(this.#origin.length) : href, 160);
    } else if (tag === "video") {
      const live = liveOf(element);
      if (live) node.live = live;
      this.videos.add(element);
    } else if (tag === "time") {
      const datetime = dom.attribute(element, "datetime");
      if (datetime) node.datetime = dom.cut(datetime, 40);
    }
    const image = style.backgroundImage;
    if (image.startsWith("url(")) node.src = digest(image);
  }
}
