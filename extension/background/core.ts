// One wasm module and the calls into it: started once, one call at a time, a poisoned instance replaced once.

type Init = (options: { module_or_path: string }) => Promise<unknown>;

class Panicked extends Error {}

/** Whether a failure is the core's own, after which nothing of its instance can be trusted. */
function isPanic(error: unknown): boolean {
  return error instanceof Panicked || error instanceof WebAssembly.RuntimeError;
}

declare global {
  /** Called by a core when it panics. */
  var breakwaterPanicked: (module: string, message: string) => void;
}

const cores = new Map<string, Core>();
globalThis.breakwaterPanicked = (module, message) => cores.get(module)?.panicked(message);

export class Core {
  private ready: Promise<unknown> | undefined;
  private readonly waiting = new Set<(reason: Panicked) => void>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly name: string,
    private readonly init: Init,
  ) {
    cores.set(name, this);
  }

  /** Starts ahead of the first question. A start that failed is tried again by that question, which hears of it. */
  start(): void {
    this.instance().catch(() => undefined);
  }

  private instance(): Promise<unknown> {
    this.ready ??= this.init({ module_or_path: chrome.runtime.getURL(`${this.name}.wasm`) }).catch((error: unknown) => {
      this.ready = undefined;
      throw error;
    });
    return this.ready;
  }

  /**
   * One question after the other, so that what they read and write of a contact never crosses.
   *
   * After a panic the next call makes a new instance of the same module (wasm-bindgen's reinit). One more try is all
   * a question gets.
   */
  ask<T>(question: () => Promise<T>): Promise<T> {
    const answered = this.last.then(() =>
      this.once(question).catch((error: unknown) => {
        if (isPanic(error)) return this.once(question);
        throw error;
      }),
    );
    this.last = answered.catch(() => undefined);
    return answered;
  }

  private async once<T>(question: () => Promise<T>): Promise<T> {
    await this.instance();
    // A panic inside an awaited step never settles its promise: the hook rejects it here.
    return await new Promise<T>((resolve, reject) => {
      this.waiting.add(reject);
      question()
        .then(resolve, reject)
        .finally(() => this.waiting.delete(reject));
    });
  }

  panicked(message: string): void {
    for (const reject of this.waiting) reject(new Panicked(message));
    this.waiting.clear();
  }
}
