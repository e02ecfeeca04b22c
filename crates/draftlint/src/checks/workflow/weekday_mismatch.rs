//! `workflow/weekday-mismatch`: the weekday and the date that stand together disagree.

use jiff::civil;
use serde::Deserialize;

use crate::checks::support::{self, weekday_at, weekday_name, weekday_of};
use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::{Token, bound, class};
use crate::matcher::{WrittenDate, flag};
use crate::time::Timestamp;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeekdayMismatch {}

/// Years before this may be of another calendar.
const FIRST_YEAR: i16 = 1924;
/// A date so many days back may as well be next year's.
const LONG_PAST: i64 = 60;

/// A weekday with its date, and their tokens.
struct Pair {
    weekday: i8,
    /// The token of the weekday.
    name: usize,
    date: WrittenDate,
    /// Tokens of the date without the weekday.
    from: usize,
    to: usize,
}

impl Check for WeekdayMismatch {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let context = subject.context();
        let written = context.and_then(|c| c.scheduled_at.as_ref().or(c.created_at.as_ref()));
        let anchor = written.or(context.and_then(|c| c.now.as_ref())).map(Timestamp::civil_date);
        // `m0n` may be missing among the flags of a text, and is no weekday here either.
        let named = |view: &FieldView<'_>| view.scan.flags & flag::WEEKDAY != 0;
        for (f, view) in support::title_and_body(subject).filter(|(_, view)| named(view)) {
            for at in 0..view.text.tokens.len() {
                if subject.engine.flags(&view.scan.marks, at) & flag::WEEKDAY == 0 {
                    continue;
                }
                if let Some(pair) = pair(subject, &view, at) {
                    found.extend(judge(f, &view, &pair, anchor, written.is_some()));
                }
            }
        }
    }
}

/// The date that belongs to the weekday at a token.
fn pair(subject: &Subject<'_>, view: &FieldView<'_>, at: usize) -> Option<Pair> {
    let weekday = weekday_at(subject, view, at)?;
    let text = view.text;
    let entities = subject.engine.entities(text, &view.scan.marks);
    let word = |i: usize| text.tokens.get(i).map_or("", |t| text.word(t));
    if let Some(date) = entities.date(at) {
        let after = at + 1;
        // `Closed Sunday` on one line and a date on the next; `Friday to Sunday, 8 May to …`
        if text.bounds.get(after).is_some_and(|b| b & bound::LINE != 0) || is_second(subject, view, at) {
            return None;
        }
        let from = if word(after) == "the" { after + 1 } else { after };
        return Some(Pair { weekday, name: at, date, from, to: at + date.len });
    }
    // `4 May 2026 (Tuesday)`
    if support::has_mark(text, at, '(') && support::has_mark(text, at + 1, ')') {
        for from in at.saturating_sub(5)..at {
            if let Some(date) = entities.date(from).filter(|d| d.weekday.is_none() && from + d.len == at) {
                return Some(Pair { weekday, name: at, date, from, to: at });
            }
        }
    }
    None
}

/// The weekday ends a range or list of weekdays, to all of which the date may belong.
fn is_second(subject: &Subject<'_>, view: &FieldView<'_>, at: usize) -> bool {
    let day = |i: usize| subject.engine.flags(&view.scan.marks, i) & flag::WEEKDAY != 0 || plural(view, i);
    let Some(before) = at.checked_sub(1) else { return false };
    let joins = matches!(
        view.text.word(&view.text.tokens[before]),
        "to" | "and" | "or" | "till" | "until" | "through" | "thru"
    );
    let listed = view.text.bounds[at] & (bound::HYPHEN | bound::SOFT | bound::JOIN) != 0 && day(before);
    let outside = view.text.bounds[at] & bound::SENTENCE == 0;
    outside && (listed || (joins && before > 0 && day(before - 1)))
}

fn plural(view: &FieldView<'_>, i: usize) -> bool {
    let word = view.text.word(&view.text.tokens[i]);
    word.strip_suffix('s')
        .is_some_and(|w| w.ends_with("day") && (1..=7).any(|n| weekday_name(n).eq_ignore_ascii_case(w)))
}

/// `dated` says that the anchor is the draft's own, not only the time of the check: an old text may be checked today.
fn judge(
    f: usize,
    view: &FieldView<'_>,
    pair: &Pair,
    anchor: Option<civil::Date>,
    dated: bool,
) -> Option<Found> {
    let text = view.text;
    let span = (pair.name.min(pair.from), pair.to.max(pair.name + 1));
    let (start, mut end) = (text.tokens[span.0].start, text.tokens[span.1 - 1].end);
    if pair.name >= pair.to && view.raw.as_bytes().get(end as usize) == Some(&b')') {
        end += 1;
    }
    if view.text.is_quotation(view.raw, start, end) || pair.date.year.is_some_and(|y| y < FIRST_YEAR) {
        return None;
    }
    let WrittenDate { day, month, year, .. } = pair.date;
    let on = |year: i16| civil::Date::new(year, month, day).ok();
    // 2024 was a leap year: what does not exist there exists never.
    if on(2024).is_none() || year.is_some_and(|y| on(y).is_none()) {
        return Some(Found::new("no-such-day").at(f, start, end));
    }
    let mut date = support::meant(&pair.date, anchor)?;
    if weekday_of(date) == pair.weekday {
        return None;
    }
    if let (None, Some(anchor)) = (year, anchor) {
        let back = support::days_between(date, anchor);
        let next = on(date.year() + 1);
        if let Some(next) = next.filter(|_| back > LONG_PAST) {
            // Long past: the next one is meant.
            date = next;
            if weekday_of(date) == pair.weekday {
                return None;
            }
        }
    }
    let expected = weekday_name(weekday_of(date));
    let guessed = year.is_none() && (!dated || anchor.is_some_and(|a| date < a));
    let mut one = Found::new(if guessed { "guessed-year" } else { "mismatch" })
        .at(f, start, end)
        .arg("date", support::day_month_year(date))
        .arg("expected", expected);
    let name = &text.tokens[pair.name];
    one = one.fix(format!("write {expected}"), vec![(f, name.start, name.end, styled(view, name, expected))]);
    // The nearest day of that name.
    let ahead = (pair.weekday - weekday_of(date)).rem_euclid(7);
    let near = support::plus_days(date, i32::from(if ahead > 3 { ahead - 7 } else { ahead }));
    let numeral = numeral(view, pair).filter(|_| near.month() == date.month());
    if let Some(token) = numeral {
        let title = format!("write {}", support::day_month(near));
        one = one.fix(title, vec![(f, token.start, token.end, ordinal(view, token, near.day()))]);
    }
    Some(one)
}

/// A weekday written as another one is: short, or in capitals.
fn styled(view: &FieldView<'_>, token: &Token, name: &str) -> String {
    let written = support::slice(view.raw, token.start as usize, token.end as usize);
    let name =
        if written.len() <= 5 && !written.to_ascii_lowercase().ends_with("day") { &name[..3] } else { name };
    if token.is(class::CAPS) {
        name.to_uppercase()
    } else if token.is(class::TITLE) {
        name.to_string()
    } else {
        name.to_lowercase()
    }
}

/// The token that holds the day of the month.
fn numeral<'t>(view: &FieldView<'t>, pair: &Pair) -> Option<&'t Token> {
    let mut numbers =
        view.text.tokens.get(pair.from..pair.to)?.iter().filter(|t| t.is(class::NUMBER | class::ORDINAL));
    let first = numbers.next()?;
    // ISO 8601 ends in the day.
    if first.len == 4 && first.is(class::NUMBER) { numbers.nth(1) } else { Some(first) }
}

/// A day written as the token is: `4`, `04`, `4th`.
fn ordinal(view: &FieldView<'_>, token: &Token, day: i8) -> String {
    let written = view.text.word(token);
    let digits = if written.starts_with('0')
        || (written.len() == 2 && token.is(class::NUMBER) && day < 10 && is_iso(view, token))
    {
        format!("{day:02}")
    } else {
        day.to_string()
    };
    if !token.is(class::ORDINAL) {
        return digits;
    }
    let suffix = match (day % 10, day) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    digits + suffix
}

fn is_iso(view: &FieldView<'_>, token: &Token) -> bool {
    view.raw.get(..token.start as usize).is_some_and(|before| before.ends_with('-'))
}
