// The keys that the browser has for us, and the way to the browser's own page where they are changed.

/** Chrome's page for keys. It has no call that opens it. */
const CHROME_PAGE = "chrome://extensions/shortcuts";

/** What Firefox calls it by; Chrome's typings do not know it. */
type Commands = typeof chrome.commands & { openShortcutSettings?(): Promise<void> };

/** Fills in the keys on a page that has a place for them. Firefox for Android has none, and then nothing is shown. */
export async function showKeys(): Promise<void> {
  const section = document.querySelector("#keys");
  if (!section || !("commands" in chrome)) return;
  const commands = chrome.commands as Commands;
  const keys = new Map((await commands.getAll()).map(({ name, shortcut }) => [name, shortcut]));
  for (const place of document.querySelectorAll<HTMLElement>("[data-command]")) {
    const key = keys.get(place.dataset["command"]);
    if (!key) continue;
    // The word for "none" is not to come back when the words of another language are filled in.
    place.removeAttribute("data-word");
    place.textContent = key;
  }
  document.querySelector("#change-keys")?.addEventListener("click", () => {
    if (commands.openShortcutSettings) void commands.openShortcutSettings();
    else void chrome.tabs.create({ url: CHROME_PAGE });
  });
  section.removeAttribute("hidden");
}
