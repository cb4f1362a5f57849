// The help page for everyone: what fits on the first screen, keyboard, magnification, paper, forced colours, writing
// from right to left, axe. In both browsers. Pictures to look at land in target/pictures.
//   ONLY=chromium node --test tests/help/page.test.mjs

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { axeFinds, edgeless, settings, sticksOut } from "./settings.mjs";
import { GB, broken, browsers, folder, help, set, until } from "./stage.mjs";
import { byCommand, byMenu, byPanel, byPopup } from "./ways.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const pages = ["notes/en/gb.html", "notes/en/us.html", "notes/en/anywhere.html"];
/** The same in other languages, whose words are longer. */
const translated = ["notes/de/de.html", "notes/es/es.html", "notes/fr/fr.html"];
const screens = { desk: { width: 1200, height: 800 }, phone: { width: 390, height: 844 } };

/** Everything that says what to do, and the numbers, without scrolling and without the way out lying over it. */
function firstScreen() {
  const out = document.querySelector("#leave").getBoundingClientRect();
  const wanted = [...document.querySelectorAll("#big, .now-list li, #now .button, #now .quiet")];
  return wanted.map((one) => {
    const { top, bottom, left, right } = one.getBoundingClientRect();
    const text = document.createRange();
    text.selectNodeContents(one);
    const covered = [...text.getClientRects()].some((line) => line.right > out.left && line.left < out.right && line.top < out.bottom && line.bottom > out.top);
    const seen = top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth && !covered;
    return seen ? undefined : `${one.textContent.trim().slice(0, 40)} (${Math.round(top)}–${Math.round(bottom)}${covered ? ", covered" : ""})`;
  }).filter(Boolean);
}

for (const kind of browsers) {
  describe(`the help page: ${kind}`, () => {
    let stage;
    before(async () => { stage = await set(kind); });
    after(() => stage?.strike());

    for (const [screen, viewport] of Object.entries(screens)) {
      test(`the first screen holds what matters: ${screen}`, async () => {
        for (const path of [...pages, ...translated]) {
          const page = await help(stage, path);
          await page.setViewport(viewport);
          const name = path.replace(/.*\/(\w+)\.html/, "$1");
          await stage.picture(page, `help-${name}-${screen}`);
          assert.deepEqual(await page.evaluate(firstScreen), [], name);
          assert.deepEqual(await page.evaluate(sticksOut), [], name);
          // Chromium makes the letters of extension pages smaller unless told otherwise.
          assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".now-list li")).fontSize), "16px");
          if (path === GB) {
            const undo = await settings[kind].dark(stage, page);
            await stage.picture(page, `help-${name}-${screen}-dark`);
            await undo();
          }
          await page.setViewport(screens.desk);
          await page.close();
        }
      });
    }

    test("axe finds nothing, with everything open, light and dark", async () => {
      for (const path of pages) {
        const page = await help(stage, path);
        await page.evaluate(() => { for (const part of document.querySelectorAll("details")) part.open = true; location.hash = "crisis"; });
        await page.addScript(axe);
        for (const scheme of ["light", "dark"]) {
          const undo = scheme === "dark" ? await settings[kind].dark(stage, page) : () => undefined;
          const found = await axeFinds(page);
          await undo();
          assert.deepEqual(found, [], `${path} ${scheme}`);
        }
        await page.close();
      }
    });

    test("every link is on the page, beside it, a number, or https without opener and referrer", async () => {
      const notes = `${folder(kind)}/notes`;
      const languages = (await readdir(notes, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
      const known = (await Promise.all(languages.map(async (name) => (await readdir(`${notes}/${name}`)).map((file) => `../${name}/${file}`)))).flat();
      const page = await help(stage);
      for (const path of known) {
        const links = await page.evaluate(async (name) => {
          const other = new DOMParser().parseFromString(await (await fetch(name)).text(), "text/html");
          return [...other.querySelectorAll("a")].map((a) => ({
            href: a.getAttribute("href"), id: a.id, rel: a.rel, target: a.target, policy: a.referrerPolicy,
            there: a.getAttribute("href").startsWith("#") && other.getElementById(a.hash.slice(1)) !== null,
          }));
        }, path);
        const wrong = links.filter(({ href, id, rel, target, policy, there }) => {
          if (href.startsWith("#")) return !there;
          if (id === "leave") return href !== "about:blank";
          if (/^(tel|sms):\+?[0-9]+$/.test(href)) return false;
          if (href.startsWith("https://")) return target !== "_blank" || !/noopener/.test(rel) || !/noreferrer/.test(rel) || policy !== "no-referrer";
          return href !== "../../draft.html" && !known.includes(href.startsWith("../") ? href : path.replace(/[^/]+$/, href));
        });
        assert.ok(links.length > 40, `${path}: ${links.length} links`);
        assert.deepEqual(wrong, [], path);
      }
      await page.close();
    });

    test("by keyboard alone: the way out first, then every door in order", async () => {
      const page = await help(stage);
      const order = [];
      for (let n = 0; n < 40; n += 1) {
        await page.press("Tab");
        const at = await page.evaluate(() => {
          const one = document.activeElement;
          const ring = getComputedStyle(one);
          return { id: one.id || one.parentElement.id || one.textContent.trim(), ring: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2 };
        });
        assert.ok(at.ring, `no ring around ${at.id}`);
        order.push(at.id);
        if (order.filter((id) => id.startsWith("door-")).length === 7) break;
      }
      assert.equal(order[0], "leave");
      const doors = await page.evaluate(() => [...document.querySelectorAll("#doors details")].map(({ id }) => id));
      assert.deepEqual(order.filter((id) => id.startsWith("door-")), doors);
      await page.press("Enter");
      assert.equal(await page.evaluate((id) => document.getElementById(id).open, doors.at(-1)), true);
      await page.close();
    });

    test("magnified four times nothing sticks out and the way out leaves room to read", async () => {
      const page = await help(stage);
      // 400 % of a window of 1280 × 1024 (WCAG 1.4.10).
      await page.setViewport({ width: 320, height: 256 });
      await page.evaluate(() => { for (const part of document.querySelectorAll("details")) part.open = true; });
      assert.deepEqual(await page.evaluate(sticksOut), []);
      const covered = await page.evaluate(() => {
        const { width, height } = document.querySelector("#leave").getBoundingClientRect();
        return width * height / (innerWidth * innerHeight);
      });
      assert.ok(covered < 0.15, `the way out covers ${covered}`);
      await stage.picture(page, "help-400");
      await page.setViewport(screens.desk);
      await page.close();
    });

    test("on paper: everything open, no buttons, black on white", async () => {
      const page = await help(stage);
      const undo = await settings[kind].print(stage, page);
      await page.evaluate(() => { dispatchEvent(new Event("beforeprint")); });
      const paper = await page.evaluate(() => ({
        print: matchMedia("print").matches,
        folded: document.querySelectorAll("details:not([open])").length,
        leave: document.querySelector("#leave").checkVisibility(),
        now: getComputedStyle(document.querySelector("#now")).backgroundColor,
        inks: [...new Set([...document.body.querySelectorAll("*")].filter((one) => one.checkVisibility()).map((one) => getComputedStyle(one).color))],
        out: [...document.querySelectorAll("#now .button")].map(({ textContent }) => textContent.trim()),
      }));
      await stage.picture(page, "help-print");
      await page.evaluate(() => { dispatchEvent(new Event("afterprint")); });
      const folded = await page.evaluate(() => document.querySelectorAll("details:not([open])").length);
      await undo();
      assert.deepEqual({ ...paper, out: paper.out.length > 0 }, { print: true, folded: 0, leave: false, now: "rgba(0, 0, 0, 0)", inks: ["rgb(0, 0, 0)"], out: true });
      assert.ok(folded >= 7, "folded again afterwards");
      await page.close();
    });

    test("in forced colours every card and button keeps an edge", async () => {
      const page = await help(stage);
      const undo = await settings[kind].forced(stage, page);
      await until(() => page.evaluate(() => matchMedia("(forced-colors: active)").matches), "forced colours");
      const bare = await page.evaluate(edgeless, ".button, #leave, .now, .door, .say");
      await stage.picture(page, "help-forced");
      await undo();
      assert.deepEqual(bare, []);
      await page.close();
    });

    test("from right to left: the way out changes sides and nothing sticks out", async () => {
      const page = await help(stage);
      await page.setViewport(screens.phone);
      await page.evaluate(() => { document.documentElement.dir = "rtl"; });
      const { left, right } = await page.evaluate(() => document.querySelector("#leave").getBoundingClientRect().toJSON());
      assert.ok(left < 20 && right < 300, `${left} to ${right}`);
      assert.deepEqual(await page.evaluate(sticksOut), []);
      assert.deepEqual(await page.evaluate(firstScreen), []);
      await stage.picture(page, "help-rtl");
      await page.setViewport(screens.desk);
      await page.close();
    });

    test("ticks are kept, and forgotten when asked to", async () => {
      const ticked = (page) => page.evaluate(() => document.querySelector("#door-threatened input").checked);
      const first = await help(stage);
      await first.click("#door-threatened summary");
      await first.click("#door-threatened input");
      await first.close();
      const second = await help(stage, "notes/en/us.html");
      assert.equal(await ticked(second), true, "kept, for another country as well");
      await second.click("#forget-ticks");
      assert.equal(await ticked(second), false);
      assert.equal(await second.evaluate(() => localStorage.length), 0);
      await second.reload();
      assert.equal(await ticked(second), false, "forgotten");
      await second.close();
    });

    test("another country is one choice away, remembered, and forgotten when asked to", async () => {
      const kept = () => stage.browser.worker(() => chrome.storage.local.get(["settings", "helpPage"]));
      const first = await help(stage);
      assert.equal(await first.evaluate(() => document.querySelector("#place").selectedOptions[0].textContent), "United Kingdom");
      assert.equal(await first.evaluate(() => document.querySelector("#place-kept").checkVisibility()), false);
      // A country that no test machine's clock or language stands for. What a finger or a mouse leads to; the browsers' own lists cannot be opened from here.
      await first.evaluate(() => {
        const list = document.querySelector("#place");
        list.value = "nz.html";
        list.dispatchEvent(new Event("change"));
      });
      await until(async () => /\/en\/nz\.html$/.test(await first.url()), "the page of the other country");
      assert.equal((await kept()).settings.country, "nz");
      await first.close();
      const page = await byPopup(stage);
      assert.match(await page.url(), /\/en\/nz\.html$/);

      await until(() => page.evaluate(() => document.querySelector("#place-kept").checkVisibility()), "the button that forgets");
      await page.click("#place-forget");
      await until(() => page.evaluate(() => document.querySelector("#place-forgot").textContent), "a word that it is forgotten");
      const { settings, helpPage } = await kept();
      assert.equal(settings.country, null);
      assert.notEqual(helpPage, "notes/en/nz.html");
      await page.close();
    });

    test("by keyboard nobody is taken to a country on the way to theirs", async () => {
      const page = await help(stage);
      await page.evaluate(() => { document.querySelector("#place").focus(); });
      await page.press("ArrowDown");
      const show = () => page.evaluate(() => document.querySelector("#place-show").checkVisibility());
      await until(show, "the button that goes there");
      assert.match(await page.url(), /\/gb\.html$/);
      const chosen = await page.evaluate(() => document.querySelector("#place").value);
      await page.press("Tab");
      await page.press("Enter");
      await until(async () => (await page.url()).endsWith(`/${chosen}`), "the page of the country");
      await page.evaluate(() => chrome.storage.local.remove(["settings", "helpPage"]));
      await page.close();
    });

    test("words to start with are copied, or it is said that they were not", async () => {
      const page = await help(stage);
      await page.click("[data-copy=tell-parent-1]");
      const said = await until(() => page.evaluate(() => document.querySelector("#copied").textContent), "what came of copying");
      const words = await page.evaluate(() => {
        const { done, failed } = document.querySelector("#copied").dataset;
        return { done, failed };
      });
      assert.ok([words.done, words.failed].includes(said), said);
      await page.close();
    });
  });

  describe(`the site one came from: ${kind}`, () => {
    let stage;
    before(async () => {
      // Which country's page it is depends on the machine's clock: all of them know our chat as one of their sites.
      const copy = await broken(kind, "from-loopback", async (path) => {
        for (const file of await readdir(`${path}/notes/en`)) {
          const text = await readFile(`${path}/notes/en/${file}`, "utf8");
          assert.match(text, /data-hosts="[^"]*discord\.com/);
          await writeFile(`${path}/notes/en/${file}`, text.replace(/(data-hosts="[^"]*)discord\.com/, "$1127.0.0.1"));
        }
      });
      stage = await set(kind, copy);
    });
    after(() => stage?.strike());

    const cards = (page) => page.evaluate(() => [...document.querySelectorAll(".site")].map(({ id, open }) => ({
      id, open, marked: document.querySelector(`#${id} .came-from`).checkVisibility(),
    })));

    /** Waits for the site's card to stand first and open, and looks at all of them. */
    async function stoodFirst(page) {
      await until(async () => (await cards(page))[0].open, "the card of the site", 30_000);
      const [first, ...rest] = await cards(page);
      assert.deepEqual(first, { id: "site-discord", open: true, marked: true });
      assert.ok(rest.every(({ open, marked }) => !open && !marked));
      assert.doesNotMatch(await page.url(), /[?#]/);
    }

    test("none was used: all stay folded", async () => {
      const page = await help(stage);
      assert.ok((await cards(page)).every(({ open, marked }) => !open && !marked));
      await page.close();
    });

    // Firefox's driver walks through all tabs to find the one that was opened, and each it passes becomes the one used
    // last: there help is opened in a tab that the driver knows.
    const ways = kind === "firefox"
      ? { "a tab of its own": (from) => help(from) }
      : { "the popup": byPopup, "the panel": byPanel, "the keyboard": byCommand, "the menu": byMenu };
    for (const [name, way] of Object.entries(ways)) {
      test(`its steps stand first and open, from ${name}`, async () => {
        const chat = await stage.chat("chatscope", "lure", 99);
        const page = await way(stage, chat);
        await stoodFirst(page);
        await page.close();
        await chat.close();
      });
    }

    test("an older tab of a site is not where one came from", async () => {
      const chat = await stage.chat("chatscope", "friends", 3);
      const other = await stage.browser.page("about:blank");
      const page = await help(stage);
      // The cards are sorted after the browser has told of its tabs: asked once more here, so that it has.
      await page.evaluate(() => chrome.tabs.query({ currentWindow: true }));
      assert.ok((await cards(page)).every(({ open, marked }) => !open && !marked));
      for (const tab of [page, other, chat]) await tab.close();
    });
  });
}
