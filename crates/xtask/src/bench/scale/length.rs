//! Time a byte of ordinary and of hostile texts, from 16 bytes upwards in powers of four.

use std::hint::black_box;
use std::iter::successors;

use cpu_time::ThreadTime;
use draftlint::{Draft, Linter, Network};
use serde_json::{Value, json};

use super::hostile::{HOSTILE, repeated};
use super::{Measured, size, thousands};
use crate::bench::measure::median;
use crate::bench::posts::ordinary;
use crate::bench::svg::{Axis, Chart, Series};

/// The aim, in nanoseconds a byte.
const AIM: f64 = 150.0;
/// From this size on a lint's fixed cost no longer shows.
const LONG: usize = 1024;
/// A text is not made longer where that might take more seconds than this.
const PATIENCE: f64 = 20.0;
/// Rounds go on for so many seconds, if one alone does not take longer.
const BUDGET: f64 = 0.25;
/// How many kinds of hostile text are drawn.
const DRAWN: usize = 4;

/// The times of one kind of text.
struct Line {
    name: &'static str,
    /// Nanoseconds a byte, by size; none where it would have taken too long.
    times: Vec<Option<f64>>,
}

pub(super) struct Lengths {
    sizes: Vec<usize>,
    /// The ordinary texts come first.
    lines: Vec<Line>,
}

pub(super) fn measure(linter: &Linter, longest: usize) -> Result<Lengths, String> {
    let linter = linter.clone().size_limit(longest.max(1));
    let sizes: Vec<usize> =
        successors(Some(16), |size| Some(size * 4)).take_while(|s| *s <= longest).collect();
    let mut lines = Vec::new();
    let mut add = |name, texts: &dyn Fn(usize) -> Result<Vec<String>, String>| -> Result<(), String> {
        let mut times = Vec::new();
        let mut last = 0.0;
        for size in &sizes {
            // What grows with the square takes sixteen times as long.
            let time = if last * 16.0 > PATIENCE { None } else { Some(time(&texts(*size)?, &linter)) };
            last = time.map_or(f64::MAX, |ns| ns * *size as f64 / 1e9);
            times.push(time);
        }
        lines.push(Line { name, times });
        Ok(())
    };
    add("ordinary posts", &|size| ordinary(size, ((1 << 18) / size).clamp(1, 64)))?;
    for (name, unit) in HOSTILE {
        add(name, &|size| Ok(vec![repeated(unit, size); ((1 << 14) / size).clamp(1, 64)]))?;
    }
    Ok(Lengths { sizes, lines })
}

/// The median time a byte of linting all texts, in nanoseconds.
fn time(texts: &[String], linter: &Linter) -> f64 {
    let drafts: Vec<Draft<'_>> =
        texts.iter().map(|text| Draft::new(text.as_str()).network(Network::X)).collect();
    let once = || {
        let start = ThreadTime::now();
        for draft in &drafts {
            black_box(linter.lint(draft));
        }
        start.elapsed().as_secs_f64()
    };
    let first = once();
    let mut times = Vec::new();
    // A round that takes long is warm in itself.
    if first > BUDGET {
        times.push(first);
    } else {
        let rounds = (BUDGET / first.max(1e-5)).clamp(3.0, 401.0) as usize;
        times.extend((0..rounds).map(|_| once()));
    }
    median(times) * 1e9 / texts.iter().map(String::len).sum::<usize>() as f64
}

impl Lengths {
    /// Where the time a byte is largest among texts of at least a size: its value, the kind, the size.
    fn worst(&self, least: usize, lines: &[Line]) -> Option<(f64, &'static str, usize)> {
        let all = lines.iter().flat_map(|line| {
            let times = self.sizes.iter().zip(&line.times);
            times.filter_map(|(size, time)| Some(((*time)?, line.name, *size)))
        });
        all.filter(|(_, _, size)| *size >= least).max_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// How many times dearer a byte is in the longest text than in one of `LONG` bytes: 1 is linear.
    fn growth(&self, line: &Line) -> Option<f64> {
        let from = self.sizes.iter().position(|size| *size == LONG)?;
        Some((*line.times.last()?)? / line.times[from]?)
    }
}

impl Measured for Lengths {
    fn print(&self) {
        println!(
            "ns a byte by length of the text, CPU time of one thread, for X; aim {AIM:.0}, and growth 1"
        );
        println!("growth: a byte of the longest text by one of {}; `-` was not waited for\n", size(LONG));
        print!("{:<24}", "text");
        for bytes in &self.sizes {
            print!(" {:>7}", size(*bytes));
        }
        println!(" {:>7}", "growth");
        let shown = |value: Option<f64>, digits| value.map_or("-".into(), |v| format!("{v:.digits$}"));
        for line in &self.lines {
            print!("{:<24}", line.name);
            for time in &line.times {
                print!(" {:>7}", shown(*time, 0));
            }
            println!(" {:>7}", shown(self.growth(line), 1));
        }
        for (least, what) in [(LONG, format!("from {} on", size(LONG))), (0, "of any length".into())] {
            if let Some((time, name, bytes)) = self.worst(least, &self.lines) {
                println!("worst {what}: {time:.0} ns a byte ({name}, {})", size(bytes));
            }
        }
        let over = self.lines.iter().filter(|line| {
            let times = self.sizes.iter().zip(&line.times).filter(|(size, _)| **size >= LONG);
            times.into_iter().any(|(_, time)| time.is_none_or(|time| time > AIM))
        });
        let over: Vec<&str> = over.map(|line| line.name).collect();
        println!(
            "over the aim from {} on: {} of {}: {}",
            size(LONG),
            over.len(),
            self.lines.len(),
            over.join(", ")
        );
    }

    fn json(&self) -> Value {
        let line =
            |line: &Line| json!({"text": line.name, "ns_per_byte": line.times, "growth": self.growth(line)});
        let worst = self.worst(LONG, &self.lines);
        json!({
            "sizes": self.sizes, "aim": AIM, "lines": self.lines.iter().map(line).collect::<Vec<_>>(),
            "worst": worst.map(|(time, name, size)| json!({"ns_per_byte": time, "text": name, "size": size})),
        })
    }

    fn chart(&self) -> Option<(&'static str, Chart)> {
        let (ordinary, hostile) = self.lines.split_first()?;
        let mut worst: Vec<&Line> = hostile.iter().collect();
        // What was not waited for comes first.
        let rank = |line: &Line| line.times.last().copied().flatten().unwrap_or(f64::MAX);
        worst.sort_by(|a, b| rank(b).total_cmp(&rank(a)));
        worst.truncate(DRAWN);
        let series = |line: &Line| Series {
            name: line.name.into(),
            points: self
                .sizes
                .iter()
                .zip(&line.times)
                .filter_map(|(s, t)| Some((*s as f64, (*t)?)))
                .collect(),
        };
        let drawn: Vec<Series> = [ordinary].into_iter().chain(worst).map(series).collect();
        let highest = drawn.iter().flat_map(|s| &s.points).map(|p| p.1).fold(AIM, f64::max);
        let y = [10.0, 30.0, 100.0, 300.0, 1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6];
        let upper = y.iter().position(|tick| *tick >= highest).unwrap_or(y.len() - 1);
        Some((
            "length.svg",
            Chart {
                title: "Time a byte by length of the text".into(),
                x: Axis {
                    label: "length of the text".into(),
                    ticks: self.sizes.iter().step_by(2).map(|s| (*s as f64, size(*s))).collect(),
                    log: true,
                },
                y: Axis {
                    label: "ns a byte".into(),
                    ticks: y[..=upper].iter().map(|tick| (*tick, thousands(*tick))).collect(),
                    log: true,
                },
                series: drawn,
                aim: Some(AIM),
            },
        ))
    }
}
