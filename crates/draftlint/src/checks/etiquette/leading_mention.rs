//! `etiquette/leading-mention`: a post that opens with a handle, and so reads as a reply.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::document::class;
use crate::draft::Kind;
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeadingMention {}

impl Check for LeadingMention {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if subject.draft.kind != Some(Kind::Post) {
            return;
        }
        let Some(number) = subject.fields.iter().position(|f| f.field == Field::Body) else { return };
        let view = subject.fields[number];
        let Some(first) = view.text.tokens.first().filter(|t| t.is(class::MENTION)) else { return };
        // `.@name` is how people say that it is no reply.
        if view.raw[..first.start as usize].trim().is_empty() {
            let dot = vec![(number, first.start, first.start, ".".to_string())];
            let one = Found::new("opens").at(number, first.start, first.end);
            found.push(one.fix("put a full stop before the handle", dot));
        }
    }
}
