//! `residue/truncated`: the text stops before it ends.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::chars::is_hidden;
use crate::document::class;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Truncated {
    /// Words that no sentence ends with.
    connectors: Vec<String>,
    /// Shorter texts are notes.
    min_words: usize,
}

/// Words before an `a` that begins something.
const BEFORE_A: &[&str] = &[
    "of", "for", "is", "in", "as", "at", "with", "like", "by", "to", "such", "have", "has", "was", "on",
    "become", "into", "takes", "from",
];
/// Words before an `of` that opens a number or a part.
const BEFORE_OF: &[&str] =
    &["one", "part", "some", "most", "many", "number", "because", "couple", "rest", "edge", "end", "members"];
/// What a network or a feed writes where it cut a text: all end in a bracket or in `more`.
const MARKS: &[&str] = &[
    "[more]",
    "…more",
    "...more",
    "… more",
    "... more",
    "…see more",
    "... see more",
    "…read more",
    "(cont'd)",
    "(cont’d)",
    "(contd)",
    "(cont.)",
    "(cont)",
    "[truncated]",
    "[continued]",
];
/// Beginnings of links.
const LINKS: &[&str] = &[
    "http:",
    "https:",
    "http:/",
    "https:/",
    "http://",
    "https://",
    "https://t.c",
    "https://t.",
    "https://t",
    "www.",
];

impl Check for Truncated {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        // A post of a thread may go on in the next.
        if subject.number + 1 < subject.posts.len() {
            return;
        }
        let number = subject.fields.iter().position(|f| f.field == subject.body().field).unwrap_or(0);
        let view = subject.body();
        let text = view.raw.trim_end_matches(|c: char| c.is_whitespace() || is_hidden(c));
        if (view.scan.words as usize) < self.min_words {
            return;
        }
        if let Some(mark) = mark(text) {
            // In capitals or not, these marks are as long in bytes.
            let start = text.len().saturating_sub(mark.len());
            if text.is_char_boundary(start) && !goes_on(&view) {
                found.push(Found::new("mark").at(number, start as u32, text.len() as u32));
            }
            return;
        }
        let last_word = text.rsplit(char::is_whitespace).next().unwrap_or("");
        if LINKS.contains(&last_word) {
            let start = text.len() - last_word.len();
            found.push(Found::new("half-link").at(number, start as u32, text.len() as u32));
            return;
        }
        let one = if self.is_open_end(&view, text) {
            view.text.tokens.last().map(|t| Found::new("connector").at(number, t.start, t.end))
        } else if view.text.has_any(b"([") {
            open_bracket(text).map(|open| Found::new("bracket").at(number, open as u32, open as u32 + 1))
        } else {
            None
        };
        found.extend(one.filter(|_| !goes_on(&view)));
    }
}

impl Truncated {
    /// The last word asks for another.
    fn is_open_end(&self, view: &FieldView<'_>, text: &str) -> bool {
        let tokens = &view.text.tokens;
        let Some(last) = tokens.last() else { return false };
        if last.end as usize != text.len()
            || last.is(class::TITLE | class::CAPS | class::CODE)
            || !last.is(class::WORD)
        {
            return false;
        }
        let word = view.text.word(last);
        let before =
            tokens.len().checked_sub(2).and_then(|i| tokens.get(i)).map_or("", |t| view.text.word(t));
        match word {
            "a" => BEFORE_A.contains(&before),
            "of" => BEFORE_OF.contains(&before),
            // `the option and/or the`: a word spoken about.
            _ => self.connectors.iter().any(|c| c == word) && before != "word" && before != word,
        }
    }
}

/// The mark of a cut at the end of a text.
fn mark(text: &str) -> Option<&'static str> {
    let more = text.len().checked_sub(4).and_then(|at| text.get(at..));
    if !text.ends_with([']', ')']) && !more.is_some_and(|m| m.eq_ignore_ascii_case("more")) {
        return None;
    }
    let tail: Vec<char> = text.chars().rev().take(16).collect();
    let lower = tail.into_iter().rev().collect::<String>().to_lowercase();
    MARKS.iter().copied().find(|m| lower.ends_with(m))
}

/// Numbered posts and stories that say so.
fn goes_on(view: &FieldView<'_>) -> bool {
    let raw = view.raw;
    let numbered = raw.match_indices('/').any(|(i, _)| {
        let digit = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
        let bytes = raw.as_bytes();
        let before = i.checked_sub(1).and_then(|j| bytes.get(j));
        digit(before)
            && (digit(bytes.get(i + 1))
                || bytes.get(i + 1).is_none_or(|b| b.is_ascii_whitespace() || *b == b'n'))
    });
    let said = view
        .text
        .tokens
        .windows(2)
        .any(|w| view.text.word(&w[0]) == "be" && view.text.word(&w[1]) == "continued");
    numbered || said
}

/// A bracket after which the text stops without an end mark; smileys are none.
fn open_bracket(text: &str) -> Option<usize> {
    if text.ends_with(['.', '!', '?', '…', ':', ')', ']', '"', '”', '*', '~']) {
        return None;
    }
    let bytes = text.as_bytes();
    let smiley = |i: usize| {
        let before = i.checked_sub(1).map_or(b' ', |j| bytes[j]);
        matches!(before, b':' | b';' | b'=' | b'\'' | b'-' | b'8' | b'(' | b'[' | b'|' | b'_' | b'>')
    };
    let mut open: Vec<(usize, u8)> = Vec::new();
    for (i, b) in bytes.iter().enumerate() {
        match b {
            b'(' | b'[' if !smiley(i) => open.push((i, *b)),
            b')' | b']' => _ = open.pop(),
            _ => {}
        }
    }
    let (at, _) = *open.first().filter(|_| open.len() == 1)?;
    let inside = text.get(at + 1..)?;
    let words = inside.split_whitespace().count();
    let starts = inside.trim_start_matches(is_hidden).starts_with(char::is_alphanumeric);
    // A link or a tag at the end was added to it.
    let plain = !inside.contains("...")
        && !inside.contains('…')
        && !inside.contains(['#', '@', '<', '|', '\n'])
        && !inside.contains("://");
    (starts && plain && (3..=40).contains(&words)).then_some(at)
}
