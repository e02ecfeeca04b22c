// What a writer decided about findings: kept in the browser, and added to the configuration and the draft.

const EMPTY = { ignored: [], allowed: [], off: [] };

export class Kept {
  #name;
  #choices;

  /** `name` says where they are kept; without one they last as long as the page. */
  constructor(name) {
    this.#name = name ? `draftlint:${name}` : null;
    this.#choices = { ...EMPTY, ...this.#read() };
  }

  #read() {
    try {
      return this.#name ? JSON.parse(localStorage.getItem(this.#name) ?? "{}") : {};
    } catch {
      // Storage is off, or holds something else.
      return {};
    }
  }

  #write(change) {
    this.#choices = { ...this.#choices, ...change };
    try {
      if (this.#name) localStorage.setItem(this.#name, JSON.stringify(this.#choices));
    } catch {
      // It then lasts as long as the page.
    }
  }

  get choices() {
    return structuredClone(this.#choices);
  }

  set choices(choices) {
    this.#write({ ...EMPTY, ...choices });
  }

  /** This finding, in this draft. */
  ignore(rule, match) {
    this.#write({ ignored: [...this.#choices.ignored, { rule, match }] });
  }

  /** This text, for this rule, in every draft. */
  allow(rule, match) {
    this.#write({ allowed: [...this.#choices.allowed, { rule, match }] });
  }

  /** The whole rule. */
  turnOff(rule) {
    this.#write({ off: [...new Set([...this.#choices.off, rule])] });
  }

  /** Forgets what was ignored in a draft that is gone. */
  newDraft() {
    this.#write({ ignored: [] });
  }

  /** The choices as a configuration. */
  config() {
    const { allowed, off } = this.#choices;
    const config = {};
    if (off.length > 0) config.rules = Object.fromEntries(off.map((rule) => [rule, "off"]));
    if (allowed.length > 0) {
      config.allow = { rules: allowed.map(({ rule, match }) => ({ rule, match, reason: "always allowed here" })) };
    }
    return config;
  }

  /** What is ignored of a text, as a draft's own `allow`; what the text holds no more is left out. */
  of(text) {
    const lower = text.toLowerCase();
    const there = this.#choices.ignored.filter(({ match }) => !match || lower.includes(match.toLowerCase()));
    return there.map(({ rule, match }) => ({ rule, reason: "ignored here", ...(match ? { match } : {}) }));
  }
}
