import { Checker } from "./checker.js";
import { h } from "./dom.js";
import { Kept } from "./kept.js";
import { Marks } from "./marks.js";
import { Popover } from "./popover.js";
import * as styles from "./styles.js";
import { EditableSurface, TextareaSurface } from "./surfaces.js";
import { toToml } from "./toml.js";

export { toToml };

const VERDICTS = { pass: "nothing stops it", warn: "worth a second look", block: "stop: mend this first" };
const plural = (n, one, many) => (n === 1 ? `1 ${one}` : `${n} ${many}`);

/**
 * `<draft-check network="x">` around a `<textarea>` or an element with `contenteditable`: underlines, explanations,
 * fixes, and the counter of the network. Attributes: `network`, `store` (under which name choices are kept in the
 * browser), `full` (TOML and own regular expressions). Properties: `config`, `draft` (what is known around the text).
 * Events: `draftlint-report`, `draftlint-kept`, `draftlint-edit` (a fix elsewhere than in the text), `draftlint-fault`.
 */
export class DraftCheck extends HTMLElement {
  static observedAttributes = ["network"];

  #config;
  #draft = {};
  #checker = null;
  #surface = null;
  #marks = new Marks();
  #current = -1;
  #report = null;
  #linted = null;
  #kept = new Kept();

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styles.element];
    this.mirror = h("div.mirror", { "aria-hidden": "true" });
    this.verdict = h("span.verdict", { part: "verdict" });
    this.summary = h("span.summary");
    this.count = h("span.count", { part: "count" });
    this.button = h("button", { type: "button", onclick: () => this.walk(1), title: "F8", hidden: true }, "show");
    this.said = h("div.quiet", { role: "status", "aria-live": "polite" });
    const slot = h("slot", { onslotchange: () => this.#attach() });
    this.bar = h("div.bar", { part: "bar" }, this.verdict, this.summary, this.count, this.button);
    root.append(h("div.editor", {}, slot, this.mirror), this.bar, this.said);
    this.popover_ = new Popover(root, {
      fix: (finding, fix) => this.fix(finding, fix),
      ignore: (finding) => this.ignore(finding),
      allow: (finding) => this.allow(finding),
      turnOff: (finding) => this.turnOff(finding),
      walk: (step) => this.walk(step),
      closed: (refocus) => {
        this.#marks.activate(null);
        if (refocus) this.#surface?.editor.focus();
      },
    });
  }

  connectedCallback() {
    this.#kept = new Kept(this.getAttribute("store"));
    this.#checker ??= new Checker({ full: this.hasAttribute("full") });
    this.#configure();
    this.#attach();
    this.away = new AbortController();
    const { signal } = this.away;
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.addEventListener("click", (event) => this.#click(event), { signal });
    document.addEventListener("pointerdown", (event) => {
      if (!event.composedPath().includes(this)) this.popover_.close();
    }, { signal });
    addEventListener("scroll", () => this.#follow(), { signal, capture: true, passive: true });
    addEventListener("resize", () => (this.#surface?.layout(), this.#follow()), { signal });
  }

  disconnectedCallback() {
    this.away.abort();
    this.popover_.close();
    this.#detach();
    this.#checker?.dispose();
    this.#checker = null;
  }

  attributeChangedCallback() {
    this.#lint();
  }

  /** The configuration: an object; with the attribute `full` also TOML or layers. */
  get config() {
    return this.#config;
  }

  set config(config) {
    this.#config = config;
    this.#configure();
  }

  /** What is known around the text: title, media, context, everything of a draft but its body. */
  get draft() {
    return this.#draft;
  }

  set draft(draft) {
    this.#draft = draft ?? {};
    this.#lint();
  }

  get report() {
    return this.#report;
  }

  get text() {
    return this.#surface?.text ?? "";
  }

  /** The choices of the writer: ignored, allowed, off. */
  get kept() {
    return this.#kept.choices;
  }

  set kept(choices) {
    this.#kept.choices = choices;
    this.#choose();
  }

  /** What was chosen as TOML for `draftlint.toml`. */
  toToml() {
    return toToml(this.#kept.config());
  }

  /** The text has been replaced by another draft: what was ignored in the last one no longer counts. */
  newDraft() {
    this.#kept.newDraft();
    this.refresh();
  }

  /** Reads the editor again, after a program has changed it. */
  refresh() {
    this.popover_.close();
    this.#surface?.sync();
    this.#lint();
  }

  #attach() {
    const found = this.querySelector("textarea, [contenteditable]:not([contenteditable=false])");
    if (!this.isConnected || found === this.#surface?.editor) return;
    this.#detach();
    if (!found) return;
    if (found.localName === "textarea") {
      this.#surface = new TextareaSurface(found, this.mirror, () => this.#changed());
    } else {
      const root = found.getRootNode();
      if (!root.adoptedStyleSheets.includes(styles.underlines)) root.adoptedStyleSheets.push(styles.underlines);
      this.#surface = new EditableSurface(found, (same) => (same ? this.#draw() : this.#changed()));
    }
    this.#lint();
  }

  #detach() {
    this.#marks.clear();
    this.#surface?.dispose();
    this.#surface = null;
  }

  #layers() {
    const own = this.#config === undefined || this.#config === null ? [] : this.#config;
    const base = Array.isArray(own) ? own : [typeof own === "string" ? { name: "draftlint.toml", toml: own } : { name: "config", config: own }];
    // What was ignored is added to the draft by this element, which takes care of what is left over.
    const quiet = { rules: { "workflow/unused-allow": "off" } };
    const kept = this.#kept.config();
    const layers = [...base, { name: "kept in this browser", config: kept }];
    return this.#kept.choices.ignored.length > 0 ? [...layers, { name: "draft-check", config: quiet }] : layers;
  }

  #configure() {
    if (!this.#checker) return;
    const layers = this.#layers();
    this.#checker.configure(layers).then(
      (done) => done && this.#tell("draftlint-configured", {}),
      (error) => this.#tell("draftlint-fault", { error }),
    );
    this.#lint();
  }

  #changed() {
    this.popover_.close();
    this.#lint();
  }

  async #lint() {
    if (!this.#checker || !this.#surface) return;
    const text = this.#surface.text;
    const allow = [...(this.#draft.allow ?? []), ...this.#kept.of(text)];
    const network = this.getAttribute("network") ?? this.#draft.network;
    try {
      const draft = { ...this.#draft, body: text, network, allow };
      const report = await this.#checker.lint(draft);
      if (report && this.#surface?.text === text) this.#show(report, draft);
    } catch (error) {
      if (this.#checker) this.#tell("draftlint-fault", { error });
    }
  }

  #show(report, draft) {
    const text = draft.body;
    this.#report = report;
    this.#linted = text;
    this.#draw();
    const n = { error: 0, warning: 0, info: 0 };
    for (const { finding } of this.#marks.all) n[finding.severity]++;
    const parts = [
      n.error && plural(n.error, "stops the post", "stop the post"), n.warning && `${n.warning} worth changing`,
      n.info && plural(n.info, "note", "notes"),
    ].filter(Boolean);
    const empty = text.trim() === "";
    const verdict = empty ? "nothing written yet" : VERDICTS[report.verdict];
    this.verdict.textContent = verdict;
    this.verdict.className = `verdict ${empty ? "" : report.verdict}`;
    const summary = parts.join(" · ");
    if (this.summary.textContent !== summary || this.said.textContent === "") {
      this.said.textContent = summary ? `${verdict}: ${summary}. F8 goes to the next.` : verdict;
    }
    this.summary.textContent = summary;
    this.button.hidden = this.#marks.all.length === 0;
    const { length } = report;
    this.count.hidden = !length;
    this.count.textContent = length ? `${length.count} of ${length.limit}` : "";
    this.count.title = length?.unit ?? "";
    this.count.classList.toggle("over", Boolean(length && length.count > length.limit));
    this.#tell("draftlint-report", { report, text, draft });
  }

  #draw() {
    if (!this.#report || this.#surface.text !== this.#linted) return;
    this.#marks.set(this.#report.findings.filter((f) => !f.suppressed), this.#surface);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #key(event) {
    if (event.key === "F8") {
      event.preventDefault();
      this.walk(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && this.popover_.open) {
      event.preventDefault();
      this.popover_.close(true);
    }
  }

  #click(event) {
    if (event.composedPath().includes(this.popover_.box) || event.composedPath().includes(this.bar)) return;
    const caret = this.#surface?.caret;
    if (!caret || caret[0] !== caret[1]) return;
    const within = ({ ranges }) =>
      ranges.some((range) => {
        const [start, end] = this.#surface.offsets(range);
        return start <= caret[0] && caret[0] < Math.max(end, start + 1) && start >= 0;
      });
    const at = this.#marks.all.findIndex(within);
    if (at >= 0) this.#open(at, false);
    else this.popover_.close();
  }

  /** Goes to the next finding (1) or the one before (-1), and explains it. */
  walk(step) {
    const { length } = this.#marks.all;
    if (length === 0) return;
    const from = this.popover_.open ? this.#current : step > 0 ? -1 : 0;
    this.#open((from + step + length) % length, true);
  }

  /** Explains a finding of the report. */
  show(finding) {
    const at = this.#marks.all.findIndex((mark) => mark.finding.fingerprint === finding.fingerprint);
    if (at >= 0) this.#open(at, true);
  }

  #open(at, select) {
    const mark = this.#marks.all[at];
    this.#current = at;
    this.#marks.activate(mark);
    if (select && mark.ranges[0]) this.#surface.select(...this.#surface.offsets(mark.ranges[0]));
    const text = this.#textOf(mark);
    this.popover_.show({ finding: mark.finding, text, number: at + 1, of: this.#marks.all.length }, this.#anchor(mark), select);
  }

  #anchor(mark) {
    const box = mark?.ranges[0]?.getClientRects()[0];
    return box ?? this.bar.getBoundingClientRect();
  }

  #follow() {
    if (this.popover_.open) this.popover_.place(this.#anchor(this.#marks.all[this.#current]));
  }

  #textOf(mark) {
    return mark.ranges[0]?.toString() ?? "";
  }

  #markOf(finding) {
    return this.#marks.all.find((mark) => mark.finding.fingerprint === finding.fingerprint) ?? { finding, ranges: [] };
  }

  /** Applies a fix of a finding; the editor's own undo takes it back. */
  async fix(finding, fix) {
    // The places of a report hold for the text that it is about.
    if (this.#surface.text !== this.#linted) return;
    this.popover_.close();
    const own = fix.edits.filter((edit) => edit.field === "body" && edit.post === 0);
    const others = fix.edits.filter((edit) => !own.includes(edit));
    for (const edit of own.toSorted((a, b) => b.start - a.start)) {
      await this.#surface.replace(edit.start, edit.end, edit.text);
    }
    if (others.length > 0) this.#tell("draftlint-edit", { finding, edits: others });
  }

  ignore(finding) {
    this.#kept.ignore(finding.rule, this.#textOf(this.#markOf(finding)) || undefined);
    this.#choose();
  }

  allow(finding) {
    this.#kept.allow(finding.rule, this.#textOf(this.#markOf(finding)));
    this.#choose();
  }

  turnOff(finding) {
    this.#kept.turnOff(finding.rule);
    this.#choose();
  }

  #choose() {
    this.popover_.close(true);
    this.#configure();
    this.#tell("draftlint-kept", { kept: this.#kept.choices });
  }
}

if (!customElements.get("draft-check")) customElements.define("draft-check", DraftCheck);
