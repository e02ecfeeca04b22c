// Underlines by the CSS Custom Highlight API: nothing is put into the editor's own elements. Where a browser lacks it,
// findings are still reached by the bar, the keyboard and the caret.

const NAMES = ["draftlint-info", "draftlint-warning", "draftlint-error", "draftlint-active"];

function highlight(name) {
  if (!globalThis.CSS?.highlights) return null;
  if (!CSS.highlights.has(name)) {
    const made = new Highlight();
    made.priority = NAMES.indexOf(name);
    CSS.highlights.set(name, made);
  }
  return CSS.highlights.get(name);
}

/** The marks of one editor. */
export class Marks {
  #all = [];
  #active = null;

  /** Marks each finding that has a place in the body. */
  set(findings, surface) {
    this.clear();
    for (const finding of findings) {
      const ranges = finding.locations
        .filter((l) => l.field === "body" && l.post === 0)
        .map((l) => surface.range(l.start, l.end));
      this.#all.push({ finding, ranges });
      for (const range of ranges) highlight(`draftlint-${finding.severity}`)?.add(range);
    }
  }

  get all() {
    return this.#all;
  }

  activate(mark) {
    const shown = highlight("draftlint-active");
    this.#active?.ranges.forEach((range) => shown?.delete(range));
    this.#active = mark;
    mark?.ranges.forEach((range) => shown?.add(range));
  }

  clear() {
    this.activate(null);
    for (const { finding, ranges } of this.#all) {
      ranges.forEach((range) => highlight(`draftlint-${finding.severity}`)?.delete(range));
    }
    this.#all = [];
  }
}
