//! `csv`: the sheet back, with what was found beside each row.

use std::io::{self, Write};

use draftlint::{Field, Report};

use super::{Outcome, Renderer};

/// The columns that are added.
const ADDED: [&str; 3] = ["verdict", "reasons", "suggested_text"];

/// Writes a sheet.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Keep the columns of the sheet that was read.
    keep_columns: bool,
    begun: bool,
}

impl Sheet {
    pub(super) fn new(keep_columns: bool) -> Sheet {
        Sheet { keep_columns, begun: false }
    }

    fn head(&self, outcome: &Outcome) -> Vec<String> {
        let mut head = match &outcome.item.row {
            Some(row) if self.keep_columns => {
                // A sheet that was written by us before gets its columns anew.
                row.sheet.headers.iter().filter(|h| !ADDED.contains(&h.as_str())).cloned().collect()
            }
            _ => vec!["id".to_string(), "source".to_string(), "text".to_string()],
        };
        head.extend(ADDED.map(str::to_string));
        head
    }
}

impl Renderer for Sheet {
    fn piece(&self, outcome: &Outcome) -> String {
        let item = &outcome.item;
        let masked = |field: Field, text: &str| match outcome.reports.first() {
            Some(report) => report.masked(0, field, text).into_owned(),
            None => text.to_string(),
        };
        let mut cells: Vec<String> = match &item.row {
            Some(row) if self.keep_columns => (0..row.sheet.headers.len())
                .filter(|&i| !ADDED.contains(&row.sheet.headers[i].as_str()))
                .map(|i| {
                    let cell = row.cells.get(i).map_or("", String::as_str);
                    match row.sheet.field(i) {
                        // The draft's own text, whose places the report knows.
                        Some(field) => match item.posts[0].text_of(field) {
                            Some(text) if !cell.trim().is_empty() => masked(field, text),
                            _ => cell.to_string(),
                        },
                        None => cell.to_string(),
                    }
                })
                .collect(),
            _ => vec![item.id.clone().unwrap_or_default(), item.source.to_string(), text(outcome)],
        };
        let mut reasons: Vec<&str> = Vec::new();
        for id in outcome.reports.iter().flat_map(Report::reasons) {
            if !reasons.contains(&id) {
                reasons.push(id);
            }
        }
        let suggested = outcome.suggested.as_deref().unwrap_or_default();
        // Nothing to suggest reads better empty.
        let same = suggested == text(outcome);
        cells.extend([
            outcome.verdict().to_string(),
            reasons.join(" "),
            if same { String::new() } else { suggested.to_string() },
        ]);
        line(&cells)
    }

    fn add(&mut self, out: &mut dyn Write, outcome: &Outcome, piece: String) -> io::Result<()> {
        if !self.begun {
            self.begun = true;
            out.write_all(line(&self.head(outcome)).as_bytes())?;
        }
        out.write_all(piece.as_bytes())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        out.write_all(line(&["id", "source", "text"].into_iter().chain(ADDED).collect::<Vec<_>>()).as_bytes())
    }
}

/// The bodies of the posts, with secrets masked.
fn text(outcome: &Outcome) -> String {
    let Some(report) = outcome.reports.last() else { return String::new() };
    let bodies = outcome.item.posts.iter().enumerate();
    let bodies = bodies.map(|(i, post)| report.masked(i as u32, Field::Body, &post.body).into_owned());
    bodies.collect::<Vec<_>>().join("\n\n--- next ---\n\n")
}

fn line<S: AsRef<[u8]>>(cells: &[S]) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing into memory cannot fail, and cells are UTF-8.
    _ = writer.write_record(cells);
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
