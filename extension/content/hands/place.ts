// Where the panel stands: by the composer, in the page's own coordinates, over nothing that is needed.

import type { Panel } from "@protocol/Panel";

/** Distance to composer and window edges, in CSS pixels. */
const GAP = 8;
/** Widest card (VOICE-AND-LOOK). A notice is a line as wide as the composer. */
const CARD = 360;

type Content = Pick<Panel, "level" | "placement">;

/**
 * Puts `host` above the composer, or below it where there is more room.
 *
 * Without a composer on the screen it goes to the lower inline end of the window.
 */
export function place(host: HTMLElement, content: Content): void {
  const [left, top, width, height] = content.placement.composer;
  const onScreen = width > 0 && top < innerHeight && top + height > 0;
  const line = content.level === "notice";
  const room = innerWidth - 2 * GAP;
  const wide = Math.min(line ? Math.max(width, 280) : CARD, room);
  const start = onScreen ? clamp(line ? left : left + width - wide, GAP, innerWidth - wide - GAP) : innerWidth - wide - GAP;
  const above = onScreen ? top - GAP : innerHeight - GAP;
  const below = onScreen ? innerHeight - (top + height) - GAP : 0;

  set(host, "inset", "auto");
  set(host, "left", `${start}px`);
  set(host, "width", `${wide}px`);
  if (below > above) {
    set(host, "top", `${top + height + GAP}px`);
    set(host, "max-height", `${below - GAP}px`);
  } else {
    set(host, "bottom", `${innerHeight - above}px`);
    set(host, "max-height", `${Math.max(above - GAP, 120)}px`);
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

function set(host: HTMLElement, name: string, value: string): void {
  host.style.setProperty(name, value, "important");
}
