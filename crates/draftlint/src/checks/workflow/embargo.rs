//! `workflow/embargo`: tells before the time what may be told only after it.

use std::cmp::Ordering;

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Embargo {}

impl Check for Embargo {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(context) = subject.context() else { return };
        let Some(time) = support::publication(subject) else { return };
        for embargo in context.embargoes.iter().flatten() {
            let over = embargo.until.as_ref().is_some_and(|until| time.compare(until) != Ordering::Less);
            if over {
                continue;
            }
            let Some(places) = support::spoken_of(subject, &embargo.terms) else { continue };
            let mut one = match &embargo.until {
                Some(until) => Found::new("early").arg("expected", until),
                None => Found::new("closed"),
            };
            one = one.arg("name", embargo.name.trim()).arg("date", time);
            found.push(places.into_iter().fold(one, |one, (f, start, end)| one.at(f, start, end)));
        }
    }
}
