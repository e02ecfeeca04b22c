//! How X weighs a text.

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

use super::{LINK, is_emoji, is_simple};
use crate::document::{self, Text, class};
use crate::entities::{Entity, EntityKind};

/// NFC first; a link is 23, an emoji sequence 2; U+0000–10FF, 2000–200D, 2010–201F and 2032–2037 weigh 1, all else
/// 2. Source: twitter-text, config/v3.json.
pub(super) fn count(raw: &str) -> u32 {
    let mut total = 0;
    let mut at = 0;
    for link in entities(raw) {
        total += weigh(&raw[at..link.start as usize]) + LINK;
        at = link.end as usize;
    }
    total + weigh(&raw[at..])
}

/// What is not divided: links, as the tokenizer reads them.
pub(super) fn entities(raw: &str) -> Vec<Entity> {
    if !raw.contains('.') {
        return Vec::new();
    }
    let mut text = Text::default();
    document::read(raw, &mut text);
    text.of_class(class::LINK)
        .map(|link| Entity { start: link.start, end: link.end, kind: EntityKind::Link })
        .collect()
}

/// The weight of a text without links.
pub(super) fn weigh(text: &str) -> u32 {
    if text.is_ascii() {
        return text.len() as u32;
    }
    if is_simple(text) {
        return text.chars().map(weight).sum();
    }
    if !is_nfc(text) {
        return weigh(&text.nfc().collect::<String>());
    }
    text.graphemes(true)
        .map(|cluster| if is_emoji(cluster) { 2 } else { cluster.chars().map(weight).sum() })
        .sum()
}

fn weight(c: char) -> u32 {
    match c as u32 {
        0..=0x10FF | 0x2000..=0x200D | 0x2010..=0x201F | 0x2032..=0x2037 => 1,
        _ => 2,
    }
}
