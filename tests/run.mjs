// Runs every *.test.mjs under tests/, two at a time: they mostly wait for browsers, and two cores are all there is.
//   node tests/run.mjs [FILE...]
//
// A file that failed while another browser was at work is run once more, alone, and named as unsteady if it passes then:
// a busy machine is no fault of the extension, but what fails only on a busy machine is worth a look.

import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { PassThrough } from "node:stream";
import { run } from "node:test";
import { tap } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const AT_ONCE = 2;
/** Milliseconds until a file that hangs is ended, and named. */
const PATIENCE = 15 * 60_000;

/** Every test under tests/, in the same order everywhere. */
function all() {
  const found = readdirSync(here, { recursive: true });
  return found.filter((name) => name.endsWith(".test.mjs") && !name.includes("node_modules")).sort().map((name) => resolve(here, name));
}

/** Runs some files, prints what comes of them, and gives those that failed. */
async function failing(files, concurrency) {
  const failed = new Set();
  const events = run({ files, concurrency, timeout: PATIENCE });
  events.on("test:fail", ({ file, name }) => failed.add(files.find((one) => one === file) ?? resolve(name)));
  const printed = events.compose(tap).pipe(new PassThrough());
  for await (const piece of printed) process.stdout.write(piece);
  return [...failed];
}

const files = process.argv.length > 2 ? process.argv.slice(2).map((name) => resolve(name)) : all();
if (!files.length) throw new Error(`no *.test.mjs under ${here}`);
const failed = await failing(files, AT_ONCE);
const broken = failed.length ? await failing(failed, 1) : [];
for (const file of failed) {
  const verdict = broken.includes(file) ? "failed twice, the second time alone" : "unsteady: failed beside another browser, passed alone";
  console.log(`# ${file}: ${verdict}`);
}
process.exitCode = broken.length ? 1 : 0;
