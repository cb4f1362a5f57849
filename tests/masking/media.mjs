// What is left of the pictures of tests/pages/media.html in a capture: the correlation of their blocks with what the
// saved picture shows in their place. 1 is the picture itself, 0 has nothing of it.

import { Stage } from "../extension/stage.mjs";

/** Most that may be left. */
export const MOST = 0.2;
/** Fewest kinds of media that must have been on the screen. */
export const FEWEST = 30;

/** In the page: how the blocks of each place correlate with those of a PNG of the screen. */
async function correlations(bytes) {
  /* global blocks, media */
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const scale = bitmap.width / innerWidth;
  const found = [];
  for (const { kind, seed, x, y, width, height } of media.places()) {
    // Without a seed the page shows no known blocks; what is cut off by the screen can't be compared whole.
    if (seed === null || x < 0 || y < 0 || x + width > innerWidth || y + height > innerHeight) continue;
    const pairs = [];
    blocks(seed).forEach((colour, index) => {
      // The middle of each block, in the box that the picture fills.
      const [column, row] = [index % 20, Math.floor(index / 20)];
      const at = [x + ((column + 0.5) * width) / 20, y + ((row + 0.5) * height) / 15];
      const pixel = context.getImageData(Math.floor(at[0] * scale), Math.floor(at[1] * scale), 1, 1).data;
      colour.forEach((channel, number) => pairs.push([channel, pixel[number]]));
    });
    const mean = (side) => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
    const means = [mean(0), mean(1)];
    const sum = (a, b) => pairs.reduce((total, pair) => total + (pair[a] - means[a]) * (pair[b] - means[b]), 0);
    const spread = Math.sqrt(sum(0, 0) * sum(1, 1));
    found.push({ kind, correlation: spread ? Math.abs(sum(0, 1) / spread) : 0 });
  }
  return found;
}

/** The page, with everything on it loaded. */
export async function open(stage) {
  const page = await stage.browser.page(stage.site.address("pages/media.html"));
  await page.evaluate(() => window.media.ready);
  await page.bringToFront();
  return page;
}

/** As the page is, without the extension's doing: the measure must see the pictures where nothing hides them. */
export async function bare(stage, page) {
  return page.evaluate(correlations, [...(await page.screenshot())]);
}

/**
 * Saves the page and looks for the pictures in what was saved.
 * @returns the line that was said, and the correlations; none if no picture was kept
 */
export async function saved(stage, page) {
  const line = await stage.save(page);
  const pictures = [...(await stage.locker())].filter(([name]) => name.endsWith(".png"));
  return { line, found: pictures.length ? await page.evaluate(correlations, [...pictures.at(-1)[1]]) : [] };
}

export { Stage };
