// Takes one rule after the other out of mask.css and saves the page with every kind of picture: each time either a
// picture must come through, or the check must refuse to keep one. A rule that changes nothing when it goes is named.
//   node tests/masking/rules.mjs [chromium|firefox] [number of the only rule]
// Takes about half a minute a rule, so it is run by hand when the masking changes.

import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { MOST, Stage, open, saved } from "./media.mjs";

/** What is said of a picture that was dropped because the check found one that was not hidden. */
const REFUSED = /Not every picture on the page could be hidden/;

const root = fileURLToPath(new URL("../..", import.meta.url));
const [kind = "chromium", only] = process.argv.slice(2);
const built = `${root}dist/test/${kind === "firefox" ? "firefox" : "chrome"}`;

/** The rules of a sheet without comments, as they stand. */
const rules = (css) => [...css.replace(/\/\*[^]*?\*\//g, "").matchAll(/[^{}]+\{[^{}]*\}/g)].map(([rule]) => rule.trim());

const sheet = await readFile(`${built}/mask.css`, "utf8");
let idle = 0;
for (const [number, rule] of rules(sheet).entries()) {
  if (only !== undefined && Number(only) !== number) continue;
  const copy = `${root}target/masking/${kind}-${number}`;
  await rm(copy, { recursive: true, force: true });
  await cp(built, copy, { recursive: true });
  // The sheet that the background inserts, and the same one in the content script, which lays it into shadow trees.
  await writeFile(`${copy}/mask.css`, without(sheet, rule));
  const script = await readFile(`${copy}/content.js`, "utf8");
  await writeFile(`${copy}/content.js`, withoutInScript(script, rule));
  const stage = await Stage.set(kind, { folder: copy });
  try {
    const page = await open(stage);
    const { line, found } = await saved(stage, page);
    // Any other reason for having no picture says nothing of the rule.
    if (found.length === 0 && !REFUSED.test(line)) throw new Error(`rule ${number}: ${line}`);
    const through = found.filter(({ correlation }) => correlation >= MOST);
    const seen = through.length > 0 || found.length === 0;
    if (!seen) idle += 1;
    const outcome = found.length === 0 ? `no picture kept: ${line}` : through.map((one) => one.kind).join(", ");
    console.log(`${seen ? "needed" : "IDLE  "} ${number} ${rule.replace(/\s+/g, " ").slice(0, 80)}\n        ${outcome}`);
  } finally {
    await stage.strike();
  }
}
console.log(idle ? `${idle} rules change nothing here` : "every rule is needed");
process.exitCode = idle ? 1 : 0;

function without(text, rule) {
  const left = text.replace(rule, "");
  if (left === text) throw new Error(`no such rule in mask.css: ${rule}`);
  return left;
}

/** In the script the sheet stands as a string of JavaScript. */
function withoutInScript(script, rule) {
  for (const quoted of [JSON.stringify(rule).slice(1, -1), rule, rule.replaceAll("\\", "\\\\")]) {
    if (script.includes(quoted)) return script.replace(quoted, "");
  }
  throw new Error(`no such rule in content.js: ${rule}`);
}
