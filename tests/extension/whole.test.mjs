// Saving the whole chat: from the newest message back to the first, as one record. In both browsers.
//   ONLY=chromium node --test tests/extension/whole.test.mjs

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Stage, browsers, filesOf, until } from "./stage.mjs";

const CLI = fileURLToPath(new URL("../../dist/breakwater", import.meta.url));
const PATIENCE = 120_000;
/** The ways in which a page holds a long chat: one in each browser, for the time it takes; `WAYS=jumping,reverse` tries others. */
const WAYS = { chromium: "virtual", firefox: "loading" };

const text = (page, selector) => page.evaluate((one) => document.querySelector(one).textContent, selector);

async function open(stage, way, n = 45) {
  const page = await stage.browser.page(stage.site.address(`pages/long/chat.html?way=${way}&n=${n}`));
  await page.bringToFront();
  await until(() => page.evaluate(() => window.page?.truth?.length), "the chat", PATIENCE);
  return page;
}

/** Where the chat stands: how far it is scrolled, and whether its pictures are to be seen. */
const place = (page) => page.evaluate(() => ({
  top: Math.round(document.querySelector(".list").scrollTop),
  masked: getComputedStyle(document.querySelector(".head img")).filter !== "none",
}));

/** Presses "Save the whole chat" as `Stage.saveOnce` presses the other button; `stopAt` presses Stop at that picture. */
async function begin(stage, page, stopAt = 0) {
  await stage.browser.clickToolbarAction(page);
  const { page: popup } = await stage.popup(page);
  await popup.evaluate((stop) => {
    setTimeout(() => document.querySelector("#whole").click(), 1500);
    if (stop) {
      const looking = setInterval(() => {
        const at = /picture (\d+)/.exec(document.querySelector("#saved").textContent);
        if (!at || Number(at[1]) < stop) return;
        clearInterval(looking);
        document.querySelector("#stop").click();
      }, 100);
    }
  }, stopAt);
  // What is in front is what is taken: until the end, only the chat itself is asked anything.
  await page.bringToFront();
  await until(async () => (await place(page)).masked, "pictures to be hidden", PATIENCE);
  return popup;
}

/** Waits for its end, which the popup tells. */
async function ended(page, popup) {
  await until(async () => !(await place(page)).masked, "pictures to be shown again", PATIENCE);
  return until(() => popup.evaluate(() => (document.querySelector("#whole").disabled ? "" : document.querySelector("#saved").textContent)), "what came of it", PATIENCE);
}

/** The whole of a chat saved, once more where the browser took the click for another tab's. */
async function save(stage, page, stopAt) {
  for (let again = false; ; again = true) {
    const popup = await begin(stage, page, stopAt);
    const line = await ended(page, popup);
    if (!again && /one click/.test(line)) {
      await popup.close();
      continue;
    }
    return { popup, line };
  }
}

/** The newest record of a package: its facts and its files. */
function newest(files) {
  const name = [...files.keys()].filter((one) => one.endsWith("/record.json")).sort().at(-1);
  return { record: JSON.parse(files.get(name)), folder: name.replace("record.json", "") };
}

function verified(bytes) {
  const file = `${mkdtempSync(`${tmpdir()}/breakwater-`)}/package.zip`;
  writeFileSync(file, bytes);
  const { status, stdout } = spawnSync(CLI, ["verify", file], { encoding: "utf8" });
  return { status, stdout };
}

/** The package as it is handed over; every record in it must hold. */
async function handedOver(stage) {
  const page = await stage.lockerPage();
  for (const row of await page.evaluate(() => [...document.querySelectorAll("#records > li")].map((one) => one.textContent))) {
    assert.match(row, /Checked: unchanged/);
  }
  const bytes = await stage.package(page);
  const { status, stdout } = verified(bytes);
  assert.equal(status, 0, stdout);
  return { page, files: filesOf(bytes), bytes };
}

const said = (messages) => messages.map(({ side, from, kind, words, text: plain }) => [side ?? from, kind, words?.text ?? plain]);

for (const kind of browsers) {
  describe(`whole chat: ${kind}`, () => {
    let stage;
    before(async () => { stage = await Stage.set(kind); });
    after(() => stage?.strike());

    for (const way of (process.env.WAYS ?? WAYS[kind]).split(",")) {
      test(`${way}: every message once and in order, pictures checked, the page as it was`, async () => {
        const page = await open(stage, way);
        const was = await place(page);
        const truth = await page.evaluate(() => window.page.truth);
        const { popup, line } = await save(stage, page);
        assert.match(line, /Saved and checked · .*Pictures of the chat: \d+\. Messages: 45\. Pictures are hidden in it\./);
        await popup.bringToFront();
        await stage.picture(popup, `whole-${way}-popup`);
        await popup.close();
        const now = await place(page);
        // A list that loaded more at its top is as far from its end as it was.
        if (way === "virtual" || way === "plain" || way === "reverse") assert.deepEqual(now, was);
        else assert.equal(now.masked, false);
        const { page: locker, files, bytes } = await handedOver(stage);
        const { record, folder } = newest(files);
        assert.deepEqual(said(record.messages), said(truth));
        assert.deepEqual([record.kind, record.state, record.reasons], ["chat-scroll", "complete", []]);
        assert.ok(record.redaction.verified && record.redaction.masked_count > 0, JSON.stringify(record.redaction));
        assert.ok(record.files.length > 3 && record.files.slice(1).every((file) => file.overlap_px > 0), JSON.stringify(record.files));
        for (const file of record.files) assert.equal(files.get(folder + file.path).length, file.bytes);
        assert.match(await text(locker, "#records > li"), new RegExp(`${record.files.length} pictures of the chat`));
        await stage.picture(locker, `whole-${way}-locker`);
        if (process.env.KEEP) writeFileSync(`${process.env.KEEP}/${kind}-${way}.zip`, bytes);
        await locker.close();
        await page.close();
      });
    }

    test("stopped: what was taken is kept, and said to be a part", async () => {
      const page = await open(stage, "plain", 90);
      const was = await place(page);
      const { popup, line } = await save(stage, page, 2);
      assert.match(line, /Saved and checked .*You stopped it/);
      await popup.close();
      assert.deepEqual(await place(page), was);
      const { page: locker, files } = await handedOver(stage);
      const { record } = newest(files);
      assert.deepEqual([record.state, record.reasons], ["incomplete", ["stopped"]]);
      // This page holds all its rows at once.
      assert.equal(record.messages.at(-1).words.text, (await page.evaluate(() => window.page.truth)).at(-1).text);
      await locker.close();
      await page.close();
    });

    test("a worker killed midway leaves no mask, the chat where it was, and nothing that does not open", async () => {
      const page = await open(stage, "plain", 90);
      const was = await place(page);
      const names = [...(await stage.resting()).keys()];
      const popup = await begin(stage, page);
      await until(() => page.evaluate(() => window.page.steps > 2), "a few steps", PATIENCE);
      await stage.browser.killWorker();
      await until(async () => JSON.stringify(await place(page)) === JSON.stringify(was), "the page as it was", PATIENCE);
      const line = await until(() => popup.evaluate(() => (document.querySelector("#whole").disabled ? "" : document.querySelector("#saved").textContent)), "what came of it", PATIENCE);
      assert.match(line, /cut off/);
      await popup.bringToFront();
      await stage.picture(popup, "whole-cut-off");
      await popup.close();
      assert.deepEqual([...(await stage.resting()).keys()], names, "no part of a record");
      await page.close();
    });
  });
}
