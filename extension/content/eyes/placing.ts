/** Where an element puts itself and what is in it, as far as its style says so. */

import type { Node as Seen } from "@protocol/Node";

/** Where an element puts itself, if it says so: at the end of the line, or at a side of the screen. */
export function standing(style: CSSStyleDeclaration, room: number): Seen["stands"] {
  if (style.float === "left" || style.float === "right") return style.float;
  if (style.alignSelf.endsWith("end") || style.justifySelf.endsWith("end")) return "end";
  const left = Number.parseFloat(style.marginLeft);
  const right = Number.parseFloat(style.marginRight);
  // An automatic margin is computed to the room it takes; a small one is only the place of a missing avatar.
  if (Math.abs(left - right) < Math.max(24, room * 0.15)) return undefined;
  // Computed margins are of the screen's sides. Only where lines run from the left is the right one the end of the line.
  if (left < right) return "left";
  return style.direction === "ltr" ? "end" : "right";
}

/** Where an element puts what is in it, if it says so itself. */
export function laying(style: CSSStyleDeclaration, inherited: string): Seen["lays"] {
  const { display, flexDirection, textAlign } = style;
  if (display.endsWith("flex")) {
    const across = flexDirection.startsWith("column") ? style.alignItems : style.justifyContent;
    if (flexDirection === "row-reverse") return across.endsWith("end") ? undefined : "end";
    if (across.endsWith("end")) return "end";
    if (across === "right" || across === "center") return across;
  } else if (display.endsWith("grid") && style.justifyItems.endsWith("end")) return "end";
  if (textAlign === inherited) return undefined;
  if (textAlign.endsWith("right")) return "right";
  if (textAlign.endsWith("center")) return "center";
  return textAlign === "end" ? "end" : undefined;
}
