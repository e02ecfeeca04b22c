//! `a11y/text-in-image`: sends the reader to a picture for what neither the text nor the alternative says.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::class;
use crate::draft::MediaKind;
use crate::finding::Field;
use crate::matcher::{ArcKind, flag};
use crate::phrase::Entity;

/// A text alternative of so many words says what the picture says.
const FULL_ALT: usize = 18;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextInImage {}

impl Check for TextInImage {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let media = subject.draft.media.as_deref().unwrap_or(&[]);
        let pictures =
            media.iter().any(|m| matches!(m.kind, MediaKind::Image | MediaKind::Chart | MediaKind::Gif));
        // What one post of a thread leaves out another may say.
        if !pictures || subject.posts.len() > 1 || subject.of_group("pointer").next().is_none() {
            return;
        }
        if subject.draft.link.is_some() || subject.fields.iter().any(|view| says(subject, view)) {
            return;
        }
        found.extend(
            subject.of_group("pointer").map(|hit| Found::new("locked").at(hit.field, hit.start, hit.end)),
        );
    }
}

/// Whether a field holds a date, a time or a link, or describes the picture at length.
fn says(subject: &Subject<'_>, view: &FieldView<'_>) -> bool {
    let text = view.text;
    if matches!(view.field, Field::Alt(_)) && view.scan.words as usize >= FULL_ALT {
        return true;
    }
    let dated = |at: usize| {
        let entity = view
            .scan
            .marks
            .at(at)
            .any(|arc| matches!(arc.kind, ArcKind::Entity(Entity::Date | Entity::Time | Entity::Money)));
        let word = subject.engine.flags(&view.scan.marks, at) & flag::CLOCK != 0
            || matches!(text.word(&text.tokens[at]), "today" | "tonight" | "tomorrow");
        entity || word || support::weekday_at(subject, view, at).is_some()
    };
    text.tokens.iter().any(|t| t.is(class::LINK | class::EMAIL | class::TIME | class::MONEY))
        || (0..text.tokens.len()).any(dated)
}
