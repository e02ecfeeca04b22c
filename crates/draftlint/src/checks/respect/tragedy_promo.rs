//! `respect/tragedy-promo`: the second signal of grief, or an event that the caller calls grave.

use std::cmp::Ordering;

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TragedyPromo {}

impl Check for TragedyPromo {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        griefs(subject, found);
        let Some(context) = subject.context() else { return };
        let time = support::publication(subject);
        for event in context.active_events.iter().flatten() {
            let over = match (&event.until, time) {
                (Some(until), Some(time)) => time.compare(until) == Ordering::Greater,
                _ => false,
            };
            if over {
                continue;
            }
            let words = event.terms.iter().map(String::as_str).chain([event.name.as_str()]);
            let terms = support::Terms::new(words);
            for (f, view) in support::title_and_body(subject) {
                for (start, end) in terms.find(view.text) {
                    found.push(Found::new("event").at(f, start, end).arg("name", &event.name));
                }
            }
        }
    }
}

/// The first word of grief that is another than the first of all.
fn griefs(subject: &Subject<'_>, found: &mut Vec<Found>) {
    let mut first: Option<String> = None;
    for hit in subject.of_group("grief") {
        let raw = subject.fields[hit.field].raw;
        let word = support::slice(raw, hit.start as usize, hit.end as usize).to_lowercase();
        let word = word.strip_prefix("the ").unwrap_or(&word).trim_end_matches('s').to_string();
        match &first {
            None => first = Some(word),
            Some(other) if *other != word => {
                found.push(Found::new("two-griefs").at(hit.field, hit.start, hit.end));
                return;
            }
            Some(_) => {}
        }
    }
}
