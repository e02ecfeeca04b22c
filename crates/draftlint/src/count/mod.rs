//! How long a text is, as each network counts.

mod x;

use unicode_segmentation::UnicodeSegmentation;

use crate::document::{Text, Token, class};
use crate::network::CountUnit;

/// What a link weighs on X and on Mastodon. Sources: docs.x.com, counting characters; Mastodon's
/// `StatusLengthValidator`.
const LINK: u32 = 23;

/// The length of a text that was read, in a unit.
pub(crate) fn count(unit: CountUnit, raw: &str, text: &Text) -> u32 {
    match unit {
        CountUnit::Graphemes if raw.is_ascii() => raw.len() as u32 - raw.matches("\r\n").count() as u32,
        CountUnit::Graphemes if is_simple(raw) => {
            raw.chars().count() as u32 - raw.matches("\r\n").count() as u32
        }
        CountUnit::Graphemes => raw.graphemes(true).count() as u32,
        CountUnit::CodePoints => raw.chars().count() as u32,
        CountUnit::Utf16 => raw.encode_utf16().count() as u32,
        CountUnit::Bytes => raw.len() as u32,
        CountUnit::Lines => raw.lines().count() as u32,
        CountUnit::Items => 0,
        CountUnit::Threads => measure(unit, raw, text, u32::MAX).0,
        CountUnit::XWeighted => x::count(raw, text),
        CountUnit::Fediverse => measure(unit, raw, text, u32::MAX).0,
    }
}

/// The length of a text, and the first byte of what lies beyond `limit`. A link or handle is not divided. On X the
/// sum of the parts can differ from `count` where characters compose over parts.
pub(crate) fn measure(unit: CountUnit, raw: &str, text: &Text, limit: u32) -> (u32, Option<usize>) {
    let (mut total, mut cut, mut at) = (0u32, None, 0);
    let mut add = |weight: u32, start: usize| {
        total += weight;
        if total > limit && cut.is_none() {
            cut = Some(start);
        }
    };
    let part = |from: usize, to: usize, add: &mut dyn FnMut(u32, usize)| {
        for (i, cluster) in raw[from..to].grapheme_indices(true) {
            let weight = match unit {
                CountUnit::XWeighted => x::weigh(cluster),
                CountUnit::Utf16 => cluster.encode_utf16().count() as u32,
                CountUnit::CodePoints => cluster.chars().count() as u32,
                CountUnit::Bytes => cluster.len() as u32,
                CountUnit::Threads if is_emoji(cluster) => cluster.len() as u32,
                CountUnit::Threads => cluster.chars().count() as u32,
                CountUnit::Lines => cluster.matches('\n').count() as u32,
                CountUnit::Items => 0,
                CountUnit::Graphemes | CountUnit::Fediverse => 1,
            };
            add(weight, from + i);
        }
    };
    for token in &text.tokens {
        if let Some(weight) = weight_of_token(unit, raw, token) {
            part(at, token.start as usize, &mut add);
            add(weight, token.start as usize);
            at = token.end as usize;
        }
    }
    part(at, raw.len(), &mut add);
    (total, cut)
}

/// The weight of a token that does not weigh what its characters do: links, and on the fediverse the server's part
/// of a handle.
fn weight_of_token(unit: CountUnit, raw: &str, token: &Token) -> Option<u32> {
    let written = &raw[token.start as usize..token.end as usize];
    match unit {
        CountUnit::XWeighted => token.is(class::LINK).then_some(LINK),
        CountUnit::Fediverse if token.is(class::LINK) => written.contains("://").then_some(LINK),
        CountUnit::Fediverse if token.is(class::MENTION) => {
            let server = written.rfind('@').filter(|at| *at > 0)?;
            Some(written[..server].graphemes(true).count() as u32)
        }
        _ => None,
    }
}

/// Whether a grapheme is shown as an emoji.
fn is_emoji(cluster: &str) -> bool {
    let first = cluster.chars().next().unwrap_or(' ');
    let emoji = !first.is_ascii()
        && (crate::document::chars::is_emoji(first)
            || matches!(first, '\u{1F1E6}'..='\u{1F1FF}')
            || (crate::document::chars::may_be_emoji(first) && cluster.contains('\u{FE0F}')));
    emoji || cluster.contains('\u{20E3}')
}

/// Whether every character is a grapheme by itself and already composed, so that counting needs no tables: most of
/// Latin, Cyrillic and CJK, punctuation, and emoji of one character.
fn is_simple(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c as u32,
            0..=0x2FF | 0x400..=0x482 | 0x48A..=0x52F | 0x2010..=0x2027 | 0x2030..=0x205E | 0x20A0..=0x20CF
            | 0x2100..=0x2125 | 0x2127..=0x2129 | 0x212C..=0x2328 | 0x232B..=0x2ADB | 0x3001..=0x3029
            | 0x3041..=0x3096 | 0x30A0..=0x30FF | 0x4E00..=0x9FFF | 0x1F300..=0x1F3FA | 0x1F400..=0x1F64F
            | 0x1F680..=0x1F6FF | 0x1F900..=0x1F9FF)
    })
}

#[cfg(test)]
mod tests {
    use unicode_normalization::is_nfc;

    use super::*;
    use crate::document;

    fn weighted(raw: &str) -> u32 {
        let mut text = Text::default();
        document::read(raw, &mut text);
        count(CountUnit::XWeighted, raw, &text)
    }

    #[test]
    fn x_counts_links_emoji_and_scripts() {
        assert_eq!(weighted("hello"), 5);
        assert_eq!(weighted("see https://example.com/a/very/long/path?with=query now"), 4 + 23 + 4);
        assert_eq!(weighted("👩‍👧‍👦"), 2);
        assert_eq!(weighted("日本"), 4);
        assert_eq!(weighted("cafe\u{301}"), 4);
        assert_eq!(weighted("“quoted” – dash"), 15);
        assert_eq!(weighted("…€"), 4);
    }

    #[test]
    fn the_short_way_counts_as_the_tables_do() {
        for c in (0..0x11_0000).filter_map(char::from_u32).filter(|c| is_simple(&c.to_string())) {
            for text in [format!("a{c}b"), format!("{c}{c}"), format!("é{c}日")] {
                assert_eq!(text.graphemes(true).count(), text.chars().count(), "{c:?}");
                assert!(is_nfc(&text), "{c:?}");
            }
        }
    }

    fn measured(unit: CountUnit, raw: &str, limit: u32) -> (u32, Option<usize>) {
        let mut text = Text::default();
        document::read(raw, &mut text);
        measure(unit, raw, &text, limit)
    }

    #[test]
    fn what_lies_beyond_the_limit() {
        assert_eq!(measured(CountUnit::XWeighted, "日本語abc", 7), (9, Some(10)));
        assert_eq!(measured(CountUnit::Utf16, "a😀b", 2), (4, Some(1)));
        assert_eq!(measured(CountUnit::Graphemes, "e\u{301}👨‍👩‍👧x", 2), (3, Some("e\u{301}👨‍👩‍👧".len())));
        assert_eq!(
            measured(CountUnit::XWeighted, "see https://example.com/a/very/long/path now", 20),
            (4 + 23 + 4, Some(4))
        );
    }

    #[test]
    fn the_fediverse_counts_links_and_handles_its_own_way() {
        assert_eq!(measured(CountUnit::Fediverse, "hi @ana@example.org", 500).0, 7);
        assert_eq!(
            measured(CountUnit::Fediverse, "a https://example.com/a/very/long/path/indeed", 500).0,
            25
        );
        assert_eq!(measured(CountUnit::Fediverse, "a example.com", 500).0, 13);
    }
}
