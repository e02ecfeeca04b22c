//! `etiquette/bump`: calls attention to one's own post that nobody has answered yet.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Bump {
    min_hours: i64,
    max_words: u32,
}

impl Check for Bump {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(hit) = subject.of_group("call").min_by_key(|h| (h.field, h.start)) else { return };
        let Some(context) = subject.context() else { return };
        let Some(parent) = context.parent.as_ref().filter(|p| p.own && !p.answered) else { return };
        // Whoever adds something does more than call.
        if subject.body().scan.words > self.max_words {
            return;
        }
        let hours =
            support::publication(subject).zip(parent.at.as_ref()).map(|(now, at)| now.hours_since(at));
        if hours.is_some_and(|hours| hours < self.min_hours) {
            let count = hours.unwrap_or(0);
            found.push(
                Found::new("early")
                    .at(hit.field, hit.start, hit.end)
                    .arg("count", count)
                    .arg("min", self.min_hours),
            );
        }
    }
}
