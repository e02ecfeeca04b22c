//! `.json` (a draft, a list of them, a thread) and `.jsonl` (one a line).

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use draftlint::{Draft, Timestamp};
use rayon::prelude::*;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Entries, Event, Ignored, Item, Place, Problem, Sink, Source};

/// Reads a `.json` file.
pub(super) fn read(source: &Source, text: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let text = text.trim_start_matches('\u{feff}');
    let mut notes = Notes::default();
    if text.trim_start().starts_with('[') {
        let values: Vec<&RawValue> = match serde_json::from_str(text) {
            Ok(values) => values,
            Err(error) => return sink(Event::Problem(unreadable(source, 0, &error))),
        };
        let (mut line, mut at) = (1, 0);
        for (i, raw) in values.into_iter().enumerate() {
            // The parser lends slices of the text, so that their place is known.
            let start =
                (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize).clamp(at, text.len());
            line += text[at..start].matches('\n').count() as u64;
            at = start;
            let name = format!("{}#item {}", source.shown, i + 1);
            sink(one(source, name, line, raw.get(), &mut notes))?;
        }
    } else {
        let line = 1 + text.chars().take_while(|c| c.is_whitespace()).filter(|&c| c == '\n').count() as u64;
        let event = one(source, source.shown.to_string(), line, text.trim(), &mut notes);
        match event {
            // Package manifests and the like lie in many folders.
            Event::Problem(problem) if !source.named && problem.message.starts_with(NO_TEXT) => {
                sink(Event::Notice(format!("skipped {}: it holds no draft (no `text`)", source.shown)))?;
            }
            event => sink(event)?,
        }
    }
    notes.finish(source, sink)
}

/// Rows are parsed side by side once there are so many of them, or so many bytes.
const BLOCK: (usize, usize) = (1024, 1 << 20);
/// How many of them one thread takes.
const SHARE: usize = 64;

/// Reads a `.jsonl` file, a block of lines at a time.
pub(super) fn read_lines(source: &Source, reader: &mut dyn Read, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let mut notes = Notes::default();
    let mut block = Block { bytes: Vec::new(), ends: Vec::new(), line: 0, before: 0 };
    loop {
        let read = reader.read_until(b'\n', &mut block.bytes);
        if matches!(read, Ok(1..)) {
            block.ends.push(block.bytes.len());
            if block.ends.len() < BLOCK.0 && block.bytes.len() < BLOCK.1 {
                continue;
            }
        }
        block.hand_on(source, &mut notes, sink)?;
        match read {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                let problem = source.problem(Some(block.line + 1), format!("cannot be read: {error}"), "");
                sink(Event::Problem(problem))?;
                break;
            }
        }
    }
    notes.finish(source, sink)
}

/// Lines that were read and not yet handed on.
struct Block {
    bytes: Vec<u8>,
    /// Where each line ends.
    ends: Vec<usize>,
    /// The lines before the block, and their bytes.
    line: u64,
    before: usize,
}

impl Block {
    /// Parses the lines on all cores, hands them on in order, and forgets them.
    fn hand_on(&mut self, source: &Source, notes: &mut Notes, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let parsed: Vec<(Vec<Event>, Notes)> = (0..self.ends.len())
            .into_par_iter()
            .chunks(SHARE)
            .map(|lines| {
                let mut notes = Notes::default();
                let events = lines.into_iter().filter_map(|i| self.event(i, source, &mut notes)).collect();
                (events, notes)
            })
            .collect();
        self.line += self.ends.len() as u64;
        self.before += self.bytes.len();
        self.bytes.clear();
        self.ends.clear();
        for (events, more) in parsed {
            notes.ignored.add(more.ignored.0);
            notes.no_time += more.no_time;
            events.into_iter().try_for_each(&mut *sink)?;
        }
        ControlFlow::Continue(())
    }

    /// What a line holds; nothing where it is blank.
    fn event(&self, i: usize, source: &Source, notes: &mut Notes) -> Option<Event> {
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        let line = self.line + i as u64 + 1;
        let text = match std::str::from_utf8(&self.bytes[start..self.ends[i]]) {
            Err(error) => {
                let at = self.before + start + error.valid_up_to();
                let message = format!("invalid UTF-8 at byte {at}");
                return Some(Event::Problem(source.problem(Some(line), message, "save it as UTF-8")));
            }
            Ok(text) => text.trim_start_matches('\u{feff}').trim(),
        };
        let name = || format!("{}#line {line}", source.shown);
        (!text.is_empty()).then(|| one(source, name(), line, text, notes))
    }
}

/// What is to be said about a file once, at its end.
#[derive(Debug, Default)]
struct Notes {
    ignored: Ignored,
    /// Rows whose `created_at` is no time: old data sets have their own forms.
    no_time: u64,
}

impl Notes {
    fn finish(self, source: &Source, sink: &mut Sink<'_>) -> ControlFlow<()> {
        if let Some(notice) = self.ignored.notice(source, "key") {
            sink(notice)?;
        }
        if self.no_time > 0 {
            let plural = if self.no_time == 1 { "row" } else { "rows" };
            sink(Event::Notice(format!(
                "{}: ignored `created_at` in {} {plural}: write it as 2026-05-04T10:00Z",
                source.shown, self.no_time
            )))?;
        }
        ControlFlow::Continue(())
    }
}

const NO_TEXT: &str = "no `text`";

fn unreadable(source: &Source, before: u64, error: &serde_json::Error) -> Problem {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or(&text);
    let line = before + error.line().max(1) as u64;
    source.problem(Some(line), format!("not JSON: {text}, column {}", error.column()), "")
}

/// Reads one draft or thread.
fn one(source: &Source, name: String, line: u64, text: &str, notes: &mut Notes) -> Event {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return Event::Problem(unreadable(source, line - 1, &error)),
    };
    match item(value, notes) {
        Ok(mut item) => {
            item.file = source.shown.clone();
            item.source = name.into();
            item.places = vec![Place { line, bytes: None }; item.posts.len()];
            Event::Item(Box::new(item))
        }
        Err(message) => {
            let help =
                if message.starts_with(NO_TEXT) { "name the key of the post's text `text`" } else { "" };
            Event::Problem(source.problem(Some(line), message, help))
        }
    }
}

fn item(value: Value, notes: &mut Notes) -> Result<Item, String> {
    let mut entries = entries(value)?;
    let networks = super::take_networks(&mut entries);
    let id = match entries.get("id") {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) => Some(id.clone()),
        Some(other) => Some(other.to_string()),
    };
    let (posts, is_thread) = match entries.remove("posts") {
        Some(Value::Array(posts)) => {
            let posts = posts.into_iter().map(self::entries).collect::<Result<Vec<_>, _>>()?;
            if posts.is_empty() {
                return Err("`posts` is empty".into());
            }
            (super::spread(entries, posts), true)
        }
        Some(_) => return Err("`posts` must be a list".into()),
        None => (vec![entries], false),
    };
    let posts = posts.into_iter().map(|entries| draft(entries, notes)).collect::<Result<_, _>>()?;
    Ok(Item {
        file: "".into(),
        path: None,
        source: "".into(),
        id,
        posts,
        places: Vec::new(),
        is_thread,
        networks,
        whole: None,
        row: None,
    })
}

/// A draft is an object, or just its text.
fn entries(value: Value) -> Result<Entries, String> {
    match value {
        Value::Object(entries) => Ok(entries),
        Value::String(text) => Ok(Entries::from_iter([("text".to_string(), text.into())])),
        _ => Err("a draft must be an object such as {\"text\": \"…\"}".into()),
    }
}

fn draft(mut entries: Entries, notes: &mut Notes) -> Result<Draft<'static>, String> {
    if !["text", "body", "title"].iter().any(|key| entries.get(*key).is_some_and(|v| !v.is_null())) {
        let keys: Vec<&str> = entries.keys().take(8).map(String::as_str).collect();
        return Err(if keys.is_empty() {
            format!("{NO_TEXT}: the object is empty")
        } else {
            format!("{NO_TEXT} among its keys ({})", keys.join(", "))
        });
    }
    super::tolerate(&mut entries);
    if entries.get("created_at").and_then(Value::as_str).is_some_and(|time| Timestamp::parse(time).is_none())
    {
        entries.remove("created_at");
        notes.no_time += 1;
    }
    let (draft, unknown) = Draft::from_entries(entries)?;
    notes.ignored.add(unknown);
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use crate::args::InputFormat;

    #[test]
    fn a_draft_a_list_a_thread() {
        let (items, problems, _) =
            read("a.json", InputFormat::Json, br#"{"text": "one", "network": "ig", "id": 7}"#);
        assert!(problems.is_empty());
        assert_eq!((items[0].posts[0].body.as_ref(), items[0].id.as_deref()), ("one", Some("7")));
        assert_eq!(&*items[0].source, "a.json");
        let text = "[\n  {\"text\": \"one\"},\n  \"two\",\n  {\"posts\": [{\"text\": \"three\"}, \"four\"], \"network\": \"x\"}\n]";
        let (items, problems, _) = read("a.json", InputFormat::Json, text.as_bytes());
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(items.iter().map(|i| i.places[0].line).collect::<Vec<_>>(), [2, 3, 4]);
        assert_eq!(&*items[1].source, "a.json#item 2");
        assert!(items[2].is_thread && items[2].posts[1].network.is_some());
    }

    #[test]
    fn a_bad_line_leaves_the_others_readable() {
        let text = b"{\"text\": \"one\", \"label\": 1, \"source\": \"x\"}\n\n{\"text\": \n{\"text\": \"\xff\"}\n{\"label\": 2}\n{\"text\": \"five\", \"created_at\": \"Mon Apr 06\"}";
        let (items, problems, notices) = read("a.jsonl", InputFormat::Jsonl, text);
        assert_eq!(
            items.iter().map(|i| &*i.source).collect::<Vec<_>>(),
            ["a.jsonl#line 1", "a.jsonl#line 6"]
        );
        assert_eq!(problems.len(), 3);
        assert!(problems[0].starts_with("a.jsonl:3: not JSON"), "{problems:?}");
        assert!(problems[1].starts_with("a.jsonl:4: invalid UTF-8 at byte 64"), "{problems:?}");
        assert!(problems[2].starts_with("a.jsonl:5: no `text` among its keys (label)"), "{problems:?}");
        assert_eq!(notices[0], "a.jsonl: ignored 2 unknown keys: label, source");
        assert!(notices[1].contains("`created_at` in 1 row"), "{notices:?}");
    }
}
