/**
 * What cannot be seen although it has a box. A page can put words into a message that no one reads there, and what no
 * one reads was not said.
 */

/** Left, top, right and bottom edge, in pixels of the top window. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Text this small cannot be read, in pixels. */
const SMALL = 5;
/** A letter covers at least this many square pixels: five by two, and half of that for the thinnest script. */
const LETTER = 5;
/** Words further than this beside the block they flow in are nowhere near it, in pixels. */
const BESIDE = 100;
/** And this far above or below it: a block of fixed height can be overrun by its own lines. */
const BEYOND = 4000;

export function intersect(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

/** How much of the element the filters let through, 0 to 1. */
function filtered(filter: string): number {
  if (filter === "none") return 1;
  let left = 1;
  for (const [, amount, percent] of filter.matchAll(/opacity\(([\d.]+)(%?)\)/g)) left *= Number(amount) / (percent ? 100 : 1);
  return left;
}

/** The opacity that an element adds to that of what is around it, 0 to 1. */
export function opacityOf(style: CSSStyleDeclaration): number {
  return Number.parseFloat(style.opacity || "1") * filtered(style.filter);
}

/** Whether a shape leaves nothing of a box of this size. */
function shapedAway(shape: string, width: number, height: number): boolean {
  if (shape === "none") return false;
  const [, name, inner = ""] = /^(\w+)\((.*)\)/.exec(shape) ?? [];
  const part = (text: string | undefined, whole: number): number => {
    const length = Number.parseFloat(text ?? "0") || 0;
    return text?.endsWith("%") ? (length / 100) * whole : length;
  };
  if (name === "circle" || name === "ellipse") return part(inner.split(" ")[0], width) < 1 && !/^(at|closest|farthest)/.test(inner);
  if (name === "inset") {
    const [top, right = top, bottom = top, left = right] = inner.split(" round")[0]?.split(" ") ?? [];
    return part(top, height) + part(bottom, height) >= height - 1 || part(left, width) + part(right, width) >= width - 1;
  }
  if (name === "polygon") {
    const points = inner.split(",").map((point) => point.trim().split(" "));
    const spread = (axis: 0 | 1, whole: number): number => {
      const all = points.map((point) => part(point[axis], whole));
      return Math.max(...all) - Math.min(...all);
    };
    return spread(0, width) < 2 || spread(1, height) < 2;
  }
  return false;
}

/** Whether the old way of cutting (`clip`) leaves nothing. */
function cutAway(clip: string): boolean {
  const edges = /^rect\(([^)]*)\)/.exec(clip)?.[1]?.split(/[ ,]+/).map((edge) => Number.parseFloat(edge));
  if (!edges || edges.length !== 4 || edges.some(Number.isNaN)) return false;
  const [top = 0, right = 0, bottom = 0, left = 0] = edges;
  return right - left <= 1 || bottom - top <= 1;
}

/** Whether an element itself is not drawn, whatever is around it. Its box is as wide and high as given. */
export function unseen(style: CSSStyleDeclaration, width: number, height: number): boolean {
  return (
    style.visibility !== "visible" ||
    cutAway(style.getPropertyValue("clip")) ||
    shapedAway(style.clipPath, width, height) ||
    turnedAway(style)
  );
}

/** A card that shows its back, and has none. */
function turnedAway(style: CSSStyleDeclaration): boolean {
  if (style.backfaceVisibility !== "hidden" || !style.transform.startsWith("matrix3d(")) return false;
  return Number.parseFloat(style.transform.split(",")[10] ?? "1") < 0;
}

/** Whether words of this size can be read at all: `box` is what all their letters cover. */
export function unreadable(box: DOMRect, letters: number): boolean {
  return box.height < SMALL || box.width * box.height < LETTER * letters;
}

/** Whether words stand where the block they flow in is not: pushed off the screen by an indent or an offset. */
export function astray(words: Box, block: Box): boolean {
  return (
    words.right < block.left - BESIDE ||
    words.left > block.right + BESIDE ||
    words.bottom < block.top - BEYOND ||
    words.top > block.bottom + BEYOND
  );
}

/** Whether an element is the frame in which absolutely placed elements inside it stand. */
export function holdsPlaced(style: CSSStyleDeclaration): boolean {
  return (
    style.position !== "static" ||
    style.transform !== "none" ||
    style.filter !== "none" ||
    style.perspective !== "none" ||
    /transform|filter|perspective/.test(style.willChange) ||
    /paint|layout|strict|content/.test(style.contain)
  );
}
