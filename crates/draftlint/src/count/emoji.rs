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
    let mut best = None;
    let mut at = 0;
    for number in 0..MOST {
        if number > 0 {
            if !text[at..].starts_with(JOINER) {
                break;
            }
            key.push(JOINER);
            at += JOINER.len_utf8();
        }
        // With its selector and its tone of skin it may be another emoji than without.
        let Some(one) = One::read(&text[at..]) else { break };
        for (c, end) in one.characters.into_iter().flatten() {
            key.push(c);
            let whole =
                if number == 0 { one.stands_alone } else { JOINED.binary_search(&key.as_str()).is_ok() };
            if whole {
                best = Some(at + end);
            }
        }
        if !one.stands_alone {
            break;
        }
        at += one.characters.into_iter().flatten().map(|(_, end)| end).max().unwrap_or(0);
    }
    best
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

/// One emoji.
struct One {
    /// Its character, its selector and its tone of skin, one tone for all; each with the bytes up to its end.
    characters: [Option<(char, usize)>; 3],
    /// It is one by itself: no selector makes it a letter.
    stands_alone: bool,
}

impl One {
    fn read(text: &str) -> Option<One> {
        let first = text.chars().next()?;
        let at = STYLED.partition_point(|(_, last)| *last < first as u32);
        let styled = STYLED.get(at).is_some_and(|(from, _)| *from <= first as u32);
        if !styled && (first.is_ascii() || !first.is_emoji_char()) {
            return None;
        }
        let mut end = first.len_utf8();
        let mut one = One { characters: [Some((first, end)), None, None], stands_alone: true };
        let selector = text[end..].chars().next().filter(|_| styled);
        // The signs of copyright and trade mark are letters without a selector.
        let letter = matches!(first, '\u{A9}' | '\u{AE}');
        if selector == Some('\u{FE0E}') || (letter && selector != Some('\u{FE0F}')) {
            one.stands_alone = false;
            return Some(one);
        }
        if selector == Some('\u{FE0F}') {
            end += '\u{FE0F}'.len_utf8();
            one.characters[1] = Some(('\u{FE0F}', end));
        }
        let takes_tone = matches!(
            first.emoji_status(),
            EmojiStatus::EmojiModifierBase | EmojiStatus::EmojiPresentationAndModifierBase
        );
        if takes_tone && text[end..].starts_with(|c| matches!(c, '\u{1F3FB}'..='\u{1F3FF}')) {
            one.characters[2] = Some((TONE, end + TONE.len_utf8()));
        }
        Some(one)
    }
}
