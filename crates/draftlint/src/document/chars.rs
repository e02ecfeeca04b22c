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

/// A combining mark.
pub(crate) fn is_mark(c: char) -> bool {
    c >= '\u{300}' && unicode_normalization::char::is_combining_mark(c)
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
