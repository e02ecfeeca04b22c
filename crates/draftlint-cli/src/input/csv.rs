//! Sheets: `.csv` with columns whose meaning is guessed from their names, and said.

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

use csv::ByteRecord;
use draftlint::{Draft, Kind, Network, Timestamp};

use super::{Entries, Event, Ignored, Item, Place, Sink, Source};

mod columns;

use columns::Column;
pub(crate) use columns::Sheet;

/// A row of a sheet, as it was.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) sheet: Arc<Sheet>,
    pub(crate) cells: Vec<String>,
}

/// Reads a sheet, a row at a time.
pub(super) fn read(source: &Source, reader: &mut dyn Read, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut buffered = BufReader::with_capacity(1 << 16, reader);
    let start = buffered.fill_buf().unwrap_or_default();
    if start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) {
        return sink(Event::Problem(source.problem(None, "this is UTF-16", "save it as CSV UTF-8")));
    }
    let delimiter = delimiter(start);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(buffered);
    let mut record = ByteRecord::new();
    let sheet = match reader.read_byte_record(&mut record) {
        Ok(false) => return sink(Event::Notice(format!("{}: the sheet is empty", source.shown))),
        Ok(true) => match cells(&record) {
            Ok(headers) => Arc::new(Sheet::new(headers)),
            Err(message) => {
                return sink(Event::Problem(source.problem(Some(1), message, "save it as CSV UTF-8")));
            }
        },
        Err(error) => return sink(Event::Problem(source.problem(Some(1), error.to_string(), ""))),
    };
    if !sheet.columns.contains(&Some(Column::Text)) && !sheet.columns.contains(&Some(Column::Title)) {
        let shown: Vec<&str> = sheet.headers.iter().take(12).map(|h| h.trim()).collect();
        let message = format!("no column holds the text of the posts (columns: {})", shown.join(", "));
        return sink(if source.named {
            Event::Problem(source.problem(Some(1), message, "name the column `text` in the first line"))
        } else {
            Event::Notice(format!("skipped {}: {message}", source.shown))
        });
    }
    if let Some(guesses) = sheet.guesses() {
        sink(Event::Notice(format!("{}: {guesses}", source.shown)))?;
    }
    let mut notes = Notes::default();
    let mut number = 1;
    loop {
        record.clear();
        number += 1;
        let line = |record: &ByteRecord| record.position().map(csv::Position::line);
        let event = match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) if record.iter().all(|cell| cell.iter().all(u8::is_ascii_whitespace)) => continue,
            Ok(true) => match row(source, &sheet, &record, number, &mut notes) {
                Ok(item) => Event::Item(Box::new(item)),
                Err((message, help)) => Event::Problem(source.problem(line(&record), message, help)),
            },
            Err(error) => {
                sink(Event::Problem(source.problem(line(&record), error.to_string(), "")))?;
                break;
            }
        };
        sink(event)?;
    }
    notes.finish(source, &sheet, sink)
}

/// The delimiter that is most frequent in the first line, outside quotes.
pub(crate) fn delimiter(start: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for &byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if !quoted => counts.iter_mut().filter(|(d, _)| *d == byte).for_each(|(_, n)| *n += 1),
            _ => {}
        }
    }
    counts.iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(d, _)| *d)
}

/// The cells of a record as text.
pub(crate) fn cells(record: &ByteRecord) -> Result<Vec<String>, String> {
    record
        .iter()
        .enumerate()
        .map(|(i, cell)| {
            let text = std::str::from_utf8(cell).map_err(|error| {
                format!("invalid UTF-8 at byte {} of column {}", error.valid_up_to(), i + 1)
            })?;
            Ok(text.trim_start_matches('\u{feff}').to_string())
        })
        .collect()
}

/// What is to be said about a sheet once, at its end.
#[derive(Debug, Default)]
struct Notes {
    /// The first value of a column that was left out, its row, and how many more there are.
    dropped: Vec<(Column, String, u64, u64)>,
}

impl Notes {
    fn drop(&mut self, column: Column, value: &str, row: u64) {
        match self.dropped.iter_mut().find(|(c, ..)| *c == column) {
            Some((.., count)) => *count += 1,
            None => self.dropped.push((column, value.to_string(), row, 1)),
        }
    }

    fn finish(self, source: &Source, sheet: &Sheet, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let unknown = sheet.headers.iter().zip(&sheet.columns).filter(|(_, column)| column.is_none());
        let mut ignored = Ignored::default();
        ignored.add(unknown.map(|(header, _)| header.trim().to_string()).filter(|h| !h.is_empty()));
        if let Some(notice) = ignored.notice(source, "column") {
            sink(notice)?;
        }
        for (column, value, row, count) in self.dropped {
            let help = match column {
                Column::Kind => "write post, reply, quote, comment, thread-part or article",
                _ => "write it as 2026-05-04 10:00",
            };
            let more = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
            sink(Event::Notice(format!(
                "{}: ignored {} `{value}` (row {row}{more}): {help}",
                source.shown,
                column.words()
            )))?;
        }
        ControlFlow::Continue(())
    }
}

fn row(
    source: &Source,
    sheet: &Arc<Sheet>,
    record: &ByteRecord,
    number: u64,
    notes: &mut Notes,
) -> Result<Item, (String, &'static str)> {
    let cells = cells(record).map_err(|message| (message, "save it as CSV UTF-8"))?;
    if cells.len() > sheet.headers.len() && cells[sheet.headers.len()..].iter().any(|c| !c.trim().is_empty())
    {
        let message = format!("row {number} has {} cells, the head has {}", cells.len(), sheet.headers.len());
        return Err((message, "put quotes around cells that hold the delimiter"));
    }
    let cell = |column: Column| {
        let i = sheet.columns.iter().position(|c| *c == Some(column))?;
        cells.get(i).map(String::as_str).filter(|text| !text.trim().is_empty())
    };
    let mut entries = Entries::new();
    let mut set = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            entries.insert(key.to_string(), value.into());
        }
    };
    set("body", Some(cell(Column::Text).unwrap_or_default()));
    set("title", cell(Column::Title));
    set("id", cell(Column::Id).map(str::trim));
    set("link", cell(Column::Link).map(str::trim));
    set("language", cell(Column::Language).map(str::trim));
    set("account", cell(Column::Account).map(str::trim));
    set("content_warning", cell(Column::ContentWarning));
    set("brand", cell(Column::Brand).map(str::trim));
    set("community", cell(Column::Community).map(str::trim));
    set("author", cell(Column::Author).map(str::trim));
    set("created_at", cell(Column::CreatedAt).map(str::trim).filter(|text| Timestamp::parse(text).is_some()));
    if let Some(date) = cell(Column::ScheduledAt).map(str::trim) {
        let with_time = cell(Column::Time).map(|time| format!("{date}T{}", time.trim()));
        match with_time.as_deref().into_iter().chain([date]).find(|text| Timestamp::parse(text).is_some()) {
            Some(text) => set("scheduled_at", Some(text)),
            None => notes.drop(Column::ScheduledAt, date, number),
        }
    }
    if let Some(kind) = cell(Column::Kind).map(|kind| kind.trim().to_lowercase().replace([' ', '_'], "-")) {
        if serde_json::from_value::<Kind>(kind.as_str().into()).is_ok() {
            set("kind", Some(&kind));
        } else {
            notes.drop(Column::Kind, &kind, number);
        }
    }
    let networks: Vec<Network> = cell(Column::Network)
        .into_iter()
        .flat_map(|text| text.split([',', ';', '/', '|', '+', '&', '\n']))
        .filter(|name| !name.trim().is_empty())
        .map(Network::new)
        .collect();
    let alt = cell(Column::Alt).map(str::to_string);
    super::tolerate(&mut entries);
    if let Some(alt) = alt {
        entries.insert("media".into(), serde_json::json!([{ "alt": alt }]));
    }
    let (draft, _) =
        Draft::from_entries(entries).map_err(|message| (format!("row {number}: {message}"), ""))?;
    Ok(Item {
        file: source.shown.clone(),
        path: None,
        source: format!("{}#row {number}", source.shown).into(),
        id: draft.id.clone(),
        posts: vec![draft],
        places: vec![Place { line: record.position().map_or(number, csv::Position::line), bytes: None }],
        is_thread: false,
        networks,
        whole: None,
        row: Some(Row { sheet: sheet.clone(), cells }),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use crate::args::InputFormat;

    #[test]
    fn columns_are_guessed_and_said() {
        let text = "\u{feff}Post copy;Channel;Publish date;Time;Owner;Alt text\n\"Hello;\nworld\";Twitter, LinkedIn;2026-05-04;09:30;kim;a map\nBye;;04/05/2026;;;\n";
        let (items, problems, notices) = read("calendar.csv", InputFormat::Csv, text.as_bytes());
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(
            notices[0],
            "calendar.csv: reading \"Post copy\" as text, \"Channel\" as network, \"Publish date\" as scheduled at, \"Alt text\" as alt"
        );
        assert_eq!(notices[1], "calendar.csv: ignored 1 unknown column: Owner");
        assert!(notices[2].contains("`04/05/2026` (row 3)"), "{notices:?}");
        assert_eq!(items[0].posts[0].body, "Hello;\nworld");
        assert_eq!(items[0].networks.len(), 2);
        assert_eq!(&*items[1].source, "calendar.csv#row 3");
        assert_eq!(items[1].places[0].line, 4);
        let context = items[0].posts[0].context.as_deref().unwrap();
        assert_eq!(context.scheduled_at.as_ref().unwrap().as_str(), "2026-05-04T09:30");
        assert!(items[1].posts[0].media.is_none());
    }

    #[test]
    fn a_sheet_without_text_names_its_columns() {
        let (_, problems, _) = read("a.csv", InputFormat::Csv, b"name,price\nx,1\n");
        assert_eq!(
            problems,
            [
                "a.csv:1: no column holds the text of the posts (columns: name, price)\n  help: name the column `text` in the first line"
            ]
        );
    }

    #[test]
    fn bad_rows_leave_the_others_readable() {
        let (items, problems, _) =
            read("a.csv", InputFormat::Csv, b"text,id\none,1\ntw\xffo,2\nthree,3,4\n\nfour\n");
        assert_eq!(items.len(), 2);
        assert_eq!(problems.len(), 2);
        assert!(problems[0].starts_with("a.csv:3: invalid UTF-8"), "{problems:?}");
        assert!(problems[1].starts_with("a.csv:4: row 4 has 3 cells"), "{problems:?}");
    }
}
