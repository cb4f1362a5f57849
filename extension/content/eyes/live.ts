/** Live pictures: a video call, or the person's own camera. They may stand anywhere on a page, also beside its chat. */

import type { Node as Seen } from "@protocol/Node";

import type { Root } from "./fields";
import * as dom from "./natives";

/** Videos of a document or shadow root that are looked at. */
const MOST = 20;

/** What a video shows live, if it does: one's own picture has no sound. */
export function liveOf(video: Element): Seen["live"] {
  if (!dom.stream(video)) return undefined;
  return dom.muted(video) ? "muted" : "stream";
}

/** The live pictures that were not passed on the walk. They belong to nothing that was. */
export function* liveBeside(within: Root[], passed: Set<Element>): Generator<Seen> {
  for (const { node, dx, dy } of within) {
    const whole = dom.nodeType(node) === dom.DOCUMENT;
    const videos = whole ? dom.queryAll(node as Document, "video") : dom.queryAllIn(node as ShadowRoot, "video");
    for (let at = 0; at < MOST; at++) {
      const video = videos[at];
      if (!video) break;
      const live = liveOf(video);
      if (!live || passed.has(video) || dom.styleOf(video).visibility !== "visible") continue;
      const { left, top, width, height } = dom.rectOf(video);
      yield { up: 0, tag: "video", live, rect: [left + dx, top + dy, width, height].map(Math.round) as Seen["rect"] };
    }
  }
}
