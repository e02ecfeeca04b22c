//! How long a text is, as each network counts.

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

use crate::document::{Text, class};
use crate::network::CountUnit;

/// What a link weighs on X. Source: docs.x.com, counting characters.
const X_LINK: u32 = 23;

/// The length of a text that was read, in a unit.
pub(crate) fn count(unit: CountUnit, raw: &str, text: &Text) -> u32 {
    match unit {
        CountUnit::Graphemes if raw.is_ascii() => raw.len() as u32 - raw.matches("\r\n").count() as u32,
        CountUnit::Graphemes => raw.graphemes(true).count() as u32,
        CountUnit::Utf16 => raw.encode_utf16().count() as u32,
        CountUnit::XWeighted => x_weighted(raw, text),
    }
}

/// NFC first; a link is 23, an emoji sequence 2; U+0000–10FF, 2000–200D, 2010–201F and 2032–2037 weigh 1, all else
/// 2. Source: twitter-text, config/v3.json.
fn x_weighted(raw: &str, text: &Text) -> u32 {
    let mut total = 0;
    let mut at = 0;
    for link in text.of_class(class::LINK) {
        total += weigh(&raw[at..link.start as usize]) + X_LINK;
        at = link.end as usize;
    }
    total + weigh(&raw[at..])
}

fn weigh(text: &str) -> u32 {
    if text.is_ascii() {
        return text.len() as u32;
    }
    if !is_nfc(text) {
        return weigh(&text.nfc().collect::<String>());
    }
    text.graphemes(true)
        .map(|cluster| {
            let first = cluster.chars().next().unwrap_or(' ');
            let emoji = !first.is_ascii()
                && (crate::document::chars::is_emoji(first)
                    || matches!(first, '\u{1F1E6}'..='\u{1F1FF}')
                    || (crate::document::chars::may_be_emoji(first) && cluster.contains('\u{FE0F}')));
            let keycap = cluster.contains('\u{20E3}');
            if emoji || keycap { 2 } else { cluster.chars().map(weight).sum() }
        })
        .sum()
}

fn weight(c: char) -> u32 {
    match c as u32 {
        0..=0x10FF | 0x2000..=0x200D | 0x2010..=0x201F | 0x2032..=0x2037 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
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
}
