// How long from a message on the page to its advice: warm, and from a killed worker. Prints medians, asserts nothing.
//   node tests/bench/advice.mjs

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { find } from "../browser/find.mjs";
import { serve } from "../browser/serve.mjs";

const path = (from) => fileURLToPath(new URL(from, import.meta.url));
const ROUNDS = 15;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const site = await serve();
const browser = await puppeteer.launch({
  executablePath: find("chromium"),
  pipe: true,
  headless: true,
  enableExtensions: true,
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic", "--enable-unsafe-extension-debugging"],
});
const id = await browser.installExtension(path("../../dist/test/chrome"));
const page = await browser.newPage();
const session = await page.createCDPSession();
// The content script's own world, from which its messages come.
const world = new Promise((found) => session.on("Runtime.executionContextCreated", ({ context }) => {
  if (context.origin === `chrome-extension://${id}` || context.auxData?.type === "isolated" && context.name === "Breakwater") found(context.id);
}));
await session.send("Runtime.enable");
await page.goto(site.address("kits/build/chatscope.html?chat=lure&n=20"));
await page.evaluate(() => window.kit.ready);
const contextId = await world;
const probe = readFileSync(path("../../dist/probe.js"), "utf8");
const run = async (expression) => {
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", { contextId, expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
};
await run(`${probe}; undefined`);
const ask = `(async () => {
  const snapshot = JSON.parse(breakwaterSnapshot());
  const since = performance.now();
  const advice = await chrome.runtime.sendMessage({ snapshot });
  if (!advice.panel) throw new Error("no advice: " + JSON.stringify(advice));
  return performance.now() - since;
})()`;
const look = `(() => { const since = performance.now(); breakwaterSnapshot(); return performance.now() - since; })()`;

await run(ask);
const warm = [], looks = [], cold = [];
for (let round = 0; round < ROUNDS; round += 1) {
  looks.push(await run(look));
  warm.push(await run(ask));
}
const root = await browser.target().createCDPSession();
for (let round = 0; round < ROUNDS; round += 1) {
  const { targetInfos } = await root.send("Target.getTargets");
  const worker = targetInfos.find(({ type, url }) => type === "service_worker" && url.includes(id));
  if (worker) await root.send("Target.closeTarget", { targetId: worker.targetId });
  await new Promise((ended) => setTimeout(ended, 300));
  cold.push(await run(ask));
}
const line = (what, numbers) => console.log(`${what.padEnd(44)} median ${median(numbers).toFixed(1)} ms, ${Math.min(...numbers).toFixed(1)} to ${Math.max(...numbers).toFixed(1)}, ${numbers.length} runs`);
line("snapshot of a 20-message kit page", looks);
line("message to advice, warm", warm);
line("message to advice, from a killed worker", cold);
await browser.close();
await site.close();
