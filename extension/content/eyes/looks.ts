/** How elements are drawn, each distinct look written once. */

import type { Look } from "@protocol/Look";

const NO_COLOUR = new Set(["rgba(0, 0, 0, 0)", "transparent"]);

const pixels = (value: string): number => Math.round(Number.parseFloat(value)) || 0;

/** The colour or gradient behind an element's content, empty if there is none. */
function background(style: CSSStyleDeclaration): string {
  const image = style.backgroundImage;
  if (image.includes("gradient(")) return image.slice(0, 80);
  return NO_COLOUR.has(style.backgroundColor) ? "" : style.backgroundColor;
}

/** A frame around the whole element. One line below a row is a divider, not a frame. */
function framed(style: CSSStyleDeclaration): boolean {
  const sides = Number.parseFloat(style.borderLeftWidth) > 0 && Number.parseFloat(style.borderRightWidth) > 0;
  return (sides && !NO_COLOUR.has(style.borderLeftColor)) || style.boxShadow !== "none";
}

/** A thick line at one side only. */
function barred(style: CSSStyleDeclaration): boolean {
  const left = Number.parseFloat(style.borderLeftWidth) >= 2 && !NO_COLOUR.has(style.borderLeftColor);
  const right = Number.parseFloat(style.borderRightWidth) >= 2 && !NO_COLOUR.has(style.borderRightColor);
  return left !== right;
}

export class Looks {
  readonly all: Look[] = [];
  readonly #known = new Map<string, number>();

  /** The number of this style's look. `inked`: letters are cut out of a background, and clear for that. */
  of(style: CSSStyleDeclaration, inked: boolean): number {
    const look: Look = {
      fg: inked ? style.color : style.webkitTextFillColor || style.color,
      bg: background(style),
      size: pixels(style.fontSize),
      weight: pixels(style.fontWeight),
      radius: Math.max(pixels(style.borderTopLeftRadius), pixels(style.borderBottomRightRadius)),
      border: framed(style),
      bar: barred(style),
      image: style.backgroundImage.includes("url("),
    };
    const key = Object.values(look).join(";");
    let number = this.#known.get(key);
    if (number === undefined) {
      number = this.all.length;
      this.all.push(look);
      this.#known.set(key, number);
    }
    return number;
  }
}
