//! The frozen list of phrases that the yardstick looks for.

use std::collections::BTreeSet;

use crate::Outcome;
use crate::random::SplitMix;
use crate::workspace::{read, root, write};

/// Where it is.
const PATH: &str = "benches/phrases.txt";
/// Where its words were taken from.
const WORDS: &str = "crates/draftlint/src/matcher/frequency.txt";
const COUNT: usize = 3_000;
const SEED: u64 = 0x6472_6166_746C_696E;

/// Reads the list.
pub(super) fn read_list() -> Result<Vec<String>, String> {
    let text = read(PATH)?;
    Ok(text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_string).collect())
}

/// Writes the list, once: a figure is comparable only while it stays as it is.
pub(super) fn write_list() -> Outcome {
    let path = root().join(PATH);
    if path.exists() {
        return Err(format!(
            "{PATH} exists, and is frozen: figures divided by another list cannot be compared"
        ));
    }
    let phrases = make(&read(WORDS)?, COUNT);
    let bytes: usize = phrases.iter().map(String::len).sum();
    let mean = bytes as f64 / phrases.len() as f64;
    let head = format!(
        "# {} literal phrases, {mean:.1} bytes in the mean: the yardstick of `cargo xtask bench`. Frozen; made once from a fixed seed.\n",
        phrases.len()
    );
    write(&path, &(head + &phrases.join("\n") + "\n"))?;
    println!("wrote {PATH}: {} phrases, {mean:.1} bytes in the mean", phrases.len());
    Ok(())
}

/// As many phrases of the same kind as asked for.
pub(super) fn some(count: usize) -> Result<Vec<String>, String> {
    Ok(make(&read(WORDS)?, count))
}

/// Phrases of one to four words, sorted. A phrase of one word is a rare word, as in lists that people keep.
fn make(frequency: &str, count: usize) -> Vec<String> {
    let words: Vec<(&str, u32)> = frequency
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(word, count)| Some((word, count.parse().ok()?)))
        .filter(|(word, _): &(&str, u32)| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'\''))
        .collect();
    let rare: Vec<&str> = words
        .iter()
        .filter(|(word, count)| *count <= 300 && word.len() >= 4)
        .map(|(word, _)| *word)
        .collect();
    let mut random = SplitMix(SEED);
    let mut phrases = BTreeSet::new();
    while phrases.len() < count {
        let length = match random.below(100) {
            0..35 => 1,
            35..82 => 2,
            82..96 => 3,
            _ => 4,
        };
        let phrase = if length == 1 {
            rare[random.below(rare.len())].to_string()
        } else {
            (0..length).map(|_| words[random.below(words.len())].0).collect::<Vec<_>>().join(" ")
        };
        phrases.insert(phrase);
    }
    phrases.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frozen_list_is_what_the_benchmark_expects() {
        let list = read_list().unwrap();
        assert_eq!(list.len(), COUNT);
        let mean = list.iter().map(String::len).sum::<usize>() as f64 / COUNT as f64;
        assert!((10.0..14.0).contains(&mean), "{mean}");
        assert!(list.iter().all(|p| (1..=4).contains(&p.split(' ').count())));
    }
}
