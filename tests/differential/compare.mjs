// Works out lengths and entities with the networks' own packages and compares them with ours.
//
//   node compare.mjs target/differential/ours.jsonl
//
// Every line is a post with our results. A difference is explained only where a newer table makes it: a top-level
// domain that the package does not know, or an emoji that is younger than the package. Any other is printed, and
// the exit status is 1.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const twitter = require("twitter-text");
const { RichText } = require("@atproto/api");
const tlds = new Set(require("tlds"));
// The one that twitter-text itself uses.
const twemoji = createRequire(require.resolve("twitter-text"))("twemoji-parser");

const SHOWN = 20;

const printable = (text) =>
  JSON.stringify(text).replace(/[^\x20-\x7e]/gu, (c) => `\\u{${c.codePointAt(0).toString(16).toUpperCase()}}`);

// ---- twitter-text

const kindOnX = (e) => (e.url ? "link" : e.screenName ? "mention" : e.hashtag ? "tag" : "cashtag");

const entitiesOnX = (text) =>
  twitter.extractEntitiesWithIndices(text).map((e) => [e.indices[0], e.indices[1], kindOnX(e)]);

const weightOnX = (text) => twitter.parseTweet(text).weightedLength;

const knownOnX = new RegExp(
  `^(?:${twitter.regexen.validGTLD.source}|${twitter.regexen.validCCTLD.source}|xn--[-0-9a-z]+)`,
  "i",
);

// ---- Bluesky

/** The facets that are shown: of two that overlap, `RichText.segments` shows the first. */
function facetsOnBluesky(text) {
  const rich = new RichText({ text });
  rich.detectFacetsWithoutResolution();
  const shown = [];
  let end = 0;
  for (const { index, features } of rich.facets ?? []) {
    if (index.byteStart < end) continue;
    end = index.byteEnd;
    const [{ $type, tag }] = features;
    const kind = $type.split("#")[1];
    // A ticker is a tag there, and so is `#$BEE`: the sign in the text tells them apart.
    const ticker = kind === "tag" && tag.startsWith("$") && Buffer.from(text)[index.byteStart] === 0x24;
    shown.push([index.byteStart, index.byteEnd, ticker ? "cashtag" : kind]);
  }
  return { facets: shown, graphemes: rich.graphemeLength, utf8: rich.length };
}

// ---- what newer tables explain

/** The last label of a link or handle. */
function ending(text) {
  const host = text.replace(/^(?:https?:\/\/|@)/i, "").split(/[^\p{L}\p{M}\p{N}._-]/u)[0];
  return host.slice(host.lastIndexOf(".") + 1).toLowerCase();
}

/** Our entities without those whose top-level domain the package does not know, and theirs without what these cover. */
function withoutNewerDomains(ours, theirs, text, isKnown) {
  const same = (a) => (b) => a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
  const newer = ours.filter(
    (one) => (one[2] === "link" || one[2] === "mention") && !theirs.some(same(one)) && !isKnown(ending(text(one))),
  );
  const covered = (one) => newer.some((by) => by[0] < one[1] && one[0] < by[1] && !ours.some(same(one)));
  return { newer, ours: ours.filter((one) => !newer.includes(one)), theirs: theirs.filter((one) => !covered(one)) };
}

const isEmoji = (() => {
  const whole = new RegExp("^\\p{RGI_Emoji}$", "v");
  // One emoji with a selector that is its own.
  const single = new RegExp("^\\p{Emoji}\\uFE0F?\\p{Emoji_Modifier}?$", "u");
  // Emoji that are younger than this Node too stand in our table.
  const table = readFileSync(new URL("../../crates/draftlint/src/document/tables.rs", import.meta.url), "utf8");
  const strings = [...table.slice(table.indexOf("JOINED")).matchAll(/"([^"]+)"/g)];
  const character = (_, hex) => String.fromCodePoint(parseInt(hex, 16));
  const joined = new Set(strings.map(([, text]) => text.replace(/\\u\{([0-9A-F]+)\}/g, character)));
  const plain = (text) => text.replace(/[\u{1F3FB}-\u{1F3FF}]/gu, "\u{1F3FB}");
  return (text) => whole.test(text) || single.test(text) || joined.has(plain(text));
})();

/** Those of our emoji that are younger than twitter-text. */
const newerEmoji = (ours) =>
  ours.filter((one) => {
    const parsed = twemoji.parse(one);
    return isEmoji(one) && (parsed.length !== 1 || parsed[0].text !== one);
  });

/** The text with an emoji that the package knows in place of each that it does not. */
function withBees(text, ours, newer) {
  let [done, at] = ["", 0];
  for (const one of ours) {
    const start = text.indexOf(one, at);
    done += text.slice(at, start) + (newer.includes(one) ? "\u{1F41D}" : one);
    at = start + one.length;
  }
  return done + text.slice(at);
}

// Where one of these stands, the package may also end a link earlier, or begin one later.
const youngDomains = require("tlds").filter((tld) => !knownOnX.test(tld));
const holdsYoungDomain = (text) => youngDomains.some((tld) => text.toLowerCase().includes("." + tld));

// ---- the comparison

const reasons = new Map();
const wrong = [];
const differs = (text, what, ours, theirs) => wrong.push({ text, what, ours, theirs });
const explain = (reason) => reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function compare(post) {
  const { text } = post;
  const bluesky = facetsOnBluesky(text);
  for (const [what, ours, theirs] of [
    ["UTF-16 units", post.utf16, text.length],
    ["bytes", post.utf8, bluesky.utf8],
    ["graphemes", post.graphemes, bluesky.graphemes],
  ]) {
    if (ours !== theirs) differs(text, what, ours, theirs);
  }

  if (!equal(post.facets, bluesky.facets)) {
    const bytes = Buffer.from(text);
    const slice = ([from, to]) => bytes.subarray(from, to).toString();
    const rest = withoutNewerDomains(post.facets, bluesky.facets, slice, (tld) => tlds.has(tld));
    if (rest.newer.length > 0 && equal(rest.ours, rest.theirs)) explain("Bluesky: a top-level domain that its package does not know");
    else differs(text, "facets on Bluesky", post.facets, bluesky.facets);
  }

  const entities = entitiesOnX(text);
  const slice = ([from, to]) => text.slice(from, to);
  const rest = withoutNewerDomains(post.entities, entities, slice, (tld) => knownOnX.test(tld));
  if (!equal(post.entities, entities)) {
    if (rest.newer.length > 0 && equal(rest.ours, rest.theirs)) explain("X: a top-level domain that its package does not know");
    else if (holdsYoungDomain(text)) explain("X: a top-level domain that its package does not know");
    else differs(text, "entities on X", post.entities, entities);
  }

  const weight = weightOnX(text);
  if (post.x !== weight) {
    const emoji = newerEmoji(post.emoji);
    const links = rest.newer.map(slice).reduce((sum, link) => sum + 23 - weightOnX(link), 0);
    const expected = weightOnX(withBees(text, post.emoji, emoji)) + links;
    if (post.x !== expected && holdsYoungDomain(text)) explain("X: a top-level domain that its package does not know");
    else if (post.x !== expected) differs(text, "weighted length on X", post.x, weight);
    else if (emoji.length > 0) explain("X: an emoji that is younger than its package");
  }
}

const lines = readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean);
for (const line of lines) compare(JSON.parse(line));

console.log(`${lines.length} posts compared with twitter-text and @atproto/api: weighted length, entities and facets, graphemes, bytes, UTF-16 units`);
for (const [reason, count] of [...reasons].sort()) console.log(`${count} explained: ${reason}`);
for (const { text, what, ours, theirs } of wrong.slice(0, SHOWN)) {
  console.log(`difference in ${what}: ours ${JSON.stringify(ours)}, theirs ${JSON.stringify(theirs)}\n  ${printable(text)}`);
}
console.log(`${wrong.length} differences are not explained`);
process.exitCode = wrong.length > 0 || lines.length === 0 ? 1 : 0;
