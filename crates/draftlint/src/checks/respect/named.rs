//! `respect/credit-by-name` and `respect/definite-thanks`: hits of the card that name somebody.

use serde::Deserialize;

use crate::checks::{CardHit, Check, Found, Subject};
use crate::document::class;

/// Options of the cards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {}

impl Check for Named {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for hit in subject.hits {
            if let Some(end) = name_end(subject, hit) {
                found.push(Found::new("named").at(hit.field, hit.start, end));
            }
        }
    }
}

/// The end of the last name that a hit holds, with the family name after it; capitals at its start are its sentence's.
fn name_end(subject: &Subject<'_>, hit: &CardHit) -> Option<u32> {
    let text = subject.fields[hit.field].text;
    let is_name = |at: usize| {
        text.tokens.get(at).is_some_and(|token| {
            token.is(class::MENTION)
                || (token.is(class::TITLE)
                    && token.is(class::WORD)
                    && !matches!(text.word(token), "i" | "i'm"))
        })
    };
    let (from, to) = hit.tokens;
    // Title case says nothing of names.
    let titled = (from..to).filter(|at| is_name(*at)).count();
    if titled == 0 || titled == to - from {
        return None;
    }
    let mentioned = text.tokens[from].is(class::MENTION);
    if !mentioned && !(from + 1..to).any(is_name) {
        return None;
    }
    let family = is_name(to - 1) && is_name(to) && text.bounds[to] & crate::document::bound::JOIN != 0;
    Some(if family { text.tokens[to].end } else { hit.end })
}
