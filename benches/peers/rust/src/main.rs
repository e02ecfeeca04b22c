//! draftlint beside harper-core and rustrict, in one process and on the same posts. `cargo xtask bench peers` runs it
//! with the file of posts, and reads what it prints: a JSON array with an object a peer.

use std::env::args;
use std::error::Error;
use std::fs::read_to_string;

use cpu_time::ThreadTime;
use draftlint::{Draft, Linter as Draftlint};
use harper_core::linting::{LintGroup, Linter};
use harper_core::spell::FstDictionary;
use harper_core::{Dialect, Document};
use rustrict::CensorStr;
use serde::{Deserialize, Serialize};

/// What is measured, and how long.
#[derive(Deserialize)]
struct Given {
    passes: usize,
    /// So many seconds of a slow peer's first pass; the posts that it reached are all it is measured on.
    limit: f64,
    /// A pass is repeated until it takes so many seconds.
    chunk: f64,
    sets: Vec<Vec<String>>,
}

/// A peer on one set of posts.
#[derive(Serialize)]
struct Line {
    posts: usize,
    flagged: usize,
    /// Microseconds a post.
    micros: f64,
    /// The same of draftlint, in turns with the peer.
    own: f64,
}

#[derive(Serialize)]
struct Lines {
    name: &'static str,
    version: &'static str,
    lines: Vec<Line>,
}

/// Whether anything is found in a text.
type Flags = dyn FnMut(&str) -> bool;

fn main() -> Result<(), Box<dyn Error>> {
    let path = args().nth(1).ok_or("the file of posts is missing")?;
    let given: Given = serde_json::from_str(&read_to_string(path)?)?;
    let mut peers: [(&str, Box<Flags>); 3] = [
        ("draftlint", draftlint()),
        ("harper-core", harper()),
        ("rustrict", Box::new(|text| text.is_inappropriate())),
    ];
    let mut own = draftlint();
    let mut found = Vec::new();
    for (name, flags) in &mut peers {
        let lines = given.sets.iter().map(|posts| measure(&mut **flags, &mut *own, posts, &given)).collect();
        found.push(Lines { name, version: version(name), lines });
    }
    println!("{}", serde_json::to_string(&found)?);
    Ok(())
}

fn draftlint() -> Box<Flags> {
    let linter = Draftlint::default();
    Box::new(move |text| !linter.lint(&Draft::new(text)).findings().is_empty())
}

/// All curated rules. Findings of a clause or sentence that was met before come from a cache, and our posts share
/// sentences. The configuration is part of the cache's key: a rule that does not exist, another for each post, makes
/// every post a new one. Its suggestions for words that it does not know are kept all the same.
fn harper() -> Box<Flags> {
    let mut group = LintGroup::new_curated(FstDictionary::curated(), Dialect::American);
    let mut post = 0_u64;
    Box::new(move |text| {
        group.config.unset_rule_enabled(format!("post {post}"));
        post += 1;
        group.config.set_rule_enabled(format!("post {post}"), false);
        !group.lint(&Document::new_plain_english_curated(text)).is_empty()
    })
}

/// The version of a crate in the lock file.
fn version(name: &str) -> &'static str {
    let entry = format!("name = \"{name}\"\nversion = \"");
    let after = include_str!("../Cargo.lock").split_once(entry.as_str());
    after.and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default()
}

/// A peer and draftlint in turns, so that a change of the machine's pace meets both alike.
fn measure(peer: &mut Flags, own: &mut Flags, posts: &[String], given: &Given) -> Line {
    // Some load what they need with the first post.
    posts.iter().take(1).for_each(|post| _ = peer(post));
    let start = ThreadTime::now();
    let (mut reached, mut flagged) = (0, 0);
    for post in posts {
        flagged += usize::from(peer(post));
        reached += 1;
        if start.elapsed().as_secs_f64() > given.limit {
            break;
        }
    }
    let posts = &posts[..reached];
    let mut times = [Vec::new(), Vec::new()];
    let mut both = [peer, own];
    let calls = both.each_mut().map(|flags| (given.chunk / pass(*flags, posts, 1).max(1e-9)).ceil() as usize);
    // The first round warms up.
    for round in 0..=given.passes {
        for which in 0..2 {
            let time = pass(both[which], posts, calls[which]);
            if round > 0 {
                times[which].push(time);
            }
        }
    }
    let [micros, own] = times.map(|times| median(times) * 1e6 / reached as f64);
    Line { posts: reached, flagged, micros, own }
}

/// Processor seconds of a pass over the posts, the mean of so many.
fn pass(flags: &mut Flags, posts: &[String], calls: usize) -> f64 {
    let start = ThreadTime::now();
    for _ in 0..calls {
        for post in posts {
            std::hint::black_box(flags(post));
        }
    }
    start.elapsed().as_secs_f64() / calls as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
