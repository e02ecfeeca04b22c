//! Emoji as X takes them for one character. Source: the table of twemoji-parser, with the emoji of Unicode that are
//! younger.

use unicode_properties::{EmojiStatus, UnicodeEmoji};

use crate::document::tables::{FLAGS, JOINED, STYLED};

const TONE: char = '\u{1F3FB}';
const JOINER: char = '\u{200D}';
/// The most emoji in one; two people, a kiss and a heart are four.
const MOST: usize = 6;

/// The emoji of a text that count as one character, as bytes.
pub(crate) fn find(text: &str) -> Vec<(usize, usize)> {
    let (mut all, mut at) = (Vec::new(), 0);
    while let Some(c) = text[at..].chars().next() {
        let length = length(&text[at..]);
        all.extend(length.map(|length| (at, at + length)));
        at += length.unwrap_or(c.len_utf8());
    }
    all
}

/// The length in bytes of the emoji that a text begins with, where it counts as one.
pub(super) fn length(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    match first {
        '0'..='9' | '#' | '*' => {
            let rest = &text[1..];
            let styled = rest.strip_prefix('\u{FE0F}').unwrap_or(rest);
            styled.starts_with('\u{20E3}').then(|| text.len() - styled.len() + '\u{20E3}'.len_utf8())
        }
        '\u{A9}' | '\u{AE}' | '\u{203C}'.. => joined(text),
        _ => None,
    }
}

fn joined(text: &str) -> Option<usize> {
    if let Some(length) = flag(text) {
        return Some(length);
    }
    let mut key = String::new();
    let first = one(text, &mut key)?;
    let (mut best, mut at) = (first, first);
    for _ in 1..MOST {
        if !text[at..].starts_with(JOINER) {
            break;
        }
        key.push(JOINER);
        at += JOINER.len_utf8();
        let Some(length) = one(&text[at..], &mut key) else { break };
        at += length;
        if JOINED.binary_search(&key.as_str()).is_ok() {
            best = at;
        }
    }
    Some(best)
}

/// The flag of a country, or of a part of one.
fn flag(text: &str) -> Option<usize> {
    let letter =
        |c: char| matches!(c, '\u{1F1E6}'..='\u{1F1FF}').then(|| (b'A' + (c as u32 - 0x1F1E6) as u8) as char);
    let mut chars = text.chars();
    let first = chars.next()?;
    if let (Some(a), Some(b)) = (letter(first), chars.next().and_then(letter)) {
        let name: String = [a, b].iter().collect();
        return FLAGS.split_ascii_whitespace().any(|known| known == name).then_some(8);
    }
    let tags = text.strip_prefix('\u{1F3F4}')?;
    let name: String = tags
        .chars()
        .take(6)
        .map_while(|c| char::from_u32((c as u32).checked_sub(0xE0000)?).filter(char::is_ascii))
        .collect();
    ["gbeng\u{7F}", "gbsct\u{7F}", "gbwls\u{7F}"].contains(&name.as_str()).then_some(4 + 6 * 4)
}

/// The length of one emoji with its selector and its tone of skin. Writes it into `key`, with one tone for all.
fn one(text: &str, key: &mut String) -> Option<usize> {
    let first = text.chars().next()?;
    let status = first.emoji_status();
    let at = STYLED.partition_point(|(_, last)| *last < first as u32);
    let styled = STYLED.get(at).is_some_and(|(from, _)| *from <= first as u32);
    if !styled && (first.is_ascii() || !first.is_emoji_char()) {
        return None;
    }
    // The signs of copyright and trade mark are letters without a selector.
    let letter = matches!(first, '\u{A9}' | '\u{AE}');
    if letter && !text[first.len_utf8()..].starts_with('\u{FE0F}') {
        return None;
    }
    key.push(first);
    let mut length = first.len_utf8();
    if styled {
        if text[length..].starts_with('\u{FE0E}') {
            return None;
        }
        if text[length..].starts_with('\u{FE0F}') {
            key.push('\u{FE0F}');
            length += '\u{FE0F}'.len_utf8();
        }
    }
    let takes_tone =
        matches!(status, EmojiStatus::EmojiModifierBase | EmojiStatus::EmojiPresentationAndModifierBase);
    if takes_tone && text[length..].starts_with(|c| matches!(c, '\u{1F3FB}'..='\u{1F3FF}')) {
        key.push(TONE);
        length += TONE.len_utf8();
    }
    Some(length)
}
