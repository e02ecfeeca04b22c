//! Reading drafts: files of every format, folders, and standard input, as a stream of [`Event`]s in order.

use std::fmt;
use std::io::Read;
use std::ops::{ControlFlow, Range};
use std::path::PathBuf;
use std::sync::Arc;

use draftlint::{Draft, Network};

use crate::args::InputFormat;

pub(crate) mod approvals;
pub(crate) mod csv;
pub(crate) mod front_matter;
pub(crate) mod json;
pub(crate) mod text;
pub(crate) mod walk;

/// A file, or standard input.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// The path as it is shown; `stdin` for standard input.
    pub(crate) shown: Arc<str>,
    /// The path to open; `None` for standard input.
    pub(crate) path: Option<PathBuf>,
    pub(crate) format: InputFormat,
    /// The user named this very file; it was not met on the way through a folder.
    pub(crate) named: bool,
}

/// One draft or thread to check.
#[derive(Debug)]
pub(crate) struct Item {
    /// The path as it is shown.
    pub(crate) file: Arc<str>,
    /// The path to write fixes back to: only for files that hold the text as it is.
    pub(crate) path: Option<PathBuf>,
    /// Where it was read from, such as `calendar.csv#row 3`.
    pub(crate) source: Arc<str>,
    pub(crate) id: Option<String>,
    /// Its posts: one, unless it is a thread.
    pub(crate) posts: Vec<Draft<'static>>,
    /// Where the body of each post stands in the file.
    pub(crate) places: Vec<Place>,
    pub(crate) is_thread: bool,
    /// The networks that the data names, where it names several.
    pub(crate) networks: Vec<Network>,
    /// The whole text of the file, where `places` are exact.
    pub(crate) whole: Option<Arc<str>>,
    /// The row of a sheet that it was.
    pub(crate) row: Option<csv::Row>,
}

/// Where the body of a post stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The line of the file on which the body (or its row) begins, from 1.
    pub(crate) line: u64,
    /// The bytes of the body in the file, where they stand there as they are: then lines and columns of a finding
    /// can be told in the file.
    pub(crate) bytes: Option<Range<usize>>,
}

/// Something that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) file: Arc<str>,
    /// The line in the file, from 1.
    pub(crate) line: Option<u64>,
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)?;
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

/// What reading yields, in the order of the input.
#[derive(Debug)]
pub(crate) enum Event {
    /// A draft or thread.
    Item(Box<Item>),
    /// A file or row that cannot be read; the rest is.
    Problem(Problem),
    /// A remark for the user.
    Notice(String),
}

/// Takes events; may ask to stop.
pub(crate) type Sink<'a> = dyn FnMut(Event) -> ControlFlow<()> + 'a;

impl Source {
    /// Standard input.
    pub(crate) fn stdin(format: InputFormat) -> Source {
        Source { shown: "stdin".into(), path: None, format, named: true }
    }

    pub(crate) fn problem(&self, line: Option<u64>, message: impl Into<String>, help: &str) -> Problem {
        Problem { file: self.shown.clone(), line, message: message.into(), help: help.into() }
    }

    /// Reads it from an open stream and hands on what it holds.
    pub(crate) fn read(&self, reader: &mut dyn Read, sink: &mut Sink<'_>) -> ControlFlow<()> {
        match self.format {
            InputFormat::Jsonl => return json::read_lines(self, reader, sink),
            InputFormat::Csv => return csv::read(self, reader, sink),
            InputFormat::Txt | InputFormat::Md | InputFormat::Json => {}
        }
        let mut bytes = Vec::new();
        let text = match reader.read_to_end(&mut bytes) {
            Ok(_) => self.decode(bytes),
            Err(error) => Err(self.problem(None, format!("cannot be read: {error}"), "")),
        };
        match text {
            Err(problem) => sink(Event::Problem(problem)),
            Ok(text) if self.format == InputFormat::Json => json::read(self, &text, sink),
            Ok(text) => text::read(self, text, sink),
        }
    }

    /// The bytes of a file as text.
    pub(crate) fn decode(&self, bytes: Vec<u8>) -> Result<String, Problem> {
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            return Err(self.problem(None, "this is UTF-16", "save it as UTF-8"));
        }
        String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let line = 1 + std::str::from_utf8(&error.as_bytes()[..at])
                .map_or(0, |text| text.matches('\n').count() as u64);
            self.problem(Some(line), format!("invalid UTF-8 at byte {at}"), "save it as UTF-8")
        })
    }
}

/// Entries as a draft hands them over, before they are read.
pub(crate) type Entries = serde_json::Map<String, serde_json::Value>;

/// Keys that belong to the first post of a thread when they stand beside all posts. An acceptance holds for the
/// whole thread wherever it stands.
const FIRST_ONLY: &[&str] = &["title", "link", "media", "content_warning", "allow"];

/// Entries that stand beside the posts of a thread, spread over them; the posts' own win.
pub(crate) fn spread(mut common: Entries, mut posts: Vec<Entries>) -> Vec<Entries> {
    common.remove("id");
    for (i, post) in posts.iter_mut().enumerate() {
        for (key, value) in &common {
            if (i == 0 || !FIRST_ONLY.contains(&key.as_str())) && !post.contains_key(key) {
                post.insert(key.clone(), value.clone());
            }
        }
    }
    posts
}

/// Takes `networks`, or a `network` that is a list, out of the entries.
pub(crate) fn take_networks(entries: &mut Entries) -> Vec<Network> {
    let key =
        if entries.get("network").is_some_and(serde_json::Value::is_array) { "network" } else { "networks" };
    match entries.get(key) {
        Some(serde_json::Value::Array(list)) if list.iter().all(serde_json::Value::is_string) => {
            let networks = distinct(list.iter().filter_map(|v| v.as_str()));
            entries.remove(key);
            networks
        }
        _ => Vec::new(),
    }
}

/// The networks of a list of names, each once: `twitter` is `x`.
pub(crate) fn distinct<S: AsRef<str>>(names: impl Iterator<Item = S>) -> Vec<Network> {
    let mut networks: Vec<Network> = Vec::new();
    for name in names {
        let network = Network::new(name.as_ref());
        if !networks.contains(&network) {
            networks.push(network);
        }
    }
    networks
}

/// Makes what people write in passing into what a draft expects: a number as a title, a name as an author.
pub(crate) fn tolerate(entries: &mut Entries) {
    for (key, value) in entries.iter_mut() {
        match (key.as_str(), &*value) {
            ("author", serde_json::Value::String(id)) => *value = serde_json::json!({ "id": id }),
            (
                "title" | "link" | "account" | "community" | "brand" | "scheduled_at" | "created_at",
                serde_json::Value::Number(_),
            ) => *value = serde_json::Value::String(value.to_string()),
            _ => {}
        }
    }
}

/// Keys that were ignored, for one notice a file.
#[derive(Debug, Default)]
pub(crate) struct Ignored(Vec<String>);

impl Ignored {
    pub(crate) fn add(&mut self, keys: impl IntoIterator<Item = String>) {
        for key in keys {
            if !self.0.contains(&key) && self.0.len() < 50 {
                self.0.push(key);
            }
        }
    }

    /// `data.jsonl: ignored 3 unknown keys: label, source, task`.
    pub(crate) fn notice(&self, source: &Source, what: &str) -> Option<Event> {
        let count = self.0.len();
        let keys: Vec<&str> = self.0.iter().take(12).map(String::as_str).collect();
        let more = if count > keys.len() { ", …" } else { "" };
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| {
            Event::Notice(format!(
                "{}: ignored {count} unknown {what}{plural}: {}{more}",
                source.shown,
                keys.join(", ")
            ))
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Reads a text as a file of a format and returns what was handed on.
    pub(crate) fn read(
        name: &str,
        format: InputFormat,
        bytes: &[u8],
    ) -> (Vec<Item>, Vec<String>, Vec<String>) {
        let source = Source { shown: name.into(), path: None, format, named: true };
        let (mut items, mut problems, mut notices) = (Vec::new(), Vec::new(), Vec::new());
        let mut bytes = bytes;
        let flow = source.read(&mut bytes, &mut |event| {
            match event {
                Event::Item(item) => items.push(*item),
                Event::Problem(problem) => problems.push(problem.to_string()),
                Event::Notice(notice) => notices.push(notice),
            }
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        (items, problems, notices)
    }

    #[test]
    fn invalid_utf8_is_told_with_its_place() {
        let (items, problems, _) = read("a.txt", InputFormat::Txt, b"one\ntwo \xff three");
        assert!(items.is_empty());
        assert_eq!(problems, ["a.txt:2: invalid UTF-8 at byte 8\n  help: save it as UTF-8"]);
    }

    #[test]
    fn what_stands_beside_the_posts_holds_for_all_of_them() {
        let value = |json: serde_json::Value| json.as_object().unwrap().clone();
        let common = value(serde_json::json!({"network": "x", "title": "once", "id": "t"}));
        let posts = vec![
            value(serde_json::json!({"text": "a"})),
            value(serde_json::json!({"text": "b", "network": "bluesky"})),
        ];
        let spread = spread(common, posts);
        assert_eq!(spread[0]["title"], "once");
        assert_eq!(spread[0]["network"], "x");
        assert_eq!(spread[1]["network"], "bluesky");
        assert!(!spread[1].contains_key("title") && !spread[0].contains_key("id"));
    }
}
