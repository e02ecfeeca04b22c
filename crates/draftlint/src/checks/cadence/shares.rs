//! Shares of the last posts: own links, the own name, hype, intimate topics, faces, large accounts.

use serde::Deserialize;

use super::support::{episodes, percent, rule_keys};
use super::{FeedCheck, FeedFound, FeedSubject};
use crate::history::{Entry, does, key};

/// Looks at the last posts that count, and reports where more of them than a share do something.
struct Share<'o> {
    group: &'static str,
    window: usize,
    least: usize,
    counts: &'o dyn Fn(&Entry) -> bool,
    /// What the judged post must do as well.
    does: &'o dyn Fn(&Entry) -> bool,
    max: f64,
}

impl Share<'_> {
    fn find(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let mut all = Vec::new();
        for i in feed.stream.judged() {
            if !(self.counts)(feed.post(i)) || !(self.does)(feed.post(i)) {
                continue;
            }
            let posts = feed.stream.last(i, self.window, self.counts);
            let those: Vec<usize> = posts.iter().copied().filter(|j| (self.does)(feed.post(*j))).collect();
            let share = those.len() as f64 / posts.len() as f64;
            if posts.len() >= self.least && share > self.max {
                let one = FeedFound::new(self.group, i)
                    .arg("value", those.len())
                    .arg("count", posts.len())
                    .arg("max", percent(self.max));
                all.push(one.weight(share).on(those));
            }
        }
        found.extend(episodes(all));
    }
}

/// `cadence/own-links`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct OwnLinks {
    window_posts: usize,
    max_share: f64,
    min_links: usize,
}

impl FeedCheck for OwnLinks {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let brand = &feed.config.brand;
        if brand.domains.is_empty() && brand.short_domains.is_empty() {
            return;
        }
        Share {
            group: "own",
            window: self.window_posts,
            least: self.min_links,
            // An answer may well point at the manual.
            counts: &|post| post.is_own() && post.does(does::OWN_LINK | does::OTHER_LINK),
            does: &|post| post.does(does::OWN_LINK) && !post.does(does::OTHER_LINK),
            max: self.max_share,
        }
        .find(feed, found);
    }
}

/// `cadence/topic-monoculture`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct TopicMonoculture {
    window_posts: usize,
    max_own_share: f64,
    min_posts: usize,
}

impl FeedCheck for TopicMonoculture {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        Share {
            group: "own-name",
            window: self.window_posts,
            least: self.min_posts,
            counts: &|post| post.is_post() && post.words > 0,
            does: &|post| post.does(does::BRAND),
            max: self.max_own_share,
        }
        .find(feed, found);
    }
}

/// `cadence/oversharing-share`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct OversharingShare {
    window_posts: usize,
    max_share: f64,
    min_posts: usize,
    rules: Vec<String>,
}

impl FeedCheck for OversharingShare {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let rules = rule_keys(&self.rules);
        let topic = feed.group("topic");
        Share {
            group: "intimate",
            window: self.window_posts,
            least: self.min_posts,
            counts: &Entry::is_post,
            does: &|post| post.has(topic) || rules.iter().any(|rule| post.has(*rule)),
            max: self.max_share,
        }
        .find(feed, found);
    }
}

/// `cadence/influencer-only`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct InfluencerOnly {
    follower_threshold: u64,
    max_share: f64,
    min_replies: usize,
    window_posts: usize,
}

impl FeedCheck for InfluencerOnly {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let told = |post: &Entry| post.is_reply() && post.followers.is_some();
        let large = |i: &usize| feed.post(*i).followers.is_some_and(|count| count >= self.follower_threshold);
        let mut all = Vec::new();
        for i in feed.stream.judged() {
            // Of a draft nobody tells how large the account is that it answers: the habit is told all the same.
            let counts = told(feed.post(i)) && large(&i);
            let draft = feed.stream.only.is_some() && feed.post(i).is_reply();
            if !(counts || draft) {
                continue;
            }
            let posts = feed.stream.last(i, self.window_posts, told);
            let those: Vec<usize> = posts.iter().copied().filter(large).collect();
            let share = those.len() as f64 / posts.len().max(1) as f64;
            if posts.len() >= self.min_replies && share > self.max_share {
                let one = FeedFound::new("large", i)
                    .arg("value", those.len())
                    .arg("count", posts.len())
                    .arg("max", percent(self.max_share));
                all.push(one.weight(share).on(those));
            }
        }
        found.extend(episodes(all));
    }
}

/// `cadence/hype-habit`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct HypeHabit {
    window_posts: usize,
    max_hits: usize,
    rules: Vec<String>,
}

impl FeedCheck for HypeHabit {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let rules = rule_keys(&self.rules);
        let hypes = |i: usize| rules.iter().any(|rule| feed.post(i).has(*rule));
        let mut all = Vec::new();
        for i in feed.stream.judged().filter(|i| feed.post(*i).is_own() && hypes(*i)) {
            let posts = feed.stream.last(i, self.window_posts, Entry::is_own);
            let those: Vec<usize> = posts.iter().copied().filter(|j| hypes(*j)).collect();
            if those.len() > self.max_hits {
                let one = FeedFound::new("hype", i).arg("value", those.len()).arg("count", posts.len());
                all.push(one.weight(those.len() as f64).on(those));
            }
        }
        found.extend(episodes(all));
    }
}

/// `cadence/faceless-feed`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct FacelessFeed {
    window_posts: usize,
    min_human: usize,
}

impl FeedCheck for FacelessFeed {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        // A person may well show in an answer; somebody else's words show nobody.
        let counts = |post: &Entry| !post.is_share() && post.does(does::ENGLISH);
        let group = feed.group("person");
        // Who approves posts and who signs them are known by name.
        let posts = feed.stream.posts.iter();
        let mut known: Vec<u64> = posts
            .flat_map(|p| p.approvers.iter().flatten().copied().chain([p.signed]))
            .filter(|n| *n != 0)
            .collect();
        known.extend(feed.config.workflow.people.iter().map(|p| key(&p.id)));
        known.sort_unstable();
        known.dedup();
        let named = |post: &Entry| post.names.iter().any(|name| known.binary_search(name).is_ok());
        let person = |post: &Entry| post.does(does::PERSON) || post.has(group) || named(post);
        let mut all = Vec::new();
        for i in feed.stream.judged() {
            if !counts(feed.post(i)) || person(feed.post(i)) {
                continue;
            }
            let posts = feed.stream.last(i, self.window_posts, counts);
            let human = posts.iter().filter(|j| person(feed.post(**j))).count();
            if posts.len() == self.window_posts && human < self.min_human {
                let one = FeedFound::new("faceless", i).arg("count", posts.len()).arg("value", human);
                all.push(one.weight(-(human as f64)).on(posts));
            }
        }
        found.extend(episodes(all));
    }
}
