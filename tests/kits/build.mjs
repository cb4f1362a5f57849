#!/usr/bin/env node
// Builds the test pages that are made from third-party code: tests/kits/build/<kit>.html (chats) and
// tests/pages/build/<page>.html (no chats), each with its .js and .css.
//   node build.mjs [name…]      without names: all of them
// Kits whose packages ship a ready browser build are copied, not bundled: faster, and closer to what sites load.

import { build } from "esbuild";
import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const modules = join(here, "node_modules");
const sets = [
  { from: join(here, "src/kits"), out: join(here, "build") },
  { from: join(here, "../pages/src"), out: join(here, "../pages/build") },
];

// Browser builds taken as they are: from a package, to a place beside the page, with the tag that loads it.
const ready = {
  webchat: { from: "botframework-webchat/dist/webchat.js", to: "webchat-kit/webchat.js", tag: '<script src="webchat-kit/webchat.js"></script>' },
  "discord-components": {
    from: "@derockdev/discord-components-core/dist/derockdev-discord-components-core",
    to: "discord-components-kit",
    tag: '<script type="module" src="discord-components-kit/derockdev-discord-components-core.esm.js"></script>',
  },
};

const page = (name, tag = "") => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${name}.css">
<body>
${tag}
<script type="module" src="${name}.js"></script>
</body>
</html>
`;

const nameOf = (file) => basename(file).replace(/\.\w+$/, "");
const shared = new Set(["page"]);

async function sources(folder) {
  return (await readdir(folder)).filter((file) => /\.jsx?$/.test(file) && !shared.has(nameOf(file))).sort();
}

/** The names of all kits. */
export const kits = async () => (await sources(sets[0].from)).map(nameOf);

/** The names of all built pages that are no chat. */
export const otherPages = async () => (await sources(sets[1].from)).map(nameOf);

async function buildSet({ from, out }, names) {
  const files = (await sources(from)).filter((file) => names.length === 0 || names.includes(nameOf(file)));
  if (files.length === 0) return 0;
  await mkdir(out, { recursive: true });
  await build({
    absWorkingDir: here,
    entryPoints: files.map((file) => join(from, file)),
    outdir: out,
    bundle: true,
    format: "esm",
    jsx: "automatic",
    minify: true,
    target: ["chrome128", "firefox128"],
    nodePaths: [modules],
    // Its browser field names a file for script tags.
    alias: { "@chatui/core": join(modules, "@chatui/core/es/index.js"), "@chatui/core/dist/index.css": join(modules, "@chatui/core/dist/index.css") },
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    loader: Object.fromEntries([".woff", ".woff2", ".ttf", ".eot", ".svg", ".png"].map((type) => [type, "file"])),
    assetNames: "assets/[name]-[hash]",
    logLevel: "error",
  });
  for (const name of files.map(nameOf)) {
    const extra = ready[name];
    if (extra) await cp(join(modules, extra.from), join(out, extra.to), { recursive: true });
    await writeFile(join(out, `${name}.html`), page(name, extra?.tag));
  }
  return files.length;
}

async function main(names) {
  let built = 0;
  for (const set of sets) built += await buildSet(set, names);
  if (built === 0) throw new Error(`nothing called ${names.join(", ")}; there are ${[...(await kits()), ...(await otherPages())].join(", ")}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(process.argv.slice(2)).catch((error) => {
    console.error(`kits: ${error.message}`);
    process.exitCode = 1;
  });
}
