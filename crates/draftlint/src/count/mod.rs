//! How long a text is, as each network counts.

pub(crate) mod emoji;
mod x;

use unicode_segmentation::UnicodeSegmentation;

use crate::entities::{Entity, EntityKind, counted_on_mastodon, links_on_x};
use crate::network::{CountUnit, EntityRules};

/// What a link weighs on X and on Mastodon. Sources: docs.x.com, counting characters; Mastodon's
/// `StatusLengthValidator`.
const LINK: u32 = 23;

impl CountUnit {
    /// The length of a text in this unit, as its network counts before it takes a post. The same number is in
    /// [`Length`](crate::Length) and in the findings of `etiquette/length`. On the fediverse a content warning
    /// counts with the text, by its graphemes: add [`CountUnit::Graphemes`] of it. Things are not counted: the
    /// length in [`CountUnit::Items`] is 0.
    ///
    /// ```
    /// use draftlint::CountUnit;
    /// assert_eq!(CountUnit::Graphemes.count("👩‍🚒 at 5"), 6);
    /// assert_eq!(CountUnit::Utf16.count("👩‍🚒 at 5"), 10);
    /// assert_eq!(CountUnit::Fediverse.count("ask @ana@bees.example"), 8);
    /// ```
    pub fn count(self, text: &str) -> u32 {
        count(self, text)
    }
}

/// The length of a text in a unit.
pub(crate) fn count(unit: CountUnit, raw: &str) -> u32 {
    match unit {
        CountUnit::Graphemes => graphemes(raw),
        CountUnit::CodePoints => raw.chars().count() as u32,
        CountUnit::Utf16 => raw.chars().map(|c| c.len_utf16() as u32).sum(),
        CountUnit::Bytes => raw.len() as u32,
        CountUnit::Lines => raw.lines().count().max(1) as u32,
        CountUnit::Items => 0,
        CountUnit::Threads if raw.is_ascii() => raw.len() as u32,
        CountUnit::Threads => raw.graphemes(true).map(|cluster| weight(unit, cluster)).sum(),
        CountUnit::XWeighted => x::count(raw),
        CountUnit::Fediverse if !raw.contains('@') && !raw.contains("://") => graphemes(raw),
        CountUnit::Fediverse => measure(unit, raw, u32::MAX).0,
    }
}

/// What a content warning adds to the length of the text: on the fediverse its graphemes, links and handles in full.
pub(crate) fn of_warning(unit: CountUnit, warning: &str) -> u32 {
    if unit == CountUnit::Fediverse { graphemes(warning) } else { 0 }
}

/// The length of a text, and the first byte of what lies beyond `limit`. No link, handle or grapheme is divided, except
/// where it begins the text and is by itself too long: then something of it is within.
/// On X the sum of the parts can differ from `count` where characters compose over parts.
pub(crate) fn measure(unit: CountUnit, raw: &str, limit: u32) -> (u32, Option<usize>) {
    match unit {
        CountUnit::Items => return (0, None),
        CountUnit::Lines => {
            let beyond = raw.split_inclusive('\n').nth(limit as usize);
            let cut = beyond.map(|line| line.as_ptr() as usize - raw.as_ptr() as usize);
            return (count(unit, raw), cut);
        }
        _ => {}
    }
    let whole = match unit {
        CountUnit::XWeighted => links_on_x(raw),
        CountUnit::Fediverse => counted_on_mastodon(raw),
        // Where the unit does not say how links are found, those with a scheme are kept whole.
        _ => EntityRules::Mastodon.find(raw),
    };
    let mut whole = whole.into_iter().peekable();
    let mut clusters = raw.grapheme_indices(true);
    let (mut total, mut cut) = (0u32, None);
    while let Some((start, cluster)) = clusters.next() {
        let (mut end, mut plain) = (start + cluster.len(), weight(unit, cluster));
        let mut own = None;
        // A grapheme may begin before an entity, or end after it: they are one piece.
        while let Some(one) = whole.next_if(|one| (one.start as usize) < end) {
            while end < one.end as usize {
                let Some((_, cluster)) = clusters.next() else { break };
                end += cluster.len();
                plain += weight(unit, cluster);
            }
            own = weight_of_entity(unit, raw, one).map(|weight| weight + own.unwrap_or(0)).or(own);
        }
        total = total.saturating_add(own.unwrap_or(plain));
        if total > limit && cut.is_none() {
            let divided = start == 0 && own.is_none();
            cut = Some(if divided { first_beyond(unit, &raw[..end], limit) } else { start });
        }
    }
    (total, cut)
}

/// The first grapheme beyond a limit.
fn first_beyond(unit: CountUnit, piece: &str, limit: u32) -> usize {
    let mut total = 0;
    let mut within = |cluster: &str| {
        total += weight(unit, cluster);
        total <= limit
    };
    piece.graphemes(true).take_while(|cluster| within(cluster)).map(str::len).sum()
}

/// The weight of an entity that does not weigh what its characters do: links, and on the fediverse a handle with its
/// server.
fn weight_of_entity(unit: CountUnit, raw: &str, one: Entity) -> Option<u32> {
    match (unit, one.kind) {
        (CountUnit::XWeighted | CountUnit::Fediverse, EntityKind::Link) => Some(LINK),
        (CountUnit::Fediverse, EntityKind::Mention) => {
            let name = &raw[one.start as usize + 1..one.end as usize];
            name.find('@').map(|server| 1 + server as u32)
        }
        _ => None,
    }
}

/// The weight of a grapheme.
fn weight(unit: CountUnit, cluster: &str) -> u32 {
    match unit {
        CountUnit::XWeighted => x::weigh(cluster),
        CountUnit::Utf16 => cluster.chars().map(|c| c.len_utf16() as u32).sum(),
        CountUnit::Bytes => cluster.len() as u32,
        // "Emojis are counted as the number of UTF-8 bytes." Source: developers.facebook.com, Threads API, posts
        // (14 April 2026).
        CountUnit::Threads if is_emoji(cluster) => cluster.len() as u32,
        CountUnit::Threads | CountUnit::CodePoints => cluster.chars().count() as u32,
        CountUnit::Graphemes | CountUnit::Fediverse => 1,
        CountUnit::Lines | CountUnit::Items => 0,
    }
}

fn graphemes(raw: &str) -> u32 {
    if raw.is_ascii() {
        return raw.len() as u32 - raw.matches("\r\n").count() as u32;
    }
    if is_simple(raw) {
        return raw.chars().count() as u32 - raw.matches("\r\n").count() as u32;
    }
    raw.graphemes(true).count() as u32
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
    text.is_ascii() || text.chars().all(|c| c.is_ascii() || is_simple_char(c))
}

fn is_simple_char(c: char) -> bool {
    matches!(c as u32,
            0x80..=0x2FF | 0x400..=0x482 | 0x48A..=0x52F | 0x2010..=0x2027 | 0x2030..=0x205E | 0x20A0..=0x20CF
            | 0x2100..=0x2125 | 0x2127..=0x2129 | 0x212C..=0x2328 | 0x232B..=0x2ADB | 0x3001..=0x3029
            | 0x3041..=0x3096 | 0x30A0..=0x30FF | 0x4E00..=0x9FFF | 0x1F300..=0x1F3FA | 0x1F400..=0x1F64F
            | 0x1F680..=0x1F6FF | 0x1F900..=0x1F9FF)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::is_nfc;

    use super::*;

    #[test]
    fn x_counts_links_emoji_and_scripts() {
        let weighted = |raw: &str| count(CountUnit::XWeighted, raw);
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

    #[test]
    fn what_lies_beyond_the_limit() {
        assert_eq!(measure(CountUnit::XWeighted, "日本語abc", 7), (9, Some(10)));
        assert_eq!(measure(CountUnit::Utf16, "a😀b", 2), (4, Some(1)));
        assert_eq!(measure(CountUnit::Graphemes, "e\u{301}👨‍👩‍👧x", 2), (3, Some("e\u{301}👨‍👩‍👧".len())));
        assert_eq!(
            measure(CountUnit::XWeighted, "see https://example.com/a/very/long/path now", 20),
            (31, Some(4))
        );
        assert_eq!(measure(CountUnit::CodePoints, "see https://example.com/a now", 20), (29, Some(4)));
        assert_eq!(measure(CountUnit::Bytes, "hi @ana@bees.example", 10), (20, Some(3)));
    }

    #[test]
    fn the_fediverse_counts_links_and_handles_its_own_way() {
        let length = |raw: &str| count(CountUnit::Fediverse, raw);
        assert_eq!(length("hi @ana@example.org"), 7);
        assert_eq!(length("a https://example.com/a/very/long/path/indeed"), 25);
        assert_eq!(length("a example.com"), 13);
        // A tag does not keep a link from being one.
        assert_eq!(length("#蜂HTTP://example.com"), 2 + 23);
        // An accent on the last character of a link is part of that character.
        assert_eq!(length("https://example.com\u{301}"), 23);
        assert_eq!(of_warning(CountUnit::Fediverse, "https://example.com/a/long/path"), 31);
        assert_eq!(of_warning(CountUnit::Graphemes, "rain"), 0);
    }

    #[test]
    fn threads_counts_the_bytes_of_emoji() {
        let length = |raw: &str| count(CountUnit::Threads, raw);
        assert_eq!(length("bees 🐝"), 5 + 4);
        assert_eq!(length("蜂 ©"), 3);
        assert_eq!(length("👩‍🚒"), 11);
        assert_eq!(length("🇩🇪"), 8);
        assert_eq!(length("1️⃣"), 7);
    }

    #[test]
    fn lines_are_counted_from_one() {
        for (text, lines) in [("", 1), ("a", 1), ("a\n", 1), ("a\nb", 2), ("a\r\n\r\nb", 3)] {
            assert_eq!(count(CountUnit::Lines, text), lines, "{text:?}");
        }
        assert_eq!(measure(CountUnit::Lines, "a\nb\nc\nd", 2), (4, Some(4)));
        assert_eq!(measure(CountUnit::Lines, "a\nb\n", 2), (2, None));
    }

    const UNITS: [CountUnit; 9] = [
        CountUnit::XWeighted,
        CountUnit::Graphemes,
        CountUnit::CodePoints,
        CountUnit::Utf16,
        CountUnit::Bytes,
        CountUnit::Fediverse,
        CountUnit::Threads,
        CountUnit::Lines,
        CountUnit::Items,
    ];

    proptest! {
        #[test]
        fn the_two_ways_agree(text in "(\\PC|[\u{600}\u{301}\u{200D}\u{FE0F}🇩👩🐝蜂\n\r @#:/.]|@ana@b\\.example|https://b\\.com|b\\.rs){0,30}", limit in 0u32..60) {
            for unit in UNITS {
                let (total, cut) = measure(unit, &text, limit);
                if unit != CountUnit::XWeighted {
                    prop_assert_eq!(total, count(unit, &text), "{:?}", unit);
                }
                prop_assert_eq!(cut.is_some(), total > limit && !text.is_empty(), "{:?}", unit);
                if let Some(cut) = cut {
                    prop_assert!(text.grapheme_indices(true).any(|(at, _)| at == cut), "{:?}", unit);
                    // What is cut off can make a link of the rest, which then weighs otherwise.
                    let plain = !matches!(unit, CountUnit::XWeighted | CountUnit::Fediverse);
                    prop_assert!(!plain || limit == 0 || count(unit, &text[..cut]) <= limit, "{:?}", unit);
                }
            }
        }
    }
}
