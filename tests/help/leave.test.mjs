// Leaving fast: what is on the screen, in the tab and behind Back, with the script and without it. In both browsers.
//   ONLY=chromium node --test tests/help/leave.test.mjs

import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { GB, broken, browsers, help, pause, set, until } from "./stage.mjs";

/** What the tab says about itself; asked again when it was on its way to another page. */
const says = (page) => until(() => page.evaluate(look).catch(() => undefined), "the tab to say something");

const look = () => ({
  address: location.href,
  title: document.title,
  text: document.body?.innerText ?? "",
  icons: document.querySelectorAll("link[rel~=icon]").length,
  focused: document.activeElement?.localName ?? "none",
});

const nothing = { address: "about:blank", title: "", text: "", icons: 0, focused: "body" };

/** Ways to leave, each from a freshly opened page. */
const ways = {
  "Escape": (page) => page.press("Escape"),
  "Escape, from within a list of steps": async (page) => {
    await page.click("#door-threatened summary");
    await page.click("#door-threatened input");
    await page.press("Escape");
  },
  "the button": (page) => page.click("#leave"),
  "the button, by keyboard": async (page) => {
    await page.evaluate(() => { document.querySelector("#leave").focus(); });
    await page.press("Enter");
  },
};

const gone = (page) => until(async () => (await says(page)).address === "about:blank", "the page to be left");

for (const kind of browsers) {
  describe(`leaving: ${kind}`, () => {
    let stage;
    before(async () => { stage = await set(kind); });
    after(() => stage?.strike());

    for (const [name, leave] of Object.entries(ways)) {
      test(`${name}: a blank page with no title and no icon`, async () => {
        const page = await help(stage);
        await leave(page);
        await gone(page);
        assert.deepEqual(await says(page), nothing);
        await page.close();
      });
    }

    test("Back, forward and reload bring nothing back", async () => {
      const page = await help(stage);
      await page.press("Escape");
      await gone(page);
      for (const move of [() => history.back(), () => history.forward(), () => location.reload()]) {
        await page.evaluate(move).catch(() => undefined);
        await pause();
        assert.deepEqual(await says(page), nothing, String(move));
      }
      await page.close();
    });

    test("Back brings nothing back after reading around, here and for another country", async () => {
      const page = await help(stage);
      const entries = await page.evaluate(() => history.length);
      await page.click("a[href='#crisis']");
      await page.click("#crisis a[href='#now']");
      await page.click("a[href='us.html']");
      await until(async () => (await page.url()).endsWith("/us.html"), "the page of another country");
      await until(() => page.evaluate(() => document.readyState === "complete"), "that page to be there");
      await page.click("a[href='#crisis']");
      assert.equal(await page.evaluate(() => history.length), entries);
      await page.press("Escape");
      await gone(page);
      await page.evaluate(() => { history.back(); }).catch(() => undefined);
      await pause();
      assert.doesNotMatch((await says(page)).address, /notes/);
      await page.close();
    });

    test("the screen is empty before anything else happens, and the title still says nothing", async (t) => {
      const page = await help(stage);
      const { title } = await says(page);
      // Heard after the page's own listener: what it finds is what the next frame shows.
      await page.evaluate(() => {
        addEventListener("keydown", (event) => {
          localStorage.setItem("left", JSON.stringify({
            shown: document.documentElement.innerText,
            title: document.title,
            ms: performance.now() - event.timeStamp,
          }));
        }, { capture: true });
      });
      await page.press("Escape");
      await gone(page);
      await page.close();
      const other = await help(stage);
      const left = JSON.parse(await other.evaluate(() => localStorage.getItem("left")));
      await other.evaluate(() => { localStorage.clear(); });
      await other.close();
      t.diagnostic(`${kind}: empty ${left.ms.toFixed(1)} ms after the key`);
      assert.deepEqual([left.shown, left.title], ["", title]);
      assert.ok(left.ms <= 100, `${left.ms} ms`);
    });

    test("the title and the icon name nothing while the page is open", async () => {
      const page = await help(stage);
      const { title } = await says(page);
      assert.doesNotMatch(title, /breakwater|help|blackmail|extort|safe|report|threat/i);
      const icon = await page.evaluate(() => document.querySelector("link[rel~=icon]").getAttribute("href"));
      assert.equal(icon, "../page.svg");
      await page.close();
    });

    test("nothing was asked of any network", async () => {
      assert.deepEqual(await stage.browser.networkRequests(), []);
    });
  });

  describe(`leaving without the script: ${kind}`, () => {
    let stage;
    before(async () => {
      stage = await set(kind, await broken(kind, "no-script", (folder) => rm(`${folder}/notes/help.js`)));
    });
    after(() => stage?.strike());

    test("the button is a link and leads to a blank page", async () => {
      const page = await help(stage, GB);
      await page.click("#leave");
      await gone(page);
      assert.deepEqual(await says(page), nothing);
      await page.close();
    });
  });
}
