import type { RuleId } from "./rule-ids.js";

export type { RuleId };

/** A rule of one's own has an id that is not in the union. */
export type AnyRuleId = RuleId | (string & {});

export type Severity = "info" | "warning" | "error";
export type Verdict = "pass" | "warn" | "block";
export type Safety = "safe" | "unsafe";
export type Concern = "spammy" | "self-promotional" | "off-brand" | "risky" | "how-it-lands";

export interface Media {
  kind?: "image" | "gif" | "chart" | "video" | "audio" | "document";
  alt?: string;
  decorative?: boolean;
  captions?: boolean;
}

export interface Approval {
  by: string;
  role?: string;
  at?: string;
  content_hash?: string;
}

/** What is known around a draft; see the documentation of the library for every key. */
export interface Context {
  author?: { id?: string; role?: string; relationship?: string };
  account?: string | { handle?: string; kind?: "brand" | "personal" | "shared"; language?: string };
  brand?: string;
  approvals?: Approval[];
  /** RFC 9557, such as `2026-05-04T10:00[Europe/London]`. */
  scheduled_at?: string;
  created_at?: string;
  /** The time of the check: the library reads no clock. */
  now?: string;
  [key: string]: unknown;
}

export interface Draft extends Context {
  id?: string;
  body: string;
  title?: string;
  network?: string;
  kind?: "post" | "reply" | "quote" | "comment" | "thread-part" | "article";
  language?: string;
  link?: string;
  content_warning?: string;
  /** Left out: not told, and rules on attachments are skipped. */
  media?: Media[];
  context?: Context;
  allow?: { rule: AnyRuleId; reason: string; match?: string; until?: string }[];
}

/** A place; `start` and `end` are UTF-16 units of the field, as `String.prototype.slice` takes them. */
export interface Location {
  post: number;
  field: string;
  start: number;
  end: number;
  line: number;
  column: number;
}

export interface Edit {
  post: number;
  field: string;
  start: number;
  end: number;
  text: string;
}

export interface Fix {
  title: string;
  safety: Safety;
  edits: Edit[];
}

export interface Finding {
  rule: AnyRuleId;
  group: string | null;
  title: string;
  category: string;
  concern: Concern;
  severity: Severity;
  confidence: number;
  principles: string[];
  message: string;
  args: Record<string, string>;
  why: string;
  help: string;
  locations: Location[];
  fixes: Fix[];
  suppressed: { by: string; reason: string } | null;
  points: number;
  fingerprint: string;
}

/** A text as its network counts it. */
export interface Length {
  count: number;
  limit: number;
  unit: string;
}

export interface Report {
  schema: 1;
  draftlint: string;
  edition: string;
  now: string | null;
  offsets: "utf-16";
  id: string | null;
  source: string | null;
  network: string | null;
  brand: string | null;
  language: string;
  verdict: Verdict;
  score: number;
  raw: number;
  concerns: Record<Concern, number>;
  reasons: AnyRuleId[];
  next_best_fix: AnyRuleId[];
  coverage: number;
  findings: Finding[];
  strengths: Finding[];
  skipped: { rule: AnyRuleId; needs: string[] }[];
  notices: string[];
  facts: Record<string, number>;
  length: Length | null;
}

export interface Rule {
  id: AnyRuleId;
  title: string;
  category: string;
  message: string;
  why: string;
  help: string;
  principles: string[];
  /** Under this configuration; null where it is off. */
  severity: Severity | null;
  needs: string[];
  sources: string[];
  [key: string]: unknown;
}

export interface Network {
  id: string;
  name: string;
  limit: number | null;
  unit: string | null;
}

/** How a draft looks on a network; `fold` and `beyond` are UTF-16 units of its body. */
export interface Preview {
  network: string;
  name: string;
  verdict: Verdict;
  errors: number;
  warnings: number;
  notes: number;
  reasons: AnyRuleId[];
  length: Length | null;
  /** Where readers have to open the text. */
  fold: number | null;
  /** Where the text is too long. */
  beyond: number | null;
}

export interface Fault {
  path: string;
  /** From 1; 0 where the input has no lines. */
  line: number;
  column: number;
  message: string;
  help: string;
}

/** `draftlint.toml` as an object, with the same keys. */
export interface Config {
  edition?: string;
  extends?: string | string[];
  rules?: Record<string, Severity | "off" | "on" | Record<string, unknown>>;
  overrides?: Record<string, unknown>[];
  allow?: {
    phrases?: string[];
    rules?: { rule: AnyRuleId; reason: string; match?: string; until?: string }[];
  };
  brand?: Record<string, unknown>;
  brands?: Record<string, unknown>;
  audience?: Record<string, unknown>;
  workflow?: Record<string, unknown>;
  [key: string]: unknown;
}

/** A layer of configuration as an object. The general ones first; a later one wins. */
export interface ObjectLayer {
  name: string;
  config: Config;
}

/** What is wrong with a configuration or a draft. */
export declare class DraftlintError extends Error {
  readonly faults: Fault[];
}

/** A compiled configuration. */
export declare class BaseLinter<C> {
  /** @throws DraftlintError with every fault of the configuration */
  constructor(config?: C);
  /** @throws DraftlintError where the draft cannot be read */
  lint(draft: Draft | string): Report;
  /** Lints the posts of a thread together: the verdict is that of the worst post. */
  lintThread(posts: (Draft | string)[]): Report;
  /** The draft with its fixes applied. */
  fixed(draft: Draft | string, safety?: Safety): Draft;
  /** What was read, layer by layer. */
  layers(): { name: string; config: Config }[];
  rules(): Rule[];
  networks(): Network[];
  preview(draft: Draft | string, networks: string[]): Preview[];
  dispose(): void;
  [Symbol.dispose](): void;
}

/** What `init` takes where the module is not beside the script: its bytes, a response, an address, a module. */
export type Source = string | URL | Request | Response | BufferSource | WebAssembly.Module;
