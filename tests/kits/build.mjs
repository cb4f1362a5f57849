#!/usr/bin/env node
// Builds the kit pages: build/<kit>.html, .js and .css. `node build.mjs [kit…]`; without names it builds all.
// Kits whose packages ship a ready browser build are copied, not bundled: faster, and closer to what sites load.

import { build } from "esbuild";
import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = join(here, "build");
const modules = join(here, "node_modules");

// Browser builds taken as they are: from a package, to a place beside the page, with the tag that loads it.
const ready = {
  webchat: [{ from: "botframework-webchat/dist/webchat.js", to: "webchat-kit/webchat.js", tag: '<script src="webchat-kit/webchat.js"></script>' }],
  "discord-components": [
    {
      from: "@derockdev/discord-components-core/dist/derockdev-discord-components-core",
      to: "discord-components-kit",
      tag: '<script type="module" src="discord-components-kit/derockdev-discord-components-core.esm.js"></script>',
    },
  ],
};

const page = (kit, tags) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${kit}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${kit}.css">
<body>
${tags.join("\n")}
<script type="module" src="${kit}.js"></script>
</body>
</html>
`;

export async function kits() {
  return (await readdir(join(here, "src/kits"))).map((file) => basename(file).replace(/\.\w+$/, "")).sort();
}

async function main(names) {
  const known = await readdir(join(here, "src/kits"));
  const wanted = known.filter((file) => names.length === 0 || names.some((name) => file.startsWith(`${name}.`)));
  if (wanted.length === 0) throw new Error(`no kit called ${names.join(", ")}; there are ${(await kits()).join(", ")}`);
  await mkdir(out, { recursive: true });
  await build({
    absWorkingDir: here,
    entryPoints: wanted.map((file) => `src/kits/${file}`),
    outdir: out,
    bundle: true,
    format: "esm",
    jsx: "automatic",
    minify: true,
    target: ["chrome128", "firefox128"],
    alias: { "@chatui/core": join(modules, "@chatui/core/es/index.js"), "@chatui/core/dist/index.css": join(modules, "@chatui/core/dist/index.css") },
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    loader: { ".woff": "dataurl", ".woff2": "dataurl", ".ttf": "dataurl", ".eot": "dataurl", ".svg": "dataurl", ".png": "dataurl" },
    logLevel: "error",
  });
  for (const file of wanted) {
    const kit = basename(file).replace(/\.\w+$/, "");
    const extras = ready[kit] ?? [];
    for (const { from, to } of extras) await cp(join(modules, from), join(out, to), { recursive: true });
    await writeFile(join(out, `${kit}.html`), page(kit, extras.map(({ tag }) => tag)));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(process.argv.slice(2)).catch((error) => {
    console.error(`kits: ${error.message}`);
    process.exitCode = 1;
  });
}
