// The package as others get it: packed, installed into empty projects, and used there without any setting.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";

import { build, createServer } from "vite";

import { POLICY, launch, noBrowser, serve } from "./browser.mjs";

const NPM = process.platform === "win32" ? "npm.cmd" : "npm";
const PACKAGE = fileURLToPath(new URL("../../../bindings/wasm/pkg/", import.meta.url));
const run = (program, args, cwd) => execFileSync(program, args, { cwd, encoding: "utf8", shell: process.platform === "win32" });

let folder;
let archive;
let browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "draftlint-package-"));
  const [{ filename }] = JSON.parse(run(NPM, ["pack", "--json", "--pack-destination", folder], PACKAGE));
  archive = join(folder, filename);
  if (!noBrowser) browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An empty project with the package in it, and nothing else. */
function project(name, files) {
  const root = join(folder, name);
  mkdirSync(root);
  writeFileSync(join(root, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  run(NPM, ["install", "--offline", "--no-audit", "--no-fund", archive], root);
  return root;
}

const PAGE = '<!doctype html><html lang="en"><head><link rel="icon" href="data:,"></head><body><script type="module" src="/main.js"></script></body></html>';
const MAIN = `import { init, Linter } from "draftlint";
import * as full from "draftlint/full";
import { Checker } from "draftlint/checker";
await init();
await full.init();
const draft = "Hi {{first_name}}, big news!";
const checker = new Checker();
const reports = [new Linter().lint(draft), new full.Linter('edition = "2026"').lint(draft), await checker.lint(draft)];
document.title = reports.map((r) => r.findings[0].rule).join();
`;
const WANTED = "residue/merge-tag,residue/merge-tag,residue/merge-tag";

async function opens(address) {
  const page = await browser.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(address);
  await page.waitForFunction((wanted) => document.title === wanted, WANTED, { timeout: 30_000 }).catch(() => {
    assert.fail(`the page does not lint: ${faults.join("\n")}`);
  });
  assert.deepEqual(faults, []);
  await page.close();
}

test("in Node, without a step after the installation", () => {
  const root = project("in-node", {
    "main.js": 'import { init, Linter } from "draftlint";\nawait init();\nconsole.log(new Linter().lint("Hi {{first_name}}!").findings[0].rule);\n',
  });
  assert.equal(run("node", ["main.js"], root).trim(), "residue/merge-tag");
  const { scripts, dependencies } = JSON.parse(readFileSync(join(root, "node_modules/draftlint/package.json"), "utf8"));
  assert.equal(scripts, undefined);
  assert.equal(dependencies, undefined);
});

test("in an empty Vite project: built, and by the development server", { skip: noBrowser }, async () => {
  const root = project("in-vite", { "index.html": PAGE, "main.js": MAIN });
  await build({ root, logLevel: "error", configFile: false, build: { target: "es2022" } });
  const built = await serve(join(root, "dist/"), { "content-security-policy": POLICY });
  await opens(built.address).finally(built.close);
  const server = await createServer({ root, logLevel: "error", configFile: false, server: { port: 0, host: "127.0.0.1" } });
  await server.listen();
  await opens(`http://127.0.0.1:${server.httpServer.address().port}/`).finally(() => server.close());
});

test("by a plain script of a page, without a bundler", { skip: noBrowser }, async () => {
  const root = join(folder, "plain");
  mkdirSync(root);
  cpSync(join(folder, "in-node", "node_modules", "draftlint"), join(root, "draftlint"), { recursive: true });
  writeFileSync(join(root, "index.html"), PAGE);
  writeFileSync(join(root, "main.js"), MAIN.replace(/"draftlint(\/(\w+))?"/g, (_all, _path, name) => `"./draftlint/${name ?? "index"}.js"`));
  const server = await serve(`${root}/`, { "content-security-policy": POLICY });
  await opens(server.address).finally(server.close);
});
