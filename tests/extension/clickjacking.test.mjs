// A page that is after clicks on our panel: not one of the published ways gets one that counts.
//   ONLY=chromium node --test tests/extension/clickjacking.test.mjs

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Stage, browsers, until } from "./stage.mjs";

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
      await until(async () => (await caught()) > before, "the click to come", 10_000);
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
    const variants = (of) => page.evaluate((name) => Object.keys(window[name]), of);
    const step = (of, name, does) => page.evaluate((one, variant, which) => window[one][variant][which](), of, name, does);

    test("no click counts that may be meant for something else", async () => {
      for (const name of await variants("variants")) {
        const dismiss = await until(onScreen, "the panel in its place", 20_000);
        await step("variants", name, "set");
        await wait(SETTLED);
        await click(dismiss);
        await step("variants", name, "clear");
        await until(onScreen, `the panel, not dismissed: ${name}`, 20_000);
      }
    });

    test("what a page may say of our host changes nothing on the screen", async () => {
      await page.clickAt(5, 5);
      const looks = await page.screenshot();
      for (const name of await variants("undone")) {
        await step("undone", name, "set");
        await until(async () => looks.equals(await page.screenshot()), `the panel as before: ${name}`, 10_000);
        await step("undone", name, "clear");
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
