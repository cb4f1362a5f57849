// Help opens when nothing else works: background ended, core missing, storage broken, no script, no network, a page in
// full screen. The browsers of these tests have no network at all. In both browsers.
//   ONLY=firefox node --test tests/help/opens.test.mjs

import assert from "node:assert/strict";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { broken, browsers, help, set, until } from "./stage.mjs";

const isHelp = (url) => url.includes("/notes/");
const bigSentence = (page) => until(() => page.evaluate(() => document.querySelector("#big")?.textContent), "the big sentence");

/** The popup's link to help, followed. */
async function byPopup(stage, page) {
  const popup = await stage.browser.openPopupAsPage(page);
  await until(() => popup.evaluate(() => document.querySelector("#help")?.getAttribute("href")), "the popup's link");
  await popup.evaluate(() => { document.querySelector("#help").click(); });
  const opened = await stage.browser.waitForPage(isHelp, 15_000);
  assert.match(await bigSentence(opened), /not in trouble/);
  await opened.close();
  await popup.close();
}

/** The keyboard command. */
async function byCommand(stage, page) {
  await stage.browser.pressCommand("open-help", page);
  const opened = await stage.browser.waitForPage(isHelp, 15_000);
  assert.match(await bigSentence(opened), /not in trouble/);
  await opened.close();
}

/** The item in the menu of the right mouse button. */
async function byMenu(stage, page) {
  await stage.browser.chooseFromMenu("open-help", page);
  const opened = await stage.browser.waitForPage(isHelp, 15_000);
  assert.match(await bigSentence(opened), /not in trouble/);
  await opened.close();
}

/** Parts of the extension that do not work. */
const faults = {
  "the core is missing": async (folder) => {
    for (const file of await readdir(folder)) if (file.endsWith(".wasm")) await rm(`${folder}/${file}`);
  },
  "storage is broken": async (folder) => {
    const fault = `
      for (const area of ["local", "session", "sync", "managed"]) {
        for (const method of ["get", "set", "remove"]) {
          if (chrome.storage?.[area]) chrome.storage[area][method] = () => Promise.reject(new Error("broken for a test"));
        }
      }
      if (typeof Storage !== "undefined") Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new Error("broken for a test"); };
      indexedDB.open = () => { throw new Error("broken for a test"); };\n`;
    for (const file of ["background.js", "popup.js", "notes/help.js"]) {
      await writeFile(`${folder}/${file}`, fault + (await readFile(`${folder}/${file}`, "utf8")));
    }
  },
};

for (const kind of browsers) {
  describe(`help opens: ${kind}`, () => {
    let stage;
    before(async () => { stage = await set(kind); });
    after(() => stage?.strike());

    test("with the background ended: from the popup, by the keyboard and from the menu", async () => {
      const page = await stage.chat("chatscope", "friends", 3);
      await stage.browser.killWorker();
      await byPopup(stage, page);
      await stage.browser.killWorker();
      await byCommand(stage, page);
      await stage.browser.killWorker();
      await byMenu(stage, page);
      await page.close();
    });

    test("over a page in full screen", async () => {
      const page = await stage.chat("chatscope", "friends", 3);
      await page.evaluate(() => {
        document.documentElement.addEventListener("keydown", () => document.documentElement.requestFullscreen(), { once: true });
      });
      await page.press("f");
      await until(() => page.evaluate(() => document.fullscreenElement !== null), "full screen");
      await byCommand(stage, page);
      await page.close();
    });

    test("fast", async (t) => {
      const times = [];
      for (let n = 0; n < 5; n += 1) {
        const page = await help(stage);
        times.push(await until(() => page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime), "the first paint"));
        await page.close();
      }
      const [, , median] = times.sort((a, b) => a - b);
      // A figure, not a limit: what a busy machine needs says little about the page.
      t.diagnostic(`${kind}: on the screen after ${Math.round(median)} ms (median of 5)`);
      assert.ok(median > 0);
    });

    test("and asks nothing of any network", async () => {
      assert.deepEqual(await stage.browser.networkRequests(), []);
    });
  });

  for (const [name, alter] of Object.entries(faults)) {
    describe(`help opens although ${name}: ${kind}`, () => {
      let stage;
      before(async () => { stage = await set(kind, await broken(kind, name.replaceAll(" ", "-"), alter)); });
      after(() => stage?.strike());

      test("from the popup, by the keyboard and from the menu", async () => {
        const page = await stage.chat("chatscope", "friends", 3);
        await byPopup(stage, page);
        await byCommand(stage, page);
        await byMenu(stage, page);
        await page.close();
      });

      test("and can be left", async () => {
        const page = await help(stage);
        await page.press("Escape");
        await until(async () => (await page.url()) === "about:blank", "the page to be left");
        await page.close();
      });
    });
  }

  describe(`help without its script: ${kind}`, () => {
    let stage;
    before(async () => { stage = await set(kind, await broken(kind, "no-script", (folder) => rm(`${folder}/notes/help.js`))); });
    after(() => stage?.strike());

    test("everything can be read, and nothing is offered that does not work", async () => {
      const page = await help(stage);
      assert.match(await bigSentence(page), /not in trouble/);
      const shown = await page.evaluate(() => [...document.querySelectorAll("button, .script-only")].filter((one) => one.checkVisibility()).length);
      assert.equal(shown, 0);
      const opens = await page.evaluate(() => {
        const doors = [...document.querySelectorAll("#doors details")];
        return doors.map((door) => {
          door.querySelector("summary").click();
          return door.open && door.querySelectorAll("li").length > 2;
        });
      });
      assert.deepEqual(opens, Array(7).fill(true));
      await page.close();
    });

    test("the section for the hardest moment comes first when asked for", async () => {
      const page = await help(stage);
      assert.equal(await page.evaluate(() => document.querySelector("#crisis").checkVisibility()), false);
      await page.click("a[href='#crisis']");
      const order = await page.evaluate(() => {
        const [crisis, now] = ["#crisis", "#now"].map((id) => document.querySelector(id).getBoundingClientRect());
        return { crisis: crisis.top, height: crisis.height, now: now.top };
      });
      assert.ok(order.height > 0 && order.crisis < order.now, JSON.stringify(order));
      await page.close();
    });
  });
}
