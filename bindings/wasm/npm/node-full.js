import { readFile } from "node:fs/promises";

import * as glue from "./wasm/draftlint_full.js";
import { DraftlintError, entry } from "./core.js";

// `fetch` in Node reads no files.
const load = () => readFile(new URL("./wasm/draftlint_full_bg.wasm", import.meta.url));
export const { init, initSync, Linter, version } = entry(glue, load);
export { DraftlintError };
