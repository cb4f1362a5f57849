// The journey of issue 2, on chat pages that no one here wrote: noticed, captured, answered. In both browsers.
//   ONLY=chromium node --test tests/extension/journey.test.mjs

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, beforeEach, describe, test } from "node:test";
import { PATIENCE, Stage, browsers, until } from "./stage.mjs";

const KITS = ["chatscope", "react-chat-elements", "fuselage"];
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** In the page: where the messages of the kit stand on the screen, by their text. */
function textBoxes() {
  const said = new Set(window.kit.truth.map(({ text }) => text).filter(Boolean));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const boxes = [];
  while (walker.nextNode()) {
    if (!said.has(walker.currentNode.data.trim())) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    let { left, right, top, bottom } = range.getBoundingClientRect();
    // What has scrolled out of its list is not on the screen.
    for (let at = walker.currentNode.parentElement; at; at = at.parentElement) {
      if (getComputedStyle(at).overflowY === "visible") continue;
      const list = at.getBoundingClientRect();
      [top, bottom] = [Math.max(top, list.top), Math.min(bottom, list.bottom)];
    }
    if (bottom > top) boxes.push({ left, right, top, bottom, text: walker.currentNode.data });
  }
  return boxes;
}

for (const kind of browsers) {
  describe(`journey: ${kind}`, () => {
    let stage;
    before(async () => { stage = await Stage.set(kind); });
    after(() => stage?.strike());
    beforeEach(() => stage.forget());

    for (const kit of KITS) {
      test(`${kit}: a lure is noticed, and the popup says why`, async () => {
        const page = await stage.chat(kit, "lure", 16);
        const panel = await stage.panel(page);
        assert.match(panel.level, /^(notice|warning)$/);
        await stage.picture(page, `${kit}-lure`);
        const popup = await stage.popup(page, ({ reasons }) => reasons.length > 0);
        assert.ok(popup.reasons.length >= 2, JSON.stringify(popup));
        assert.match(popup.contact, /Jess Marlowe/);
        assert.ok(popup.stages.length >= 1);
        await stage.picture(popup.page, `${kit}-popup`);
        await popup.page.close();
        await page.close();
      });

      test(`${kit}: a notice is a line that covers nothing that was said`, async () => {
        const page = await stage.chat(kit, "hint", 10);
        const { level, box } = await stage.panel(page);
        assert.equal(level, "notice");
        await stage.picture(page, `${kit}-notice`);
        assert.ok(box.height <= 56, `${box.height} px high`);
        const said = await page.evaluate(textBoxes);
        assert.ok(said.length >= 5, `${said.length} messages on the screen`);
        const covered = said.filter((text) => text.left < box.x + box.width && text.right > box.x && text.top < box.y + box.height && text.bottom > box.y);
        assert.deepEqual(covered, []);
        await page.close();
      });

      test(`${kit}: a threat gets help first, and help opens`, async () => {
        const page = await stage.chat(kit, "lure", 99);
        const panel = await stage.panel(page, "threat");
        assert.match(panel.text, /not in trouble/);
        await stage.picture(page, `${kit}-threat`);
        const help = await stage.press(page, "button.help", () => stage.help());
        assert.match(help.text, /Don.t pay/);
        await help.page.close();
        await page.close();
      });

      test(`${kit}: saved from the toolbar, and what rests in the locker is what was said`, async () => {
        const page = await stage.chat(kit, "lure", 20);
        await stage.panel(page);
        const line = await stage.save(page);
        const said = /Saved and checked · \d\d:\d\d · ([0-9a-f]{6})/.exec(line);
        assert.ok(said, line);
        assert.match(line, /Pictures are hidden/);
        const files = await stage.locker();
        const [name, bytes] = [...files].find(([at, record]) => at.endsWith("/record.json") && hash(record).startsWith(said[1])) ?? [];
        assert.ok(name, "the record with that hash");
        const record = JSON.parse(bytes);
        assert.equal(record.page.url.text, await page.url());
        assert.ok(record.messages.length >= 10, `${record.messages.length} messages`);
        assert.equal(record.contact.name.text, "Jess Marlowe");
        assert.equal(record.redaction.mode, "all-media-masked");
        for (const file of record.files) {
          assert.equal(hash(files.get(name.replace("record.json", file.path))), file.sha256);
        }
        await page.close();
      });

      test(`${kit}: friends are left alone`, async () => {
        const page = await stage.chat(kit, "friends", 99);
        const popup = await stage.popup(page, ({ read }) => read !== "");
        assert.match(popup.headline, /Nothing seen here so far/);
        assert.deepEqual(await stage.cards(page), []);
        await popup.page.close();
        await page.close();
      });
    }

    test("the panel leads to the steps for blocking and reporting here", async () => {
      const page = await stage.chat("chatscope", "lure", 16);
      await stage.panel(page, "warning");
      const { page: help } = await stage.press(page, "button.steps", () => stage.help());
      assert.match(await help.url(), /#site$/);
      const shown = () => help.evaluate(() => { const { top, bottom } = document.querySelector("#site").getBoundingClientRect(); return top < innerHeight && bottom > 0; });
      await until(shown, "the steps on the screen", 10_000);
      await help.close();
      await page.close();
    });

    test("the keyboard command opens help", async () => {
      const page = await stage.chat("chatscope", "friends", 3);
      await stage.browser.pressCommand("open-help", page);
      const help = await stage.help();
      assert.match(help.text, /not in trouble/);
      await stage.picture(help.page, "help");
      await help.page.close();
      await page.close();
    });

    test("the menu of the right mouse button saves, and the toolbar button says so", async () => {
      const page = await stage.chat("chatscope", "lure", 16);
      await stage.panel(page, "warning");
      const records = () => stage.browser.worker(() => new Promise((done, failed) => {
        const opening = indexedDB.open("breakwater");
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const names = opening.result.transaction("locker").objectStore("locker").getAllKeys();
          names.transaction.oncomplete = () => (opening.result.close(), done(names.result.filter((name) => name.endsWith("/record.json")).length));
        };
      }));
      const before = await records();
      // Chromium's driver fires the menu's event, which grants nothing: the click on the button does.
      if (kind === "chromium") await stage.browser.clickToolbarAction(page);
      await stage.browser.chooseFromMenu("save-evidence", page);
      await until(async () => (await stage.browser.badge()) === "✓", "the mark of what was saved and checked", PATIENCE);
      assert.equal(await records(), before + 1);
      await page.close();
    });

    test("a worker killed between any two messages loses nothing", async () => {
      const page = await stage.chat("chatscope", "lure", 6);
      await stage.popup(page, ({ read }) => read !== "").then((popup) => popup.page.close());
      const rest = await page.evaluate(async () => (await fetch("/conversations/lure.json")).json().then(({ messages }) => messages.slice(6)));
      for (const message of rest) {
        await stage.browser.killWorker();
        await page.evaluate((one) => window.kit.add(one), message);
        await new Promise((next) => setTimeout(next, 400));
      }
      await stage.panel(page, "threat");
      const popup = await stage.popup(page, ({ reasons }) => reasons.length > 2);
      assert.ok(popup.stages.length >= 3, JSON.stringify(popup.stages));
      await popup.page.close();
      await page.close();
    });

    test("a site switched off is not watched, and help still works", async () => {
      const page = await stage.chat("chatscope", "lure", 99);
      await stage.panel(page, "threat");
      const popup = await stage.popup(page);
      await popup.page.evaluate(() => document.querySelector("#site-on").click());
      await page.bringToFront();
      await stage.gone(page);
      await until(() => popup.page.evaluate(() => /Switched off/.test(document.querySelector("#headline").textContent)), "the popup to say so", 10_000);
      await popup.page.evaluate(() => document.querySelector("#site-on").click());
      await page.bringToFront();
      await stage.panel(page, "threat");
      await popup.page.close();
      await page.close();
    });

    test("someone known is left alone, but a threat is a threat from anyone", async () => {
      const page = await stage.chat("react-chat-elements", "lure", 16);
      await stage.panel(page);
      const popup = await stage.popup(page);
      await popup.page.evaluate(() => document.querySelector("#trust").click());
      await page.bringToFront();
      await stage.gone(page);
      await popup.page.close();
      const threat = await page.evaluate(async () => (await fetch("/conversations/lure.json")).json().then(({ messages }) => messages.slice(16)));
      for (const message of threat) await page.evaluate((one) => window.kit.add(one), message);
      await stage.panel(page, "threat");
      await page.close();
    });

    test("nothing was asked of any network", async () => {
      assert.deepEqual(await stage.browser.networkRequests(), []);
    });
  });
}
