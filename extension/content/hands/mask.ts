// Looks whether every picture on the page is hidden, thing by thing, and says where the hidden ones are.
//
// The hiding itself is mask.css, which the background inserts at user origin before it asks. In Firefox that reaches
// into shadow trees; in Chrome it does not, so there each tree, closed ones too, is given the same sheet here. Then
// this looks at what came of it: the computed style of every element and pseudo-element with a box. Where a style is
// not the mask's, there will be no picture. The pixels are looked at again by `crate/evidence`.

import type { MaskedElement } from "@protocol/MaskedElement";
import type { MaskReport } from "@protocol/MaskReport";
import type { MediaKind } from "@protocol/MediaKind";
import type { PageRect } from "@protocol/PageRect";
import type { Unverified } from "@protocol/Unverified";

import * as dom from "../eyes/natives.ts";
import { Labels } from "./labels";
import css from "./mask.css";
import { CHROME, TOP_LAYER, shadowOf } from "./shadow";

/** More elements than any chat page was seen to have; beyond it there is no picture. */
const MOST_ELEMENTS = 60_000;
/** More things on top of hidden pictures than the pixel check is given. */
const MOST_RECTS = 5_000;
/** How long the browser may take to say what can be seen, in milliseconds. A tab in the background never says it. */
const SIGHT = 1_000;
/** How far from its element a pseudo-element or overflowing text is looked for on top of a picture, in CSS pixels. */
const NEAR = 200;
/** A drawing up to this size on top of a picture is an icon and not looked at in the pixels, in CSS pixels. */
const ICON = 64;

const FLAT_BOX = new Map<string, MediaKind>([
  ["img", "img"],
  ["video", "video"],
  ["canvas", "canvas"],
  ["object", "object"],
  ["embed", "object"],
  ["iframe", "frame"],
  ["frame", "frame"],
  ["fencedframe", "frame"],
  ["portal", "frame"],
]);

/** What an element wears, as computed values, and what they are when no picture is left. */
const WORN: [property: string, empty: string][] = [
  ["background-image", "none"],
  ["border-image-source", "none"],
  ["list-style-image", "none"],
  ["mask-image", "none"],
  ["backdrop-filter", "none"],
  ["content", "normal"],
];

interface Found {
  /** Masked things that are flat boxes, in the order of the page. */
  boxes: Map<Element, MediaKind>;
  /** All other elements near the viewport, with their boxes. */
  others: { element: Element; box: PageRect }[];
  unverified: Unverified[];
  /** Shadow trees that were given our sheet just now. */
  dressed: number;
}

const labels = new Labels();
/** Our sheet, and the shadow trees that wear it. */
let sheet: CSSStyleSheet | undefined;
let masking = false;
const dressed = new Set<ShadowRoot>();

/**
 * Checks the page as it stands now. The style sheet must be in. Asked again before `unmask`, it also says whether a
 * shadow tree has come that was not masked the first time. `words` are written on boxes that are large enough.
 */
export async function mask(words = ""): Promise<MaskReport> {
  const again = masking;
  masking = true;
  const found = look();
  if (again && found.dressed > 0) found.unverified.push({ reason: "changing", kind: null });
  const seen = await sight([...found.boxes.keys()]);
  if (!seen) found.unverified.push({ reason: "changing", kind: null });
  const masked: MaskedElement[] = [];
  for (const [element, kind] of found.boxes) {
    const part = seen?.get(element);
    if (!part || !isDrawn(element)) continue;
    masked.push({ kind, rect: rectangle(dom.rectOf(element)), seen: rectangle(part) });
    if (!again && words) labels.put(element, part, words);
  }
  const { text, over } = onTop(found, masked.map((thing) => thing.seen));
  text.push(...labels.places().map(rectangle));
  if (text.length + over.length > MOST_RECTS) found.unverified.push({ reason: "too-many", kind: null });
  return {
    width: innerWidth,
    height: innerHeight,
    devicePixelRatio,
    masked,
    text,
    over,
    unverified: found.unverified,
  };
}

/** The rows moved: the next look is a first one again. Shadow trees stay dressed. */
export function afresh(): void {
  labels.remove();
  masking = false;
}

/** Takes back what `mask` did to the page. */
export function unmask(): void {
  labels.remove();
  for (const root of dressed) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((worn) => worn !== sheet);
  dressed.clear();
  sheet = undefined;
  masking = false;
}

/** Gives a shadow tree our sheet, if the browser keeps the user-origin one out. Says whether it had to. */
function dress(root: ShadowRoot): boolean {
  if (!CHROME || dressed.has(root)) return false;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  dressed.add(root);
  return true;
}

/** Walks the whole page, shadow trees included, and checks every style. */
function look(): Found {
  const found: Found = { boxes: new Map(), others: [], unverified: [], dressed: 0 };
  // What an element paints lies in its box; a pseudo-element may stand some way off.
  const around = { x: -innerWidth, y: -innerHeight, width: 3 * innerWidth, height: 3 * innerHeight };
  const waiting: Node[] = [document.documentElement];
  let visited = 0;
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (++visited > MOST_ELEMENTS) {
      found.unverified.push({ reason: "too-many", kind: null });
      break;
    }
    let inside: Node = node;
    if (dom.nodeType(node) === dom.ELEMENT) {
      const element = node as Element;
      if (labels.own(element)) continue;
      const box = rectangle(dom.rectOf(element));
      const empty = box.width === 0 && box.height === 0;
      if (empty && dom.styleOf(element).display === "none") continue;
      if (empty || overlap(box, around)) check(element, box, found);
      const shadow = shadowOf(element);
      if (shadow) {
        if (dress(shadow)) found.dressed += 1;
        waiting.push(shadow);
      }
      inside = element;
    }
    const children = dom.childNodes(inside);
    for (let at = children.length - 1; at >= 0; at--) {
      const child = children[at];
      if (child && dom.nodeType(child) === dom.ELEMENT) waiting.push(child);
    }
  }
  return found;
}

function check(element: Element, box: PageRect, found: Found): void {
  const style = dom.styleOf(element);
  const kind = boxKind(element);
  if (kind) found.boxes.set(element, kind);
  else found.others.push({ element, box });
  const isDrawing = dom.localName(element) === "svg";
  const flat = kind !== undefined || (isDrawing && !insideDrawing(element));
  if (flat ? !isGrey(style) : style.filter !== "none" && !insideDrawing(element)) complain(found, kind ?? (isDrawing ? "svg" : "worn"));
  // What a box shows instead of its own picture is in the box.
  if (isWorn(style, kind ? "content" : "")) complain(found, kind ?? "worn");
  for (const pseudo of ["::before", "::after"]) {
    const generated = dom.styleOf(element, pseudo);
    // No box: `none`, and `normal` which means the same here.
    if (generated.content === "none" || generated.content === "normal") continue;
    if (!isGrey(generated) || isWorn(generated, "content")) complain(found, "pseudo-element");
  }
  // ::first-line and ::first-letter are masked as well; asking for them costs more than all the rest together.
  const part = style.display === "list-item" ? "::marker" : dom.matches(element, TOP_LAYER) ? "::backdrop" : "";
  if (part && isWorn(dom.styleOf(element, part))) complain(found, "pseudo-element");
}

function complain(found: Found, kind: MediaKind): void {
  found.unverified.push({ reason: "style-not-applied", kind });
}

function boxKind(element: Element): MediaKind | undefined {
  const name = dom.localName(element);
  if (name === "svg") return dom.matches(element, ":has(image, foreignObject)") ? "svg" : undefined;
  if (name === "input") return dom.matches(element, '[type="image" i]') ? "input" : undefined;
  return element instanceof HTMLElement ? FLAT_BOX.get(name) : undefined;
}

function insideDrawing(element: Element): boolean {
  return dom.matches(element, "svg svg");
}

function isGrey(style: CSSStyleDeclaration): boolean {
  return style.filter.startsWith("contrast(0)");
}

function isWorn(style: CSSStyleDeclaration, except = ""): boolean {
  return WORN.some(([property, empty]) => {
    if (property === except) return false;
    const value = style.getPropertyValue(property);
    // A property that this browser does not know has no value, and paints nothing.
    return value !== "" && value !== empty && !(property === "content" && value === "none");
  });
}

/** The part of each element that is within the viewport and its scrollers, by the browser's own reckoning. */
function sight(elements: Element[]): Promise<Map<Element, DOMRectReadOnly> | undefined> {
  if (elements.length === 0) return Promise.resolve(new Map());
  return new Promise((resolve) => {
    const parts = new Map<Element, DOMRectReadOnly>();
    const late = setTimeout(finish, SIGHT);
    let missing = elements.length;
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        missing -= 1;
        if (entry.isIntersecting) parts.set(entry.target, entry.intersectionRect);
      }
      if (missing <= 0) finish();
    });
    for (const element of elements) observer.observe(element);

    function finish(): void {
      clearTimeout(late);
      observer.disconnect();
      resolve(missing <= 0 ? parts : undefined);
    }
  });
}

/** Whether an element paints anything: not hidden, not clear, with an area. */
function isDrawn(element: Element): boolean {
  const { width, height } = dom.rectOf(element);
  return width > 0 && height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

/** What lies on hidden pictures: words and icons, which are not tested, and surfaces, which must be flat. */
function onTop(found: Found, pictures: PageRect[]): { text: PageRect[]; over: PageRect[] } {
  const text: PageRect[] = [];
  const over: PageRect[] = [];
  if (pictures.length === 0) return { text, over };
  const touches = (rect: PageRect, margin = 0): boolean =>
    pictures.some((picture) => overlap(grown(rect, margin), picture));
  const range = document.createRange();
  for (const { element, box } of found.others) {
    if (text.length + over.length > MOST_RECTS) break;
    if (!touches(box, NEAR)) continue;
    const style = dom.styleOf(element);
    for (const pseudo of ["::before", "::after"]) {
      const rect = pseudoRect(element, pseudo);
      if (rect && touches(rect)) over.push(rect);
    }
    if (dom.localName(element) === "svg") {
      if (touches(box)) (box.width <= ICON && box.height <= ICON ? text : over).push(box);
      continue;
    }
    if (touches(box) && paints(style)) over.push(box, inner(box, style));
    for (const child of dom.childNodes(element)) {
      if (dom.nodeType(child) !== dom.TEXT || !dom.textData(child).trim()) continue;
      dom.selectContents(range, child);
      for (const line of range.getClientRects()) {
        const rect = rectangle(line);
        if (touches(rect)) text.push(rect);
      }
    }
  }
  return { text, over };
}

/** Whether an element has a surface of its own. One that contains the picture has, too: it harms nothing. */
function paints(style: CSSStyleDeclaration): boolean {
  const clear = /^(transparent|rgba\(.*, 0\))$/;
  return !clear.test(style.backgroundColor) || style.borderStyle !== "none" || style.outlineStyle !== "none";
}

/** The box within the borders: they have a colour of their own. */
function inner(box: PageRect, style: CSSStyleDeclaration): PageRect {
  const [top, right, bottom, left] = ["top", "right", "bottom", "left"].map((side) =>
    length(style.getPropertyValue(`border-${side}-width`)),
  ) as [number, number, number, number];
  return {
    x: box.x + left,
    y: box.y + top,
    width: Math.max(0, box.width - left - right),
    height: Math.max(0, box.height - top - bottom),
  };
}

/** Where an absolutely placed pseudo-element stands: the dot on an avatar. Others stand in the text and need no box. */
function pseudoRect(element: Element, pseudo: string): PageRect | undefined {
  const style = dom.styleOf(element, pseudo);
  if (style.position !== "absolute" || style.content === "none" || style.content === "normal") return undefined;
  let holder: Element | null = element;
  while (holder && dom.styleOf(holder).position === "static" && dom.styleOf(holder).transform === "none") {
    const parent: Node | null = dom.parentNode(holder);
    holder = parent && dom.nodeType(parent) === dom.ELEMENT ? (parent as Element) : null;
  }
  if (!holder) return undefined;
  const outer = inner(rectangle(dom.rectOf(holder)), dom.styleOf(holder));
  const moved = new DOMMatrixReadOnly(style.transform === "none" ? "" : style.transform);
  const borders = (side: string, other: string): number =>
    style.boxSizing === "border-box"
      ? 0
      : length(style.getPropertyValue(`border-${side}-width`)) +
        length(style.getPropertyValue(`border-${other}-width`)) +
        length(style.getPropertyValue(`padding-${side}`)) +
        length(style.getPropertyValue(`padding-${other}`));
  return {
    x: outer.x + length(style.left) + length(style.marginLeft) + moved.e,
    y: outer.y + length(style.top) + length(style.marginTop) + moved.f,
    width: length(style.width) + borders("left", "right"),
    height: length(style.height) + borders("top", "bottom"),
  };
}

function length(value: string): number {
  return Number.parseFloat(value) || 0;
}

function rectangle({ x, y, width, height }: DOMRectReadOnly): PageRect {
  return { x, y, width, height };
}

function grown({ x, y, width, height }: PageRect, by: number): PageRect {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function overlap(a: PageRect, b: PageRect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
