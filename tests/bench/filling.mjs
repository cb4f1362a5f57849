// Fills a locker for measuring: records in the form that the product writes, each with its own facts, words and pictures, and a log
// whose chain holds. They rest in the clear first, as an early version left them, and the locker's own page seals every one.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { filesOf } from "../extension/stage.mjs";

const OLDER = fileURLToPath(new URL("../../crate/evidence/tests/golden/package-1.zip", import.meta.url));
/** Messages of a record: as many as a screen or two shows. */
const MESSAGES = 40;
/** Records that are written in one step. */
const STEP = 250;

/** Puts `count` records into an empty locker of a browser. `pictures` of them are drawn, each another one; then they come again. */
export async function fill(browser, count, pictures = Math.min(count, 500)) {
  const files = filesOf(readFileSync(OLDER));
  const first = JSON.parse([...files].find(([name]) => name.endsWith("record.json"))[1]);
  const [line] = files.get("log.jsonl").toString().split("\n");
  const page = await browser.page(browser.extensionPageUrl("locker.html"));
  // Its page makes the keys and the database, and then there is nothing to seal: that is asked for again.
  await page.evaluate(() => new Promise((there) => {
    const look = () => (document.querySelector("#open").checkVisibility() ? there() : setTimeout(look, 50));
    look();
  }));
  await page.evaluate(draw, pictures);
  let after = { last: "0".repeat(64), seq: 0 };
  while (after.seq < count) {
    const until = Math.min(count, after.seq + STEP);
    after = await page.evaluate(write, { after, until, record: first, line: JSON.parse(line), messages: MESSAGES });
  }
  await page.evaluate(unsealed);
  await page.close();
}

/** Runs in the page. Draws screens as a chat with masked pictures looks: text, boxes, and a little noise that no two share. */
async function draw(count) {
  window.drawn = [];
  for (let number = 0; number < count; number += 1) {
    const canvas = new OffscreenCanvas(1200, 800);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, 1200, 800);
    pen.font = "15px sans-serif";
    for (let row = 0; row < 14; row += 1) {
      pen.fillStyle = row % 3 ? "#e7ebf5" : "#d6f0dd";
      pen.beginPath();
      pen.roundRect(row % 3 ? 40 : 560, 12 + row * 56, 600, 44, 12);
      pen.fill();
      pen.fillStyle = "#222";
      pen.fillText(`a made-up message, number ${number * 14 + row}, with some more words in it`, row % 3 ? 60 : 580, 39 + row * 56);
    }
    for (let dot = 0; dot < 150; dot += 1) {
      pen.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
      pen.fillRect(Math.random() * 1200, Math.random() * 800, 2, 2);
    }
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    window.drawn.push({ bytes, sha256 });
  }
}

/** Runs in the page. Writes some more records; gives where the log stands then. */
async function write({ after: { last, seq }, until, record, line, messages }) {
  const hex = async (bytes) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const bytes = (value) => new TextEncoder().encode(JSON.stringify(value));
  const files = [];
  for (seq += 1; seq <= until; seq += 1) {
    const id = (seq * 2654435761 % 2 ** 32).toString(16).padStart(8, "0").repeat(4);
    const folder = `records/${String(seq).padStart(6, "0")}-${id.slice(0, 8)}`;
    const picture = window.drawn[seq % window.drawn.length];
    const utc = new Date(Date.UTC(2026, 0, 1) + seq * 3_600_000).toISOString();
    // The keys stay in their order, so that what is written is canonical.
    const facts = bytes({
      ...record, id, seq, prev: last,
      files: [{ ...record.files[0], bytes: picture.bytes.length, height: 800, sha256: picture.sha256, width: 1200 }],
      messages: Array.from({ length: messages }, (_, at) => record.messages[at % record.messages.length]),
      when: { ...record.when, clock_jump: seq === 1 ? "first" : "none", local: utc.replace("Z", "+00:00"), utc },
    });
    const entry = bytes({ ...line, clock_jump: seq === 1 ? "first" : "none", prev: last, record: id, seq, sha256: await hex(facts), utc });
    last = await hex(entry);
    files.push([`${folder}/record.json`, facts], [`${folder}/screen-001.png`, picture.bytes], [`log/${String(seq).padStart(8, "0")}.json`, entry]);
  }
  await new Promise((done, failed) => {
    const opening = indexedDB.open("breakwater");
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const step = opening.result.transaction("locker", "readwrite");
      for (const [name, value] of files) step.objectStore("locker").add(value, name);
      step.oncomplete = () => { opening.result.close(); done(); };
      step.onabort = () => failed(step.error);
    };
  });
  return { last, seq: until };
}

/** Runs in the page. What says that every file is sealed is taken away. */
function unsealed() {
  return new Promise((done, failed) => {
    const opening = indexedDB.open("breakwater");
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const step = opening.result.transaction("device", "readwrite");
      step.objectStore("device").delete("all-sealed");
      step.oncomplete = () => { opening.result.close(); done(); };
      step.onabort = () => failed(step.error);
    };
  });
}

/** How many files of the locker, but for the log, do not rest sealed. */
export function clear(browser) {
  return browser.worker(() => new Promise((done, failed) => {
    const opening = indexedDB.open("breakwater");
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      let count = 0;
      const step = opening.result.transaction("locker");
      const names = IDBKeyRange.bound("records/", "records/\uffff");
      step.objectStore("locker").openCursor(names).onsuccess = ({ target: { result } }) => {
        if (!result) return;
        if (String.fromCharCode(...result.value.subarray(0, 4)) !== "BWF1") count += 1;
        result.continue();
      };
      step.oncomplete = () => { opening.result.close(); done(count); };
    };
  }));
}
