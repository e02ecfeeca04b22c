//! `bait/agree-question`: ends on a question that nobody can answer, and asks no other.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::{bound, class};
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AgreeQuestion {
    min_words: u32,
    require_no_other_question: bool,
}

impl Check for AgreeQuestion {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        // Who asks for advice has said for what.
        if subject.is_answer() || subject.of_group("request").next().is_some() {
            return;
        }
        let question = bound::mark('?').unwrap_or(0);
        let asked: usize = support::title_and_body(subject)
            .map(|(_, view)| view.text.bounds.iter().filter(|b| **b & question != 0).count())
            .sum();
        for (f, view) in support::title_and_body(subject) {
            if view.scan.words < self.min_words || view.field != Field::Body {
                continue;
            }
            let text = view.text;
            let Some(hit) = subject.of_group("filler").filter(|h| h.field == f).last() else { continue };
            // A sentence of its own, not the end of `share if you agree`.
            let apart = text.bounds[hit.tokens.0] & (bound::JOIN | bound::SOFT) == 0
                || text.bounds[hit.tokens.0] & bound::LINE != 0;
            let asks = text.bounds[hit.tokens.1] & question != 0;
            // Tags, links and emoji may follow the last line.
            let ends = text.tokens[hit.tokens.1..].iter().all(|t| !t.is(class::WORD));
            if apart && asks && ends && (asked <= 1 || !self.require_no_other_question) {
                found.push(Found::new("alone").at(f, hit.start, hit.end));
            }
        }
    }
}
