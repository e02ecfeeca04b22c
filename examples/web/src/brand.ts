// The brand as a form. What it holds is written as TOML and read by the library, whose faults then stand at the field
// that they are about. Keys that have no field are kept.

import type { Config, Fault } from "draftlint";
import { toToml } from "draftlint/element";

import { $, h } from "./dom.ts";
import { list } from "./state.ts";

type Table = Record<string, unknown>;

/** The lists, by the id of their field and where they stand in the configuration. */
const LISTS: [string, string[]][] = [
  ["names", ["brand", "names"]], ["handles", ["brand", "handles"]], ["competitors", ["brand", "competitors"]],
  ["approvers", ["workflow", "roles", "approver"]],
];
const TEXTS: [string, string[]][] = [["hours", ["workflow", "hours"]], ["zone", ["workflow", "zone"]]];

const at = (config: Table, path: string[]) => path.reduce<unknown>((table, key) => (table as Table | undefined)?.[key], config);

function put(config: Table, path: string[], value: unknown) {
  const [key = "", ...rest] = path;
  if (rest.length === 0) {
    if (value === undefined) delete config[key];
    else config[key] = value;
    return;
  }
  const table = { ...((config[key] as Table | undefined) ?? {}) };
  put(table, rest, value);
  if (Object.keys(table).length > 0) config[key] = table;
  else delete config[key];
}

const strings = (value: unknown) => (Array.isArray(value) ? value.map(String) : typeof value === "string" ? [value] : []);

/** What each line of a TOML text is about, such as `brand.terms.1.match`. */
export function places(toml: string): string[] {
  const counts = new Map<string, number>();
  let table = "";
  return toml.split("\n").map((line) => {
    const head = /^(\[\[?)([^\]]+)\]/.exec(line);
    if (head) {
      table = head[2]!;
      if (head[1] === "[[") {
        const n = counts.get(table) ?? 0;
        counts.set(table, n + 1);
        table += `.${n}`;
      }
      return table;
    }
    const key = line.split(" = ")[0]!.trim();
    return [table, key].filter(Boolean).join(".");
  });
}

export class BrandForm {
  #config: Config = {};

  constructor(private readonly changed: (config: Config) => void) {
    for (const [id] of [...LISTS, ...TEXTS]) $(id).addEventListener("input", () => this.#read());
    $("brand-form").addEventListener("submit", (event) => event.preventDefault());
    $("add-term").addEventListener("click", () => {
      const row = this.#row({});
      row.querySelector("input")!.focus();
    });
  }

  get config() {
    return this.#config;
  }

  get toml() {
    return toToml(this.#config);
  }

  set config(config: Config) {
    this.#config = structuredClone(config);
    // A name by itself joins the list.
    const brand = this.#config.brand as Table | undefined;
    if (typeof brand?.name === "string") {
      brand.names = [brand.name, ...strings(brand.names)];
      delete brand.name;
    }
    for (const [id, path] of LISTS) $<HTMLInputElement>(id).value = strings(at(this.#config, path)).join(", ");
    for (const [id, path] of TEXTS) $<HTMLInputElement>(id).value = String(at(this.#config, path) ?? "");
    $("terms").replaceChildren();
    for (const term of (at(this.#config, ["brand", "terms"]) as Table[] | undefined) ?? []) this.#row(term);
    this.showFaults([]);
  }

  #row(term: Table): HTMLElement {
    const field = (name: string, label: string, value: string) =>
      h("label", {}, h("span", {}, label), h("input", { name, value, autocomplete: "off", oninput: () => this.#read() }));
    const row = h(
      "li.term", {},
      field("match", "never say", String(term.match ?? "")),
      field("replace", "say instead", strings(term.replace).join(", ")),
      field("reason", "because", String(term.reason ?? "")),
      h("button.plain", { type: "button", "aria-label": "take this line out", onclick: () => (row.remove(), this.#read()) }, "×"),
      h("p.fault", { role: "alert" }),
    );
    // Keys without a field, such as a severity.
    row.dataset.more = JSON.stringify({ ...term, match: undefined, replace: undefined, reason: undefined });
    $("terms").append(row);
    return row;
  }

  #read() {
    const config = structuredClone(this.#config) as Table;
    for (const [id, path] of LISTS) {
      const value = list($<HTMLInputElement>(id).value);
      put(config, path, value.length > 0 ? value : undefined);
    }
    for (const [id, path] of TEXTS) put(config, path, $<HTMLInputElement>(id).value.trim() || undefined);
    // Who may approve is a role, and somebody in it has to.
    const approvers = at(config, LISTS[3]![1]) !== undefined;
    if (approvers || strings(at(config, ["workflow", "approving-roles"])).join() === "approver") {
      put(config, ["workflow", "approvals"], approvers ? (at(config, ["workflow", "approvals"]) ?? 1) : undefined);
      put(config, ["workflow", "approving-roles"], approvers ? ["approver"] : undefined);
    }
    const rows = [...$("terms").querySelectorAll<HTMLElement>(".term")].map((row) => {
      const value = (name: string) => row.querySelector<HTMLInputElement>(`[name=${name}]`)!.value.trim();
      const replace = list(value("replace"));
      const term = { match: value("match"), replace: replace.length > 0 ? replace : undefined, reason: value("reason") || undefined };
      return { ...term, ...(JSON.parse(row.dataset.more ?? "{}") as Table) };
    });
    const terms = rows.filter((term) => term.match || term.replace || term.reason);
    put(config, ["brand", "terms"], terms.length > 0 ? terms : undefined);
    this.#config = config as Config;
    this.changed(this.#config);
  }

  /** Puts each fault at its field; what has none stands above the form. */
  showFaults(faults: Fault[]) {
    const where = places(this.toml);
    const form = $("brand-form");
    form.querySelectorAll(".fault").forEach((fault) => fault.replaceChildren());
    form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
    const elsewhere: string[] = [];
    // Rows that are empty are not in the TOML.
    const rows = [...$("terms").querySelectorAll<HTMLElement>(".term")].filter((row) =>
      [...row.querySelectorAll("input")].some((input) => input.value.trim()),
    );
    for (const fault of faults) {
      const path = fault.line > 0 ? (where[fault.line - 1] ?? "") : "";
      const text = fault.help ? `${fault.message}; ${fault.help}` : fault.message;
      const term = /^brand\.terms\.(\d+)(?:\.(\w+))?/.exec(path);
      const known = [...LISTS, ...TEXTS].find(([, keys]) => keys.join(".") === path);
      if (term && rows[Number(term[1])]) {
        const row = rows[Number(term[1])]!;
        row.querySelector(`[name=${term[2] ?? "match"}]`)?.setAttribute("aria-invalid", "true");
        row.querySelector(".fault")!.textContent = text;
      } else if (known) {
        $(known[0]).setAttribute("aria-invalid", "true");
        $(`${known[0]}-fault`).textContent = text;
      } else {
        elsewhere.push(path ? `${path}: ${text}` : text);
      }
    }
    $("brand-faults").textContent = elsewhere.join(" · ");
    $("brand-button").classList.toggle("faulty", faults.length > 0);
  }
}
