// A page that is after clicks on our panel: not one of the published ways gets one that counts.
//   ONLY=chromium node --test tests/extension/clickjacking.test.mjs

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { PATIENCE, Stage, browsers, until } from "./stage.mjs";

/** Longer than a click has to wait after the trick before, in milliseconds: what is refused now is refused for this one. */
const SETTLED = 1000;

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

for (const kind of browsers) {
  describe(`clickjacking: ${kind}`, () => {
    let stage, page;
    before(async () => {
      stage = await Stage.set(kind);
      page = await stage.browser.page(stage.site.address("pages/clickjacking/chat.html"));
      await page.bringToFront();
      await stage.panel(page, "warning");
    });
    after(() => stage?.strike());

    const caught = () => page.evaluate(() => window.caught);
    /** A click where a button of the panel is, or was, and the page's word that it came. */
    const click = async ({ box: { x, y, width, height } }) => {
      const before = await caught();
      await page.clickAt(x + width / 2, y + height / 2);
      await until(async () => (await caught()) > before, "the click to come", PATIENCE);
    };
    const button = async (name) => (await stage.parts(page, `button.${name}`))[0];
    /**
     * The button that dismisses, on the screen. A page that hides its chat, or what it measures by, is looked at again
     * once it has stopped; a panel that was dismissed would not come back.
     */
    const onScreen = async () => {
      await page.evaluate(() => {
        dispatchEvent(new Event("focusin"));
        // A page that zooms its root tells nobody.
        dispatchEvent(new Event("resize"));
      });
      const found = await button("dismiss");
      return found && found.box.y + found.box.height < 800 && found.box.x > 0 && found;
    };
    /** Whether the panel has given way: it is not there, and does not come back when it is asked how it stands. */
    const leftAlone = async () => {
      const ours = () => page.evaluate(() => ({ comings: window.ours.comings, there: window.ours.there }));
      const before = await ours();
      const { unseen } = await stage.standing(page);
      const after = await ours();
      return unseen && !after.there && after.comings === before.comings;
    };
    const variants = (of) => page.evaluate((name) => Object.keys(window[name]), of);
    const step = (of, name, does) => page.evaluate((one, variant, which) => window[one][variant][which](), of, name, does);

    test("no click counts that may be meant for something else", async () => {
      for (const name of await variants("variants")) {
        const dismiss = await until(onScreen, "the panel in its place", PATIENCE);
        await step("variants", name, "set");
        await wait(SETTLED);
        await click(dismiss);
        await step("variants", name, "clear");
        await until(onScreen, `the panel, not dismissed: ${name}`, PATIENCE);
      }
    });

    test("what a page may say of our host changes nothing on the screen", async () => {
      await page.clickAt(5, 5);
      const looks = await page.screenshot();
      for (const name of await variants("undone")) {
        await step("undone", name, "set");
        await until(async () => looks.equals(await page.screenshot()), `the panel as before: ${name}`, PATIENCE);
        await step("undone", name, "clear");
      }
    });

    test("what covers the panel for long is told in the popup, and no longer once it has gone", async () => {
      const told = async (wanted) => (await stage.popup(page, ({ unseen }) => unseen === wanted)).page;
      await step("variants", "popover that lets clicks through", "set");
      const popup = await told(true);
      await stage.picture(popup, "unseen-popup");
      await popup.close();
      await page.bringToFront();
      await step("variants", "popover that lets clicks through", "clear");
      await (await told(false)).close();
      await page.bringToFront();
    });

    test("a page that fights the panel gets no click, and is left to itself; the popup says what the panel would", async () => {
      for (const name of await variants("fights")) {
        const dismiss = await until(onScreen, "the panel in its place", PATIENCE);
        await step("fights", name, "set");
        await click(dismiss);
        await stage.fromBehind(page, leftAlone, `a page left to itself: ${name}`);
        if (name === "host taken away") {
          const popup = await stage.popup(page, ({ unseen }) => unseen);
          assert.match(popup.headline, /picture blackmail/);
          await popup.page.close();
          await page.bringToFront();
        }
        // A page that is loaded anew gets a new panel: none was dismissed.
        await page.reload();
        await stage.panel(page, "warning");
      }
    });

    test("a click that was refused is explained, and one that is clear counts", async () => {
      await step("variants", "popover that lets clicks through", "set");
      await wait(SETTLED);
      await click(await button("dismiss"));
      assert.match((await stage.parts(page, ".unsure"))[0].text, /button at the top of the browser/);
      await step("variants", "popover that lets clicks through", "clear");
      await stage.picture(page, "clickjacking-refused");
      await stage.press(page, "button.dismiss", async () => (await stage.cards(page)).length === 0);
      await page.close();
    });
  });
}
