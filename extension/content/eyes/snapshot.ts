/**
 * One look at the page: fields first, and only where one could be a composer, the part of the page around it.
 * Nothing on the page is changed, nothing typed is read.
 */

import type { Snapshot } from "@protocol/Snapshot";

import { compact } from "./compact";
import { findFields, type FoundField, roots } from "./fields";
import { liveBeside } from "./live";
import { Looks } from "./looks";
import { type Adapter, marked } from "./marks";
import * as dom from "./natives";
import { type Budget, type Region, Walk } from "./walk";

export const VERSION = 1;

export const BUDGET: Budget = {
  visits: 60_000,
  nodes: 24_000,
  characters: 1_500_000,
  rows: 600,
  total: 1000,
  slice: 8,
};

/** The longest a snapshot's JSON may be: 500 rows of the wordiest kit tried (webchat) take 675 KB. */
const LONGEST = 1024 * 1024;

/** A composer has this much conversation above it, at least. */
const ABOVE = 120;
/** Fields whose surroundings are walked. */
const MOST_COMPOSERS = 4;

/** What a look at the page leaves for the watcher, beside the snapshot. */
export interface Look {
  snapshot: Snapshot;
  /** The columns the composers stand in, for observers. */
  columns: Element[];
  /** Open shadow roots passed on the way, for observers. */
  shadows: ShadowRoot[];
}

function blank(root: Element | null): Snapshot {
  return {
    version: VERSION,
    host: location.hostname,
    path: dom.cut(location.pathname + location.hash, 200),
    title: dom.cut(dom.titleOf(document), 200),
    lang: dom.cut((root && dom.attribute(root, "lang")) ?? "", 20),
    rtl: root !== null && dom.styleOf(root).direction === "rtl",
    view: [window.innerWidth, window.innerHeight],
    fields: [],
    looks: [],
    nodes: [],
  };
}

/** The element around this one as it is drawn, out of shadow roots and frames. */
function outer(element: Element): Element | null {
  const parent = dom.parentNode(element);
  if (!parent) return null;
  const type = dom.nodeType(parent);
  if (type === dom.ELEMENT) return parent as Element;
  if (type === dom.FRAGMENT) return "host" in parent ? dom.shadowHost(parent as ShadowRoot) : null;
  const view = type === dom.DOCUMENT ? (parent as Document).defaultView : null;
  return view && view !== window ? dom.frameElement(view) : null;
}

/** The column of the page that a composer belongs to. */
function columnOf({ element, field }: FoundField): { region: Region; column: Element } {
  const [x, y, w, h] = field.rect;
  const region = { left: x - 8, right: x + w + 8, bottom: y + h + 200 };
  let column = element;
  for (let at = outer(element), steps = 0; at && steps < 100; at = outer(at), steps++) {
    const box = dom.rectOf(at);
    if (box.height >= h + ABOVE && box.width >= w) {
      // Inside a frame its own coordinates start at the frame's corner; the frame element itself is right again.
      if (column === element) column = at;
      if (dom.ownerDocument(at) !== document) continue;
      region.left = Math.min(region.left, box.left);
      region.right = Math.max(region.right, box.right);
      break;
    }
  }
  return { region, column };
}

/** The most likely composers: ones to write many lines in, then the lowest on the screen. */
function pickComposers(found: FoundField[]): FoundField[] {
  const rank = ({ field }: FoundField): number =>
    (field.tag === "input" ? 0 : 2000) + Math.min(field.rect[1], window.innerHeight);
  return found
    .filter((field) => field.composer)
    .sort((a, b) => rank(b) - rank(a))
    .slice(0, MOST_COMPOSERS);
}

/** Looks at the page, a slice at a time; with what is known of the site, if anything is. */
export function* look(adapter?: Adapter, budget: Budget = BUDGET): Generator<void, Look> {
  const root = dom.rootOf(document);
  const snapshot = blank(root);
  const within = yield* roots();
  const found = yield* findFields(within);
  snapshot.fields = found.map(({ field }) => field);
  const composers = pickComposers(found);
  if (composers.length === 0 || !root) return { snapshot, columns: [], shadows: [] };
  const columns = composers.map(columnOf);
  const region = columns.map((column) => column.region).reduce((a, b) => ({
    left: Math.min(a.left, b.left),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  }));
  const looks = new Looks();
  const marks = yield* marked(adapter, within);
  if (adapter && marks.size > 0) snapshot.site = adapter.site;
  const walk = new Walk(looks, budget, region, found, marks);
  yield* walk.run(root);
  walk.nodes.push(...liveBeside(within, walk.videos));
  const kept = new Set(snapshot.fields.flatMap(({ node }) => (node === undefined ? [] : [node])));
  const { nodes, moved } = compact(walk.nodes, looks.all, kept);
  for (const field of snapshot.fields) {
    if (field.node !== undefined) field.node = moved[field.node] ?? 0;
  }
  snapshot.looks = looks.all;
  snapshot.nodes = nodes;
  if (walk.cut) snapshot.incomplete = walk.cut;
  return { snapshot, columns: columns.map(({ column }) => column), shadows: walk.shadows };
}

/** Looks at the page in one go, however long it takes, within the budget of bytes. */
export function takeSnapshot(adapter?: Adapter): Snapshot {
  for (let rows = BUDGET.rows; ; rows /= 2) {
    const looking = look(adapter, { ...BUDGET, rows, total: 20_000 });
    let step = looking.next();
    while (!step.done) step = looking.next();
    const { snapshot } = step.value;
    if (rows < 20 || dom.toJson(snapshot).length <= LONGEST) return snapshot;
  }
}
