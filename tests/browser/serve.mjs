// A static server for test pages: 127.0.0.1 only, a random port, strict content security policy on request.
//
//   const site = await serve({ csp: "strict" });  site.address("kits/build/chatscope.html?chat=lure");  await site.close();
//
// On the command line: node tests/browser/serve.mjs [port]

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, normalize, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const tests = fileURLToPath(new URL("..", import.meta.url));

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webm": "video/webm",
  ".woff2": "font/woff2",
};

// As chat sites send them: `strict` is what Instagram-like sites have, `none` lets nothing run at all.
const policies = {
  strict:
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'",
  none: "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-same-origin",
};

/**
 * Starts serving the `tests` folder (or `root`). A request may name its own policy with `?csp=strict|none`.
 * @param {{root?: string, port?: number, csp?: "strict"|"none", pages?: Record<string, string>}} options
 *   `pages`: extra pages by path, for a test that makes its own
 */
export async function serve({ root = tests, port = 0, csp, pages = {} } = {}) {
  const base = resolve(root);
  const requests = [];
  const server = createServer(async (request, response) => {
    const address = new URL(request.url, "http://127.0.0.1");
    requests.push(address.pathname + address.search);
    const headers = { "cache-control": "no-store" };
    const policy = policies[address.searchParams.get("csp") ?? csp];
    if (policy) headers["content-security-policy"] = policy;
    const path = decodeURIComponent(address.pathname);
    if (Object.hasOwn(pages, path)) {
      response.writeHead(200, { ...headers, "content-type": types[".html"] }).end(pages[path]);
      return;
    }
    const file = normalize(resolve(base, `.${path}`));
    const known = file.startsWith(base + sep) && (await stat(file).catch(() => null))?.isFile();
    if (!known) {
      response.writeHead(404, headers).end("no such page");
      return;
    }
    response.writeHead(200, { ...headers, "content-type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((listening, failed) => server.once("error", failed).listen(port, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    /** Everything asked for so far, as paths. */
    requests,
    address: (path) => new URL(path, `${origin}/`).href,
    close: () => new Promise((closed) => {
      server.closeAllConnections();
      server.close(closed);
    }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const site = await serve({ port: Number(process.argv[2] ?? 0) });
  console.log(site.origin);
}
