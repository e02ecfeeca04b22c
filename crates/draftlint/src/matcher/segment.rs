//! Takes apart words that are written without spaces, as in hashtags: which words of English a reader may find in
//! the letters, and how likely each reading is.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::english::frequencies;

/// Longer strings of letters are not taken apart.
const LONGEST: usize = 40;

/// No word of the list is longer.
const LONGEST_WORD: usize = 20;

/// So many readings are kept on the way: those that are left out are far less likely than the best.
const KEPT: usize = 6;

/// The words of two letters that readers see in a tag; others of the list are abbreviations.
const SHORT: &[&str] = &[
    "ai", "am", "an", "as", "at", "be", "by", "do", "go", "he", "hi", "if", "in", "is", "it", "me", "my",
    "no", "of", "oh", "on", "or", "so", "to", "tv", "uk", "up", "us", "we",
];

/// Entries of the table of frequencies that are no words, or hardly ever words of a tag.
const NOISE: &[&str] = &[
    "abt", "amp", "becky", "brk", "btc", "com", "cos", "don", "etc", "eth", "gov", "hrs", "http", "https",
    "irs", "lor", "msg", "nins", "non", "pls", "ppl", "pre", "rep", "sen", "sxsw", "sxswi", "tho", "txt",
    "via", "wat", "wtf", "www", "yrs", "zac",
];

/// One way to read a string of letters as words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading<'t> {
    pub(crate) words: Vec<&'t str>,
    /// The logarithm to base 10 of the probability to meet these words one after the other.
    pub(crate) weight: f64,
    /// How likely it is among all readings in listed words, from 0 to 1.
    pub(crate) probability: f64,
}

/// The most likely ways to read lower-case letters as listed words, the best first; none where they cannot be read
/// so. A string that is a listed word itself has that word as its first reading.
///
/// Words count by how often they occur, each by itself. Every position looks at the words that end there, so the
/// time is linear in the letters.
pub(crate) fn readings(letters: &str, most: usize) -> Vec<Reading<'_>> {
    if letters.len() > LONGEST || !letters.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    let table = table();
    // For each end of a word: the logarithm of its probability so far, where the last word begins, and which of
    // the ways to that beginning it goes on from.
    let mut ways: Vec<Vec<(f64, usize, usize)>> = vec![vec![(0.0, 0, 0)]];
    for end in 1..=letters.len() {
        let mut here = Vec::new();
        for start in end.saturating_sub(LONGEST_WORD)..end {
            if ways[start].is_empty() {
                continue;
            }
            let Some(rate) = table.get(&letters[start..end]) else { continue };
            let rank = f64::from(*rate).log10() - 6.0;
            here.extend(ways[start].iter().enumerate().map(|(way, (sum, ..))| (sum + rank, start, way)));
        }
        here.sort_by(|a, b| b.0.total_cmp(&a.0));
        here.truncate(KEPT);
        ways.push(here);
    }
    let last = &ways[letters.len()];
    let total: f64 = last.iter().map(|(sum, ..)| 10f64.powf(sum - last[0].0)).sum();
    let read = |number: usize| {
        let (mut words, mut end, mut way) = (Vec::new(), letters.len(), number);
        while end > 0 {
            let (_, start, before) = ways[end][way];
            words.push(&letters[start..end]);
            (end, way) = (start, before);
        }
        words.reverse();
        let weight = last[number].0;
        Reading { words, weight, probability: 10f64.powf(weight - last[0].0) / total }
    };
    (0..last.len().min(most)).map(read).collect()
}

/// How often each word occurs in a million words.
fn table() -> &'static HashMap<&'static str, u32> {
    static TABLE: OnceLock<HashMap<&'static str, u32>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: HashMap<&'static str, u32> = HashMap::with_capacity(8192);
        let mut rate = 1;
        for line in include_str!("words.txt").lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix("= ") {
                Some(number) => rate = number.parse().unwrap_or(1),
                None => table.extend(line.split(' ').map(|word| (word, rate))),
            }
        }
        let is_word = |word: &str| match word.len() {
            0 => false,
            1 => matches!(word, "a" | "i"),
            2 => SHORT.contains(&word),
            _ => word.bytes().all(|b| b.is_ascii_lowercase()) && !NOISE.contains(&word),
        };
        table.extend(
            frequencies().iter().filter(|(word, _)| is_word(word)).map(|(word, rate)| (*word, *rate)),
        );
        table.extend(SHORT.iter().map(|word| (*word, frequencies().get(word).copied().unwrap_or(20))));
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(letters: &str) -> String {
        readings(letters, 1).first().map(|r| r.words.join(" ")).unwrap_or_default()
    }

    #[test]
    fn words_are_found_again() {
        assert_eq!(best("thankyoufortwentyyears"), "thank you for twenty years");
        assert_eq!(best("blackfriday"), "black friday");
        assert_eq!(best("mondaynightvibes"), "monday night vibes");
        assert_eq!(best("payitforward"), "pay it forward");
        assert_eq!(best("birthday"), "birthday");
        assert_eq!(best("sunflower"), "sunflower");
        assert_eq!(best("liverpool"), "liverpool");
    }

    #[test]
    fn what_is_not_made_of_words_is_not_read() {
        assert_eq!(best("feliznavidad"), "");
        assert_eq!(best("qwertyuiop"), "");
        assert_eq!(best(""), "");
        assert_eq!(best("Thanks"), "", "only lower-case letters");
        assert_eq!(best(&"word".repeat(11)), "", "too long");
    }

    #[test]
    fn readings_come_with_their_probabilities() {
        let all = readings("comingsoon", 3);
        let words: Vec<String> = all.iter().map(|r| r.words.join(" ")).collect();
        assert_eq!(words[..2], ["coming soon", "coming so on"]);
        assert!(all[0].probability > all[1].probability && all[1].probability > 0.02);
        assert!(readings("thewalkingdead", 3)[0].probability > 0.99);
    }
}
