//! Reads a feed into a history: posts come in one by one, are read in chunks on all cores, and kept in order of time.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use draftlint::{History, Linter, Post, ReadPost};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use crate::Streams;
use crate::feed::{self, FeedEvent};

/// How many posts are held unread at once.
const CHUNK: usize = 4096;
/// How many problems of a feed are told one by one.
const PROBLEMS_SHOWN: usize = 10;
/// From how many posts on progress is shown.
const WORTH_A_BAR: usize = 50_000;

/// What became of a feed.
pub(crate) struct Feed {
    pub(crate) history: History,
    /// Something could not be read.
    pub(crate) failed: bool,
}

/// Reads feeds, all into one history. What cannot be read is told, and the rest is read.
pub(crate) fn read(paths: &[PathBuf], linter: &Linter, streams: &mut Streams<'_>) -> Feed {
    let mut posts: Vec<ReadPost> = Vec::new();
    let mut problems = 0;
    let bar = streams.terminal.stderr.then(ProgressBar::new_spinner);
    for path in paths {
        let mut chunk: Vec<Post<'static>> = Vec::with_capacity(CHUNK);
        let mut take = |chunk: &mut Vec<Post<'static>>| {
            posts.par_extend(std::mem::take(chunk).into_par_iter().map(|post| linter.read(&post)));
            if let Some(bar) = bar.as_ref().filter(|_| posts.len() >= WORTH_A_BAR) {
                bar.set_style(style());
                bar.set_position(posts.len() as u64);
            }
        };
        let Streams { stdin, stderr, .. } = &mut *streams;
        let mut sink = |event| {
            match event {
                FeedEvent::Post(post) => {
                    chunk.push(*post);
                    if chunk.len() >= CHUNK {
                        take(&mut chunk);
                    }
                }
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
        take(&mut chunk);
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    if problems > PROBLEMS_SHOWN {
        streams.error(&format!("{} more posts could not be read", problems - PROBLEMS_SHOWN));
    }
    Feed { history: History::new(posts), failed: problems > 0 }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {human_pos} posts read, {per_sec}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
}

/// The posts of a feed as they are, to be read with several configurations.
pub(crate) fn posts(path: &Path, streams: &mut Streams<'_>) -> Result<Vec<Post<'static>>, ()> {
    let (mut posts, mut failed) = (Vec::new(), false);
    let _ = feed::read(path, &mut |event| {
        match event {
            FeedEvent::Post(post) => posts.push(*post),
            FeedEvent::Problem(problem) => {
                failed = true;
                streams.error(&problem.to_string());
            }
            FeedEvent::Notice(notice) => streams.notice(&notice),
        }
        ControlFlow::Continue(())
    });
    if failed { Err(()) } else { Ok(posts) }
}
