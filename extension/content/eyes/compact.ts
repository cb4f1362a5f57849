/** Leaves out the nodes that say nothing: the many boxes around boxes that pages are made of. */

import type { Node as Seen } from "@protocol/Node";
import type { Look } from "@protocol/Look";
import type { Rect } from "@protocol/Rect";

const MEDIA = new Set("img svg video audio canvas iframe object embed br".split(" "));

/**
 * The nodes without those that say nothing, and where each old node went.
 *
 * Order, and a parent before its children, are kept.
 */
export function compact(nodes: Seen[], looks: Look[], fields: Set<number>): { nodes: Seen[]; moved: Int32Array } {
  const children = new Int32Array(nodes.length);
  const speaks = new Uint8Array(nodes.length);
  // From the end: children stand after their parent.
  for (let i = nodes.length - 1; i > 0; i--) {
    const node = nodes[i] as Seen;
    const look = looks[node.look ?? -1];
    if (node.text !== undefined || fields.has(i) || MEDIA.has(node.tag ?? "") || node.label || look?.image) speaks[i] = 1;
    if (!speaks[i]) continue;
    speaks[node.up] = 1;
    children[node.up] = (children[node.up] ?? 0) + 1;
  }
  const kept: Seen[] = [];
  const moved = new Int32Array(nodes.length).fill(-1);
  /** The node that stands for this one: itself, or the box around it. */
  const target = new Int32Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i] as Seen;
    if (i > 0 && !speaks[i]) continue;
    const parent = i === 0 ? 0 : (target[node.up] ?? 0);
    if (i > 0 && plain(node, looks) && !fields.has(i)) {
      const outer = nodes[node.up] as Seen;
      const alone = children[node.up] === 1 && same(node.rect, outer.rect);
      if (alone || (node.inline && node.look === outer.look && node.rect[3] > 0)) {
        // The box takes its only child's place, and with it the end of a line.
        if (alone && !node.inline) delete kept[parent]?.inline;
        target[i] = parent;
        continue;
      }
    }
    node.up = parent;
    moved[i] = target[i] = kept.push(node) - 1;
  }
  return { nodes: kept, moved };
}

const same = (a: Rect, b: Rect): boolean => a.every((length, at) => Math.abs(length - (b[at] ?? 0)) <= 3);

/** Nothing about this element but its box. */
function plain(node: Seen, looks: Look[]): boolean {
  const look = looks[node.look ?? -1];
  return (
    node.tag !== undefined && !MEDIA.has(node.tag) && node.tag !== "button" && node.tag !== "time" &&
    !node.role && !node.label && !node.href && !node.scroll && !node.fixed && !node.src && !node.stands && !node.lays &&
    !look?.bg && !look?.border && !look?.image
  );
}
