#!/usr/bin/env node
// Runs the reader over every kit and every other page in real browsers, and prints how well it did.
//   node tests/reader/check.mjs --help

import { spawn } from "node:child_process";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { installed, launch } from "../browser/driver.mjs";
import { serve } from "../browser/serve.mjs";
import { kits, otherPages as builtPages } from "../kits/build.mjs";
import { compare, shortfalls, total } from "./compare.mjs";

const help = `Usage: node tests/reader/check.mjs [OPTIONS]

Lists are separated by commas. Build the kits first: npm run build --prefix tests/kits
  --probe FILE        the snapshot script            (dist/probe.js)
  --breakwater FILE   the command line tool          (dist/breakwater)
  --browser LIST      chromium, firefox              (those installed)
  --kit LIST          kits, or none                  (all)
  --page LIST         pages of tests/pages, hostile for all of those, or none  (all)
  --viewport LIST     as 1200x800                    (1200x800,390x844)
  --n LIST            how many messages              (1,2,3,20,500)
  --layout LIST       mixtures of layouts.html, as 1-40,77     (none)
  --chat LIST         conversations                  (by n: see below)
  --dir rtl           lay the page out right to left
  --theme dark        dark pages
  --docked            the chat as a window in a corner
  --add               let the last message come while the page is open
  --faults            print every fault
  --save FOLDER       keep each snapshot and reading

Conversations by default: 1 to 3 messages of lure and blackmail-opener, 20 of friends and lure, 500 of long.
Exit status 1 when a threshold of the reader's issue is missed.`;

const root = fileURLToPath(new URL("../..", import.meta.url));
const list = { type: "string" };
const { values: asked } = parseArgs({
  options: {
    help: { type: "boolean", short: "h" }, faults: { type: "boolean" }, docked: { type: "boolean" }, add: { type: "boolean" },
    probe: { type: "string", default: join(root, "dist/probe.js") },
    breakwater: { type: "string", default: join(root, "dist/breakwater") },
    viewport: { type: "string", default: "1200x800,390x844" },
    n: { type: "string", default: "1,2,3,20,500" },
    browser: list, kit: list, page: list, chat: list, dir: list, theme: list, save: list, layout: list,
  },
});

const split = (text) => text.split(",").filter(Boolean);

/** The conversations for that many messages: the shortest of each kind that is long enough. */
function chats(n) {
  if (asked.chat) return split(asked.chat);
  if (n <= 3) return ["lure", "blackmail-opener"];
  return n <= 20 ? ["friends", "lure"] : ["long"];
}

function viewport(text) {
  const [width, height] = text.split("x").map(Number);
  if (!(width > 0 && height > 0)) throw new Error(`no viewport: ${text}`);
  return { width, height };
}

function kitPages(names) {
  return names.flatMap((kit) => split(asked.n).map(Number).flatMap((n) => chats(n).map((chat) => {
    const given = new URLSearchParams({ chat, n: String(asked.add ? n - 1 : n) });
    for (const key of ["dir", "theme"]) if (asked[key]) given.set(key, asked[key]);
    if (asked.docked) given.set("docked", "1");
    return { kit, n, chat, path: `kits/build/${kit}.html?csp=strict&${given}` };
  })));
}

/** Chat pages of a kind no kit has, told apart by their seeds. */
function layoutPages() {
  const seeds = split(asked.layout ?? "").flatMap((part) => {
    const [first, last = first] = part.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
  return seeds.flatMap((seed) => split(asked.n).map(Number).flatMap((n) => chats(n).map((chat) => {
    const given = new URLSearchParams({ seed, chat, n: String(n) });
    if (asked.dir) given.set("dir", asked.dir);
    return { kit: "layouts", seed, n, chat, path: `reader/layouts.html?${given}` };
  })));
}

/** Pages without a chat, made from third-party parts, and hostile ones of our own. */
async function otherPages() {
  if (asked.page === "none") return [];
  const folder = join(root, "tests/pages/hostile");
  const hostile = (await readdir(folder)).filter((file) => file.endsWith(".html")).map((file) => `hostile/${file.slice(0, -5)}`);
  const source = await readFile(join(root, "tests/reader/others.mjs"), "utf8");
  const others = [...source.slice(source.indexOf("const pages = {")).matchAll(/^ {2}"?([a-z-]+)"?: `/gm)].map(([, name]) => `others/${name}`);
  const known = [...(await builtPages()), ...others, ...hostile];
  const wanted = asked.page ? split(asked.page).flatMap((name) => known.filter((one) => one === name || one.startsWith(`${name}/`))) : known;
  if (asked.page && wanted.length === 0) throw new Error(`no page ${asked.page}; there are ${known.join(", ")}`);
  const place = (page) => {
    if (page.startsWith("others/")) return `reader/others.html?page=${page.slice(7)}`;
    return page.includes("/") ? `pages/${page}.html` : `pages/build/${page}.html?csp=strict`;
  };
  return wanted.map((page) => ({ page, path: place(page) }));
}

/** Runs in the page: one snapshot, how long it took, and what should be in it. */
async function look(add) {
  const settled = () => new Promise((done) => setTimeout(done, 120));
  await (window.kit ?? window.page)?.ready;
  if (add) await window.kit.add();
  await settled();
  const start = performance.now();
  const snapshot = globalThis.breakwaterSnapshot();
  const ms = performance.now() - start;
  const { truth, contact, chat, never } = window.kit ?? window.page ?? {};
  return { snapshot, ms, truth, contact, expected: { chat, never } };
}

/** The reading of each snapshot, or an error for a line that the tool could not take. */
function read(snapshots) {
  return new Promise((done, failed) => {
    const tool = spawn(asked.breakwater, ["read"], { stdio: ["pipe", "pipe", "pipe"] });
    let output = "";
    let complaints = "";
    tool.stdout.on("data", (data) => { output += data; });
    tool.stderr.on("data", (data) => { complaints += data; });
    tool.on("error", failed);
    tool.on("close", () => {
      const bad = new Map([...complaints.matchAll(/^line (\d+): (.*)$/gm)].map(([, line, why]) => [Number(line), why]));
      const readings = output.trim().split("\n").filter(Boolean).map((line) => JSON.parse(line));
      if (readings.length + bad.size !== snapshots.length) failed(new Error(`${snapshots.length} snapshots, ${readings.length} readings: ${complaints.trim()}`));
      else done(snapshots.map((_, i) => (bad.has(i + 1) ? new Error(`snapshot not taken: ${bad.get(i + 1)}`) : readings.shift())));
    });
    tool.stdin.end(snapshots.map((line) => `${line.replaceAll("\n", " ")}\n`).join(""));
  });
}

async function visit(kind, pages) {
  const site = await serve();
  const browser = await launch({ browser: kind, headless: true });
  const looks = [];
  try {
    const tab = await browser.page("about:blank");
    for (const size of split(asked.viewport)) {
      await tab.setViewport(viewport(size));
      for (const page of pages) {
        const where = { ...page, browser: kind, size };
        if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${label(where)}`);
        try {
          await tab.goto(site.address(page.path));
          await tab.addScript(asked.probe);
          looks.push({ ...where, ...(await tab.evaluate(look, Boolean(asked.add && page.kit))) });
        } catch (error) {
          looks.push({ ...where, failure: String(error.message ?? error).split("\n")[0] });
        }
      }
    }
  } finally {
    await browser.close();
    await site.close();
  }
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  const good = looks.filter(({ failure }) => !failure);
  const readings = good.length > 0 ? await read(good.map(({ snapshot }) => snapshot)) : [];
  good.forEach((one, i) => {
    if (readings[i] instanceof Error) one.failure = readings[i].message;
    else one.reading = readings[i];
  });
  return looks;
}

const label = (one) => [one.kit ?? one.page, one.browser, one.size, one.seed && `seed=${one.seed}`, one.kit && `n=${one.n}`, one.chat].filter(Boolean).join(" ");

/** One line a kit, browser and screen size. */
function printKits(looks) {
  const groups = Map.groupBy ? Map.groupBy(looks, key) : looks.reduce((map, one) => map.set(key(one), [...(map.get(key(one)) ?? []), one]), new Map());
  function key({ kit, browser, size }) { return [kit.padEnd(20), browser.padEnd(9), size.padEnd(9)].join(" "); }
  console.log(`${"kit".padEnd(20)} browser   screen      found          right unknown wrong as-mine  exact        extra names chats  slowest`);
  for (const [name, group] of groups) {
    const sum = total(group.map(({ result }) => result));
    const slowest = Math.max(...group.map(({ ms }) => ms));
    const row = [name, `${sum.found}/${sum.messages}`.padStart(10), sum.right, sum.unknown, sum.wrong, sum.asMine, `${sum.exact}/${sum.texts}`, sum.extra, `${sum.names}/${sum.pages}`, `${sum.chats}/${sum.pages}`, `${slowest.toFixed(0)} ms`];
    const widths = [0, 10, 9, 8, 6, 8, 11, 6, 6, 6, 8];
    console.log(row.map((cell, i) => String(cell).padStart(widths[i])).join(" "));
  }
}

/** Other pages: no chat where there is none, and nothing hidden read as said. */
function printPages(looks) {
  const missed = [];
  for (const one of looks) {
    // What the page does not say comes back as null from one driver and not at all from the other.
    const chat = one.expected.chat ?? undefined;
    const never = one.expected.never ?? [];
    const said = (one.reading.rows ?? []).map(({ text }) => text).join("\n");
    const faults = never.filter((text) => said.includes(text)).map((text) => `read as said: ${JSON.stringify(text)}`);
    if (chat !== undefined && chat !== one.reading.chat) faults.push(chat ? "not seen as a chat" : `seen as a chat of ${one.reading.rows.length} rows`);
    if (one.result) faults.push(...shortfalls(total([one.result])), ...(asked.faults ? one.result.faults : []));
    const size = `${(one.snapshot.length / 1024).toFixed(0)} KB`.padStart(8);
    console.log(`${faults.length ? "BAD " : "good"} ${label(one).padEnd(48)} ${size} ${one.ms.toFixed(0).padStart(5)} ms  ${one.reading.problem ?? ""} ${faults.join("; ")}`);
    missed.push(...faults.map((fault) => `${label(one)}: ${fault}`));
  }
  return missed;
}

async function keep(looks) {
  await mkdir(asked.save, { recursive: true });
  await Promise.all(looks.flatMap((one) => {
    const name = join(asked.save, label(one).replace(/[^\w=-]+/g, "_"));
    return [writeFile(`${name}.snapshot.json`, one.snapshot), writeFile(`${name}.reading.json`, JSON.stringify(one.reading, null, 1))];
  }));
}

async function main() {
  if (asked.help) return console.log(help);
  const names = asked.kit === "none" ? [] : asked.kit ? split(asked.kit) : await kits();
  const pages = [...kitPages(names), ...layoutPages(), ...(asked.kit && asked.kit !== "none" && !asked.page ? [] : await otherPages())];
  if (pages.length === 0) throw new Error("nothing to look at");
  const looks = [];
  for (const kind of asked.browser ? split(asked.browser) : installed()) looks.push(...(await visit(kind, pages)));

  const failed = looks.filter(({ failure }) => failure);
  const good = looks.filter(({ failure }) => !failure);
  for (const one of good) if (one.truth) one.result = compare(one.truth, one.reading, one.contact.name);
  if (asked.save) await keep(good);
  const kitLooks = good.filter(({ kit }) => kit);
  if (kitLooks.length > 0) printKits(kitLooks);
  if (asked.faults) for (const one of kitLooks) for (const fault of one.result.faults) console.log(`${label(one)}: ${fault}`);
  const missed = [...shortfalls(total(kitLooks.map(({ result }) => result))), ...printPages(good.filter(({ page }) => page))];
  for (const one of failed) missed.push(`${label(one)}: ${one.failure}`);
  console.log(missed.length === 0 ? `all good: ${looks.length} pages` : `\nmissed:\n  ${missed.join("\n  ")}`);
  if (missed.length > 0) process.exitCode = 1;
}

await main().catch((error) => {
  console.error(`check: ${error.message}`);
  process.exitCode = 2;
});
