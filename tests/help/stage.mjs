// The stage for the help page: a browser with the extension in it, and ways to break parts of the extension first.

import { cp, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Stage, browsers, until } from "../extension/stage.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What `./build.sh --test-hosts` leaves. */
const built = process.env.BREAKWATER_DIST ?? `${root}dist`;

/** The help page that has the most on it. */
export const GB = "notes/en/gb.html";

/** The folder of the extension for a browser, as built for tests. */
export function folder(kind) {
  return `${built}/test/${kind === "firefox" ? "firefox" : "chrome"}`;
}

/**
 * A copy of the extension with something broken in it.
 * @param {(folder: string) => Promise<void>} alter what to break
 */
export async function broken(kind, name, alter) {
  const copy = `${root}target/help/${kind}-${name}`;
  await rm(copy, { recursive: true, force: true });
  await cp(folder(kind), copy, { recursive: true });
  await alter(copy);
  return copy;
}

/** A stage with the extension as built, or with the one in `path`. */
export function set(kind, path = folder(kind), options = {}) {
  return Stage.set(kind, { folder: path, ...options });
}

/** A help page in a tab of its own. */
export async function help(stage, path = GB) {
  const page = await stage.browser.page(stage.browser.extensionPageUrl(path));
  await until(() => page.evaluate(() => document.readyState === "complete"), "the help page to be there");
  return page;
}

/** Waits as long as a person would look at a page that should not change. */
export function pause(ms = 400) {
  return new Promise((next) => setTimeout(next, ms));
}

export { browsers, until };
