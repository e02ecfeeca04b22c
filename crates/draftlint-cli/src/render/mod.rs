//! Writing what was found: for people, for programs, for sheets and for code hosts.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use draftlint::{Draft, Field, Finding, Location, Report, Safety, Trace, Verdict};

use crate::args::{CheckArgs, InputFormat, OutputFormat};
use crate::input::{Item, Source};
use crate::settings::Loaded;
use crate::{Terminal, fix};

pub(crate) mod audit;
pub(crate) mod audit_html;
mod csv;
mod excerpt;
mod github;
mod html;
mod json;
mod merge;
mod sarif;
pub(crate) mod style;
mod text;
pub(crate) mod words;

use style::Paint;

/// One checked item.
pub(crate) struct Outcome {
    pub(crate) item: Item,
    /// A report for each network it was checked for.
    pub(crate) reports: Vec<Report>,
    /// How many findings were mended.
    pub(crate) fixed: usize,
    /// The text of the file after that.
    pub(crate) rewritten: Option<Arc<str>>,
    /// What became of the hits of the traced rule: for each report, for each post.
    pub(crate) traces: Vec<Vec<Vec<Trace>>>,
    /// The text with safe fixes applied, where the format shows it.
    pub(crate) suggested: Option<String>,
    /// The configuration that it was checked by.
    pub(crate) loaded: Arc<Loaded>,
}

impl Outcome {
    /// The worst verdict.
    pub(crate) fn verdict(&self) -> Verdict {
        self.reports.iter().map(Report::verdict).max().unwrap_or(Verdict::Pass)
    }

    /// The findings of all reports; what was found on several networks comes once, with all of them.
    pub(crate) fn findings(&self) -> Vec<(&Finding, Vec<&str>)> {
        let network = |i: &usize| self.reports[*i].network().map(draftlint::Network::as_str);
        let merged = merge::merge(&self.reports, merge::By::Message).into_iter();
        merged.map(|m| (m.finding, m.reports.iter().filter_map(network).collect())).collect()
    }

    /// Whether the draft was checked for several networks.
    pub(crate) fn is_cross_post(&self) -> bool {
        self.reports.len() > 1
    }

    pub(crate) fn has_safe_fix(&self) -> bool {
        let mut findings = self.reports.iter().flat_map(Report::findings).filter(|f| f.counts());
        findings.any(|f| fix::applicable(&f.fixes, Safety::Safe).is_some())
    }

    /// Where a finding stands in its file: line, column, and whether that is the very place.
    pub(crate) fn position(&self, location: &Location) -> Position {
        let Some(place) = self.item.places.get(location.post as usize) else {
            return Position { line: 1, column: None };
        };
        match (&place.bytes, location.field) {
            (Some(_), Field::Body) => Position {
                line: place.line + u64::from(location.line.max(1)) - 1,
                column: Some(u64::from(location.column.max(1))),
            },
            // A title stands in the front matter, a row on a line of its own.
            (Some(_), _) => Position { line: 1, column: None },
            (None, _) => Position { line: place.line, column: None },
        }
    }
}

/// A place in a file, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: u64,
    /// `None` where only the line is known.
    pub(crate) column: Option<u64>,
}

/// Writes outcomes. `piece` runs in parallel; `add` gets the pieces in the order of the input.
pub(crate) trait Renderer: Sync {
    /// The text of one outcome.
    fn piece(&self, outcome: &Outcome) -> String;

    /// Takes the next outcome with its text.
    fn add(&mut self, out: &mut dyn Write, outcome: &Outcome, piece: String) -> io::Result<()>;

    /// Writes what stands at the end.
    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()>;
}

/// How to write.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    pub(crate) format: OutputFormat,
    pub(crate) paint: Paint,
    pub(crate) width: usize,
    pub(crate) all: bool,
    pub(crate) score: bool,
    pub(crate) why_skipped: bool,
    pub(crate) quiet: bool,
    /// More than one draft is expected.
    pub(crate) many: bool,
    /// The only input is a sheet: its columns are kept.
    pub(crate) one_sheet: bool,
    pub(crate) traced: Option<String>,
}

impl Options {
    pub(crate) fn new(args: &CheckArgs, terminal: &Terminal, sources: &[Source]) -> Options {
        let rows = |format| matches!(format, InputFormat::Csv | InputFormat::Jsonl | InputFormat::Json);
        let to_terminal = args.output.is_none() && terminal.stdout;
        Options {
            format: args.format,
            paint: Paint::new(terminal.colour && args.output.is_none()),
            width: if to_terminal { terminal.width.unwrap_or(100).clamp(40, 160) } else { 100 },
            all: args.all,
            score: args.score,
            why_skipped: args.why_skipped,
            quiet: args.quiet,
            many: sources.len() != 1 || rows(sources[0].format),
            one_sheet: sources.len() == 1 && sources[0].format == InputFormat::Csv,
            traced: args.trace.clone(),
        }
    }
}

/// The writer of a format.
pub(crate) fn renderer(options: Options) -> Box<dyn Renderer> {
    match options.format {
        OutputFormat::Text => Box::new(text::Text::new(options)),
        OutputFormat::Json => Box::new(json::List::default()),
        OutputFormat::Jsonl => Box::new(json::Lines),
        OutputFormat::Csv => Box::new(csv::Sheet::new(options.one_sheet)),
        OutputFormat::Sarif => Box::new(sarif::Sarif::default()),
        OutputFormat::Html => Box::new(html::Page::new(options)),
        OutputFormat::Github => Box::new(github::Github { all: options.all }),
    }
}

/// Text that a terminal shows as it is: control characters, hidden ones, and those that reorder a line, become visible.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let shown = |c: char| match c {
        '\n' => c,
        '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('�'),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{ad}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}' => '�',
        c => c,
    };
    if text.chars().all(|c| shown(c) == c) {
        text.into()
    } else {
        text.chars().map(shown).collect::<String>().into()
    }
}

/// The posts of an item as an owned share, for what needs `posts` with their texts.
pub(crate) fn posts(outcome: &Outcome) -> &[Draft<'static>] {
    &outcome.item.posts
}

/// The name of an item as it is shown: where it was read from, with its id where it has one.
pub(crate) fn name(item: &Item) -> String {
    let source: &Arc<str> = &item.source;
    match &item.id {
        Some(id) if **id != **source => format!("{} ({})", plain(source), plain(id)),
        _ => plain(source).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_as_a_command() {
        assert_eq!(plain("a\u{1b}[2Jb\u{202e}c\td\ne\u{200b}f"), "a␛[2Jb�c d\ne�f");
        assert!(matches!(plain("👩‍👩‍👧 café"), Cow::Borrowed(_)));
    }
}
