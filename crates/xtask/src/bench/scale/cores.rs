//! Posts a second on one to all cores.

use std::hint::black_box;
use std::time::Instant;

use draftlint::{Draft, Linter};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde_json::{Value, json};

use super::Measured;
use crate::bench::measure::median;
use crate::bench::posts::ordinary;

const ROUNDS: usize = 15;
/// How often the posts are linted in a round.
const REPEATS: usize = 60;

struct Line {
    threads: usize,
    /// Posts a second, on the wall's clock.
    median: f64,
    best: f64,
}

pub(super) struct Cores(Vec<Line>);

pub(super) fn measure(linter: &Linter) -> Result<Cores, String> {
    let texts = ordinary(263, 120)?;
    let drafts: Vec<Draft<'_>> = texts.iter().map(|text| Draft::new(text.as_str())).collect();
    let all: Vec<&Draft<'_>> = std::iter::repeat_n(&drafts, REPEATS).flatten().collect();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let pool = |threads| ThreadPoolBuilder::new().num_threads(threads).build().map_err(|e| e.to_string());
    let pools = (1..=cores).map(pool).collect::<Result<Vec<ThreadPool>, String>>()?;
    let mut rates = vec![Vec::new(); cores];
    for round in 0..=ROUNDS {
        for (pool, rates) in pools.iter().zip(&mut rates) {
            let start = Instant::now();
            let found: usize =
                pool.install(|| all.par_iter().map(|draft| linter.lint(draft).findings().len()).sum());
            black_box(found);
            // The first round warms the threads up.
            if round > 0 {
                rates.push(all.len() as f64 / start.elapsed().as_secs_f64());
            }
        }
    }
    let line = |(i, rates): (usize, Vec<f64>)| Line {
        threads: i + 1,
        best: rates.iter().copied().fold(0.0, f64::max),
        median: median(rates),
    };
    Ok(Cores(rates.into_iter().enumerate().map(line).collect()))
}

impl Measured for Cores {
    fn print(&self) {
        println!("posts of 263 bytes a second by the clock on the wall, {ROUNDS} rounds in turns");
        println!("the best round is that which other programs disturbed least\n");
        println!("{:>7} {:>10} {:>8} {:>10} {:>8}", "threads", "median", "ratio", "best", "ratio");
        for line in &self.0 {
            let (median, best) = (line.median / self.0[0].median, line.best / self.0[0].best);
            println!(
                "{:>7} {:>10.0} {median:>8.2} {:>10.0} {best:>8.2}",
                line.threads, line.median, line.best
            );
        }
    }

    fn json(&self) -> Value {
        let line = |line: &Line| json!({"threads": line.threads, "median": line.median, "best": line.best});
        self.0.iter().map(line).collect()
    }
}
