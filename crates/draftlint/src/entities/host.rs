//! The host of a link with a scheme as twitter-text reads it, on which Mastodon builds.

use crate::document::is_tld;
use crate::document::punycode::{self, LABEL};

/// Whether a character may stand in a label: no punctuation of ASCII, no blank, no mark of direction.
fn is_label(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_whitespace()
            && c != '\u{B}'
            && (!c.is_ascii_punctuation() || matches!(c, '"' | '`'));
    }
    !c.is_whitespace()
        && !matches!(c,
            '\u{180E}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' | '\u{61C}' | '\u{200E}' | '\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character may stand in a host.
pub(super) fn is_part(c: char) -> bool {
    matches!(c, '.' | '-' | '_') || is_label(c)
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_')
}

/// The length of the host that a text begins with: labels up to the last one that begins with a top-level domain.
pub(super) fn domain(text: &str) -> Option<usize> {
    let run = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let (mut best, mut at) = (None, 0);
    let mut before: Option<&str> = None;
    for label in text[..run].split('.') {
        if let Some(before) = before {
            if before.starts_with(is_joint) || before.ends_with(is_joint) {
                break;
            }
            // The name below the top level holds no low line.
            if !before.contains('_') {
                best = top_level(&text[at..]).map(|len| at + len).or(best);
            }
        }
        if label.is_empty() {
            break;
        }
        before = Some(label);
        at += label.len() + 1;
    }
    best
}

/// Where the first host ends that stands anywhere in the `run` of host characters that a text begins with.
pub(super) fn domain_within(text: &str, run: usize) -> Option<usize> {
    let (mut best, mut at) = (None, 0);
    let mut before = "";
    for label in text[..run].split('.') {
        // A name that holds a low line, or begins with a hyphen, is read from behind it.
        let follows = !before.is_empty() && !before.ends_with(is_joint);
        if best.is_some() && (!follows || before.starts_with(is_joint)) {
            break;
        }
        if follows {
            best = top_level(&text[at..]).map(|len| at + len).or(best);
        }
        before = label;
        at += label.len() + 1;
    }
    best
}

/// The length of the top-level domain that a text begins with. One in another script is not always apart from the
/// words that follow: the longest counts.
pub(super) fn top_level(text: &str) -> Option<usize> {
    if text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--")) {
        let encoded = text[4..].bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        return (encoded > 0).then_some(4 + encoded);
    }
    let apart = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '@' | '+' | '-'));
    let mut found = None;
    let mut label = text.char_indices().take_while(|(_, c)| is_label(*c)).take(LONGEST).peekable();
    while let Some((at, c)) = label.next() {
        let end = at + c.len_utf8();
        let next = label.peek().map(|(_, c)| *c).or_else(|| text[end..].chars().next());
        if next.is_none_or(apart) && is_tld(&text[..end].to_lowercase()) {
            found = Some(end);
        }
    }
    found
}

/// The most characters of a top-level domain.
const LONGEST: usize = 24;

/// Whether every label is short enough for the domain name system.
pub(super) fn is_encodable(host: &str) -> bool {
    host.split('.').all(|label| {
        if label.is_ascii() {
            label.len() <= LABEL
        } else {
            "xn--".len() + punycode::encoded_length(label) <= LABEL
        }
    })
}

/// A Latin letter with an accent, or a combining one: it spoils a handle that it follows.
pub(super) fn is_latin_accent(c: char) -> bool {
    matches!(c,
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}' | '\u{253}' | '\u{254}' | '\u{256}'
        | '\u{257}' | '\u{259}' | '\u{25B}' | '\u{263}' | '\u{268}' | '\u{26F}' | '\u{272}' | '\u{289}'
        | '\u{28B}' | '\u{2BB}' | '\u{300}'..='\u{36F}' | '\u{1E00}'..='\u{1EFF}')
}

/// The length of a pair of brackets with something in it, and at most one pair within.
pub(super) fn brackets(text: &str, is_path: fn(char) -> bool) -> Option<usize> {
    let run = |from: usize| text[from..].find(|c| !is_path(c)).unwrap_or(text.len() - from);
    let mut at = 1 + run(1);
    let mut filled = at > 1;
    if text[at..].starts_with('(') {
        let inner = run(at + 1);
        let close = at + 1 + inner;
        if inner == 0 || !text[close..].starts_with(')') {
            return None;
        }
        at = close + 1;
        at += run(at);
        filled = true;
    }
    (filled && text[at..].starts_with(')')).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_short_enough() {
        assert!(is_encodable("bücher.example"));
        assert!(!is_encodable(&format!("{}.example", "ü".repeat(63))));
        assert!(is_encodable(&"a".repeat(63)) && !is_encodable(&"a".repeat(64)));
    }
}
