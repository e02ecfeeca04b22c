//! `etiquette/reply-ratio-quote`: a quote post that mocks or answers its writer before an audience.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::class;
use crate::draft::Kind;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ReplyRatioQuote {
    max_words: u32,
}

impl Check for ReplyRatioQuote {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if subject.draft.kind != Some(Kind::Quote) {
            return;
        }
        for (hits, group) in [("mock", "mocks"), ("answer", "answers")] {
            let Some(hit) = subject.of_group(hits).next() else { continue };
            if group == "answers" && gives(subject, self.max_words) {
                continue;
            }
            found.push(Found::new(group).at(hit.field, hit.start, hit.end));
            return;
        }
    }
}

/// A source, a picture, thanks, or enough words to be a text of its own.
fn gives(subject: &Subject<'_>, max_words: u32) -> bool {
    let linked = subject.draft.link.is_some() || subject.draft.media.as_ref().is_some_and(|m| !m.is_empty());
    linked
        || support::title_and_body(subject)
            .any(|(_, view)| view.scan.words > max_words || view.text.of_class(class::LINK).next().is_some())
        || subject.of_group("credit").next().is_some()
}
