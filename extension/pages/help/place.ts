// Another country in one choice, from the list on the first screen or the links at the end of the page. The choice is
// the setting `country`, kept on this device; where nothing can be kept it holds for this visit, and the guess comes back.

import { FOLDER, KEPT_PAGE } from "../../background/help";

/** Where the settings lie; `country` among them is a person's own choice (crate/extension/src/settings.rs). */
const SETTINGS = "settings";
/** What the background is told: what it derived from the settings is out of date. */
const CHANGED = "settings-changed";
/** Longest that the way to the chosen page waits for storage, in milliseconds. */
const PATIENCE = 300;

/** Makes choosing a country lead to its page and be remembered, and makes that forgettable. */
export function choosePlace(page: Document): void {
  const list = page.querySelector<HTMLSelectElement>("#place");
  const show = page.querySelector<HTMLElement>("#place-show");
  if (list && show) {
    listen(list, show);
  }
  page.querySelector("ul.places")?.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link && event instanceof MouseEvent && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      void go(link.href);
    }
  });
  offerToForget(page);
}

/**
 * A finger or a mouse has chosen when the list changes. Arrow keys and letters change a closed list at every press: there
 * a button appears, so that nobody is taken to a country on the way to theirs.
 */
function listen(list: HTMLSelectElement, show: HTMLElement): void {
  let typed = false;
  list.addEventListener("pointerdown", () => { typed = false; });
  list.addEventListener("keydown", ({ key, altKey }) => {
    // These open the list, and what is then taken from it is meant.
    typed = !(altKey || key === " " || key === "Enter" || key === "F4");
  });
  list.addEventListener("change", () => {
    if (typed) {
      show.hidden = false;
    } else {
      void go(list.value);
    }
  });
  show.addEventListener("click", () => void go(list.value));
}

async function go(page: string): Promise<void> {
  const { href, pathname } = new URL(page, location.href);
  await Promise.race([remember(pathname.slice(1)), new Promise((next) => setTimeout(next, PATIENCE))]);
  location.replace(href);
}

/** Keeps the choice of the page at this path. */
async function remember(path: string): Promise<void> {
  const code = /(\w+)\.html$/.exec(path)?.[1];
  // A private window's choice is not kept: Mozilla forbids it, and nobody expects it.
  if (!code || !path.startsWith(FOLDER) || chrome.extension.inIncognitoContext) {
    return;
  }
  try {
    await chrome.storage.local.set({ [SETTINGS]: { ...(await settings()), country: code }, [KEPT_PAGE]: path });
    tellBackground();
  } catch {
    // Storage is broken: the page opens all the same.
  }
}

function offerToForget(page: Document): void {
  const kept = page.querySelector<HTMLElement>("#place-kept");
  const forgot = page.querySelector<HTMLElement>("#place-forgot");
  if (!kept || !forgot) {
    return;
  }
  settings().then(({ country }) => { kept.hidden = !country; }, () => undefined);
  kept.querySelector("button")?.addEventListener("click", () => {
    void forget().then(() => {
      kept.hidden = true;
      forgot.textContent = forgot.dataset["done"] ?? "";
    }, () => undefined);
  });
}

async function forget(): Promise<void> {
  await chrome.storage.local.set({ [SETTINGS]: { ...(await settings()), country: null } });
  await chrome.storage.local.remove(KEPT_PAGE);
  tellBackground();
}

/** A background that is down works the page out when it starts again. */
function tellBackground(): void {
  chrome.runtime.sendMessage(CHANGED).catch(() => undefined);
}

async function settings(): Promise<Record<string, unknown>> {
  const { [SETTINGS]: kept } = await chrome.storage.local.get(SETTINGS);
  return typeof kept === "object" && kept !== null ? { ...kept } : {};
}
