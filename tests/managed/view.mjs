// A browser that finds our policies where an administrator puts them, while nothing of the machine is changed.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("with-policies.sh", import.meta.url));

/** Whether this machine lets us give a process its own view of /etc. */
export function possible() {
  try {
    execFileSync("unshare", process.getuid() === 0 ? ["--mount", "true"] : ["--mount", "--map-root-user", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/**
 * An executable that starts `browser` with `place` of /etc ("chromium", "firefox") replaced.
 * @returns {{binary: string, write: (path: string, policy: object) => void}} `write` puts a policy below that place
 */
export function view(folder, browser, places) {
  const etc = join(folder, "etc");
  for (const place of places) {
    const there = join("/etc", place);
    if (existsSync(there)) cpSync(there, join(etc, place), { recursive: true });
  }
  const binary = join(folder, "browser");
  mkdirSync(etc, { recursive: true });
  writeFileSync(binary, `#!/bin/sh\nexec "${script}" "${etc}" "${browser}" "$@"\n`, { mode: 0o755 });
  const write = (path, policy) => {
    for (const place of places) {
      const file = join(etc, place, path);
      mkdirSync(join(file, ".."), { recursive: true });
      writeFileSync(file, JSON.stringify(policy));
    }
  };
  return { binary, write };
}
