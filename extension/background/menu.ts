// The menu of the right mouse button: help everywhere, saving where there is a page to save. Firefox for Android has no
// such menu.

/** Named as the keys that do the same (manifest.json), each with the name of its words. */
const ITEMS: chrome.contextMenus.CreateProperties[] = [
  { id: "open-help", title: "manifest_command_help" },
  // Elsewhere help stands alone, and a browser folds away only what has company.
  { id: "save-evidence", title: "manifest_command_save", documentUrlPatterns: ["http://*/*", "https://*/*"] },
];

/** Offers the items; `perform` hears which was chosen, and in which tab. */
export function offerMenu(perform: (asked: string, tab: number | undefined) => void): void {
  if (!("contextMenus" in chrome)) return;
  chrome.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
    perform(String(menuItemId), tab?.id);
  });
  // The browsers keep the items from here on. After an update the old ones go first, or the new ones would be refused.
  chrome.runtime.onInstalled.addListener(() => {
    chrome.contextMenus.removeAll(() => {
      for (const item of ITEMS) {
        chrome.contextMenus.create({ ...item, contexts: ["all"], title: chrome.i18n.getMessage(item.title ?? "") });
      }
    });
  });
}
