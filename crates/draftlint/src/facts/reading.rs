//! How hard a text is to read: sentences, syllables, and words outside a list of common ones.

use std::sync::OnceLock;

use super::Facts;
use super::repetition::hash;
use super::sources::cue;
use crate::document::{bound, class};

impl Facts<'_> {
    /// The grade, from 1 to 18. Half is the Flesch-Kincaid grade; the other half asks for rare words, because the
    /// first half alone is unsure in texts of less than about a hundred words.
    pub(super) fn reading_grade(&self) -> f64 {
        *self.grade.get_or_init(|| {
            let (mut words, mut syllables_total, mut rare, mut sentences) = (0_u32, 0_u32, 0_u32, 0_u32);
            for sentence in self.text.sentence_ranges() {
                let before = words;
                for i in sentence {
                    let token = &self.text.tokens[i];
                    if !token.is(class::WORD) || token.is(class::CODE) {
                        continue;
                    }
                    let key = self.text.key(token);
                    words += 1;
                    syllables_total += syllables(key);
                    // A capital inside a sentence is a name, and names are not hard for those who know them.
                    let begins = self.text.bounds[i] & (bound::CLAUSE | bound::POST_START) != 0;
                    let name = !begins && token.is(class::TITLE | class::CAPS);
                    rare += u32::from(!name && key.len() > 3 && !is_common(key) && !self.everyday(i));
                }
                sentences += u32::from(words > before);
            }
            let (words, sentences) = (f64::from(words.max(1)), f64::from(sentences.max(1)));
            let classic = 0.39 * words / sentences + 11.8 * f64::from(syllables_total) / words - 15.59;
            let rarity = 4.0 + 26.0 * f64::from(rare) / words;
            (0.5 * classic + 0.5 * rarity).clamp(1.0, 18.0)
        })
    }

    /// Things, feelings and people of every day are no hard words, however rarely posts name them.
    fn everyday(&self, token: usize) -> bool {
        const EVERYDAY: u16 = cue::CONCRETE | cue::GOOD | cue::BAD | cue::ROLE | cue::SAYS;
        self.sources.at(self.engine, self.scan, token) & EVERYDAY != 0
    }
}

/// The syllables of a word, by its groups of vowels.
fn syllables(word: &[u8]) -> u32 {
    let word = word.strip_suffix(b"'s").unwrap_or(word);
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let mut groups = 0;
    let mut before = false;
    for b in word {
        let now = vowel(*b);
        groups += u32::from(now && !before);
        before = now;
    }
    let n = word.len();
    // `bake`, `baked`, `bakes` have a silent e; `table`, `wanted`, `horses` have not.
    let silent = match word {
        [.., c, b'e'] => !(vowel(*c) || *c == b'l' && n > 2 && !vowel(word[n - 3])),
        [.., c, b'e', b'd'] => !matches!(c, b't' | b'd') && !vowel(*c),
        [.., c, b'e', b's'] => !matches!(c, b's' | b'x' | b'z' | b'h' | b'c' | b'g') && !vowel(*c),
        _ => false,
    };
    (groups - u32::from(silent && groups > 1)).max(1)
}

/// Whether a word, or the word that it is a regular form of, is on the list of common words.
pub(crate) fn is_common(word: &[u8]) -> bool {
    let word = word.strip_suffix(b"'s").unwrap_or(word);
    // A contraction is made of common words.
    if !word.is_ascii() || word.contains(&b'\'') || listed(word) {
        return true;
    }
    const ENDINGS: [(&str, &[&str]); 13] = [
        ("ies", &["y"]),
        ("ied", &["y"]),
        ("iest", &["y"]),
        ("ier", &["y"]),
        ("ily", &["y"]),
        ("es", &["", "e"]),
        ("s", &[""]),
        ("ed", &["", "e"]),
        ("ing", &["", "e"]),
        ("ly", &[""]),
        ("er", &["", "e"]),
        ("est", &["", "e"]),
        ("less", &[""]),
    ];
    ENDINGS.iter().filter(|(ending, _)| ending.as_bytes().last() == word.last()).any(|(ending, bases)| {
        let Some(stem) = word.strip_suffix(ending.as_bytes()).filter(|s| s.len() >= 3) else { return false };
        let n = stem.len();
        let doubled = stem[n - 1] == stem[n - 2] && listed(&stem[..n - 1]);
        doubled
            || bases.iter().any(|base| {
                let mut whole = [0; 24];
                let end = n + base.len();
                if end > whole.len() {
                    return false;
                }
                whole[..n].copy_from_slice(stem);
                whole[n..end].copy_from_slice(base.as_bytes());
                listed(&whole[..end])
            })
    })
}

fn listed(word: &[u8]) -> bool {
    static TABLE: OnceLock<Vec<u64>> = OnceLock::new();
    const SIZE: usize = 1 << 13;
    let slot = |hash: u64| (hash >> 17) as usize & (SIZE - 1);
    let table = TABLE.get_or_init(|| {
        let mut table = vec![0; SIZE];
        for word in include_str!("common.txt").lines().filter(|l| !l.starts_with('#')).take(SIZE / 2) {
            let hash = hash(word.as_bytes(), 0);
            let mut at = slot(hash);
            while table[at] != 0 {
                at = (at + 1) & (SIZE - 1);
            }
            table[at] = hash;
        }
        table
    });
    let hash = hash(word, 0);
    let mut at = slot(hash);
    while table[at] != 0 {
        if table[at] == hash {
            return true;
        }
        at = (at + 1) & (SIZE - 1);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_by_ear() {
        for (word, count) in [
            ("the", 1),
            ("bake", 1),
            ("baked", 1),
            ("wanted", 2),
            ("table", 2),
            ("horses", 2),
            ("reader", 2),
            ("authorisation", 5),
            ("rhythm", 1),
            ("baker's", 2),
            ("tree", 1),
        ] {
            assert_eq!(syllables(word.as_bytes()), count, "{word}");
        }
    }

    #[test]
    fn common_words_with_their_endings() {
        for word in
            ["water", "asked", "running", "stories", "easily", "bigger", "don't", "people", "stopping"]
        {
            assert!(is_common(word.as_bytes()), "{word}");
        }
        for word in ["utilisation", "aforementioned", "necessitates", "paradigm", "quincunx"] {
            assert!(!is_common(word.as_bytes()), "{word}");
        }
    }

    #[test]
    fn the_list_is_sorted_and_fits_its_table() {
        let words: Vec<&str> = include_str!("common.txt").lines().filter(|l| !l.starts_with('#')).collect();
        assert!(words.windows(2).all(|w| w[0] < w[1]));
        assert!(words.len() < 4000, "{}", words.len());
    }
}
