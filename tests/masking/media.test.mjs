// No block of any picture comes through into what is saved, whichever way the page shows it. In both browsers.
// Whether each rule of mask.css is needed is tried by hand: node tests/masking/rules.mjs

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { browsers } from "../extension/stage.mjs";
import { FEWEST, MOST, Stage, bare, open, saved } from "./media.mjs";

for (const kind of browsers) {
  describe(`masking: ${kind}`, () => {
    let stage;
    before(async () => { stage = await Stage.set(kind, { viewport: { width: 1200, height: 800 } }); });
    after(() => stage?.strike());

    test("no picture block survives in a capture", async () => {
      const page = await open(stage);
      const shown = (await bare(stage, page)).filter(({ correlation }) => correlation > 0.8);
      assert.ok(shown.length >= FEWEST, `only ${shown.length} kinds can be seen bare: ${shown.map(({ kind }) => kind).join(", ")}`);
      const { line, found } = await saved(stage, page);
      assert.match(line, /Saved and checked.*Pictures are hidden/);
      assert.ok(found.length >= FEWEST, `${found.length} places`);
      assert.deepEqual(found.filter(({ correlation }) => correlation >= MOST), []);
      await page.close();
    });
  });
}
