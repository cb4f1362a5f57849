// Pages that are no chat, and pages that mean harm: nothing is drawn, nothing freezes, and what could not be read is said.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";
import { Stage, browsers } from "./stage.mjs";

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));
const pages = readdirSync(folder("../pages/build")).filter((name) => name.endsWith(".html"));
const hostile = readdirSync(folder("../pages/hostile")).filter((name) => name.endsWith(".html"));

// Both browsers at once: nearly all of it is waiting for nothing to happen.
describe("quiet", { concurrency: true }, () => {
  for (const kind of browsers) {
    describe(`quiet: ${kind}`, { concurrency: 1 }, () => {
      let stage;
      before(async () => { stage = await Stage.set(kind); });
      after(() => stage?.strike());

      for (const name of pages) {
        test(`no chat on ${name}: nothing is drawn`, async () => {
          const page = await stage.browser.page(stage.site.address(`pages/build/${name}`));
          await new Promise((settled) => setTimeout(settled, 1500));
          assert.deepEqual(await stage.cards(page), []);
          await page.close();
        });
      }

      for (const name of hostile) {
        test(`${name}: no exception of ours, no panel that lies`, async () => {
          const page = await stage.browser.page(stage.site.address(`pages/hostile/${name}`));
          await new Promise((settled) => setTimeout(settled, 2500));
          const popup = await stage.browser.openPopupAsPage(page);
          const headline = await popup.evaluate(() => new Promise((said) => {
            const look = () => document.querySelector("#headline")?.textContent ? said(document.querySelector("#headline").textContent) : setTimeout(look, 50);
            look();
          }));
          assert.doesNotMatch(headline, /paused|popup_|undefined/, headline);
          await popup.close();
          await page.close();
        });
      }

      test("nothing was asked of any network by the extension", async () => {
        const asked = await stage.browser.networkRequests();
        assert.deepEqual(asked.filter(({ by }) => by === "extension"), []);
      });
    });
  }
});
