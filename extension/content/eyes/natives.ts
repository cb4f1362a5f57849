/**
 * The browser's own getters and methods, fetched once, before they are used on a page's nodes.
 *
 * A page is hostile: `<form><input name="childNodes">` shadows a form's `childNodes`, and in a page's own world
 * prototypes can be replaced after we were loaded. Every read of the page's tree goes through here.
 */

const { apply, getOwnPropertyDescriptor } = Reflect;

function getter<Of extends object, Value>(prototype: object, name: string): (of: Of) => Value {
  const get = getOwnPropertyDescriptor(prototype, name)?.get;
  // A browser without this getter has no such value: the callers treat undefined as "not there".
  return (of) => (get ? apply(get, of, []) : undefined) as Value;
}

function method<Of extends object, Args extends unknown[], Value>(
  prototype: object,
  name: string,
): (of: Of, ...args: Args) => Value {
  const call = getOwnPropertyDescriptor(prototype, name)?.value as (...args: unknown[]) => Value;
  return (of, ...args) => apply(call, of, args);
}

export const ELEMENT = 1;
export const TEXT = 3;
export const DOCUMENT = 9;
export const FRAGMENT = 11;

export const childNodes = getter<Node, NodeList>(Node.prototype, "childNodes");
export const nodeType = getter<Node, number>(Node.prototype, "nodeType");
export const parentNode = getter<Node, Node | null>(Node.prototype, "parentNode");
export const ownerDocument = getter<Node, Document | null>(Node.prototype, "ownerDocument");
export const contains = method<Node, [Node], boolean>(Node.prototype, "contains");
export const rootNode = method<Node, [], Node>(Node.prototype, "getRootNode");

export const localName = getter<Element, string>(Element.prototype, "localName");
export const shadowRoot = getter<Element, ShadowRoot | null>(Element.prototype, "shadowRoot");
export const attribute = method<Element, [string], string | null>(Element.prototype, "getAttribute");
export const rectOf = method<Element, [], DOMRect>(Element.prototype, "getBoundingClientRect");
export const matches = method<Element, [string], boolean>(Element.prototype, "matches");
export const scrollTop = getter<Element, number>(Element.prototype, "scrollTop");
export const scrollHeight = getter<Element, number>(Element.prototype, "scrollHeight");
export const clientHeight = getter<Element, number>(Element.prototype, "clientHeight");

export const textData = getter<Node, string>(CharacterData.prototype, "data");
export const shadowHost = getter<ShadowRoot, Element>(ShadowRoot.prototype, "host");
export const assignedNodes = method<Element, [AssignedNodesOptions], Node[]>(
  HTMLSlotElement.prototype,
  "assignedNodes",
);
export const frameDocument = getter<Element, Document | null>(
  HTMLIFrameElement.prototype,
  "contentDocument",
);
export const frameElement = getter<Window, Element | null>(window, "frameElement");
export const bodyOf = getter<Document, HTMLElement | null>(Document.prototype, "body");
export const imageSource = getter<Element, string>(HTMLImageElement.prototype, "currentSrc");

export const queryAll = method<Document, [string], NodeListOf<Element>>(
  Document.prototype,
  "querySelectorAll",
);
export const queryAllIn = method<DocumentFragment, [string], NodeListOf<Element>>(
  DocumentFragment.prototype,
  "querySelectorAll",
);
export const elementsOf = method<Document, [string], HTMLCollectionOf<Element>>(
  Document.prototype,
  "getElementsByTagName",
);

export const selectContents = method<Range, [Node], void>(Range.prototype, "selectNodeContents");
export const rangeRect = method<Range, [], DOMRect>(Range.prototype, "getBoundingClientRect");

export const styleOf = window.getComputedStyle.bind(window);
export const now = performance.now.bind(performance);
export const toJson = JSON.stringify;
