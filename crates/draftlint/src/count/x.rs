//! How X weighs a text.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{LINK, emoji, is_simple};
use crate::entities::counted_on_x;

/// NFC first; a link is 23, an emoji sequence 2; U+0000–10FF, 2000–200D, 2010–201F and 2032–2037 weigh 1, all else
/// 2. Source: twitter-text, config/v3.json.
pub(super) fn count(raw: &str) -> u32 {
    if !is_simple(raw) && !is_nfc(raw) {
        return count(&raw.nfc().collect::<String>());
    }
    if !raw.contains('.') {
        return weigh(raw);
    }
    let mut total = 0;
    let mut at = 0;
    for (start, end) in counted_on_x(raw) {
        total += weigh(&raw[at..start]) + LINK;
        at = end;
    }
    total + weigh(&raw[at..])
}

/// The weight of a text without links.
pub(super) fn weigh(text: &str) -> u32 {
    if text.is_ascii() {
        return text.len() as u32;
    }
    if !is_simple(text) && !is_nfc(text) {
        return weigh(&text.nfc().collect::<String>());
    }
    let (mut total, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        match emoji::length(&text[at..]) {
            Some(length) => {
                total += 2;
                at += length;
            }
            None => {
                total += weight(c);
                at += c.len_utf8();
            }
        }
    }
    total
}

fn weight(c: char) -> u32 {
    match c as u32 {
        0..=0x10FF | 0x2000..=0x200D | 0x2010..=0x201F | 0x2032..=0x2037 => 1,
        _ => 2,
    }
}
