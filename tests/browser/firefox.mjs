// Drives Firefox over geckodriver. What a web page may not do (the toolbar button, the background's end, looking at
// the network) runs in the browser's own window, which geckodriver's `--allow-system-access` opens to us.

import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Builder, By, Key } from "selenium-webdriver";
import firefox from "selenium-webdriver/firefox.js";
import { find } from "./find.mjs";

// Firefox's own errands stay at home; nothing answers on port 9 of our own machine.
const preferences = {
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
  "app.normandy.enabled": false,
  "browser.newtabpage.enabled": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "media.autoplay.default": 0,
  "privacy.reduceTimerPrecision": false,
  "toolkit.telemetry.enabled": false,
};

export async function launch({ extension, viewport, headless, args, language = "en-US" }) {
  const options = new firefox.Options().setBinary(find("firefox")).addArguments(...args);
  if (headless) options.addArguments("-headless");
  for (const [name, value] of Object.entries({ ...preferences, "intl.accept_languages": language })) options.setPreference(name, value);
  const service = new firefox.ServiceBuilder(find("geckodriver")).addArguments("--allow-system-access");
  const driver = await new Builder().forBrowser("firefox").setFirefoxOptions(options).setFirefoxService(service).build();
  const browser = new Firefox(driver, viewport);
  try {
    await browser.start(extension && resolve(extension));
  } catch (error) {
    await browser.close();
    throw error;
  }
  return browser;
}

class Firefox {
  kind = "firefox";
  #driver; #viewport; #id; #uuid;

  constructor(driver, viewport) {
    this.#driver = driver;
    this.#viewport = viewport;
  }

  async start(extension) {
    await this.#driver.manage().setTimeouts({ script: 60_000 });
    await this.chrome(watchNetwork);
    // Before the extension is there: one that opens a tab takes this one from the front, and what is behind keeps its size.
    await new Page(this, this.#driver, await this.#driver.getWindowHandle()).setViewport(this.#viewport);
    if (extension) {
      this.#id = await this.#driver.installAddon(extension, true);
      this.#uuid = await this.chrome((id) => WebExtensionPolicy.getByID(id).mozExtensionHostname, this.#id);
    }
  }

  /** Runs a function in the browser's own window. */
  async chrome(fn, ...args) {
    await this.#driver.setContext(firefox.Context.CHROME);
    try {
      return await this.#driver.executeScript(`return (${fn}).apply(null, arguments)`, ...args);
    } finally {
      await this.#driver.setContext(firefox.Context.CONTENT);
    }
  }

  async page(url) {
    await this.#driver.switchTo().newWindow("tab");
    const page = new Page(this, this.#driver, await this.#driver.getWindowHandle());
    await page.goto(url);
    return page;
  }

  async pages() {
    return (await this.#driver.getAllWindowHandles()).map((handle) => new Page(this, this.#driver, handle));
  }

  async waitForPage(test, ms = 5000) {
    const end = Date.now() + ms;
    while (Date.now() < end) {
      for (const page of await this.pages()) if (test(await page.url())) return page;
      await new Promise((next) => setTimeout(next, 50));
    }
    throw new Error(`no such page opened within ${ms} ms`);
  }

  async clickToolbarAction(page) {
    await page.bringToFront();
    await this.chrome(async (id) => {
      const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
      await ExtensionParent.apiManager.global.browserActionFor(WebExtensionPolicy.getByID(id).extension).triggerAction(window);
    }, this.#id);
  }

  badge() {
    return this.chrome((id) => {
      const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
      const { action } = ExtensionParent.apiManager.global.browserActionFor(WebExtensionPolicy.getByID(id).extension);
      return action.getContextData(gBrowser.selectedTab).badgeText ?? "";
    }, this.#id);
  }

  extensionPageUrl(path) {
    return `moz-extension://${this.#uuid}/${path.replace(/^\//, "")}`;
  }

  async openPopupAsPage(page) {
    const { popup, tab } = await this.worker(async (url) => {
      const [found] = url ? (await browser.tabs.query({})).filter((one) => one.url === url) : [];
      return { popup: browser.runtime.getManifest().action.default_popup, tab: found?.id };
    }, page && (await page.url()));
    const path = popup.replace(/^moz-extension:\/\/[^/]+\//, "");
    return this.page(this.extensionPageUrl(tab === undefined ? path : `${path}?tab=${tab}`));
  }

  async worker(fn, ...args) {
    const page = await this.page(this.extensionPageUrl("manifest.json"));
    try {
      return await page.evaluate(fn, ...args);
    } finally {
      await page.close();
    }
  }

  /** From a page that stays open: what it leaves in the background would be dead with it. */
  async inBackground(fn) {
    const page = await this.page(this.extensionPageUrl("manifest.json"));
    return page.evaluate(`browser.runtime.getBackgroundPage().then(${fn})`);
  }

  async allowPrivate() {
    await this.chrome(async (id) => {
      const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
      const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
      const { extension } = WebExtensionPolicy.getByID(id);
      await ExtensionPermissions.add(id, { permissions: ["internal:privateBrowsingAllowed"], origins: [] }, extension);
      await (await AddonManager.getAddonByID(id)).reload();
    }, this.#id);
  }

  workerIsRunning() {
    return this.chrome((id) => WebExtensionPolicy.getByID(id).extension.backgroundState === "running", this.#id);
  }

  killWorker() {
    return this.chrome((id) => WebExtensionPolicy.getByID(id).extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true }), this.#id);
  }

  async pressCommand(name, page) {
    await page.bringToFront();
    const shortcut = await this.chrome((id, command) => {
      const extension = WebExtensionPolicy.getByID(id).extension;
      return extension.shortcuts.allCommands().then((all) => all.find((one) => one.name === command)?.shortcut);
    }, this.#id, name);
    if (!shortcut) throw new Error(`no shortcut for the command "${name}"`);
    const held = { Alt: Key.ALT, Shift: Key.SHIFT, Ctrl: Key.CONTROL, MacCtrl: Key.CONTROL, Command: Key.META };
    const keys = shortcut.split("+");
    const last = keys.pop().toLowerCase();
    await this.#driver.setContext(firefox.Context.CHROME);
    try {
      const actions = this.#driver.actions();
      for (const key of keys) actions.keyDown(held[key]);
      actions.keyDown(last).keyUp(last);
      for (const key of keys.reverse()) actions.keyUp(held[key]);
      await actions.perform();
    } finally {
      await this.#driver.setContext(firefox.Context.CONTENT);
    }
  }

  /** The menu of the right mouse button over the page, and our item in it. */
  async chooseFromMenu(id, page) {
    await page.bringToFront();
    const body = await this.#driver.findElement({ css: "body" });
    await this.#driver.actions().contextClick(body).perform();
    const chosen = await this.chrome(async (addon, item) => {
      const menu = document.getElementById("contentAreaContextMenu");
      for (let tries = 0; menu.state !== "open" && tries < 200; tries += 1) await new Promise((next) => setTimeout(next, 25));
      const widget = addon.replace(/[^a-z0-9_-]/gi, "_");
      const entry = document.getElementById(`${widget}-menuitem-_${item}`);
      if (!entry) {
        menu.hidePopup();
        return false;
      }
      // More items than one stand in a menu of their own under the extension's name.
      const folder = entry.parentNode;
      if (folder !== menu) folder.parentNode.openMenu(true);
      for (let tries = 0; folder.state !== "open" && tries < 200; tries += 1) await new Promise((next) => setTimeout(next, 25));
      folder.activateItem(entry);
      return true;
    }, this.#id, id);
    if (!chosen) throw new Error(`no item "${id}" in the menu`);
  }

  /** As the browser's own observers saw them, told apart by who asked. */
  networkRequests() {
    return this.chrome((id) => window.breakwaterRequests.flatMap(({ url, asker, addon }) => {
      const ours = addon === id || asker.startsWith("moz-extension:");
      const local = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(url);
      if (asker === "system" || (local && !ours)) return [];
      return [{ url, by: ours ? "extension" : asker }];
    }), this.#id ?? "");
  }

  async close() {
    await this.#driver.quit();
  }
}

/** Runs in the browser's window: notes every request over the network, with who asked for it. */
function watchNetwork() {
  window.breakwaterRequests = [];
  const observer = {
    observe(subject) {
      const channel = subject.QueryInterface(Ci.nsIHttpChannel);
      const principal = channel.loadInfo?.triggeringPrincipal;
      const parts = principal?.isExpandedPrincipal ? [...principal.allowList] : [principal];
      window.breakwaterRequests.push({
        url: channel.URI.spec,
        asker: principal?.isSystemPrincipal ? "system" : (parts.map((part) => part?.origin ?? "").find(Boolean) ?? "unknown"),
        addon: parts.map((part) => part?.addonPolicy?.id ?? part?.contentScriptAddonPolicy?.id).find(Boolean) ?? "",
      });
    },
  };
  window.breakwaterObserver = observer;
  Services.obs.addObserver(observer, "http-on-opening-request");
}

// Runs inside the page on an element of the closed root.
function describe(element) {
  const { x, y, width, height } = element.getBoundingClientRect();
  return {
    tag: element.localName,
    text: element.innerText ?? element.textContent,
    attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    box: { x, y, width, height },
    html: element.outerHTML,
    focused: element.getRootNode().activeElement === element,
  };
}

class Page {
  #browser; #driver; #handle;

  constructor(browser, driver, handle) {
    this.#browser = browser;
    this.#driver = driver;
    this.#handle = handle;
  }

  async #here() {
    await this.#driver.switchTo().window(this.#handle);
    return this.#driver;
  }

  async url() { return (await this.#here()).getCurrentUrl(); }
  async goto(url) { await (await this.#here()).get(url); }
  async reload() { await (await this.#here()).navigate().refresh(); }
  async bringToFront() { await this.#here(); }

  async evaluate(fn, ...args) {
    const driver = await this.#here();
    return driver.executeScript(typeof fn === "string" ? `return (${fn})` : `return (${fn}).apply(null, arguments)`, ...args);
  }

  async addScript(path) {
    const text = await readFile(path, "utf8");
    // A script of ours runs in a sandbox over the page, which no policy of the page forbids. What it leaves in the
    // sandbox is handed to the page's own window.
    await (await this.#here()).executeScript((source) => {
      const before = new Set(Object.getOwnPropertyNames(globalThis));
      (0, eval)(source);
      for (const name of Object.getOwnPropertyNames(globalThis)) if (!before.has(name)) window[name] = globalThis[name];
    }, text);
  }

  async screenshot(path) {
    const png = Buffer.from(await (await this.#here()).takeScreenshot(), "base64");
    if (path) await writeFile(path, png);
    return png;
  }

  async setViewport({ width, height }) {
    const driver = await this.#here();
    // The window would not get as narrow as a phone otherwise.
    await this.#browser.chrome(() => { document.documentElement.style.minWidth = "0"; });
    for (let tries = 0; tries < 4; tries += 1) {
      const inner = await driver.executeScript("return [innerWidth, innerHeight]");
      if (inner[0] === width && inner[1] === height) return;
      const outer = await driver.manage().window().getRect();
      await driver.manage().window().setRect({ width: outer.width + width - inner[0], height: outer.height + height - inner[1] });
    }
    const [w, h] = await driver.executeScript("return [innerWidth, innerHeight]");
    if (w !== width || h !== height) throw new Error(`the window is ${w}×${h}, not ${width}×${height}`);
  }

  async press(key) {
    const known = { Escape: Key.ESCAPE, Tab: Key.TAB, Enter: Key.ENTER, Space: Key.SPACE, ArrowDown: Key.ARROW_DOWN, ArrowUp: Key.ARROW_UP };
    await (await this.#here()).actions().sendKeys(known[key] ?? key).perform();
  }

  async click(selector) { await (await this.#here()).findElement(By.css(selector)).click(); }
  async clickAt(x, y) { await (await this.#here()).actions().move({ x: Math.round(x), y: Math.round(y) }).click().perform(); }
  async type(selector, text) { await (await this.#here()).findElement(By.css(selector)).sendKeys(text); }

  async close() {
    const driver = await this.#here();
    await driver.close();
    const [other] = await driver.getAllWindowHandles();
    await driver.switchTo().window(other);
  }

  async colourScheme() { throw new Error("Firefox: start it with the preference layout.css.prefers-color-scheme.content-override"); }
  async reducedMotion() { throw new Error("Firefox: start it with the preference ui.prefersReducedMotion"); }

  async #inside(selector) {
    const driver = await this.#here();
    const hosts = await driver.findElements(By.css("html > :not(head):not(body)"));
    const found = await Promise.all(hosts.map(async (host) => {
      const root = await host.getShadowRoot().catch(() => undefined);
      return root ? root.findElements(By.css(selector)) : [];
    }));
    return found.flat();
  }

  async shadow(selector) {
    const elements = await this.#inside(selector);
    return Promise.all(elements.map((element) => this.#driver.executeScript(`return (${describe})(arguments[0])`, element)));
  }

  async clickInShadow(selector) {
    const [first] = await this.#inside(selector);
    if (!first) throw new Error(`nothing in a closed root matches ${selector}`);
    await first.click();
  }
}
