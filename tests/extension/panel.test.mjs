// The panel for everyone: by keyboard alone, for screen readers, in a narrow window, in colours and a direction of their
// own, over hostile words, and when the extension goes.
//   ONLY=chromium node --test tests/extension/panel.test.mjs

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { axeFinds, settings, sticksOut } from "../help/settings.mjs";
import { PATIENCE, Stage, browsers, until } from "./stage.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** A conversation, and how much of it, with which the panel stands at a level. */
const LEVELS = { notice: ["hint", 10], warning: ["lure", 16], threat: ["lure", 99] };

/** A phone, a window at 400 %, and what is left of one over a keyboard. */
const NARROW = [{ width: 320, height: 640 }, { width: 320, height: 256 }, { width: 300, height: 200 }];
const HOUR = 3600;
const DAY = 24 * HOUR;

/** In a page of nothing else: our card as it stands in its closed tree, which no tool looks into. */
function copy(parts) {
  document.documentElement.lang = "en";
  document.title = "A copy of the panel";
  document.body.innerHTML = "<main><h1>A copy of the panel</h1><div></div></main>";
  document.querySelector("div").attachShadow({ mode: "open" }).innerHTML = parts.join("");
}

/** In the copy: of the card and its buttons, what neither edge nor focus ring tells apart where colours are forced. */
function edgeless() {
  const card = document.querySelector("div").shadowRoot.querySelector("section");
  return [card, ...card.querySelectorAll("button")].filter((one) => one.checkVisibility()).filter((one) => {
    one.focus();
    const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor, outlineStyle, outlineWidth } = getComputedStyle(one);
    const edge = borderTopStyle !== "none" && parseFloat(borderTopWidth) >= 2 && borderTopColor !== backgroundColor;
    const ring = one === card || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
    return !edge || !ring;
  }).map(({ className }) => className || "card");
}

/** A copy of the extension that speaks a made-up language from right to left: English in Hebrew letters. */
function withHebrew(kind) {
  const folder = mkdtempSync(join(tmpdir(), "breakwater-hebrew-"));
  cpSync(fileURLToPath(new URL(`../../dist/test/${kind === "firefox" ? "firefox" : "chrome"}`, import.meta.url)), folder, { recursive: true });
  mkdirSync(join(folder, "words/he"));
  const letter = (found) => (found.length > 1 ? found : String.fromCodePoint(0x5d0 + (found.codePointAt(0) % 26)));
  for (const file of ["all.json", "watching.json"]) {
    const words = Object.entries(JSON.parse(readFileSync(join(folder, "words/en", file), "utf8")));
    // What stands in braces is a place, and stays.
    const turned = words.map(([key, text]) => [key, text.replace(/\{[^}]+\}|[a-z]/gi, letter)]);
    writeFileSync(join(folder, "words/he", file), JSON.stringify(Object.fromEntries(turned)));
  }
  return folder;
}

/** In the page: a call that can be taken or refused. */
function ring(left = "60vw") {
  const call = document.body.appendChild(Object.assign(document.createElement("div"), { id: "call" }));
  call.style.cssText = `position: fixed; top: 100px; left: ${left}; z-index: 9; width: 260px; padding: 12px; background: #eee`;
  for (const [tag, text] of [["p", "Jess Marlowe is calling you"], ["button", "Decline"], ["button", "Accept"]]) {
    call.append(Object.assign(document.createElement(tag), { textContent: text }));
  }
}

/** In the page: the own camera goes on, in the list of chats beside this one. */
function film() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 160, height: 120 });
  const pen = canvas.getContext("2d");
  setInterval(() => { pen.fillStyle = `hsl(${Date.now() % 360} 50% 50%)`; pen.fillRect(0, 0, 160, 120); }, 100);
  const video = Object.assign(document.createElement("video"), { muted: true, width: 160, height: 120, srcObject: canvas.captureStream() });
  document.querySelector(".frame-inbox").prepend(video);
  void video.play();
}

for (const kind of browsers) {
  describe(`panel: ${kind}`, () => {
    const folder = withHebrew(kind);
    let stage;
    before(async () => { stage = await Stage.set(kind, { folder }); });
    after(async () => {
      await stage?.strike();
      rmSync(folder, { recursive: true, force: true });
    });
    beforeEach(() => stage.forget());

    const focused = async (page) => (await stage.parts(page, "button")).find((button) => button.focused);

    test("at any level: axe finds nothing, one line is read out, and a narrow window holds it", async () => {
      for (const [level, [conversation, n]] of Object.entries(LEVELS)) {
        const page = await stage.chat("chatscope", conversation, n);
        await stage.panel(page, level);
        const [spoken, ...more] = await until(async () => {
          const found = await stage.parts(page, ".spoken");
          return found[0]?.text && found;
        }, "the line that is read out", PATIENCE);
        assert.deepEqual(more, []);
        assert.equal(spoken.attributes.role, level === "threat" ? "alert" : "status");
        await stage.picture(page, `panel-${level}`);
        const parts = (await stage.parts(page, "style, .frame")).map(({ html }) => html);
        // As a site does in a narrow window. Otherwise the chat would not be in it.
        await page.evaluate(() => { document.querySelector(".frame-inbox").remove(); });
        for (const size of NARROW) {
          await page.setViewport(size);
          const inside = ({ box: { x, y, width, height } }) => x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height;
          await until(async () => { const [card] = await stage.cards(page); return card && inside(card); }, `a ${level} that is all on the screen`, PATIENCE);
          for (const help of await stage.parts(page, "button.help")) assert.ok(inside(help), `${level}: help is reached without scrolling`);
          await stage.picture(page, `panel-${level}-${size.width}x${size.height}`);
        }
        await page.setViewport({ width: 1200, height: 800 });
        await page.close();
        const alone = await stage.browser.page("about:blank");
        await alone.evaluate(copy, parts);
        await alone.addScript(axe);
        assert.deepEqual(await axeFinds(alone), [], level);
        const light = await settings[kind].dark(stage, alone);
        assert.deepEqual(await axeFinds(alone), [], `${level}, dark`);
        await light();
        const free = await settings[kind].forced(stage, alone);
        assert.deepEqual(await alone.evaluate(edgeless), [], `${level}, forced colours`);
        await free();
        await alone.close();
        await stage.forget();
      }
    });

    test("it comes while someone types, and takes nothing from them", async () => {
      const page = await stage.chat("chatscope", "lure", 6);
      await page.click("[contenteditable]");
      await page.press("h");
      const rest = await page.evaluate(async () => (await fetch("/conversations/lure.json")).json().then(({ messages }) => messages.slice(6, 16)));
      for (const message of rest) await page.evaluate((one) => window.kit.add(one), message);
      await stage.panel(page, "warning");
      await page.press("i");
      assert.equal(await page.evaluate(() => document.activeElement.textContent), "hi");
      assert.equal(await focused(page), undefined);
      await page.close();
    });

    test("it is reached, used and closed by keyboard alone, and the focus goes back to where it was", async () => {
      const page = await stage.chat("chatscope", "lure", 16);
      await stage.panel(page, "warning");
      await page.click("[contenteditable]");
      for (let tabs = 0; !(await focused(page)); tabs += 1) {
        assert.ok(tabs < 20, "the panel is not reached by Tab");
        await page.press("Tab");
      }
      await stage.picture(page, "panel-focus");
      await page.press("Escape");
      await stage.gone(page);
      assert.equal(await page.evaluate(() => document.body.contains(document.activeElement) && document.activeElement !== document.body), true);
      await page.close();
    });

    test("closed by its key, it comes back once for a call, and for good when the contact is forgotten", async () => {
      const page = await stage.chat("chatscope", "lure", 16);
      await stage.panel(page, "warning");
      const close = async () => {
        await stage.browser.pressCommand("dismiss-note", page);
        await stage.gone(page);
      };
      const told = async () => (await stage.cards(page)).some(({ text }) => /may be a recording, too/.test(text));
      const kept = () => stage.browser.worker(() => chrome.storage.session.get(null).then((all) => Object.values(all).find(({ view }) => view?.rows > 0)));
      await close();
      await page.bringToFront();
      await page.evaluate(ring);
      await until(told, "what to know of a call", PATIENCE);
      await stage.picture(page, "panel-call");
      await close();
      // The same call goes on, and the page with it.
      await page.evaluate(() => window.kit.add({ from: "them", text: "pick up" }));
      await stage.fromBehind(page, async () => (await kept())?.view.rows === 17, "the message read");
      assert.equal((await kept()).callClosed, true);
      assert.deepEqual(await stage.cards(page), []);
      await page.bringToFront();
      await page.evaluate(() => { document.querySelector("#call").remove(); });
      // What was closed is closed for this call only: the next one is told again.
      await stage.fromBehind(page, async () => !(await kept())?.callClosed, "the call over");
      const popup = await stage.popup(page, ({ stages }) => stages.length > 0);
      await stage.picture(popup.page, "popup-timeline");
      await popup.page.evaluate(() => document.querySelector("#forget").click());
      await until(() => popup.page.evaluate(() => /^Forgotten/.test(document.querySelector("#headline").textContent)), "the popup to say so", PATIENCE);
      await popup.page.close();
      await page.bringToFront();
      await stage.panel(page, "warning");
      await page.close();
    });

    const tells = (page, words) => until(async () => (await stage.cards(page)).some(({ text }) => words.test(text)), `a panel with ${words}`, PATIENCE);
    const CALL = /may be a recording, too/;

    test("a call that rings beside the chat is told, and a camera that goes on there", async () => {
      const page = await stage.chat("chatscope", "lure", 16);
      await stage.panel(page, "warning");
      await page.evaluate(ring, "8px");
      await tells(page, CALL);
      await stage.picture(page, "panel-call-beside");
      await page.evaluate(() => { document.querySelector("#call").remove(); });
      await until(async () => (await stage.cards(page)).every(({ text }) => !CALL.test(text)), "the call to be over", PATIENCE);
      await page.evaluate(film);
      await tells(page, CALL);
      await page.close();
    });

    test("over days: one note a day, closing it raises the bar, and a threat is never held back", async () => {
      /** Opens the chat with this many messages, and gives what it was decided to show. */
      const visit = async (conversation, n) => {
        const since = Math.floor(Date.now() / 1000);
        const page = await stage.chat("chatscope", conversation, n);
        const memory = await until(async () => {
          const [one] = await stage.memories();
          return one?.lastSeen >= since && one.judged.total >= n && one;
        }, "the chat to be read", PATIENCE);
        return { page, level: memory.shown.open };
      };
      const expect = async (conversation, n, wanted, then) => {
        const { page, level } = await visit(conversation, n);
        assert.equal(level, wanted);
        if (wanted) await stage.panel(page, wanted);
        else assert.deepEqual(await stage.cards(page), []);
        if (then === "close") await stage.press(page, "button.dismiss", async () => (await stage.cards(page)).length === 0);
        await page.close();
      };
      await expect("hint", 10, "notice");
      await stage.age(HOUR);
      await expect("hint", 10, null);
      await stage.age(DAY);
      await expect("hint", 10, "notice", "close");
      await stage.age(DAY);
      await expect("hint", 10, null);
      await stage.age(HOUR);
      await expect("lure", 23, "threat");
      await stage.age(HOUR);
      await expect("lure", 23, "threat");
    });

    test("the same profile picture under another name is named, and one of another origin is not looked at", async () => {
      const open = async (name, from) => {
        const page = await stage.browser.page(stage.site.address(`pages/panel/pictures.html?name=${name}&from=${from}&n=10`));
        await page.evaluate(() => window.ready);
        await page.bringToFront();
        return page;
      };
      const kept = (test, what) => until(async () => (await stage.memories()).find(test), what, PATIENCE);
      let page = await open("Jess%20Marlowe", "own");
      await kept(({ pictured }) => pictured.mark, "the mark of the picture");
      await page.close();
      await stage.age(HOUR);
      page = await open("Jess%20Marlowe", "own");
      await kept(({ pictured }) => pictured.settled && !pictured.elsewhere, "a picture that has stood");
      await page.close();
      page = await open("Alva%20Brook", "saved");
      await stage.panel(page, "notice");
      await kept(({ pictured }) => pictured.mark && !pictured.settled, "the mark of the other picture");
      await page.close();
      await stage.age(HOUR + DAY);
      page = await open("Alva%20Brook", "saved");
      await until(async () => (await stage.parts(page, "li")).some(({ text }) => /same profile picture/.test(text)), "the reason", PATIENCE);
      await stage.picture(page, "panel-same-picture");
      await page.close();
      const asked = () => stage.site.requests.filter((path) => path.endsWith("portrait.svg")).length;
      const before = asked();
      page = await open("Robin%20Ashdale", "elsewhere");
      await until(async () => (await stage.memories()).length === 3, "the third chat", PATIENCE);
      assert.equal((await stage.memories()).filter(({ pictured }) => pictured.mark).length, 2);
      assert.equal(asked() - before, 1, "the page asked for it, and we did not");
      await page.close();
    });

    test("in a language from right to left, panel and popup run from the right", async () => {
      const speak = async (language) => {
        await stage.browser.worker((chosen) => chrome.storage.local.set({ settings: chosen ? { language: chosen } : {} }), language);
        // The words are read once a worker.
        await stage.browser.killWorker();
      };
      await speak("he");
      const page = await stage.chat("chatscope", "lure", 16, "&dir=rtl");
      const { attributes } = await stage.panel(page, "warning");
      assert.equal(attributes.dir, "rtl");
      assert.equal(attributes.lang, "he");
      const [first, second] = (await stage.parts(page, ".actions button")).map(({ box }) => box);
      assert.ok(first.x > second.x, "the first button stands on the right");
      await stage.picture(page, "panel-rtl");
      const popup = await stage.popup(page, ({ reasons }) => reasons.length > 0);
      await popup.page.setViewport({ width: 360, height: 600 });
      assert.equal(await popup.page.evaluate(() => getComputedStyle(document.querySelector("#headline")).direction), "rtl");
      assert.deepEqual(await popup.page.evaluate(sticksOut), []);
      await stage.picture(popup.page, "popup-rtl");
      await popup.page.setViewport({ width: 1200, height: 800 });
      await popup.page.close();
      await page.close();
      await speak("");
    });

    test("words that are markup, turn the line around or never break stay words", async () => {
      const page = await stage.browser.page(stage.site.address("pages/panel/words.html"));
      await page.bringToFront();
      await stage.panel(page, "threat");
      await stage.press(page, "button.quotes", async () => (await stage.parts(page, "ul.quoted")).length > 0);
      await stage.picture(page, "panel-words");
      const [{ html }] = await stage.cards(page);
      const ours = ["section", "div", "p", "ul", "li", "q", "bdi", "button"];
      assert.deepEqual([...html.matchAll(/<([a-z]+)/g)].filter(([, tag]) => !ours.includes(tag)), []);
      assert.equal(await page.evaluate(() => "ran" in window), false);
      const words = JSON.parse(readFileSync(join(folder, "words/en/all.json"), "utf8"));
      const lines = (await stage.parts(page, ".line")).map(({ text }) => text);
      assert.deepEqual(lines, [1, 2, 3, 4].map((line) => words[`panel_threat_${line}`]));
      const [card] = await stage.cards(page);
      for (const { box, text } of await stage.parts(page, "button, li")) {
        assert.ok(box.x >= card.box.x && box.x + box.width <= card.box.x + card.box.width, text);
      }
      const popup = await stage.popup(page, ({ reasons }) => reasons.length > 0);
      await popup.page.setViewport({ width: 360, height: 600 });
      await stage.picture(popup.page, "popup-words");
      assert.deepEqual(await popup.page.evaluate(sticksOut), []);
      await popup.page.setViewport({ width: 1200, height: 800 });
      await popup.page.close();
      await page.close();
    });

    test("two chats side by side are not taken for one", async () => {
      const page = await stage.browser.page(stage.site.address("pages/panel/two-frames.html"));
      const popup = await stage.popup(page, ({ contact }) => /Robin Ashdale/.test(contact));
      assert.match(popup.read, /\b4 messages/);
      assert.match(popup.headline, /Nothing seen here so far/);
      assert.match(popup.read, /There is another chat on this page. That one isn't read/);
      await stage.picture(popup.page, "popup-beside");
      await popup.page.close();
      await page.close();
    });

    test("a video in full screen lies over it, the badge stays, and it stands again after; in print it is not there", async () => {
      const page = await stage.chat("chatscope", "lure", 16);
      await stage.panel(page, "warning");
      await page.evaluate(() => {
        const film = document.body.appendChild(Object.assign(document.createElement("video"), { id: "film" }));
        film.style.cssText = "position: fixed; top: 8px; left: 8px; width: 200px; height: 100px; background: #000";
        film.addEventListener("click", () => film.requestFullscreen());
      });
      await page.click("#film");
      await until(() => page.evaluate(() => document.fullscreenElement?.id === "film"), "full screen", PATIENCE);
      await stage.picture(page, "panel-full-screen");
      assert.equal(await stage.browser.badge(), "•");
      await page.evaluate(() => document.exitFullscreen());
      await until(() => page.evaluate(() => !document.fullscreenElement), "the end of full screen", PATIENCE);
      const screen = await settings[kind].print(stage, page);
      await until(async () => (await stage.cards(page)).every(({ box }) => box.height === 0), "no panel in print", PATIENCE);
      await screen();
      await stage.press(page, "button.dismiss", async () => (await stage.cards(page)).length === 0);
      await page.close();
    });

    test("an extension that is loaded anew leaves no panel behind that does nothing", async () => {
      const page = await stage.chat("chatscope", "lure", 16);
      await stage.panel(page, "warning");
      const own = await stage.browser.page(stage.browser.extensionPageUrl("manifest.json"));
      // It goes with the extension: nothing is asked of it after.
      await own.evaluate(() => { setTimeout(() => chrome.runtime.reload(), 100); });
      await page.bringToFront();
      await stage.gone(page);
      await page.close();
    });
  });
}
