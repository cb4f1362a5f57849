// The page that drafts a statement: from answers alone, from what was saved, for everyone, and without its core. In both
// browsers. Pictures to look at land in target/pictures.
//   ONLY=chromium node --test tests/help/draft.test.mjs

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { rm } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { axeFinds, edgeless, settings, sticksOut } from "./settings.mjs";
import { broken, browsers, help, set, until } from "./stage.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** The page once it asks its questions. */
async function draft(stage) {
  const page = await help(stage, "draft.html");
  await until(() => page.evaluate(() => document.querySelector("#questions").checkVisibility()), "the questions", 30_000);
  return page;
}

const statement = (page) => page.evaluate(() => document.querySelector("#statement").value);
const answer = (page, selector, text) => page.evaluate((where, words) => {
  const field = document.querySelector(where);
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}, selector, text);

/** Lines that the statement must have; what is missing is said with the whole of it. */
async function has(page, lines) {
  const text = await statement(page);
  assert.deepEqual(lines.filter((line) => !text.split("\n").includes(line)), [], text);
}

for (const kind of browsers) {
  describe(`a statement: ${kind}`, () => {
    let stage;
    before(async () => { stage = await set(kind); });
    after(() => stage?.strike());

    test("follows the answers, until the person changes it", async () => {
      const page = await draft(stage);
      await has(page, ["My statement", "I want to report that I am being blackmailed online with pictures.", "I don’t know who they are.", "I have not paid anything."]);
      await answer(page, "#site", "Example Chat");
      await answer(page, "#names", "Lily Rose, lily_rose99");
      await answer(page, "#paid-amount-0", "£50");
      await answer(page, "#paid-how-0", "gift card");
      await answer(page, "#paid-when-0", "on Friday");
      await page.click("#questions input[value=blocked]");
      await page.click("#questions input[value=stopped-replying]");
      await page.click("#questions input[value=under18]");
      await page.click("#questions input[value=bank]");
      await has(page, [
        "I was blackmailed online and paid because of it.", "I was under 18 when this happened.", "Where: Example Chat",
        "Names they used: Lily Rose, lily_rose99", "- £50, gift card, on Friday", "- I stopped replying.", "- I blocked the account.",
      ]);
      await answer(page, "#statement", "In my own words.");
      await page.click("#questions input[value=school]");
      assert.equal(await statement(page), "In my own words.");
      await page.click("#again");
      await has(page, ["I am being blackmailed online with pictures and need your help.", "Where: Example Chat"]);
      await page.close();
    });

    test("starts from what was saved, and goes into the package when asked to", async () => {
      const chat = await stage.chat("chatscope", "blackmail-opener", 5);
      await stage.panel(chat);
      assert.match(await stage.save(chat), /Saved and checked/);
      await chat.close();
      const page = await draft(stage);
      // The questions stand first: what was saved has to be opened.
      await until(() => page.evaluate(() => document.querySelector("#questions input[name=record]")), "what was saved", 30_000);
      await has(page, ["- Time limit: 30 minutes"]);
      assert.match(await statement(page), /Where: 127\.0\.0\.1/);
      assert.match(await statement(page), /Names they used: Lena Vossberg/);
      assert.match(await statement(page), /- Saved \d{4}-\d\d-\d\d \d\d:\d\d [+-]\d\d:\d\d, page http:\/\/127\.0\.0\.1.*, record [0-9a-f]{6}/);
      await stage.picture(page, "draft-desk");
      await page.click("#questions input[name=record]");
      assert.doesNotMatch(await statement(page), /Lena Vossberg|What I have kept/, "what is not ticked is left out");
      await page.click("#questions input[name=record]");
      await page.click("#keep");
      await until(() => page.evaluate(() => document.querySelector("#done").textContent.startsWith("Kept")), "the word that it is kept");
      const note = [...(await stage.locker())].find(([name]) => /\/note-\d+\.json$/.test(name));
      assert.equal(JSON.parse(note[1]).text, await statement(page));
      await page.close();
    });

    test("axe finds nothing, light and dark", async () => {
      const page = await draft(stage);
      await page.addScript(axe);
      assert.deepEqual(await axeFinds(page), []);
      const undo = await settings[kind].dark(stage, page);
      await stage.picture(page, "draft-dark");
      assert.deepEqual(await axeFinds(page), []);
      await undo();
      await page.close();
    });

    test("nothing sticks out at 400 %, on a phone and from right to left", async () => {
      const page = await draft(stage);
      await page.setViewport({ width: 320, height: 256 });
      assert.deepEqual(await page.evaluate(sticksOut), []);
      await page.setViewport({ width: 390, height: 844 });
      await stage.picture(page, "draft-phone");
      await page.evaluate(() => { document.documentElement.dir = "rtl"; });
      assert.deepEqual(await page.evaluate(sticksOut), []);
      const { left } = await page.evaluate(() => document.querySelector("#leave").getBoundingClientRect().toJSON());
      assert.ok(left < 20, `the way out begins at ${left}`);
      await stage.picture(page, "draft-rtl");
      await page.setViewport({ width: 1200, height: 800 });
      await page.close();
    });

    test("in forced colours every card, field and button keeps an edge", async () => {
      const page = await draft(stage);
      const undo = await settings[kind].forced(stage, page);
      await until(() => page.evaluate(() => matchMedia("(forced-colors: active)").matches), "forced colours");
      const bare = await page.evaluate(edgeless, "button, #leave, .card, textarea, input[type=text]");
      await stage.picture(page, "draft-forced");
      await undo();
      assert.deepEqual(bare, []);
      await page.close();
    });

    test("by keyboard alone: the way out first, then every question in order, each with a ring", async () => {
      const page = await draft(stage);
      const order = [];
      while (order.at(-1) !== "statement") {
        await page.press("Tab");
        const at = await page.evaluate(() => {
          const one = document.activeElement;
          const ring = getComputedStyle(one);
          return { name: one.id || one.name || one.textContent.trim(), ring: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2 };
        });
        assert.ok(at.ring, `no ring around ${at.name}`);
        order.push(at.name);
        assert.ok(order.length < 60, order.join(" "));
      }
      assert.equal(order[0], "leave");
      const asked = ["whom", "age", "site", "first-contact", "threat", "demand", "posted", "names", "profiles", "paid-amount-0", "add-payment", "done", "statement"];
      assert.deepEqual(order.filter((name, n) => asked.includes(name) && order.indexOf(name) === n), asked);
      await page.close();
    });

    test("on paper stands the text alone", async () => {
      const page = await draft(stage);
      const printed = await page.evaluate(() => {
        window.print = () => undefined;
        document.querySelector("#print").click();
        return document.querySelector("#paper").textContent === document.querySelector("#statement").value;
      });
      assert.equal(printed, true);
      const undo = await settings[kind].print(stage, page);
      const shown = await page.evaluate(() => [...document.body.children].filter((one) => one.checkVisibility() && one.offsetHeight > 0).map(({ id }) => id));
      await undo();
      assert.deepEqual(shown, ["paper"]);
      await page.close();
    });

    test("Escape leaves, and Back brings nothing back", async () => {
      const page = await draft(stage);
      assert.equal(await page.evaluate(() => document.title), "Notes");
      await page.press("Escape");
      await until(async () => (await page.url()) === "about:blank", "the page to be left");
      await page.evaluate(() => { history.back(); }).catch(() => undefined);
      assert.equal(await page.url(), "about:blank");
      await page.close();
    });

    test("asks nothing of any network", async () => {
      assert.deepEqual(await stage.browser.networkRequests(), []);
    });
  });

  describe(`a statement without its core: ${kind}`, () => {
    let stage;
    before(async () => { stage = await set(kind, await broken(kind, "no-report", (folder) => rm(`${folder}/records.wasm`))); });
    after(() => stage?.strike());

    test("the page says so, leads back to help, and can be left", async () => {
      const page = await help(stage, "draft.html");
      assert.match(await page.evaluate(() => document.querySelector("#loading").innerText), /can’t work here/);
      assert.match(await page.evaluate(() => document.querySelector("#help").href), /\/notes\/en\/\w+\.html$/);
      await page.click("#leave");
      await until(async () => (await page.url()) === "about:blank", "the page to be left");
      await page.close();
    });
  });
}
