// Where the browsers are. A path in the environment wins; then the folders of PATH; then where cargo puts tools.

import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const tools = {
  chromium: { variable: "BREAKWATER_CHROMIUM", names: ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"], get: "apt-get install chromium" },
  firefox: { variable: "BREAKWATER_FIREFOX", names: ["firefox-esr", "firefox"], get: "apt-get install firefox-esr" },
  geckodriver: { variable: "BREAKWATER_GECKODRIVER", names: ["geckodriver"], get: "cargo install geckodriver" },
};

function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The path of `chromium`, `firefox` or `geckodriver`, or undefined when it is not installed.
 * @param {keyof typeof tools} tool
 */
export function locate(tool) {
  const { variable, names } = tools[tool];
  if (process.env[variable]) return process.env[variable];
  const folders = [...(process.env.PATH ?? "").split(delimiter), join(homedir(), ".cargo/bin")];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(runnable);
}

/** The same, or an error that says how to get it. */
export function find(tool) {
  const path = locate(tool);
  if (!path) throw new Error(`${tool} is not installed: ${tools[tool].get}, or set ${tools[tool].variable}`);
  return path;
}

/** Without a display there is nothing to show. */
export const headless = !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
