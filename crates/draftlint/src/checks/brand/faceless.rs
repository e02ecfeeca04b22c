//! `brand/faceless`: no sign of a person.

use serde::Deserialize;

use super::voice_of;
use crate::checks::{Check, Found, Subject};
use crate::context::AccountKind;
use crate::facts::Fact;
use crate::matcher::flag;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Faceless {
    min_words: u32,
}

impl Check for Faceless {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let view = subject.body();
        if view.scan.words < self.min_words || voice_of(subject) == Some(AccountKind::Personal) {
            return;
        }
        const PERSON: u32 = flag::FIRST_PERSON | flag::SECOND_PERSON;
        // The flags of all words together leave out such as `y0u`.
        let speaks = view.scan.flags & PERSON != 0
            || (0..view.text.tokens.len()).any(|i| subject.engine.flags(&view.scan.marks, i) & PERSON != 0);
        if speaks || !view.text.quotes.is_empty() {
            return;
        }
        let facts = subject.facts(view);
        let signs = [Fact::HumanPerson, Fact::HumanContraction, Fact::HumanAddress, Fact::HumanSignOff];
        let asks = facts.get(Fact::Questions).is_some_and(|n| n > 0.0);
        if !asks && !signs.iter().any(|fact| facts.get(*fact) == Some(1.0)) {
            found.push(Found::new("nobody"));
        }
    }
}
