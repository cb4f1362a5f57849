// Each site's page is read with its adapter, without it, and with it broken, and says the same each time.
//   node --test tests/reader/sites.test.mjs      needs ./build.sh

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { installed, launch } from "../browser/driver.mjs";
import { serve } from "../browser/serve.mjs";
import { compare } from "./compare.mjs";
import { adapter, broken, look, names, outdated } from "./sites.mjs";
import { file, read } from "./tool.mjs";

const only = process.env.ONLY?.split(",");
const screens = [{ width: 1200, height: 800 }, { width: 390, height: 844 }];

for (const kind of installed().filter((one) => !only || only.includes(one))) {
  describe(`sites: ${kind}`, () => {
    let browser, site, page;
    before(async () => {
      site = await serve();
      browser = await launch({ browser: kind, headless: true });
      page = await browser.page("about:blank");
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    for (const screen of screens) {
      describe(`${screen.width}x${screen.height}`, () => {
        before(() => page.setViewport(screen));

        for (const name of names) {
          test(`${name}: read with the adapter, without it, and with it broken`, () => readEveryWay(name, site, page));
        }
      });
    }
  });
}

async function readEveryWay(name, site, page) {
  const own = await adapter(name);
  await page.goto(site.address(`pages/sites/site.html?site=${name}`));
  await page.addScript(file("dist/probe.js"));
  const { truth, contact, snapshots } = await page.evaluate(look, [own, null, broken(own), outdated(own)]);
  const [known, generic, renamed, old] = read(snapshots);
  assert.equal(known.reader, own.site);
  for (const reading of [generic, renamed, old]) assert.equal(reading.reader, "generic");
  assert.deepEqual(renamed, generic);
  for (const [how, reading] of Object.entries({ known, generic })) {
    const got = compare(truth, reading, contact.name);
    assert.deepEqual(got.faults, [], how);
    assert.equal(got.found, truth.length, how);
    assert.ok(got.chat, how);
  }
  const sides = known.rows.filter(({ side }) => side !== "unknown").length;
  assert.ok(sides >= truth.length * 0.8, `${sides} sides of ${truth.length}`);
}
