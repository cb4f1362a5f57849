// A page that changes while it is looked at: the watcher alone, on a page whose idle time the test deals out.
//   ONLY=firefox node --test tests/extension/watch.test.mjs

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { launch } from "../browser/driver.mjs";
import { serve } from "../browser/serve.mjs";
import { browsers, until } from "./stage.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const script = `${root}target/watch.js`;

/** In the page: idle time comes only when the test gives it, and is enough for one slice. */
function holdIdleTime() {
  const waiting = [];
  window.requestIdleCallback = (callback) => waiting.push(callback);
  window.cancelIdleCallback = () => { waiting.length = 0; };
  window.idle = () => waiting.splice(0).map((callback) => callback({ didTimeout: false, timeRemaining: () => 0 })).length;
}

function begin() {
  window.seen = [];
  window.watching = eyes.watch((snapshot) => window.seen.push(snapshot.nodes.map(({ text }) => text ?? "").join(" ")), () => true);
}

function addChat() {
  document.body.innerHTML = '<main style="width:600px"><p style="height:300px">hello there</p><textarea style="width:600px;height:40px"></textarea></main>';
}

for (const kind of browsers) {
  describe(`watch: ${kind}`, () => {
    let browser, site;
    before(async () => {
      await build({ stdin: { contents: 'export { watch } from "./extension/content/eyes/watch";', resolveDir: root }, bundle: true, format: "iife", globalName: "eyes", outfile: script, logLevel: "error" });
      site = await serve({ pages: { "/empty": "<!doctype html><title>Empty</title><body><p>nothing yet</p>" } });
      browser = await launch({ browser: kind, headless: true });
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    for (const slices of [0, 1, 2]) {
      test(`a chat that comes after ${slices} slices of the first look is seen`, async () => {
        const page = await browser.page(site.address("empty"));
        await page.bringToFront();
        await page.evaluate(holdIdleTime);
        await page.addScript(script);
        await page.evaluate(begin);
        for (let given = 0; given < slices; given += 1) await until(() => page.evaluate(() => idle()), "a slice");
        await page.evaluate(addChat);
        // Nothing on the page changes any more.
        await until(async () => {
          await page.evaluate(() => idle());
          return page.evaluate(() => seen.some((text) => text.includes("hello there")));
        }, "the chat to be seen", 15_000);
        assert.equal(await page.evaluate(() => document.querySelectorAll("textarea").length), 1);
        await page.close();
      });
    }
  });
}
