// The cases that every language runs, with both entries: verdict, score, and the text under each span.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as standard from "../pkg/node.js";
import * as full from "../pkg/node-full.js";

const cases = JSON.parse(readFileSync(new URL("../../../tests/conformance/cases.json", import.meta.url), "utf8"));
assert.ok(cases.length > 10);

function textOf(draft, field) {
  const alt = /^media\[(\d+)\]\.alt$/.exec(field);
  if (alt) return draft.media[Number(alt[1])].alt;
  return field === "body" ? (draft.body ?? draft.text) : draft[field];
}

function found(report, posts) {
  return {
    verdict: report.verdict,
    score: report.score,
    findings: report.findings.map((f) => ({
      rule: f.rule,
      severity: f.severity,
      message: f.message,
      texts: f.locations.map((l) => textOf(posts[l.post], l.field).slice(l.start, l.end)),
    })),
  };
}

for (const [name, { init, Linter }] of [["draftlint", standard], ["draftlint/full", full]]) {
  await init();
  for (const one of cases) {
    test(`${name}: ${one.name}`, () => {
      const linter = new Linter(one.config ?? {});
      const posts = one.posts ?? [one.draft];
      const report = posts.length === 1 ? linter.lint(posts[0]) : linter.lintThread(posts);
      assert.deepEqual(found(report, posts), one.expect);
      linter.dispose();
    });
  }
}
