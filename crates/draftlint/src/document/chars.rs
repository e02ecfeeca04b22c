//! What a character outside ASCII is.

use unicode_properties::{EmojiStatus, UnicodeEmoji};

/// The part that a character plays in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Char {
    /// A letter or digit.
    Letter,
    /// A mark that belongs to the letter before it.
    Mark,
    /// Draws nothing: joiners, direction marks, fillers.
    Hidden,
    Emoji,
    Apostrophe,
    Quote,
    Space,
    LineBreak,
    Dash,
    /// Ends a sentence.
    Stop,
    /// A comma of another script.
    Comma,
    Colon,
    Ellipsis,
    Currency,
    Other,
}

/// Draws nothing. Variation selectors count; U+FEFF and the tag characters too.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The first byte, from a place on, of which something holds. Of most it does not, so that sixteen are asked at a time.
#[inline]
pub(crate) fn find_byte(bytes: &[u8], from: usize, is: impl Fn(u8) -> bool) -> Option<usize> {
    // What was found last often has its like right behind it.
    if is(*bytes.get(from)?) {
        return Some(from);
    }
    let mut at = from + 1;
    while let Some(some) = bytes.get(at..at + 16) {
        if some.iter().fold(false, |any, b| any | is(*b)) {
            break;
        }
        at += 16;
    }
    Some(at + bytes.get(at..)?.iter().position(|b| is(*b))?)
}

/// The characters of a text whose first byte is `lead` or a greater one, which begins no character of ASCII, with
/// their places.
pub(crate) fn from_lead(raw: &str, lead: u8) -> impl Iterator<Item = (usize, char)> + '_ {
    debug_assert!(lead >= 0xC2);
    let mut at = 0;
    std::iter::from_fn(move || {
        let found = find_byte(raw.as_bytes(), at, |b| b >= lead)?;
        let c = raw[found..].chars().next()?;
        at = found + c.len_utf8();
        Some((found, c))
    })
}

/// Letters and nothing else: the blocks of those that posts are written in, told without a search.
fn is_in_alphabet(c: char) -> bool {
    matches!(c,
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2BA}'
        | '\u{3A3}'..='\u{3F5}' | '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' | '\u{5D0}'..='\u{5EA}'
        | '\u{620}'..='\u{64A}' | '\u{904}'..='\u{939}' | '\u{E01}'..='\u{E30}' | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

/// A letter.
pub(crate) fn is_alphabetic(c: char) -> bool {
    is_in_alphabet(c) || !c.is_ascii() && c.is_alphabetic()
}

/// A combining mark.
pub(crate) fn is_mark(c: char) -> bool {
    c >= '\u{300}' && !is_in_alphabet(c) && unicode_normalization::char::is_combining_mark(c)
}

/// Shown as an emoji without a variation selector.
pub(crate) fn is_emoji(c: char) -> bool {
    c >= '\u{203C}'
        && matches!(
            c.emoji_status(),
            EmojiStatus::EmojiPresentation
                | EmojiStatus::EmojiPresentationAndModifierBase
                | EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
                | EmojiStatus::EmojiPresentationAndEmojiComponent
        )
}

/// A symbol that U+FE0F turns into an emoji.
pub(crate) fn may_be_emoji(c: char) -> bool {
    c >= '\u{A9}' && c.is_emoji_char()
}

/// Whether a character is of the Latin script, roughly: its blocks and the letter-like compatibility forms.
pub(crate) fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{AA}' | '\u{BA}' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}'
        | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}'
        | '\u{1D400}'..='\u{1D7FF}' | '\u{2460}'..='\u{24FF}' | '\u{1F130}'..='\u{1F189}')
}

/// The part that a character outside ASCII plays.
pub(crate) fn classify(c: char) -> Char {
    if is_in_alphabet(c) {
        return Char::Letter;
    }
    match c {
        '\u{2019}' | '\u{2BC}' | '\u{FF07}' | '\u{2BB}' | '\u{55A}' => return Char::Apostrophe,
        '“' | '”' | '„' | '«' | '»' | '‘' | '‚' | '‹' | '›' | '‟' | '「' | '」' | '『' | '』' =>
        {
            return Char::Quote;
        }
        '\u{85}' | '\u{2028}' | '\u{2029}' => return Char::LineBreak,
        '\u{2010}' | '\u{2011}' => return Char::Dash,
        '–' | '—' | '―' | '−' => return Char::Dash,
        '。' | '！' | '？' | '．' | '।' | '؟' | '۔' | '՞' => return Char::Stop,
        '，' | '、' | '،' => return Char::Comma,
        '：' | '；' | '؛' => return Char::Colon,
        '…' => return Char::Ellipsis,
        '£' | '€' | '¥' | '₹' | '₽' | '₩' | '¢' | '₦' | '₺' | '₿' => return Char::Currency,
        _ => {}
    }
    if is_hidden(c) {
        Char::Hidden
    } else if is_emoji(c) || matches!(c, '\u{1F1E6}'..='\u{1F1FF}') {
        Char::Emoji
    } else if c.is_alphanumeric() {
        Char::Letter
    } else if is_mark(c) {
        Char::Mark
    } else if c.is_whitespace() {
        Char::Space
    } else {
        Char::Other
    }
}

#[cfg(test)]
mod tests {
    use super::{is_emoji, is_hidden, is_in_alphabet};

    #[test]
    fn the_blocks_of_letters_hold_nothing_else() {
        let mark = unicode_normalization::char::is_combining_mark;
        for c in ('\0'..=char::MAX).filter(|c| is_in_alphabet(*c)) {
            assert!(c.is_alphabetic() && !mark(c) && !is_hidden(c) && !is_emoji(c), "{c:?}");
        }
    }
}
