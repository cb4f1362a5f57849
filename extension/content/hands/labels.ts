// The words on hidden pictures ("picture hidden"), for the moment of the shot: without them, a grey box in a saved
// picture could be taken for part of the page.

import * as dom from "../eyes/natives.ts";

/** Smaller boxes stay without words, in CSS pixels. */
const WIDTH = 96;
const HEIGHT = 32;

export class Labels {
  private host: HTMLElement | undefined;
  private root: ShadowRoot | undefined;

  /** Writes words in the middle of a box, if the box lies on top there: never over what someone wrote. */
  put(element: Element, { x, y, width, height }: DOMRectReadOnly, words: string): void {
    if (width < WIDTH || height < HEIGHT) return;
    const tree = element.getRootNode() as Document | ShadowRoot;
    const top = tree.elementFromPoint(x + width / 2, y + height / 2);
    if (!top || !dom.contains(top, element)) return;
    const label = document.createElement("span");
    label.textContent = words;
    Object.assign(label.style, {
      position: "fixed",
      left: `${x}px`,
      top: `${y + height / 2 - 10}px`,
      width: `${width}px`,
      font: "400 13px/20px system-ui, sans-serif",
      color: "#14212b",
      textAlign: "center",
      whiteSpace: "nowrap",
      overflow: "hidden",
    });
    this.attached().append(label);
  }

  /** Whether an element is ours. */
  own(element: Element): boolean {
    return element === this.host;
  }

  /** Where the words stand. */
  places(): DOMRect[] {
    return [...(this.root?.children ?? [])].map((label) => dom.rectOf(label));
  }

  remove(): void {
    this.host?.remove();
    this.host = undefined;
    this.root = undefined;
  }

  private attached(): ShadowRoot {
    if (this.root) return this.root;
    this.host = document.createElement("div");
    for (const [name, value] of [
      ["all", "initial"],
      ["position", "fixed"],
      ["inset", "0 auto auto 0"],
      ["z-index", "2147483647"],
      ["pointer-events", "none"],
    ] as const) {
      this.host.style.setProperty(name, value, "important");
    }
    this.root = this.host.attachShadow({ mode: "closed" });
    document.documentElement.append(this.host);
    return this.root;
  }
}
