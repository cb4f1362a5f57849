/**
 * Finds the places where text could be typed. Where there is none, there is no chat to read, and nothing else is
 * looked at. The content of a field is never read: only its place and its label.
 */

import type { Field } from "@protocol/Field";

import * as dom from "./natives";

const SELECTOR = "textarea,input,[contenteditable],[role=textbox]";
const TYPES = new Set(["", "text", "search", "email", "tel", "url", "number", "password"]);
const MOST = 60;

/** Elements looked at between two chances to pause. */
const STRIDE = 2000;
/** Elements searched for shadow roots. A page with more has its composer near the start or in the light. */
const MOST_ELEMENTS = 100_000;

/** A document or shadow root, and where its coordinates start in the top window. */
export interface Root {
  node: Document | ShadowRoot;
  dx: number;
  dy: number;
}

/** A field together with the element, which does not leave the page. */
export interface FoundField {
  element: Element;
  field: Field;
  /** Big enough and of a kind to write messages in. */
  composer: boolean;
}

/** The document of a frame that we may look into, and nothing for any other element. */
export function documentIn(element: Element): Document | null {
  const name = dom.localName(element);
  if (name !== "iframe") return null;
  try {
    return dom.frameDocument(element);
  } catch {
    // Another origin: the browser says no, and so there is nothing to see.
    return null;
  }
}

/** This document, its open shadow roots and its frames of the same origin. Yields now and then. */
export function* roots(): Generator<void, Root[]> {
  const found: Root[] = [{ node: document, dx: 0, dy: 0 }];
  let seen = 0;
  // `found` grows while it is walked.
  for (let at = 0; at < found.length && at < 200; at++) {
    const root = found[at] as Root;
    const all =
      root.node === document || dom.nodeType(root.node) === dom.DOCUMENT
        ? dom.elementsOf(root.node as Document, "*")
        : dom.queryAllIn(root.node as ShadowRoot, "*");
    for (let i = 0; ; i++) {
      const element = all[i];
      if (!element || seen++ > MOST_ELEMENTS) break;
      if (seen % STRIDE === 0) yield;
      const shadow = dom.shadowRoot(element);
      if (shadow) found.push({ node: shadow, dx: root.dx, dy: root.dy });
      const inner = documentIn(element);
      if (inner) {
        const rect = dom.rectOf(element);
        found.push({ node: inner, dx: root.dx + rect.left, dy: root.dy + rect.top });
      }
    }
  }
  return found;
}

function label(element: Element): string {
  const parts = ["placeholder", "aria-placeholder", "data-placeholder", "aria-label", "title"]
    .map((name) => dom.attribute(element, name))
    .filter((part): part is string => !!part);
  // Editors put the placeholder on their first paragraph. Attributes only: what is typed stays unread.
  const first = dom.childNodes(element)[0];
  if (first && dom.nodeType(first) === dom.ELEMENT) {
    const placeholder = dom.attribute(first as Element, "data-placeholder");
    if (placeholder) parts.push(placeholder);
  }
  return dom.cut(parts.join(" | "), 160);
}

/** The fields of all roots. */
export function* findFields(within: Root[]): Generator<void, FoundField[]> {
  const found: FoundField[] = [];
  for (const { node, dx, dy } of within) {
    const list =
      dom.nodeType(node) === dom.DOCUMENT
        ? dom.queryAll(node as Document, SELECTOR)
        : dom.queryAllIn(node as ShadowRoot, SELECTOR);
    for (let i = 0; found.length < MOST; i++) {
      const element = list[i];
      if (!element) break;
      const name = dom.localName(element);
      const kind = name === "input" ? (dom.attribute(element, "type") ?? "").toLowerCase() : "";
      if (!TYPES.has(kind) || dom.attribute(element, "contenteditable") === "false") continue;
      // An editor in an editor is one field.
      if (found.some((other) => dom.contains(other.element, element))) continue;
      const box = dom.rectOf(element);
      if (box.width < 24 || box.height < 8) continue;
      const style = dom.styleOf(element);
      if (style.visibility !== "visible") continue;
      const tag = name === "input" || name === "textarea" ? name : "editable";
      const field: Field = {
        tag,
        rect: [
          Math.round(box.left + dx),
          Math.round(box.top + dy),
          Math.round(box.width),
          Math.round(box.height),
        ],
        label: label(element),
      };
      if (kind) field.kind = kind;
      found.push({ element, field, composer: box.width >= 60 && (kind === "" || kind === "text") });
    }
    yield;
  }
  return found;
}
