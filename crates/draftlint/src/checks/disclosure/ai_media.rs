//! `disclosure/ai-media`: was generated, and carries no label.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::class;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AiMedia {
    labels: Vec<String>,
}

impl Check for AiMedia {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if subject.context().and_then(|c| c.ai_generated) != Some(true) {
            return;
        }
        let labels = support::Terms::new(self.labels.iter().map(String::as_str));
        let labelled = support::texts(subject).any(|(_, view)| !labels.find(view.text).is_empty());
        let tagged = |tag: &str| {
            self.labels.iter().any(|label| label.replace([' ', '-'], "").eq_ignore_ascii_case(tag))
        };
        let tag = support::texts(subject).any(|(_, view)| {
            let tags = view.text.tokens.iter().filter(|t| t.is(class::HASHTAG));
            tags.into_iter().any(|t| tagged(view.text.word(t).trim_start_matches('#')))
        });
        if !labelled && !tag {
            found.push(Found::new("unlabelled"));
        }
    }
}
