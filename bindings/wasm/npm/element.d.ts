import type { Layer } from "./full.js";
import type { Config, Draft, Edit, Finding, Fix, Report } from "./types.js";

export interface Kept {
  ignored: { rule: string; match?: string }[];
  allowed: { rule: string; match: string }[];
  off: string[];
}

/** `<draft-check>` around a `<textarea>` or an element with `contenteditable`. */
export declare class DraftCheck extends HTMLElement {
  /** With the attribute `full` also TOML, or layers. */
  config: string | Config | Layer[] | undefined;
  /** Everything of a draft but its body. */
  draft: Partial<Omit<Draft, "body">>;
  readonly report: Report | null;
  readonly text: string;
  kept: Kept;
  /** The choices of the writer for `draftlint.toml`. */
  toToml(): string;
  newDraft(): void;
  /** Reads the editor again, after a program has changed it. */
  refresh(): void;
  walk(step: 1 | -1): void;
  show(finding: Finding): void;
  fix(finding: Finding, fix: Fix): Promise<void>;
  ignore(finding: Finding): void;
  allow(finding: Finding): void;
  turnOff(finding: Finding): void;
}

/** Writes a configuration as TOML. */
export declare function toToml(config: Config): string;

export interface DraftCheckEvents {
  "draftlint-report": CustomEvent<{ report: Report; text: string; draft: Draft }>;
  "draftlint-kept": CustomEvent<{ kept: Kept }>;
  "draftlint-edit": CustomEvent<{ finding: Finding; edits: Edit[] }>;
  "draftlint-fault": CustomEvent<{ error: Error }>;
  "draftlint-configured": CustomEvent<object>;
}

declare global {
  interface HTMLElementTagNameMap {
    "draft-check": DraftCheck;
  }
}
