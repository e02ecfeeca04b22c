//! `respect/hashtag-misread`: a tag in small letters that also reads as words nobody meant.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::config::Brand;
use crate::document::{Token, class};
use crate::matcher::readings;

/// Longer tags are not read.
const LONGEST: usize = 40;
/// So many readings are looked at.
const MOST: usize = 6;

/// Words that spoil a tag wherever they are seen.
const LOUD: [&str; 23] = [
    "anal", "anus", "boobs", "cunt", "cumshot", "genitals", "hitler", "incest", "molester", "nazi", "orgasm",
    "penis", "porn", "pussy", "rape", "rapist", "semen", "slut", "sluts", "tits", "vagina", "whore",
    "whores",
];

/// Words that spoil it if it divides well.
const QUIET: [&str; 14] = [
    "arse", "ass", "asses", "bitch", "cock", "dick", "fart", "hate", "piss", "poo", "sex", "shit",
    "stalking", "stalker",
];

/// First names that the list of words lacks.
const NAMES: &[&str] = &[
    "alice", "amanda", "amy", "andrea", "anita", "anna", "carla", "carol", "clara", "diana", "donna",
    "elena", "ella", "emily", "emma", "erica", "eva", "fiona", "hannah", "helen", "ines", "irene", "jane",
    "jessica", "joan", "julia", "karen", "kate", "laura", "lena", "linda", "lisa", "lucy", "maria", "marta",
    "martha", "megan", "mia", "monica", "nadia", "nina", "olivia", "paula", "petra", "rachel", "rita",
    "rosa", "sandra", "sara", "sarah", "simona", "sofia", "sophie", "susan", "susana", "tina", "vera",
    "wanda", "adam", "alan", "carlos", "dennis", "dick", "edgar", "felix", "hans", "hector", "ivan", "jonas",
    "kevin", "lucas", "marcus", "martin", "oliver", "oscar", "pablo", "pedro", "peter", "ralph", "simon",
    "stefan", "stephan", "thomas", "victor", "thatcher",
];

/// Short ends that a reader takes for words, which the list lacks.
const SCRAPS: &[&str] = &["sus", "cher", "pens", "hers", "ists", "gif", "thes", "citing"];

/// A misreading may be so much less likely than the meaning, as a logarithm, before nobody sees it.
const LEAST_LIKELY: f64 = 4.5;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HashtagMisread {
    /// Further words that nobody wants to be read.
    words: Vec<String>,
}

impl Check for HashtagMisread {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (f, view) in support::title_and_body(subject) {
            for token in view.text.of_class(class::HASHTAG) {
                if let Some((meant, other)) = self.misreading(&view, token, subject.brand) {
                    let title = format!("write `{meant}`");
                    let one = Found::new("tag").at(f, token.start, token.end);
                    let one = one.arg("expected", &meant).arg("reason", other);
                    found.push(one.fix(title, vec![(f, token.start, token.end, meant)]));
                }
            }
        }
    }
}

impl HashtagMisread {
    /// How the tag was meant, and how it can be read.
    fn misreading(&self, view: &FieldView<'_>, token: &Token, brand: &Brand) -> Option<(String, String)> {
        if token.is(class::CODE) {
            return None;
        }
        let written = support::slice(view.raw, token.start as usize, token.end as usize);
        let name = written.strip_prefix('#')?;
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
        if !(6..=LONGEST).contains(&name.len()) || !name.bytes().all(|b| b.is_ascii_alphabetic()) {
            return None;
        }
        let small = name.to_ascii_lowercase();
        // Capitals inside say how it is meant; all capitals do not.
        let first = name.get(1..).unwrap_or("");
        let one_case =
            first.bytes().all(|b| b.is_ascii_lowercase()) || name.bytes().all(|b| b.is_ascii_uppercase());
        let own = |tag: &String| tag.trim_start_matches('#').eq_ignore_ascii_case(name);
        if !one_case || brand.tags.iter().any(own) {
            return None;
        }
        let more = self.words.iter().map(|word| (word.as_str(), letter_bits(word)));
        let all = LOUD_LETTERS.iter().chain(&QUIET_LETTERS).copied().chain(more);
        let have = letter_bits(&small);
        let bad = all.filter(|(word, bits)| bits & !have == 0 && small.contains(word)).map(|(word, _)| word);
        // To read a tag takes long, and few hold such a word.
        bad.clone().next()?;
        let (meant, weight) = meant(&small, |word| self.is_bad(word))?;
        for word in bad {
            let loud = !QUIET.contains(&word);
            for (at, _) in small.match_indices(word) {
                let (before, after) = (&small[..at], &small[at + word.len()..]);
                if !crosses(&meant, at, at + word.len()) {
                    continue;
                }
                let (Some(left), Some(right)) = (readable(before), readable(after)) else { continue };
                if !loud && left.1 + right.1 - 5.0 < weight - LEAST_LIKELY {
                    continue;
                }
                let other = [left.0, word.to_string(), right.0];
                let other: Vec<&str> = other.iter().map(String::as_str).filter(|w| !w.is_empty()).collect();
                let words: String = meant.iter().map(|word| capitalised(word)).collect();
                let digits = &written[1 + name.len()..];
                return Some((format!("#{words}{digits}"), other.join(" ")));
            }
        }
        None
    }

    fn is_bad(&self, word: &str) -> bool {
        LOUD.contains(&word) || QUIET.contains(&word) || self.words.iter().any(|w| w == word)
    }
}

static LOUD_LETTERS: [(&str, u32); LOUD.len()] = with_letters(LOUD);
static QUIET_LETTERS: [(&str, u32); QUIET.len()] = with_letters(QUIET);

const fn with_letters<const N: usize>(words: [&'static str; N]) -> [(&'static str, u32); N] {
    let (mut all, mut i) = ([("", 0); N], 0);
    while i < N {
        all[i] = (words[i], letter_bits(words[i]));
        i += 1;
    }
    all
}

/// The letters that occur, a bit each.
const fn letter_bits(word: &str) -> u32 {
    let (mut bits, mut i) = (0, 0);
    while i < word.len() {
        bits |= 1 << (word.as_bytes()[i] & 31);
        i += 1;
    }
    bits
}

/// The likeliest reading without a bad word. A tag whose best reading holds one means it.
fn meant(letters: &str, bad: impl Fn(&str) -> bool) -> Option<(Vec<&str>, f64)> {
    let all = readings(letters, MOST);
    let clean = all.iter().find(|r| !r.words.iter().any(|w| bad(w)));
    if let Some(reading) = clean {
        let likely = reading.probability > 0.2;
        return (likely && reading.words.len() > 1).then(|| (reading.words.clone(), reading.weight));
    }
    if !all.is_empty() {
        return None;
    }
    NAMES.iter().find_map(|name| {
        let rest = letters.strip_prefix(name).filter(|rest| rest.len() > 2)?;
        let rest = readings(rest, 1).into_iter().next()?;
        let words = std::iter::once(&letters[..name.len()]).chain(rest.words.iter().copied()).collect();
        (!rest.words.iter().any(|w| bad(w))).then_some((words, rest.weight - 5.0))
    })
}

/// Whether a span of letters goes over the end of a word.
fn crosses(words: &[&str], start: usize, end: usize) -> bool {
    let mut at = 0;
    words.iter().any(|word| {
        at += word.len();
        start < at && at < end
    })
}

/// Letters as words, and how likely they are; no letters are readable.
fn readable(letters: &str) -> Option<(String, f64)> {
    if letters.is_empty() {
        return Some((String::new(), 0.0));
    }
    if SCRAPS.contains(&letters) {
        return Some((letters.to_string(), -6.5));
    }
    let best = readings(letters, 1).into_iter().next()?;
    let seen = |word: &&str| {
        word.len() > 2
            || matches!(*word, "my" | "to" | "in" | "is" | "on" | "of" | "no" | "we" | "it" | "be" | "go")
    };
    best.words.iter().all(seen).then(|| (best.words.join(" "), best.weight))
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
