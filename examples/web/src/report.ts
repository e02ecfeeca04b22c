// The report: what stops the post and the next best fix first, then what is worth changing; notes folded, what was not
// checked on one line.

import type { Finding, Report } from "draftlint";
import type { DraftCheck } from "draftlint/element";

import { $, h, plural, prose } from "./dom.ts";

const VERDICTS = {
  pass: ["ready to post", "nothing here holds it up"],
  warn: ["worth a second look", "nothing stops it; readers may mind what is below"],
  block: ["not yet", "mend what stops the post, then send it"],
} as const;

const NEEDS: Record<string, string> = {
  approvals: "approvals", scheduled_at: "a schedule", media: "attachments", account: "an account", network: "a network",
  history: "earlier posts", author: "an author", community: "a community", brand: "a brand", workflow: "a workflow",
  links: "a visit to the links", goal: "a goal", owner: "who answers", kind: "the kind of post", now: "the time",
};

function card(finding: Finding, check: DraftCheck, first: boolean): HTMLElement {
  const place = finding.locations.find((l) => l.field === "body");
  const text = place ? check.text.slice(place.start, place.end) : "";
  const elsewhere = finding.locations.find((l) => l.field !== "body");
  const fixes = finding.fixes.map((fix) =>
    h("button.fix", { type: "button", onclick: () => void check.fix(finding, fix) }, fix.title),
  );
  const reasons = [h("p.why", {}, prose(finding.why)), finding.help ? h("p.help", {}, prose(finding.help)) : null];
  const plain = (name: string, title: string, act: () => void) =>
    h("button.plain", { type: "button", title, onclick: act }, name);
  return h(
    `li.finding.${finding.severity}`, { "data-rule": finding.rule },
    first && h("p.first", {}, "start here"),
    h("h3", {}, finding.title),
    h("p.message", {}, prose(finding.message)),
    elsewhere && h("p.where", {}, `in ${elsewhere.field.replace("media[0].alt", "the picture's description").replaceAll("_", " ")}`),
    // One thing at a time: what comes later says its reasons when it is asked.
    first ? reasons : h("details.reasons", {}, h("summary", {}, "why, and what to do"), reasons),
    h(
      "div.acts", {},
      fixes,
      place && plain("show", "show it in the text", () => check.show(finding)),
      plain("ignore here", "in this draft only", () => check.ignore(finding)),
      text && plain("always allow", "this phrase, in every draft", () => check.allow(finding)),
      plain("turn off", "the whole rule, for this brand", () => check.turnOff(finding)),
    ),
  );
}

function group(title: string, id: string, items: HTMLElement[]): HTMLElement | null {
  return items.length > 0 ? h(`section.group.${id}`, {}, h("h2", {}, title), h("ul", {}, items)) : null;
}

function folded(title: string, id: string, ...inside: (HTMLElement | string)[]): HTMLElement {
  const open = document.querySelector<HTMLDetailsElement>(`details.${id}`)?.open;
  return h(`details.${id}`, { open: Boolean(open) }, h("summary", {}, title), ...inside);
}

function skipped(report: Report): HTMLElement | null {
  if (report.skipped.length === 0) return null;
  const needs = new Map<string, number>();
  for (const { needs: all } of report.skipped) {
    for (const need of all) needs.set(need, (needs.get(need) ?? 0) + 1);
  }
  const named = [...needs].toSorted((a, b) => b[1] - a[1]).map(([need]) => need);
  const language = named.find((need) => need.startsWith("language:"));
  const words = named.filter((n) => n !== language).slice(0, 3).map((n) => NEEDS[n] ?? n.replaceAll("_", " "));
  const line = language
    ? `wording rules were not run: this reads as another language (${report.language})`
    : `${plural(report.skipped.length, "check")} not run: they need ${words.join(", ")}${named.length > 3 ? " …" : ""}`;
  const items = report.skipped.map((s) => h("li", {}, h("code", {}, s.rule), ` needs ${s.needs.map((n) => NEEDS[n] ?? n).join(", ")}`));
  return folded(line, "skipped", h("ul.small", {}, items));
}

function score(report: Report): HTMLElement {
  const rows = Object.entries(report.concerns).map(([name, value]) =>
    h("li", {}, h("span", {}, name.replaceAll("-", " ")), h("meter", { min: "0", max: "100", value: String(value), "aria-label": name }), h("b", {}, String(value))),
  );
  return folded(
    `score ${report.score} of 100`, "score", h("ul.scores", {}, rows),
    h("p.small", {}, "100 means that nothing was found. It says nothing of how many people a post will reach."),
  );
}

/** What stands there before anything is written. */
export function showIntro(tries: string[], openIncident: (name: string) => void) {
  const buttons = tries.map((name) => h("button", { type: "button", onclick: () => openIncident(name) }, name.replaceAll("-", " ")));
  $("verdict").className = "verdict idle";
  $("verdict").replaceChildren(h("p.big", {}, "paste a draft"), h("p", {}, "what would cost you readers is underlined, explained, and mended where a click can do it"));
  $("report").replaceChildren(
    h(
      "div.intro", {},
      h("p", {}, "It looks for what makes a post read as spam, as an advert for oneself, off your brand or risky: leftovers of a template, pressure, claims without proof, a missing label, a wrong date."),
      h("p", {}, "Or begin with one that went wrong:"),
      h("div.tries", {}, buttons),
    ),
  );
}

export function showReport(report: Report, check: DraftCheck) {
  const [title, line] = VERDICTS[report.verdict];
  const counted = report.findings.filter((f) => !f.suppressed);
  const best = counted.find((f) => f.rule === report.next_best_fix[0]);
  const rank = (f: Finding) => (f === best ? 0 : 1);
  const of = (severity: string) => counted.filter((f) => f.severity === severity).toSorted((a, b) => rank(a) - rank(b));
  const cards = (list: Finding[]) => list.map((f) => card(f, check, f === best));
  const notes = of("info");
  const accepted = report.findings.filter((f) => f.suppressed);
  const head = $("verdict");
  head.className = `verdict ${report.verdict}`;
  head.replaceChildren(h("p.big", {}, title), h("p", {}, line));
  // The card of a note stands among the notes, unless it is the one to begin with.
  const lead = best?.severity === "info" ? cards([best]) : [];
  const parts = [
    group("stops the post", "errors", cards(of("error"))),
    group("worth changing", "warnings", cards(of("warning"))),
    lead.length > 0 && group("next best fix", "lead", lead),
    notes.length > lead.length &&
      folded(plural(notes.length - lead.length, "note"), "notes", h("ul", {}, cards(notes.filter((f) => f !== best || lead.length === 0)))),
    report.strengths.length > 0 &&
      h("section.strengths", {}, h("h2", {}, "done well"), h("ul", {}, report.strengths.map((s) => h("li", {}, h("b", {}, s.title), " ", h("span", {}, prose(s.message)))))),
    accepted.length > 0 &&
      folded(
        `${accepted.length} accepted`, "accepted",
        h("ul.small", {}, accepted.map((f) => h("li", {}, `${f.title}: `, prose(f.message), ` (${f.suppressed!.reason})`))),
      ),
    ...report.notices.map((notice) => h("p.notice", {}, notice)),
    skipped(report),
    score(report),
  ];
  $("report").replaceChildren(...parts.filter((part): part is HTMLElement => Boolean(part)));
}
