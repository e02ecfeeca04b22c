//! Exports as sheets: columns whose meaning is guessed from their names, and said.

use std::io::BufRead;
use std::ops::ControlFlow;

use csv::ByteRecord;
use draftlint::Kind;

use super::columns::Columns;
use super::times::{self, Numeric, Order};
use super::{FeedEvent, Input, Reading, Spot};
use crate::input::csv::{cells, delimiter};
use crate::input::{Entries, Event, Ignored};

/// Reads a sheet, a row at a time.
pub(super) fn read(reading: &mut Reading<'_>, mut input: Input<'_>) -> ControlFlow<()> {
    let delimiter = delimiter(input.fill_buf().unwrap_or_default());
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(input);
    let mut record = ByteRecord::new();
    let headers = match reader.read_byte_record(&mut record) {
        Ok(_) => cells(&record),
        Err(error) => Err(error.to_string()),
    };
    let columns = match headers {
        Ok(headers) => Columns::new(headers),
        Err(message) => return reading.problem(Some(1), message, "save it as CSV UTF-8"),
    };
    if columns.column("text").is_none() {
        let message = format!("no column holds the text of the posts (columns: {})", columns.shown());
        return reading.unfit(Some(1), message, "name the column `text` in the first line");
    }
    let parted = match delimiter {
        b';' => "semicolons",
        b'\t' => "tabs",
        _ => "commas",
    };
    reading.notice(&format!("reading a table parted by {parted}: {}", columns.said()))?;
    let mut rows = Rows { reading, columns, order: None, held: Vec::new(), dropped: Vec::new() };
    let mut number = 1;
    loop {
        record.clear();
        number += 1;
        let outcome = reader.read_byte_record(&mut record);
        let line = record.position().map_or(number, csv::Position::line);
        let spot = Spot { word: "row", number, line };
        match outcome {
            Ok(false) => break,
            Ok(true) if record.iter().all(|cell| cell.iter().all(u8::is_ascii_whitespace)) => {}
            Ok(true) => rows.row(spot, &record)?,
            Err(error) => {
                let message = error.to_string();
                rows.reading.problem(
                    Some(line),
                    message,
                    "save it as CSV UTF-8; the rows before it were read",
                )?;
                break;
            }
        }
    }
    rows.finish()
}

/// A date of three numbers, and how it is written.
type Dated = (Numeric, String);

/// The rows of a sheet.
struct Rows<'r, 's> {
    reading: &'r mut Reading<'s>,
    columns: Columns,
    /// Whether days stand before months, as soon as a date of the file proves it.
    order: Option<Order>,
    /// Rows that wait for that, from the first date that both orders can read.
    held: Vec<(Spot, Entries, Option<Dated>)>,
    /// For each key, the first value that was left out, its row, and how many there were.
    dropped: Vec<(&'static str, String, u64, u64)>,
}

impl Rows<'_, '_> {
    fn row(&mut self, spot: Spot, record: &ByteRecord) -> ControlFlow<()> {
        let cells = match cells(record) {
            Ok(cells) => cells,
            Err(message) => {
                let message = format!("{}{message}", spot.prefix());
                return self.reading.problem(Some(spot.line), message, "save it as CSV UTF-8");
            }
        };
        let width = self.columns.width();
        if cells.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
            let message = format!("row {} has {} cells, the head has {width}", spot.number, cells.len());
            return self.reading.problem(
                Some(spot.line),
                message,
                "put quotes around cells that hold the delimiter",
            );
        }
        let cell = |key: &str| {
            let cell = cells.get(self.columns.column(key)?)?;
            (!cell.trim().is_empty()).then_some(cell.as_str())
        };
        let mut entries = Entries::from_iter([("text".to_string(), cell("text").unwrap_or_default().into())]);
        for key in [
            "account",
            "id",
            "in_reply_to",
            "label",
            "community",
            "title",
            "language",
            "author",
            "brand",
            "thread",
            "campaign",
            "content_warning",
            "reply_to_followers",
        ] {
            if let Some(cell) = cell(key) {
                entries.insert(key.into(), cell.trim().into());
            }
        }
        let networks: Vec<&str> = cell("network")
            .into_iter()
            .flat_map(|text| text.split([',', ';', '/', '|', '+', '&', '\n']))
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .collect();
        if !networks.is_empty() {
            entries.insert("networks".into(), networks.into());
        }
        let written = cell("kind").map(str::to_string);
        let (day, hour) = (cell("day"), cell("hour"));
        let joined = day.zip(hour).map(|(day, hour)| format!("{} {}", day.trim(), hour.trim()));
        // One of two columns may hold the whole of it, and the other something else.
        let times: Vec<String> = joined
            .into_iter()
            .chain([cell("time"), day, hour].into_iter().flatten().map(str::to_string))
            .collect();
        if let Some(written) = written {
            match kind(&written) {
                Some(kind) => _ = entries.insert("kind".into(), kind.into()),
                None => self.drop("kind", written, spot.number),
            }
        }
        if let Some(time) = times.iter().find_map(|text| times::plain(text)) {
            entries.insert("time".into(), time.into());
        } else if let Some(date) = times.iter().find_map(|text| Some((Numeric::parse(text)?, text.clone()))) {
            return self.dated(spot, entries, date);
        } else if let Some(text) = times.into_iter().next() {
            self.drop("time", text, spot.number);
        }
        self.pass(spot, entries)
    }

    /// Hands on a row, behind those that wait: the order of the file is kept.
    fn pass(&mut self, spot: Spot, entries: Entries) -> ControlFlow<()> {
        if self.held.is_empty() {
            return self.reading.post(spot, entries);
        }
        self.held.push((spot, entries, None));
        ControlFlow::Continue(())
    }

    /// Takes a row whose date is three numbers.
    fn dated(&mut self, spot: Spot, mut entries: Entries, (date, text): Dated) -> ControlFlow<()> {
        if self.order.is_none() {
            if let Some(order) = date.proves() {
                self.release(order)?;
            }
        }
        match self.order {
            Some(order) => {
                self.set_time(spot, &mut entries, &date, text, order);
                self.pass(spot, entries)
            }
            None if date.is_same() => {
                self.set_time(spot, &mut entries, &date, text, Order::DayFirst);
                self.pass(spot, entries)
            }
            None => {
                self.held.push((spot, entries, Some((date, text))));
                ControlFlow::Continue(())
            }
        }
    }

    fn set_time(&mut self, spot: Spot, entries: &mut Entries, date: &Numeric, text: String, order: Order) {
        match date.iso(order) {
            Some(time) => _ = entries.insert("time".into(), time.into()),
            None => self.drop("time", text, spot.number),
        }
    }

    /// Hands on the rows that wait.
    fn release(&mut self, order: Order) -> ControlFlow<()> {
        self.order = Some(order);
        for (spot, mut entries, date) in std::mem::take(&mut self.held) {
            if let Some((date, text)) = date {
                self.set_time(spot, &mut entries, &date, text, order);
            }
            self.reading.post(spot, entries)?;
        }
        ControlFlow::Continue(())
    }

    fn finish(mut self) -> ControlFlow<()> {
        if let Some((.., Some((_, text)))) = self.held.first() {
            let text = format!(
                "dates such as `{text}` were read as day/month/year, since none has a number above 12 to tell: write \
                 them as 2026-03-01 10:00 to make sure"
            );
            self.reading.notice(&text)?;
        }
        self.release(Order::DayFirst)?;
        let mut unknown = Ignored::default();
        unknown.add(self.columns.unknown());
        if let Some(Event::Notice(text)) = unknown.notice(&self.reading.source, "column") {
            (self.reading.sink)(FeedEvent::Notice(text))?;
        }
        for (key, value, row, count) in self.dropped {
            let help = match key {
                "kind" => "write post, reply, quote, comment, repost, thread-part or article",
                _ => "write it as 2026-03-01 10:00",
            };
            let more = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
            self.reading.notice(&format!("ignored {key} `{value}` (row {row}{more}): {help}"))?;
        }
        ControlFlow::Continue(())
    }

    fn drop(&mut self, key: &'static str, value: String, row: u64) {
        match self.dropped.iter_mut().find(|(k, ..)| *k == key) {
            Some((.., count)) => *count += 1,
            None => self.dropped.push((key, value, row, 1)),
        }
    }
}

/// The kind of a post by the words of exports.
fn kind(written: &str) -> Option<String> {
    let word = written.trim().to_lowercase().replace([' ', '_'], "-");
    let word = match word.as_str() {
        "tweet" | "status" | "update" | "original" | "text" | "photo" | "photos" | "image" | "video"
        | "videos" | "reel" | "link" | "carousel" => "post",
        "replies" => "reply",
        "thread" => "thread-part",
        "share" | "shared" | "retweet" | "reblog" | "boost" => "repost",
        "quote-tweet" => "quote",
        other => other,
    };
    serde_json::from_value::<Kind>(word.into()).is_ok().then(|| word.to_string())
}
