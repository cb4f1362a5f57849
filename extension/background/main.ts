// The background's entry point: registers every listener at once, starts the core, and keeps it honest.
//
// Static import only: Chrome's worker refuses `import()`, and a module with a top-level `await` never registers.
// Getting help never depends on the core: that path is here, in a few lines.

import initBackground, * as background from "@background";
import type { ToContent } from "@protocol/ToContent";
import initSaving, * as saving from "@saving";

import { Core } from "./core";
import { wearFace } from "./face";
import { STEPS, openHelp } from "./help";
import { offerMenu } from "./menu";
import { watchAddedSites } from "./sites";
import { welcomeAfterInstall } from "./welcome";

const watching = new Core("background", async (options) => {
  // Both files at once: a killed worker has them to read before it can answer.
  // eslint-disable-next-line no-restricted-globals -- a file of our own package: nothing leaves the device
  const pack = fetch(chrome.runtime.getURL("signals.pack")).then((file) => file.arrayBuffer());
  // Whoever waits for it hears of a failure.
  pack.catch(() => undefined);
  await initBackground(options);
  background.pack_is_coming(pack);
});
/** Loaded when someone saves. */
const keeping = new Core("saving", initSaving);

watching.start();

chrome.runtime.onMessage.addListener((message: unknown, sender, respond: (reply: unknown) => void) => {
  if (sender.id !== chrome.runtime.id) return false;
  if (message === "open-help" || message === "open-steps") {
    openHelp(message === "open-steps" ? STEPS : "").then(respond, respond);
    return true;
  }
  if (message === "undress") {
    undress(sender.tab?.id).then(respond, respond);
    return true;
  }
  const answered = asksToSave(message)
    ? keeping.ask(() => saving.answer(message, sender))
    : watching.ask(() => background.answer(message, sender));
  answered.then(respond, (error: unknown) => {
    respond({ error: error instanceof Error ? error.message : String(error) });
    // A page that was not looked at must not pass for one where nothing was seen.
    if (sender.frameId === 0) void showPaused(sender.tab?.id);
  });
  return true;
});

function asksToSave(message: unknown): boolean {
  return typeof message === "object" && message !== null && "save" in message;
}

/** What the popup follows (`Whole` of crate/extension/src/protocol/saving.rs); at 0 nothing has come for too long. */
interface Cut {
  tab: number;
  at: number;
  done: unknown;
}

/** Saving was cut off: nobody else is left to take the masking style off the page, and to say so in the popup. */
async function undress(tabId: number | undefined): Promise<void> {
  if (tabId === undefined) return;
  const target = { tabId, allFrames: true };
  // As `insertCSS` was called (crate/extension/src/browser/api.rs): what does not match takes nothing away.
  await chrome.scripting.removeCSS({ target, files: ["mask.css"], origin: "USER" });
  const { whole } = await chrome.storage.session.get<{ whole?: Cut }>("whole");
  if (whole?.tab !== tabId || whole.done) return;
  await chrome.storage.session.set({ whole: { ...whole, at: 0 } });
  await chrome.action.setBadgeText({ tabId, text: "!" });
}

async function showPaused(tabId: number | undefined): Promise<void> {
  if (tabId === undefined) return;
  await chrome.storage.session.set({ [`tab:${tabId}`]: { view: { status: "paused" } } });
  await chrome.action.setBadgeText({ tabId, text: "?" });
}

wearFace();
watchAddedSites();
welcomeAfterInstall();

/** What a key asks for in the tab in front, or the menu in the tab it was opened in. */
function perform(asked: string, tab: number | undefined): void {
  if (asked === "open-help") void openHelp();
  if (tab === undefined) return;
  if (asked === "save-evidence") {
    keeping.ask(() => saving.save_by_key(tab)).catch(() => chrome.action.setBadgeText({ tabId: tab, text: "!" }));
  }
  if (asked === "dismiss-note") {
    // Where no script of ours is, nothing of ours stands.
    chrome.tabs.sendMessage(tab, "dismiss" satisfies ToContent, { frameId: 0 }).catch(() => undefined);
  }
}

offerMenu(perform);

// Firefox for Android has no keys.
if ("commands" in chrome) {
  chrome.commands.onCommand.addListener((command, tab) => {
    perform(command, tab?.id);
  });
}

/** Asks without waiting for an answer; a failure shows at the next question that somebody waits for. */
function mention(question: () => Promise<unknown>): void {
  watching.ask(question).catch(() => undefined);
}

chrome.tabs.onRemoved.addListener((tabId) => {
  mention(() => background.left(tabId));
});

// Chrome tells of a policy that comes or changes while it runs; Firefox reads it at its start only.
chrome.storage.onChanged.addListener((_, area) => {
  if (area === "managed") mention(() => background.prepare(true));
});
chrome.runtime.onInstalled.addListener(() => {
  mention(() => background.prepare(false));
});
chrome.runtime.onStartup.addListener(() => {
  mention(() => background.prepare(false));
});
