import * as glue from "./wasm/draftlint_full.js";
import { DraftlintError, entry } from "./core.js";

const load = () => new URL("./wasm/draftlint_full_bg.wasm", import.meta.url);
export const { init, initSync, Linter, version } = entry(glue, load);
export { DraftlintError };
