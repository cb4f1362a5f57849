// Help opens when nothing else works: background ended, core missing, storage broken, no script, no network, a page in
// full screen. The browsers of these tests have no network at all. In both browsers.
//   ONLY=firefox node --test tests/help/opens.test.mjs

import assert from "node:assert/strict";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { broken, browsers, folder, help, set, until } from "./stage.mjs";
import { byCommand, byMenu, byPopup } from "./ways.mjs";

/** Opens help by one of the ways, sees that it is help, and closes it. */
async function helps(way, stage, page) {
  const opened = await way(stage, page);
  assert.match(await opened.evaluate(() => document.querySelector("#big").textContent), /not in trouble/);
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
      // Worse than a storage that refuses is one that never answers.
      chrome.storage.local.get = () => new Promise(() => undefined);
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
      await helps(byPopup, stage, page);
      await stage.browser.killWorker();
      await helps(byCommand, stage, page);
      await stage.browser.killWorker();
      await helps(byMenu, stage, page);
      await page.close();
    });

    test("over a page in full screen", async () => {
      const page = await stage.chat("chatscope", "friends", 3);
      await page.evaluate(() => {
        document.documentElement.addEventListener("keydown", () => document.documentElement.requestFullscreen(), { once: true });
      });
      await page.press("f");
      await until(() => page.evaluate(() => document.fullscreenElement !== null), "full screen");
      await helps(byCommand, stage, page);
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

  describe(`help in the person's language: ${kind}`, () => {
    let stage;
    // Chromium on Linux takes the languages of its pages from nowhere else.
    const args = kind === "firefox" ? [] : ["--accept-lang=de"];
    before(async () => { stage = await set(kind, folder(kind), { language: "de", args }); });
    after(() => stage?.strike());

    test("a browser that speaks German opens it in German, and English is one click away", async () => {
      const kept = () => stage.browser.worker(async () => (await chrome.storage.local.get("helpPage")).helpPage);
      await until(kept, "the page to be worked out", 30_000);
      const page = await stage.chat("chatscope", "friends", 3);
      const opened = await byMenu(stage, page);
      assert.match(await opened.url(), /\/notes\/de\/\w+\.html$/);
      assert.equal(await opened.evaluate(() => document.documentElement.lang), "de");
      await opened.click(".place a[lang=en]");
      await until(async () => /\/notes\/en\//.test(await opened.url()), "the page in English");
      await opened.close();
      await page.close();
    });
  });

  for (const [name, alter] of Object.entries(faults)) {
    describe(`help opens although ${name}: ${kind}`, () => {
      let stage;
      before(async () => { stage = await set(kind, await broken(kind, name.replaceAll(" ", "-"), alter)); });
      after(() => stage?.strike());

      test("from the popup, by the keyboard and from the menu", async () => {
        const page = await stage.chat("chatscope", "friends", 3);
        await helps(byPopup, stage, page);
        await helps(byCommand, stage, page);
        await helps(byMenu, stage, page);
        await page.close();
      });

      test("and leads to another country's page, and can be left", async () => {
        const page = await help(stage);
        await page.evaluate(() => {
          const list = document.querySelector("#place");
          list.value = "us.html";
          list.dispatchEvent(new Event("change"));
        });
        await until(async () => /\/us\.html$/.test(await page.url()), "the page of another country");
        await until(() => page.evaluate(() => document.readyState === "complete"), "that page to be there");
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
      assert.match(await page.evaluate(() => document.querySelector("#big").textContent), /not in trouble/);
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
