//! `etiquette/reddit-title`: what filters of communities remove a title for. Asking for votes and empty titles
//! are phrases of the card.

use serde::Deserialize;

use super::titles;
use crate::checks::{Check, Found, Subject, support};
use crate::document::class;
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RedditTitle {}

impl Check for RedditTitle {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(number) = subject.fields.iter().position(|f| f.field == Field::Title) else { return };
        let view = subject.fields[number];
        let all = |group, places: &mut dyn Iterator<Item = (u32, u32)>| {
            places.fold(Found::new(group), |one, (start, end)| one.at(number, start, end))
        };
        if view.text.emoji > 0 {
            let group = if view.text.emoji > 1 { "emoji" } else { "one-emoji" };
            found.push(all(group, &mut view.text.of_class(class::EMOJI).map(|t| (t.start, t.end))));
        }
        let tags = view.text.tokens.iter().filter(|t| support::is_hashtag(view.raw, t));
        let tags = all("hashtag", &mut tags.map(|t| (t.start, t.end)));
        if !tags.spans.is_empty() {
            found.push(tags);
        }
        if titles::is_shouted(subject, &view) {
            let start = view.raw.len() - view.raw.trim_start().len();
            found.push(Found::new("capitals").at(number, start as u32, view.raw.trim_end().len() as u32));
        }
    }
}
