//! Checks of the category `a11y`.

pub(crate) mod acronym;
pub(crate) mod alt_missing;
pub(crate) mod alt_quality;
pub(crate) mod captions_missing;
pub(crate) mod emoji_as_word;
pub(crate) mod emoji_run;
pub(crate) mod fancy_letters;
pub(crate) mod hashtag_case;
pub(crate) mod text_art;
pub(crate) mod text_in_image;
pub(crate) mod vague_link;
pub(crate) mod wall_of_text;

use std::ops::Range;

use crate::draft::{Media, MediaKind};

/// What a message calls the attachment with this number, from 0.
fn name_of(media: &[Media], i: usize) -> String {
    let kind = match media.get(i).map(|m| m.kind) {
        Some(MediaKind::Gif) => "GIF",
        Some(MediaKind::Chart) => "chart",
        Some(MediaKind::Video) => "film",
        Some(MediaKind::Audio) => "recording",
        Some(MediaKind::Document) => "document",
        _ => "picture",
    };
    match media.len() {
        0 | 1 => format!("the {kind}"),
        all => format!("{kind} {} of {all}", i + 1),
    }
}

/// A text is looked at so far to either side of a place, in bytes: every text takes linear time.
const REACH: usize = 160;

/// The text around a place, in its line.
fn near<'t>(raw: &'t str, place: &Range<usize>) -> &'t str {
    let mut from = place.start.saturating_sub(REACH);
    while !raw.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (place.end + REACH).min(raw.len());
    while !raw.is_char_boundary(to) {
        to -= 1;
    }
    let from = raw[from..place.start].rfind('\n').map_or(from, |i| from + i + 1);
    let to = raw[place.end..to].find('\n').map_or(to, |i| place.end + i);
    &raw[from..to]
}
