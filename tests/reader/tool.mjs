// The command line's reader, as the tests and the recorder ask it.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A file of this repository. */
export const file = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const tool = process.env.BREAKWATER_TOOL ?? file("dist/breakwater");

/** What `breakwater read` makes of snapshots, one reading each. */
export function read(snapshots) {
  const { stdout, stderr, status } = spawnSync(tool, ["read"], { input: snapshots.map((line) => `${line}\n`).join(""), encoding: "utf8", maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`breakwater read: ${stderr}`);
  return stdout.trim().split("\n").map((line) => JSON.parse(line));
}
