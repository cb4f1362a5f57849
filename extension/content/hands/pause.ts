// The pause: a picture or video that is chosen, pasted or dropped into a flagged chat waits for one calm question.
//
// What was held is handed on as it came: the same files, as the same kind of event, without choosing again. Nothing is
// looked into, and nothing is kept once there is an answer.

import type { Pause as Content } from "@protocol/Pause";

import { Panel } from "./panel";

/** At most one question in this time, in milliseconds: whoever answered is not asked again at once. */
const REST = 60_000;

/**
 * Firefox shows a page only what the page itself put on a pasteboard: what we put there would reach it empty. It is
 * then said, and the next try goes through.
 */
const CARRIES = !("cloneInto" in globalThis);

/** What waits for an answer. */
interface Held {
  readonly files: readonly File[];
  readonly target: EventTarget;
  /** Whether the page has taken it back. */
  release(): boolean;
}

export class Pause {
  private content: Content | null = null;
  private held: Held | undefined;
  private answered = -Infinity;
  private handingOn = false;
  private readonly question = new Panel((does) => {
    this.answer(does === "send");
  });

  /** `beside` makes room while the question stands. */
  constructor(private readonly beside: Panel) {}

  /** What to ask from now on; nothing for contacts that are not flagged. */
  expect(content: Content | null): void {
    const listens = this.content !== null;
    this.content = content;
    if (content && !listens) {
      for (const name of ["input", "change"]) addEventListener(name, this.chosen, true);
      addEventListener("paste", this.pasted, true);
      addEventListener("drop", this.dropped, true);
    } else if (!content && listens) {
      for (const name of ["input", "change"]) removeEventListener(name, this.chosen, true);
      removeEventListener("paste", this.pasted, true);
      removeEventListener("drop", this.dropped, true);
      this.answer(false);
    }
  }

  /** For a shot. Says whether there was anything to hide. */
  hide(): boolean {
    return this.question.hide();
  }

  unhide(): boolean {
    return this.question.unhide();
  }

  /** By key: what is held is kept back. Says whether there was anything to close. */
  dismiss(): boolean {
    return this.question.close();
  }

  private readonly chosen = (event: Event): void => {
    const input = event.composedPath()[0];
    if (!(input instanceof HTMLInputElement) || input.type !== "file" || !input.files) return;
    if (this.held?.target === input) {
      event.stopImmediatePropagation();
      return;
    }
    const files = [...input.files];
    const release = (): boolean => {
      input.files = handOver(files).files;
      input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
      return input.isConnected;
    };
    // A page that looks into its field by itself finds it empty.
    if (this.hold(event, { files, target: input, release })) input.value = "";
  };

  private readonly pasted = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    const target = event.composedPath()[0] ?? document;
    const init = { bubbles: true, cancelable: true, composed: true };
    const release = (): boolean =>
      CARRIES && !target.dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: handOver(files) }));
    this.hold(event, { files, target, release });
  };

  private readonly dropped = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])];
    const target = event.composedPath()[0] ?? document;
    const { clientX, clientY } = event;
    const init = { bubbles: true, cancelable: true, composed: true, clientX, clientY };
    const release = (): boolean =>
      CARRIES && !target.dispatchEvent(new DragEvent("drop", { ...init, dataTransfer: handOver(files) }));
    this.hold(event, { files, target, release });
  };

  /** Holds an event and what it brings, and asks. Says whether it did. */
  private hold(event: Event, held: Held): boolean {
    if (!this.content || this.handingOn || !held.files.some(isPictureOrVideo)) return false;
    if (!this.held && performance.now() - this.answered < REST) return false;
    event.stopImmediatePropagation();
    event.preventDefault();
    // The last one counts: two at once are one choice made twice.
    this.held = held;
    this.beside.hide();
    this.question.show(this.content.ask);
    return true;
  }

  private answer(send: boolean): void {
    const held = this.held;
    this.held = undefined;
    this.question.show(null);
    this.beside.unhide();
    if (!held) return;
    this.answered = performance.now();
    if (!send) return;
    this.handingOn = true;
    let taken = false;
    try {
      taken = held.release();
    } finally {
      this.handingOn = false;
    }
    // The page let it fall. Whoever tries again is not asked again.
    if (!taken && this.content) this.question.show(this.content.gone);
  }
}

function handOver(files: readonly File[]): DataTransfer {
  const carrier = new DataTransfer();
  for (const file of files) carrier.items.add(file);
  return carrier;
}

function isPictureOrVideo({ type }: File): boolean {
  return type.startsWith("image/") || type.startsWith("video/");
}
