/**
 * Decides when to look at the page, so that looking costs next to nothing.
 *
 * There is no polling. A change on the page arms one look, and until that look nothing more is listened to; the
 * look runs in idle slices; and after it the watcher stays away for a hundred times as long as it took. So at most
 * one percent of the page's thread is ours, however large the page is and however often it changes.
 */

import type { Snapshot } from "@protocol/Snapshot";

import * as dom from "./natives";
import type { Adapter } from "./marks";
import { BUDGET, look } from "./snapshot";

export interface Watcher {
  /** Ends everything. A stopped watcher stays stopped. */
  stop(): void;
  /** What became of the last snapshot: whether a conversation was found in it. */
  heard(chat: boolean): void;
  /** Looks soon, even if nothing changed, and reports even if nothing is new. */
  again(): void;
}

/** From a change to the look at it: long enough for a row to be drawn, short enough to be in time. */
const SETTLE = 120;
/** Looks take at most this share of the page's time. */
const SHARE = 0.01;
/**
 * Of a long chat only this many rows, the newest. What a warning needs is in them, and a look at all of a long chat would
 * cost so much of the page's time that the next could come only half a minute later. A capture takes them all.
 */
const RECENT = 120;
/** A slice that took longer, in milliseconds, stood still on a busy machine: no reason to stay away for longer. */
const STALLED = 100;
/** Milliseconds of one idle time that are ours: with a slice that takes longer than it means to, still well under 50. */
const TURN = 28;
/** Without a conversation, looks get rarer up to this many milliseconds apart. */
const RAREST = 60_000;

const ALL = { subtree: true, childList: true, characterData: true } as const;
/** What people and pages do that can bring a conversation, or a call: it rings, or a camera goes on. */
const STIRRING = ["focusin", "popstate", "hashchange", "pageshow", "playing"];
/** Boxes directly in the page's body, in one of which it may put a dialog. */
const MOST_BOXES = 50;
const CHILDREN = { childList: true } as const;

/** Watches the page and reports what it shows. `alive` says whether the extension is still there. */
export function watch(onSnapshot: (snapshot: Snapshot) => void, alive: () => boolean, adapter?: Adapter): Watcher {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idle: number | undefined;
  let looking: ReturnType<typeof look> | undefined;
  /** Earliest time of the next look. */
  let notBefore = 0;
  let spent = 0;
  let last = "";
  let address = "";
  let quiet = 0;
  /** The page changed while it was looked at: in a part, perhaps, that had been looked at already. */
  let outrun = false;

  const changed = new MutationObserver(() => {
    // One change is enough: the look sees them all. Until then the page changes as it likes, unobserved.
    changed.disconnect();
    if (looking) outrun = true;
    else soon(SETTLE);
  });

  function soon(delay: number): void {
    if (stopped || timer !== undefined || looking || dom.visibility(document) !== "visible") return;
    timer = setTimeout(() => {
      timer = undefined;
      if (!alive()) {
        stop();
        return;
      }
      looking = look(adapter, { ...BUDGET, rows: RECENT });
      spent = 0;
      outrun = false;
      observe([], []);
      rest();
    }, Math.max(delay, notBefore - dom.now()));
  }

  function rest(): void {
    idle = requestIdleCallback(slices, { timeout: 500 });
  }

  /** As many slices as the page has time for now: one at least, or a busy page would never be read. */
  function slices(deadline: IdleDeadline): void {
    idle = undefined;
    const end = dom.now() + Math.min(TURN, deadline.timeRemaining());
    do slice();
    while (looking && dom.now() + BUDGET.slice < end);
    if (looking) rest();
  }

  function slice(): void {
    if (!looking) return;
    const since = dom.now();
    try {
      const step = looking.next();
      spent += Math.min(dom.now() - since, STALLED);
      if (step.done) finish(step.value);
    } catch {
      // The page changed under our hands in a way we did not foresee. The next change brings a new look; the
      // longer pause keeps a page that does this on purpose from holding us busy.
      looking = undefined;
      notBefore = dom.now() + 5000;
      observe([], []);
    }
  }

  function finish({ snapshot, columns, shadows }: { snapshot: Snapshot; columns: Element[]; shadows: ShadowRoot[] }): void {
    looking = undefined;
    notBefore = dom.now() + Math.max(spent / SHARE, quiet);
    if (location.href !== address) {
      address = location.href;
      quiet = 0;
    }
    if (columns.length === 0) calmDown();
    if (outrun) soon(SETTLE);
    else observe(columns, shadows);
    if (columns.length === 0) return;
    const text = dom.toJson(snapshot);
    if (text === last) return;
    last = text;
    onSnapshot(snapshot);
    // Pictures load and rows fade in without the tree changing: one more look, which ends here if nothing is new.
    soon(700);
  }

  function observe(columns: Element[], shadows: ShadowRoot[]): void {
    changed.disconnect();
    if (stopped) return;
    if (columns.length === 0) {
      changed.observe(document, ALL);
      return;
    }
    for (const shadow of shadows) changed.observe(shadow, ALL);
    const body = dom.bodyOf(document);
    const boxes = body ? dom.childNodes(body) : [];
    for (let at = 0, box; at < MOST_BOXES && (box = boxes[at]); at++) changed.observe(box, CHILDREN);
    for (const column of columns) {
      changed.observe(column, ALL);
      // The page may put another column, or a whole other page, in its place.
      for (let at = dom.parentNode(column); at; at = dom.parentNode(at)) changed.observe(at, CHILDREN);
    }
  }

  function calmDown(): void {
    quiet = Math.min(RAREST, quiet * 2 || 500);
    notBefore = Math.max(notBefore, dom.now() + quiet);
  }

  /** Something a person did, or a new address: worth a look now. */
  function stir(): void {
    if (location.href !== address) {
      quiet = 0;
      notBefore = Math.min(notBefore, dom.now() + SETTLE);
    }
    soon(SETTLE);
  }

  function seen(): void {
    // Whoever comes to a page does not wait for our rest to end.
    notBefore = Math.min(notBefore, dom.now() + SETTLE);
    if (dom.visibility(document) === "visible") soon(0);
    else pause();
  }

  function pause(): void {
    clearTimeout(timer);
    timer = undefined;
    if (idle !== undefined) cancelIdleCallback(idle);
    idle = undefined;
    looking = undefined;
    changed.disconnect();
  }

  function stop(): void {
    stopped = true;
    pause();
    for (const name of STIRRING) removeEventListener(name, stir, true);
    removeEventListener("visibilitychange", seen, true);
  }

  for (const name of STIRRING) addEventListener(name, stir, { capture: true, passive: true });
  addEventListener("visibilitychange", seen, true);
  soon(0);

  return {
    stop,
    heard(chat) {
      if (chat) quiet = 0;
      else calmDown();
    },
    again() {
      last = "";
      quiet = 0;
      notBefore = Math.min(notBefore, dom.now() + SETTLE);
      soon(0);
    },
  };
}
