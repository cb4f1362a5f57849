// What every page of ours does first: the way to help and the keys, then its core, once. A page that cannot start the core says
// so by what it already shows.

import { helpPage } from "../background/help";
import { showKeys } from "./keys";

type Init = (options: { module_or_path: string }) => Promise<unknown>;

/** Starts the core in a module of ours, and the page on it. A link to help leads there before, and without, all of that. */
export async function startCore(module: string, init: Init, page: () => Promise<void>): Promise<void> {
  void helpPage().then((help) => document.querySelector("#help")?.setAttribute("href", help));
  void showKeys();
  // The background watches for panics in its own instance; in a page, a reload is the cure.
  globalThis.breakwaterPanicked = () => undefined;
  await init({ module_or_path: chrome.runtime.getURL(`${module}.wasm`) });
  await page();
  // For whoever has to wait until every button does something: the tests.
  document.documentElement.dataset["ready"] = "";
}
