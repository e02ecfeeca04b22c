//! `brand/ai-prose`: several kinds of stock turns in one text.

use serde::Deserialize;

use crate::checks::{CardHit, Check, FieldView, Found, Subject};
use crate::document::{bound, class};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AiProse {
    min_score: usize,
    min_words: u32,
}

const KINDS: [&str; 5] = ["scene", "verbs", "nouns", "hooks", "closers"];
/// Points of the first turn of a kind; each further one has one, up to `MOST`.
const FIRST: usize = 2;
const MOST: usize = 4;
/// Kinds of turns without which nothing is said: marks alone say nothing.
const LEAST_KINDS: usize = 2;
/// A finding shows so many turns.
const SHOWN: usize = 3;
/// So many of each make a habit.
const DASHES: usize = 3;
const BULLETS: usize = 3;
const TRIADS: usize = 2;
/// What follows a denial stands within so many words.
const REACH: usize = 14;

impl Check for AiProse {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let view = subject.body();
        if view.scan.words < self.min_words {
            return;
        }
        let Some(body) = subject.fields.iter().position(|f| f.field == view.field) else { return };
        let place = |hit: &CardHit| (hit.field, hit.start, hit.end);
        let mut turns: Vec<Vec<(usize, u32, u32)>> =
            KINDS.iter().map(|kind| subject.of_group(kind).map(place).collect()).collect();
        turns.push(contrasts(&view).into_iter().map(|(start, end)| (body, start, end)).collect());
        let kinds = turns.iter().filter(|t| !t.is_empty()).count();
        let count: usize = turns.iter().map(Vec::len).sum();
        let mut score: usize =
            turns.iter().filter(|t| !t.is_empty()).map(|t| (FIRST + t.len() - 1).min(MOST)).sum();
        let mut shown: Vec<(usize, u32, u32)> = turns.iter().filter_map(|t| t.first().copied()).collect();
        if kinds < LEAST_KINDS {
            return;
        }
        score += usize::from(view.raw.matches('—').count() >= DASHES);
        score += usize::from(bullets(view.raw) >= BULLETS);
        score += usize::from(triads(&view) >= TRIADS);
        if score < self.min_score {
            return;
        }
        // Longer texts have room for more turns without being made of them.
        let allowed = 1 + view.scan.words as usize / 150;
        if count <= allowed {
            return;
        }
        shown.sort_unstable();
        shown.truncate(SHOWN);
        let one = Found::new("generic").arg("count", count).arg("value", score);
        found.push(shown.into_iter().fold(one, |found, (field, start, end)| found.at(field, start, end)));
    }
}

/// `It is not just X, it is Y`: a denial that nobody asked for, and what it makes room for.
fn contrasts(view: &FieldView<'_>) -> Vec<(u32, u32)> {
    let text = view.text;
    let word = |i: usize| text.tokens.get(i).map_or("", |t| text.word(t));
    let asserts = |i: usize| {
        text.bounds.get(i).is_some_and(|b| b & bound::CLAUSE != 0)
            && (matches!(word(i), "it's" | "they're" | "that's" | "we're" | "you're")
                || (matches!(word(i), "it" | "this" | "that" | "they")
                    && matches!(word(i + 1), "is" | "are")))
    };
    let mut places = Vec::new();
    let mut i = 0;
    while i < text.tokens.len() {
        let only = matches!(word(i + 1), "just" | "merely" | "simply" | "only");
        let about = word(i + 1) == "about" || (only && word(i + 2) == "about");
        let not = matches!(word(i), "not" | "isn't" | "aren't" | "wasn't");
        let reach = if not && (only || about) { i + 3..i + REACH } else { 0..0 };
        let end = reach.take_while(|j| *j < text.tokens.len()).find(|j| asserts(*j));
        if let Some(end) = end {
            places.push((text.tokens[i].start, text.tokens[end].end));
            i = end;
        }
        let more = word(i) == "more" && word(i + 1) == "than" && word(i + 2) == "just";
        if more && matches!(word(i + 3), "a" | "an" | "the") {
            places.push((text.tokens[i].start, text.tokens[i + 3].end));
        }
        i += 1;
    }
    places
}

/// Lines that begin with an emoji.
fn bullets(raw: &str) -> usize {
    let begins = |line: &str| {
        line.trim_start().chars().next().is_some_and(
            |c| matches!(c as u32, 0x1F300..=0x1FAFF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x2190..=0x21FF),
        )
    };
    raw.lines().filter(|line| begins(line)).count()
}

/// Rows of three single words: `a, b, and c`.
fn triads(view: &FieldView<'_>) -> usize {
    let comma = bound::mark(',').unwrap_or(0);
    let text = view.text;
    let word = |i: usize| text.tokens.get(i).is_some_and(|t| t.is(class::WORD));
    let after_comma = |i: usize| text.bounds.get(i).is_some_and(|b| b & comma != 0);
    (2..text.tokens.len().saturating_sub(1))
        .filter(|i| text.word(&text.tokens[*i]) == "and" && after_comma(*i) && after_comma(*i - 1))
        .filter(|i| word(*i - 1) && word(*i - 2) && word(*i + 1))
        .count()
}
