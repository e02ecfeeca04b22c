// A browser, and a server of the built pages with a strict policy. No browser is downloaded: one that is there is used.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { after, before } from "node:test";

import { chromium } from "playwright-core";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));

const KNOWN = [
  "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium", "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** Where a browser is: the variable CHROME, then known places, then one that Playwright itself installed. */
export function browserPath() {
  if (process.env.CHROME) return process.env.CHROME;
  let own = "";
  try {
    own = chromium.executablePath();
  } catch {
    // None for this system.
  }
  return [...KNOWN, own].find((path) => path && existsSync(path)) ?? null;
}

/** Why browser tests are left out, or false. */
export const noBrowser = browserPath() ? false : "no Chromium was found: install one, or name it in CHROME";
if (noBrowser) console.error(`skipped: ${noBrowser}; nothing was tested in a browser`);

export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

const TYPES = { html: "text/html", js: "text/javascript", css: "text/css", wasm: "application/wasm", json: "application/json" };

export function serve(folder = DIST, headers = { "content-security-policy": POLICY }) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = join(folder, normalize(path === "/" ? "/index.html" : path));
    if (!file.startsWith(folder) || !existsSync(file)) return response.writeHead(404).end();
    const type = TYPES[file.split(".").at(-1)] ?? "application/octet-stream";
    // Editors of others write inline styles.
    const policy = file.endsWith("editors.html") ? { "content-security-policy": POLICY.replace("style-src 'self'", "$& 'unsafe-inline'") } : {};
    response.writeHead(200, { ...headers, ...policy, "content-type": type }).end(readFileSync(file));
  });
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => done({ address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }));
  });
}

export const launch = () =>
  chromium.launch({
    executablePath: browserPath(),
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });

/** For the tests of a file: `open(path, options)` gives a page, which fails the test on any error in it. */
export function pages() {
  const all = { browser: null, server: null };
  if (!noBrowser) {
    before(async () => {
      all.server = await serve();
      all.browser = await launch();
    });
    after(async () => {
      await all.browser?.close();
      all.server?.close();
    });
  }
  return async (path = "/", options = {}, init) => {
    const context = await all.browser.newContext({ viewport: { width: 1280, height: 900 }, permissions: ["clipboard-read", "clipboard-write"], ...options });
    const page = await context.newPage();
    if (init) await page.addInitScript(init);
    page.setDefaultTimeout(30_000);
    page.faults = [];
    page.on("pageerror", (error) => page.faults.push(String(error)));
    page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
    page.base = all.server.address;
    await page.goto(all.server.address + path);
    return page;
  };
}

/** Waits until what is read matches: what a page shows follows a worker's answer, not the click. */
export async function reached(read, wanted) {
  const matches = (value) => (wanted instanceof RegExp ? wanted.test(value) : isDeepStrictEqual(value, wanted));
  let value;
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((go) => setTimeout(go, 40))) {
    value = await read();
    if (matches(value)) return;
  }
  if (wanted instanceof RegExp) assert.match(value, wanted);
  else assert.deepEqual(value, wanted);
}

/** Waits until an element's text is this, or matches it. */
export const reads = (locator, wanted) => reached(() => locator.textContent(), wanted);

export const screenshots = join(tmpdir(), "draftlint-web");
