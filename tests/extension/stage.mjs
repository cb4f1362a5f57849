// The stage for the journeys: a browser with the extension in it, test pages on loopback, a few looks and steps.

import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { installed, launch, until } from "../browser/driver.mjs";
import { serve } from "../browser/serve.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Pictures that the tests take, to be looked at; never in git. */
const pictures = `${root}target/pictures`;

/** The browsers to play in; `ONLY=firefox` narrows it. */
export const browsers = process.env.ONLY ? [process.env.ONLY] : installed();

/** Time for a chat to be seen, judged and answered on a busy machine, in milliseconds. */
export const PATIENCE = 60_000;

export class Stage {
  static async set(kind, { folder = `${root}dist/test/${family(kind)}`, ...options } = {}) {
    const stage = new Stage();
    stage.kind = kind;
    stage.site = await serve();
    stage.browser = await launch({ browser: kind, extension: folder, headless: true, ...options });
    mkdirSync(pictures, { recursive: true });
    return stage;
  }

  async strike() {
    await this.browser?.close();
    await this.site?.close();
  }

  /** A kit page with the first `n` messages of a conversation. */
  async chat(kit, conversation, n, more = "") {
    const page = await this.browser.page(this.site.address(`kits/build/${kit}.html?chat=${conversation}&n=${n}${more}`));
    await page.evaluate(() => window.kit.ready);
    // A page behind another tab rests, as it should.
    await page.bringToFront();
    return page;
  }

  /** The panel on a page, once it stands there: its level and its texts. */
  async panel(page, level) {
    try {
      return await until(async () => {
        const [card] = await this.cards(page);
        return card && (!level || card.attributes.class === level) && { level: card.attributes.class, ...card };
      }, `a panel${level ? ` (${level})` : ""}`, PATIENCE);
    } catch (error) {
      throw new Error(`${error.message}; ${JSON.stringify(await this.state(page))}`, { cause: error });
    }
  }

  /** What the page shows and what the extension made of it, for the message of a test that fails. */
  async state(page) {
    const shown = await page.evaluate(() => ({ visible: document.visibilityState, focus: document.hasFocus(), said: window.kit?.truth.length }));
    const cards = await this.cards(page).then((all) => all.map(({ attributes, text }) => [attributes.class, text]));
    const kept = await this.browser.worker(() => chrome.storage.session.get(null).then((all) => JSON.stringify(all)));
    return { shown, cards, kept };
  }

  /** The cards of ours on a page. */
  cards(page) {
    return this.parts(page, "section");
  }

  /** Parts of our cards on a page. A panel that is redrawn while it is read is read again. */
  async parts(page, selector) {
    for (let tries = 0; ; tries += 1) {
      try {
        return await page.shadow(selector);
      } catch (error) {
        if (tries > 5) throw error;
      }
    }
  }

  /**
   * Presses a button of ours, again where the panel says that the click did not count: one that has just come, or moved,
   * takes none for half a second. Resolves with what `done` gives once it gives something.
   */
  async press(page, selector, done) {
    const refused = async () => (await this.parts(page, ".unsure")).length > 0 && "refused";
    for (let tries = 0; tries < 20; tries += 1) {
      await page.bringToFront();
      await page.clickInShadow(selector);
      const came = await until(async () => (await refused()) || (await done()), `what pressing ${selector} does`, PATIENCE);
      if (came !== "refused") return came;
      await new Promise((settled) => setTimeout(settled, 600));
    }
    throw new Error(`no press of ${selector} counts`);
  }

  /** Waits until no panel stands on a page. */
  gone(page) {
    return until(async () => (await this.cards(page)).length === 0, "the panel to go", PATIENCE);
  }

  /** What our script on a page says of how it stands there, as it tells the popup. */
  async standing(page) {
    const url = await page.url();
    return this.browser.worker(async (wanted) => {
      const tab = (await chrome.tabs.query({})).find((one) => one.url === wanted);
      return chrome.tabs.sendMessage(tab.id, "stand", { frameId: 0 });
    }, url);
  }

  /** A help page that was opened, with its text once it is there. */
  async help() {
    const page = await this.browser.waitForPage((url) => url.includes("/notes/"), PATIENCE);
    const text = await until(() => page.evaluate(() => document.body?.textContent.trim()).catch(() => ""), "the help page", PATIENCE);
    return { page, text };
  }

  /**
   * Waits for what can only be asked from another tab. Whoever asks takes the page from the front, and a page behind
   * another tab rests, as it should: it is asked ever more rarely, so that on a busy machine, too, it gets its time.
   */
  async fromBehind(page, test, what) {
    for (let rest = 500; rest <= 64_000; rest *= 2) {
      await page.bringToFront();
      await new Promise((seen) => setTimeout(seen, rest));
      const got = await test();
      if (got) return got;
    }
    throw new Error(`${what}: not so; ${JSON.stringify(await this.state(page))}`);
  }

  /** What the popup says of a page, once `test` holds. */
  async popup(page, test = () => true) {
    const popup = await this.browser.openPopupAsPage(page);
    await until(() => popup.evaluate(() => document.querySelector("#headline")?.textContent), "the popup's headline", PATIENCE);
    const says = () => popup.evaluate(() => ({
      headline: document.querySelector("#headline").textContent,
      contact: document.querySelector("#contact").textContent,
      reasons: [...document.querySelectorAll("#reason-list li")].map((item) => item.textContent),
      stages: [...document.querySelectorAll("#timeline li")].map((item) => item.textContent),
      read: document.querySelector("#read").textContent,
      unseen: !document.querySelector("#unseen").hidden,
      help: document.querySelector("#help").getAttribute("href"),
    }));
    if (!test(await says())) {
      await this.fromBehind(page, async () => {
        await popup.bringToFront();
        await popup.reload();
        await until(() => popup.evaluate(() => document.querySelector("#headline")?.textContent), "the popup's headline", PATIENCE);
        return test(await says());
      }, "the popup's word");
      await popup.bringToFront();
    }
    return { page: popup, ...(await says()) };
  }

  /**
   * Saves from the toolbar: the real click on the button, then "Save evidence"; gives the line that was said. Where
   * the browser took the click for another tab's, the line says so, and one more click is what a person would give.
   */
  async save(page) {
    const line = await this.saveOnce(page);
    return /one click/.test(line) ? this.saveOnce(page) : line;
  }

  async saveOnce(page) {
    await this.browser.clickToolbarAction(page);
    const { page: popup } = await this.popup(page);
    // The popup stands in a tab of its own here, and what is in front is what is taken: it presses its button only
    // once the chat is in front again, and is not asked anything before it must have ended.
    await popup.evaluate(() => void setTimeout(() => document.querySelector("#save").click(), 2000));
    await page.bringToFront();
    await new Promise((saved) => setTimeout(saved, 7000));
    const line = await until(() => popup.evaluate(() => {
      const { textContent } = document.querySelector("#saved");
      return document.querySelector("#save").disabled ? "" : textContent;
    }), "what came of saving", PATIENCE);
    await popup.close();
    return line;
  }

  /** Forgets every contact, so that one test's chat is not another's history. */
  async forget() {
    await this.left();
    await this.memories({ clear: true });
  }

  /** Waits until what is still to be written of tabs that were just closed is written: it would come back. */
  left() {
    return until(() => this.browser.worker(async () => {
      const open = new Set((await chrome.tabs.query({})).map(({ id }) => `tab:${id}`));
      return Object.keys(await chrome.storage.session.get(null)).every((key) => !key.startsWith("tab:") || open.has(key));
    }), "closed tabs to be forgotten", PATIENCE);
  }

  /** Lets time go by, in seconds: all that is kept of contacts was that much longer ago. Only where no chat is open. */
  async age(seconds) {
    await this.left();
    await this.memories({ older: seconds });
  }

  /** What is kept of every contact, after it was made older or cleared. */
  memories({ older = 0, clear = false } = {}) {
    return this.browser.worker(({ older, clear }) => new Promise((done, failed) => {
      const opening = indexedDB.open("breakwater");
      // Not there yet: leave the making of it to the extension.
      opening.onupgradeneeded = () => opening.transaction.abort();
      opening.onerror = () => (opening.error.name === "AbortError" ? done([]) : failed(opening.error));
      opening.onsuccess = () => {
        const database = opening.result;
        const step = database.transaction("contacts", "readwrite");
        const shelf = step.objectStore("contacts");
        const [names, memories] = [shelf.getAllKeys(), shelf.getAll()];
        memories.onsuccess = () => {
          if (clear) shelf.clear();
          if (!older || clear) return;
          const TIMES = ["firstSeen", "lastSeen", "since", "noticeAt", "at"];
          // 0 is no time.
          const shift = (key, value) => (TIMES.includes(key) && value > 0 ? value - older : value);
          memories.result.forEach((memory, at) => shelf.put(JSON.parse(JSON.stringify(memory), shift), names.result[at]));
        };
        step.oncomplete = () => (database.close(), done(clear ? [] : JSON.parse(JSON.stringify(memories.result))));
        step.onerror = () => failed(step.error);
      };
    }), { older, clear });
  }

  /** Every file of the locker, as it rests in the database. */
  async resting() {
    const files = await this.browser.worker(() => new Promise((done, failed) => {
      const opening = indexedDB.open("breakwater");
      // Not there yet: leave the making of it to the extension.
      opening.onupgradeneeded = () => opening.transaction.abort();
      opening.onerror = () => (opening.error.name === "AbortError" ? done([]) : failed(opening.error));
      opening.onsuccess = () => {
        const shelf = opening.result.transaction("locker").objectStore("locker");
        const names = shelf.getAllKeys();
        const values = shelf.getAll();
        shelf.transaction.oncomplete = () => {
          opening.result.close();
          done(names.result.map((name, place) => [name, [...values.result[place]]]));
        };
      };
    }));
    return new Map(files.map(([name, bytes]) => [name, Buffer.from(bytes)]));
  }

  /** The locker's page, once it lists something. */
  async lockerPage() {
    const page = await this.browser.page(this.browser.extensionPageUrl("locker.html"));
    await this.listed(page);
    return page;
  }

  listed(page) {
    return until(() => page.evaluate(() => document.querySelector("#checking").hidden && document.querySelectorAll("#records > li").length), "the locker's list", PATIENCE);
  }

  /** What is in the locker, opened: the files of the package that its page hands out, without the folders around them. */
  async locker() {
    const page = await this.lockerPage();
    const files = filesOf(await this.package(page));
    await page.close();
    return files;
  }

  /** The package as the locker page hands it to the browser, caught on its way to the disk; a locked one is "application/octet-stream". */
  async package(locker, kind = "application/zip") {
    const bytes = await locker.evaluate((wanted) => new Promise((done, failed) => {
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => {
        if (blob.type === wanted) {
          URL.createObjectURL = make;
          blob.arrayBuffer().then((buffer) => done([...new Uint8Array(buffer)]), failed);
        }
        return make(blob);
      };
      document.querySelector("#export").click();
    }), kind);
    return Buffer.from(bytes);
  }

  async picture(page, name) {
    // A panel that has just come is still fading in.
    await new Promise((settled) => setTimeout(settled, 250));
    await page.screenshot(`${pictures}/${this.kind}-${name}.png`);
  }
}

function family(kind) {
  return kind === "firefox" ? "firefox" : "chrome";
}

/** The files of a package, without the folders around them. */
export function filesOf(zip) {
  const files = new Map();
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50;) {
    const [size, name, more] = [zip.readUInt32LE(at + 22), zip.readUInt16LE(at + 26), zip.readUInt16LE(at + 28)];
    const start = at + 30 + name + more;
    files.set(zip.toString("utf8", at + 30, at + 30 + name).replace(/^[^/]*\/(data\/)?/, ""), zip.subarray(start, start + size));
    at = start + size;
  }
  return files;
}

/** Runs the command line on some lines. */
export function breakwater(command, input) {
  return execFileSync(`${root}dist/breakwater`, command, { input, encoding: "utf8" });
}

export { until };
