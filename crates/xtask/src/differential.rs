//! Compares lengths and entities with the packages of the networks themselves: `twitter-text` and `@atproto/api`,
//! which run in Node. Our results of many generated posts are written to `target/differential/`; the script
//! `tests/differential/compare.mjs` works out theirs and prints every difference.

mod posts;

use std::path::PathBuf;
use std::process::{Command, Stdio};

use draftlint::{CountUnit, EntityKind, EntityRules};
use serde_json::{Value, json};

use crate::workspace::{root, target, write};
use crate::{Outcome, node};
use posts::{Numbers, post};

/// The posts are the same in every run, so that a difference can be looked up again.
const SEED: u64 = 0x00D2_AF71;

/// Options of `differential`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many posts are generated
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    posts: usize,
    /// Other posts than those of every run
    #[arg(long, value_name = "SEED", default_value_t = SEED)]
    seed: u64,
}

impl Default for Args {
    fn default() -> Args {
        Args { posts: 20_000, seed: SEED }
    }
}

pub(crate) fn run(args: &Args) -> Outcome {
    if let Some(why) = node::missing() {
        return node::without(&why, "nothing was compared with the networks' own packages");
    }
    node::packages(&folder())?;
    let ours = target().join("differential").join("ours.jsonl");
    write(&ours, &ours_of(args))?;
    let mut compare = Command::new("node");
    compare.arg(folder().join("compare.mjs")).arg(&ours);
    let status = compare.stdin(Stdio::null()).status().map_err(|e| format!("node cannot be run: {e}"))?;
    if status.success() { Ok(()) } else { Err("the differences above are not explained".into()) }
}

fn folder() -> PathBuf {
    root().join("tests").join("differential")
}

/// Our results, a post a line.
fn ours_of(args: &Args) -> String {
    let mut numbers = Numbers::new(args.seed);
    let mut lines = String::new();
    for _ in 0..args.posts {
        let text = post(&mut numbers);
        let links: Vec<_> =
            EntityRules::X.find(&text).into_iter().filter(|one| one.kind == EntityKind::Link).collect();
        let outside =
            |at: usize| !links.iter().any(|link| (link.start as usize..link.end as usize).contains(&at));
        let emoji = draftlint::parts::emoji_on_x(&text).into_iter().filter(|(from, _)| outside(*from));
        let emoji: Vec<&str> = emoji.map(|(from, to)| &text[from..to]).collect();
        let line = json!({
            "x": CountUnit::XWeighted.count(&text),
            "graphemes": CountUnit::Graphemes.count(&text),
            "utf16": CountUnit::Utf16.count(&text),
            "utf8": CountUnit::Bytes.count(&text),
            "entities": entities(EntityRules::X, &text, |at| text[..at].encode_utf16().count()),
            "emoji": emoji,
            "facets": entities(EntityRules::Bluesky, &text, |at| at),
            "text": text,
        });
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    lines
}

/// Entities as `[start, end, kind]`; twitter-text counts places in UTF-16 units, Bluesky in bytes.
fn entities(rules: EntityRules, text: &str, place: impl Fn(usize) -> usize) -> Vec<Value> {
    let found = rules.find(text).into_iter();
    found
        .map(|one| {
            let kind = match one.kind {
                EntityKind::Link => "link",
                EntityKind::Mention => "mention",
                EntityKind::Hashtag => "tag",
                _ => "cashtag",
            };
            json!([place(one.start as usize), place(one.end as usize), kind])
        })
        .collect()
}
