// Every text a person sees comes from the catalogue: in the pseudo-language each one is bracketed, and what is not
// bracketed was forgotten. And the pages are sound for screen readers, as far as axe can tell.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { Stage, browsers, until } from "./stage.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const PAGES = ["options.html", "welcome.html", "parents.html", "works.html", "locker.html", "check.html", "draft.html"];
/** Texts that are no words: what the page itself shows, names of sites and countries, hosts, times. */
const NOT_OURS = ["#contact", "#sites span", "#sites p", "#added span", "kbd", "#country option:not([data-word])", "#language option:not([data-word])", "time", "script", "style"];

const bare = (skip) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { parentElement: at, data } = walker.currentNode;
    if (!data.trim() || at.closest("[hidden]") || skip.some((one) => at.closest(one))) continue;
    // Before a word there may be a sign: the one by which a panel is told from a faked one.
    if (!data.trim().replace(/^\p{So}\ufe0e /u, "").startsWith("⟦")) found.push(data.trim());
  }
  return found;
};

for (const kind of browsers) {
  describe(`words: ${kind}`, () => {
    let stage;
    before(async () => {
      stage = await Stage.set(kind);
      await stage.browser.worker(() => chrome.storage.local.set({ settings: { language: "en_AU" } }));
    });
    after(() => stage?.strike());

    for (const path of PAGES) {
      test(`${path}: every text is from the catalogue`, async () => {
        const page = await stage.browser.page(stage.browser.extensionPageUrl(path));
        await until(() => page.evaluate(() => document.querySelector("h1").textContent.startsWith("⟦")), "the words", 20_000);
        if (path === "options.html") await until(() => page.evaluate(() => document.querySelector("#sign option:not([value=''])")), "the list of signs", 20_000);
        assert.deepEqual(await page.evaluate(bare, NOT_OURS), []);
        await stage.picture(page, `pseudo-${path}`);
        await page.close();
      });
    }

    test("panel and popup: every text is from the catalogue", async () => {
      const page = await stage.chat("chatscope", "lure", 99);
      await stage.panel(page, "threat");
      for (const selector of [".line", ".heading", "li", "button"]) {
        for (const { text } of await page.shadow(selector)) assert.match(text, /^⟦/, text);
      }
      const popup = await stage.popup(page, ({ reasons }) => reasons.length > 0);
      assert.deepEqual(await popup.page.evaluate(bare, NOT_OURS), []);
      await popup.page.close();
      await page.close();
    });

    test("axe finds nothing in popup, settings, locker, check and statement", async () => {
      await stage.browser.worker(() => chrome.storage.local.set({ settings: {} }));
      const chat = await stage.chat("chatscope", "lure", 99);
      await stage.panel(chat, "threat");
      const popup = await stage.popup(chat, ({ reasons }) => reasons.length > 0);
      const pages = [popup.page];
      for (const path of PAGES) {
        const page = await stage.browser.page(stage.browser.extensionPageUrl(path));
        await until(() => page.evaluate(() => document.querySelector("h1")?.textContent), "the page", 20_000);
        pages.push(page);
      }
      for (const page of pages) {
        await page.bringToFront();
        await stage.picture(page, `axe-${new URL(await page.url()).pathname.slice(1)}`);
        await page.addScript(axe);
        const faults = await page.evaluate(async () => {
          const { violations } = await axe.run(document);
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
        });
        assert.deepEqual(faults, []);
      }
    });
  });
}
