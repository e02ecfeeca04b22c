//! `bait/agree-question`: ends on a question that nobody can answer, and asks no other.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::bound;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AgreeQuestion {
    min_words: u32,
    require_no_other_question: bool,
}

impl Check for AgreeQuestion {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if subject.is_answer() {
            return;
        }
        let question = bound::mark('?').unwrap_or(0);
        let asked: usize = support::title_and_body(subject)
            .map(|(_, view)| view.text.bounds.iter().filter(|b| **b & question != 0).count())
            .sum();
        for (f, view) in support::title_and_body(subject) {
            if view.scan.words < self.min_words || view.field != crate::finding::Field::Body {
                continue;
            }
            let words = view.text.tokens.len();
            let Some(hit) = subject.of_group("filler").filter(|h| h.field == f).last() else { continue };
            // Tags, links and emoji may follow the last line.
            let last = view.text.tokens.get(hit.tokens.1..words).unwrap_or(&[]);
            let ends = last.iter().all(|t| !t.is(crate::document::class::WORD));
            if ends && (asked <= 1 || !self.require_no_other_question) {
                found.push(Found::new("alone").at(f, hit.start, hit.end));
            }
        }
    }
}
