//! What changed between two texts, word by word.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::escape;

/// Texts of more words are not compared: the time that takes grows with its square.
const WORDS: usize = 4000;
/// Unchanged text is shortened beyond so many characters.
const UNCHANGED: usize = 700;
/// Of shortened text, so many characters are left on each side.
const KEPT: usize = 250;

/// One stretch: unchanged, or the words before and after.
#[derive(Debug, PartialEq, Eq)]
enum Change {
    Same(Range<usize>),
    Other(Range<usize>, Range<usize>),
}

/// The texts as one, with what was taken out and what was added; `None` where they are too long to compare.
pub(super) fn diff(old: &str, new: &str) -> Option<String> {
    let (old, new) = (words(old), words(new));
    if old.len() > WORDS || new.len() > WORDS {
        return None;
    }
    let mut out = String::new();
    for change in changes(&old, &new) {
        match change {
            Change::Same(at) => same(&mut out, &new[at].concat()),
            Change::Other(before, after) => {
                edit(&mut out, "del", "taken out", &old[before].concat());
                edit(&mut out, "ins", "added", &new[after].concat());
            }
        }
    }
    Some(out)
}

/// Whether two texts are published alike: line ends, and blanks at the ends of lines, do not matter.
pub(super) fn alike(one: &str, other: &str) -> bool {
    tidy(one) == tidy(other)
}

/// The text with plain line ends and without blanks at the ends of lines.
pub(super) fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.trim_end().split('\n').map(str::trim_end).collect();
    lines.join("\n")
}

fn words(text: &str) -> Vec<&str> {
    text.split_word_bounds().collect()
}

/// The stretches, where a blank or a sign between two changes belongs to both: that reads better than scraps.
fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let mut all: Vec<Change> = Vec::new();
    let ops = capture_diff_slices(Algorithm::Myers, old, new);
    let last = ops.len().saturating_sub(1);
    for (i, op) in ops.iter().enumerate() {
        let (tag, before, after) = op.as_tag_tuple();
        let words = &new[after.clone()];
        let scrap =
            words.len() < 3 && words.iter().all(|w| !w.contains('\n') && !w.contains(char::is_alphanumeric));
        if tag == DiffTag::Equal && !(scrap && i > 0 && i < last) {
            all.push(Change::Same(after));
            continue;
        }
        match all.last_mut() {
            Some(Change::Other(b, a)) => (b.end, a.end) = (before.end, after.end),
            _ => all.push(Change::Other(before, after)),
        }
    }
    all
}

fn edit(out: &mut String, element: &str, label: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    out.push_str(&format!("<{element}><span class=\"sr\">[{label}: </span>"));
    // A line break alone would not be seen.
    escape::text(out, &if text.trim().is_empty() { text.replace('\n', "¶\n") } else { text.to_string() });
    out.push_str(&format!("<span class=\"sr\">]</span></{element}>"));
}

fn same(out: &mut String, text: &str) {
    let long = text.len() > UNCHANGED && text.chars().count() > UNCHANGED;
    if !long {
        escape::text(out, text);
        return;
    }
    let all: Vec<char> = text.chars().collect();
    escape::text(out, &all[..KEPT].iter().collect::<String>());
    out.push_str(&format!(
        "<span class=\"gap\"> […{} characters as they were…] </span>",
        all.len() - 2 * KEPT
    ));
    escape::text(out, &all[all.len() - KEPT..].iter().collect::<String>());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        diff(old, new)
            .unwrap()
            .replace("<span class=\"sr\">[taken out: </span>", "")
            .replace("<span class=\"sr\">[added: </span>", "")
            .replace("<span class=\"sr\">]</span>", "")
    }

    #[test]
    fn words_are_compared() {
        assert_eq!(
            shown("We open at nine.", "We open at ten & a half."),
            "We open at <del>nine</del><ins>ten &amp; a half</ins>."
        );
        assert_eq!(shown("one two three", "one four five"), "one <del>two three</del><ins>four five</ins>");
        assert_eq!(shown("same", "same"), "same");
        assert!(shown("a\nb", "a\n\nb").contains('¶'));
    }

    #[test]
    fn long_unchanged_text_is_shortened() {
        let long = "word ".repeat(400);
        let shown = shown(&format!("{long}a"), &format!("{long}b"));
        assert!(shown.contains("[…1500 characters as they were…]") && shown.len() < 800, "{shown}");
        assert_eq!(diff(&"a ".repeat(5000), "a"), None);
    }

    #[test]
    fn what_is_not_published_is_no_change() {
        assert!(alike("a  \r\nb\n\n", "a\nb"));
        assert!(!alike("a b", "a  b"));
    }
}
