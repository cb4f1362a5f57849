// Proves every method of the driver in both browsers, with a throwaway extension.
//   node --test tests/browser/self-test/

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { installed, launch, until } from "../driver.mjs";
import { serve } from "../serve.mjs";

const extension = fileURLToPath(new URL("extension", import.meta.url));
const html = '<!doctype html><title>page</title><body><input id="field"><p>words</p>';

/** Asks the extension through its content script. */
const ask = (page, question) => page.evaluate((sent) => new Promise((answered) => {
  addEventListener("message", ({ data }) => data.answer === sent.ask && answered(data.reply));
  postMessage(sent, "*");
}), question);

for (const kind of process.env.ONLY ? [process.env.ONLY] : installed()) {
  describe(`driver: ${kind}`, () => {
    let browser, site, page;

    before(async () => {
      site = await serve({ pages: { "/page": html, "/other": html } });
      browser = await launch({ browser: kind, extension, headless: true });
      page = await browser.page(site.address("page"));
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    test("evaluates with arguments and waits for promises", async () => {
      assert.equal(await page.evaluate(async (a, b) => a + b, 2, 3), 5);
      assert.equal(await page.evaluate(() => document.title), "page");
    });

    test("adds a script that defines a global", async () => {
      await page.goto(site.address("page?csp=strict"));
      await page.addScript(fileURLToPath(new URL("adds-global.js", import.meta.url)));
      assert.equal(await page.evaluate(() => globalThis.addedByScript()), "here");
      await page.goto(site.address("page"));
    });

    test("has the viewport asked for, and changes it", async () => {
      assert.deepEqual(await page.evaluate(() => [innerWidth, innerHeight]), [1200, 800]);
      await page.setViewport({ width: 390, height: 844 });
      assert.deepEqual(await page.evaluate(() => [innerWidth, innerHeight]), [390, 844]);
      await page.setViewport({ width: 1200, height: 800 });
    });

    test("takes a picture", async () => {
      const png = await page.screenshot();
      assert.equal(png.subarray(1, 4).toString(), "PNG");
      assert.equal(png.readUInt32BE(16), 1200);
    });

    test("reads and clicks inside the closed root", async () => {
      const [button] = await until(async () => { const all = await page.shadow("button"); return all.length && all; }, "the button");
      assert.equal(button.text, "pressed 0");
      assert.deepEqual([button.tag, button.box.x, button.box.y], ["button", 40, 40]);
      await page.clickInShadow("button");
      const [pressed] = await page.shadow("button");
      assert.equal(pressed.text, "pressed 1", "one trusted click");
      assert.deepEqual(await page.shadow("table"), []);
    });

    test("types and presses keys", async () => {
      await page.type("#field", "abc");
      assert.equal(await page.evaluate(() => document.querySelector("#field").value), "abc");
      await page.evaluate(() => addEventListener("keydown", ({ key, isTrusted }) => { window.lastKey = [key, isTrusted]; }));
      await page.press("Escape");
      assert.deepEqual(await page.evaluate(() => window.lastKey), ["Escape", true]);
    });

    test("the toolbar button grants activeTab", async () => {
      assert.equal((await ask(page, { ask: "capture" })).ok, false, "no capture before the click");
      await browser.clickToolbarAction(page);
      await until(async () => (await ask(page, { ask: "capture" })).ok, "a capture after the click");
    });

    test("a keyboard command reaches the extension, and grants activeTab", async () => {
      const other = await browser.page(site.address("other"));
      await browser.pressCommand("ring", other);
      const { rung, captured, why } = await until(() => ask(other, { ask: "rung" }).then((kept) => kept.captured !== undefined && kept), "the command");
      assert.equal(rung, 1);
      if (kind === "firefox") assert.deepEqual([captured, why], [true, null]);
      await other.close();
    });

    test("a keyboard command starts a background that has ended", async () => {
      await browser.killWorker();
      await browser.pressCommand("ring", page);
      await until(() => ask(page, { ask: "rung" }).then(({ rung }) => rung === 2), "the second ring");
    });

    test("opens the popup as a page that knows its tab", async () => {
      const popup = await browser.openPopupAsPage(page);
      assert.equal(await popup.evaluate(() => document.querySelector("p").textContent), "the popup");
      assert.match(await popup.url(), /popup\.html\?tab=\d+$/);
      await popup.close();
    });

    test("ends the background and sees it return", async () => {
      const first = await ask(page, { ask: "born" });
      assert.equal((await ask(page, { ask: "born" })).born, first.born);
      await browser.killWorker();
      assert.equal(await browser.workerIsRunning(), false);
      const second = await ask(page, { ask: "born" });
      assert.notEqual(second.born, first.born);
      assert.equal(second.warm, 1);
      assert.equal(await browser.workerIsRunning(), true);
    });

    test("sees what the extension asks of the network, and nothing comes of it", async () => {
      assert.deepEqual(await browser.networkRequests(), []);
      const { ok } = await ask(page, { ask: "fetch", url: "http://elsewhere.example/beacon" });
      assert.equal(ok, false);
      await ask(page, { ask: "fetch", url: site.address("page?from-extension") });
      await page.evaluate(() => fetch("http://page.example/own").catch(() => undefined));
      const seen = await until(async () => { const all = await browser.networkRequests(); return all.length >= 3 && all; }, "the requests").catch(async () => assert.fail(JSON.stringify(await browser.networkRequests())));
      assert.deepEqual(new Set(seen.map(({ url }) => url)), new Set(["http://elsewhere.example/beacon", site.address("page?from-extension"), "http://page.example/own"]));
      assert.equal(seen.find(({ url }) => url.includes("elsewhere")).by, "extension");
      assert.notEqual(seen.find(({ url }) => url.includes("page.example")).by, "extension");
    });
  });
}
