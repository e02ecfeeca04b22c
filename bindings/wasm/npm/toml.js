// Writes a configuration as TOML. It is read by the library itself.

const bare = /^[A-Za-z0-9_-]+$/;
const key = (name) => (bare.test(name) ? name : string(name));

function string(text) {
  // JSON escapes what TOML does, but for the delete character.
  return JSON.stringify(text).replaceAll("\u007F", "\\u007F");
}

const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isTables = (value) => Array.isArray(value) && value.length > 0 && value.every(isTable);

function inline(value) {
  if (typeof value === "string") return string(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (isTable(value)) {
    return `{ ${Object.entries(value).map(([k, v]) => `${key(k)} = ${inline(v)}`).join(", ")} }`;
  }
  return String(value);
}

/** A configuration object as TOML: plain keys first, then its tables. */
export function toToml(table, path = []) {
  const entries = Object.entries(table).filter(([, value]) => value !== undefined && value !== null);
  const plain = entries.filter(([, v]) => !isTable(v) && !isTables(v));
  const own = plain.map(([k, v]) => `${key(k)} = ${inline(v)}\n`).join("");
  const parts = path.length > 0 && (own || entries.length === 0) ? [`[${path.map(key).join(".")}]\n${own}`] : own ? [own] : [];
  for (const [k, value] of entries) {
    const below = [...path, k];
    // Settings of a rule read better on one line.
    if (isTable(value)) parts.push(toToml(value, below));
    else if (isTables(value)) {
      for (const one of value) {
        const lines = Object.entries(one).filter(([, v]) => v !== undefined && v !== null);
        parts.push(`[[${below.map(key).join(".")}]]\n${lines.map(([n, v]) => `${key(n)} = ${inline(v)}\n`).join("")}`);
      }
    }
  }
  return parts.filter(Boolean).join("\n");
}
