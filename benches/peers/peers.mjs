// draftlint beside alex, write-good, textlint and twitter-text, in one process and on the same posts. `cargo xtask bench
// peers` runs it with the file of posts, and reads what it prints: a JSON array with an object a peer.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { text as alex } from "alex";

import { init, Linter } from "../../bindings/wasm/pkg/node.js";

// The others are CommonJS, some of it compiled from modules.
const require = createRequire(import.meta.url);
const usual = (name) => require(name).default ?? require(name);

await init();
const linter = new Linter();
const draftlint = (post) => linter.lint({ body: post }).findings.length > 0;

const writeGood = usual("write-good");
const twitter = usual("twitter-text");
const { TextlintKernel } = require("@textlint/kernel");
const textlint = new TextlintKernel();
// textlint brings no rules of its own.
const options = {
  ext: ".txt",
  plugins: [{ pluginId: "text", plugin: usual("@textlint/textlint-plugin-text") }],
  rules: ["write-good", "common-misspellings"].map((ruleId) => ({ ruleId, rule: usual(`textlint-rule-${ruleId}`) })),
};

// Whether anything is found in a post, by package.
const peers = {
  draftlint,
  alex: (post) => alex(post).messages.length > 0,
  "write-good": (post) => writeGood(post).length > 0,
  textlint: async (post) => (await textlint.lintText(post, options)).messages.length > 0,
  // A post that is too long, or empty, is all that it minds.
  "twitter-text": (post) => (twitter.extractEntitiesWithIndices(post), !twitter.parseTweet(post).valid),
};

function version(peer) {
  const folders = { draftlint: "../../bindings/wasm/pkg", textlint: "node_modules/@textlint/kernel" };
  const file = new URL(`${folders[peer] ?? `node_modules/${peer}`}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).version;
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

// Processor seconds since a start. Node counts the whole process: what collects garbage and compiles is in it.
function since(start) {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

// Processor seconds of a pass over the posts, the mean of so many.
async function seconds(flags, posts, calls) {
  const start = process.cpuUsage();
  for (let i = 0; i < calls; i++) for (const post of posts) await flags(post);
  return since(start) / calls;
}

// A peer and draftlint in turns, so that a change of the machine's pace meets both alike.
async function measure(peer, posts, given) {
  // Some load what they need with the first post.
  await peer(posts[0]);
  const start = process.cpuUsage();
  const flagged = [];
  for (const post of posts) {
    flagged.push(await peer(post));
    if (since(start) > given.limit) break;
  }
  posts = posts.slice(0, flagged.length);
  const both = [peer, draftlint];
  const calls = [];
  for (const flags of both) calls.push(Math.ceil(given.chunk / (await seconds(flags, posts, 1))));
  const times = [[], []];
  // The first round warms up.
  for (let round = 0; round <= given.passes; round++) {
    for (const [i, flags] of both.entries()) {
      const time = await seconds(flags, posts, calls[i]);
      if (round > 0) times[i].push(time);
    }
  }
  const [micros, own] = times.map((list) => (median(list) * 1e6) / posts.length);
  return { posts: posts.length, flagged: flagged.filter(Boolean).length, micros, own };
}

const given = JSON.parse(readFileSync(process.argv[2], "utf8"));
const found = [];
for (const [name, flags] of Object.entries(peers)) {
  const lines = [];
  for (const posts of given.sets) lines.push(await measure(flags, posts, given));
  found.push({ name, version: version(name), lines });
}
console.log(JSON.stringify(found));
