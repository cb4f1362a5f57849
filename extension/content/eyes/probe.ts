/**
 * The very snapshot code of the content script as a standalone script: `breakwaterSnapshot()` returns the
 * snapshot's JSON, for any page in any browser tool; `breakwaterSnapshot(adapter)` with the marks of a site.
 */

import type { Adapter } from "./marks";
import { toJson } from "./natives";
import { takeSnapshot, VERSION } from "./snapshot";

Object.defineProperty(globalThis, "breakwaterSnapshot", {
  configurable: true,
  value: (adapter?: Adapter): string => {
    try {
      return toJson(takeSnapshot(adapter));
    } catch {
      // The page has taken away something we stand on; an answer that says so beats an exception in a test.
      return `{"version":${VERSION},"incomplete":"error"}`;
    }
  },
});
