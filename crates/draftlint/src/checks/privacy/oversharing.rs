//! `privacy/oversharing`: the account of a company tells of its writer's body, family, nights and money.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::context::AccountKind;
use crate::matcher::flag;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Oversharing {
    min_topics: usize,
}

const TOPICS: [&str; 5] = ["body", "family", "drink", "love", "money"];

impl Check for Oversharing {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let account = subject.context().and_then(|c| c.account.as_ref()).and_then(|a| a.kind);
        if account.or(subject.brand.account_kind) == Some(AccountKind::Personal) {
            return;
        }
        let first: Vec<_> = TOPICS.iter().filter_map(|topic| subject.of_group(topic).next()).collect();
        let own = || {
            subject.fields.iter().any(|view| {
                (0..view.text.tokens.len())
                    .any(|i| subject.engine.flags(&view.scan.marks, i) & flag::FIRST_PERSON != 0)
            })
        };
        if first.len() >= self.min_topics && own() {
            found.push(
                first.iter().fold(Found::new("private"), |one, hit| one.at(hit.field, hit.start, hit.end)),
            );
        }
    }
}
