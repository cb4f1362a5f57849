// A real managed install in Chromium: forced and pinned by the kit's own file, settings that arrive, are locked and are shown.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash, generateKeyPairSync } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";
import puppeteer from "puppeteer-core";
import { installed, until } from "../browser/driver.mjs";
import { find } from "../browser/find.mjs";
import { KIT, WRONG, isLocked, isNoLessSafe, settingsPage } from "./settings.mjs";
import { possible, view } from "./view.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = process.env.BREAKWATER_DIST ?? join(root, "dist");
const PATIENCE = 60_000;
const wanted = (process.env.ONLY ?? "chromium") === "chromium" && installed().includes("chromium");
const skip = !wanted ? "not asked for" : !possible() ? "no view of /etc of its own here (unshare)" : !existsSync(join(dist, "chrome")) ? `no ${dist}/chrome` : false;

describe("managed: chromium", { skip }, () => {
  let folder, server, browser, id, etc, page;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "breakwater-managed-"));
    id = pack(folder);
    server = await store(folder, id);
    etc = view(folder, find("chromium"), ["chromium"]);
    etc.write("policies/managed/breakwater.json", kit(id, server.address().port));
    browser = await puppeteer.launch({
      executablePath: etc.binary,
      pipe: true,
      headless: true,
      userDataDir: join(folder, "profile"),
      enableExtensions: true,
      // What is forced is fetched in the background; nothing but loopback can be reached all the same.
      ignoreDefaultArgs: ["--disable-background-networking"],
      args: ["--no-sandbox", "--no-first-run", "--disable-component-update", "--disable-sync", "--disable-quic", "--proxy-server=127.0.0.1:9"],
    });
    await browser.waitForTarget((target) => target.url().includes(id), { timeout: PATIENCE });
    page = await browser.newPage();
  });

  after(async () => {
    await browser?.close();
    server?.close();
    if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const open = async () => {
    await page.goto(`chrome-extension://${id}/options.html`);
    return until(() => page.evaluate(settingsPage), "the settings page", PATIENCE);
  };
  const arrived = (test) => until(() => page.evaluate(() => chrome.storage.managed.get(null)).then((values) => test(values) && values), "the policy", PATIENCE);

  test("it is installed by policy, and in the toolbar", async () => {
    await page.goto("chrome://extensions");
    const ours = await page.evaluate((ours) => new Promise((told) => {
      chrome.developerPrivate.getExtensionsInfo({}, (all) => told(all.find((one) => one.id === ours)));
    }), id);
    assert.equal(ours.state, "ENABLED");
    assert.match(ours.controlledInfo.text, /policy/);
    assert.equal(ours.pinnedToToolbar, true);
  });

  test("the kit's settings arrive, are locked and are shown", async () => {
    await open();
    assert.deepEqual(await arrived((values) => values.lockSettings), KIT);
    isLocked(await open());
  });

  test("wrong, unknown and huge values are passed over alone, live, and are no less safe than none", async () => {
    const policy = kit(id, server.address().port);
    policy["3rdparty"].extensions[id] = WRONG;
    await page.evaluate(remember, { old: 1, now: Math.floor(Date.now() / 1000) });
    etc.write("policies/managed/breakwater.json", policy);
    // The settings page is still open: it follows without being loaded again.
    await until(() => page.evaluate(() => document.querySelector("#country").value === "gb" && !document.querySelector("#language").disabled), "the open page to follow", PATIENCE);
    const values = await arrived((values) => values.country === "gb");
    for (const key of ["ageMode", "captureAllowed", "captureMaskMedia", "helpHidden", "lockSettings", "webhook"]) assert.ok(!(key in values), key);
    isNoLessSafe(await open());
    // With a policy that has changed, what is kept is looked at as at a start: contacts have an end, evidence has none.
    await until(async () => (await page.evaluate(remembered)).join() === "now,evidence", "the old contact to be forgotten", PATIENCE);
  });

  test("a policy that is taken away leaves nothing behind", async () => {
    const policy = kit(id, server.address().port);
    delete policy["3rdparty"];
    etc.write("policies/managed/breakwater.json", policy);
    await until(() => page.evaluate(() => document.querySelector("#managed").hidden), "the open page to follow", PATIENCE);
    const shown = await open();
    assert.deepEqual([shown.country, shown.locks, shown.ignored, shown.masked, shown.captureOff, shown.sitesOff], ["", [], [], true, false, 0]);
  });

  test("no first steps came up", async () => {
    assert.deepEqual((await browser.pages()).map((one) => one.url()).filter((url) => url.includes("welcome")), []);
  });
});

/** Puts contacts and a file of the locker into the database; each contact was last seen in the second since 1970 that is given. */
function remember(contacts) {
  return new Promise((done, failed) => {
    const opening = indexedDB.open("breakwater");
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const step = opening.result.transaction(["contacts", "locker"], "readwrite");
      for (const [name, lastSeen] of Object.entries(contacts)) step.objectStore("contacts").put({ lastSeen }, name);
      step.objectStore("locker").put(new Uint8Array([1]), "evidence");
      step.oncomplete = () => (opening.result.close(), done());
    };
  });
}

/** Names of what rests there. */
function remembered() {
  return new Promise((done, failed) => {
    const opening = indexedDB.open("breakwater");
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const step = opening.result.transaction(["contacts", "locker"]);
      const names = ["contacts", "locker"].map((shelf) => step.objectStore(shelf).getAllKeys());
      step.oncomplete = () => (opening.result.close(), done(names.flatMap(({ result }) => result)));
    };
  });
}

/** The kit's own file, with our id, our own store, and leave for this test to look inside what is forced. */
function kit(id, port) {
  const text = readFileSync(join(root, "managed/linux/breakwater-chrome.json"), "utf8").replaceAll("CHROME_WEB_STORE_ID", id);
  const policy = JSON.parse(text);
  policy.ExtensionSettings[id].update_url = `http://127.0.0.1:${port}/update.xml`;
  return { ...policy, DeveloperToolsAvailability: 1 };
}

/** Packs the extension under a key of this test; gives back the id that follows from the key. */
function pack(folder) {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(join(folder, "key.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
  cpSync(join(dist, "chrome"), join(folder, "extension"), { recursive: true });
  execFileSync(find("chromium"), [
    "--headless=new", "--no-sandbox", "--disable-background-networking", `--user-data-dir=${join(folder, "packing")}`,
    `--pack-extension=${join(folder, "extension")}`, `--pack-extension-key=${join(folder, "key.pem")}`,
  ], { stdio: "ignore", timeout: PATIENCE });
  const digest = createHash("sha256").update(publicKey.export({ type: "spki", format: "der" })).digest("hex");
  return [...digest.slice(0, 32)].map((digit) => "abcdefghijklmnop"[parseInt(digit, 16)]).join("");
}

/** A store of one extension, on loopback. */
async function store(folder, id) {
  const { version } = JSON.parse(readFileSync(join(folder, "extension/manifest.json"), "utf8"));
  const server = createServer((request, answer) => {
    if (!request.url.startsWith("/update.xml")) return answer.end(readFileSync(join(folder, "extension.crx")));
    const at = `http://127.0.0.1:${server.address().port}/breakwater.crx`;
    return answer.end(`<?xml version="1.0"?><gupdate xmlns="http://www.google.com/update2/response" protocol="2.0"><app appid="${id}"><updatecheck codebase="${at}" version="${version}"/></app></gupdate>`);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}
