//! The line of a finding with marks under its words.
//!
//! ```text
//!    |
//!  3 | Hi {{first_name}}, big news!
//!    |    ^^^^^^^^^^^^^^ nobody is called `{{first_name}}`
//! ```

use std::ops::Range;

use draftlint::Severity;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::plain;
use super::style::{Paint, wrap};

/// What to draw.
pub(crate) struct Excerpt<'a> {
    /// The text of the field, with secrets masked.
    pub(crate) text: &'a str,
    /// The bytes to mark in it.
    pub(crate) span: Range<usize>,
    /// The number of the line on which they begin, as it is shown.
    pub(crate) line: u64,
    /// What stands under the marks.
    pub(crate) label: &'a str,
    pub(crate) severity: Severity,
}

/// Bytes of a line that are looked at around the span: more than any terminal shows.
const REACH: usize = 600;

impl Excerpt<'_> {
    /// Draws it, at most `width` columns wide, with line numbers in a gutter of `digits` columns.
    pub(crate) fn draw(&self, paint: Paint, width: usize, digits: usize) -> String {
        let gutter = format!(" {} |", " ".repeat(digits));
        let room = width.saturating_sub(digits + 4).max(20);
        let (text, marks, multi) = self.window(room);
        let number = format!(" {:>digits$} |", self.line);
        let bar = paint.dim(&gutter);
        let mut out = format!("{bar}\n{} {}\n", paint.dim(&number), text);
        let carets = "^".repeat(marks.len().max(1)) + if multi { "…" } else { "" };
        let label = plain(self.label);
        let marked = |text: &str| paint.severity(self.severity, text);
        let used = marks.start + carets.width();
        if used + 1 + label.width() <= room && !label.contains('\n') {
            out.push_str(&format!(
                "{bar} {}{}\n",
                " ".repeat(marks.start),
                marked(&format!("{carets} {label}"))
            ));
        } else {
            out.push_str(&format!("{bar} {}{}\n", " ".repeat(marks.start), marked(&carets)));
            // Under the marks, but where there is room to write.
            let indent = marks.start.min(room / 3);
            for line in wrap(&label, room - indent) {
                out.push_str(&format!("{bar} {}{}\n", " ".repeat(indent), marked(&line)));
            }
        }
        out
    }

    /// The part of the line that is shown, the columns to mark in it, and whether the span goes on below.
    fn window(&self, room: usize) -> (String, Range<usize>, bool) {
        let text = self.text;
        let start = floor(text, self.span.start);
        let from = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let to = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let to = if text[from..to].ends_with('\r') && to > start { to - 1 } else { to };
        let end = floor(text, self.span.end).clamp(start, to);
        let multi = self.span.end > to + 1;
        let near = floor(text, from.max(start.saturating_sub(REACH)));
        let far = floor(text, to.min(end.min(start + REACH) + REACH));
        // The pieces with their columns.
        let mut pieces: Vec<(String, usize, usize)> = Vec::new();
        let (mut at, mut columns, mut marks) = (near, 0, None);
        let mut mark_end = 0;
        for piece in text[near..far].graphemes(true) {
            let shown = plain(piece).into_owned();
            let wide = shown.width();
            if at + piece.len() > start && (at < end || (at <= start && start == end)) {
                marks.get_or_insert(columns);
                mark_end = columns + wide;
            }
            pieces.push((shown, columns, wide));
            columns += wide;
            at += piece.len();
        }
        let marks = marks.map_or(columns..columns, |first| first..mark_end.max(first));
        let (cut_front, cut_back) = (near > from, far < to);
        if columns <= room && !cut_front && !cut_back {
            return (pieces.into_iter().map(|(shown, ..)| shown).collect(), marks, multi);
        }
        // A window that shows the whole mark, or its beginning, with some words before it.
        let inner = room - 2;
        let lead = inner.saturating_sub(marks.len()).min(inner / 3);
        let mut left = marks.start.saturating_sub(lead);
        if !cut_back {
            left = left.min(columns.saturating_sub(inner));
        }
        let mut out = String::new();
        let mut first = None;
        let mut last = left;
        for (shown, column, wide) in pieces {
            if column >= left && column + wide <= left + inner {
                first.get_or_insert(column);
                out.push_str(&shown);
                last = column + wide;
            }
        }
        let first = first.unwrap_or(left);
        let (before, after) = (cut_front || first > 0, cut_back || last < columns);
        let shift = usize::from(before);
        let shown = |column: usize| column.clamp(first, last) - first + shift;
        let marks = shown(marks.start)..shown(marks.end);
        let dots = |on: bool| if on { "…" } else { "" };
        (format!("{}{out}{}", dots(before), dots(after)), marks, multi)
    }
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(text: &str, words: &str, width: usize) -> String {
        let start = text.find(words).unwrap();
        let span = start..start + words.len();
        let excerpt = Excerpt { text, span, line: 3, label: "say what", severity: Severity::Error };
        excerpt.draw(Paint::new(false), width, 1)
    }

    #[test]
    fn the_sample() {
        let expected = "   |\n 3 | Hi {{first_name}}, big news!\n   |    ^^^^^^^^^^^^^^ say what\n";
        assert_eq!(draw("one\nHi {{first_name}}, big news!\r\nmore", "{{first_name}}", 80), expected);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let drawn = draw("日本 👩‍👩‍👧 now", "now", 80);
        let lines: Vec<&str> = drawn.lines().collect();
        assert_eq!(lines[1], " 3 | 日本 👩‍👩‍👧 now");
        assert_eq!(lines[2], format!("   | {}^^^ say what", " ".repeat(8)));
    }

    #[test]
    fn long_lines_are_cut_around_the_span() {
        let text = format!("{} here {}", "front ".repeat(300), "back ".repeat(300));
        let drawn = draw(&text, "here", 60);
        for line in drawn.lines() {
            assert!(line.width() <= 60, "{line}");
        }
        let lines: Vec<&str> = drawn.lines().collect();
        let column = lines[2].find('^').unwrap();
        let shown: String = lines[1].chars().skip(column).take(4).collect();
        assert_eq!(shown, "here");
        assert!(lines[1].ends_with('…') && lines[1].contains("| …"));
        let near_end = draw(&text, "back back back \n".trim_end(), 60);
        assert!(near_end.lines().all(|line| line.width() <= 60));
    }

    #[test]
    fn a_span_over_lines_and_an_empty_span() {
        assert!(draw("one two\nthree", "two\nthree", 80).contains("^^^… say what"));
        let excerpt = Excerpt { text: "", span: 0..0, line: 1, label: "empty", severity: Severity::Info };
        assert_eq!(excerpt.draw(Paint::new(false), 80, 1), "   |\n 1 | \n   | ^ empty\n");
    }

    #[test]
    fn a_long_label_stands_below() {
        let text = "a word";
        let label = "this is quite a long remark that does not fit";
        let excerpt = Excerpt { text, span: 2..6, line: 12, label, severity: Severity::Info };
        let drawn = excerpt.draw(Paint::new(false), 40, 2);
        assert!(drawn.lines().all(|line| line.width() <= 40), "{drawn}");
        assert!(drawn.lines().count() > 4);
    }
}
