//! `value/no-specifics`: many words and nothing that a reader could check, use or picture.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::context::AccountKind;
use crate::document::class;
use crate::facts::Fact;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct NoSpecifics {
    min_words: u32,
    min_share: f64,
}

impl Check for NoSpecifics {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let view = subject.body();
        let account = subject.context().and_then(|c| c.account.as_ref()).and_then(|a| a.kind);
        let personal = account.or(subject.brand.account_kind) == Some(AccountKind::Personal);
        let text = view.text;
        if view.scan.words < self.min_words || personal || subject.is_answer() || subject.posts.len() > 1 {
            return;
        }
        // A link, a name with @ or a quote is where the rest stands.
        if !text.quotes.is_empty()
            || text.tokens.iter().any(|t| t.is(class::LINK | class::MENTION | class::NUMBER | class::MONEY))
        {
            return;
        }
        let facts = subject.facts(view);
        let is = |fact| facts.get(fact) == Some(1.0);
        // A story of one's own, a question and mourning need no figures.
        if is(Fact::HumanPerson) || facts.get(Fact::Questions) > Some(0.0) || super::mourns(subject, view) {
            return;
        }
        if facts.get(Fact::Specificity).is_some_and(|share| share < self.min_share) {
            found.push(Found::new("vague").arg("count", view.scan.words));
        }
    }
}
