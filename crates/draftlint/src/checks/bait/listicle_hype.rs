//! `bait/listicle-hype`: a number and a plural, and why nobody may miss them.

use std::collections::HashSet;

use serde::Deserialize;

use super::opening::{Opening, is_adverb, is_superlative};
use crate::checks::{Check, Found, Subject, support};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ListicleHype {
    hype: HashSet<String>,
    clauses: HashSet<String>,
    items: HashSet<String>,
    how_to: HashSet<String>,
    many: u32,
    max_rest: usize,
}

/// Lists of fewer things are announced without hype, and lists of more are counts.
const LEAST: u32 = 3;
const MOST: u32 = 200;
/// The number stands among so many words.
const FIRST: usize = 4;
/// Words before the things that are counted.
const BEFORE: usize = 6;
/// Words in which the things are looked for.
const WITHIN: usize = 9;
/// A plain list in a text of so many words gives what it promises.
const PLAIN: usize = 22;

impl Check for ListicleHype {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if subject.is_answer() || subject.number > 0 {
            return;
        }
        for (f, view) in support::title_and_body(subject) {
            if !Opening::first(&view).take(FIRST).any(|word| count(word).is_some()) {
                continue;
            }
            let Some(opening) = Opening::read(&view) else { continue };
            let Some((group, end)) = self.list(&opening) else { continue };
            if let Some((start, end)) = opening.span(&view, 0, end) {
                found.push(Found::new(group).at(f, start, end));
            }
        }
    }
}

impl ListicleHype {
    /// The group, and the word after the last that tells it.
    fn list(&self, opening: &Opening<'_>) -> Option<(&'static str, usize)> {
        let words = opening.words();
        if opening.measured {
            return None;
        }
        let word = |i: usize| words.get(i).copied().unwrap_or("");
        let number_at = match (word(0), word(1), word(2)) {
            ("here", "are", "the") => 3,
            ("here", "are", _) => 2,
            ("the" | "these" | "those" | "top" | "only" | "here's", _, _) => 1,
            // Ines's 8 bravest loaves.
            _ => (1..4).find(|i| is_owner(word(i - 1)) && count(word(*i)).is_some()).unwrap_or(0),
        };
        let number = count(word(number_at)).filter(|n| (LEAST..=MOST).contains(n))?;
        let mut from = number_at + 1;
        match word(from) {
            "of" if matches!(word(from + 1), "the" | "your" | "these") || word(from + 1).ends_with("'s") => {
                from += 2;
            }
            "of" | "more" | "other" | "million" | "billion" | "thousand" | "hundred" | "percent" | "cent" => {
                return None;
            }
            _ => {}
        }
        let end = (from..words.len().min(from + WITHIN)).find(|i| ends_noun(word(*i))).unwrap_or(words.len());
        let end = end.min(from + WITHIN);
        let plurals: Vec<usize> = (from..end).filter(|i| is_plural(word(*i))).collect();
        let (first, last) = (*plurals.first()?, *plurals.last()?);
        if is_unit(word(first)) || (from..words.len()).any(|i| is_news(word(i - 1), word(i))) {
            return None;
        }
        let before = || (from..first).map(word);
        // Best practices are a term.
        let cheers =
            |i: usize| self.hype.contains(word(i)) || (is_superlative(word(i)) && word(i + 1) != "practices");
        let hype = (from..=last).any(cheers) || before().any(is_adverb);
        if first - from > BEFORE || opening.rest > self.max_rest {
            return None;
        }
        if hype {
            return Some(("hype", first + 1));
        }
        if words.len() > last + 1 + PLAIN || opening.rest > PLAIN {
            return None;
        }
        // `three things we shipped` is a report of one's own.
        let own = |next: &str| number < self.many && matches!(next, "i" | "i've" | "we" | "we've");
        // `times dogs were heroes`: the noun, and a clause about it.
        let clause = |i: usize| {
            let next = word(i + 1);
            let goes_on = !ends_phrase(next) && !is_of_things(word(i), next);
            self.clauses.contains(word(i)) && goes_on && !own(next)
        };
        if let Some(at) = plurals.iter().find(|i| clause(**i)) {
            return Some(("audience", at + 2));
        }
        let past =
            |i: usize| matches!(word(i), "was" | "were" | "had" | "died" | "did") || word(i).ends_with("ed");
        let told = match word(last + 1) {
            "that" | "which" => true,
            "who" => !past(last + 2),
            next => is_reader(next) || (is_contact(next) && !own(next)),
        };
        if told {
            return Some(("audience", last + 2));
        }
        // `places in town that look like paintings`
        let later =
            (last + 2..last + 7).find(|i| word(*i) == "that" && !past(*i + 1) && !ends_phrase(word(*i + 1)));
        if let Some(that) = later.filter(|_| is_preposition(word(last + 1))) {
            return Some(("audience", that + 1));
        }
        if number >= self.many && plurals.iter().any(|i| self.items.contains(word(*i))) {
            return Some(("count", first + 1));
        }
        if self.how_to.contains(word(last)) {
            return None;
        }
        let reader = (last + 1..words.len()).find(|i| {
            (is_reader(word(*i)) && !matches!(word(*i), "all" | "every"))
                || matches!(
                    (word(*i), word(*i + 1)),
                    ("for", "people" | "all" | "every") | ("of", "all") | ("right", "now")
                )
        })?;
        Some(("audience", reader + 1))
    }
}

fn count(word: &str) -> Option<u32> {
    const WORDS: [&str; 13] = [
        "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen",
    ];
    let digits = !word.is_empty() && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    if digits {
        return word.parse().ok();
    }
    match word {
        "twenty" => Some(20),
        "thirty" => Some(30),
        "forty" => Some(40),
        "fifty" => Some(50),
        _ => WORDS.iter().zip(3..).find(|(w, _)| **w == word).map(|(_, n)| n),
    }
}

fn is_plural(word: &str) -> bool {
    match word {
        "people" | "men" | "women" | "kids" | "children" | "mice" | "feet" | "teeth" | "emojis" => true,
        "his" | "has" | "its" | "always" | "perhaps" | "plus" | "news" | "series" | "less" | "thats"
        | "most" => false,
        _ => {
            word.len() > 3
                && word.ends_with('s')
                && !["ss", "us", "is", "'s"].iter().any(|e| word.ends_with(e))
        }
    }
}

/// What follows a number where something is measured.
fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "days"
            | "hours"
            | "hrs"
            | "minutes"
            | "mins"
            | "weeks"
            | "months"
            | "years"
            | "yrs"
            | "seconds"
            | "nights"
            | "miles"
            | "inches"
            | "points"
            | "percent"
            | "goals"
            | "runs"
            | "tons"
            | "acres"
            | "feet"
            | "dollars"
            | "bucks"
            | "pounds"
            | "euros"
            | "cents"
            | "calories"
            | "laps"
            | "votes"
            | "seats"
            | "wins"
            | "yards"
            | "metres"
            | "meters"
            | "kilometres"
            | "kilometers"
            | "degrees"
            | "units"
            | "copies"
            | "followers"
            | "likes"
            | "views"
            | "floors"
            | "decades"
            | "sleeps"
            | "subscribers"
    )
}

/// Words that end what is counted.
fn ends_noun(word: &str) -> bool {
    is_reader(word)
        || is_preposition(word)
        || matches!(
            word,
            "that"
                | "which"
                | "who"
                | "whose"
                | "where"
                | "when"
                | "while"
                | "why"
                | "how"
                | "if"
                | "we"
                | "we've"
                | "i"
                | "i've"
                | "i'm"
                | "they"
                | "he"
                | "she"
                | "it"
                | "there"
                | "at"
                | "is"
                | "are"
                | "was"
                | "were"
                | "be"
                | "as"
                | "than"
                | "because"
                | "before"
                | "after"
                | "during"
                | "until"
                | "via"
                | "but"
                | "will"
                | "would"
                | "could"
                | "can"
                | "should"
                | "might"
                | "must"
                | "not"
                | "just"
                | "no"
                | "only"
                | "that'll"
                | "that's"
                | "who'll"
                | "who've"
                | "who're"
                | "have"
                | "had"
        )
}

fn is_preposition(word: &str) -> bool {
    matches!(word, "to" | "for" | "about" | "on" | "in" | "with" | "from" | "of" | "by" | "into" | "like")
}

/// `reasons for`, `facts about`: the things are named, unless it is how something feels.
fn is_of_things(noun: &str, next: &str) -> bool {
    let felt = matches!(noun, "struggles" | "stages" | "thoughts" | "problems");
    is_preposition(next) && !(felt && next == "of")
}

/// Ines's, and not what's.
fn is_owner(word: &str) -> bool {
    const OTHERS: &[&str] =
        &["he's", "how's", "it's", "let's", "she's", "that's", "there's", "what's", "where's", "who's"];
    word.ends_with("'s") && !OTHERS.contains(&word)
}

/// Nothing is said about the things after it.
fn ends_phrase(word: &str) -> bool {
    const WORDS: &[&str] =
        &["", "a", "ago", "and", "but", "down", "every", "later", "left", "or", "out", "per", "so"];
    WORDS.contains(&word)
}

/// Begins a clause about what was just named.
fn is_contact(word: &str) -> bool {
    const WORDS: &[&str] =
        &["i", "i've", "no", "only", "that'll", "that's", "we", "we've", "who'll", "who're", "who've"];
    WORDS.contains(&word)
}

/// The reader, or everybody.
fn is_reader(word: &str) -> bool {
    matches!(
        word,
        "you"
            | "you'll"
            | "you've"
            | "you'd"
            | "you're"
            | "your"
            | "everyone"
            | "everybody"
            | "anyone"
            | "anybody"
            | "nobody"
            | "every"
            | "all"
    )
}

/// What news count, and no list.
fn is_news(before: &str, word: &str) -> bool {
    // `things to do before you die`, `the art that I would die for`
    let idiom = word == "die" && matches!(before, "to" | "you" | "they" | "we" | "i" | "would" | "never");
    !idiom
        && matches!(
            word,
            "dead"
                | "killed"
                | "killing"
                | "injured"
                | "wounded"
                | "arrested"
                | "missing"
                | "hurt"
                | "die"
                | "dies"
                | "died"
                | "shot"
                | "convicted"
                | "charged"
                | "hospitalised"
                | "hospitalized"
                | "accused"
                | "trapped"
                | "rescued"
                | "sentenced"
                | "detained"
                | "buried"
                | "jailed"
                | "evacuated"
                | "stranded"
                | "displaced"
                | "discovered"
                | "found"
                | "seized"
                | "stolen"
        )
}
