import { linter } from "@codemirror/lint";

import { Checker } from "./checker.js";

const doc = (view) => view.state.doc.toString();

/** The findings of a report as diagnostics of CodeMirror, which counts in UTF-16 units as well. */
export function diagnostics(report) {
  return report.findings
    .filter((finding) => !finding.suppressed)
    .flatMap((finding) => {
      const places = finding.locations.filter((l) => l.field === "body" && l.post === 0);
      return (places.length > 0 ? places : [{ start: 0, end: 0 }]).map(({ start, end }) => ({
        from: start,
        to: end,
        severity: finding.severity,
        source: finding.rule,
        message: `${finding.title}: ${finding.message}`,
        actions: finding.fixes
          .filter((fix) => fix.edits.every((edit) => edit.field === "body" && edit.post === 0))
          .map((fix) => ({
            name: fix.title,
            apply(view, from) {
              // The text may have moved since: the edits move with the diagnostic.
              const by = from - start;
              view.dispatch({
                changes: fix.edits.map((e) => ({ from: e.start + by, to: e.end + by, insert: e.text })),
                userEvent: "input.draftlint",
              });
            },
          })),
      }));
    });
}

/** An extension that lints the document as a draft. `draft` is what is known around the text, or a function for it. */
export function draftCheck({ config, draft = {}, full = false, delay = 150, checker = new Checker({ full }), onReport } = {}) {
  const ready = checker.configure(config);
  // A fault is told by each lint.
  ready.catch(() => {});
  return linter(
    async (view) => {
      await ready;
      const body = doc(view);
      const report = await checker.lint({ ...(typeof draft === "function" ? draft() : draft), body });
      if (!report || doc(view) !== body) return [];
      onReport?.(report);
      return diagnostics(report);
    },
    { delay },
  );
}
