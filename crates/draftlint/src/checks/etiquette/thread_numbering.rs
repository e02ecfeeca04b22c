//! `etiquette/thread-numbering`: the counters of a thread that do not add up.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::counter::{self, Counter, Form, Style};
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ThreadNumbering {}

/// Every post looks at all of them: a longer thread is left alone.
const MOST_POSTS: usize = 200;

impl Check for ThreadNumbering {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let posts = subject.posts;
        if posts.len() < 2 || posts.len() > MOST_POSTS {
            return;
        }
        let counters = counters(subject);
        let Some(own) = counters[subject.number] else { return };
        let Some(field) = subject.fields.iter().position(|f| f.field == Field::Body) else { return };
        let Some(plan) = Plan::of(&counters) else { return };
        let text = subject.fields[field].raw;
        // A field that was cut is shorter than its draft.
        if own.end > text.len() {
            return;
        }
        let number = plan.number(subject.number);
        let repeats = counters[..subject.number].iter().flatten().any(|c| c.number == own.number);
        let (group, expected) = if own.number != number {
            (
                if repeats { "repeated" } else { "number" },
                own.with(text, number, own.total.map(|_| plan.total)),
            )
        } else if own.total.is_some_and(|t| t != plan.total) {
            ("total", own.with(text, number, Some(plan.total)))
        } else if plan.is_odd(&counters, subject.number, own.style) {
            ("style", written(plan.style, number, plan.total))
        } else {
            return;
        };
        let (start, end) = (own.start as u32, own.end as u32);
        let mut one = Found::new(group)
            .at(field, start, end)
            .arg("expected", &expected)
            .arg("value", number)
            .arg("max", plan.total);
        // A counter at the other end of the post is not moved.
        if group != "style" || own.style.leads == plan.style.leads {
            one = one.fix(format!("write `{expected}`"), vec![(field, start, end, expected)]);
        }
        found.push(one);
    }
}

/// The counters of all posts. Where some are of the form `1/5`, a post that begins with `1.` begins with an item.
fn counters(subject: &Subject<'_>) -> Vec<Option<Counter>> {
    let mut all: Vec<Option<Counter>> = subject.posts.iter().map(|post| counter::find(&post.body)).collect();
    if all.iter().flatten().any(|c| c.style.form != Form::Item) {
        all.iter_mut().for_each(|c| *c = c.filter(|c| c.style.form != Form::Item));
    }
    all
}

/// A counter in a style.
fn written(style: Style, number: u32, total: u32) -> String {
    let bare = match style.form {
        Form::Total => format!("{number}/{total}"),
        Form::Open => format!("{number}/"),
        Form::Item => format!("{number}"),
    };
    match (style.brackets, style.form) {
        (true, _) => format!("({bare})"),
        (false, Form::Item) => bare + ")",
        (false, _) => bare,
    }
}

/// How a thread is numbered, by what most of its counters say.
struct Plan {
    /// For each post, its place: among all of them, or among those that have a counter.
    places: Vec<i64>,
    /// What is added to a place.
    shift: i64,
    /// The total that is due.
    total: u32,
    style: Style,
}

impl Plan {
    fn of(counters: &[Option<Counter>]) -> Option<Plan> {
        let counted: Vec<(usize, Counter)> =
            counters.iter().enumerate().filter_map(|(i, c)| Some((i, (*c)?))).collect();
        // A lone fraction or date is no counter, and neither are a few in a long thread.
        let (first, last) = (counted.first()?, counted.last()?);
        if counted.len() < 2 || counted.len() * 2 < counters.len() {
            return None;
        }
        let all: Vec<i64> = (0..counters.len() as i64).collect();
        let mut rank = -1;
        let ranks = counters.iter().map(|counter| {
            rank += i64::from(counter.is_some());
            rank
        });
        let ranks: Vec<i64> = ranks.collect();
        let (mut places, (mut shift, mut votes)) = (&all, common_shift(&counted, &all));
        let (other, more) = common_shift(&counted, &ranks);
        if more > votes {
            (places, shift, votes) = (&ranks, other, more);
        }
        // Two counters that disagree: at least they count from one, to the same total.
        let alike = first.1.number == 1 && first.1.total == last.1.total;
        if votes * 2 < counted.len() || (votes < 2 && !alike) {
            return None;
        }
        let due = |post: usize| (places[post] + shift).max(0) as u32;
        // Posts without a counter at the end may count, or not: what most say.
        let (end, end_of_all) = (due(last.0), due(counters.len() - 1));
        let say = |total: u32| counted.iter().filter(|(_, c)| c.total == Some(total)).count();
        let total = if say(end_of_all) > say(end) { end_of_all } else { end };
        let style = most_common(counted.iter().map(|(_, c)| c.style))?.0;
        Some(Plan { places: places.clone(), shift, total, style })
    }

    /// The number that is due at a post.
    fn number(&self, post: usize) -> u32 {
        (self.places[post] + self.shift).max(0) as u32
    }

    /// A counter that is written unlike the others.
    fn is_odd(&self, counters: &[Option<Counter>], post: usize, style: Style) -> bool {
        // `1/7` and then `2/`, or `6/` and then `7/7`, tell the total once.
        let once = post == 0 || counters[post + 1..].iter().all(Option::is_none);
        let form = style.form != self.style.form && !once;
        form || style.brackets != self.style.brackets
    }
}

/// What has to be added to most places to give the number of the counter there, and to how many; the first such.
fn common_shift(counted: &[(usize, Counter)], places: &[i64]) -> (i64, usize) {
    most_common(counted.iter().map(|(post, c)| i64::from(c.number) - places[*post])).unwrap_or((0, 0))
}

/// The most frequent value, and how often it stands there; of several, that which comes first.
fn most_common<T: PartialEq>(values: impl Iterator<Item = T>) -> Option<(T, usize)> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for value in values {
        match counts.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => counts.push((value, 1)),
        }
    }
    // The last of equals is the maximum.
    counts.into_iter().rev().max_by_key(|(_, count)| *count)
}
