//! Talking without listening: broadcasts without answers, and posts without a question.

use serde::Deserialize;

use super::support::{episodes, percent};
use super::{FeedCheck, FeedFound, FeedSubject};
use crate::history::stream::DAY;
use crate::history::{Entry, Label, does};

/// `cadence/broadcast-listen`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct BroadcastListen {
    window_days: i64,
    min_posts: usize,
    min_listen_share: f64,
}

/// A question to the readers is half an answer.
const QUESTION: f64 = 0.5;

fn listens(post: &Entry) -> f64 {
    match post.label {
        Some(Label::Reply | Label::Share) => 1.0,
        _ if post.does(does::QUESTION) => QUESTION,
        _ => 0.0,
    }
}

impl FeedCheck for BroadcastListen {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let mut all = Vec::new();
        // A window that moves: each post enters and leaves it once.
        let (mut from, mut sum, mut told) = (0, 0.0, 0);
        let posts = feed.stream.posts;
        for (i, post) in posts.iter().enumerate() {
            let Some(at) = post.at else {
                (from, sum, told) = (i + 1, 0.0, 0);
                continue;
            };
            sum += listens(post);
            told += usize::from(post.kind.is_some());
            while posts[from].at.is_none_or(|old| old < at - self.window_days * DAY) {
                sum -= listens(posts[from]);
                told -= usize::from(posts[from].kind.is_some());
                from += 1;
            }
            if feed.stream.only.is_some_and(|only| only != i) || listens(post) > 0.0 {
                continue;
            }
            let count = i + 1 - from;
            let share = sum / count as f64;
            // Without kinds an export may have left the answers out.
            if count < self.min_posts || share >= self.min_listen_share || told * 2 < count {
                continue;
            }
            let rests_on = (from..=i).rev().filter(|j| listens(posts[*j]) == 0.0).take(12);
            let one = FeedFound::new("broadcasts", i)
                .arg("count", count)
                .arg("value", percent(share))
                .arg("min", percent(self.min_listen_share))
                .arg("days", self.window_days);
            all.push(one.weight(1.0 - share).on(rests_on.chain([from])));
        }
        found.extend(episodes(all));
    }
}

/// `cadence/no-questions`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct NoQuestions {
    window_posts: usize,
}

impl FeedCheck for NoQuestions {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let mut all = Vec::new();
        for i in feed.stream.judged() {
            let counts = |post: &Entry| post.is_post() && post.does(does::ENGLISH);
            if !counts(feed.post(i)) || feed.post(i).does(does::QUESTION) {
                continue;
            }
            let posts = feed.stream.last(i, self.window_posts, counts);
            if posts.len() == self.window_posts && !posts.iter().any(|j| feed.post(*j).does(does::QUESTION)) {
                all.push(FeedFound::new("silent", i).arg("count", posts.len()).on(posts));
            }
        }
        found.extend(episodes(all));
    }
}
