//! The numbers that an audit draws.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::{Labels, SHOWN};
use crate::facts::VOICE;
use crate::finding::Evidence;
use crate::history::History;
use crate::history::similar::{ALIKE, Index, Words};
use crate::history::voice::Voice;

/// The posts of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Week {
    /// Its Monday, as `2026-03-02`.
    pub monday: String,
    /// What its posts do.
    #[serde(flatten)]
    pub labels: Labels,
}

/// A domain that posts link to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Domain {
    /// The domain, without `www.`.
    pub domain: String,
    /// The posts that link there.
    pub posts: usize,
}

/// Posts that repeat each other.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Repeated {
    /// How many there are.
    pub count: usize,
    /// The first ones, in order of time.
    pub posts: Vec<Evidence>,
}

/// How an account speaks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct VoiceOf {
    /// The account, without `@`.
    pub account: String,
    /// The network.
    pub network: String,
    /// The posts that it was learnt from.
    pub posts: usize,
    /// The numbers.
    pub numbers: Vec<VoiceNumber>,
}

/// A number of a voice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct VoiceNumber {
    /// Its name.
    pub name: &'static str,
    /// What is counted.
    pub unit: &'static str,
    /// The median of the posts.
    pub centre: f64,
    /// How far posts usually lie from it.
    pub spread: f64,
    /// The mean of the posts, which tells more where most posts have none.
    pub mean: f64,
}

/// A day since 1970 as `2026-03-02`.
pub(super) fn date(day: i32) -> String {
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().days(day)).map_or_else(|_| String::new(), |date| date.to_string())
}

/// More weeks than this make no picture: an export with one wrong date may span centuries.
const MOST_WEEKS: i32 = 1200;

/// Every week from the first to the last, empty ones too.
pub(super) fn weeks(history: &History) -> Vec<Week> {
    let mut weeks: BTreeMap<i32, Labels> = BTreeMap::new();
    for entry in history.iter().filter(|e| e.at.is_some()) {
        weeks.entry(entry.week()).or_default().add(entry);
    }
    let (Some((first, _)), Some((last, _))) = (weeks.first_key_value(), weeks.last_key_value()) else {
        return Vec::new();
    };
    let monday = |week: i32| date(week * 7 - 3);
    if last - first > MOST_WEEKS {
        return weeks.iter().map(|(week, labels)| Week { monday: monday(*week), labels: *labels }).collect();
    }
    let labels = |week: i32| weeks.get(&week).copied().unwrap_or_default();
    (*first..=*last).map(|week| Week { monday: monday(week), labels: labels(week) }).collect()
}

pub(super) fn hours(history: &History) -> Vec<[u32; 24]> {
    let mut hours = vec![[0; 24]; 7];
    for entry in history.iter().filter(|e| e.at.is_some()) {
        hours[entry.weekday()][usize::from(entry.minute / 60).min(23)] += 1;
    }
    hours
}

/// So many domains are shown.
const DOMAINS: usize = 15;

pub(super) fn domains(history: &History) -> Vec<Domain> {
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for host in history.iter().flat_map(|e| &e.hosts) {
        *counts.entry(*host).or_default() += 1;
    }
    let mut all: Vec<Domain> = counts
        .into_iter()
        .map(|(host, posts)| Domain { domain: history.name(host).to_string(), posts })
        .collect();
    all.sort_by(|a, b| (b.posts, &a.domain).cmp(&(a.posts, &b.domain)));
    all.truncate(DOMAINS);
    all
}

/// So many groups of repeated posts are shown.
const GROUPS: usize = 20;

pub(super) fn repeated(history: &History) -> Vec<Repeated> {
    let posts = history.iter().enumerate().filter(|(_, e)| e.is_comparable());
    let index = Index::new(posts.filter_map(|(i, e)| Some((i as u32, e.same?))));
    let mut read: (u32, Words) = (u32::MAX, Words::default());
    let mut groups = index.groups(ALIKE, |a, b| {
        if read.0 != b {
            read = (b, history.entries[b as usize].read_words());
        }
        history.entries[a as usize].read_words().similarity(&read.1)
    });
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0]));
    groups.truncate(GROUPS);
    let shown = |group: &[u32]| {
        group.iter().take(SHOWN).map(|i| history.evidence(&history.entries[*i as usize])).collect()
    };
    groups.iter().map(|group| Repeated { count: group.len(), posts: shown(group) }).collect()
}

pub(super) fn numbers(voice: &Voice) -> Vec<VoiceNumber> {
    let round = |value: f32| (f64::from(value) * 100.0).round() / 100.0;
    let numbers = VOICE.iter().zip(voice.facts.iter().zip(&voice.mean));
    numbers
        .map(|(fact, (value, mean))| VoiceNumber {
            name: fact.name,
            unit: fact.unit,
            centre: round(value.centre),
            spread: round(value.spread),
            mean: round(*mean),
        })
        .collect()
}

pub(super) fn voices(history: &History) -> Vec<VoiceOf> {
    let mut all = Vec::new();
    for ((account, network), posts) in &history.streams {
        let entries = history.at(posts);
        let Some(voice) = Voice::learn(entries) else { continue };
        all.push(VoiceOf {
            account: history.name(*account).to_string(),
            network: history.name(*network).to_string(),
            posts: voice.posts,
            numbers: numbers(&voice),
        });
    }
    all.sort_by(|a, b| (b.posts, &a.account, &a.network).cmp(&(a.posts, &b.account, &b.network)));
    all
}
