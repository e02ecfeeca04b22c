//! `json`: a list of reports; `jsonl`: a report a line.

use std::io::{self, Write};

use draftlint::Offsets;
use serde_json::Value;

use super::{Outcome, Renderer, posts};

/// The reports of an outcome as JSON.
fn reports(outcome: &Outcome) -> impl Iterator<Item = Value> {
    outcome.reports.iter().map(|report| report.to_json(posts(outcome), Offsets::Utf8))
}

/// One list of all reports.
#[derive(Debug, Default)]
pub(super) struct List {
    begun: bool,
}

impl Renderer for List {
    fn piece(&self, outcome: &Outcome) -> String {
        let texts: Vec<String> = reports(outcome).map(|value| format!("{value:#}")).collect();
        texts.join(",\n")
    }

    fn add(&mut self, out: &mut dyn Write, _: &Outcome, piece: String) -> io::Result<()> {
        out.write_all(if self.begun { b",\n" } else { b"[\n" })?;
        self.begun = true;
        out.write_all(piece.as_bytes())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })
    }
}

/// Room for the report of a post without much to find, in bytes.
const USUAL: usize = 6 << 10;

/// One report a line.
#[derive(Debug)]
pub(super) struct Lines;

impl Renderer for Lines {
    fn piece(&self, outcome: &Outcome) -> String {
        let mut lines = Vec::with_capacity(outcome.reports.len() * USUAL);
        for report in &outcome.reports {
            report.write_json(posts(outcome), Offsets::Utf8, &mut lines);
            lines.push(b'\n');
        }
        String::from_utf8(lines).unwrap_or_default()
    }

    fn add(&mut self, out: &mut dyn Write, _: &Outcome, piece: String) -> io::Result<()> {
        out.write_all(piece.as_bytes())
    }

    fn finish(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}
