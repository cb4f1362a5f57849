/**
 * The browser's own getters and methods, fetched once, before they are used on a page's nodes.
 *
 * A page is hostile: `<form><input name="childNodes">` shadows a form's `childNodes`, and in a page's own world
 * prototypes can be replaced after we were loaded. Every read of the page's tree goes through here.
 */

const { getOwnPropertyDescriptor } = Reflect;
const apply = Reflect.apply as (call: () => unknown, of: unknown, args: unknown[]) => unknown;

/** A getter as a function of its object. The caller names its type: the DOM's typings don't reach descriptors. */
function getter(prototype: object, name: string): (of: never) => unknown {
  const get = getOwnPropertyDescriptor(prototype, name)?.get as () => unknown;
  return (of) => apply(get, of, []);
}

/** A method as a function of its object and its arguments. */
function method(prototype: object, name: string): (of: never, ...args: never[]) => unknown {
  const call = getOwnPropertyDescriptor(prototype, name)?.value as () => unknown;
  return (of, ...args) => apply(call, of, args);
}

export const ELEMENT = 1;
export const TEXT = 3;
export const DOCUMENT = 9;
export const FRAGMENT = 11;

export const childNodes = getter(Node.prototype, "childNodes") as (of: Node) => NodeList;
export const nodeType = getter(Node.prototype, "nodeType") as (of: Node) => number;
export const parentNode = getter(Node.prototype, "parentNode") as (of: Node) => Node | null;
export const ownerDocument = getter(Node.prototype, "ownerDocument") as (of: Node) => Document | null;
export const contains = method(Node.prototype, "contains") as (of: Node, a: Node) => boolean;

export const textOf = getter(Node.prototype, "textContent") as (of: Node) => string | null;

export const localName = getter(Element.prototype, "localName") as (of: Element) => string;
export const shadowRoot = getter(Element.prototype, "shadowRoot") as (of: Element) => ShadowRoot | null;
export const attribute = method(Element.prototype, "getAttribute") as (of: Element, a: string) => string | null;
export const rectOf = method(Element.prototype, "getBoundingClientRect") as (of: Element) => DOMRect;
export const slotOf = getter(Element.prototype, "assignedSlot") as (of: Element) => Element | null;
export const matches = method(Element.prototype, "matches") as (of: Element, a: string) => boolean;
export const scrollTop = getter(Element.prototype, "scrollTop") as (of: Element) => number;
export const scrollHeight = getter(Element.prototype, "scrollHeight") as (of: Element) => number;
export const scrollBy = method(Element.prototype, "scrollBy") as (of: Element, a: ScrollToOptions) => void;
export const clientHeight = getter(Element.prototype, "clientHeight") as (of: Element) => number;

export const textData = getter(CharacterData.prototype, "data") as (of: Node) => string;
export const shadowHost = getter(ShadowRoot.prototype, "host") as (of: ShadowRoot) => Element;
export const assignedNodes = method(HTMLSlotElement.prototype, "assignedNodes") as (of: Element, a: AssignedNodesOptions) => Node[];
export const frameDocument = getter(HTMLIFrameElement.prototype, "contentDocument") as (of: Element) => Document | null;
export const frameElement = getter(window, "frameElement") as (of: Window) => Element | null;
export const rootOf = getter(Document.prototype, "documentElement") as (of: Document) => HTMLElement | null;
export const titleOf = getter(Document.prototype, "title") as (of: Document) => string;
export const visibility = getter(Document.prototype, "visibilityState") as (of: Document) => string;
export const bodyOf = getter(Document.prototype, "body") as (of: Document) => HTMLElement | null;
export const isLoaded = getter(HTMLImageElement.prototype, "complete") as (of: Element) => boolean;
export const naturalWidth = getter(HTMLImageElement.prototype, "naturalWidth") as (of: Element) => number;
export const naturalHeight = getter(HTMLImageElement.prototype, "naturalHeight") as (of: Element) => number;
export const imageSource = getter(HTMLImageElement.prototype, "currentSrc") as (of: Element) => string;

export const stream = getter(HTMLMediaElement.prototype, "srcObject") as (of: Element) => object | null;
export const muted = getter(HTMLMediaElement.prototype, "muted") as (of: Element) => boolean;

export const queryAll = method(Document.prototype, "querySelectorAll") as (of: Document, a: string) => NodeListOf<Element>;
export const queryAllIn = method(DocumentFragment.prototype, "querySelectorAll") as (of: DocumentFragment, a: string) => NodeListOf<Element>;
export const make = method(Document.prototype, "createElement") as (of: Document, a: string) => HTMLElement;
export const elementAt = method(Document.prototype, "elementFromPoint") as (of: Document, x: number, y: number) => Element | null;
export const elementsAt = method(Document.prototype, "elementsFromPoint") as (of: Document, x: number, y: number) => Element[];
export const elementsAtIn = method(ShadowRoot.prototype, "elementsFromPoint") as (of: ShadowRoot, x: number, y: number) => Element[];
export const scrollingElement = getter(Document.prototype, "scrollingElement") as (of: Document) => Element | null;
export const elementsOf = method(Document.prototype, "getElementsByTagName") as (of: Document, a: string) => HTMLCollectionOf<Element>;

export const selectContents = method(Range.prototype, "selectNodeContents") as (of: Range, a: Node) => void;
export const rangeRect = method(Range.prototype, "getBoundingClientRect") as (of: Range) => DOMRect;

const slice = method(String.prototype, "slice") as (of: string, a: number, b: number) => string;
const toWellFormed = method(String.prototype, "toWellFormed") as (of: string) => string;
/** At most `most` characters, none of them half of one: half a character would make the whole snapshot unreadable. */
export const cut = (text: string, most: number): string => toWellFormed(slice(text, 0, most));

export const styleOf = window.getComputedStyle.bind(window);
export const now = performance.now.bind(performance);
export const toJson = JSON.stringify;
