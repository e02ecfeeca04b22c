//! Reads a feed into a history: posts come in one by one, are read in chunks on all cores, and kept in order of time.

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use draftlint::{History, HistoryBuilder, Post, ReadPost};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use crate::Streams;
use crate::args::ConfigChoice;
use crate::feed::{self, FeedEvent};
use crate::settings::{Loaded, Settings};

/// How many posts are held unread at once.
const CHUNK: usize = 4096;
/// How many problems of a feed are told one by one.
const PROBLEMS_SHOWN: usize = 10;
/// From how many posts on progress is shown.
const WORTH_A_BAR: usize = 50_000;

/// What became of a feed.
pub(crate) struct Feed {
    /// The configuration that holds for it.
    pub(crate) loaded: Arc<Loaded>,
    pub(crate) history: History,
    /// Something could not be read.
    pub(crate) failed: bool,
}

/// Reads feeds, all into one history, with the configuration beside the first. What cannot be read is told, and the
/// rest is read; `None` where the configuration is at fault, which is told as well.
pub(crate) fn read(paths: &[PathBuf], choice: &ConfigChoice, streams: &mut Streams<'_>) -> Option<Feed> {
    let first = paths.first().filter(|path| path.as_os_str() != "-").map(|path| &**path);
    let loaded = match Settings::new(choice).load_for(first) {
        Ok(loaded) => loaded,
        Err(fault) => {
            streams.error(&fault.text);
            return None;
        }
    };
    let linter = &loaded.linter;
    let mut posts = HistoryBuilder::default();
    let mut failed = false;
    let bar = streams.terminal.stderr.then(ProgressBar::new_spinner);
    for path in paths {
        let mut chunk: Vec<Post<'static>> = Vec::with_capacity(CHUNK);
        let mut take = |chunk: &mut Vec<Post<'static>>| {
            let read: Vec<ReadPost> = chunk.par_iter().map(|post| linter.read(post)).collect();
            chunk.clear();
            read.into_iter().for_each(|post| posts.add(post));
            if let Some(bar) = bar.as_ref().filter(|_| posts.len() >= WORTH_A_BAR) {
                bar.set_style(style());
                bar.set_position(posts.len() as u64);
            }
        };
        failed |= !each(path, streams, |post| {
            chunk.push(post);
            if chunk.len() >= CHUNK {
                take(&mut chunk);
            }
        });
        take(&mut chunk);
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    Some(Feed { loaded, history: posts.build(), failed })
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {human_pos} posts read, {per_sec}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
}

/// The posts of a feed as they are, to be read with several configurations; an error, which was told, where one cannot
/// be read.
pub(crate) fn posts(path: &Path, streams: &mut Streams<'_>) -> Result<Vec<Post<'static>>, ()> {
    let mut posts = Vec::new();
    if each(path, streams, |post| posts.push(post)) { Ok(posts) } else { Err(()) }
}

/// Hands on every post of a feed, and tells what cannot be read. Whether all could.
fn each(path: &Path, streams: &mut Streams<'_>, mut take: impl FnMut(Post<'static>)) -> bool {
    let mut problems = 0;
    let Streams { stdin, stderr, .. } = &mut *streams;
    let mut sink = |event| {
        match event {
            FeedEvent::Post(post) => take(*post),
            FeedEvent::Problem(problem) => {
                problems += 1;
                if problems <= PROBLEMS_SHOWN {
                    _ = writeln!(stderr, "error: {problem}");
                }
            }
            FeedEvent::Notice(notice) => _ = writeln!(stderr, "{notice}"),
        }
        ControlFlow::Continue(())
    };
    let _ = if path.as_os_str() == "-" {
        feed::read_stream(&mut **stdin, &mut sink)
    } else {
        feed::read(path, &mut sink)
    };
    if problems > PROBLEMS_SHOWN {
        streams.error(&format!(
            "{}: {} more posts could not be read",
            path.display(),
            problems - PROBLEMS_SHOWN
        ));
    }
    problems == 0
}

/// Writes a page to a file; the error names it.
pub(crate) fn write(path: &Path, page: &str) -> io::Result<()> {
    std::fs::write(path, page).map_err(|error| {
        io::Error::new(error.kind(), format!("{}: cannot be written: {error}", path.display()))
    })
}
