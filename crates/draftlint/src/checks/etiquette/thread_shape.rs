//! `etiquette/thread-shape`: a thread that is announced and not there, begins without a topic, breaks inside a
//! sentence, or ends as an advertisement.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::counter;
use crate::document::{bound, class};
use crate::draft::Kind;
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ThreadShape {
    min_first_words: usize,
    min_last_words: usize,
}

/// A text of so many words may hold the whole thread.
const WHOLE: u32 = 60;
/// A pitch at the end is judged from this many posts on.
const LEAST_POSTS: usize = 3;
/// Lines from which a post without end marks is a poem or a list.
const VERSES: usize = 3;

impl Check for ThreadShape {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(field) = subject.fields.iter().position(|f| f.field == Field::Body) else { return };
        let view = subject.fields[field];
        if subject.posts.len() < 2 {
            found.extend(alone(subject, field, &view));
            return;
        }
        if subject.number == 0 {
            found.extend(self.without_topic(subject, field, &view));
        }
        if subject.number + 1 < subject.posts.len() {
            found.extend(broken(subject, field, &view));
        } else if subject.posts.len() >= LEAST_POSTS {
            found.extend(self.pitch(subject, field, &view));
        }
    }
}

/// `A thread 🧵` in a post that is told to stand alone.
fn alone(subject: &Subject<'_>, field: usize, view: &FieldView<'_>) -> Option<Found> {
    // Where the kind is not told the others may exist: a caller may lint post by post.
    let told = subject.draft.kind == Some(Kind::Post);
    let hit = subject.of_group("announcement").find(|h| h.field == field)?;
    if !told || view.scan.words >= WHOLE || counter::find(view.raw).is_some() {
        return None;
    }
    let lines = view.raw.lines().filter(|line| counter::find(line).is_some()).count();
    let linked = subject.draft.link.is_some() || view.text.of_class(class::LINK).next().is_some();
    (lines == 0 && !linked).then(|| Found::new("alone").at(field, hit.start, hit.end))
}

impl ThreadShape {
    /// A first post that says only that something follows.
    fn without_topic(&self, subject: &Subject<'_>, field: usize, view: &FieldView<'_>) -> Option<Found> {
        let own = |name: &str| subject.of_group(name).filter(|h| h.field == field);
        let hit = own("teaser").next()?;
        let covered: Vec<(usize, usize)> =
            ["teaser", "announcement"].into_iter().flat_map(own).map(|h| h.tokens).collect();
        let number = class::NUMBER | class::MONEY | class::PERCENT | class::LINK | class::HASHTAG;
        let counted = counter::find(view.raw);
        let inside = |start: u32| counted.is_some_and(|c| (c.start..c.end).contains(&(start as usize)));
        let told = view.text.tokens.iter().any(|t| t.is(number) && !inside(t.start));
        let pictured = subject.draft.media.as_ref().is_some_and(|m| !m.is_empty());
        let titled = subject.draft.title.as_ref().is_some_and(|t| !t.trim().is_empty());
        let outside = |t: usize| !covered.iter().any(|(from, to)| (*from..*to).contains(&t));
        // Long posts that hold a teaser have a topic somewhere.
        let short = (view.scan.words as usize) < 4 * self.min_first_words;
        let words = if short { subject.facts(*view).content_words(outside) } else { usize::MAX };
        let empty = !told && !pictured && !titled && words <= self.min_first_words / 4;
        empty.then(|| Found::new("no-topic").at(field, hit.start, hit.end))
    }

    /// A last post that only asks.
    fn pitch(&self, subject: &Subject<'_>, field: usize, view: &FieldView<'_>) -> Option<Found> {
        let asks: Vec<_> = subject.of_group("pitch").filter(|h| h.field == field).collect();
        let first = asks.first()?;
        // Hits of one group do not overlap, and come in order.
        let asked = |t: usize| {
            let after = asks.partition_point(|h| h.tokens.0 <= t);
            after > 0 && t < asks[after - 1].tokens.1
        };
        let question = bound::mark('?').unwrap_or(0);
        let asks_back = view.text.bounds.iter().any(|b| b & question != 0);
        let words = subject.facts(*view).content_words(|t| !asked(t));
        (words < self.min_last_words && !asks_back)
            .then(|| Found::new("pitch-end").at(field, first.start, first.end))
    }
}

/// A post that ends within a sentence which the next one goes on with.
fn broken(subject: &Subject<'_>, field: usize, view: &FieldView<'_>) -> Option<Found> {
    let without_counter = |text: &'_ str| counter::find(text).map(|c| (c.start, c.end, c.style.leads));
    let next: &str = &subject.posts[subject.number + 1].body;
    let next = match without_counter(next) {
        Some((_, end, true)) => &next[end..],
        _ => next,
    };
    let word: String = next.trim_start().chars().take_while(|c| c.is_alphabetic() || *c == '\'').collect();
    // `iPhone` and names in small letters begin sentences too: function words go on with one.
    let goes_on = !word.is_empty() && word.chars().all(|c| c.is_lowercase() || c == '\'');
    if !goes_on || !is_function_word(&word) {
        return None;
    }
    let raw = view.raw;
    let (from, to) = match without_counter(raw) {
        Some((_, end, true)) => (end, raw.len()),
        Some((start, _, false)) => (0, start),
        None => (0, raw.len()),
    };
    let own = raw.get(from..to)?.trim();
    let starts_small = own.chars().find(|c| c.is_alphabetic()).is_none_or(char::is_lowercase);
    let last = own.chars().next_back()?;
    let open = last.is_alphanumeric() || matches!(last, ',' | '-' | '–' | '—' | '(' | '\'' | '’');
    // Who writes without capitals, or in verses, ends where they like.
    if starts_small || !open || own.lines().filter(|l| !l.trim().is_empty()).count() >= VERSES {
        return None;
    }
    let end = from + raw[from..to].trim_end().len();
    let token = view.text.tokens.iter().rev().find(|t| t.end as usize <= end)?;
    let plain = token.is(class::WORD | class::NUMBER)
        && !token.is(class::LINK | class::HASHTAG | class::MENTION | class::CODE);
    plain.then(|| Found::new("broken").at(field, token.start, token.end).arg("replacement", word))
}

/// Words that go on with a sentence, and seldom begin one.
fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "but"
            | "of"
            | "to"
            | "for"
            | "with"
            | "from"
            | "by"
            | "in"
            | "on"
            | "at"
            | "as"
            | "than"
            | "that"
            | "which"
            | "who"
            | "whose"
            | "where"
            | "when"
            | "while"
            | "because"
            | "so"
            | "is"
            | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "could"
            | "can"
            | "should"
            | "the"
            | "a"
            | "an"
            | "into"
            | "about"
            | "their"
            | "its"
            | "our"
            | "my"
            | "his"
            | "her"
            | "not"
            | "then"
            | "be"
            | "been"
            | "it"
            | "they"
            | "we"
            | "you"
            | "before"
            | "after"
            | "until"
            | "since"
            | "if"
            | "through"
            | "over"
            | "under"
            | "between"
    )
}
