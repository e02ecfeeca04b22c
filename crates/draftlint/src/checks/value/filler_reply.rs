//! `value/filler-reply`: a reply of which nothing is left without its stock praise.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::class;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FillerReply {
    max_words: u32,
}

impl Check for FillerReply {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if !subject.is_answer() {
            return;
        }
        for (f, view) in support::title_and_body(subject) {
            let hits: Vec<(usize, usize)> =
                subject.of_group("praise").filter(|h| h.field == f).map(|h| h.tokens).collect();
            if hits.is_empty() || view.scan.words > self.max_words {
                return;
            }
            // A name, a figure or a link makes it somebody's, and so does any word besides.
            let inside = |t: usize| hits.iter().any(|(start, end)| (*start..*end).contains(&t));
            let only = view.text.tokens.iter().enumerate().all(|(t, token)| {
                inside(t) || token.is(class::EMOJI) || (t == 0 && token.is(class::MENTION))
            });
            if !only {
                return;
            }
            let place = subject.of_group("praise").filter(|h| h.field == f);
            found.push(place.fold(Found::new("only"), |found, hit| found.at(f, hit.start, hit.end)));
        }
    }
}
