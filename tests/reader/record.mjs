#!/usr/bin/env node
// Records the kit pages and the pages of the sites, with what the reader makes of them: crate/reader/tests/snapshots.
//   ./build.sh && npm run build --prefix tests/kits && node tests/reader/record.mjs
// Look at the difference before you commit it: what is recorded is what the tests hold the reader to.

import { spawnSync } from "node:child_process";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../browser/driver.mjs";
import { serve } from "../browser/serve.mjs";
import { kits } from "../kits/build.mjs";
import { compare } from "./compare.mjs";
import { adapter, look, names } from "./sites.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "crate/reader/tests/snapshots");
const tool = process.env.BREAKWATER_TOOL ?? join(root, "dist/breakwater");

/** What `breakwater read` makes of one snapshot. */
function read(snapshot) {
  const { stdout, stderr, status } = spawnSync(tool, ["read"], { input: `${snapshot}\n`, encoding: "utf8", maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`breakwater read: ${stderr}`);
  return JSON.parse(stdout);
}

async function keep(name, snapshot, truth, contact) {
  const reading = read(snapshot);
  const { faults } = compare(truth, reading, contact.name);
  for (const fault of faults) console.log(`${name}: ${fault}`);
  // The port changes from run to run, and is no part of what is tested.
  await writeFile(join(folder, `${name}.snapshot.json`), `${snapshot}\n`);
  await writeFile(join(folder, `${name}.reading.json`), `${JSON.stringify(reading, null, 1)}\n`);
}

await mkdir(folder, { recursive: true });
for (const file of await readdir(folder)) await rm(join(folder, file));
const server = await serve();
const browser = await launch({ browser: "chromium", headless: true });
try {
  const page = await browser.page("about:blank");
  await page.setViewport({ width: 1200, height: 800 });
  const open = async (path) => {
    await page.goto(server.address(path));
    await page.addScript(join(root, "dist/probe.js"));
  };
  for (const kit of await kits()) {
    await open(`kits/build/${kit}.html?csp=strict&chat=lure&n=10`);
    await page.evaluate(() => window.kit.ready);
    // Some kits fade their rows in.
    await new Promise((done) => setTimeout(done, 500));
    const { truth, contact, snapshots } = await page.evaluate(look, [null]);
    await keep(`kit-${kit}`, snapshots[0], truth, contact);
  }
  for (const name of names) {
    await open(`pages/sites/site.html?site=${name}&n=7`);
    const { truth, contact, snapshots } = await page.evaluate(look, [await adapter(name)]);
    await keep(`site-${name}`, snapshots[0], truth, contact);
  }
} finally {
  await browser.close();
  await server.close();
}
