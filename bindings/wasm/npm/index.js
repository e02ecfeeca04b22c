import * as glue from "./wasm/draftlint.js";
import { DraftlintError, entry } from "./core.js";

const load = () => new URL("./wasm/draftlint_bg.wasm", import.meta.url);
export const { init, initSync, Linter, version } = entry(glue, load);
export { DraftlintError };
