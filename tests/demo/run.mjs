// `./build.sh run`: a real browser with the extension, a demo chat, and a made-up lure that plays by itself.
//
// With a display the window stays open for a person. Without one, and always for `./build.sh pictures`, it runs headless, says
// what was noticed when, and leaves pictures in the size that the stores want and one evidence package under target/demo/.

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { headless, locate } from "../browser/find.mjs";
import { Stage, breakwater, until } from "../extension/stage.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = `${root}target/demo`;
const kind = process.argv[2] === "firefox" ? "firefox" : "chromium";
/** What Chrome's and Edge's stores take; Mozilla's takes any. CSS pixels. */
const STORE = { width: 1280, height: 800 };
/** Between two messages, milliseconds: time to be looked at, so that what is seen early is also shown early. */
const PACE = 1200;
/** Until a panel that has just come has faded in, milliseconds. */
const FADED = 500;

if (!locate(kind)) {
  console.error(`missing: ${kind}. Get it with: apt-get install ${kind === "firefox" ? "firefox-esr" : "chromium"}`);
  process.exit(1);
}

mkdirSync(out, { recursive: true });
const stage = await Stage.set(kind, headless ? { headless, viewport: STORE } : { headless });
const started = Date.now();
const say = (what) => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${what}`);

async function picture(page, name) {
  await new Promise((faded) => setTimeout(faded, FADED));
  await page.screenshot(`${out}/${name}.png`);
}

const page = await stage.chat("chatscope", "lure", 0);
const { messages } = await page.evaluate(async () => (await fetch("/conversations/lure.json")).json());
say(`${kind}: a chat opens; a made-up lure of ${messages.length} messages begins`);

let level = "calm";
for (const [number, message] of messages.entries()) {
  // A machine without a font for them draws boxes.
  const text = message.text.replace(/\s*\p{Extended_Pictographic}/gu, "");
  await page.evaluate((one) => window.kit.add(one), { ...message, text: text || message.text });
  await new Promise((next) => setTimeout(next, PACE));
  const [card] = await page.shadow("section");
  const now = card?.attributes.class ?? "calm";
  if (now === level) continue;
  level = now;
  say(`message ${number + 1}: ${level}. ${card ? card.text.split("\n").slice(0, 2).join(" ") : ""}`);
  await picture(page, `page-${level}`);
}
await stage.panel(page, "threat");
await picture(page, "page-threat");

const popup = await stage.popup(page, ({ reasons }) => reasons.length > 0);
await popup.page.setViewport({ width: 360, height: 720 });
await popup.page.screenshot(`${out}/popup.png`);
say(`the popup says: ${popup.headline}`);
for (const reason of popup.reasons) say(`  · ${reason}`);
// In Firefox the size is the window's, and the chat is wanted in full again.
await popup.page.setViewport(STORE);
await popup.page.close();

say(`saving from the toolbar: ${await stage.save(page)}`);
const locker = await stage.browser.page(stage.browser.extensionPageUrl("locker.html"));
await until(() => locker.evaluate(() => document.querySelectorAll("#records li").length > 0), "the locker's list", 20_000);
await locker.screenshot(`${out}/locker.png`);
const bytes = await stage.package(locker);
const file = `${out}/evidence.zip`;
await import("node:fs/promises").then(({ writeFile }) => writeFile(file, bytes));
say(`the package is checked: ${breakwater(["verify", file]).split("\n")[0]}`);
await locker.close();

const help = await stage.browser.page(stage.browser.extensionPageUrl("notes/en/gb.html"));
await help.screenshot(`${out}/help.png`);
await help.close();
for (const name of ["welcome", "options", "parents"]) {
  const own = await stage.browser.page(stage.browser.extensionPageUrl(`${name}.html`));
  await until(() => own.evaluate(() => "ready" in document.documentElement.dataset), `the words of ${name}`, 20_000);
  await own.screenshot(`${out}/${name}.png`);
  await own.close();
}
say("pictures and package are under target/demo/");

if (!headless) {
  console.log("The browser stays open. Close it, or press Ctrl+C, to end.");
  await new Promise((closed) => process.once("SIGINT", closed));
}
await stage.strike();
