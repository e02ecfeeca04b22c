import { DraftlintError } from "./core.js";

// The two files are named in full, so that bundlers find them.
const workers = {
  standard: () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" }),
  full: () => new Worker(new URL("./worker-full.js", import.meta.url), { type: "module" }),
};
const modules = { standard: () => import("./index.js"), full: () => import("./full.js") };

/** Of these only the newest that waits is worth an answer. */
const NEWEST_ONLY = new Set(["configure", "lint", "preview"]);

/** Lints in a worker, one call at a time. One that a newer of its kind overtook while it waited yields null. */
export class Checker {
  #send;
  #end = () => {};
  #waiting = [];
  #flying = null;
  #number = 0;

  constructor({ full = false } = {}) {
    const kind = full ? "full" : "standard";
    try {
      this.#throughWorker(workers[kind](), kind);
    } catch {
      // A page of another origin, or a policy that forbids workers.
      this.#onPage(kind);
    }
  }

  #throughWorker(worker, kind) {
    worker.onmessage = (event) => this.#answered(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      this.#onPage(kind);
      if (this.#flying) this.#send(this.#flying.message);
    };
    this.#send = (message) => worker.postMessage(message);
    this.#end = () => worker.terminate();
  }

  #onPage(kind) {
    const answer = Promise.all([modules[kind](), import("./service.js")]).then(([module, { service }]) => service(module));
    this.#send = (message) => void answer.then((a) => a(message)).then((reply) => this.#answered(reply));
    this.#end = () => {};
  }

  #call(call, ...args) {
    return new Promise((resolve, reject) => {
      if (NEWEST_ONLY.has(call)) {
        for (const old of this.#waiting.filter((w) => w.message.call === call)) old.resolve(null);
        this.#waiting = this.#waiting.filter((w) => w.message.call !== call);
      }
      this.#waiting.push({ message: { id: ++this.#number, call, args }, resolve, reject });
      this.#next();
    });
  }

  #next() {
    if (this.#flying || this.#waiting.length === 0) return;
    this.#flying = this.#waiting.shift();
    this.#send(this.#flying.message);
  }

  #answered({ id, result, faults, error }) {
    if (this.#flying?.message.id !== id) return;
    const { resolve, reject } = this.#flying;
    this.#flying = null;
    this.#next();
    if (faults) reject(new DraftlintError(faults));
    else if (error !== undefined) reject(new Error(error));
    else resolve(result);
  }

  configure(config) {
    return this.#call("configure", config);
  }

  lint(draft) {
    return this.#call("lint", draft);
  }

  preview(draft, networks) {
    return this.#call("preview", draft, networks);
  }

  layers() {
    return this.#call("layers");
  }

  networks() {
    return this.#call("networks");
  }

  rules() {
    return this.#call("rules");
  }

  dispose() {
    this.#end();
    for (const { reject } of [this.#flying, ...this.#waiting].filter(Boolean)) reject(new Error("the checker was disposed of"));
    this.#flying = null;
    this.#waiting = [];
  }
}
