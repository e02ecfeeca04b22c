// Writes the tables of top-level domains and emoji that counting needs:
//
//   npm ci && npm install --no-save emojibase-data@17.0.0
//   node tables.mjs > ../../crates/draftlint/src/document/tables.rs
//
// Domains are those of the package `tlds` (the list of IANA) and those that `twitter-text` links; emoji are those of
// `emojibase-data`, and where a selector belongs to an emoji is asked of the parser that `twitter-text` uses.

import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { regexen } = require("twitter-text");
const twemoji = createRequire(require.resolve("twitter-text"))("twemoji-parser");
const version = (name) => require(`${name}/package.json`).version;

const listed = (regex) => regex.source.match(/\(\?:\(\?:(.*?)\)\(\?=/)[1].split("|");
const domains = new Set([...require("tlds"), ...listed(regexen.validGTLD), ...listed(regexen.validCCTLD)]);
const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const tlds = [...domains].sort(byBytes);

const all = require("emojibase-data/en/data.json").flatMap((emoji) => [emoji, ...(emoji.skins ?? [])]);
const sequences = all.map((emoji) => String.fromCodePoint(...emoji.hexcode.split("-").map((h) => parseInt(h, 16))));

// What a selector for emoji belongs to; keys have a shape of their own.
const younger = new Set(sequences.flatMap((text) => [...text.matchAll(/([^\x00-\x7f])\uFE0F/gu)].map((m) => m[1])));
const ranges = [];
for (let c = 0; c <= 0x1ffff; c++) {
  if (c >= 0xd800 && c <= 0xdfff) continue;
  const character = String.fromCodePoint(c);
  const styled = character + "\uFE0F";
  if (c === 0xfe0f || (twemoji.parse(styled)[0]?.text !== styled && !younger.has(character))) continue;
  const last = ranges.at(-1);
  if (last && last[1] === c - 1) last[1] = c;
  else ranges.push([c, c]);
}

const isFlag = (text) => /^[\u{1F1E6}-\u{1F1FF}]{2}$/u.test(text);
const flags = [...new Set(sequences.filter(isFlag))]
  .map((flag) => [...flag].map((c) => String.fromCharCode(c.codePointAt(0) - 0x1f1e6 + 65)).join(""))
  .sort();
// One tone stands for all.
const plain = (text) => text.replace(/[\u{1F3FB}-\u{1F3FF}]/gu, "\u{1F3FB}");
// X takes the eye in a speech bubble for one also without selectors.
const eye = "\u{1F441}\u200D\u{1F5E8}";
const joined = [...new Set([eye, ...sequences.filter((text) => text.includes("\u200D")).map(plain)])].sort(byBytes);

const escape = (text) => text.replace(/[^\x20-\x7e]/gu, (c) => `\\u{${c.codePointAt(0).toString(16).toUpperCase()}}`);
const wrap = (words, indent = "") => {
  const lines = [""];
  for (const word of words) {
    if (lines.at(-1).length + word.length > 108) lines.push("");
    lines[lines.length - 1] += (lines.at(-1) ? " " : "") + word;
  }
  return lines.map((line, i) => indent + line + (i + 1 < lines.length ? " \\" : "")).join("\n");
};
const hex = (c) => `0x${c.toString(16).toUpperCase()}`;

console.log(`//! Tables, written by \`tests/differential/tables.mjs\` on ${new Date().toISOString().slice(0, 10)}; not to be edited by hand.
//!
//! Sources: npm \`tlds\` ${version("tlds")} (the list of IANA), \`twitter-text\` ${version("twitter-text")} with its \`twemoji-parser\`, and
//! \`emojibase-data\` ${version("emojibase-data")} (Unicode).
#![cfg_attr(rustfmt, rustfmt_skip)]

/// Top-level domains in lower case, sorted by their bytes, with a blank after each.
pub(super) const TOP_LEVEL: &str = "\\
${wrap(tlds)} ";

/// The first and last of the characters to which U+FE0F belongs.
pub(crate) const STYLED: &[(u32, u32)] = &[
${wrap(ranges.map(([from, to]) => `(${hex(from)}, ${hex(to)}),`), "    ").replaceAll(" \\\n", "\n")}
];

/// The flags of countries, by their two letters.
pub(crate) const FLAGS: &str = "\\
${wrap(flags)}";

/// Emoji that U+200D joins, sorted by their bytes; U+1F3FB stands for every tone of skin.
pub(crate) const JOINED: &[&str] = &[
${joined.map((text) => `    "${escape(text)}",`).join("\n")}
];`);
