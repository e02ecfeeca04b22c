//! What several checks need.

use jiff::civil;

use super::{FieldView, Subject};
use crate::document::{self, Text, Token, bound, class};
use crate::entities::Entity;
use crate::finding::Field;
use crate::matcher::{WrittenDate, flag, weekday};
use crate::network::{Fact, TraitKind};
use crate::time::Timestamp;

/// The texts that a reader gets to see, with their numbers: all fields but the link.
pub(super) fn texts<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (usize, FieldView<'a>)> + use<'a> {
    subject.fields.iter().copied().enumerate().filter(|(_, view)| view.field != Field::Link)
}

/// Title and body, with their numbers.
pub(super) fn title_and_body<'a>(
    subject: &Subject<'a>,
) -> impl Iterator<Item = (usize, FieldView<'a>)> + use<'a> {
    texts(subject).filter(|(_, view)| matches!(view.field, Field::Title | Field::Body))
}

/// The text between two bytes; empty where they are no character boundaries.
pub(super) fn slice(raw: &str, start: usize, end: usize) -> &str {
    raw.get(start..end).unwrap_or("")
}

/// How the draft's network behaves, with who says so.
pub(super) fn behaviour<'a>(subject: &Subject<'a>, kind: TraitKind) -> Option<&'a Fact<bool>> {
    subject.profile?.traits().find(|(k, _)| *k == kind).map(|(_, fact)| fact)
}

/// What the draft's network makes a link of, where its rules are known.
pub(super) fn entities(subject: &Subject<'_>, raw: &str) -> Option<Vec<Entity>> {
    Some(subject.profile?.entities?.find(raw))
}

/// A hashtag that is no colour code and stands outside code.
pub(super) fn is_hashtag(raw: &str, token: &Token) -> bool {
    if !token.is(class::HASHTAG) || token.is(class::CODE) {
        return false;
    }
    let name = raw.get(token.start as usize + 1..token.end as usize).unwrap_or("").as_bytes();
    let colour = matches!(name.len(), 3 | 4 | 6 | 8)
        && name.iter().all(u8::is_ascii_hexdigit)
        && (name.iter().any(u8::is_ascii_digit) || name.iter().all(|b| *b == name[0]));
    !colour
}

/// Terms that somebody listed: found as whole words, whatever their case, and as hashtags.
#[derive(Debug)]
pub(super) struct Terms(Vec<Term>);

#[derive(Debug)]
struct Term {
    words: Vec<String>,
    /// The words without blanks, as a hashtag has them.
    joined: String,
}

impl Terms {
    pub(super) fn new<'t>(terms: impl IntoIterator<Item = &'t str>) -> Terms {
        let mut text = Text::default();
        let mut list = Vec::new();
        for term in terms {
            document::read(term, &mut text);
            let words: Vec<String> = text.tokens.iter().map(|t| text.word(t).to_string()).collect();
            if !words.is_empty() {
                list.push(Term { joined: words.concat(), words });
            }
        }
        Terms(list)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The places of the terms in a text, as bytes, from left to right.
    pub(super) fn find(&self, text: &Text) -> Vec<(u32, u32)> {
        let mut places = Vec::new();
        if self.is_empty() {
            return places;
        }
        let mut i = 0;
        while i < text.tokens.len() {
            let longest = self.0.iter().filter_map(|term| term.at(text, i)).max();
            match longest {
                Some(len) => {
                    places.push((text.tokens[i].start, text.tokens[i + len - 1].end));
                    i += len;
                }
                None => i += 1,
            }
        }
        places
    }
}

/// Where a draft speaks of something, as field number and bytes. Without terms it all does, and no place is named;
/// `None` where there are terms and none of them is met.
pub(super) fn spoken_of(subject: &Subject<'_>, terms: &[String]) -> Option<Vec<(usize, u32, u32)>> {
    let list = Terms::new(terms.iter().map(String::as_str));
    let mut places = Vec::new();
    if !list.is_empty() {
        for (f, view) in texts(subject) {
            places.extend(list.find(view.text).into_iter().map(|(start, end)| (f, start, end)));
        }
        if places.is_empty() {
            return None;
        }
    }
    Some(places)
}

/// Where a draft speaks of a topic, as field number and bytes; `None` where it holds fewer than so many different
/// words of it outside quotations, or a word that shows that something else is meant.
pub(super) fn on_topic(
    subject: &Subject<'_>,
    words: &[String],
    except: &[String],
    min_hits: usize,
) -> Option<Vec<(usize, u32, u32)>> {
    let words = Terms::new(words.iter().map(String::as_str));
    let except = Terms::new(except.iter().map(String::as_str));
    let (mut places, mut met): (Vec<(usize, u32, u32)>, Vec<String>) = (Vec::new(), Vec::new());
    for (number, view) in texts(subject) {
        if !except.find(view.text).is_empty() {
            return None;
        }
        for (start, end) in words.find(view.text) {
            if view.text.is_quotation(view.raw, start, end) {
                continue;
            }
            let (first, last) = view.text.tokens_in(start, end);
            let tokens = view.text.tokens.get(first..last).unwrap_or(&[]);
            let word: Vec<&str> = tokens.iter().map(|t| view.text.word(t)).collect();
            let word = word.join(" ").trim_start_matches('#').to_string();
            if !met.contains(&word) {
                met.push(word);
            }
            places.push((number, start, end));
        }
    }
    (met.len() >= min_hits && !places.is_empty()).then_some(places)
}

impl Term {
    fn at(&self, text: &Text, i: usize) -> Option<usize> {
        let first = &text.tokens[i];
        if first.is(class::HASHTAG) && text.reads(first, &self.joined) {
            return Some(1);
        }
        let tokens = text.tokens.get(i..i + self.words.len())?;
        let near = |at: usize| text.bounds[at] & (bound::JOIN | bound::SOFT) != 0;
        let all = tokens.iter().zip(&self.words).all(|(token, word)| text.reads(token, word));
        (all && (i + 1..i + self.words.len()).all(near)).then_some(self.words.len())
    }
}

/// When the draft goes out, or else the time of the check.
pub(super) fn publication<'a>(subject: &Subject<'a>) -> Option<&'a Timestamp> {
    let context = subject.context()?;
    context.scheduled_at.as_ref().or(context.now.as_ref())
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a weekday, from Monday = 1.
pub(super) fn weekday_name(weekday: i8) -> &'static str {
    WEEKDAYS[(weekday - 1).rem_euclid(7) as usize]
}

pub(super) fn weekday_of(date: civil::Date) -> i8 {
    date.weekday().to_monday_one_offset()
}

/// `4 May 2026`
pub(super) fn day_month_year(date: civil::Date) -> String {
    format!("{} {}", day_month(date), date.year())
}

/// `4 May`
pub(super) fn day_month(date: civil::Date) -> String {
    format!("{} {}", date.day(), MONTHS[(date.month() - 1).rem_euclid(12) as usize])
}

/// `Monday 4 May`
pub(super) fn weekday_day_month(date: civil::Date) -> String {
    format!("{} {}", weekday_name(weekday_of(date)), day_month(date))
}

/// A date some days later.
pub(super) fn plus_days(date: civil::Date, days: i32) -> civil::Date {
    date.saturating_add(jiff::Span::new().days(days))
}

/// Whole days from one date to another.
pub(super) fn days_between(from: civil::Date, to: civil::Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// More days than this, and a date without a year is none of those around.
const A_YEAR: i64 = 366;

/// The date that was meant: in the year that is written, else in the one that brings it nearest to `anchor`.
pub(super) fn meant(written: &WrittenDate, anchor: Option<civil::Date>) -> Option<civil::Date> {
    let on = |year: i16| civil::Date::new(year, written.month, written.day).ok();
    if let Some(year) = written.year {
        return on(year);
    }
    let anchor = anchor?;
    // Three years to choose from, of which 29 February has one at most; of two as near, the one to come.
    let years = (-1..=1).filter_map(|n| on(anchor.year().saturating_add(n)));
    let away = years.map(|date| (days_between(anchor, date), date));
    away.filter(|(days, _)| days.abs() <= A_YEAR)
        .min_by_key(|(days, _)| (days.abs(), *days < 0))
        .map(|(_, date)| date)
}

/// The weekday that a token names, from Monday = 1: a full name, or an abbreviation that cannot be another word.
pub(super) fn weekday_at(subject: &Subject<'_>, view: &FieldView<'_>, at: usize) -> Option<i8> {
    let token = view.text.tokens.get(at)?;
    if subject.engine.flags(&view.scan.marks, at) & flag::WEEKDAY == 0
        || token.is(class::HASHTAG | class::POSSESSIVE | class::CODE)
    {
        return None;
    }
    let word = view.text.word(token);
    // `they wed`, `we sat`, `the sun`
    if matches!(word, "wed" | "sat" | "sun" | "mon") {
        let the = at > 0 && view.text.word(&view.text.tokens[at - 1]) == "the";
        if !token.is(class::TITLE) || the {
            return None;
        }
    }
    weekday(word)
}

/// Whether the boundary before a token holds a mark.
pub(super) fn has_mark(text: &Text, at: usize, mark: char) -> bool {
    let bit = bound::MARK_BITS.get(mark as usize).copied().or_else(|| bound::mark(mark)).unwrap_or(0);
    text.bounds.get(at).is_some_and(|b| b & bit != 0)
}

/// The numbers from one, as prose writes them.
pub(super) const NUMBER_WORDS: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// The number that a word names, up to twenty.
pub(super) fn number_in_words(word: &str) -> Option<u32> {
    NUMBER_WORDS.iter().position(|w| *w == word).map(|i| i as u32 + 1)
}
