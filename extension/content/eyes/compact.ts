/** Leaves out the nodes that say nothing: the many boxes around boxes that pages are made of. */

import type { Look } from "@protocol/Look";
import type { Node as Seen } from "@protocol/Node";
import type { Rect } from "@protocol/Rect";

const MEDIA = new Set("img svg video audio canvas iframe object embed br".split(" "));

const same = (a: Rect, b: Rect): boolean => a.every((length, at) => Math.abs(length - (b[at] ?? 0)) <= 3);

/**
 * The nodes without those that say nothing, and where each old node went (-1: left out).
 *
 * Order, and a parent before its children, are kept. `fields` are nodes that must stay.
 */
export function compact(
  nodes: Seen[],
  looks: Look[],
  fields: Set<number>,
): { nodes: Seen[]; moved: Int32Array } {
  const lookOf = (node: Seen): Look | undefined => looks[node.look ?? -1];
  const paints = (node: Seen): boolean => {
    const look = lookOf(node);
    return !!look?.bg || !!look?.border || !!look?.bar || !!look?.image;
  };
  const says = (node: Seen, at: number): boolean =>
    node.text !== undefined ||
    fields.has(at) ||
    MEDIA.has(node.tag ?? "") ||
    !!node.label ||
    !!node.mark ||
    !!lookOf(node)?.image ||
    // Some kits paint a bubble on an empty box behind its words.
    (!!lookOf(node)?.bg && !node.hidden && node.rect[2] >= 16 && node.rect[3] >= 16);
  /** Nothing about this element but its box. */
  const plain = (node: Seen, at: number): boolean =>
    node.text === undefined &&
    !fields.has(at) &&
    !MEDIA.has(node.tag ?? "") &&
    node.tag !== "button" &&
    node.tag !== "time" &&
    // A small round box is an avatar's, even if something in it does the painting.
    !(node.rect[2] <= 72 && (lookOf(node)?.radius ?? 0) * 5 >= node.rect[2] * 2) &&
    !(node.role || node.mark || node.label || node.href || node.scroll || node.fixed || node.src || node.stands || node.lays) &&
    !paints(node);

  // From the end: children stand after their parent.
  const speaks = new Uint8Array(nodes.length);
  const children = new Int32Array(nodes.length);
  for (let i = nodes.length - 1; i > 0; i--) {
    const node = nodes[i] as Seen;
    if (!speaks[i] && !says(node, i)) continue;
    speaks[i] = 1;
    speaks[node.up] = 1;
    children[node.up] = (children[node.up] ?? 0) + 1;
  }

  /** The node that stands for this one: itself, or a box around it. */
  const stand = new Int32Array(nodes.length);
  const inside = new Int32Array(nodes.length);
  for (let i = 1; i < nodes.length; i++) {
    if (!speaks[i]) continue;
    const node = nodes[i] as Seen;
    const outer = nodes[node.up] as Seen;
    const up = stand[node.up] ?? 0;
    stand[i] = i;
    if (plain(node, i)) {
      const only = children[node.up] === 1;
      const alone = only && same(node.rect, outer.rect);
      // Of boxes in one another the outermost tells the room there is, and the innermost is what matters.
      const between = only && children[i] === 1 && plain(outer, node.up);
      const flows = node.inline && node.look === outer.look && node.rect[3] > 0;
      const boxless = node.rect[2] === 0 && node.rect[3] === 0;
      if (alone || between || flows || boxless) {
        if (!node.inline && !boxless) delete (nodes[up] as Seen).inline;
        stand[i] = up;
        continue;
      }
    }
    inside[up] = (inside[up] ?? 0) + 1;
  }

  const kept: Seen[] = [];
  const moved = new Int32Array(nodes.length).fill(-1);
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i] as Seen;
    const up = i === 0 ? 0 : (stand[node.up] ?? 0);
    if (i > 0 && stand[i] !== i) {
      moved[i] = moved[up] ?? -1;
      continue;
    }
    if (i > 0 && !speaks[i]) continue;
    const outer = nodes[up] as Seen;
    if (node.text !== undefined) {
      if (inside[up] === 1 && up > 0 && outer.text === undefined && !paints(outer) && !fields.has(up)) {
        // An element around one run of text is that text.
        outer.text = node.text;
        outer.rect = node.rect;
        // Boxes between them may have gone, and with them what made the words bold.
        if (node.look !== undefined) outer.look = node.look;
        if (node.hidden) outer.hidden = true;
        moved[i] = moved[up] ?? -1;
        continue;
      }
      node.inline = true;
      if (node.look === outer.look) delete node.look;
    }
    node.up = Math.max(0, moved[up] ?? 0);
    moved[i] = kept.push(node) - 1;
  }
  return { nodes: kept, moved };
}
