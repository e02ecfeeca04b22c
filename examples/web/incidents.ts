// The drafts of examples/incidents as a module, read while the page is built.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { Plugin } from "vite";
import { parse } from "yaml";

const FOLDER = fileURLToPath(new URL("../incidents/", import.meta.url));
const NAME = "virtual:incidents";

function draft(file: string) {
  const text = readFileSync(FOLDER + file, "utf8");
  const [, front = "", body = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [null, "", text];
  return { ...(parse(front) ?? {}), body: body.trim() };
}

function read() {
  const rules = new Map(
    [...readFileSync(FOLDER + "incidents.toml", "utf8").matchAll(/^([a-z0-9-]+) = "(.+)"$/gm)].map(([, name, rule]) => [name, rule]),
  );
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".md"));
  const list = files.map((file) => {
    const name = file.slice(0, -3);
    return { name, rule: rules.get(name), draft: draft(file), mended: draft(`mended/${file}`) };
  });
  return { config: readFileSync(FOLDER + "draftlint.toml", "utf8"), list };
}

export function incidents(): Plugin {
  return {
    name: "incidents",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) => (id === `\0${NAME}` ? `export default ${JSON.stringify(read())}` : null),
  };
}
