//! Posts in order of time as the rules of a feed walk over them, and the windows before a post.

use super::{Entry, History};

/// Seconds of a day.
pub(crate) const DAY: i64 = 86_400;

/// A window of time looks back on so many posts at most, so that a feed of any size takes linear time.
pub(crate) const MOST: usize = 4096;

/// Posts in order of time, and which of them are judged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stream<'h> {
    pub(crate) posts: &'h [&'h Entry],
    /// The number of the one post that is judged; all are where `None`.
    pub(crate) only: Option<usize>,
    pub(crate) history: &'h History,
}

impl<'h> Stream<'h> {
    /// The numbers of the posts that are judged, in order.
    pub(crate) fn judged(&self) -> impl Iterator<Item = usize> + use<'h> {
        match self.only {
            Some(one) => one..one + 1,
            None => 0..self.posts.len(),
        }
    }

    /// The posts up to `i` that are at most so many seconds older than it, newest first, `i` itself first, and at most
    /// [`MOST`] of them. Only posts with a time are among them; none where `i` has none.
    pub(crate) fn within(&self, i: usize, seconds: i64) -> impl Iterator<Item = usize> + use<'h> {
        let posts = self.posts;
        let from = posts[i].at.map(|at| at - seconds);
        (0..=i)
            .rev()
            .take_while(move |j| from.is_some_and(|from| posts[*j].at.is_some_and(|at| at >= from)))
            .take(MOST)
    }

    /// The posts after `i` that are at most so many seconds younger than it, and at most [`MOST`] of them.
    pub(crate) fn after(&self, i: usize, seconds: i64) -> impl Iterator<Item = usize> + use<'h> {
        let posts = self.posts;
        let until = posts[i].at.map(|at| at + seconds);
        let early = move |j: &usize| until.is_some_and(|until| posts[*j].at.is_some_and(|at| at <= until));
        (i + 1..posts.len()).take_while(early).take(MOST)
    }

    /// The last `count` posts up to `i` that `keep` lets through, newest first.
    pub(crate) fn last(&self, i: usize, count: usize, keep: impl Fn(&Entry) -> bool) -> Vec<usize> {
        (0..=i).rev().filter(|j| keep(self.posts[*j])).take(count).collect()
    }
}
