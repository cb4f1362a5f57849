// The locker: what rests on the disk, who can open it, what is handed over, and what goes. In both browsers.
//   ONLY=chromium node --test tests/extension/locker.test.mjs

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Stage, browsers, filesOf, until } from "./stage.mjs";

const CLI = fileURLToPath(new URL("../../dist/breakwater", import.meta.url));
/** A package of the time before the locker was sealed: its records rested just like this. */
const OLDER = fileURLToPath(new URL("../../crate/evidence/tests/golden/package-1.zip", import.meta.url));
const WORDS = "four words in a row";
/** Working out a key takes a second, and many on a busy machine. */
const PATIENCE = 120_000;

const visible = (page, selector) => page.evaluate((one) => document.querySelector(one)?.checkVisibility() ?? false, selector);
const text = (page, selector) => page.evaluate((one) => document.querySelector(one).textContent, selector);
const states = (page) => page.evaluate(() => [...document.querySelectorAll("#records > li")].map((row) => row.textContent));
const says = (page, selector, what) => until(async () => what.test(await text(page, selector)), `${selector} to say ${what}`, PATIENCE);
const press = (page, selector) => page.evaluate((one) => document.querySelector(one).click(), selector);
/** Presses the button with some words in the newest record's row. */
const pressInRow = (page, words) => page.evaluate((wanted) => {
  [...document.querySelector("#records > li").querySelectorAll("button")].find((button) => button.textContent === wanted).click();
}, words);
const type = (page, selector, words) => page.evaluate((one, value) => { document.querySelector(one).value = value; }, selector, words);

function verified(bytes) {
  const file = `${mkdtempSync(`${tmpdir()}/breakwater-`)}/package.zip`;
  writeFileSync(file, bytes);
  const { status, stdout } = spawnSync(CLI, ["verify", file], { encoding: "utf8" });
  return { status, stdout };
}

/** What rested in the clear when that package was made. */
function older() {
  const files = filesOf(readFileSync(OLDER));
  const records = [...files].filter(([name]) => name.startsWith("records/"));
  const lines = files.get("log.jsonl").toString().trimEnd().split("\n");
  const log = lines.map((line, at) => [`log/${String(at + 1).padStart(8, "0")}.json`, Buffer.from(line)]);
  return [...records, ...log].map(([name, bytes]) => [name, [...bytes]]);
}

/** Puts files into the database as they are. */
const rest = (stage, files) => stage.browser.worker((all) => new Promise((done, failed) => {
  const opening = indexedDB.open("breakwater");
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const step = opening.result.transaction("locker", "readwrite");
    for (const [name, bytes] of all) step.objectStore("locker").put(new Uint8Array(bytes), name);
    step.oncomplete = () => { opening.result.close(); done(); };
    step.onabort = () => failed(step.error);
  };
}), files);

/** The log as it rests. */
const log = async (stage) => [...await stage.resting()].filter(([name]) => name.startsWith("log/")).map(([, line]) => JSON.parse(line));
const sealed = (files) => [...files].filter(([name]) => !name.startsWith("log/")).map(([name, bytes]) => [name, bytes.toString("latin1", 0, 4)]);

for (const kind of browsers) {
  describe(`locker: ${kind}`, () => {
    let stage;
    let chat;
    before(async () => {
      stage = await Stage.set(kind);
      chat = await stage.chat("chatscope", "lure", 20);
      await stage.panel(chat);
      await rest(stage, older());
      assert.match(await stage.save(chat), /Saved and checked/);
    });
    after(() => stage?.strike());

    test("what rests on the disk is sealed, but for the log; what an earlier version left in the clear as well, and it is all there", async () => {
      await until(async () => sealed(await stage.resting()).every(([, magic]) => magic === "BWF1"), "all of it to be sealed", PATIENCE);
      const files = await stage.resting();
      for (const [name] of older()) assert.ok(files.has(name), name);
      const disk = Buffer.concat([...files.values()]).toString("latin1");
      // Long enough never to come out of a cipher by chance.
      assert.doesNotMatch(disk, /Jess Marlowe|127\.0\.0\.1|Alex R\.|same gym|\x89PNG\r\n/);
      const page = await stage.lockerPage();
      const rows = await states(page);
      const names = rows.map((row) => /Jess Marlowe|Alex R\./.exec(row)[0]);
      assert.deepEqual([names[0], ...names.slice(-2)], ["Jess Marlowe", "Alex R.", "Alex R."]);
      for (const row of rows) assert.match(row, /Checked: unchanged/);
      await page.close();
    });

    test("opened and handed over: signed, and checked by the command line and by the page for it", async () => {
      const page = await stage.lockerPage();
      assert.match((await states(page))[0], /Jess Marlowe.*Checked: unchanged/);
      await stage.picture(page, "locker");
      await pressInRow(page, "Show what was saved");
      await until(() => visible(page, "#records .whole"), "the words of the record", PATIENCE);
      await stage.picture(page, "locker-record");
      const bytes = await stage.package(page);
      await says(page, "#done", /Downloaded/);
      await page.close();
      const { status, stdout } = verified(bytes);
      assert.equal(status, 0, stdout);
      assert.match(stdout, /signed by the device key [0-9a-f]{64}/);
      const events = (await log(stage)).map(({ event }) => event);
      assert.deepEqual(events.slice(-3), ["captured", "opened", "exported"]);

      const check = await stage.browser.page(stage.browser.extensionPageUrl("check.html"));
      await until(() => visible(check, "#choose"), "the page to be there", PATIENCE);
      const choose = (content) => check.evaluate((list) => {
        const chosen = new DataTransfer();
        chosen.items.add(new File([new Uint8Array(list)], "package.zip"));
        const field = document.querySelector("#package");
        field.files = chosen.files;
        field.dispatchEvent(new Event("change"));
      }, [...content]);
      await choose(bytes);
      await says(check, "#result", /This package holds/);
      assert.match(await text(check, "#facts"), new RegExp(`Signed by the device key ${/key ([0-9a-f]{64})/.exec(stdout)[1]}`));
      await stage.picture(check, "check-holds");
      const changed = Buffer.from(bytes);
      changed[changed.indexOf("Jess Marlowe")] ^= 1;
      await choose(changed);
      await says(check, "#result", /does not hold/);
      assert.match(await text(check, "#faults"), /record\.json/);
      await stage.picture(check, "check-broken");
      await check.close();
    });

    test("a worker killed while it saves leaves nothing behind that does not open", async () => {
      for (const wait of [50, 400, 1200]) {
        await stage.browser.clickToolbarAction(chat);
        const { page: popup } = await stage.popup(chat);
        await popup.evaluate(() => void setTimeout(() => document.querySelector("#save").click(), 1000));
        await chat.bringToFront();
        await new Promise((next) => setTimeout(next, 1000 + wait));
        await stage.browser.killWorker();
        await popup.close();
      }
      const page = await stage.lockerPage();
      for (const row of await states(page)) assert.match(row, /Checked: unchanged/);
      assert.equal(verified(await stage.package(page)).status, 0);
      await page.close();
    });

    test("a passphrase locks it; saving goes on; a wrong one is counted; it locks itself", async () => {
      const page = await stage.lockerPage();
      const before = (await states(page)).length;
      const set = async (words, again = words) => {
        await type(page, "#new-passphrase", words);
        await type(page, "#new-again", again);
        await press(page, "#set-passphrase");
      };
      await page.evaluate(() => { document.querySelector("details").open = true; });
      await set("short");
      await says(page, "#set-said", /at least eight/);
      await set(WORDS, "four words in a now");
      await says(page, "#set-said", /not the same/);
      await stage.picture(page, "locker-passphrase");
      await set(WORDS);
      await says(page, "#done", /holds from now on/);
      await press(page, "#lock");
      await until(() => visible(page, "#locked").catch(() => false), "the lock", PATIENCE);
      assert.equal(await visible(page, "#open"), false);
      await stage.picture(page, "locker-locked");

      await chat.bringToFront();
      assert.match(await stage.save(chat), /Saved and checked/);
      for (const [name, magic] of sealed(await stage.resting())) assert.equal(magic, "BWF1", name);

      await page.bringToFront();
      await type(page, "#passphrase", "four words in a now");
      await press(page, "#unlock");
      await says(page, "#unlock-said", /not the passphrase/);
      await type(page, "#passphrase", WORDS);
      await press(page, "#unlock");
      await until(() => visible(page, "#open"), "the locker to open", PATIENCE);
      await stage.listed(page);
      // One more, or two where the browser took the first click for another tab's.
      assert.ok((await states(page)).length > before);
      for (const row of await states(page)) assert.match(row, /Checked: unchanged/);
      assert.match(await text(page, "#tried"), /1$/);
      const events = (await log(stage)).map(({ event }) => event);
      assert.deepEqual(events.slice(events.indexOf("passphrase-set")).filter((event, at, all) => event !== all[at - 1]),
        ["passphrase-set", "captured", "failed-unlock", "unlocked"]);
      assert.equal(verified(await stage.package(page)).status, 0);

      // Six minutes later by the clock that the page asks: its window's, because in Firefox the driver has a `Date` of its own.
      await page.evaluate(() => { const { now } = window.Date; window.Date.now = () => now() + 360_000; });
      await until(() => visible(page, "#locked").catch(() => false), "it to lock itself", PATIENCE);
      await page.close();
    });

    test("the statement asks for the passphrase, and can be written without", async () => {
      const page = await stage.browser.page(stage.browser.extensionPageUrl("draft.html"));
      await until(() => visible(page, "#locked"), "the lock", PATIENCE);
      const statement = () => page.evaluate(() => document.querySelector("#statement").value);
      assert.doesNotMatch(await statement(), /Jess Marlowe/);
      await type(page, "#passphrase", WORDS);
      await press(page, "#unlock");
      await until(async () => /Jess Marlowe/.test(await statement()), "what was saved", PATIENCE);
      assert.equal(await visible(page, "#locked"), false);
      await page.close();
    });

    test("one record deleted leaves a line in the log; everything erased leaves nothing", async () => {
      const page = await stage.browser.page(stage.browser.extensionPageUrl("locker.html"));
      await until(() => visible(page, "#locked"), "the lock", PATIENCE);
      await type(page, "#passphrase", WORDS);
      await press(page, "#unlock");
      const before = await stage.listed(page);
      await pressInRow(page, "Delete this one");
      await stage.picture(page, "locker-delete");
      await pressInRow(page, "Delete it");
      await says(page, "#done", /Deleted/);
      assert.equal((await states(page)).length, before - 1);
      assert.equal((await log(stage)).at(-1).event, "deleted");
      const { status, stdout } = verified(await stage.package(page));
      assert.equal(status, 0, stdout);
      assert.match(stdout, /deleted 2/);
      await press(page, "#erase");
      await stage.picture(page, "locker-erase");
      await press(page, "#erase-yes");
      await says(page, "#done", /Erased/);
      assert.equal((await stage.resting()).size, 0);
      assert.match(await text(page, "#protected"), /No passphrase/);
      await page.close();
      // And it can be used again, with keys of its own.
      await chat.bringToFront();
      assert.match(await stage.save(chat), /Saved and checked/);
      const again = await stage.lockerPage();
      assert.match((await states(again))[0], /Checked: unchanged/);
      await again.close();
    });

    test("what a newer Breakwater wrote is left alone, and that is said", async () => {
      await stage.browser.worker(() => new Promise((done, failed) => {
        const opening = indexedDB.open("breakwater", 99);
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => { opening.result.close(); done(); };
      }));
      const before = await stage.resting();
      await chat.bringToFront();
      assert.match(await stage.save(chat), /Not saved: what is kept here was written by a newer Breakwater/);
      const page = await stage.browser.page(stage.browser.extensionPageUrl("locker.html"));
      await says(page, "#done", /newer Breakwater/);
      await stage.picture(page, "locker-newer");
      await page.close();
      assert.deepEqual(await stage.resting(), before);
    });

    test("nothing was asked of any network", async () => {
      assert.deepEqual(await stage.browser.networkRequests(), []);
    });
  });
}
