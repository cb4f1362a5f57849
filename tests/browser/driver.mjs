// One way to drive both browsers with the extension in them.
//
//   const browser = await launch({ browser: "chromium", extension: "dist/test/chrome" });
//   const page = await browser.page(site.address("kits/build/chatscope.html"));
//   await browser.clickToolbarAction(page);
//   await page.shadow("button");            // what the extension drew, inside its closed root
//   await browser.close();
//
// `Browser` (the two files beside this one implement it, with the same names):
//   kind                      "chromium" | "firefox"
//   page(url)                 opens a tab and waits for its load event → Page
//   clickToolbarAction(page)  the real toolbar button: opens the popup and grants activeTab for that tab
//   pressCommand(name, page)  a keyboard command of the manifest, as the browser itself runs it
//   chooseFromMenu(id, page)  the extension's item in the menu of the right mouse button
//   badge()                   the text on the toolbar button for the tab in front, which stays in front
//   openPopupAsPage(page?)    the popup's document in a tab of its own, with `?tab=<id of page>` when a page is given → Page
//   extensionPageUrl(path)    the address of a page of the extension
//   pages()                   every open tab → Page[] (what an extension opened is found here). Ask them one after the other:
//                             Firefox's driver has one tab in hand, and two questions at once are both answered by the last
//   waitForPage(test, ms)     the first open tab whose address passes → Page
//   killWorker()              ends the background at once, as the browser does when it is idle
//   allowPrivate()            lets the extension into private windows, as a person does on the page about it; it starts anew
//   workerIsRunning()         whether the background is alive
//   inBackground(fn)          runs a function in the background, which is given the background's own global object
//   worker(fn, ...args)       runs a function in an extension page (never in the worker: that would keep it alive)
//   networkRequests()         [{url, by}] that left neither for the extension's own package nor for loopback,
//                             and whatever the extension asked of loopback; all of it was refused
//   close()
//
// `Page`:
//   url(), goto(url), reload(), evaluate(fn, ...args), addScript(path), screenshot(path?) → Buffer (PNG)
//   setViewport({width, height}), bringToFront(), close()
//   shadow(selector)          elements inside closed roots of direct children of <html>: [{tag, text, html, attributes, box, focused}]
//   clickInShadow(selector)   a trusted click on the first of them
//   press(key)                a trusted key press, for instance "Escape", "Tab", "Enter"
//   type(selector, text)      trusted typing into an element of the page
//   click(selector)           a trusted click on an element of the page
//   clickAt(x, y)             a trusted click at a place in the window, whatever is there
//   colourScheme(scheme), reducedMotion(on)   Chromium only; Firefox throws

import * as chromium from "./chromium.mjs";
import { headless as noDisplay, locate } from "./find.mjs";
import * as firefox from "./firefox.mjs";

const drivers = { chromium, firefox };

/**
 * Starts a browser with its own empty profile, nothing but loopback reachable.
 * @param {{browser: "chromium"|"firefox", extension?: string, viewport?: {width: number, height: number},
 *   args?: string[], headless?: boolean, language?: string}} options
 *   `extension`: a folder to load; `headless` is the default when there is no display
 */
export function launch({ browser, viewport = { width: 1200, height: 800 }, headless = noDisplay, args = [], ...rest }) {
  const driver = drivers[browser];
  if (!driver) throw new Error(`no driver for "${browser}": chromium or firefox`);
  return driver.launch({ viewport, headless, args, ...rest });
}

/** The browsers that can be driven on this machine. */
export function installed() {
  return [
    ...(locate("chromium") ? ["chromium"] : []),
    ...(locate("firefox") && locate("geckodriver") ? ["firefox"] : []),
  ];
}

/** What browsers say when a page goes while it is being asked. */
const GOING = /context was destroyed|Cannot find context|Document was unloaded/i;

/**
 * Waits until `test` gives something true, and returns it; a page that is just going is asked again. Throws with `what`
 * after `ms`.
 */
export async function until(test, what, ms = 5000) {
  const end = Date.now() + ms;
  for (;;) {
    const got = await Promise.resolve(test()).catch((error) => {
      if (!GOING.test(error.message)) throw error;
    });
    if (got) return got;
    if (Date.now() > end) throw new Error(`${what}: not within ${ms} ms`);
    await new Promise((next) => setTimeout(next, 25));
  }
}
