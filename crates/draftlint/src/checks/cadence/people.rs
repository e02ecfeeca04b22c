//! Others: people who are mentioned again and again, communities that are walked into, approvers.

use std::collections::{HashMap, VecDeque};

use serde::Deserialize;

use super::support::{episodes, percent};
use super::{FeedCheck, FeedFound, FeedSubject};
use crate::checks::support::weekday_name;
use crate::context::Promotion;
use crate::history::stream::DAY;
use crate::history::{Entry, Label, does, key};

/// `cadence/nag`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Nag {
    max: usize,
    window_days: i64,
    #[serde(default)]
    except: Vec<String>,
}

impl FeedCheck for Nag {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let known: Vec<u64> = self.except.iter().map(|handle| key(handle)).collect();
        let partners: Vec<u64> = feed.config.brand.known_handles.iter().map(|k| key(&k.handle)).collect();
        let credit = feed.group("credit");
        // In a conversation the other one has spoken; a handle at the start alone proves none.
        let calls = |post: &Entry| (post.is_own() || post.does(does::KIND_GUESSED)) && !post.has(credit);
        let mut all = Vec::new();
        for i in feed.stream.judged() {
            let post = feed.post(i);
            if !calls(post) || post.calls.is_empty() {
                continue;
            }
            for person in &post.calls {
                let ours = feed.own_accounts.contains(person) || *person == post.account;
                if ours || known.contains(person) || partners.contains(person) {
                    continue;
                }
                let posts: Vec<usize> = feed
                    .stream
                    .within(i, self.window_days * DAY)
                    .take(512)
                    .take_while(|j| calls(feed.post(*j)) || feed.post(*j).answers != *person)
                    .filter(|j| calls(feed.post(*j)) && feed.post(*j).calls.contains(person))
                    .collect();
                if posts.len() <= self.max || has_spoken(feed, *person, &posts) {
                    continue;
                }
                let one = FeedFound::new("nag", i)
                    .arg("name", format!("@{}", feed.name(*person)))
                    .arg("count", posts.len())
                    .arg("days", self.window_days);
                all.push(one.weight(posts.len() as f64).on(posts));
            }
        }
        found.extend(episodes(all));
    }
}

/// Whether a person posted anything to the account since the first of some posts, newest first.
fn has_spoken(feed: &FeedSubject<'_>, person: u64, posts: &[usize]) -> bool {
    let (history, account) = (feed.stream.history, feed.post(posts[0]).account);
    let since = posts.last().and_then(|j| feed.post(*j).at);
    let own = history.streams.range((person, 0)..=(person, u64::MAX)).flat_map(|(_, list)| list);
    own.map(|j| &history.entries[*j as usize])
        .any(|theirs| theirs.at >= since && (theirs.answers == account || theirs.mentions.contains(&account)))
}

/// `respect/barge-in`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct BargeIn {
    min_days: i64,
    min_contributions: usize,
}

impl FeedCheck for BargeIn {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let community = feed.context.and_then(|c| c.community.as_ref());
        let rules = community.and_then(|c| c.rules.as_ref());
        let today = feed.stream.only.map(|i| weekday_name(feed.post(i).weekday() as i8 + 1));
        let welcome = community.is_some_and(|c| c.approved_by.is_some())
            || rules.is_some_and(|rules| match rules.promotion {
                Some(Promotion::Free) => true,
                Some(Promotion::Limited) => today.is_some_and(|today| rules.is_promotion_day(today)),
                _ => false,
            });
        if welcome {
            return;
        }
        let own_thing = feed.group("own-thing");
        let mut known: HashMap<u64, Contributions> = HashMap::new();
        let mut all = Vec::new();
        for (i, post) in feed.stream.posts.iter().enumerate().filter(|(_, post)| post.community != 0) {
            let there = known.entry(post.community).or_default();
            let asks = post.label == Some(Label::Ask) || post.does(does::SELLS) || post.has(own_thing);
            let judged = feed.stream.only.is_none_or(|only| only == i) && asks && !post.is_reply();
            let days = post.at.zip(there.since).map_or(0, |(at, since)| (at - since) / DAY);
            let member = community.and_then(|c| c.member_days).map_or(days, i64::from).max(days);
            let group = match () {
                () if there.gave < self.min_contributions => Some("no-contribution"),
                () if member < self.min_days => Some("newcomer"),
                () => None,
            };
            if let Some(group) = group.filter(|_| judged) {
                let one = FeedFound::new(group, i)
                    .arg("name", feed.name(post.community))
                    .arg("value", there.gave)
                    .arg("min", self.min_contributions)
                    .arg("days", member)
                    .arg("max", self.min_days)
                    .weight(1.0 / (there.gave + 1) as f64);
                all.push(one.on(there.latest.iter().copied()).on([i]));
            }
            there.since = there.since.or(post.at);
            there.gave += usize::from(!asks);
            there.latest.push_back(i);
            if there.latest.len() > SHOWN {
                there.latest.pop_front();
            }
        }
        found.extend(episodes(all));
    }
}

/// So many earlier posts in a community are shown.
const SHOWN: usize = 4;

/// What an account did in a community so far.
#[derive(Debug, Default)]
struct Contributions {
    /// Posts that ask for nothing.
    gave: usize,
    since: Option<i64>,
    latest: VecDeque<usize>,
}

/// `cadence/approval-gaps`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ApprovalGaps {
    window_days: i64,
    max_missing: usize,
    max_single_approver_share: f64,
    min_posts: usize,
}

impl FeedCheck for ApprovalGaps {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let mut all = Vec::new();
        for i in feed.stream.judged() {
            // A draft may still be waiting: what is judged beside it is what went out.
            let skip = usize::from(feed.stream.only.is_some());
            let own = |j: &usize| feed.post(*j).is_own() && feed.post(*j).approvers.is_some();
            if skip == 0 && !own(&i) {
                continue;
            }
            let posts: Vec<usize> =
                feed.stream.within(i, self.window_days * DAY).skip(skip).filter(own).collect();
            let by = |j: &usize| feed.post(*j).approvers.as_deref().unwrap_or(&[]);
            let missing: Vec<usize> = posts.iter().copied().filter(|j| by(j).is_empty()).collect();
            if missing.len() > self.max_missing && (skip == 1 || by(&i).is_empty()) {
                let one = FeedFound::new("missing", i)
                    .arg("value", missing.len())
                    .arg("count", posts.len())
                    .arg("days", self.window_days);
                all.push(one.weight(missing.len() as f64).on(missing));
                continue;
            }
            let alone = posts.iter().filter_map(|j| match by(j) {
                [only] => Some(*only),
                _ => None,
            });
            let Some(most) = most_busy(alone) else { continue };
            let share = most.1 as f64 / (posts.len() - missing.len()).max(1) as f64;
            if posts.len() >= self.min_posts && share > self.max_single_approver_share {
                let one = FeedFound::new("single", i)
                    .arg("name", feed.name(most.0))
                    .arg("value", percent(share))
                    .arg("count", posts.len());
                all.push(one.weight(share).on(posts));
            }
        }
        found.extend(episodes(all));
    }
}

/// The number that comes most often, and how often.
fn most_busy(names: impl Iterator<Item = u64>) -> Option<(u64, usize)> {
    let mut all: Vec<u64> = names.collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).max_by_key(|(name, count)| (*count, *name))
}
