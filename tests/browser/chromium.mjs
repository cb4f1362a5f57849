// Drives Chromium over the debugging protocol (a pipe, so that extensions can be loaded and their button pressed).

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import puppeteer from "puppeteer-core";
import { find } from "./find.mjs";

// Nothing answers on this port of our own machine, and loopback pages do not go through a proxy.
const nowhere = "--proxy-server=127.0.0.1:9";

const quiet = [
  "--no-sandbox", // root in a container has none
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-sync",
  "--disable-quic",
  "--disable-features=MediaRouter,OptimizationHints,Translate",
  "--enable-unsafe-extension-debugging",
];

export async function launch({ extension, viewport, headless, args, language = "en-US" }) {
  const folder = await mkdtemp(join(tmpdir(), "breakwater-chromium-"));
  const log = join(folder, "net.json");
  const puppet = await puppeteer.launch({
    executablePath: find("chromium"),
    pipe: true,
    headless,
    userDataDir: join(folder, "profile"),
    enableExtensions: true,
    defaultViewport: viewport,
    args: [...quiet, nowhere, `--log-net-log=${log}`, `--lang=${language}`, `--window-size=${viewport.width},${viewport.height + 140}`, ...args],
  });
  const id = extension ? await puppet.installExtension(resolve(extension)) : undefined;
  return new Chromium(puppet, id, folder, log, extension && resolve(extension));
}

class Chromium {
  kind = "chromium";
  #puppet; #id; #folder; #log; #extensionFolder; #session;

  constructor(puppet, id, folder, log, extensionFolder) {
    this.#puppet = puppet;
    this.#id = id;
    this.#folder = folder;
    this.#log = log;
    this.#extensionFolder = extensionFolder;
  }

  async page(url) {
    const page = await this.#puppet.newPage();
    page.setDefaultTimeout(120_000); // the machine may be busy, and some pages are made to be slow
    await page.goto(url, { waitUntil: "load" });
    return new Page(page);
  }

  async pages() {
    return (await this.#puppet.pages()).map((page) => new Page(page));
  }

  async waitForPage(test, ms = 5000) {
    const target = await this.#puppet.waitForTarget((one) => ["page", "other"].includes(one.type()) && test(one.url()), { timeout: ms });
    return new Page(await target.asPage());
  }

  async #extension() {
    const extension = (await this.#puppet.extensions()).get(this.#id);
    if (!extension) throw new Error("no extension was loaded");
    return extension;
  }

  async clickToolbarAction(page) {
    await page.bringToFront();
    await (await this.#extension()).triggerAction(page.puppet);
  }

  extensionPageUrl(path) {
    return `chrome-extension://${this.#id}/${path.replace(/^\//, "")}`;
  }

  /** The manifest's popup in a tab of its own. */
  async openPopupAsPage(page) {
    const { popup, tab } = await this.worker(async (url) => {
      const [found] = url ? await chrome.tabs.query({ url }) : [];
      return { popup: chrome.runtime.getManifest().action.default_popup, tab: found?.id };
    }, page && page.url());
    return this.page(this.extensionPageUrl(tab === undefined ? popup : `${popup}?tab=${tab}`));
  }

  async worker(fn, ...args) {
    const page = await this.page(this.extensionPageUrl("manifest.json"));
    try {
      return await page.evaluate(fn, ...args);
    } finally {
      await page.close();
    }
  }

  /** One question to the browser itself. */
  async #ask(method, parameters) {
    this.#session ??= await this.#puppet.target().createCDPSession();
    return this.#session.send(method, parameters);
  }

  async #worker() {
    const { targetInfos } = await this.#ask("Target.getTargets");
    return targetInfos.find(({ type, url }) => type === "service_worker" && url.startsWith(this.extensionPageUrl("")));
  }

  /** Loads it again, with that right. */
  async allowPrivate() {
    await this.#ask("Extensions.loadUnpacked", { path: this.#extensionFolder, enableInIncognito: true });
  }

  async workerIsRunning() {
    return Boolean(await this.#worker());
  }

  async killWorker() {
    const worker = await this.#worker();
    if (!worker) return;
    // A worker that is just starting does not hear the request: it is asked again until it has ended.
    for (let tries = 0; (await this.#worker())?.targetId === worker.targetId; tries += 1) {
      if (tries > 3000) throw new Error("the worker does not end");
      if (tries % 50 === 0) await this.#ask("Target.closeTarget", { targetId: worker.targetId }).catch(() => undefined);
      await new Promise((next) => setTimeout(next, 10));
    }
  }

  /**
   * Fires the command's event in the background. The protocol gives no way to press keys that the browser itself
   * hears, so the key is not proven here and activeTab is not granted: Firefox does both.
   */
  pressCommand(name, page) {
    return this.#fire(fireCommand, name, page);
  }

  /** Fires the menu's event in the background, once the browser has said that it knows the item. */
  chooseFromMenu(id, page) {
    return this.#fire(fireMenu, id, page);
  }

  inBackground(fn) {
    return this.#inWorker(`(${fn})(self)`);
  }

  async badge() {
    return this.#inWorker(`(${readBadge})()`);
  }

  async #fire(event, name, page) {
    await page.bringToFront();
    await this.#inWorker(`(${event})(${JSON.stringify(name)})`);
  }

  /** Runs an expression in the background, and gives what comes of it. */
  async #inWorker(expression) {
    for (const end = Date.now() + 30_000; ; await new Promise((next) => setTimeout(next, 20))) {
      const { sessionId, session } = await this.#attach();
      // One that is ending may never answer.
      const run = (what) => session.send("Runtime.evaluate", { expression: what, awaitPromise: true, returnByValue: true }, { timeout: 15_000 });
      try {
        // A worker that is just starting answers before it has been given `chrome`: it is asked again.
        const { result } = await run("typeof chrome === 'object' && Boolean(chrome.runtime?.id)");
        if (result.value) {
          const { exceptionDetails, result: given } = await run(expression);
          if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
          return given.value;
        }
      } catch (error) {
        // A worker that is just ending may be found and gone before it is asked: then a new one is.
        if (!/Target closed|Session closed|No session|session with given id|timed out/i.test(error.message)) throw error;
      } finally {
        await this.#ask("Target.detachFromTarget", { sessionId }).catch(() => undefined); // gone with its worker
      }
      if (Date.now() > end) throw new Error("the worker does not get ready to be asked");
    }
  }

  /** A session of our own with the background, which ends at once: a worker with a debugger attached would never be idle. */
  async #attach() {
    for (let tries = 0; ; tries += 1) {
      // A message that no one knows starts a worker that has ended.
      if (!(await this.#worker())) await this.worker(() => chrome.runtime.sendMessage({}).catch(() => undefined));
      const worker = await this.#worker();
      const attached = worker && (await this.#ask("Target.attachToTarget", { targetId: worker.targetId, flatten: true }).catch(() => undefined));
      const session = attached && this.#session.connection().session(attached.sessionId);
      if (session) return { sessionId: attached.sessionId, session };
      if (tries > 100) throw new Error("no worker to be had");
    }
  }

  /** From the browser's own network log, which knows of requests that no debugger was attached for. */
  async networkRequests() {
    const text = await readFile(this.#log, "utf8");
    const requests = [];
    for (const line of text.split("\n")) {
      if (!line.includes('"url":"')) continue;
      const { params } = readEvent(line) ?? {};
      if (!params?.url || !("initiator" in params)) continue;
      const { initiator, url } = params;
      if (initiator === "not an origin") continue; // the browser's own errands
      const ours = initiator.startsWith("chrome-extension:");
      const local = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(url);
      const harmless = /^(data|blob|chrome-extension|chrome|devtools|about):/.test(url);
      if (harmless || (local && !ours)) continue;
      requests.push({ url, by: ours ? "extension" : initiator });
    }
    return requests;
  }

  async close() {
    const child = this.#puppet.process();
    // Rarely a browser on a busy machine does not end by itself, and a test run would wait for it without end.
    let late;
    await Promise.race([this.#puppet.close().catch(() => undefined), new Promise((waited) => { late = setTimeout(waited, 20_000); })]);
    clearTimeout(late);
    child?.kill("SIGKILL");
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs in the background. */
async function fireCommand(command) {
  if (!(await chrome.commands.getAll()).some((one) => one.name === command)) throw new Error(`no command "${command}"`);
  // A worker that is just starting has not registered its listeners yet; the browser itself would wait for that.
  while (!chrome.commands.onCommand.hasListeners()) await new Promise((next) => setTimeout(next, 10));
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  chrome.commands.onCommand.dispatch(command, tab);
}

/** Runs in the background. An item that is not there can't be updated. */
async function fireMenu(menuItemId) {
  await chrome.contextMenus.update(menuItemId, {});
  while (!chrome.contextMenus.onClicked.hasListeners()) await new Promise((next) => setTimeout(next, 10));
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  chrome.contextMenus.onClicked.dispatch({ menuItemId, pageUrl: tab?.url, editable: false }, tab);
}

/** Runs in the background. */
async function readBadge() {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  return chrome.action.getBadgeText({ tabId: tab.id });
}

/** One event of the log. The last line may still be half written. */
function readEvent(line) {
  try {
    return JSON.parse(line.replace(/,\s*$/, ""));
  } catch {
    return undefined;
  }
}

// Runs inside the page on an element of the closed root.
function describe() {
  const { x, y, width, height } = this.getBoundingClientRect();
  return {
    tag: this.localName,
    text: this.innerText ?? this.textContent,
    attributes: Object.fromEntries([...this.attributes].map(({ name, value }) => [name, value])),
    box: { x, y, width, height },
    html: this.outerHTML,
    focused: this.getRootNode().activeElement === this,
  };
}

class Page {
  #session;

  constructor(puppet) {
    this.puppet = puppet;
  }

  url() { return this.puppet.url(); }
  async goto(url) { await this.puppet.goto(url, { waitUntil: "load" }); }
  async reload() { await this.puppet.reload({ waitUntil: "load" }); }
  evaluate(fn, ...args) { return this.puppet.evaluate(fn, ...args); }
  async addScript(path) { await this.puppet.evaluate(await readFile(path, "utf8")); }
  async screenshot(path) { return Buffer.from(await this.puppet.screenshot({ path })); }
  async setViewport(viewport) { await this.puppet.setViewport(viewport); }
  async bringToFront() { await this.puppet.bringToFront(); }
  async press(key) { await this.puppet.keyboard.press(key); }
  async click(selector) { await this.puppet.click(selector); }
  async clickAt(x, y) { await this.puppet.mouse.click(x, y); }
  async type(selector, text) { await this.puppet.type(selector, text); }
  async close() { await this.puppet.close(); }
  async colourScheme(value) { await this.puppet.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]); }
  async reducedMotion(on) { await this.puppet.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: on ? "reduce" : "no-preference" }]); }

  /** Node ids inside the closed roots that hang directly below <html>. */
  async #inside(selector) {
    this.#session ??= await this.puppet.createCDPSession();
    const { root } = await this.#session.send("DOM.getDocument", { depth: 2, pierce: true });
    const html = root.children?.find(({ localName }) => localName === "html");
    const roots = (html?.children ?? []).flatMap(({ shadowRoots = [] }) => shadowRoots).filter(({ shadowRootType }) => shadowRootType === "closed");
    const found = await Promise.all(roots.map(({ nodeId }) => this.#session.send("DOM.querySelectorAll", { nodeId, selector })));
    return found.flatMap(({ nodeIds }) => nodeIds);
  }

  async shadow(selector) {
    const ids = await this.#inside(selector);
    return Promise.all(ids.map(async (nodeId) => {
      const { object } = await this.#session.send("DOM.resolveNode", { nodeId });
      const { result } = await this.#session.send("Runtime.callFunctionOn", { objectId: object.objectId, functionDeclaration: describe.toString(), returnByValue: true });
      return result.value;
    }));
  }

  async clickInShadow(selector) {
    const [first] = await this.shadow(selector);
    if (!first) throw new Error(`nothing in a closed root matches ${selector}`);
    const { x, y, width, height } = first.box;
    if (width === 0 || height === 0) throw new Error(`${selector} has no size on the screen`);
    await this.puppet.mouse.click(x + width / 2, y + height / 2);
  }
}
