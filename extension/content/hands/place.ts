// Where the panel stands: by the composer where that is free, and in any case over as little of what was said as can be.

import type { Panel } from "@protocol/Panel";

/** Distance to composer and window edges, in CSS pixels. */
const GAP = 8;
/** Widest card (VOICE-AND-LOOK). A notice is a line as wide as the composer. */
const CARD = 360;
/** Narrowest notice, and the least height that a panel is squeezed into before it scrolls. */
const LEAST = { width: 280, height: 120 };
/** What covering the newest message counts, against any other. */
const NEWEST = 3;

type Content = Pick<Panel, "level" | "placement">;
/** Left, top, width, height. */
type Rect = Panel["placement"]["composer"];

interface Spot {
  readonly name: string;
  readonly left: number;
  readonly top: number;
}

/**
 * Puts `host` where it covers the fewest messages, the places by the composer first. `stood` is the name of the spot
 * where it stood so far: it stays there unless another one is free, so that nothing jumps under a pointer.
 *
 * @returns the name of the spot
 */
export function place(host: HTMLElement, { level, placement }: Content, stood: string): string {
  const line = level === "notice";
  const { composer, pane } = placement;
  const [, upper, wide, high] = composer;
  const onScreen = wide > 0 && high > 0 && upper < innerHeight && upper + high > 0;
  const width = Math.min(line && onScreen ? Math.max(wide, LEAST.width) : CARD, innerWidth - 2 * GAP);
  set(host, "inset", "auto");
  set(host, "width", `${String(width)}px`);
  set(host, "max-height", `${String(innerHeight - 2 * GAP)}px`);
  // The host is laid out by its own card; a page cannot style what is in the closed root.
  const height = host.getBoundingClientRect().height;

  const spots = onScreen ? around(composer, pane, width, height, line) : [];
  const box = best(spots, placement.messages, width, height, stood) ?? corner(width, height);
  const top = Math.max(GAP, box.top);
  set(host, "left", `${String(clamp(box.left, GAP, innerWidth - width - GAP))}px`);
  set(host, "top", `${String(top)}px`);
  set(host, "max-height", `${String(Math.max(innerHeight - top - GAP, LEAST.height))}px`);
  return box.name;
}

/** The places that come into question, the best by nature first. */
function around(composer: Rect, pane: Rect, width: number, height: number, line: boolean): Spot[] {
  const [start, upper, wide, high] = composer;
  const [paneStart, paneTop, paneWide] = pane;
  const right = start + wide;
  const foot = upper + high;
  const above = upper - GAP - height;
  const spots: Spot[] = [
    { name: "above-end", left: right - width, top: above },
    { name: "above-start", left: start, top: above },
    { name: "below", left: right - width, top: foot + GAP },
    { name: "right", left: right + GAP, top: foot - height },
    { name: "left", left: start - GAP - width, top: foot - height },
    { name: "top-end", left: paneStart + paneWide - GAP - width, top: paneTop + GAP },
    { name: "top-start", left: paneStart + GAP, top: paneTop + GAP },
  ];
  // A line fits over the chat's title, which says nothing that is not known.
  if (line) spots.push({ name: "title", left: start, top: paneTop - height - GAP / 2 });
  const fits = ({ left, top }: Spot): boolean =>
    top >= 0 && top + height <= innerHeight && left >= -1 && left + width <= innerWidth + 1;
  return spots.filter(fits);
}

function best(spots: Spot[], messages: Rect[], width: number, height: number, stood: string): Spot | undefined {
  const covered = ({ left, top }: Spot): number => {
    let area = 0;
    messages.forEach(([x, y, w, h], at) => {
      const wide = Math.min(left + width, x + w) - Math.max(left, x);
      const high = Math.min(top + height, y + h) - Math.max(top, y);
      if (wide > 0 && high > 0) area += wide * high * (at === messages.length - 1 ? NEWEST : 1);
    });
    return area;
  };
  const kept = spots.find(({ name }) => name === stood);
  let found = kept ?? spots[0];
  let least = found ? covered(found) : 0;
  for (const spot of spots) {
    const area = covered(spot);
    // Whoever stands well moves only for a place that is free, or covers less than half.
    if (kept ? area < least / 2 : area < least) {
      found = spot;
      least = area;
    }
  }
  return found;
}

/** Without a composer on the screen: the lower end of the window. */
function corner(width: number, height: number): Spot {
  return { name: "corner", left: innerWidth - width - GAP, top: innerHeight - GAP - height };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

function set(host: HTMLElement, name: string, value: string): void {
  host.style.setProperty(name, value, "important");
}
