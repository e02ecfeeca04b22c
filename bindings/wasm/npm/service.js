// What a worker does when it is asked; the same on the page itself, where a worker cannot be had.

/** Answers calls with one linter of a module (`draftlint` or `draftlint/full`). */
export function service(module) {
  let linter = null;
  const calls = {
    configure(config) {
      const next = new module.Linter(config);
      linter?.dispose();
      linter = next;
      return true;
    },
    layers: () => linter.layers(),
    lint: (draft) => linter.lint(draft),
    preview: (draft, networks) => linter.preview(draft, networks),
    networks: () => linter.networks(),
    rules: () => linter.rules(),
  };
  return async ({ id, call, args }) => {
    try {
      await module.init();
      if (call !== "configure") linter ??= new module.Linter();
      return { id, result: calls[call](...args) };
    } catch (error) {
      return { id, faults: error.faults ?? null, error: String(error.message ?? error) };
    }
  };
}
