import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { DraftlintError, Linter, init, initSync, version } from "../pkg/node.js";
import * as full from "../pkg/node-full.js";

test("before init a linter says what is missing, and init may be called again and again", async () => {
  assert.throws(() => new Linter(), /await init\(\)/);
  await Promise.all([init(), init()]);
  await init();
  initSync(new Uint8Array());
  assert.equal(new Linter().lint("We resole boots.").verdict, "pass");
  assert.equal(version(), JSON.parse(readFileSync(new URL("../pkg/package.json", import.meta.url), "utf8")).version);
});

test("a lone surrogate is one unit, and spans behind it stay right", () => {
  const linter = new Linter();
  for (const before of ["", "\uD83D ", "\uDE00\uDE00 ", "🎉\uD83D ", "\uD83D\uD83D\uDE00 "]) {
    const body = `${before}Hi {{first_name}}, the oven is on.`;
    const report = linter.lint({ body, title: undefined });
    const finding = report.findings.find((f) => f.rule === "residue/merge-tag");
    const { start, end } = finding.locations[0];
    assert.equal(body.slice(start, end), "{{first_name}}", JSON.stringify(body));
  }
});

test("reports are plain objects, with the length as the network counts", () => {
  const report = new Linter().lint({ body: "🎉 see https://example.com/a/very/long/path", network: "x" });
  assert.equal(Object.getPrototypeOf(report), Object.prototype);
  assert.deepEqual(report.length, { count: 30, limit: 280, unit: "weighted characters" });
  assert.equal(new Linter().lint("hello there").length, null);
  assert.equal(report.offsets, "utf-16");
});

test("a configuration is an object; its faults come all at once", () => {
  const body = "Tag a friend who always burns the toast";
  assert.equal(new Linter().lint(body).findings[0].rule, "bait/tag");
  assert.deepEqual(new Linter({ rules: { "bait/tag": "off" } }).lint(body).findings, []);
  assert.throws(
    () => new Linter({ rulez: {}, edition: "1999" }),
    (error) => {
      assert.ok(error instanceof DraftlintError && error instanceof Error);
      assert.equal(error.faults.length, 2);
      assert.match(error.message, /unknown edition `1999`/);
      return true;
    },
  );
});

test("a draft that cannot be read names its key", () => {
  const linter = new Linter();
  const fault = (draft, pattern) =>
    assert.throws(() => linter.lint(draft), (e) => e instanceof DraftlintError && pattern.test(e.faults[0].message));
  fault({ body: "x", scheduled_at: "soon" }, /`scheduled_at`/);
  fault({ bodi: "x" }, /unknown key `bodi`/);
  fault(3, /a text or an object/);
  fault(undefined, /a text or an object/);
  assert.throws(() => linter.lintThread(["one", { body: 3 }]), (e) => e.faults[0].path === "posts[1]");
});

test("fixes are applied, and only the safe ones unless asked for", () => {
  const linter = new Linter();
  const body = "Read it\u200b here: https://example.com/?utm_source=chatgpt.com";
  const fixed = linter.fixed({ body });
  assert.notEqual(fixed.body, body);
  assert.ok(!fixed.body.includes("\u200b"));
});

test("networks, rules and previews", () => {
  const linter = new Linter({ rules: { "bait/tag": "off" } });
  const rules = linter.rules();
  assert.equal(rules.find((r) => r.id === "bait/tag").severity, null);
  assert.ok(rules.length > 100);
  assert.deepEqual(linter.networks().find((n) => n.id === "bluesky").limit, 300);
  const [x, linkedin] = linter.preview("🚲 words ".repeat(60), ["x", "linkedin"]);
  assert.equal(x.verdict, "block");
  assert.ok(x.beyond > 200 && x.beyond < 280 && linkedin.beyond === null && linkedin.fold > 190);
});

test("a linter that was disposed of says so", () => {
  const linter = new Linter();
  linter.dispose();
  linter.dispose();
  assert.throws(() => linter.lint("x"), /disposed/);
  assert.equal(typeof Linter.prototype[Symbol.dispose ?? "dispose"], "function");
});

test("the default entry takes no TOML; full takes it, with own cards and regular expressions", async () => {
  await full.init();
  assert.throws(() => new Linter("edition = \"2026\""), DraftlintError);
  const toml = '[[rule]]\nid = "brand/ticket"\nmessage = "`{match}` is a ticket"\n[rule.match.pattern]\nregex = "TICK-[0-9]+"\nliteral = "TICK-"\n';
  const layers = [{ name: "base.toml", toml }, { name: "own", config: { rules: { brand: "error" } } }];
  const report = new full.Linter(layers).lint("Mended in TICK-42 today.");
  assert.equal(report.findings[0].rule, "brand/ticket");
  assert.throws(
    () => new full.Linter("edition = \"2026\"\n[brand]\nnaem = \"Acme\"\n"),
    (e) => e instanceof full.DraftlintError && e.faults[0].line === 3 && e.faults[0].path === "draftlint.toml",
  );
  const card = { path: "rules/brand/fruit.toml", rule: 'message = "no `{match}`"\n[group.fruit]\nany = ["mangoes"]\n' };
  assert.equal(new full.Linter([card]).lint("Fresh mangoes!").findings[0].rule, "brand/fruit");
});
