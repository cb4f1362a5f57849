// Whether the panel stands on the screen as it was drawn: whole, on top, in its place, and for long enough to be read.
//
// A page can cover, fade, cut, scale or move what we draw, so that a click means something else than it seems to (shown
// for password managers in 2025, see docs/threat-model.md). The panel stands in the browser's top layer: what came there
// after it may lie over it, and effects of the root element may reach it. That is what is looked at.

import * as dom from "../eyes/natives.ts";
import { TOP_LAYER, shadowOf } from "./shadow";

/** A click counts only when all has been well for this long, in milliseconds. */
const SETTLED = 500;
/** How often it is looked, in milliseconds: a few times within `SETTLED`. */
const PACE = 150;
/** A look waits this many times what the last one took: it never takes more than a twentieth of the page's time. */
const REST = 20;
/** Something of the page's own may pass over the panel: only after this long, in milliseconds, it counts as not seen. */
const PASSING = 3000;
/** Distance of the points looked at from the panel's edges, in CSS pixels: its corners are round. */
const INSET = 10;

/** What changes how an element is drawn, as computed values, and what they are when it does not. */
const PLAIN: [property: string, plain: string][] = [
  ["opacity", "1"],
  ["filter", "none"],
  ["transform", "none"],
  ["translate", "none"],
  ["rotate", "none"],
  ["scale", "none"],
  ["offset-path", "none"],
  ["perspective", "none"],
  ["zoom", "1"],
  ["clip", "auto"],
  ["clip-path", "none"],
  ["mask-image", "none"],
  ["mix-blend-mode", "normal"],
  ["visibility", "visible"],
];

/** Chrome says by itself whether an element is covered or distorted; a browser that does not is looked at by hand. */
const SEES_COVERS = "isVisible" in IntersectionObserverEntry.prototype;
/** What TypeScript does not know of it yet. */
type Sight = IntersectionObserverEntry & { isVisible: boolean };
const SIGHT = { trackVisibility: true, delay: 100, threshold: [0, 1] };

/** Our own panels, which do not count as covers of each other: one is hidden while another one speaks. */
const own = new WeakSet<Element>();

export class Guard {
  /** Since when all has been well. */
  private since = Infinity;
  /** Since when it has not; from the start, until the first look says better. */
  private amiss = dom.now();
  private box = "";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;
  private observer: IntersectionObserver | undefined;
  private uncovered = !SEES_COVERS;

  /** `mend` puts right what the page has changed about the panel, and says whether there was nothing to put right. */
  constructor(
    private readonly host: HTMLElement,
    private readonly mend: () => boolean,
  ) {
    own.add(host);
    if (SEES_COVERS) {
      const seen = (entries: IntersectionObserverEntry[]): void => {
        this.uncovered = (entries.at(-1) as Sight).isVisible;
        this.look();
      };
      this.observer = new IntersectionObserver(seen, SIGHT);
      this.observer.observe(host);
    }
    this.keepLooking();
  }

  /** What is drawn is new. */
  restart(): void {
    this.since = Infinity;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.observer?.disconnect();
  }

  /** Whether whoever clicks now has seen what is clicked. Of what came just now the browser may not have told us. */
  holds(): boolean {
    this.look(true);
    return dom.now() - this.since >= SETTLED;
  }

  /** Whether the panel has not been as it was drawn for longer than something passes over it. */
  unseen(): boolean {
    this.look();
    return dom.now() - this.amiss > PASSING;
  }

  private keepLooking(): void {
    const start = dom.now();
    this.look();
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.keepLooking();
    }, Math.max(PACE, REST * (dom.now() - start)));
  }

  private look(thoroughly = !SEES_COVERS): void {
    const whole = this.mend();
    const { left, top, width, height } = dom.rectOf(this.host);
    const box = [left, top, width, height].join();
    const well =
      whole &&
      box === this.box &&
      this.uncovered &&
      this.isPlain() &&
      this.isOnTop(left, top, width, height) &&
      !(thoroughly && this.isMetBy(document));
    this.box = box;
    if (well) this.amiss = Infinity;
    else if (this.amiss === Infinity) this.amiss = dom.now();
    if (!well) this.restart();
    else if (this.since === Infinity) this.since = dom.now();
  }

  /** Neither the panel nor the page's root is faded, cut, scaled or being exchanged for a picture of itself. */
  private isPlain(): boolean {
    const root = dom.rootOf(document);
    if (!root || !this.host.checkVisibility() || isBeingExchanged(root)) return false;
    return [root, this.host].every((element) => {
      const style = dom.styleOf(element);
      return PLAIN.every(([property, plain]) => style.getPropertyValue(property) === plain);
    });
  }

  private isOnTop(left: number, top: number, width: number, height: number): boolean {
    const across = [left + INSET, left + width / 2, left + width - INSET];
    const down = [top + INSET, top + height / 2, top + height - INSET];
    return across.every((x) => down.every((y) => dom.elementAt(document, x, y) === this.host));
  }

  /**
   * Whether anything else of a tree, or of the shadow trees in it, stands in the top layer: what lets clicks through is
   * not found at a point. Where it stands does not matter: what is drawn of it may overflow its box, and a backdrop is
   * as large as the window.
   */
  private isMetBy(tree: Document | ShadowRoot): boolean {
    for (const element of tree instanceof Document ? dom.queryAll(tree, "*") : dom.queryAllIn(tree, "*")) {
      if (own.has(element)) continue;
      if (dom.matches(element, TOP_LAYER)) return true;
      const shadow = shadowOf(element);
      if (shadow && this.isMetBy(shadow)) return true;
    }
    return false;
  }
}

/** While a view transition runs, pictures of the page lie over all of it. Older browsers do not know the name. */
function isBeingExchanged(root: Element): boolean {
  return dom.matches(root, ":is(:active-view-transition)");
}
