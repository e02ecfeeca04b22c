//! Texts that nobody writes, each of which has been the undoing of some linter.

/// A kind of text: what it is, and what is repeated until it is long enough.
pub(super) const HOSTILE: &[(&str, &str)] = &[
    ("one long word", "donaudampfschiff"),
    ("punctuation", "!?.,;:-…"),
    ("exclamation marks", "!"),
    ("emoji", "🎉❤️👍🏽👩‍👩‍👧🇮🇪3️⃣"),
    ("scripts in turns", "aбγדあ한ع"),
    ("look-alike letters", "раyраl ɡооgle "),
    ("combining marks", "e\u{301}\u{323}\u{308}"),
    ("zero-width characters", "a\u{200b}b\u{200d}c\u{2060} "),
    ("ideographs", "我们周一修好了窑。"),
    ("links", "https://a.example/b?c=d "),
    ("addresses", "ana@quay.example "),
    ("hashtags", "#tide #Mill "),
    ("handles", "@ana @bo "),
    ("a a a a", "a "),
    ("buy buy buy", "buy "),
    ("beginnings of phrases", "last chance to click the link in my do not miss "),
    ("beginnings in capitals", "LAST CHANCE TO BUY NOW ONLY "),
    ("newlines", "\n"),
    ("blank space", " \t"),
    ("brackets", "([{<"),
    ("template openings", "{{a {% b [[c "),
    ("quotation marks", "\"a 'b “c "),
    ("digits", "4111 1111 1111 1111 "),
    ("one number", "1234567890"),
    ("items of a list", "1. a\n2. b\n- c\n"),
    ("spaced letters", "f r e e m o n e y "),
];

/// A text of at most so many bytes.
pub(super) fn repeated(unit: &str, size: usize) -> String {
    let mut text = unit.repeat(size / unit.len() + 1);
    let mut end = size;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_as_long_as_asked_for() {
        for (name, unit) in HOSTILE {
            for size in [16, 1024] {
                let text = repeated(unit, size);
                assert!((size - 3..=size).contains(&text.len()), "{name}: {}", text.len());
            }
        }
    }
}
