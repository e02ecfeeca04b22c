//! Where an approval is written: the front matter of a `.md` file, or `approvals.jsonl` beside any other.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use draftlint::{Approval, Draft};
use serde_json::{Value, json};

use crate::args::InputFormat;
use crate::entry::{self, Entry};
use crate::input::approvals::{self, Line};
use crate::input::{Entries, Event, Item, Source, front_matter, walk};
use crate::{fix, settings};

/// The key of the front matter.
const LIST: &str = "approvals";

/// Whether the draft's own file takes its approvals.
pub(super) fn is_in_front_matter(source: &Source, sidecar: bool) -> bool {
    source.format == InputFormat::Md && !sidecar
}

/// Writes approvals into the front matter; `posts` are those of the file as it was read.
pub(super) fn in_front_matter(
    source: &Source,
    path: &Path,
    item: &Item,
    posts: &[Draft<'static>],
    new: &[Approval],
) -> Result<Option<String>, String> {
    let file = &source.shown;
    let text = settings::read_as_is(path).map_err(|why| format!("{file}: {why}"))?;
    if item.whole.as_deref() != Some(text.as_str()) {
        return Err(format!("{file}: changed while it was read\n  help: approve it again"));
    }
    let with = with_approvals(source, &text, posts, new).ok_or_else(|| {
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let front = front_matter::find(&text, start).ok().flatten();
        let syntax = front.map_or(front_matter::Syntax::Yaml, |front| front.syntax);
        // The text is left out: the hash says what was approved.
        let entries = new.iter().map(|approval| {
            let mut approval = approval.clone();
            approval.text = None;
            entry_of(&approval)
        });
        let by_hand: Vec<String> = entries.map(|entry| entry.by_hand(LIST, syntax)).collect();
        format!(
            "{file}: its front matter is written in a way that cannot be added to\n  help: write its `{LIST}` one below the other and add by hand, or use --sidecar:\n{}",
            by_hand.concat()
        )
    })?;
    fix::write(path, &with).map_err(|error| format!("{file}: cannot be written: {error}"))?;
    Ok(None)
}

/// The text with approvals in its front matter; nothing where reading it again would give anything else than the same
/// posts with these approvals more.
fn with_approvals(source: &Source, text: &str, posts: &[Draft<'static>], new: &[Approval]) -> Option<String> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut with = text.to_string();
    for approval in new {
        with = entry::added(&with, start, LIST, &entry_of(approval)).ok()?;
    }
    let mut expected = posts.to_vec();
    for post in &mut expected {
        let context = Arc::make_mut(post.context.get_or_insert_default());
        context.approvals.get_or_insert_default().extend(new.iter().cloned());
    }
    let mut back = None;
    _ = source.read(&mut with.as_bytes(), &mut |event| {
        if let Event::Item(item) = event {
            back = Some(item.posts);
        }
        ControlFlow::Continue(())
    });
    let others = |text: &str| {
        let Some(front) = front_matter::find(text, start).ok()? else { return Some(Entries::new()) };
        let mut entries = front_matter::parse(front.syntax, &text[front.inner]).ok()?;
        entries.remove(LIST);
        Some(entries)
    };
    (back? == expected && others(text)? == others(&with)?).then_some(with)
}

fn entry_of(approval: &Approval) -> Entry {
    let mut keys: Vec<(&'static str, Value)> = vec![("by", approval.by.as_str().into())];
    let mut add = |key, value: Option<&str>| keys.extend(value.map(|value| (key, value.into())));
    add("role", approval.role.as_deref());
    add("at", approval.at.as_ref().map(draftlint::Timestamp::as_str));
    add("content_hash", approval.content_hash.as_deref());
    add("text", approval.text.as_deref());
    if !approval.accepted.is_empty() {
        keys.push(("accepted", json!(approval.accepted)));
    }
    Entry { keys }
}

/// Adds a line for each approval to `approvals.jsonl`. Returns the name of the file.
pub(super) fn in_sidecar(path: &Path, item: &Item, new: &[Approval]) -> Result<Option<String>, String> {
    let path = approvals::beside(path);
    let draft = approvals::name_of(item);
    let lines: Vec<String> = new
        .iter()
        .map(|approval| {
            let line = Line {
                draft: &draft,
                content_hash: approval.content_hash.as_deref(),
                by: &approval.by,
                role: approval.role.as_deref(),
                at: approval.at.as_ref().map(ToString::to_string),
                accepted: &approval.accepted,
                text: approval.text.as_deref(),
            };
            json_line(&line)
        })
        .collect();
    append(&path, &lines.concat())
        .map_err(|error| format!("{}: cannot be written: {error}", walk::shown(&path)))?;
    Ok(Some(walk::shown(&path)))
}

fn json_line(line: &Line<'_>) -> String {
    let text = serde_json::to_string(line);
    let text = text.unwrap_or_else(|error| unreachable!("a line of texts is always JSON: {error}"));
    format!("{text}\n")
}

/// Adds whole lines to the end of a file in one piece, after the end of a last line that has none. What is there stays
/// byte for byte.
fn append(path: &Path, lines: &str) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|data| !data.is_file()) {
        return Err(io::Error::other("it is not a file"));
    }
    let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
    // Where a file system knows no locks, one write at the end must do.
    _ = file.lock();
    let gap = if is_last_line_open(&mut file)? { "\n" } else { "" };
    file.write_all(format!("{gap}{lines}").as_bytes())?;
    file.sync_data()
}

fn is_last_line_open(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != [b'\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_and_nothing_else_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("approvals.jsonl");
        append(&path, "one\n").unwrap();
        append(&path, "two\nthree\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\ntwo\nthree\n");
        fs::write(&path, "broken \r\n\u{7f}{").unwrap();
        append(&path, "four\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "broken \r\n\u{7f}{\nfour\n");
        assert!(append(folder.path(), "x\n").is_err());
    }
}
