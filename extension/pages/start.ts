// What every page of ours does first: the core, once. A page that cannot start it says so by what it already shows.

import init from "@pages";

export async function startCore(page: () => Promise<void>): Promise<void> {
  // The background watches for panics in its own instance; in a page, a reload is the cure.
  globalThis.breakwaterPanicked = () => undefined;
  await init({ module_or_path: chrome.runtime.getURL("pages.wasm") });
  await page();
}
