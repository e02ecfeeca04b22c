//! `brand/hype-words`: more big words than a post can bear.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HypeWords {
    max: usize,
}

impl Check for HypeWords {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let count = subject.of_group("words").count();
        if count > self.max {
            let words = subject.of_group("words");
            let one = Found::new("many").arg("count", count).arg("max", self.max);
            found.push(words.fold(one, |found, hit| found.at(hit.field, hit.start, hit.end)));
        }
    }
}
