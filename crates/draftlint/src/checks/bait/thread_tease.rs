//! `bait/thread-tease`: a post of a thread that only says that there is more to come.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::document::class;
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ThreadTease {
    min_words: usize,
}

impl Check for ThreadTease {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        // What a first post promises is another rule's, and nothing follows the last.
        if subject.number == 0 || subject.number + 1 >= subject.posts.len() {
            return;
        }
        let Some(f) = subject.fields.iter().position(|v| v.field == Field::Body) else { return };
        let view = subject.fields[f];
        let hits: Vec<_> = subject.of_group("tease").filter(|h| h.field == f).collect();
        let Some(last) = hits.last() else { return };
        let after = view.text.tokens.get(last.tokens.1..).unwrap_or(&[]);
        let teased = |t: usize| hits.iter().any(|h| (h.tokens.0..h.tokens.1).contains(&t));
        let ends = after.iter().filter(|t| t.is(class::WORD)).count() <= 2;
        let told = view.text.tokens.iter().any(|t| t.is(class::LINK | class::MONEY | class::PERCENT));
        if ends && !told && subject.facts(view).content_words(|t| !teased(t)) < self.min_words {
            found.push(Found::new("thin").at(f, last.start, last.end));
        }
    }
}
