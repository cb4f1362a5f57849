// The package as it leaves the locker: its PDF, its bar, its lock, and what it says of records that are damaged or gone.
// In both browsers. Reads it with stock tools: pdftotext, qpdf, and age, which asks for a passphrase at a terminal (script).
//   ONLY=chromium node --test tests/extension/package.test.mjs

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Stage, browsers, filesOf, until } from "./stage.mjs";

const CLI = fileURLToPath(new URL("../../dist/breakwater", import.meta.url));
const WORDS = "nine green boats at noon";
/** Working out a key takes a second, and many on a busy machine. */
const PATIENCE = 120_000;

/** Why a test that needs these tools can't run here; false if it can, or if it must (as in CI). */
const without = (...tools) => {
  if (process.env.BREAKWATER_STOCK_TOOLS === "all") return false;
  const missing = tools.filter((tool) => spawnSync(tool, ["--version"]).error);
  return missing.length > 0 && `not installed: ${missing.join(", ")}`;
};

const text = (page, selector) => page.evaluate((one) => document.querySelector(one).textContent, selector);
const says = (page, selector, what) => until(async () => what.test(await text(page, selector)), `${selector} to say ${what}`, PATIENCE);
const type = (page, selector, words) => page.evaluate((one, value) => { document.querySelector(one).value = value; }, selector, words);
const press = (page, selector) => page.evaluate((one) => document.querySelector(one).click(), selector);
/** What each row of the list says, newest first. */
const rows = (page) => page.evaluate(() => [...document.querySelectorAll("#records > li")].map((row) => row.textContent));
const folder = () => mkdtempSync(`${tmpdir()}/breakwater-`);

function verified(bytes) {
  const file = `${folder()}/package.zip`;
  writeFileSync(file, bytes);
  const { status, stdout } = spawnSync(CLI, ["verify", file], { encoding: "utf8" });
  return { status, stdout };
}

/** Opens a locked file with age itself; nothing if the passphrase is not the one. */
function unlocked(bytes, passphrase) {
  const here = folder();
  writeFileSync(`${here}/package.zip.age`, bytes);
  const command = `age -d -o ${here}/package.zip ${here}/package.zip.age`;
  const { status, stdout } = spawnSync("script", ["-qec", command, "/dev/null"], { input: `${passphrase}\n`, encoding: "utf8" });
  const came = existsSync(`${here}/package.zip`) ? readFileSync(`${here}/package.zip`) : undefined;
  return { status, said: stdout, came };
}

/** The page that checks packages says what a locked one is, and not that something is wrong with it. */
async function checksAsLocked(stage, bytes) {
  const page = await stage.browser.page(stage.browser.extensionPageUrl("check.html"));
  await until(() => page.evaluate(() => document.querySelector("#choose")?.checkVisibility()), "the page to be there", PATIENCE);
  await page.evaluate((list) => {
    const chosen = new DataTransfer();
    chosen.items.add(new File([new Uint8Array(list)], "package.zip.age"));
    const field = document.querySelector("#package");
    field.files = chosen.files;
    field.dispatchEvent(new Event("change"));
  }, [...bytes]);
  await says(page, "#result", /^This file is locked with a passphrase.*age -d -o package\.zip FILE/);
  assert.equal(await text(page, "#faults"), "");
  await page.close();
}

/** Changes what rests in the database behind the extension's back. */
const tamper = (stage, put, remove = []) => stage.browser.worker((files, names) => new Promise((done, failed) => {
  const opening = indexedDB.open("breakwater");
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const step = opening.result.transaction("locker", "readwrite");
    for (const [name, bytes] of files) step.objectStore("locker").put(new Uint8Array(bytes), name);
    for (const name of names) step.objectStore("locker").delete(name);
    step.oncomplete = () => { opening.result.close(); done(); };
    step.onabort = () => failed(step.error);
  };
}), put, remove);

for (const kind of browsers) {
  describe(`package: ${kind}`, () => {
    let stage;
    before(async () => {
      stage = await Stage.set(kind);
      const chat = await stage.chat("chatscope", "lure", 20);
      await stage.panel(chat);
      for (let count = 0; count < 3; count += 1) assert.match(await stage.save(chat), /Saved and checked/);
      await chat.close();
    });
    after(() => stage?.strike());

    test("its PDF is whole, and says in words what the record holds", { skip: without("qpdf", "pdftotext") }, async () => {
      const page = await stage.lockerPage();
      const files = filesOf(await stage.package(page));
      await says(page, "#done", /^Downloaded\. Keep the file as it is; changing it breaks its checks\.$/);
      await page.close();
      const file = `${folder()}/report.pdf`;
      writeFileSync(file, files.get("report.pdf"));
      const check = spawnSync("qpdf", ["--check", file], { encoding: "utf8" });
      assert.equal(check.status, 0, check.stdout + check.stderr);
      assert.match(check.stdout, /No syntax or stream encoding errors found/);
      // Letters and figures: lines are broken where they must be. The font has no emoji: they stand there by their number.
      const numbered = (emoji) => `U+${emoji.codePointAt(0).toString(16).toUpperCase()}`;
      const letters = (words) => words.replace(/\p{Extended_Pictographic}/gu, numbered).replace(/[^\p{L}\p{N}]/gu, "");
      const set = letters(spawnSync("pdftotext", [file, "-"], { encoding: "utf8" }).stdout);
      const records = [...files].filter(([name]) => name.endsWith("/record.json")).map(([, bytes]) => JSON.parse(bytes));
      assert.equal(records.length, 3);
      for (const { contact, page: { url }, messages } of records) {
        const said = messages.filter(({ kind }) => kind === "text").map(({ words }) => letters(words.text));
        assert.ok(said.filter(Boolean).length > 10, `${said.length} messages`);
        for (const words of [contact.name.text, url.text].map(letters).concat(said)) assert.ok(set.includes(words), words);
      }
      const pictures = [...files.keys()].filter((name) => name.endsWith(".png")).length;
      assert.ok(pictures > 0);
      const drawn = spawnSync("pdfimages", ["-list", file], { encoding: "utf8" }).stdout.split("\n").filter((line) => / image /.test(line));
      assert.ok(drawn.length >= pictures, `${drawn.length} pictures of ${pictures}`);
    });

    test("while it is made, a bar grows in the place of the button", async () => {
      const page = await stage.lockerPage();
      await page.evaluate(() => {
        const bar = document.querySelector("#progress");
        window.grown = [];
        new MutationObserver(() => window.grown.push({
          value: bar.value, max: bar.max, shown: bar.checkVisibility(), pressable: !document.querySelector("#export").disabled,
        })).observe(bar, { attributes: true, attributeFilter: ["value"] });
      });
      await stage.package(page);
      await says(page, "#done", /Downloaded/);
      const grown = await page.evaluate(() => JSON.parse(JSON.stringify(window.grown)));
      const values = grown.map(({ value }) => value);
      assert.ok(new Set(values).size >= 5, values.join());
      assert.deepEqual(values, [...values].sort((a, b) => a - b));
      assert.equal(values.at(-1), grown.at(-1).max);
      for (const { shown, pressable } of grown) assert.deepEqual([shown, pressable], [true, false]);
      assert.deepEqual(await page.evaluate(() => [document.querySelector("#making").hidden, document.querySelector("#export").disabled]), [true, false]);
      await page.close();
    });

    test("locked with a passphrase, age opens it with that one only", { skip: without("age", "script") }, async () => {
      const page = await stage.lockerPage();
      await press(page, "#export-locked");
      await type(page, "#export-passphrase", "short");
      await type(page, "#export-again", "short");
      await press(page, "#export");
      await says(page, "#export-said", /at least 15/);
      await type(page, "#export-passphrase", WORDS);
      await type(page, "#export-again", `${WORDS}!`);
      await press(page, "#export");
      await says(page, "#export-said", /not the same/);
      await type(page, "#export-again", WORDS);
      const bytes = await stage.package(page, "application/octet-stream");
      await says(page, "#done", /It is locked: it opens only with your passphrase/);
      // Nobody finds the passphrase in the page afterwards.
      assert.deepEqual(await page.evaluate(() => [document.querySelector("#export-passphrase").value, document.querySelector("#export-again").value]), ["", ""]);
      await page.close();
      assert.equal(bytes.toString("latin1", 0, 21), "age-encryption.org/v1");
      assert.doesNotMatch(bytes.toString("latin1"), /PK\x03\x04|record\.json|Jess Marlowe/);
      await checksAsLocked(stage, bytes);
      const wrong = unlocked(bytes, `${WORDS}!`);
      assert.deepEqual([wrong.status, wrong.came], [1, undefined], wrong.said);
      assert.match(wrong.said, /incorrect passphrase/);
      const right = unlocked(bytes, WORDS);
      assert.equal(right.status, 0, right.said);
      const { status, stdout } = verified(right.came);
      assert.equal(status, 0, stdout);
      const cut = unlocked(bytes.subarray(0, bytes.length - 1), WORDS);
      assert.notEqual(cut.status, 0, "a file that is cut off opens");
    });

    test("a log that was tampered with is told before anything is called unchanged, and keeps no record back", async () => {
      const files = await stage.resting();
      const [second] = [...files.keys()].filter((name) => name.startsWith("log/")).slice(1);
      const line = files.get(second);
      const changed = Buffer.from(line.toString().replace(/"utc":"20../, '"utc":"2001'));
      assert.notDeepEqual(changed, line);
      await tamper(stage, [[second, [...changed]]]);
      const page = await stage.browser.page(stage.browser.extensionPageUrl("manifest.json"));
      // Chromium notes all that the list ever says, from the first moment on.
      await page.puppet?.evaluateOnNewDocument(() => {
        window.heard = "";
        new MutationObserver(() => { window.heard += document.querySelector("#records")?.textContent ?? ""; }).observe(document, { subtree: true, childList: true });
      });
      await page.goto(stage.browser.extensionPageUrl("locker.html"));
      await stage.listed(page);
      await says(page, "#log-broken", /log of this locker is damaged: log line 3 does not follow/);
      await stage.picture(page, "locker-log-broken");
      assert.doesNotMatch(await page.evaluate(() => window.heard ?? document.querySelector("#records").textContent), /Checked: unchanged/);
      const bytes = await stage.package(page);
      await says(page, "#done", /The log in it does not hold, and the package says so/);
      await page.close();
      const { status, stdout } = verified(bytes);
      assert.equal(status, 1, stdout);
      assert.match(stdout, /log line 3 does not follow/);
      assert.match(filesOf(bytes).get("LIMITS.txt").toString(), /THE LOG OF THIS LOCKER DOES NOT HOLD/);
      assert.match(filesOf(bytes).get("report.html").toString(), /log of this locker does not hold: log line 3/);
      await tamper(stage, [[second, [...line]]]);
      const whole = await stage.lockerPage();
      assert.equal(await text(whole, "#log-broken"), "");
      await whole.close();
    });

    test("a damaged record and one that has gone are named; the others open and are handed over", async () => {
      const files = await stage.resting();
      const records = [...files.keys()].filter((name) => name.endsWith("/record.json")).sort();
      const [gone, damaged] = records;
      const changed = Buffer.from(files.get(damaged));
      changed[changed.length - 1] ^= 1;
      await tamper(stage, [[damaged, [...changed]]], [...files.keys()].filter((name) => name.startsWith(gone.replace("record.json", ""))));
      const page = await stage.lockerPage();
      const list = await rows(page);
      assert.equal(list.length, 3);
      assert.match(list[0], /Jess Marlowe.*Checked: unchanged/);
      for (const [row, name] of [[list[1], damaged], [list[2], gone]]) {
        assert.match(row, /Damaged: .*your other records are not affected/);
        assert.ok(row.includes(name), `${row} does not name ${name}`);
        assert.doesNotMatch(row, /Checked: unchanged/);
      }
      await stage.picture(page, "locker-damaged");
      await page.evaluate(() => [...document.querySelector("#records > li").querySelectorAll("button")].find((button) => button.textContent === "Show what was saved").click());
      await until(() => page.evaluate(() => /do I know you/.test(document.querySelector("#records .whole")?.textContent)), "the words of the record", PATIENCE);
      const bytes = await stage.package(page);
      await says(page, "#left-out", /: 2\. The report in the package names each/);
      await page.close();
      const { status, stdout } = verified(bytes);
      assert.equal(status, 0, stdout);
      assert.match(stdout, /left out 2/);
      const packed = filesOf(bytes);
      assert.deepEqual([...packed.keys()].filter((name) => name.endsWith("/record.json")), [records[2]]);
      const report = packed.get("report.html").toString();
      for (const name of [damaged, gone]) {
        const id = name.split("/")[1];
        assert.ok(report.includes(id), `the report does not name ${id}`);
      }

      // A picture that is damaged is named as well, and its record is not said to be unchanged.
      const picture = [...files.keys()].find((name) => name.startsWith(records[2].replace("record.json", "")) && name.endsWith(".png"));
      const blurred = Buffer.from(files.get(picture));
      blurred[blurred.length >> 1] ^= 1;
      await tamper(stage, [[picture, [...blurred]]]);
      const again = await stage.lockerPage();
      const [first] = await rows(again);
      assert.match(first, /Jess Marlowe.*Damaged: /);
      assert.ok(first.includes(picture.split("/").at(-1)), first);
      await again.close();
    });
  });
}
