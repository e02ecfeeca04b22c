//! The same text again: on the same account, and in several places at once.

use serde::Deserialize;

use super::support::episodes;
use super::{FeedCheck, FeedFound, FeedSubject};
use crate::history::does;
use crate::history::similar::{Index, Words};
use crate::history::stream::DAY;

/// The likeness of two posts, their words read once each as long as the same ones are asked for.
struct Likeness<'f, 'a> {
    feed: &'f FeedSubject<'a>,
    read: [(usize, Words); 2],
}

impl<'f, 'a> Likeness<'f, 'a> {
    fn new(feed: &'f FeedSubject<'a>) -> Self {
        Likeness { feed, read: [(usize::MAX, Words::default()), (usize::MAX, Words::default())] }
    }

    fn of(&mut self, a: usize, b: usize) -> f64 {
        for (place, i) in [(0, a), (1, b)] {
            if self.read[place].0 != i {
                self.read[place] = (i, self.feed.post(i).read_words());
            }
        }
        self.read[0].1.similarity(&self.read[1].1)
    }
}

/// `cadence/near-duplicate`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct NearDuplicate {
    window_days: i64,
    max_similarity: f64,
    #[serde(default)]
    except: Vec<String>,
}

impl FeedCheck for NearDuplicate {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let posts = feed.stream.posts;
        let window = self.window_days * DAY;
        let range = match feed.stream.only {
            Some(i) if posts[i].at.is_some() => feed.stream.within(i, window).last().unwrap_or(i)..i + 1,
            Some(i) => i.saturating_sub(crate::history::stream::MOST)..i + 1,
            None => 0..posts.len(),
        };
        let kept =
            range.clone().filter(|i| posts[*i].is_comparable() && !posts[*i].begins_with(&self.except));
        let index = Index::new(kept.filter_map(|i| Some((i as u32, posts[i].same?))));
        let mut likeness = Likeness::new(feed);
        let mut since = range.start;
        for i in range {
            if feed.stream.only.is_some_and(|only| only != i) || !posts[i].is_comparable() {
                continue;
            }
            if let Some(at) = posts[i].at {
                while since < i && posts[since].at.is_none_or(|old| old < at - window) {
                    since += 1;
                }
            }
            let earlier = index.latest_before(i as u32, since as u32, self.max_similarity, |a, b| {
                likeness.of(a as usize, b as usize)
            });
            let Some(pair) = earlier else { continue };
            let first = pair.earlier as usize;
            // The same text in two communities is the matter of `cadence/crosspost-identical`.
            if posts[first].community != posts[i].community {
                continue;
            }
            let gap = posts[i].at.zip(posts[first].at).map(|(at, of)| at - of);
            let group = if pair.similarity < 1.0 { "near" } else { "same" };
            let one = FeedFound::new(group, i)
                .arg("value", format!("{:.0} %", pair.similarity * 100.0))
                .arg("window", gap.map_or("an earlier time".to_string(), ago))
                .weight(pair.similarity);
            found.push(one.on([first, i]));
        }
    }
}

/// A stretch of time in words.
fn ago(seconds: i64) -> String {
    match seconds / 3600 {
        0 if seconds < 120 => "a minute".to_string(),
        0 => format!("{} minutes", seconds / 60),
        1 => "an hour".to_string(),
        hours @ ..48 => format!("{hours} hours"),
        hours => format!("{} days", hours / 24),
    }
}

/// `cadence/crosspost-identical`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CrosspostIdentical {
    communities_max: usize,
    networks_max: usize,
    window_hours: i64,
}

/// From here on the same words were pasted: one of twelve is another.
const PASTED: f64 = 0.9;

impl FeedCheck for CrosspostIdentical {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let posts = feed.stream.posts;
        let place = |i: usize| (posts[i].network, posts[i].community);
        // Where all went to one place, there is nothing to compare.
        if (1..posts.len()).all(|i| place(i) == place(0)) {
            return;
        }
        let mut likeness = Likeness::new(feed);
        let mut all = Vec::new();
        for i in feed.stream.judged() {
            let Some(own) =
                posts[i].same.filter(|_| posts[i].is_comparable() && !posts[i].does(does::CAMPAIGN))
            else {
                continue;
            };
            let mut same = vec![i];
            for j in feed.stream.within(i, self.window_hours * 3600).skip(1) {
                let alike = posts[j].is_comparable()
                    && same.iter().all(|other| place(*other) != place(j))
                    && posts[j].same.is_some_and(|other| own.could_be(&other))
                    && likeness.of(i, j) >= PASTED;
                if alike {
                    same.push(j);
                }
            }
            let mut communities: Vec<_> = same.iter().map(|j| place(*j)).filter(|(_, c)| *c != 0).collect();
            communities.dedup();
            let mut networks: Vec<u64> = same.iter().map(|j| posts[*j].network).filter(|n| *n != 0).collect();
            networks.sort_unstable();
            networks.dedup();
            let (group, count, max) = if communities.len() > self.communities_max && posts[i].community != 0 {
                ("communities", communities.len(), self.communities_max)
            } else if networks.len() > self.networks_max {
                ("networks", networks.len(), self.networks_max)
            } else {
                continue;
            };
            let one = FeedFound::new(group, i).arg("count", count).arg("max", max);
            all.push(one.arg("window", ago(self.window_hours * 3600)).weight(count as f64).on(same));
        }
        found.extend(episodes(all));
    }
}
