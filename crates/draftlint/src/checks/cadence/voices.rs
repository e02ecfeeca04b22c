//! One voice or several: a draft beside its account, and accounts of one owner beside each other.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::support::episodes;
use super::{FeedCheck, FeedFound, FeedSubject};
use crate::draft::Kind;
use crate::facts::VOICE;
use crate::history::key;
use crate::history::stream::DAY;
use crate::history::voice::{Departure, Voice};

/// `brand/voice-drift`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct VoiceDrift {
    spreads: f32,
    min_facts: usize,
    min_words: u32,
}

impl FeedCheck for VoiceDrift {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let others = feed.stream.posts.iter().enumerate();
        let others = others.filter(|(i, _)| feed.stream.only != Some(*i)).map(|(_, post)| *post);
        let one = feed.stream.judged().next().map(|i| feed.post(i));
        // What was learnt on purpose comes before what the history happens to hold.
        let told = one.and_then(|post| learnt(feed, post.account, post.network)).cloned();
        let Some(voice) = told.or_else(|| Voice::learn(others)) else { return };
        for i in feed.stream.judged() {
            let post = feed.post(i);
            let Some(spoken) = post.voice.filter(|_| post.is_own() && post.words >= self.min_words) else {
                continue;
            };
            let away = voice.departures(&spoken, self.spreads);
            if away.len() >= self.min_facts {
                let words: Vec<String> = away.iter().take(4).map(Departure::words).collect();
                let one = FeedFound::new("voice", i)
                    .arg("text", words.join("; "))
                    .arg("count", voice.posts)
                    .arg("value", away.len());
                found.push(one.on([i]));
            }
        }
    }
}

/// The voice that the configuration holds for an account.
fn learnt<'a>(feed: &FeedSubject<'a>, account: u64, network: u64) -> Option<&'a Voice> {
    let fits = |told: &Option<String>, number: u64| {
        told.as_ref().is_none_or(|told| number == 0 || key(told) == number)
    };
    let own = feed.config.voices.iter().rev();
    own.filter(|v| fits(&v.account, account) && fits(&v.network, network)).map(|v| &v.voice).next()
}

/// `cadence/persona-drift`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PersonaDrift {
    spreads: f64,
    min_facts: usize,
    min_posts: usize,
}

/// The numbers that stay a person's own from network to network: the rest belongs to the place.
const PERSONAL: [&str; 7] = ["i", "we", "contractions", "exclamations", "capitals", "emoji", "word-letters"];

/// So many posts of an account are compared.
const LATEST: usize = 200;

/// Mean, variance and number of each fact of an account.
struct Profile {
    account: u64,
    network: u64,
    posts: Vec<usize>,
    mean: [f64; VOICE.len()],
    variance: [f64; VOICE.len()],
}

impl FeedCheck for PersonaDrift {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let mut streams: BTreeMap<(u64, u64), Vec<usize>> = BTreeMap::new();
        for (i, post) in feed.stream.posts.iter().enumerate() {
            if post.is_own() && post.voice.is_some() && post.account != 0 {
                streams.entry((post.account, post.network)).or_default().push(i);
            }
        }
        let judged = feed.stream.only.map(|i| (feed.post(i).account, feed.post(i).network));
        let profiles: Vec<Profile> = streams
            .into_iter()
            .filter(|(_, posts)| posts.len() >= self.min_posts)
            .map(|((account, network), posts)| {
                // How it speaks now: a change of voice is forgiven in time.
                let latest = posts[posts.len().saturating_sub(LATEST)..].to_vec();
                profile(feed, account, network, latest)
            })
            .collect();
        for (n, b) in profiles.iter().enumerate() {
            // Of several accounts that it differs from, the farthest is told.
            let mut farthest: Option<FeedFound> = None;
            for a in &profiles[..n] {
                let ours = |account: u64| feed.own_accounts.contains(&account);
                let one_owner = a.account == b.account || (ours(a.account) && ours(b.account));
                let asked =
                    judged.is_none_or(|key| key == (a.account, a.network) || key == (b.account, b.network));
                if !one_owner || !asked {
                    continue;
                }
                let mut apart: Vec<(f64, usize)> = (0..VOICE.len())
                    .filter(|fact| PERSONAL.contains(&VOICE[*fact].name))
                    .filter_map(|fact| {
                        let spread = f64::midpoint(a.variance[fact], b.variance[fact]).sqrt();
                        let spread = spread.max(f64::from(VOICE[fact].floor) / 2.0);
                        let distance = (a.mean[fact] - b.mean[fact]).abs() / spread;
                        (distance >= self.spreads).then_some((distance, fact))
                    })
                    .collect();
                if apart.len() < self.min_facts {
                    continue;
                }
                apart.sort_by(|x, y| y.0.total_cmp(&x.0));
                let round = |value: f64| format!("{}", (value * 10.0).round() / 10.0);
                let words: Vec<String> = apart
                    .iter()
                    .take(4)
                    .map(|(_, f)| {
                        format!("{} against {} {}", round(a.mean[*f]), round(b.mean[*f]), VOICE[*f].unit)
                    })
                    .collect();
                let at = feed.stream.only.unwrap_or_else(|| b.posts.last().copied().unwrap_or(0));
                let shown = |p: &Profile| p.posts.iter().rev().take(2).copied().collect::<Vec<_>>();
                let one = FeedFound::new("voices", at)
                    .arg("name", place(feed, a, b))
                    .arg("expected", place(feed, b, a))
                    .arg("text", words.join("; "))
                    .weight(apart.iter().map(|(distance, _)| distance).sum());
                if farthest.as_ref().is_none_or(|told| one.weight > told.weight) {
                    farthest = Some(one.on(shown(a)).on(shown(b)));
                }
            }
            found.extend(farthest);
        }
    }
}

/// An account by its handle, and by its network where the other one has the same.
fn place(feed: &FeedSubject<'_>, of: &Profile, other: &Profile) -> String {
    let handle = feed.name(of.account);
    if of.account == other.account && of.network != 0 {
        return format!("@{handle} on {}", feed.name(of.network));
    }
    format!("@{handle}")
}

fn profile(feed: &FeedSubject<'_>, account: u64, network: u64, posts: Vec<usize>) -> Profile {
    let (mut sum, mut squares) = ([0.0; VOICE.len()], [0.0; VOICE.len()]);
    for values in posts.iter().filter_map(|i| feed.post(*i).voice) {
        for (fact, value) in values.iter().enumerate() {
            sum[fact] += f64::from(*value);
            squares[fact] += f64::from(*value) * f64::from(*value);
        }
    }
    let count = posts.len() as f64;
    let mean: [f64; VOICE.len()] = std::array::from_fn(|fact| sum[fact] / count);
    let variance = std::array::from_fn(|fact| (squares[fact] / count - mean[fact] * mean[fact]).max(0.0));
    Profile { account, network, posts, mean, variance }
}

/// `cadence/undisclosed-own-account`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct UndisclosedOwnAccount {
    window_days: i64,
}

impl FeedCheck for UndisclosedOwnAccount {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        if feed.own_accounts.len() < 2 {
            return;
        }
        let (praise, tie) = (feed.group("praise"), feed.group("tie"));
        let mut all = Vec::new();
        for i in feed.stream.judged() {
            let post = feed.post(i);
            if !feed.own_accounts.contains(&post.account) || post.has(tie) {
                continue;
            }
            let speaks_of = |other: &u64| {
                *other != post.account
                    && feed.own_accounts.contains(other)
                    && !is_plain(feed.name(post.account), feed.name(*other))
            };
            let told = post.mentions.iter().chain([&post.answers]).find(|other| speaks_of(other));
            let passes_on = post.kind == Some(Kind::Repost);
            if let Some(other) = told.filter(|_| post.has(praise) || passes_on) {
                let earlier = feed.stream.within(i, self.window_days * DAY).skip(1).take(2048);
                let earlier: Vec<usize> = earlier
                    .filter(|j| {
                        let before = feed.post(*j);
                        before.account == post.account
                            && before.has(praise)
                            && before.mentions.contains(other)
                    })
                    .collect();
                let one = FeedFound::new(if passes_on { "repost" } else { "praise" }, i)
                    .arg("name", format!("@{}", feed.name(post.account)))
                    .arg("expected", format!("@{}", feed.name(*other)));
                all.push(one.weight(earlier.len() as f64 + 1.0).on(earlier).on([i]));
            }
        }
        found.extend(episodes(all));
    }
}

/// Whether one handle says whose it is: `acme_support` beside `acme`.
fn is_plain(a: &str, b: &str) -> bool {
    let plain = |handle: &str| -> String {
        handle.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (a, b) = (plain(a), plain(b));
    !a.is_empty() && !b.is_empty() && (a.contains(&b) || b.contains(&a))
}
