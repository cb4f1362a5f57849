// What the content script costs a page, by the browser's own tracing, beside the same page without the extension.
// Prints figures, asserts nothing. Chromium.
//   node tests/bench/eyes.mjs [--seconds 30]
//   node tests/bench/eyes.mjs --minutes 10     only whether memory grows, untraced: with and without, a line a minute

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "../browser/driver.mjs";
import { serve } from "../browser/serve.mjs";

const { values: { seconds, minutes } } = parseArgs({ options: { seconds: { type: "string", default: "30" }, minutes: { type: "string" } } });
const length = Number(seconds) * 1000;
const extension = fileURLToPath(new URL("../../dist/test/chrome", import.meta.url));

/** The pages, and what starts their unrest once they stand. */
const pages = {
  "500 rows, 20 messages a second": {
    path: "kits/build/chatscope.html?chat=long&n=500",
    stir: () => setInterval(() => void window.kit.add({ from: "them", text: `and another one ${Math.round(performance.now())}` }), 50),
  },
  "100,000 nodes, 1,000 changes a second": { path: "pages/hostile/busy.html", stir: () => undefined },
  "100,000 nodes at rest": { path: "pages/hostile/busy.html?rest=1", stir: () => undefined },
};

/** Pages that are as large after hours as in the beginning: what grows on them is not the page's own. */
const lasting = {
  "the newest 500 rows, 20 messages a second": {
    path: "pages/hostile/plain-chat.html",
    stir: () => {
      const list = document.querySelector(".list");
      const add = () => {
        const row = list.querySelector(".row").cloneNode(true);
        row.firstChild.textContent = `and another one ${Math.round(performance.now())}`;
        list.append(row);
        list.scrollTop = list.scrollHeight;
      };
      while (list.children.length < 500) add();
      setInterval(() => {
        add();
        list.firstChild.remove();
      }, 50);
    },
  },
  "100,000 nodes, 1,000 changes a second": pages["100,000 nodes, 1,000 changes a second"],
};

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

const mb = (bytes) => `${(bytes / 1024 / 1024).toFixed(2)} MB`;

/** Bytes of live JavaScript objects: every world of the page together. */
async function heap(session) {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize;
}

/** The outermost calls into our content script, in milliseconds. */
function read(trace, script) {
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace));
  const own = traceEvents.filter(({ ph, name, args }) => ph === "X" && name === "FunctionCall" && args.data?.url === script);
  own.sort((a, b) => a.ts - b.ts);
  const outer = own.filter((call, i) => !own.slice(Math.max(0, i - 50), i).some((before) => before.ts + before.dur >= call.ts + call.dur));
  const laidOut = traceEvents.filter(({ ph, name, pid, tid }) => ph === "X" && ["Layout", "UpdateLayoutTree"].includes(name) && pid === own[0]?.pid && tid === own[0].tid);
  const forced = (call) => laidOut.filter(({ ts, dur }) => ts >= call.ts && ts + dur <= call.ts + call.dur).reduce((sum, { dur }) => sum + dur, 0) / 1000;
  const worst = outer.toSorted((a, b) => b.dur - a.dur)[0];
  return {
    ours: outer.reduce((sum, { dur }) => sum + dur, 0) / 1000,
    worst: worst ? worst.dur / 1000 : 0,
    ofWhichLayout: worst ? forced(worst) : 0,
  };
}

async function measure(browser, site, { path, stir }, id) {
  const page = await browser.page("about:blank");
  const session = await page.puppet.createCDPSession();
  await page.puppet.tracing.start({ categories: ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel", "blink.user_timing"] });
  await open(page, site.address(path));
  await wait(3000);
  await page.evaluate(stir);
  const before = await heap(session);
  await wait(length);
  const after = await heap(session);
  const trace = await page.puppet.tracing.stop();
  await page.close();
  return { ...read(trace, `chrome-extension://${id}/content.js`), before, after };
}

/** Opens a page; when its chat stood. */
async function open(page, address) {
  await page.goto(address);
  return page.evaluate(async () => {
    await (window.kit ?? window.page)?.ready;
    return Date.now();
  });
}

/** Milliseconds from the chat standing to its first reading being kept: medians, and all of them. Nothing is traced: tracing is slow. */
async function first(browser, address) {
  const took = [];
  for (let round = 0; round < 5; round += 1) {
    const listener = await listen(browser);
    const page = await browser.page("about:blank");
    const stable = await open(page, address);
    await wait(3000);
    const heard = await listener.evaluate(() => window.heard);
    took.push(heard === undefined ? undefined : heard - stable);
    await page.close();
    await listener.close();
  }
  if (took.includes(undefined)) return "not always within 3 s";
  return `after ${took.toSorted((a, b) => a - b)[2]} ms (${took.join(", ")})`;
}

/** A page of the extension that notes when the background first keeps the reading of a chat. It stays behind the chat. */
async function listen(browser) {
  const page = await browser.page(browser.extensionPageUrl("manifest.json"));
  await page.evaluate(() => chrome.storage.session.onChanged.addListener((changes) => {
    if (JSON.stringify(changes).includes("watching")) window.heard ??= Date.now();
  }));
  return page;
}

/** Live objects after each minute, with and without, side by side. */
async function grow(site, { path, stir }, minutes) {
  const browsers = await Promise.all([extension, undefined].map((folder) => launch({ browser: "chromium", headless: true, extension: folder })));
  const sessions = [];
  for (const browser of browsers) {
    const page = await browser.page("about:blank");
    await open(page, site.address(path));
    await page.evaluate(stir);
    sessions.push(await page.puppet.createCDPSession());
  }
  for (let minute = 0; minute <= minutes; minute += 1) {
    if (minute > 0) await wait(60_000);
    const [with_, without] = await Promise.all(sessions.map(heap));
    console.log(`  minute ${minute}: with ${mb(with_)}, without ${mb(without)}`);
  }
  await Promise.all(browsers.map((browser) => browser.close()));
}

const site = await serve();
for (const [name, page] of Object.entries(minutes ? lasting : {})) {
  console.log(name);
  await grow(site, page, Number(minutes));
}
for (const [name, page] of Object.entries(minutes ? {} : pages)) {
  console.log(name);
  for (const with_ of [false, true]) {
    const browser = await launch({ browser: "chromium", headless: true, extension: with_ ? extension : undefined });
    const chat = page.path.includes("?chat=");
    const id = with_ ? browser.extensionPageUrl("").split("/")[2] : undefined;
    const got = await measure(browser, site, page, id);
    const share = (got.ours / length) * 100;
    console.log(with_
      ? `  with     ours ${got.ours.toFixed(0)} ms of ${length} (${share.toFixed(2)} %), longest ${got.worst.toFixed(1)} ms (layout of the page's own changes in it: ${got.ofWhichLayout.toFixed(1)} ms), heap ${mb(got.before)} to ${mb(got.after)}, first reading ${chat ? await first(browser, site.address(page.path)) : "none: no chat"}`
      : `  without  heap ${mb(got.before)} to ${mb(got.after)}`);
    await browser.close();
  }
}
await site.close();
