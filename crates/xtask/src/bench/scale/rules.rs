//! Time and memory with own phrases and own rules: as `[[brand.terms]]`, and as cards of one phrase each.

use cpu_time::ThreadTime;
use draftlint::{Config, Draft, Linter};
use serde_json::{Value, json};

use super::{Measured, thousands};
use crate::bench::measure::{self, Timed};
use crate::bench::phrases::some;
use crate::bench::posts::ordinary;
use crate::bench::svg::{Axis, Chart, Series};
use crate::counting::used;

/// The aim at the largest number: the time with own phrases by the time without.
const AIM: f64 = 1.4;
const COUNTS: [usize; 3] = [100, 1_000, 10_000];
/// Without any, terms, and cards.
const LINTERS: usize = 1 + 2 * COUNTS.len();
const ROUNDS: usize = 31;
/// The brand is named without terms too: it wakes rules that have nothing to do with phrases.
const BRAND: &str = "[brand]\nname = \"Quaycafe\"\n";

struct Line {
    kind: &'static str,
    count: usize,
    /// Time of a lint by that without own phrases.
    ratio: f64,
    microseconds: f64,
    /// Findings a post: what is found is paid for too.
    findings: f64,
    build: f64,
    megabytes: f64,
}

pub(super) struct Rules(Vec<Line>);

fn config(kind: &str, phrases: &[&String]) -> Result<Config, String> {
    let mut text = String::from(BRAND);
    if kind == "terms" {
        for phrase in phrases {
            text += &format!("[[brand.terms]]\nmatch = \"{phrase}\"\nreason = \"we write it otherwise\"\n");
        }
    }
    let mut builder = Config::builder().layer("bench.toml", &text);
    if kind == "rules" {
        for (i, phrase) in phrases.iter().enumerate() {
            let card = format!(
                "title = \"has own words {i}\"\nmessage = \"we do not write `{{match}}`\"\n\
                 help = \"Write it otherwise.\"\nseverity = \"warning\"\n[group.own]\nany = [\"{phrase}\"]\n"
            );
            builder = builder.rule(&format!("brand/own-{i}.toml"), &card);
        }
    }
    builder.build().map_err(|error| error.to_string())
}

pub(super) fn measure() -> Result<Rules, String> {
    let most = COUNTS[COUNTS.len() - 1];
    let phrases = some(most)?;
    let texts = ordinary(263, 120)?;
    let drafts: Vec<Draft<'_>> = texts.iter().map(|text| Draft::new(text.as_str())).collect();
    let kinds = ["terms", "rules"].into_iter().flat_map(|kind| COUNTS.map(|count| (kind, count)));
    let (mut lines, mut linters) = (Vec::new(), Vec::new());
    for (kind, count) in [("none", 0)].into_iter().chain(kinds) {
        // Spread over the sorted list, so that a shorter one is of the same kind.
        let own: Vec<&String> = phrases.iter().step_by(most / count.max(1)).take(count).collect();
        let config = config(kind, &own)?;
        // The cards of the built-in rules are read by whoever is first.
        if linters.is_empty() {
            _ = Linter::new(&config);
        }
        let start = ThreadTime::now();
        let (linter, memory) = used(|| Linter::new(&config));
        let build = start.elapsed().as_secs_f64() * 1e3;
        let linter = linter.map_err(|error| error.to_string())?;
        let findings: usize = drafts.iter().map(|draft| linter.lint(draft).findings().len()).sum();
        lines.push(Line {
            kind,
            count,
            ratio: 1.0,
            microseconds: 0.0,
            findings: findings as f64 / drafts.len() as f64,
            build,
            megabytes: memory.kept as f64 / 1e6,
        });
        linters.push(linter);
    }
    let mut parts: [Timed<'_>; LINTERS] = std::array::from_fn(|i| -> Timed<'_> {
        let (linter, drafts) = (&linters[i], &drafts);
        Box::new(move || drafts.iter().map(|draft| linter.lint(draft).findings().len()).sum())
    });
    let seconds = measure::measure(&mut parts, ROUNDS);
    for (line, time) in lines.iter_mut().zip(seconds) {
        line.ratio = time / seconds[0];
        line.microseconds = time * 1e6 / drafts.len() as f64;
    }
    Ok(Rules(lines))
}

impl Measured for Rules {
    fn print(&self) {
        println!(
            "posts of 263 bytes with own phrases, median of {ROUNDS} rounds; aim at most {AIM} at the largest\n"
        );
        println!(
            "{:<8} {:>7} {:>10} {:>7} {:>15} {:>9} {:>10}",
            "own", "count", "µs a post", "ratio", "findings a post", "build ms", "linter MB"
        );
        for line in &self.0 {
            println!(
                "{:<8} {:>7} {:>10.1} {:>7.2} {:>15.2} {:>9.0} {:>10.1}",
                line.kind,
                line.count,
                line.microseconds,
                line.ratio,
                line.findings,
                line.build,
                line.megabytes
            );
        }
    }

    fn json(&self) -> Value {
        let line = |line: &Line| {
            json!({
                "own": line.kind, "count": line.count, "us_per_post": line.microseconds, "ratio": line.ratio,
                "findings_per_post": line.findings, "build_ms": line.build, "linter_mb": line.megabytes,
            })
        };
        json!({"aim": AIM, "lines": self.0.iter().map(line).collect::<Vec<_>>()})
    }

    fn chart(&self) -> Option<(&'static str, Chart)> {
        let series = |kind: &str, name: &str| Series {
            name: name.into(),
            // Evenly spaced: none has no place on a scale of powers.
            points: (0..)
                .map(f64::from)
                .zip(self.0.iter().filter(|line| line.kind == "none" || line.kind == kind))
                .map(|(x, line)| (x, line.ratio))
                .collect(),
        };
        let counts = std::iter::once("none".to_string()).chain(COUNTS.map(|count| thousands(count as f64)));
        let highest = self.0.iter().map(|line| line.ratio).fold(AIM, f64::max);
        let step = if highest > 2.5 { 1.0 } else { 0.2 };
        let ticks = (0..).map(|i| f64::from(i) * step).take_while(|tick| *tick < highest + step);
        Some((
            "rules.svg",
            Chart {
                title: "Time of a lint by number of own phrases".into(),
                x: Axis {
                    label: "own phrases".into(),
                    ticks: (0..).map(f64::from).zip(counts).collect(),
                    log: false,
                },
                y: Axis {
                    label: "× without any".into(),
                    ticks: ticks.map(|tick| (tick, format!("{tick:.1}"))).collect(),
                    log: false,
                },
                series: vec![series("terms", "[[brand.terms]]"), series("rules", "a rule each")],
                aim: Some(AIM),
            },
        ))
    }
}
