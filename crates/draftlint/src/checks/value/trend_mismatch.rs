//! `value/trend-mismatch`: the tag of a day or a movement on a post that sells something else.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::class;
use crate::facts::same_stem;
use crate::finding::Field;
use crate::matcher::flag;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TrendMismatch {
    trends: Vec<String>,
}

/// Words that stand in many tags and relate a post to none.
const COMMON: [&str; 14] = [
    "world",
    "international",
    "national",
    "global",
    "week",
    "month",
    "today",
    "day",
    "with",
    "your",
    "that",
    "this",
    "have",
    "more",
];

impl Check for TrendMismatch {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(field) = subject.fields.iter().position(|v| v.field == Field::Body) else { return };
        let view = subject.fields[field];
        let tagged = view.text.classes & class::HASHTAG != 0;
        if !tagged || subject.is_answer() || !subject.of_group("sells").any(|h| h.field == field) {
            return;
        }
        let own: Vec<String> = self.trends.iter().map(|t| t.trim_start_matches('#').to_lowercase()).collect();
        let listed: Vec<u32> =
            subject.of_group("tag").filter(|h| h.field == field).map(|h| h.start).collect();
        for token in view.text.of_class(class::HASHTAG) {
            let tag = view.text.word(token);
            let known = listed.contains(&token.start) || own.iter().any(|t| t == tag);
            if known && !related(subject, &view, tag.as_bytes()) {
                found.push(Found::new("apart").at(field, token.start, token.end));
            }
        }
    }
}

/// Whether a word of the text stands in the tag, or another tag has a word of it.
fn related(subject: &Subject<'_>, view: &FieldView<'_>, tag: &[u8]) -> bool {
    view.text.tokens.iter().enumerate().any(|(i, token)| {
        let key = view.text.key(token);
        let common = COMMON.contains(&view.text.word(token))
            || subject.engine.flags(&view.scan.marks, i) & flag::STOP != 0;
        if !token.is(class::WORD) || !(4..=32).contains(&key.len()) || common {
            return false;
        }
        // `refugees` in `worldrefugeeday`
        (4..=key.len())
            .rev()
            .any(|n| same_stem(&key[..n], key) && tag.windows(n).any(|part| part == &key[..n]))
    })
}
