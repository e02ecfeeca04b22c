//! `brand/announce-opener`: the writer's feelings come before the news.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::class;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AnnounceOpener {
    first_chars: usize,
}

impl Check for AnnounceOpener {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(hit) = subject.of_group("opener").next() else { return };
        let view = subject.fields[hit.field];
        // Handles, tags and emoji in front are no words yet.
        const MARKS: u32 = class::MENTION | class::HASHTAG | class::EMOJI;
        let first = view.text.tokens.iter().find(|t| !t.is(MARKS)).map_or(0, |t| t.start);
        let before = view.raw.get(first as usize..hit.start as usize).unwrap_or("");
        if before.chars().count() > self.first_chars {
            return;
        }
        let mut one = Found::new("opens").at(hit.field, hit.start, hit.end);
        if let Some((end, letter)) = rest(&view, hit.end as usize) {
            let edit = vec![(hit.field, hit.start, end as u32, letter)];
            one = one.fix("begin with the news", edit);
        }
        found.push(one);
    }
}

/// Where the next words begin behind their first letter, and that letter as a capital.
fn rest(view: &FieldView<'_>, end: usize) -> Option<(usize, String)> {
    let after = view.raw.get(end..)?;
    let mut text = after.trim_start_matches(|c: char| c.is_whitespace() || "!.:,;-–—".contains(c));
    for word in ["that ", "you that "] {
        text = text.strip_prefix(word).unwrap_or(text);
    }
    let letter = text.chars().next().filter(|c| c.is_alphanumeric())?;
    let at = view.raw.len() - text.len();
    Some((at + letter.len_utf8(), letter.to_uppercase().collect()))
}
