//! Text as a part of a page: nothing in it is markup, and nothing in it is hidden.

/// Escapes a text; hidden characters, and those that reorder a line, become marks with their names.
pub(super) fn text(out: &mut String, text: &str) {
    let mut before = None;
    let mut chars = text.chars().peekable();
    // Subdivision flags are spelt in hidden letters after a black flag.
    let mut flag = false;
    while let Some(c) = chars.next() {
        flag = c == '\u{1f3f4}' || (flag && is_tag(c));
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => out.push('\n'),
            _ => match hidden(c) {
                Some(name) if !is_needed(before, c, chars.peek().copied(), flag) => {
                    let mut times = 1;
                    while chars.next_if(|next| hidden(*next) == Some(name)).is_some() {
                        times += 1;
                    }
                    mark(out, name, times);
                }
                _ => out.push(c),
            },
        }
        before = Some(c);
    }
}

/// The text by itself, escaped and isolated, so that its direction does not spill over.
pub(in crate::render) fn bdi(value: &str) -> String {
    let mut out = String::from("<bdi>");
    text(&mut out, value);
    out.push_str("</bdi>");
    out
}

/// The text escaped.
pub(in crate::render) fn plain(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 16);
    text(&mut out, value);
    out
}

/// A sentence of ours, in which the words between back-ticks are the draft's.
pub(in crate::render) fn prose(value: &str) -> String {
    let pieces: Vec<&str> = value.split('`').collect();
    let paired = pieces.len() % 2 == 1;
    let mut out = String::with_capacity(value.len() + 32);
    for (i, piece) in pieces.iter().enumerate() {
        if !paired && i > 0 {
            out.push('`');
        }
        if paired && i % 2 == 1 {
            out.push_str("<bdi class=\"q\">“");
            // A hash is for programs: its beginning tells it from another.
            text(&mut out, if is_hash(piece) { &piece[..HASH] } else { piece });
            out.push_str(if is_hash(piece) { "…”</bdi>" } else { "”</bdi>" });
        } else {
            // A number and its sign stay on one line.
            text(&mut out, &piece.replace(" %", "\u{a0}%"));
        }
    }
    out
}

/// How much of a hash is shown.
const HASH: usize = 8;

/// Whether a text is a content hash.
fn is_hash(text: &str) -> bool {
    let digits = text.strip_prefix("1:").filter(|digits| digits.len() == 32);
    digits.is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// A first letter that begins a sentence.
pub(in crate::render) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A language tag that may stand in `lang`, where it is one.
pub(super) fn tag(language: &str) -> Option<&str> {
    let sound = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    (language != "und" && language.split('-').all(sound)).then_some(language)
}

fn mark(out: &mut String, name: &str, times: usize) {
    let times = if times > 1 { format!(" ×{times}") } else { String::new() };
    out.push_str(&format!("<span class=\"hid\">[hidden: {name}{times}]</span>"));
}

/// Whether a character without a shape is part of a written one: an emoji, or a script that joins letters.
fn is_needed(before: Option<char>, c: char, after: Option<char>, flag: bool) -> bool {
    let wide =
        |side: Option<char>| side.is_some_and(|c| !c.is_ascii() && hidden(c).is_none_or(|_| is_selector(c)));
    match c {
        '\u{200c}' | '\u{200d}' => wide(before) && wide(after),
        _ if is_selector(c) => before.is_some_and(|b| hidden(b).is_none() && !b.is_whitespace()),
        _ => flag && is_tag(c),
    }
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

/// The name of a character that nobody sees.
fn hidden(c: char) -> Option<&'static str> {
    Some(match c {
        '\n' | '\t' | '\r' => return None,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => "control character",
        '\u{ad}' => "soft hyphen",
        '\u{34f}' => "joiner of letters",
        '\u{61c}' | '\u{200e}' | '\u{200f}' => "mark of direction",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => "empty letter",
        '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}' => "empty letter",
        '\u{200b}' => "blank without width",
        '\u{200c}' => "non-joiner without width",
        '\u{200d}' => "joiner without width",
        '\u{2028}' | '\u{2029}' => "break of the line",
        '\u{202a}' | '\u{202b}' | '\u{2066}'..='\u{2068}' => "change of direction",
        '\u{202c}' | '\u{2069}' => "end of a change of direction",
        '\u{202d}' | '\u{202e}' => "reversed order",
        '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' => "invisible sign",
        '\u{feff}' => "blank without width",
        '\u{fff9}'..='\u{fffb}' => "invisible sign",
        '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}' => "no character",
        '\u{1d173}'..='\u{1d17a}' => "invisible sign",
        '\u{e0000}'..='\u{e007f}' => "hidden letter",
        c if is_selector(c) => "selector of a form",
        c if c as u32 & 0xfffe == 0xfffe => "no character",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        assert_eq!(plain("<b a=\"'\">&"), "&lt;b a=&quot;&#39;&quot;&gt;&amp;");
        assert_eq!(plain("a\r\nb\rc"), "a\nb\nc");
    }

    #[test]
    fn what_is_hidden_is_named() {
        assert_eq!(plain("a\u{202e}b"), "a<span class=\"hid\">[hidden: reversed order]</span>b");
        assert_eq!(
            plain("a\u{200b}\u{200b}\u{200b}"),
            "a<span class=\"hid\">[hidden: blank without width ×3]</span>"
        );
        assert!(plain("\u{1}").contains("control character"));
        assert!(plain("ab\u{e0041}\u{e0042}").contains("hidden letter ×2"));
        assert!(plain("a\u{200d}b").contains("joiner"));
        // A message in selectors: the first belongs to the letter, the rest to nobody.
        assert!(plain("a\u{fe00}\u{fe01}\u{fe02}").contains("selector of a form ×2"));
    }

    #[test]
    fn emoji_and_joining_scripts_stay_whole() {
        for whole in
            ["👩‍👩‍👧", "❤️‍🔥", "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}", "می\u{200c}خواهم"]
        {
            assert_eq!(plain(whole), whole);
        }
    }

    #[test]
    fn words_of_the_draft_are_set_off() {
        assert_eq!(prose("`a<` waits"), "<bdi class=\"q\">“a&lt;”</bdi> waits");
        let hash = format!("`1:{}`", "0a".repeat(16));
        assert_eq!(prose(&hash), "<bdi class=\"q\">“1:0a0a0a…”</bdi>");
        assert_eq!(prose("one ` alone"), "one ` alone");
        assert_eq!(capital("élan"), "Élan");
        assert_eq!((tag("pt-BR"), tag("und"), tag("a\" b")), (Some("pt-BR"), None, None));
    }
}
