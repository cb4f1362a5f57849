// What every page of ours does first: its core, once. A page that cannot start it says so by what it already shows.

type Init = (options: { module_or_path: string }) => Promise<unknown>;

/** Starts the core in a module of ours, and the page on it. */
export async function startCore(module: string, init: Init, page: () => Promise<void>): Promise<void> {
  // The background watches for panics in its own instance; in a page, a reload is the cure.
  globalThis.breakwaterPanicked = () => undefined;
  await init({ module_or_path: chrome.runtime.getURL(`${module}.wasm`) });
  await page();
}
