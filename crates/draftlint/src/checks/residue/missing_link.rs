//! `residue/missing-link`: the text points to a link, a picture or an item that is not there.

use serde::Deserialize;

use crate::checks::{CardHit, Check, FieldView, Found, Subject, support};
use crate::document::{bound, class};
use crate::draft::{Kind, MediaKind};
use crate::finding::Field;
use crate::network::TraitKind;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MissingLink {}

/// The whole text is searched for each pointer to an item: only so many are followed.
const MOST_ITEMS: usize = 20;

impl Check for MissingLink {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if subject.hits.is_empty() {
            return;
        }
        let draft = subject.draft;
        // The next post of a thread may hold what this one points to.
        let in_thread = draft.kind == Some(Kind::ThreadPart);
        let body = subject.body();
        let linked = draft.link.is_some() || body.text.of_class(class::LINK | class::EMAIL).next().is_some();
        let attached = |kind: MediaKind| draft.media.iter().flatten().any(|m| m.kind == kind);
        if !linked && !in_thread && !attached(MediaKind::Document) {
            let bio = subject.network_is(TraitKind::LinkInBio) == Some(true);
            for hit in subject.of_group("link-cue") {
                let view = subject.fields[hit.field];
                let words = || (hit.tokens.0..hit.tokens.1).map(|t| view.text.word(&view.text.tokens[t]));
                let profile = bio && words().any(|w| matches!(w, "bio" | "profile"));
                // In an answer "the link" is the one that the other person gave.
                let theirs = subject.is_answer() && !words().any(|w| matches!(w, "below" | "here"));
                if !profile && !theirs {
                    found.push(Found::new("no-link").at(hit.field, hit.start, hit.end));
                }
            }
        }
        if draft.media.as_ref().is_some_and(Vec::is_empty) && draft.link.is_none() && !in_thread {
            for hit in subject.of_group("media-cue") {
                found.push(Found::new("no-media").at(hit.field, hit.start, hit.end));
            }
        }
        if !in_thread {
            let cues = subject.of_group("item-cue").filter(|h| subject.fields[h.field].field == Field::Body);
            for hit in cues.take(MOST_ITEMS) {
                if lacks_item(subject, hit) {
                    found.push(Found::new("no-item").at(hit.field, hit.start, hit.end));
                }
            }
        }
    }
}

/// No item of the number stands on the side of the text to which the hit points.
fn lacks_item(subject: &Subject<'_>, hit: &CardHit) -> bool {
    let view = subject.fields[hit.field];
    let text = view.text;
    let (first, last) = hit.tokens;
    let word = |t: usize| text.word(&text.tokens[t]);
    let below = (first..last).any(|t| word(t) == "below");
    let Some(number) = (first..last).find_map(|t| value(word(t))) else {
        // `the list below`: anything after it may be the list, and so may a picture.
        let nothing = view.raw[hit.end as usize..].trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
        return below && nothing && subject.draft.media.as_ref().is_some_and(Vec::is_empty);
    };
    // The item in which the hit itself stands is not above it.
    let line = (0..=first).rev().find(|t| text.bounds[*t] & bound::LINE != 0).unwrap_or(0);
    let mut range = if below { last..text.tokens.len() } else { 0..line };
    !range.any(|t| value(word(t)) == Some(number) && is_item(&view, t))
}

/// A number in digits or in words, from one to twenty.
fn value(word: &str) -> Option<u32> {
    const NAMES: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let digits = word.trim_start_matches('#');
    if digits.starts_with(|c: char| c.is_ascii_digit()) {
        return digits.parse().ok();
    }
    NAMES.iter().position(|n| *n == word).map(|i| i as u32 + 1)
}

/// A token numbers an item: `3.`, `3)`, `(3)`, `#3`, `Tip 3`, or at the beginning of a line.
fn is_item(view: &FieldView<'_>, t: usize) -> bool {
    let text = view.text;
    let token = &text.tokens[t];
    let after = view.raw.as_bytes().get(token.end as usize);
    let before = t.checked_sub(1).map_or("", |p| text.word(&text.tokens[p]));
    text.bounds[t] & bound::LINE != 0
        || support::slice(view.raw, token.start as usize, token.start as usize + 1) == "#"
        || matches!(after, Some(b')' | b':'))
        || matches!(
            before,
            "tip"
                | "point"
                | "step"
                | "item"
                | "rule"
                | "number"
                | "reason"
                | "lesson"
                | "no"
                | "part"
                | "mistake"
                | "question"
        )
}
