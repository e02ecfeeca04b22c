//! Measures the time of the parts of a lint against two yardsticks taken in the same process: an Aho-Corasick pass
//! over a frozen list of phrases, and our own tokens.

mod allocations;
mod feed;
mod measure;
mod peers;
mod phrases;
mod posts;
mod scale;
mod svg;
mod wasm;

use std::hint::black_box;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use clap::ValueEnum;
use cpu_time::ThreadTime;
use draftlint::parts::Parts;
use draftlint::{Draft, Linter};
use serde_json::{Value, json};

use crate::Outcome;
use crate::docs::built_in;
use crate::workspace::again_in_release;
use measure::{Timed, measure, median};
use posts::Posts;

/// Options of `bench`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// Write benches/phrases.txt, the frozen list, where it is missing; measure nothing
    #[arg(long)]
    write_phrases: bool,
    /// How often each part is measured; the median counts
    #[arg(long, value_name = "N", default_value_t = 61)]
    rounds: usize,
    /// How to write the result
    #[arg(long, default_value = "text")]
    format: Format,
}

/// What else is measured.
#[derive(Debug, clap::Subcommand)]
enum What {
    /// Near-duplicates among many posts: what is found, time a post, memory
    Feed(feed::Args),
    /// How time and memory grow: with the text, with own rules, over cores, and in the command line
    Scale(scale::Args),
    /// The browser package: size, start, and its time against the native library
    Wasm,
    /// Other checkers of text: their time and ours on the same posts, in Rust, Python and JavaScript
    Peers(peers::Args),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// The parts, in the order of the columns.
const PARTS: [&str; 5] = ["aho-corasick", "tokens", "words", "phrases", "lint"];

/// The medians of one set of posts.
struct Line {
    posts: Posts,
    /// Nanoseconds a byte, by part.
    times: [f64; PARTS.len()],
}

/// Milliseconds of building a linter.
struct Building {
    cold: f64,
    warm: f64,
}

pub(crate) fn run(args: &Args) -> Outcome {
    if args.write_phrases {
        return phrases::write_list();
    }
    match &args.what {
        Some(What::Wasm) => return wasm::run(args.rounds),
        Some(What::Peers(args)) => return peers::run(args),
        _ => {}
    }
    if again_in_release()? {
        return Ok(());
    }
    if let Some(What::Feed(args)) = &args.what {
        return feed::run(args);
    }
    if let Some(What::Scale(scale)) = &args.what {
        return scale::run(scale);
    }
    let building = building()?;
    let linter = built_in()?;
    let list = phrases::read_list()?;
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(&list)
        .map_err(|e| format!("the phrases cannot be compiled: {e}"))?;
    let sets = posts::all()?;
    let allocated: Vec<allocations::Line> =
        sets.iter().map(|posts| allocations::count(posts, &linter)).collect();
    let lines: Vec<Line> =
        sets.into_iter().map(|posts| line(posts, &linter, &automaton, args.rounds)).collect();
    match args.format {
        Format::Text => {
            print_text(&lines, &building, list.len(), args.rounds);
            allocations::print(&allocated);
        }
        Format::Json => {
            let mut value = to_json(&lines, &building);
            value["allocations"] = allocations::json(&allocated);
            println!("{value:#}");
        }
    }
    Ok(())
}

/// The time of `Linter::default()`: the first of a process reads the cards, a later one only compiles.
fn building() -> Result<Building, String> {
    let start = ThreadTime::now();
    black_box(built_in()?);
    let cold = start.elapsed().as_secs_f64() * 1e3;
    let warm = (0..15)
        .map(|_| {
            let start = ThreadTime::now();
            black_box(Linter::default());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    Ok(Building { cold, warm: median(warm) })
}

fn line(posts: Posts, linter: &Linter, automaton: &AhoCorasick, rounds: usize) -> Line {
    let texts = &posts.texts;
    let drafts: Vec<Draft<'_>> = texts.iter().map(|text| Draft::new(text.as_str())).collect();
    let mut first = Parts::new(linter);
    let mut second = Parts::new(linter);
    let mut third = Parts::new(linter);
    let mut parts: [Timed<'_>; PARTS.len()] = [
        Box::new(|| texts.iter().map(|text| automaton.find_iter(text).count()).sum()),
        Box::new(|| texts.iter().map(|text| first.tokens(text)).sum()),
        Box::new(|| texts.iter().map(|text| second.words(text)).sum()),
        Box::new(|| texts.iter().map(|text| third.phrases(text)).sum()),
        Box::new(|| drafts.iter().map(|draft| linter.lint(draft).findings().len()).sum()),
    ];
    let seconds = measure(&mut parts, rounds);
    drop(parts);
    let bytes = posts.bytes() as f64;
    let times = seconds.map(|s| s * 1e9 / bytes);
    drop(drafts);
    Line { posts, times }
}

fn print_text(lines: &[Line], building: &Building, phrases: usize, rounds: usize) {
    println!("CPU time of one thread, median of {rounds} rounds; parts include those before them");
    println!(
        "aho-corasick: contiguous NFA, leftmost-longest, ASCII case-insensitive, over {phrases} phrases\n"
    );
    print!("{:<22} {:>6} {:>7}", "posts", "count", "bytes");
    for part in PARTS {
        print!(" {part:>13}");
    }
    println!("   µs a post (ns a byte)");
    for line in lines {
        let mean = line.posts.bytes() as f64 / line.posts.texts.len() as f64;
        print!("{:<22} {:>6} {mean:>7.0}", line.posts.name, line.posts.texts.len());
        for time in line.times {
            print!(" {:>13}", format!("{:.2} ({time:.2})", time * mean / 1e3));
        }
        println!();
    }
    println!("\n{:<22} {:>45}   {:>36}", "", "divided by aho-corasick", "divided by tokens");
    print!("{:<22}", "posts");
    for part in &PARTS[1..] {
        print!(" {part:>10}");
    }
    print!("   ");
    for part in &PARTS[2..] {
        print!(" {part:>11}");
    }
    println!();
    for line in lines {
        print!("{:<22}", line.posts.name);
        for time in &line.times[1..] {
            print!(" {:>10.2}", time / line.times[0]);
        }
        print!("   ");
        for time in &line.times[2..] {
            print!(" {:>11.2}", time / line.times[1]);
        }
        println!();
    }
    println!(
        "\nLinter::default(): {:.1} ms the first time in a process, {:.1} ms later",
        building.cold, building.warm
    );
}

fn to_json(lines: &[Line], building: &Building) -> Value {
    let lines: Vec<Value> = lines
        .iter()
        .map(|line| {
            let by = |divisor: f64| -> Value {
                PARTS
                    .iter()
                    .zip(line.times)
                    .map(|(part, time)| ((*part).to_string(), json!(time / divisor)))
                    .collect::<serde_json::Map<_, _>>()
                    .into()
            };
            json!({
                "posts": line.posts.name, "count": line.posts.texts.len(), "bytes": line.posts.bytes(),
                "ns_per_byte": by(1.0), "by_aho_corasick": by(line.times[0]), "by_tokens": by(line.times[1]),
            })
        })
        .collect();
    json!({"schema": 1, "lines": lines, "build_ms": {"first": building.cold, "later": building.warm}})
}
