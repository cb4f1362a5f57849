#!/usr/bin/env node
// Records the kit pages, the pages of the sites and some that lie or are no chat, with what the reader makes of them:
// crate/reader/tests/snapshots.
//   ./build.sh && npm run build --prefix tests/kits && node tests/reader/record.mjs [name…]
// With names only these are recorded anew.
// Look at the difference before you commit it: what is recorded is what the tests hold the reader to.

import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launch } from "../browser/driver.mjs";
import { serve } from "../browser/serve.mjs";
import { kits } from "../kits/build.mjs";
import { compare } from "./compare.mjs";
import { adapter, look, names } from "./sites.mjs";
import { file, read } from "./tool.mjs";

const folder = file("crate/reader/tests/snapshots");

async function keep(name, snapshot, truth, contact) {
  const [reading] = read([snapshot]);
  const faults = truth ? compare(truth, reading, contact.name).faults : reading.chat ? ["seen as a chat"] : [];
  for (const fault of faults) console.log(`${name}: ${fault}`);
  // The port changes from run to run, and is no part of what is tested.
  await writeFile(join(folder, `${name}.snapshot.json`), `${snapshot}\n`);
  await writeFile(join(folder, `${name}.reading.json`), `${JSON.stringify(reading, null, 1)}\n`);
}

/** Pages that were once read as something they are not. */
const others = {
  "hostile-attributes": "pages/hostile/attributes.html",
  "hostile-frame-chat": "pages/hostile/frame-chat.html",
  "hostile-hidden-text": "pages/hostile/hidden-text.html",
  "other-calendar": "pages/build/calendar.html?csp=strict",
  "other-live-comments": "reader/others.html?page=live-comments",
  "other-ticker": "reader/others.html?page=ticker",
  "other-checkout": "pages/build/checkout.html?csp=strict",
  "other-wiki": "pages/build/wiki.html?csp=strict",
};

const asked = process.argv.slice(2);
const wanted = (name) => asked.length === 0 || asked.includes(name);

await mkdir(folder, { recursive: true });
// What was recorded elsewhere (`seen-…`) cannot be recorded here again.
if (asked.length === 0) for (const file of await readdir(folder)) if (!file.startsWith("seen-")) await rm(join(folder, file));
const server = await serve();
const browser = await launch({ browser: "chromium", headless: true });
try {
  const page = await browser.page("about:blank");
  await page.setViewport({ width: 1200, height: 800 });
  const open = async (path) => {
    await page.goto(server.address(path));
    await page.addScript(file("dist/probe.js"));
  };
  for (const kit of (await kits()).filter((name) => wanted(`kit-${name}`))) {
    await open(`kits/build/${kit}.html?csp=strict&chat=lure&n=10`);
    await page.evaluate(() => window.kit.ready);
    // Some kits fade their rows in.
    await new Promise((done) => setTimeout(done, 500));
    const { truth, contact, snapshots } = await page.evaluate(look, [null]);
    await keep(`kit-${kit}`, snapshots[0], truth, contact);
  }
  for (const name of names.filter((one) => wanted(`site-${one}`))) {
    await open(`pages/sites/site.html?site=${name}&n=7`);
    const { truth, contact, snapshots } = await page.evaluate(look, [await adapter(name)]);
    await keep(`site-${name}`, snapshots[0], truth, contact);
  }
  for (const [name, path] of Object.entries(others).filter(([one]) => wanted(one))) {
    await open(path);
    const { truth, contact, snapshot } = await page.evaluate(async () => {
      await window.page.ready;
      await new Promise((done) => setTimeout(done, 120));
      return { truth: window.page.truth, contact: window.page.contact, snapshot: globalThis.breakwaterSnapshot() };
    });
    await keep(name, snapshot, truth, contact);
  }
} finally {
  await browser.close();
  await server.close();
}
