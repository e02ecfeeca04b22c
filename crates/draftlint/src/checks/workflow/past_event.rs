//! `workflow/past-event`: invites to what is over when the post goes out.

use std::cmp::Ordering;
use std::ops::Range;

use jiff::civil;
use serde::Deserialize;

use crate::checks::support::{self, day_month_year};
use crate::checks::{CardHit, Check, FieldView, Found, Subject};
use crate::context::Context;
use crate::document::{bound, class};
use crate::matcher::flag;
use crate::time::Timestamp;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PastEvent {}

/// Between an invitation and its date, in tokens, for both to be shown as one place.
const NEAR: usize = 12;

/// A date in the text.
#[derive(Debug, Clone, Copy)]
struct Dated {
    tokens: (usize, usize),
    date: civil::Date,
}

impl Check for PastEvent {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(context) = subject.context() else { return };
        let Some(scheduled_at) = &context.scheduled_at else { return };
        let invites: Vec<&CardHit> = subject.of_group("invite").chain(subject.of_group("deadline")).collect();
        if invites.is_empty() {
            return;
        }
        let before = found.len();
        for (f, view) in support::title_and_body(subject) {
            let mut hits: Vec<(&CardHit, bool)> = subject
                .of_group("invite")
                .map(|h| (h, false))
                .chain(subject.of_group("deadline").map(|h| (h, true)))
                .filter(|(h, _)| h.field == f)
                .collect();
            hits.sort_by_key(|(h, _)| h.tokens);
            let mut next = 0;
            while next < hits.len() {
                let sentence = view.text.sentence(hits[next].0.tokens.0);
                let until = hits.partition_point(|(h, _)| h.tokens.0 < sentence.end).max(next + 1);
                found.extend(in_sentence(
                    subject,
                    (f, &view),
                    sentence,
                    &hits[next..until],
                    scheduled_at,
                    context,
                ));
                next = until;
            }
        }
        if found.len() == before {
            from_context(subject, &invites, scheduled_at, context, found);
        }
    }
}

/// The first date of a sentence with an invitation that is over.
fn in_sentence(
    subject: &Subject<'_>,
    (f, view): (usize, &FieldView<'_>),
    sentence: Range<usize>,
    hits: &[(&CardHit, bool)],
    scheduled_at: &Timestamp,
    context: &Context,
) -> Option<Found> {
    let scheduled = scheduled_at.civil_date();
    let dates = dates(subject, view, sentence.clone(), scheduled);
    if dates.is_empty() || sentence.clone().any(|i| tells_the_past(subject, view, i)) {
        return None;
    }
    let running = context.event.as_ref().and_then(|event| {
        let (from, to) = (event.starts_at.as_ref()?, event.ends_at.as_ref()?);
        (to.compare(scheduled_at) != Ordering::Less).then(|| from.civil_date())
    });
    let later = dates.iter().any(|d| d.date >= scheduled);
    for dated in dates.iter().filter(|d| d.date < scheduled) {
        // A deadline says of which date it speaks: the next one after it.
        let of_deadline = hits.iter().find(|(h, deadline)| {
            *deadline && h.tokens.0 <= dated.tokens.0 && dated.tokens.0 <= h.tokens.1 + 2
        });
        let hit = match of_deadline {
            Some((hit, _)) => *hit,
            // Another date of the sentence is still to come, or the event runs on.
            None if later || running.is_some_and(|from| from <= dated.date) => continue,
            None => hits.iter().min_by_key(|(h, _)| h.tokens.0.abs_diff(dated.tokens.0))?.0,
        };
        let tokens = &view.text.tokens;
        let (first, last) = (hit.tokens.0.min(dated.tokens.0), hit.tokens.1.max(dated.tokens.1));
        let (first, last) = if last - first <= NEAR { (first, last) } else { dated.tokens };
        let found = Found::new("date").at(f, tokens[first].start, tokens[last - 1].end);
        return Some(
            found.arg("date", day_month_year(dated.date)).arg("expected", day_month_year(scheduled)),
        );
    }
    None
}

/// The dates of a sentence; of a range only its end, and not those from which something goes on.
fn dates(
    subject: &Subject<'_>,
    view: &FieldView<'_>,
    sentence: Range<usize>,
    scheduled: civil::Date,
) -> Vec<Dated> {
    let text = view.text;
    let entities = subject.engine.entities(text, &view.scan.marks);
    let word = |i: usize| text.tokens.get(i).map_or("", |t| text.word(t));
    let mut dates: Vec<Dated> = Vec::new();
    let mut i = sentence.start;
    while i < sentence.end {
        let token = &text.tokens[i];
        let dated = token.is(class::NUMBER | class::ORDINAL)
            || subject.engine.flags(&view.scan.marks, i) & (flag::MONTH | flag::WEEKDAY) != 0;
        let written = if dated && !token.is(class::CODE) { entities.date(i) } else { None };
        let Some(written) = written else {
            i += 1;
            continue;
        };
        let tokens = (i, i + written.len);
        i += written.len;
        let Some(date) = support::meant(&written, Some(scheduled)) else { continue };
        let opening = tokens.0.checked_sub(1).map_or("", word);
        let dash = text.bounds[tokens.0] & bound::SOFT != 0 && text.bounds[tokens.0] & bound::CLAUSE != 0;
        let ends_range = matches!(opening, "to" | "till" | "until" | "through" | "and") || dash;
        if let Some(last) = dates.last_mut().filter(|d| ends_range && d.tokens.1 + 1 >= tokens.0)
            && date >= last.date
        {
            *last = Dated { tokens: (last.tokens.0, tokens.1), date };
            continue;
        }
        // From a past date on: it may still run.
        if matches!(opening, "from" | "since" | "starting" | "after" | "of") && !ranges_on(view, tokens.1) {
            continue;
        }
        dates.push(Dated { tokens, date });
    }
    dates
}

/// A range goes on after its first date.
fn ranges_on(view: &FieldView<'_>, at: usize) -> bool {
    view.text.tokens.get(at).is_some_and(|t| matches!(view.text.word(t), "to" | "till" | "until" | "through"))
}

/// A word of recaps: the sentence invites to nothing.
fn tells_the_past(subject: &Subject<'_>, view: &FieldView<'_>, i: usize) -> bool {
    let text = view.text;
    let token = &text.tokens[i];
    if !token.is(class::WORD) {
        return false;
    }
    match text.word(token) {
        "was" | "were" | "wasn't" | "weren't" | "recording" | "recordings" | "recap" | "recaps"
        | "yesterday" | "ago" | "happened" | "ended" | "closed" | "took" | "came" | "joined" | "thanked"
        | "highlights" | "replay" | "archive" | "anniversary" | "founded" | "had" => true,
        // `last week`, not `last chance`
        "last" => {
            let next = subject.engine.flags(&view.scan.marks, (i + 1).min(text.tokens.len() - 1));
            let word = text.tokens.get(i + 1).map_or("", |t| text.word(t));
            let unit = next & (flag::UNIT | flag::WEEKDAY | flag::MONTH) != 0;
            (unit && !matches!(word, "day" | "days" | "hour" | "hours" | "minute" | "minutes"))
                || matches!(word, "spring" | "summer" | "autumn" | "winter" | "time")
        }
        _ => false,
    }
}

/// What the context says is over, where the text invites.
fn from_context(
    subject: &Subject<'_>,
    invites: &[&CardHit],
    scheduled_at: &Timestamp,
    context: &Context,
    found: &mut Vec<Found>,
) {
    let event = context.event.as_ref();
    let over = |time: Option<&Timestamp>| time.is_some_and(|t| t.compare(scheduled_at) == Ordering::Less);
    let event_end = event.and_then(|e| e.ends_at.as_ref());
    // Without an end, an event lasts the day on which it begins, where it takes place.
    let event_start = event.and_then(|e| e.starts_at.as_ref()).filter(|_| event_end.is_none());
    let begun = event_start.filter(|s| s.civil_date() < scheduled_at.date_where(s));
    let ended = event_end.filter(|e| over(Some(e))).or(begun);
    let offer_end = context.offer.as_ref().and_then(|o| o.ends_at.as_ref()).filter(|e| over(Some(e)));
    if ended.is_none() && offer_end.is_none() {
        return;
    }
    // A word of thanks after the event may well invite to the next one.
    let looks_back = support::title_and_body(subject)
        .any(|(_, view)| (0..view.text.tokens.len()).any(|i| looks_back(subject, &view, i)));
    if looks_back {
        return;
    }
    let Some(hit) = invites.iter().min_by_key(|h| (h.field, h.tokens)) else { return };
    for (group, time) in [("event", ended), ("offer", offer_end)] {
        if let Some(time) = time {
            found.push(
                Found::new(group)
                    .at(hit.field, hit.start, hit.end)
                    .arg("date", day_month_year(time.civil_date()))
                    .arg("expected", day_month_year(scheduled_at.civil_date())),
            );
        }
    }
}

fn looks_back(subject: &Subject<'_>, view: &FieldView<'_>, i: usize) -> bool {
    let word = view.text.word(&view.text.tokens[i]);
    matches!(word, "thanks" | "thank" | "next" | "photos" | "pictures") || tells_the_past(subject, view, i)
}
