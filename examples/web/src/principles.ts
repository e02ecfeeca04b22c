// The fourteen principles, and how the draft stands to each: a dot for each finding, a tick for each strength.

import type { Report } from "draftlint";

import { $, h } from "./dom.ts";

const PRINCIPLES: [string, string][] = [
  ["provide-value", "provide value"], ["respect-the-community", "respect the community"],
  ["be-one-honest-self", "be one honest self"], ["authentic-not-oversharing", "authentic, not oversharing"],
  ["be-patient", "be patient"], ["know-the-etiquette", "know the etiquette"], ["listen-more", "listen more"],
  ["give-more", "give more"], ["show-yourself", "show yourself"], ["ignore-influence-scores", "ignore influence scores"],
  ["know-who-is-at-the-wheel", "know who is at the wheel"], ["human-and-realistic", "human and realistic"],
  ["be-relevant", "be relevant"], ["no-shortcuts", "no shortcuts"],
];

const SAID = { error: "stops the post", warning: "worth changing", info: "note" };

export function showPrinciples(report: Pick<Report, "findings" | "strengths">) {
  const rows = PRINCIPLES.map(([id, name]) => {
    const against = report.findings.filter((f) => !f.suppressed && f.principles.includes(id));
    const with_ = report.strengths.filter((s) => s.principles.includes(id));
    const dots = [
      ...against.map((f) => h(`i.dot.${f.severity}`, { title: f.title })),
      ...with_.map((s) => h("i.dot.strength", { title: s.title })),
    ];
    const said = [
      ...(["error", "warning", "info"] as const).map((s) => [against.filter((f) => f.severity === s).length, SAID[s]] as const),
      [with_.length, "done well"] as const,
    ].filter(([n]) => n > 0);
    return h(
      `li${dots.length > 0 ? ".told" : ""}`, {},
      h("span", {}, name), h("span.dots", { "aria-hidden": "true" }, dots),
      h("span.quiet", {}, said.length > 0 ? said.map(([n, what]) => `${n} ${what}`).join(", ") : "nothing found"),
    );
  });
  $("principles").replaceChildren(...rows);
}
