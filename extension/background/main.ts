// The background's entry point: registers every listener at once, starts the core, and keeps it honest.
//
// Static import only: Chrome's worker refuses `import()`, and a module with a top-level `await` never registers.
// Getting help never depends on the core: that path is here, in a few lines.

import init, { answer, left, prepare, save } from "@core";

const WASM = "core.wasm";
/** Where help is when storage says nothing. */
const HELP_ANYWHERE = "help/en/anywhere.html";

declare global {
  /** Called by the core when it panics. */
  var breakwaterPanicked: (message: string) => void;
}

class Panicked extends Error {}

const waiting = new Set<(reason: Panicked) => void>();
globalThis.breakwaterPanicked = (message) => {
  for (const reject of waiting) reject(new Panicked(message));
  waiting.clear();
};

let ready: Promise<unknown> | undefined;
/** Starts the core once. A start that failed is tried again at the next question. */
function core(): Promise<unknown> {
  ready ??= init({ module_or_path: chrome.runtime.getURL(WASM) }).catch((error: unknown) => {
    ready = undefined;
    throw error;
  });
  return ready;
}
void core().catch(() => undefined);

/** One call into the core at a time, so that what it reads and writes of a contact never crosses. */
let last: Promise<unknown> = Promise.resolve();

function ask<T>(question: () => Promise<T>): Promise<T> {
  const once = async (): Promise<T> => {
    await core();
    // A panic inside an awaited step never settles its promise: the hook rejects it here.
    return await new Promise<T>((resolve, reject) => {
      waiting.add(reject);
      question()
        .then(resolve, reject)
        .finally(() => waiting.delete(reject));
    });
  };
  // A poisoned instance is replaced at the next call (wasm-bindgen's reinit); one more try is all it gets.
  const answered = last.then(() =>
    once().catch((error: unknown) => {
      if (isPanic(error)) return once();
      throw error;
    }),
  );
  last = answered.catch(() => undefined);
  return answered;
}

function isPanic(error: unknown): boolean {
  return error instanceof Panicked || error instanceof WebAssembly.RuntimeError;
}

chrome.runtime.onMessage.addListener((message: unknown, sender, respond: (reply: unknown) => void) => {
  if (sender.id !== chrome.runtime.id) return false;
  ask(() => answer(message, sender)).then(respond, (error: unknown) => {
    // "paused" is a state that is shown, never a quiet "nothing seen".
    respond({ error: error instanceof Error ? error.message : String(error), paused: isPanic(error) });
    if (isPanic(error)) void showPaused(sender.tab?.id);
  });
  return true;
});

async function showPaused(tabId: number | undefined): Promise<void> {
  if (tabId === undefined) return;
  await chrome.storage.session.set({ [`tab:${tabId}`]: { view: { status: { is: "paused" } } } });
  await chrome.action.setBadgeText({ tabId, text: "?" });
}

chrome.commands.onCommand.addListener((command, tab) => {
  if (command === "open-help") void openHelp();
  if (command === "save-evidence" && tab?.id !== undefined) {
    const id = tab.id;
    void ask(() => save(id)).catch(() => showPaused(id));
  }
});

async function openHelp(): Promise<void> {
  let page = HELP_ANYWHERE;
  try {
    const kept = await chrome.storage.local.get("helpPage");
    if (typeof kept["helpPage"] === "string") page = kept["helpPage"];
  } catch {
    // Storage is broken: the page for anywhere needs none.
  }
  await chrome.tabs.create({ url: chrome.runtime.getURL(page) });
}

chrome.tabs.onRemoved.addListener((tabId) => void ask(() => left(tabId)).catch(() => undefined));
chrome.runtime.onInstalled.addListener(() => void ask(() => prepare()).catch(() => undefined));
chrome.runtime.onStartup.addListener(() => void ask(() => prepare()).catch(() => undefined));
