// How long from the key, the menu or the popup's link to help on the screen: with the background awake and with it ended.
// Prints medians, asserts nothing. Clocks of the two processes are the same machine's.
//   ./build.sh --test-hosts && ONLY=firefox node tests/bench/help.mjs

import { browsers, set, until } from "../help/stage.mjs";
import { byCommand, byMenu, byPopup } from "../help/ways.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 9);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** When help was first painted, in milliseconds since 1970. */
const painted = (page) => until(() => page.evaluate(() => {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return paint && performance.timeOrigin + paint.startTime;
}), "the first paint");

/** When a key was last pressed on the page; none where the driver cannot press keys that the browser itself hears. */
const pressed = (page) => page.evaluate(() => window.pressed);

async function once(stage, way, ended) {
  const from = await stage.chat("chatscope", "friends", 3);
  await from.evaluate(() => {
    addEventListener("keydown", ({ timeStamp }) => { window.pressed = performance.timeOrigin + timeStamp; }, { capture: true });
  });
  if (ended) await stage.browser.killWorker();
  let since = Date.now();
  const page = await way(stage, from, () => { since = Date.now(); });
  const shown = await painted(page);
  since = (way === byCommand && await pressed(from)) || since;
  await page.close();
  await from.close();
  return shown - since;
}

for (const kind of browsers) {
  const stage = await set(kind);
  const say = async (what, way, ended) => {
    const times = [];
    for (let round = 0; round < ROUNDS; round += 1) times.push(await once(stage, way, ended));
    const [least, most] = [Math.min(...times), Math.max(...times)].map(Math.round);
    console.log(`${kind.padEnd(9)} ${what.padEnd(34)} median ${Math.round(median(times))} ms, ${least} to ${most}, ${ROUNDS} runs`);
  };
  // Not counted: the first time around the browser and the extension are still being set up.
  await once(stage, byCommand, false);
  await say("key, background awake", byCommand, false);
  await say("key, background ended", byCommand, true);
  await say("menu, background awake", byMenu, false);
  await say("menu, background ended", byMenu, true);
  await say("link in the popup", byPopup, true);
  await stage.strike();
}
