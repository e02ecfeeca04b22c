// What `cargo xtask bench wasm` prints: sizes, and times in Chromium, beside the native time that it was given.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

import { browserPath, launch, serve } from "./tests/browser.mjs";

const { short, long, native, rounds } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const PACKAGE = fileURLToPath(new URL("../../bindings/wasm/pkg/", import.meta.url));

const line = (what, value, target) => console.log(`${what.padEnd(58)} ${value.padStart(12)}   target ${target}`);

const squeezed = (file) => brotliCompressSync(readFileSync(PACKAGE + file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
for (const [entry, name, target] of [["index", "draftlint", "150"], ["full", "draftlint_full", "350"]]) {
  const files = [`${entry}.js`, "core.js", `wasm/${name}.js`, `wasm/${name}_bg.wasm`];
  const sum = files.reduce((all, file) => all + squeezed(file), 0);
  line(`${entry === "index" ? "draftlint" : "draftlint/full"}, brotli`, `${(sum / 1024).toFixed(0)} KB`, `${target} KB`);
}

if (!browserPath()) {
  console.log("skipped: no Chromium was found (CHROME names one), so no time was taken");
  process.exit();
}
const server = await serve(PACKAGE);
const browser = await launch();
try {
  const page = await browser.newPage();
  await page.goto(`${server.address}/package.json`);
  const times = await page.evaluate(
    async ({ short, long, rounds }) => {
      const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
      const ready = [];
      let Linter;
      for (let i = 0; i < 7; i++) {
        // Each query is a module of its own, not compiled yet.
        const glue = await import(`/wasm/draftlint.js?${i}`);
        const { entry } = await import("/core.js");
        const bytes = await (await fetch("/wasm/draftlint_bg.wasm")).arrayBuffer();
        const own = entry(glue, () => bytes);
        const start = performance.now();
        await own.init(bytes);
        new own.Linter().lint("hello");
        ready.push(performance.now() - start);
        Linter = own.Linter;
      }
      const linter = new Linter();
      const draft = { body: short, network: "x" };
      const some = (n, act) => {
        const start = performance.now();
        for (let i = 0; i < n; i++) act(i);
        return ((performance.now() - start) * 1000) / n;
      };
      for (let i = 0; i < rounds; i++) some(20, () => linter.lint(draft));
      const lint = [];
      for (let i = 0; i < rounds; i++) lint.push(some(20, () => linter.lint(draft)));
      const keys = [];
      for (let i = 0; i < 300; i++) {
        const body = `${long.slice(0, 1500 + i)} typed ${long.slice(1500)}`;
        const start = performance.now();
        linter.lint({ body, network: "linkedin" });
        keys.push(performance.now() - start);
      }
      return { ready: median(ready), lint: median(lint), key: median(keys), findings: linter.lint(draft).findings.length };
    },
    { short, long, rounds },
  );
  line("ready after fetch: compiled, rules read, first lint", `${times.ready.toFixed(1)} ms`, "30 ms");
  line("a draft of 280 characters, native, with its JSON", `${native.toFixed(0)} µs`, "none");
  line("the same in Chromium, with its JSON both ways", `${times.lint.toFixed(0)} µs`, "none");
  line(`÷ native (${times.findings} findings)`, (times.lint / native).toFixed(2), "1.5");
  line("a keystroke in a draft of 3,000 characters, median", `${times.key.toFixed(2)} ms`, "2 ms");
} finally {
  await browser.close();
  server.close();
}
