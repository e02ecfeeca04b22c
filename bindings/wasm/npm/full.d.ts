/// <reference lib="esnext.disposable" />
import type { BaseLinter, Config, ObjectLayer, Source } from "./types.js";

export * from "./types.js";

/** A layer of configuration: an object, TOML, or a rule card. The general ones first; a later one wins. */
export type Layer =
  | ObjectLayer
  | { name: string; toml: string }
  | { path: string; rule: string };

/** Loads the module once; later calls wait for the first. */
export declare function init(source?: Source | Promise<Source>): Promise<void>;
/** The same with bytes or a module at hand, at once. */
export declare function initSync(module: BufferSource | WebAssembly.Module): void;
/** Takes TOML, an object, or layers of both. */
export declare class Linter extends BaseLinter<string | Config | Layer[]> {}
export declare function version(): string;
