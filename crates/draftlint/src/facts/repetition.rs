//! Words, runs of words and sentences that come again.

use super::Facts;
use crate::document::class;
use crate::matcher::flag;

/// The words in which diversity is counted at a time.
const WINDOW: usize = 25;

/// How much comes again.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Repetition {
    /// The mean share of different words in a window.
    pub(super) diversity: f64,
    /// The uses of the most used content stem.
    pub(super) most_used: u32,
    /// Runs of three words, and those among them that stood before.
    pub(super) trigrams: (u32, u32),
    /// Sentences of at least four words that stood before.
    pub(super) sentences: u32,
}

impl Facts<'_> {
    pub(super) fn repetition(&self) -> Repetition {
        *self.repetition.get_or_init(|| {
            let mut counted = Repetition::default();
            let tokens = &self.text.tokens;
            let most = tokens.len();
            let (mut words, mut stems) = (Seen::new(most), Seen::new(most));
            let (mut runs, mut said) = (Seen::new(most), Seen::new(self.text.sentences.len()));
            let mut types = 0_u64;
            let count = self.scan.words as usize;
            let mut n = 0;
            for sentence in self.text.sentence_ranges() {
                let (mut last, mut whole, mut length) = ([0_u64; 2], 0_u64, 0);
                for i in sentence {
                    let token = &tokens[i];
                    if !token.is(class::WORD) {
                        continue;
                    }
                    let key = self.text.key(token);
                    let word = hash(key, 0);
                    types += windows(words.put(word, n as u32).0, n, count);
                    if self.engine.flags(&self.scan.marks, i) & flag::STOP == 0 && key.len() > 2 {
                        let (stem, end) = stem(key);
                        counted.most_used = counted.most_used.max(stems.put(hash(stem, end), 0).1);
                    }
                    if length >= 2 {
                        let run = mix(mix(last[0], last[1]), word);
                        counted.trigrams.0 += 1;
                        counted.trigrams.1 += u32::from(runs.put(run, 0).1 > 1);
                    }
                    last = [last[1], word];
                    whole = mix(whole, word);
                    length += 1;
                    n += 1;
                }
                if length >= 4 {
                    counted.sentences += u32::from(said.put(whole, 0).1 > 1);
                }
            }
            let windows = (count + 1).saturating_sub(WINDOW).max(1);
            counted.diversity = types as f64 / (windows * WINDOW.min(count.max(1))) as f64;
            counted
        })
    }
}

/// In how many windows the word at `n`, which stood before at `previous`, is the first of its kind.
fn windows(previous: Option<u32>, n: usize, count: usize) -> u64 {
    // The windows begin at 0 to `last`; those that hold `n` and not `previous` begin after both bounds.
    let last = count.saturating_sub(WINDOW);
    let from = previous.map_or(0, |p| p as usize + 1).max((n + 1).saturating_sub(WINDOW));
    (n.min(last) + 1).saturating_sub(from) as u64
}

/// Whether two words are forms of one, by their regular endings.
pub(crate) fn same_stem(a: &[u8], b: &[u8]) -> bool {
    a == b || stem(a) == stem(b)
}

/// The stem of a word by its regular endings, and a byte that stands for a letter that went.
fn stem(word: &[u8]) -> (&[u8], u8) {
    let word = word.strip_suffix(b"'s").unwrap_or(word);
    let cut = |ending: &str| word.strip_suffix(ending.as_bytes()).filter(|stem| stem.len() >= 3);
    let undoubled = |stem: &'_ [u8]| {
        let n = stem.len();
        let double = n > 3 && stem[n - 1] == stem[n - 2] && !matches!(stem[n - 1], b's' | b'l' | b'e');
        n - usize::from(double)
    };
    if let Some(stem) = cut("ies").or_else(|| cut("ied")) {
        return (stem, b'y');
    }
    if let Some(stem) = cut("ing").or_else(|| cut("ed")) {
        let stem = &stem[..undoubled(stem)];
        return without_y(stem.strip_suffix(b"e").unwrap_or(stem));
    }
    let stem = match cut("s") {
        Some(stem) if !matches!(stem.last(), Some(b's' | b'u' | b'i')) => stem,
        _ => word,
    };
    without_y(if stem.len() > 4 { stem.strip_suffix(b"e").unwrap_or(stem) } else { stem })
}

/// `carry` and `carried` end in the same letter.
fn without_y(stem: &[u8]) -> (&[u8], u8) {
    match stem.strip_suffix(b"y").filter(|s| s.len() >= 3) {
        Some(stem) => (stem, b'y'),
        None => (stem, 0),
    }
}

/// A hash of a word, never 0. Two different words share one in about a billion billion pairs.
pub(crate) fn hash(word: &[u8], salt: u8) -> u64 {
    let mut chunks = word.chunks_exact(8);
    let mut hash = u64::from(salt) ^ (word.len() as u64) << 8;
    for chunk in &mut chunks {
        hash = mix(hash, u64::from_le_bytes(chunk.try_into().unwrap_or([0; 8])));
    }
    let rest = chunks.remainder().iter().rev().fold(0, |all, b| all << 8 | u64::from(*b));
    mix(hash, rest) | 1
}

/// One hash of two, of which the order counts.
pub(crate) fn mix(hash: u64, word: u64) -> u64 {
    let product = u128::from(hash ^ 0x9E37_79B9_7F4A_7C15) * u128::from(word ^ 0xD6E8_FEB8_6659_FD93);
    (product as u64) ^ (product >> 64) as u64 ^ hash.rotate_left(23)
}

/// What was seen, with the number and place of the last time: a table of open addressing.
struct Seen {
    slots: Vec<(u64, u32, u32)>,
}

impl Seen {
    fn new(most: usize) -> Seen {
        Seen { slots: vec![(0, 0, 0); (most * 2 + 1).next_power_of_two()] }
    }

    /// Adds something at a place: the place before, and how often it was seen by now.
    fn put(&mut self, hash: u64, place: u32) -> (Option<u32>, u32) {
        let hash = hash.max(1);
        let mask = self.slots.len() - 1;
        let mut at = (hash >> 17) as usize & mask;
        loop {
            let slot = &mut self.slots[at];
            if slot.0 == hash {
                slot.1 += 1;
                return (Some(std::mem::replace(&mut slot.2, place)), slot.1);
            }
            if slot.0 == 0 {
                *slot = (hash, 1, place);
                return (None, 1);
            }
            at = (at + 1) & mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_share_a_stem() {
        for (a, b) in [
            ("shoe", "shoes"),
            ("change", "changing"),
            ("changed", "changes"),
            ("stop", "stopped"),
            ("city", "cities"),
            ("carry", "carried"),
            ("play", "played"),
        ] {
            assert_eq!(stem(a.as_bytes()), stem(b.as_bytes()), "{a} {b}");
        }
        for (a, b) in [("bus", "bu"), ("glass", "glas"), ("car", "care"), ("ring", "r"), ("this", "thi")] {
            assert_ne!(stem(a.as_bytes()), stem(b.as_bytes()), "{a} {b}");
        }
    }

    /// The definition, word by word.
    fn plain(words: &[&str]) -> f64 {
        let size = WINDOW.min(words.len());
        let shares: Vec<f64> = words
            .windows(size)
            .map(|w| w.iter().collect::<std::collections::BTreeSet<_>>().len() as f64 / size as f64)
            .collect();
        shares.iter().sum::<f64>() / shares.len() as f64
    }

    #[test]
    fn the_windows_count_as_the_definition_does() {
        let pool = ["a", "bb", "c", "d", "e", "f", "gg", "h", "i", "j", "k"];
        for length in [1, 5, 24, 25, 26, 40, 90] {
            let words: Vec<&str> = (0..length).map(|i| pool[(i * i + i / 7) % pool.len()]).collect();
            let mut seen = Seen::new(length);
            let types: u64 = words
                .iter()
                .enumerate()
                .map(|(n, w)| windows(seen.put(hash(w.as_bytes(), 0), n as u32).0, n, length))
                .sum();
            let count = (length + 1).saturating_sub(WINDOW).max(1);
            let fast = types as f64 / (count * WINDOW.min(length)) as f64;
            assert!((fast - plain(&words)).abs() < 1e-9, "{length}: {fast} {}", plain(&words));
        }
    }
}
