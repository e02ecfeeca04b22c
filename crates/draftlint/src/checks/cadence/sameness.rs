//! The same again: openings and sets of hashtags that come back post after post.

use serde::Deserialize;

use super::support::episodes;
use super::{FeedCheck, FeedFound, FeedSubject};
use crate::history::Entry;

/// `cadence/same-hook`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SameHook {
    window_posts: usize,
    max: usize,
    #[serde(default)]
    except: Vec<String>,
}

impl FeedCheck for SameHook {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let mut all = Vec::new();
        for i in feed.stream.judged() {
            let post = feed.post(i);
            if post.opening == 0 || !post.is_own() {
                continue;
            }
            let posts = feed.stream.last(i, self.window_posts, Entry::is_own);
            let alike: Vec<usize> =
                posts.iter().copied().filter(|j| feed.post(*j).opening == post.opening).collect();
            if alike.len() > self.max && !post.begins_with(&self.except) {
                let one = FeedFound::new("opening", i)
                    .arg("text", first_words(&post.text))
                    .arg("value", alike.len())
                    .arg("count", posts.len());
                all.push(one.weight(alike.len() as f64).on(alike));
            }
        }
        found.extend(episodes(all));
    }
}

/// The four words that a post opens with, as they are written.
fn first_words(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().take(4).collect();
    if let Some(colon) = words.iter().position(|word| word.ends_with(':')) {
        words.truncate(colon + 1);
    }
    words.join(" ")
}

/// `cadence/hashtag-rut`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct HashtagRut {
    window_posts: usize,
    max: usize,
    min_tags: usize,
    similarity: f64,
}

impl FeedCheck for HashtagRut {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let mut all = Vec::new();
        for i in feed.stream.judged() {
            let post = feed.post(i);
            if post.tags.len() < self.min_tags || !post.is_own() {
                continue;
            }
            let posts = feed.stream.last(i, self.window_posts, Entry::is_own);
            let alike: Vec<usize> = posts
                .iter()
                .copied()
                .filter(|j| overlap(&feed.post(*j).tags, &post.tags) >= self.similarity)
                .collect();
            if alike.len() > self.max {
                let names: Vec<String> =
                    post.tags.iter().map(|tag| format!("#{}", feed.name(*tag))).collect();
                let one = FeedFound::new("tags", i)
                    .arg("value", alike.len())
                    .arg("count", posts.len())
                    .arg("text", names.join(" "));
                all.push(one.weight(alike.len() as f64).on(alike));
            }
        }
        found.extend(episodes(all));
    }
}

/// What two sorted sets share of what both hold.
fn overlap(a: &[u64], b: &[u64]) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 0.0;
    }
    let shared = a.iter().filter(|x| b.binary_search(x).is_ok()).count();
    shared as f64 / (a.len() + b.len() - shared) as f64
}
