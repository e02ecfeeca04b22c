//! `promo/ask-heavy`: most sentences ask, sell or announce, and few give.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AskHeavy {
    min_sentences: u32,
    min_asks: u32,
    max_share: f64,
}

impl Check for AskHeavy {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let view = subject.body();
        let sentences = view.text.sentences.len();
        // A part of a thread may ask for what the others give.
        if sentences < self.min_sentences as usize || subject.posts.len() > 1 {
            return;
        }
        let facts = subject.facts(view);
        let Some((asks, gives)) = facts.asks_and_gives() else { return };
        let share = f64::from(asks) / sentences as f64;
        if asks >= self.min_asks && asks > gives && share > self.max_share {
            found.push(Found::new("share").arg("count", asks).arg("value", sentences));
        }
    }
}
