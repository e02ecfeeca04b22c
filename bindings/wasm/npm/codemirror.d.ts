import type { Diagnostic } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";

import type { Checker } from "./checker.js";
import type { Layer } from "./full.js";
import type { Config, Draft, Report } from "./types.js";

type Around = Partial<Omit<Draft, "body">>;

/** The findings of a report as diagnostics of CodeMirror. */
export declare function diagnostics(report: Report): Diagnostic[];

/** An extension that lints the document as a draft. */
export declare function draftCheck(options?: {
  config?: string | Config | Layer[];
  draft?: Around | (() => Around);
  full?: boolean;
  delay?: number;
  checker?: Pick<Checker, "configure" | "lint">;
  onReport?: (report: Report) => void;
}): Extension;
