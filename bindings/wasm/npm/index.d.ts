/// <reference lib="esnext.disposable" />
import type { BaseLinter, Config, ObjectLayer, Source } from "./types.js";

export * from "./types.js";

/** Loads the module once; later calls wait for the first. */
export declare function init(source?: Source | Promise<Source>): Promise<void>;
/** The same with bytes or a module at hand, at once. */
export declare function initSync(module: BufferSource | WebAssembly.Module): void;
export declare class Linter extends BaseLinter<Config | ObjectLayer[]> {}
export declare function version(): string;
