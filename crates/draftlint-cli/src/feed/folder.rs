//! The feed files of a folder, such as an archive that was unpacked.

use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::{FeedEvent, FeedSink, file, source, x};
use crate::input::approvals;

/// Reads every feed file of a folder and of the folders in it, in order of their names.
pub(super) fn read(folder: &Path, sink: &mut FeedSink<'_>) -> ControlFlow<()> {
    let mut files = Vec::new();
    let mut faults = Vec::new();
    collect(folder, &mut files, &mut faults);
    for (path, message) in faults {
        let problem = source(&path, true).problem(None, message, "see that it may be read");
        sink(FeedEvent::Problem(problem))?;
    }
    if files.is_empty() {
        let help = "put .jsonl, .json or .csv in it, or unpack the archive of X or Mastodon";
        return sink(FeedEvent::Problem(source(folder, true).problem(None, "no feed in this folder", help)));
    }
    files.iter().try_for_each(|path| file(path, false, sink))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>, faults: &mut Vec<(PathBuf, String)>) {
    let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return faults.push((folder.to_path_buf(), format!("cannot be read: {error}"))),
    };
    entries.sort_by_key(std::fs::DirEntry::file_name);
    // Beside it stand what the account liked, kept and is: lists as well, and none of its posts.
    let has_outbox = entries.iter().any(|entry| entry.file_name() == OsStr::new("outbox.json"));
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let Ok(kind) = entry.file_type() else { continue };
        if name.starts_with('.') || approvals::is_its_name(&name) {
            continue;
        }
        let path = entry.path();
        // A link to a folder may lead back up: links are followed to files only.
        if kind.is_dir() {
            collect(&path, files, faults);
        } else if is_feed(&path, &name, has_outbox) && path.is_file() {
            files.push(path);
        }
    }
}

fn is_feed(path: &Path, name: &str, has_outbox: bool) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("js") => x::holds_posts(name),
        Some("json") => !has_outbox || name == "outbox.json",
        Some("jsonl" | "ndjson" | "csv" | "tsv") => true,
        _ => false,
    }
}
