//! `workflow/relative-date`: today, tonight or tomorrow, when the post goes out on another day than was meant.

use std::cmp::Ordering;

use jiff::civil;
use serde::Deserialize;

use crate::checks::support::{self, weekday_at, weekday_day_month, weekday_of};
use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::{bound, class};
use crate::matcher::flag;
use crate::time::Timestamp;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RelativeDate {}

/// A day as it is told from another.
#[derive(Debug, Clone, Copy)]
enum Said {
    /// Days from the day of speaking.
    Days(i32),
    /// The next such weekday, from Monday = 1.
    This(i8),
}

impl Said {
    /// The day that is meant when it is said on a day.
    fn on(self, day: civil::Date) -> civil::Date {
        match self {
            Said::Days(days) => support::plus_days(day, days),
            Said::This(weekday) => {
                support::plus_days(day, i32::from((weekday - weekday_of(day)).rem_euclid(7)))
            }
        }
    }
}

/// The civil days that the check compares.
struct Days {
    scheduled: civil::Date,
    /// Only where it lies before the publication, on another day.
    created: Option<civil::Date>,
    /// First and last day of the event.
    event: Option<(civil::Date, civil::Date)>,
}

impl Check for RelativeDate {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(context) = subject.context() else { return };
        let Some(scheduled_at) = &context.scheduled_at else { return };
        let scheduled = scheduled_at.civil_date();
        // All days are those of the place where it goes out: a tool may stamp drafts in another zone.
        let here = |time: &Timestamp| time.date_where(scheduled_at);
        let before = |c: &&Timestamp| c.compare(scheduled_at) == Ordering::Less && here(c) != scheduled;
        let event = context.event.as_ref().and_then(|event| {
            let (first, last) = (
                event.starts_at.as_ref().or(event.ends_at.as_ref())?,
                event.ends_at.as_ref().or(event.starts_at.as_ref())?,
            );
            // The day of an event abroad may be said as it is there or here.
            Some((here(first).min(first.civil_date()), here(last).max(last.civil_date())))
        });
        let days = Days { scheduled, created: context.created_at.as_ref().filter(before).map(here), event };
        for (f, view) in support::title_and_body(subject) {
            // Sentences that speak of an event, by their first token.
            let mut sentences: Vec<usize> = subject
                .of_group("event")
                .filter(|h| h.field == f)
                .map(|h| view.text.sentence(h.tokens.0).start)
                .collect();
            sentences.dedup();
            for at in 0..view.text.tokens.len() {
                let Some((said, len)) = said(subject, &view, at) else { continue };
                let cued = || sentences.binary_search(&view.text.sentence(at).start).is_ok();
                found.extend(judge(subject, (f, &view), at, len, said, &days, cued));
            }
        }
    }
}

/// The relative day at a token, and its tokens.
fn said(subject: &Subject<'_>, view: &FieldView<'_>, at: usize) -> Option<(Said, usize)> {
    let text = view.text;
    let token = &text.tokens[at];
    if !token.is(class::WORD) || !(4..=8).contains(&token.len) || token.is(class::CODE | class::POSSESSIVE) {
        return None;
    }
    let (said, len) = match text.word(token) {
        "today" | "tonight" => (Said::Days(0), 1),
        "tomorrow" => (Said::Days(1), 1),
        "this" => {
            let weekday = weekday_at(subject, view, at + 1)?;
            let joined = text.bounds[at + 1] & bound::JOIN != 0 && text.bounds[at + 1] & bound::LINE == 0;
            (Said::This(weekday), joined.then_some(2)?)
        }
        _ => return None,
    };
    let word = |i: Option<usize>| i.and_then(|i| text.tokens.get(i)).map_or("", |t| text.word(t));
    let first = text.bounds[at] & bound::CLAUSE != 0;
    let title = token.is(class::TITLE) && !token.is(class::CAPS) && !first && len == 1;
    let of = matches!(word(at.checked_sub(1)), "of" | "for" | "since" | "until" | "till" | "and" | "or")
        && len == 1;
    let learned = word(Some(at + 1)) == "i" && matches!(word(Some(at + 2)), "learned" | "learnt");
    let more = word(Some(at + 1)) == "more" && word(Some(at + 2)) == "than";
    let hyphen = (text.bounds[at] | text.bounds[at + len]) & bound::HYPHEN != 0;
    let quoted = view.text.is_quotation(view.raw, token.start, text.tokens[at + len - 1].end);
    // `the town of tomorrow`, `until tomorrow`, the song `Tomorrow`
    (!(title || of || learned || more || hyphen || quoted)).then_some((said, len))
}

fn judge(
    subject: &Subject<'_>,
    (f, view): (usize, &FieldView<'_>),
    at: usize,
    len: usize,
    said: Said,
    days: &Days,
    cued: impl Fn() -> bool,
) -> Option<Found> {
    let text = view.text;
    let (start, end) = (text.tokens[at].start, text.tokens[at + len - 1].end);
    let read = said.on(days.scheduled);
    let meant = days.created.map(|c| said.on(c));
    let found = |group: &'static str, end: u32| {
        Found::new(group)
            .at(f, start, end)
            .arg("date", weekday_day_month(days.scheduled))
            .arg("expected", weekday_day_month(read))
    };
    if let Some((stated, last)) = stated(subject, view, at + len, read) {
        if stated {
            return None;
        }
        let mut last_byte = text.tokens[last - 1].end;
        if support::has_mark(text, at + len, '(')
            && view.raw.as_bytes().get(last_byte as usize) == Some(&b')')
        {
            last_byte += 1;
        }
        // What stands beside it is more likely to be right.
        let beside = support::slice(
            view.raw,
            text.tokens[at + len].start as usize,
            text.tokens[last - 1].end as usize,
        );
        let with = on_day(view, at, beside);
        return Some(
            found("disagrees", last_byte)
                .fix(format!("write only `{beside}`"), vec![(f, start, last_byte, with)]),
        );
    }
    if let Some((first, last)) = days.event {
        let within = |day: civil::Date| first <= day && day <= last;
        let meant = meant.filter(|m| !within(read) && within(*m))?;
        return Some(replace(found("stale", end), (f, view), at, (start, end), &[meant]));
    }
    let meant = meant.filter(|m| *m != read && cued())?;
    Some(replace(found("written-earlier", end), (f, view), at, (start, end), &[meant, read]))
}

/// The weekday or date that stands right beside a relative day: whether it agrees, and the token after it.
fn stated(
    subject: &Subject<'_>,
    view: &FieldView<'_>,
    next: usize,
    read: civil::Date,
) -> Option<(bool, usize)> {
    let text = view.text;
    let bits = *text.bounds.get(next)?;
    let bracket = support::has_mark(text, next, '(');
    if next >= text.tokens.len() || bits & bound::LINE != 0 || !(bracket || bits & bound::JOIN != 0) {
        return None;
    }
    let same = |date: civil::Date| date == read;
    if let Some(date) = subject.engine.entities(text, &view.scan.marks).date(next) {
        let agrees = support::meant(&date, Some(read)).is_some_and(same)
            && date.weekday.is_none_or(|w| w == weekday_of(read));
        // A list or range of days: `today, 4 May and 6 May`.
        return (!is_listed(subject, view, next + date.len)).then_some((agrees, next + date.len));
    }
    let weekday = weekday_at(subject, view, next)?;
    let after = next + 1;
    let closed = bracket && support::has_mark(text, after, ')');
    let ends = text.bounds[after] & (bound::END | bound::CLAUSE) != 0 || support::has_mark(text, after, ',');
    let follows = text.tokens.get(after).is_some_and(|t| {
        t.is(class::NUMBER | class::TIME | class::MIXED)
            || matches!(
                text.word(t),
                "at" | "from"
                    | "in"
                    | "on"
                    | "until"
                    | "till"
                    | "between"
                    | "noon"
                    | "morning"
                    | "evening"
                    | "night"
                    | "afternoon"
                    | "lunchtime"
            )
    });
    let alone = closed || ((ends || follows) && !is_listed(subject, view, after));
    (alone && !bracket || closed).then_some((weekday == weekday_of(read), after))
}

/// Another day follows: `today, Friday and Saturday`.
fn is_listed(subject: &Subject<'_>, view: &FieldView<'_>, at: usize) -> bool {
    let text = view.text;
    if text.bounds.get(at).is_none_or(|b| b & bound::SENTENCE != 0) {
        return false;
    }
    let Some(token) = text.tokens.get(at) else { return false };
    matches!(text.word(token), "and" | "or" | "to" | "through" | "till" | "until")
        || subject.engine.flags(&view.scan.marks, at) & flag::WEEKDAY != 0
}

/// Offers the days themselves instead.
fn replace(
    mut found: Found,
    (f, view): (usize, &FieldView<'_>),
    at: usize,
    span: (u32, u32),
    days: &[civil::Date],
) -> Found {
    for day in days {
        let name = weekday_day_month(*day);
        let with = on_day(view, at, &name);
        found = found.fix(format!("write `{name}`"), vec![(f, span.0, span.1, with)]);
    }
    found
}

/// A day in the place of a relative one: with `on`, unless a preposition stands before it.
fn on_day(view: &FieldView<'_>, at: usize, name: &str) -> String {
    let text = view.text;
    let before = at.checked_sub(1).map_or("", |i| text.word(&text.tokens[i]));
    let first = text.bounds[at] & bound::CLAUSE != 0;
    if !first
        && matches!(before, "on" | "by" | "from" | "for" | "until" | "till" | "before" | "after" | "since")
    {
        name.to_string()
    } else if text.tokens[at].is(class::TITLE) {
        format!("On {name}")
    } else {
        format!("on {name}")
    }
}
