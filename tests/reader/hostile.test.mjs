// Pages that hide words, cut characters in half or put the chat into a frame: what no one can see was not said.
//   node --test tests/reader/hostile.test.mjs      needs ./build.sh

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { installed, launch } from "../browser/driver.mjs";
import { serve } from "../browser/serve.mjs";
import { compare } from "./compare.mjs";
import { file, read } from "./tool.mjs";

const only = process.env.ONLY?.split(",");

for (const kind of installed().filter((one) => !only || only.includes(one))) {
  describe(`hostile pages are read: ${kind}`, () => {
    let browser, site, page;
    before(async () => {
      site = await serve();
      browser = await launch({ browser: kind, headless: true });
      page = await browser.page("about:blank");
      await page.setViewport({ width: 1200, height: 800 });
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    for (const name of ["hidden-text", "attributes", "frame-chat"]) {
      test(name, async () => {
        await page.goto(site.address(`pages/hostile/${name}.html`));
        await page.addScript(file("dist/probe.js"));
        const { truth, contact, snapshot } = await page.evaluate(async () => {
          await window.page.ready;
          const { truth, contact } = window.page;
          return { truth, contact, snapshot: globalThis.breakwaterSnapshot() };
        });
        const got = compare(truth, read([snapshot])[0], contact.name);
        assert.deepEqual(got.faults, []);
        assert.equal(got.found, truth.length);
      });
    }
  });
}
