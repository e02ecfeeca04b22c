//! `value/me-you`: we and our far outnumber you and your.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::document::{Token, class};
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
        if view.scan.words < self.min_words || subject.is_answer() {
            return;
        }
        let (text, facts) = (view.text, subject.facts(view));
        let unquoted = |token: &Token| text.quoted(token.start, token.end).is_none();
        let of_person = |person: u32| {
            let tokens = text.tokens.iter().enumerate();
            tokens
                .filter(move |(i, _)| subject.engine.flags(&view.scan.marks, *i) & person != 0)
                .map(|(_, token)| token)
                .filter(|token| unquoted(token))
        };
        // `I` tells a story; `we` and `our` are the company.
        let ours = of_person(flag::FIRST_PERSON)
            .filter(|token| token.is(class::WORD) && matches!(text.key(token)[0], b'w' | b'o' | b'u'));
        let speaks = view.scan.flags & flag::FIRST_PERSON != 0;
        let own = facts.brand_names() + if speaks { ours.count() } else { 0 };
        if own < LEAST {
            return;
        }
        let readers = of_person(flag::SECOND_PERSON).count();
        let ratio = (own + 1) as f64 / (readers + 1) as f64;
        if ratio > self.max_ratio
            && !text.tokens.iter().any(|token| is_apology(text.key(token)) && unquoted(token))
            && !super::mourns(subject, view)
            // A name, a number or a question that comes with it gives the reader something.
            && facts.get(Fact::HumanAddress) != Some(1.0)
        {
            found.push(Found::new("ratio").arg("count", own).arg("value", readers));
        }
    }
}

/// An apology speaks of those who made the mistake.
fn is_apology(word: &[u8]) -> bool {
    matches!(word, b"sorry" | b"apologise" | b"apologize" | b"apologies" | b"apology" | b"condolences")
}
