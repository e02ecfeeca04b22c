//! Near-duplicates among many posts: generated ones, of which some repeat earlier ones with one word edited.

use std::fs;

use cpu_time::ThreadTime;
use draftlint::parts::{Repeats, similarity};

use crate::Outcome;
use crate::random::SplitMix;
use crate::workspace::read;

/// The frequencies of the words, so that everyday pairs of words meet as often as in real posts.
const WORDS: &str = "crates/draftlint/src/matcher/frequency.txt";
/// From the module's documentation: from here on, posts are alike.
const ALIKE: f64 = 0.8;
/// One post in so many is an edit of an earlier one.
const PLANTED: usize = 10;

/// Options of `bench feed`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many posts are made
    #[arg(long, value_name = "N", value_delimiter = ',', default_values_t = [10_000, 1_000_000])]
    posts: Vec<usize>,
}

pub(super) fn run(args: &Args) -> Outcome {
    let frequency = read(WORDS)?;
    println!("CPU time of one thread; one post in {PLANTED} repeats an earlier one with one word edited\n");
    println!(
        "{:>9} {:>8} {:>9} {:>9} {:>8} {:>10} {:>10} {:>10} {:>12} {:>9}",
        "posts",
        "planted",
        "found",
        "pairs",
        "false",
        "sign µs",
        "index µs",
        "pair µs",
        "index B/post",
        "peak MB"
    );
    for count in &args.posts {
        measure(&mut Writer::new(&frequency), *count);
    }
    Ok(())
}

fn measure(writer: &mut Writer<'_>, count: usize) {
    let mut posts: Vec<String> = Vec::with_capacity(count);
    let mut planted = Vec::new();
    for i in 0..count {
        if i % PLANTED == PLANTED - 1 {
            let original = writer.random.below(i / PLANTED * PLANTED + 1);
            planted.push((original as u32, i as u32));
            posts.push(writer.edited(&posts[original]));
        } else {
            posts.push(writer.post());
        }
    }
    let mut repeats = Repeats::default();
    let before = memory("VmRSS:");
    let start = ThreadTime::now();
    for post in &posts {
        repeats.add(post);
    }
    let signed = start.elapsed().as_secs_f64();
    repeats.build();
    let built = start.elapsed().as_secs_f64();
    let size = memory("VmRSS:") - before;
    let pairs = repeats.pairs(&posts);
    let paired = start.elapsed().as_secs_f64();
    let found = planted
        .iter()
        .filter(|(original, edit)| {
            pairs.binary_search_by_key(edit, |pair| pair.1).is_ok_and(|at| {
                let from = pairs[..at].partition_point(|pair| pair.1 < *edit);
                pairs[from..].iter().take_while(|pair| pair.1 == *edit).any(|pair| pair.0 == *original)
            })
        })
        .count();
    let untrue =
        pairs.iter().filter(|(a, b, _)| similarity(&posts[*a as usize], &posts[*b as usize]) < ALIKE).count();
    let each = |time: f64| time * 1e6 / count as f64;
    println!(
        "{count:>9} {:>8} {:>8.2}% {:>9} {untrue:>8} {:>10.2} {:>10.2} {:>10.2} {:>12.0} {:>9.0}",
        planted.len(),
        found as f64 * 100.0 / planted.len().max(1) as f64,
        pairs.len(),
        each(signed),
        each(built - signed),
        each(paired - built),
        size / count as f64,
        memory("VmHWM:") / 1e6,
    );
}

/// A figure of this process's memory in bytes; 0 where the system does not tell.
pub(super) fn memory(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().unwrap_or_default();
    kilobytes * 1024.0
}

/// Writes posts of 12 to 40 words.
struct Writer<'f> {
    /// Each word with the sum of the frequencies up to it.
    words: Vec<(&'f str, usize)>,
    random: SplitMix,
}

impl<'f> Writer<'f> {
    fn new(frequency: &'f str) -> Writer<'f> {
        let mut sum = 0;
        let words = frequency
            .lines()
            .filter_map(|line| line.split_once(' '))
            .filter_map(|(word, count)| {
                sum += count.parse::<usize>().ok()?;
                Some((word, sum))
            })
            .collect();
        Writer { words, random: SplitMix(0x6665_6564) }
    }

    fn word(&mut self) -> &'f str {
        let all = self.words.last().map_or(1, |(_, sum)| *sum);
        let at = self.random.below(all);
        self.words.get(self.words.partition_point(|(_, sum)| *sum <= at)).map_or("", |(word, _)| word)
    }

    fn post(&mut self) -> String {
        let length = 12 + self.random.below(29);
        (0..length).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    /// A post with one word replaced, added or taken out, and every other time with marks that do not count.
    fn edited(&mut self, post: &str) -> String {
        let mut words: Vec<&str> = post.split(' ').collect();
        let at = self.random.below(words.len());
        match self.random.below(3) {
            0 => words[at] = self.word(),
            1 => words.insert(at, self.word()),
            _ => {
                words.remove(at);
            }
        }
        if self.random.below(2) == 0 {
            words.insert(0, "🎉");
            words.push("https://example.com/a");
        }
        words.join(" ")
    }
}
