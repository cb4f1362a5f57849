/**
 * The elements that a site's adapter (`data/sites`) points at. They are handed on by name; what they mean, and whether
 * the adapter still fits the page, is decided by `crate/reader`.
 */

import type { Root } from "./fields";
import * as dom from "./natives";

/** What the build made of a site's adapter. */
export interface Adapter {
  /** Name of the site's file. */
  site: string;
  /** Starts of paths where it holds; none: everywhere. */
  routes: string[];
  /** Starts of paths that show requests of strangers. */
  requests: string[];
  /** Name of the mark → selector. */
  marks: Record<string, string>;
}

/** More elements than this of one kind are no conversation. */
const MOST = 4000;

const leadsTo = (starts: string[]): boolean => starts.some((start) => location.pathname.startsWith(start));

/** Each marked element with the names of its marks, separated by spaces. */
export function* marked(adapter: Adapter | undefined, within: Root[]): Generator<void, Map<Element, string>> {
  const found = new Map<Element, string>();
  if (!adapter || (adapter.routes.length > 0 && !leadsTo(adapter.routes))) return found;
  const add = (element: Element, name: string): void => {
    const before = found.get(element);
    found.set(element, before ? `${before} ${name}` : name);
  };
  for (const { node } of within) {
    const whole = dom.nodeType(node) === dom.DOCUMENT;
    for (const name in adapter.marks) {
      const selector = adapter.marks[name] ?? "";
      const list = whole
        ? dom.queryAll(node as Document, selector)
        : dom.queryAllIn(node as ShadowRoot, selector);
      for (let i = 0; i < MOST; i++) {
        const element = list[i];
        if (!element) break;
        add(element, name);
      }
    }
    yield;
  }
  const top = dom.rootOf(document);
  if (top && found.size > 0 && leadsTo(adapter.requests)) add(top, "request");
  return found;
}
