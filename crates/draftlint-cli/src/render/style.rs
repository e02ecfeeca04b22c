//! Colours, and fitting text into columns.

use anstyle::{AnsiColor, Color, Effects, Style};
use draftlint::{Severity, Verdict};
use unicode_width::UnicodeWidthStr;

/// How wide a page of explanations is.
pub(crate) fn page_width(terminal: &crate::Terminal) -> usize {
    terminal.width.unwrap_or(100).clamp(40, 100)
}

/// Paints, or leaves text as it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    on: bool,
}

const fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(colour)))
}

const BOLD: Style = Style::new().effects(Effects::BOLD);
const DIM: Style = Style::new().effects(Effects::DIMMED);

impl Paint {
    pub(crate) fn new(on: bool) -> Paint {
        Paint { on }
    }

    fn with(self, style: Style, text: &str) -> String {
        if self.on && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_string() }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.with(BOLD, text)
    }

    /// What may be passed over: line numbers, hints.
    pub(crate) fn dim(self, text: &str) -> String {
        self.with(DIM, text)
    }

    pub(crate) fn good(self, text: &str) -> String {
        self.with(colour(AnsiColor::Green), text)
    }

    pub(crate) fn severity(self, severity: Severity, text: &str) -> String {
        let style = match severity {
            Severity::Error => colour(AnsiColor::Red).bold(),
            Severity::Warning => colour(AnsiColor::Yellow).bold(),
            Severity::Info => colour(AnsiColor::Blue),
        };
        self.with(style, text)
    }

    pub(crate) fn verdict(self, verdict: Verdict, text: &str) -> String {
        let style = match verdict {
            Verdict::Block => colour(AnsiColor::Red).bold(),
            Verdict::Warn => colour(AnsiColor::Yellow).bold(),
            Verdict::Pass => colour(AnsiColor::Green),
        };
        self.with(style, text)
    }
}

/// The text with blanks behind it, up to a number of columns; at least two blanks.
pub(crate) fn column(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(text.width()).max(2);
    format!("{text}{}", " ".repeat(blanks))
}

/// A cell of a table: what is seen, and the same with colours.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    plain: String,
    painted: Option<String>,
}

impl Cell {
    pub(crate) fn new(text: impl Into<String>) -> Cell {
        Cell { plain: text.into(), painted: None }
    }

    pub(crate) fn painted(text: impl Into<String>, painted: String) -> Cell {
        Cell { plain: text.into(), painted: Some(painted) }
    }
}

/// Rows with their cells below each other, two blanks between columns; a column that is empty throughout is left
/// out.
pub(crate) fn grid(indent: &str, rows: &[Vec<Cell>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|i| rows.iter().filter_map(|row| row.get(i)).map(|cell| cell.plain.width()).max().unwrap_or(0))
        .collect();
    let mut out = String::new();
    for row in rows {
        let mut blanks = 0;
        let mut line = indent.to_string();
        for (cell, width) in row.iter().zip(&widths).filter(|(_, width)| **width > 0) {
            // Blanks are held back, so that none stands at the end of a line.
            if !cell.plain.is_empty() {
                line.push_str(&" ".repeat(blanks));
                line.push_str(cell.painted.as_deref().unwrap_or(&cell.plain));
                blanks = 0;
            }
            blanks += width - cell.plain.width() + 2;
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// The text, cut with `…` where it is wider than so many columns.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let mut out = String::new();
    let mut used = 1;
    for part in unicode_segmentation::UnicodeSegmentation::graphemes(text, true) {
        used += part.width();
        if used > width {
            break;
        }
        out.push_str(part);
    }
    out + "…"
}

/// The text in lines of at most so many columns, broken at blanks.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.width() + 1 + word.width() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

/// A text behind a label, its further lines under its first.
pub(crate) fn hanging(label: &str, text: &str, width: usize) -> String {
    let indent = label.width();
    let lines = wrap(text, width.saturating_sub(indent).max(20));
    let mut out = String::new();
    for (i, line) in lines.iter().enumerate() {
        let before = if i == 0 { label.to_string() } else { " ".repeat(indent) };
        out.push_str(&format!("{before}{line}\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_below_each_other() {
        let row = |cells: [&str; 3]| cells.map(Cell::new).to_vec();
        assert_eq!(
            grid("  ", &[row(["日本", "", "a"]), row(["b", "", ""]), row(["", "", "c"])]),
            "  日本  a\n  b\n        c\n"
        );
        let painted = Cell::painted("ab", "<ab>".into());
        assert_eq!(grid("", &[vec![painted, Cell::new("c")]]), "<ab>  c\n");
    }

    #[test]
    fn columns_count_what_is_seen() {
        assert_eq!(column("日本", 6), "日本  ");
        assert_eq!(column("too long", 4), "too long  ");
        assert_eq!(cut("日本語", 5), "日本…");
        assert_eq!(cut("👩‍👩‍👧👩‍👩‍👧", 3), "👩‍👩‍👧…");
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(hanging("  = ", "one two three", 11), "  = one two three\n");
    }
}
