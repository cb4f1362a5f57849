// What the locker costs: opening a large one, handing much of it over, and saving beside the browser's own screenshot.
// Prints figures, asserts nothing. Chromium.
//   node tests/bench/locker.mjs [--extension dist/test/chrome] [--records 5000] [--exported 500] [--only list,export,save]
//   --tidied: the browser is made to tidy its memory up all along, so that what is needed is told from what it lets lie about

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Stage, until } from "../extension/stage.mjs";
import { clear, fill } from "./filling.mjs";

const { values } = parseArgs({ options: {
  extension: { type: "string", default: fileURLToPath(new URL("../../dist/test/chrome", import.meta.url)) },
  records: { type: "string", default: "5000" },
  exported: { type: "string", default: "500" },
  only: { type: "string", default: "list,export,save" },
  tidied: { type: "boolean", default: false },
} });
const WORDS = "four words in a row";
const PATIENCE = 1_800_000;
const MB = 1024 * 1024;

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
const told = (all) => `${median(all).toFixed(0)} ms (${all.map((one) => one.toFixed(0)).join(", ")})`;

/** Runs in every document before its own scripts: notes when the list stands, and when all of it is checked. */
function watch() {
  const note = () => {
    const rows = document.querySelectorAll("#records > li").length;
    if (rows > 0) window.listed ??= performance.now();
    const said = document.querySelector("#unlock-said")?.textContent;
    if (said) window.asked = true;
    else if (window.asked) window.opened ??= performance.now();
    const checking = document.querySelector("#checking");
    if (rows > 0 && /unchanged|Damaged/.test(document.querySelector("#records").textContent) && (!checking || checking.hidden)) window.checked ??= performance.now();
  };
  new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

/** Opens the locker's page, and it with its passphrase if there is one. */
async function open(stage, locked) {
  const page = await stage.browser.page("about:blank");
  await page.puppet.evaluateOnNewDocument(watch);
  await page.goto(stage.browser.extensionPageUrl("locker.html"));
  if (locked) {
    await until(() => page.evaluate(() => document.querySelector("#locked").checkVisibility()), "the lock", PATIENCE);
    await page.evaluate((words) => {
      document.querySelector("#passphrase").value = words;
      document.querySelector("#unlock").click();
    }, WORDS);
  }
  await until(() => page.evaluate(() => window.checked), "the list", PATIENCE);
  const times = await page.evaluate(() => ({ listed: window.listed - (window.opened ?? 0), checked: window.checked - (window.opened ?? 0) }));
  return { page, ...times };
}

async function openings(stage, locked) {
  const all = [];
  for (let round = 0; round < 5; round += 1) {
    const { page, ...times } = await open(stage, locked);
    all.push(times);
    await page.close();
  }
  const since = locked ? "since the passphrase's key was there" : "since the page was asked for";
  console.log(`  ${locked ? "with a passphrase" : "without a passphrase"}, ${since}: list ${told(all.map(({ listed }) => listed))}; log and all of it checked ${told(all.map(({ checked }) => checked))}`);
}

async function filled(count) {
  const stage = await Stage.set("chromium", { folder: values.extension });
  const start = Date.now();
  await fill(stage.browser, count);
  const { page } = await open(stage, false);
  await page.close();
  const left = await clear(stage.browser);
  if (left > 0) throw new Error(`${left} files are not sealed`);
  console.log(`  filled and sealed in ${((Date.now() - start) / 1000).toFixed(0)} s`);
  return stage;
}

async function list(count) {
  console.log(`a locker of ${count} records`);
  const stage = await filled(count);
  await openings(stage, false);
  const { page } = await open(stage, false);
  await page.evaluate((words) => {
    for (const field of ["#new-passphrase", "#new-again"]) document.querySelector(field).value = words;
    document.querySelector("#set-passphrase").click();
  }, WORDS);
  await until(() => page.evaluate(() => /holds from now on/.test(document.querySelector("#done").textContent)), "the passphrase", PATIENCE);
  await page.close();
  await openings(stage, true);
  await stage.strike();
}

/** The processes that pages of this extension run in, by Linux's word. */
async function processes(page) {
  const { processInfo } = await (await page.puppet.browser().target().createCDPSession()).send("SystemInfo.getProcessInfo");
  const ids = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  return ids.filter((id) => readdirSync("/proc").includes(String(id)) && readFileSync(`/proc/${id}/cmdline`, "utf8").includes("--extension-process"));
}

/** Megabytes that a process holds in memory: all of them, and without files that other processes share with it. */
function memory(id) {
  const status = readFileSync(`/proc/${id}/status`, "utf8");
  const field = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0) / 1024;
  return { all: field("VmRSS"), own: field("RssAnon"), most: field("VmHWM") };
}

async function handOver(count) {
  console.log(`a package of ${count} records`);
  const stage = await filled(count);
  const { page } = await open(stage, false);
  await (await page.puppet.createCDPSession()).send("HeapProfiler.collectGarbage");
  await wait(3000);
  const [id] = await processes(page);
  const before = memory(id);
  // The most that it holds is counted from here on.
  try { writeFileSync(`/proc/${id}/clear_refs`, "5"); } catch { console.log("  (the peak of memory includes what was before: not allowed to reset it)"); }
  let own = 0;
  const sampling = setInterval(() => { own = Math.max(own, memory(id).own); }, 20);
  const session = await page.puppet.createCDPSession();
  // One that still tidies up when the page closes never answers.
  const tidying = values.tidied && setInterval(() => void session.send("HeapProfiler.collectGarbage").catch(() => undefined), 200);
  const start = Date.now();
  const bytes = await page.evaluate(() => new Promise((done) => {
    const make = URL.createObjectURL;
    // The file is held back, so that its own bytes are not counted twice.
    URL.createObjectURL = (blob) => {
      if (blob.type !== "application/zip") return make(blob);
      done(blob.size);
      return make(new Blob());
    };
    document.querySelector("#export").click();
  }));
  const took = Date.now() - start;
  await wait(200);
  clearInterval(sampling);
  clearInterval(tidying);
  await until(() => page.evaluate(() => document.querySelector("#done").textContent.length > 12), "its word", PATIENCE);
  const says = await page.evaluate(() => document.querySelector("#done").textContent);
  const { most } = memory(id);
  const mb = (value) => `${value.toFixed(0)} MB`;
  console.log(`  ${(took / 1000).toFixed(1)} s, ${mb(bytes / MB)} out; page process at most ${mb(most)} (its own ${mb(own)}), before ${mb(before.all)} (${mb(before.own)}): ${mb(own - before.own)} more`);
  console.log(`  the page says: ${says}`);
  await stage.strike();
}

async function saving() {
  console.log("saving a screen, beside the browser's own capture of it");
  const stage = await Stage.set("chromium", { folder: values.extension });
  const chat = await stage.chat("chatscope", "lure", 20);
  await stage.panel(chat);
  await stage.save(chat);
  const captures = [];
  const saved = [];
  for (let round = 0; round < 7; round += 1) {
    await stage.browser.clickToolbarAction(chat);
    const { page: popup } = await stage.popup(chat);
    await popup.evaluate(() => {
      // Both as the chat is in front; far enough apart for two captures a second.
      setTimeout(async () => {
        let start = performance.now();
        await chrome.tabs.captureVisibleTab(undefined, { format: "png" }).catch(() => undefined);
        window.capture = performance.now() - start;
        await new Promise((next) => setTimeout(next, 2000));
        const line = document.querySelector("#saved");
        const done = new MutationObserver(() => {
          if (/\d\d:\d\d/.test(line.textContent)) window.took ??= performance.now() - start;
        });
        done.observe(line, { childList: true, characterData: true, subtree: true, attributes: true });
        start = performance.now();
        document.querySelector("#save").click();
      }, 1500);
    });
    await chat.bringToFront();
    await wait(10_000);
    const got = await popup.evaluate(() => ({ capture: window.capture, took: window.took, line: document.querySelector("#saved").textContent }));
    if (got.took && /Saved and checked/.test(got.line)) {
      captures.push(got.capture);
      saved.push(got.took);
    } else console.log(`  one did not save: ${got.line}`);
    await popup.close();
  }
  if (saved.length > 0) console.log(`  capture alone ${told(captures)}; click to saved and checked ${told(saved)}; the goal for these captures ${(2 * median(captures) + 150).toFixed(0)} ms`);
  await stage.strike();
}

const parts = values.only.split(",");
if (parts.includes("list")) await list(Number(values.records));
if (parts.includes("export")) await handOver(Number(values.exported));
if (parts.includes("save")) await saving();
