import type { Layer } from "./full.js";
import type { Config, Draft, Network, Preview, Report, Rule } from "./types.js";

/** Lints in a worker, one call at a time; on the page itself where a worker cannot be had. */
export declare class Checker {
  /** `full`: with TOML and regular expressions of one's own. */
  constructor(options?: { full?: boolean });
  /** Rejects with a `DraftlintError`; the configuration before it then stays. Null where a newer one overtook it. */
  configure(config?: string | Config | Layer[]): Promise<true | null>;
  /** Null where a newer draft overtook this one while it waited. */
  lint(draft: Draft | string): Promise<Report | null>;
  preview(draft: Draft | string, networks: string[]): Promise<Preview[] | null>;
  layers(): Promise<{ name: string; config: Config }[]>;
  networks(): Promise<Network[]>;
  rules(): Promise<Rule[]>;
  dispose(): void;
}
