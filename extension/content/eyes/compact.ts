/** Leaves out the nodes that say nothing: the many boxes around boxes that pages are made of. */

import type { Node as Seen } from "@protocol/Node";
import type { Look } from "@protocol/Look";

const MEDIA = new Set("img svg video audio canvas iframe object embed br".split(" "));

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 3;

/**
 * The nodes without those that say nothing, and where each old node went.
 *
 * Order, and a parent before its children, are kept.
 */
export function compact(nodes: Seen[], looks: Look[], fields: Set<number>): { nodes: Seen[]; moved: Int32Array } {
  const children = new Int32Array(nodes.length);
  const speaks = new Uint8Array(nodes.length);
  const only = new Int32Array(nodes.length);
  // From the end: children stand after their parent.
  for (let i = nodes.length - 1; i > 0; i--) {
    const node = nodes[i] as Seen;
    const look = looks[node.look ?? -1];
    if (node.text !== undefined || fields.has(i) || MEDIA.has(node.tag ?? "") || node.label || look?.image) speaks[i] = 1;
    if (!speaks[i]) continue;
    speaks[node.up] = 1;
    children[node.up] = (children[node.up] ?? 0) + 1;
    only[node.up] = i;
  }
  const kept: Seen[] = [];
  const moved = new Int32Array(nodes.length).fill(-1);
  const target = new Int32Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i] as Seen;
    const parent = i === 0 ? 0 : (target[node.up] ?? 0);
    if (i > 0 && !speaks[i]) continue;
    if (i > 0 && plain(node, looks) && !fields.has(i)) {
      const outer = nodes[node.up] as Seen;
      const child = children[i] === 1 ? (nodes[only[i] ?? 0] as Seen) : undefined;
      const same =
        child?.tag !== undefined &&
        near(child.rect[0], node.rect[0]) && near(child.rect[1], node.rect[1]) &&
        near(child.rect[2], node.rect[2]) && near(child.rect[3], node.rect[3]);
      const flows = node.inline && node.look === outer.look && node.rect[3] > 0;
      if (same || flows) {
        // The child takes the box's place, and with it the end of a line.
        if (same && !node.inline) delete child.inline;
        target[i] = parent;
        continue;
      }
    }
    node.up = parent;
    moved[i] = target[i] = kept.push(node) - 1;
  }
  return { nodes: kept, moved };
}

/** Nothing about this element but its box. */
function plain(node: Seen, looks: Look[]): boolean {
  const look = looks[node.look ?? -1];
  return (
    node.tag !== undefined && !MEDIA.has(node.tag) && node.tag !== "button" && node.tag !== "time" &&
    !node.role && !node.label && !node.href && !node.scroll && !node.fixed && !node.src &&
    !look?.bg && !look?.border && !look?.image
  );
}
