// Settings, first steps and the page that says what works here, as a person meets them. In both browsers.
//   ONLY=chromium node --test tests/extension/settings.test.mjs

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { axeFinds, settings as look, sticksOut } from "../help/settings.mjs";
import { broken } from "../help/stage.mjs";
import { Stage, browsers, until } from "./stage.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const PATIENCE = 60_000;

for (const kind of browsers) {
  describe(`settings: ${kind}`, () => {
    let stage;
    before(async () => { stage = await Stage.set(kind); });
    after(() => stage?.strike());

    const kept = () => stage.browser.worker(() => chrome.storage.local.get("settings").then(({ settings }) => settings ?? {}));
    const holds = (test, what) => until(async () => test(await kept()), what, PATIENCE);
    /** A page of ours, once its core has filled it. */
    async function open(path) {
      const page = await stage.browser.page(stage.browser.extensionPageUrl(path));
      await page.bringToFront();
      await until(() => page.evaluate(ready), path, PATIENCE);
      return page;
    }
    const ready = () => "ready" in document.documentElement.dataset;
    const said = (page, words) => until(() => page.evaluate((one) => new RegExp(one).test(document.querySelector("#done").textContent), words), words, PATIENCE);

    /** Hands a file to the page's own field, as choosing one does. */
    const choose = (page, text) => page.evaluate((content) => {
      const field = document.querySelector("#file-load");
      const files = new DataTransfer();
      files.items.add(new File([content], "settings.json", { type: "application/json" }));
      field.files = files.files;
      field.dispatchEvent(new Event("change"));
    }, text);

    /** Nothing sticks out of a narrow window, light and dark, and axe finds nothing. */
    async function isSound(page, name) {
      await page.setViewport({ width: 320, height: 900 });
      assert.deepEqual(await page.evaluate(sticksOut), []);
      await stage.picture(page, `${name}-narrow`);
      await page.setViewport({ width: 1000, height: 900 });
      await stage.picture(page, name);
      await page.addScript(axe);
      assert.deepEqual(await axeFinds(page), []);
      const undo = await look[kind].dark(stage, page);
      await stage.picture(page, `${name}-dark`);
      assert.deepEqual(await axeFinds(page), []);
      await undo();
    }

    test("the first steps: three, by keyboard, each kept at once, and all of them can be skipped", async () => {
      const page = await open("welcome.html");
      const step = () => page.evaluate(() => document.querySelector("[data-step]:not([hidden])").dataset.step);
      const next = async (to) => {
        await page.evaluate(() => document.querySelector("#next").focus());
        await page.press("Enter");
        await until(async () => (await step()) === to, `step ${to}`, PATIENCE);
        assert.equal(await page.evaluate(() => document.activeElement.localName), "h2");
      };
      assert.equal(await step(), "1");
      assert.deepEqual(await kept(), {});
      await page.click("[value=teen]");
      assert.equal(await page.evaluate(() => document.querySelector("#for-teen").hidden), false);
      await isSound(page, "welcome-1");
      await next("2");
      await page.click("[name=age][value=under18]");
      await holds(({ age }) => age === "under18", "the age band");
      await isSound(page, "welcome-2");
      await next("3");
      await page.click("#sites input");
      await holds(({ off }) => off?.length === 1, "the site to be off");
      await isSound(page, "welcome-3");
      await next("4");
      await isSound(page, "welcome-4");
      await page.reload();
      await until(() => page.evaluate(ready), "the page again", PATIENCE);
      await page.click("#skip");
      await until(async () => (await step()) === "4", "the end", PATIENCE);
      assert.equal(await page.evaluate(() => document.activeElement.localName), "h2");
      await page.close();
    });

    test("a settings file brings what was taken along, and a hostile one is no use", async () => {
      await stage.browser.worker(() => chrome.storage.local.set({ settings: { age: "under18", country: "gb" } }));
      const page = await open("options.html");
      const file = await page.evaluate(() => new Promise((done) => {
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
          blob.text().then(done);
          return make(blob);
        };
        document.querySelector("#file-save").click();
      }));
      const taken = JSON.parse(file);
      assert.deepEqual([taken.breakwater, taken.version, taken.settings.country, taken.settings.age], ["settings", 1, "gb", "under18"]);
      await page.click("#reset");
      await said(page, "Set back");
      await holds(({ country }) => !country, "everything at its start");
      await choose(page, file);
      await said(page, "Loaded");
      await holds(({ age, country }) => age === "under18" && country === "gb", "what the file said");

      await choose(page, JSON.stringify({ breakwater: "settings", version: 1, settings: { age: "adult", mask: false, capture: false, "<img src=x>": 1, country: "ie" } }));
      await holds(({ country }) => country === "ie", "the one good entry");
      assert.deepEqual(await kept().then(({ age, capture, mask }) => ({ age, capture, mask })), { age: "under18", capture: true, mask: true });
      const shown = await page.evaluate(() => ({ over: document.querySelector("#file-passed-over").textContent, by: document.querySelector("#file-by-hand").textContent, img: document.querySelectorAll("img").length }));
      assert.match(shown.over, /capture.*<img src=x>|<img src=x>.*capture/);
      assert.match(shown.by, /Age/);
      assert.equal(shown.img, 0);
      const before = await kept();
      for (const [text, words] of [["{", "isn.t a settings file"], ['{"breakwater":"settings","version":9,"settings":{}}', "newer"], [" ".repeat(300_000), "too large"]]) {
        await choose(page, text);
        await said(page, words);
        // What the file before brought is no word on this one.
        assert.deepEqual(await page.evaluate(() => ["#file-passed-over", "#file-by-hand"].map((id) => document.querySelector(id).hidden)), [true, true]);
      }
      assert.deepEqual(await kept(), before);
      await isSound(page, "options");
      await page.close();
    });

    test("the plain button is worn at once, and again by a background that starts anew", async () => {
      const face = () => stage.browser.worker(() => chrome.action.getTitle({}));
      const page = await open("options.html");
      await page.click("#discreet");
      await until(async () => (await face()) === "Notes", "the plain title", PATIENCE);
      await stage.browser.worker(() => chrome.action.setTitle({ title: "Breakwater" }));
      await stage.browser.killWorker();
      await page.evaluate(() => chrome.runtime.sendMessage("ready"));
      await until(async () => (await face()) === "Notes", "the plain title again", PATIENCE);
      await page.click("#discreet");
      await until(async () => (await face()) === "Breakwater", "the harbour again", PATIENCE);
      await page.close();
    });

    test("at the quietest no notice stands on the page, a threat does, and both begin with the chosen sign", async () => {
      const page = await open("options.html");
      await page.click("[name=sensitivity][value=low]");
      await holds(({ sensitivity }) => sensitivity === "low", "the quietest");
      await page.evaluate(() => {
        const list = document.querySelector("#sign");
        list.value = "star";
        list.dispatchEvent(new Event("change"));
      });
      await holds(({ sign }) => sign === "star", "the sign");
      await page.close();
      const chat = await stage.chat("chatscope", "hint", 10);
      const popup = await stage.popup(chat, ({ headline }) => /second look/.test(headline));
      assert.match(popup.headline, /^★\ufe0e /u);
      assert.deepEqual(await stage.cards(chat), []);
      await popup.page.close();
      await chat.close();
      const worse = await stage.chat("chatscope", "lure", 99);
      assert.match((await stage.panel(worse, "threat")).text, /^★\ufe0e You.re not in trouble/u);
      await stage.picture(worse, "threat-signed");
      await worse.close();
      await stage.browser.worker(() => chrome.storage.local.set({ settings: {} }));
    });

    test("a site is asked for by its name, watched once allowed, and can be given back", async () => {
      if (kind === "firefox") await stage.browser.chrome(() => { Services.prefs.setBoolPref("extensions.webextOptionalPermissionPrompts", false); });
      const page = await open("options.html");
      const watched = () => stage.browser.worker(() => chrome.scripting.getRegisteredContentScripts().then((all) => all.flatMap(({ matches }) => matches)));
      await page.type("#more-host", "no site");
      await page.click("#more");
      await said(page, "isn.t the address");
      await page.evaluate(() => { document.querySelector("#more-host").value = ""; });
      // Chromium's own question can't be answered by a program: what was asked is caught there, and the answer is no.
      if (kind === "chromium") await page.evaluate(() => {
        chrome.permissions.request = (what) => {
          window.asked = { ...what, byHand: navigator.userActivation.isActive };
          return Promise.resolve(false);
        };
      });
      await page.type("#more-host", "https://chat.example.org/some/page?x=1");
      await page.press("Enter");
      if (kind === "chromium") {
        await said(page, "Nothing was added");
        assert.deepEqual(await page.evaluate(() => window.asked), { origins: ["https://chat.example.org/*"], byHand: true });
        assert.deepEqual(await watched(), []);
      } else {
        await said(page, "Added");
        await until(async () => (await watched()).includes("https://chat.example.org/*"), "the script there", PATIENCE);
        assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("#added span")].map(({ textContent }) => textContent)), ["chat.example.org"]);
        await page.click("#added button");
        await until(async () => (await watched()).length === 0, "the script to go", PATIENCE);
      }
      await page.close();
    });

    test("what works here is said, and can be copied without a word about the person", async () => {
      await stage.browser.worker(() => chrome.storage.local.set({ settings: { country: "gb", off: ["web.whatsapp.com"] } }));
      const page = await open("works.html");
      const found = await page.evaluate(() => [...document.querySelectorAll("#findings li")].map(({ className, textContent }) => `${className}: ${textContent}`));
      assert.match(found.join("\n"), /works: .*Watching works/);
      assert.match(found.join("\n"), /works: .*sites on the list can be looked at/);
      assert.match(found.join("\n"), /works: .*can be read back/);
      await page.evaluate(() => { navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }; });
      await page.click("#copy");
      await said(page, "Copied");
      const text = await page.evaluate(() => window.copied);
      assert.match(text, /^Breakwater \d/);
      for (const personal of ["whatsapp", "gb", "127.0.0.1", "extension://"]) assert.ok(!text.includes(personal), personal);
      await isSound(page, "works");
      await page.close();
    });

    test("parents' page", async () => {
      const page = await open("parents.html");
      await isSound(page, "parents");
      await page.close();
    });
  });

  test(`first steps: ${kind}: opened once after an install by hand`, async () => {
    // What a program loads counts as a developer's own, which opens nothing: here it is taken for a person's install.
    const folder = await broken(kind, "welcome", async (copy) => {
      const code = await readFile(`${copy}/background.js`, "utf8");
      assert.equal(code.split('"development"').length, 2);
      await writeFile(`${copy}/background.js`, code.replace('"development"', '"nobody"'));
    });
    const stage = await Stage.set(kind, { folder });
    try {
      const steps = (url) => url.endsWith("/welcome.html");
      const page = await stage.browser.waitForPage(steps, PATIENCE);
      await stage.browser.killWorker();
      // Answered by a background that has started again: whatever an install does was done by then.
      await page.evaluate(() => chrome.runtime.sendMessage("ready"));
      const open = [];
      for (const one of await stage.browser.pages()) open.push(await one.url());
      assert.equal(open.filter(steps).length, 1, open.join());
    } finally {
      await stage.strike();
    }
  });
}
