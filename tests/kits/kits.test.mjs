// The test bed itself: every kit really shows what it says it shows, in every form the other tests use.
//   npm run build --prefix tests/kits && node --test tests/kits/

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { installed, launch } from "../browser/driver.mjs";
import { serve } from "../browser/serve.mjs";
import { kits } from "./build.mjs";

/** Runs in the page: all text with a box, open shadow trees included, and the number of large pictures. */
async function seen() {
  const visit = (node) => {
    let text = "";
    let pictures = 0;
    if (node.nodeType === Node.TEXT_NODE) {
      const range = document.createRange();
      range.selectNodeContents(node);
      return { text: range.getClientRects().length > 0 ? `${node.data} ` : "", pictures };
    }
    const box = node.getBoundingClientRect?.();
    const painted = box && box.width >= 100 && box.height >= 80 && (node.localName === "img" || getComputedStyle(node).backgroundImage.includes("url("));
    if (painted) pictures += 1;
    for (const child of [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes]) {
      const inner = visit(child);
      text += inner.text;
      pictures += inner.pictures;
    }
    return { text, pictures };
  };
  await new Promise((done) => setTimeout(done, 150));
  const { text, pictures } = visit(document.body);
  return { text: text.replace(/\s+/g, " ").replace(/[\u2018\u2019]/g, "'"), pictures };
}

const every = await kits();

for (const kind of installed()) {
  describe(`kits: ${kind}`, () => {
    let browser, site, page;
    before(async () => {
      site = await serve({ csp: "strict" });
      browser = await launch({ browser: kind, headless: true });
      page = await browser.page("about:blank");
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    const open = async (kit, query) => {
      await page.goto(site.address(`kits/build/${kit}.html?${query}`));
      return page.evaluate(async () => {
        await window.kit.ready;
        const { count, truth, contact } = window.kit;
        return { count, truth, contact };
      });
    };
    const shows = async (truth, contact) => {
      const { text, pictures } = await page.evaluate(seen);
      for (const { text: said } of truth) assert.ok(text.includes(said), `"${said}" is on the page`);
      assert.ok(text.includes(contact.name), "the contact's name is on the page");
      const wanted = truth.filter(({ kind: what }) => what === "image").length;
      assert.ok(pictures >= wanted, `${wanted} pictures, ${pictures} found`);
    };

    for (const kit of every) {
      test(`${kit} shows a conversation and takes one more message`, async () => {
        const { count, truth, contact } = await open(kit, "chat=friends&n=19");
        assert.equal(count, 19);
        await shows(truth, contact);
        await page.evaluate(() => window.kit.add());
        await shows(await page.evaluate(() => window.kit.truth), contact);
        assert.equal(await page.evaluate(() => window.kit.add()), false, "none left");
      });

      test(`${kit} starts empty, and changes the contact without changing the address`, async () => {
        await open(kit, "chat=lure&n=0");
        const url = await page.url();
        await page.evaluate(() => window.kit.add());
        await shows(await page.evaluate(() => window.kit.truth), await page.evaluate(() => window.kit.contact));
        await page.evaluate(() => window.kit.change("class-project", 4));
        await shows(await page.evaluate(() => window.kit.truth), { name: "Tomas Ferrand" });
        assert.ok(!(await page.evaluate(seen)).text.includes("Jess Marlowe"));
        assert.equal(await page.url(), url);
      });

      test(`${kit} docked, dark, right to left, on a phone`, async () => {
        for (const query of ["docked=1", "theme=dark", "dir=rtl"]) {
          const { truth, contact } = await open(kit, `chat=class-project&n=6&${query}`);
          await shows(truth, contact);
        }
        await page.setViewport({ width: 390, height: 844 });
        const { truth, contact } = await open(kit, "chat=class-project&n=6");
        await shows(truth, contact);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), "no wider than the screen");
        await page.setViewport({ width: 1200, height: 800 });
      });
    }
  });
}
