// The classes of both entries, over whichever WebAssembly module they load.

/** What is wrong with a configuration or a draft, each fault with its place and remedy. */
export class DraftlintError extends Error {
  constructor(faults) {
    super(faults.map(shown).join("\n"));
    this.name = "DraftlintError";
    this.faults = faults;
  }
}

function shown(fault) {
  const place = fault.line > 0 ? `:${fault.line}:${fault.column}` : "";
  return `${fault.path}${place}: ${fault.message}${fault.help ? `\n  help: ${fault.help}` : ""}`;
}

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

// One unit becomes one unit, so that spans stay right.
const wellFormed = (_key, value) => (typeof value === "string" ? value.replace(loneSurrogate, "\uFFFD") : value);
const toJson = (value) => JSON.stringify(value, wellFormed) ?? "null";

function guarded(call) {
  try {
    return call();
  } catch (error) {
    if (typeof error !== "string") throw error;
    throw new DraftlintError(JSON.parse(error));
  }
}

/**
 * One WebAssembly module with what is exported of it. `glue` is the loader that was generated, `load` says where the
 * module is when `init` is called without one.
 */
export function entry(glue, load) {
  let ready = null;
  let loaded = false;

  /** Loads the module once; later calls wait for the first. */
  function init(source) {
    ready ??= Promise.resolve(source ?? load())
      .then((module_or_path) => glue.default({ module_or_path }))
      .then(() => void (loaded = true))
      .catch((error) => {
        ready = null;
        throw error;
      });
    return ready;
  }

  /** The same with bytes or a module at hand, at once. */
  function initSync(module) {
    if (!loaded) glue.initSync({ module });
    loaded = true;
    ready ??= Promise.resolve();
  }

  function engine(config) {
    if (!loaded) throw new Error("draftlint is not loaded yet: `await init()` first");
    return guarded(() => new glue.Engine(toJson(layersOf(config))));
  }

  /** A compiled configuration. */
  class Linter {
    #engine;

    constructor(config) {
      this.#engine = engine(config);
    }

    get #live() {
      if (this.#engine === null) throw new Error("this linter was disposed of");
      return this.#engine;
    }

    lint(draft) {
      return JSON.parse(guarded(() => this.#live.lint(toJson(draft))));
    }

    lintThread(posts) {
      return JSON.parse(guarded(() => this.#live.lint_thread(toJson(posts))));
    }

    fixed(draft, safety = "safe") {
      return JSON.parse(guarded(() => this.#live.fixed(toJson(draft), safety === "unsafe")));
    }

    /** What was read, layer by layer. */
    layers() {
      return JSON.parse(this.#live.layers());
    }

    rules() {
      return JSON.parse(this.#live.rules());
    }

    networks() {
      return JSON.parse(this.#live.networks());
    }

    preview(draft, networks) {
      return JSON.parse(guarded(() => this.#live.preview(toJson(draft), toJson(networks))));
    }

    /** Gives the memory back. */
    dispose() {
      this.#engine?.free();
      this.#engine = null;
    }
  }
  // Where the language does not have it yet, there is nothing to be called by.
  if (Symbol.dispose) Linter.prototype[Symbol.dispose] = Linter.prototype.dispose;

  const version = () => glue.version();
  return { init, initSync, Linter, version };
}

/** The layers of a configuration: TOML, an object, or a list of layers, the general ones first. */
function layersOf(config) {
  if (config === undefined || config === null) return [];
  if (typeof config === "string") return [{ name: "draftlint.toml", toml: config }];
  return Array.isArray(config) ? config : [{ name: "config", config }];
}
