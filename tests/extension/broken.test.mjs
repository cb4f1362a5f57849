// When parts of the extension are broken: help opens all the same, and "paused" never looks like "nothing seen".

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, describe, test } from "node:test";
import { Stage, browsers } from "./stage.mjs";

const dist = (kind) => fileURLToPath(new URL(`../../dist/test/${kind === "firefox" ? "firefox" : "chrome"}`, import.meta.url));

/** A copy of the extension with one file spoiled. */
function spoiled(kind, file, content) {
  const folder = mkdtempSync(join(tmpdir(), "breakwater-spoiled-"));
  cpSync(dist(kind), folder, { recursive: true });
  writeFileSync(join(folder, file), content);
  return folder;
}

const faults = {
  "the core does not compile": ["background.wasm", Buffer.from("not wasm")],
  "the signals are damaged": ["signals.pack", Buffer.from("BWSIG but not really")],
};

for (const kind of browsers) {
  describe(`nobody answers the page: ${kind}`, () => {
    const folder = spoiled(kind, "background.js", "");
    let stage;
    after(async () => {
      await stage?.strike();
      rmSync(folder, { recursive: true, force: true });
    });

    test("the popup says that watching is paused", async () => {
      stage = await Stage.set(kind, { folder });
      const page = await stage.chat("chatscope", "lure", 99);
      const popup = await stage.popup(page, ({ headline }) => /paused/.test(headline));
      assert.match(popup.help, /^notes\/en\/\w+\.html$/);
    });
  });

  for (const [fault, [file, content]] of Object.entries(faults)) {
    describe(`${fault}: ${kind}`, () => {
      const folder = spoiled(kind, file, content);
      let stage;
      after(async () => {
        await stage?.strike();
        rmSync(folder, { recursive: true, force: true });
      });

      test("the popup says that watching is paused, and help opens by link and by key", async () => {
        stage = await Stage.set(kind, { folder });
        const page = await stage.chat("chatscope", "lure", 99);
        const popup = await stage.popup(page, ({ headline }) => /paused/.test(headline));
        assert.doesNotMatch(popup.headline, /Nothing seen/);
        assert.deepEqual(await stage.cards(page), []);
        assert.match(popup.help, /^notes\/en\/\w+\.html$/);
        const help = await stage.browser.page(stage.browser.extensionPageUrl(popup.help));
        assert.match(await help.evaluate(() => document.body.textContent), /not in trouble/);
        await help.close();
        await stage.browser.pressCommand("open-help", page);
        assert.match((await stage.help()).text, /Don.t pay/);
      });
    });
  }
}
