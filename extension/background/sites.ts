// Sites that a person has added: our script goes there as it goes to the listed ones. The browsers forget such a script
// at every update of ours, and keep the permission.

/** The browser's name for the script on added sites. */
const ID = "added";
/** One host by its name. A browser may have been told "all sites": that is more than we ask for, and is not taken. */
const NAMED = /^https:\/\/[^*/]+\/\*$/;

async function settle(): Promise<void> {
  const { origins = [] } = await chrome.permissions.getAll();
  const { host_permissions: listed = [] } = chrome.runtime.getManifest() as chrome.runtime.ManifestV3;
  const matches = origins.filter((origin) => NAMED.test(origin) && !listed.includes(origin));
  const there = await chrome.scripting.getRegisteredContentScripts({ ids: [ID] });
  if (matches.length === 0) {
    if (there.length > 0) await chrome.scripting.unregisterContentScripts({ ids: [ID] });
    return;
  }
  const script: chrome.scripting.RegisteredContentScript = { id: ID, matches, js: ["content.js"], runAt: "document_idle" };
  await (there.length > 0 ? chrome.scripting.updateContentScripts([script]) : chrome.scripting.registerContentScripts([script]));
}

let last: Promise<void> = Promise.resolve();

/** One after the other: two at once would both find nothing, and the second would be refused. */
function settleNext(): void {
  // What failed is tried again at the next change or start; the page of what works says what is missing until then.
  last = last.then(settle).catch(() => undefined);
}

/** Looks after the script on added sites, from now on. */
export function watchAddedSites(): void {
  chrome.permissions.onAdded.addListener(settleNext);
  chrome.permissions.onRemoved.addListener(settleNext);
  chrome.runtime.onInstalled.addListener(settleNext);
  chrome.runtime.onStartup.addListener(settleNext);
}
