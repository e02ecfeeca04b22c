//! Reading feeds: what an account published, from lists, sheets and the archives that networks hand out, as a stream
//! of [`FeedEvent`]s in the order of the file.

use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use draftlint::Post;
use serde_json::Value;

use crate::args::InputFormat;
use crate::input::walk::shown;
use crate::input::{Entries, Event, Ignored, Problem, Source};

mod columns;
mod folder;
mod format;
mod html;
mod json;
mod mastodon;
mod sheet;
mod stream;
mod times;
mod x;

use format::Format;

/// What reading a feed yields.
#[derive(Debug)]
pub(crate) enum FeedEvent {
    /// A post.
    Post(Box<Post<'static>>),
    /// A file or a post that cannot be read; the rest is.
    Problem(Problem),
    /// A remark for the user: what the file was taken for, and what was left out.
    Notice(String),
}

/// Takes events; may ask to stop.
pub(crate) type FeedSink<'a> = dyn FnMut(FeedEvent) -> ControlFlow<()> + 'a;

/// How much of a file is looked at to see what it is.
const HEAD: u64 = 1 << 16;

/// Reads the posts of a file, of the feed files of a folder, or of standard input (`-`), and hands each on. Breaks
/// where the sink does.
pub(crate) fn read(path: &Path, sink: &mut FeedSink<'_>) -> ControlFlow<()> {
    if path.as_os_str() == "-" {
        return read_stream(&mut std::io::stdin().lock(), sink);
    }
    match path.metadata() {
        Err(error) => {
            let message = if error.kind() == std::io::ErrorKind::NotFound {
                "no such file or folder".to_string()
            } else {
                format!("cannot be read: {error}")
            };
            let help = "name a feed: .jsonl, .json, .csv, or the folder of an unpacked archive";
            sink(FeedEvent::Problem(source(path, true).problem(None, message, help)))
        }
        Ok(data) if data.is_dir() => folder::read(path, sink),
        Ok(_) => file(path, true, sink),
    }
}

/// Reads the posts of a stream that has no name, such as standard input.
pub(crate) fn read_stream(stream: &mut dyn Read, sink: &mut FeedSink<'_>) -> ControlFlow<()> {
    contents(Source::stdin(InputFormat::Jsonl), stream, sink)
}

/// Reads one file. `named` says that the user wrote its very path; one met in a folder may be something else.
fn file(path: &Path, named: bool, sink: &mut FeedSink<'_>) -> ControlFlow<()> {
    let source = source(path, named);
    match File::open(path) {
        Ok(mut file) => contents(source, &mut file, sink),
        Err(error) => {
            let message = format!("cannot be read: {error}");
            sink(FeedEvent::Problem(source.problem(None, message, "see that it may be read")))
        }
    }
}

fn source(path: &Path, named: bool) -> Source {
    // Problems and notices need the name alone; how a feed is read is no format of drafts.
    Source { shown: shown(path).into(), path: Some(path.into()), format: InputFormat::Jsonl, named }
}

/// A file from its first byte on.
type Input<'a> = BufReader<Box<dyn Read + 'a>>;

fn contents(source: Source, stream: &mut dyn Read, sink: &mut FeedSink<'_>) -> ControlFlow<()> {
    let mut head = Vec::new();
    let outcome = Read::take(&mut *stream, HEAD).read_to_end(&mut head);
    let mut reading = Reading { source, sink, ignored: Ignored::default(), no_time: 0 };
    if let Err(error) = outcome {
        return reading.problem(None, format!("cannot be read: {error}"), "see that it may be read");
    }
    let ending = reading.source.path.as_deref().and_then(Path::extension);
    let ending = ending.map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let format = match format::of(&head, ending.as_deref()) {
        Ok(format) => format,
        Err((message, help)) => return reading.unfit(None, message, help),
    };
    let start = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let mut cursor = Cursor::new(head);
    cursor.set_position(start);
    let mut input: Input<'_> = BufReader::with_capacity(1 << 16, Box::new(cursor.chain(stream)));
    match format {
        Format::Empty => {
            let text = format!("{}: the file is empty, no posts", reading.source.shown);
            return (reading.sink)(FeedEvent::Notice(text));
        }
        Format::Lines => json::lines(&mut reading, &mut input)?,
        Format::List => json::list(&mut reading, input)?,
        Format::Object => json::object(&mut reading, input)?,
        Format::Table => sheet::read(&mut reading, input)?,
        Format::X => x::read(&mut reading, input)?,
        Format::Outbox => mastodon::read(&mut reading, input)?,
    }
    reading.finish()
}

/// Where a post stands in its file.
#[derive(Debug, Clone, Copy)]
struct Spot {
    /// `line`, `row` or `item`.
    word: &'static str,
    number: u64,
    /// The line of the file, from 1.
    line: u64,
}

impl Spot {
    /// What to put before a message: the line stands there anyway.
    fn prefix(self) -> String {
        if self.word == "line" { String::new() } else { format!("{} {}: ", self.word, self.number) }
    }
}

/// A file that is being read.
struct Reading<'s> {
    source: Source,
    sink: &'s mut FeedSink<'s>,
    ignored: Ignored,
    /// Posts whose `created_at` or `scheduled_at` is no time: old data sets have their own forms.
    no_time: u64,
}

impl Reading<'_> {
    fn problem(&mut self, line: Option<u64>, message: impl Into<String>, help: &str) -> ControlFlow<()> {
        (self.sink)(FeedEvent::Problem(self.source.problem(line, message, help)))
    }

    /// Tells of the file, whose name stands before the text.
    fn notice(&mut self, text: &str) -> ControlFlow<()> {
        (self.sink)(FeedEvent::Notice(format!("{}: {text}", self.source.shown)))
    }

    /// The file is no feed: a mistake where it was named, else one of the other files of its folder.
    fn unfit(&mut self, line: Option<u64>, message: impl Into<String>, help: &str) -> ControlFlow<()> {
        if self.source.named {
            return self.problem(line, message, help);
        }
        let message = message.into();
        (self.sink)(FeedEvent::Notice(format!("skipped {}: {message}", self.source.shown)))
    }

    /// Hands on the post of some entries: one for each of the networks that it went to.
    fn post(&mut self, spot: Spot, mut entries: Entries) -> ControlFlow<()> {
        let networks = crate::input::take_networks(&mut entries);
        crate::input::tolerate(&mut entries);
        if networks.len() < 2 {
            if let Some(network) = networks.first() {
                entries.insert("network".into(), network.as_str().into());
            }
            return self.one(spot, entries);
        }
        for network in networks {
            let mut entries = entries.clone();
            entries.insert("network".into(), network.as_str().into());
            self.one(spot, entries)?;
        }
        ControlFlow::Continue(())
    }

    fn one(&mut self, spot: Spot, entries: Entries) -> ControlFlow<()> {
        match Post::from_entries(entries) {
            Ok((mut post, ignored)) => {
                self.ignored.add(ignored);
                let place = format!("{}#{} {}", self.source.shown, spot.word, spot.number);
                post.draft.source = Some(place.into());
                (self.sink)(FeedEvent::Post(Box::new(post)))
            }
            Err(message) => self.problem(
                Some(spot.line),
                format!("{}{message}", spot.prefix()),
                "mend it; the others are read",
            ),
        }
    }

    /// Says once what means nothing here.
    fn finish(mut self) -> ControlFlow<()> {
        if let Some(Event::Notice(text)) = std::mem::take(&mut self.ignored).notice(&self.source, "key") {
            (self.sink)(FeedEvent::Notice(text))?;
        }
        if self.no_time > 0 {
            let posts = if self.no_time == 1 { "post" } else { "posts" };
            let text = format!(
                "ignored `created_at` or `scheduled_at` of {} {posts}: write it as 2026-05-04T10:00Z",
                self.no_time
            );
            self.notice(&text)?;
        }
        ControlFlow::Continue(())
    }

    /// A file beside the one that is read, such as `account.js`.
    fn beside(&self, name: &str) -> Option<PathBuf> {
        self.source.path.as_deref().map(|path| path.with_file_name(name))
    }
}

/// The text of a key, where it holds one that is not blank.
fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests;
