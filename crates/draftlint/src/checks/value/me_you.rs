//! `value/me-you`: we and our far outnumber you and your.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::document::class;
use crate::facts::Fact;
use crate::matcher::flag;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MeYou {
    min_words: u32,
    max_ratio: f64,
}

/// A short text holds one or two without being about its writer.
const LEAST: usize = 4;

impl Check for MeYou {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let view = subject.body();
        let facts = subject.facts(view);
        if view.scan.words < self.min_words || subject.is_answer() {
            return;
        }
        let (mut own, mut readers) = (facts.brand_names(), 0);
        for (i, token) in view.text.tokens.iter().enumerate() {
            if view.text.quoted(token.start, token.end).is_some() {
                continue;
            }
            let key = view.text.key(token);
            // An apology speaks of those who made the mistake.
            if matches!(
                key,
                b"sorry" | b"apologise" | b"apologize" | b"apologies" | b"apology" | b"condolences"
            ) {
                return;
            }
            let flags = subject.engine.flags(&view.scan.marks, i);
            // `I` tells a story; `we` and `our` are the company.
            let ours = flags & flag::FIRST_PERSON != 0 && matches!(key[0], b'w' | b'o' | b'u');
            own += usize::from(ours && token.is(class::WORD));
            readers += usize::from(flags & flag::SECOND_PERSON != 0);
        }
        let ratio = (own + 1) as f64 / (readers + 1) as f64;
        let grieves = super::mourns(subject, view);
        // A name, a number or a question that comes with it gives the reader something.
        let gives = facts.get(Fact::HumanAddress) == Some(1.0);
        if own >= LEAST && ratio > self.max_ratio && !grieves && !gives {
            found.push(Found::new("ratio").arg("count", own).arg("value", readers));
        }
    }
}
