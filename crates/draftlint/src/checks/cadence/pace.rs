//! How often an account posts: floods, quotas, silences, and swings between them.

use serde::Deserialize;

use super::support::episodes;
use super::{FeedCheck, FeedFound, FeedSubject};
use crate::history::stream::DAY;
use crate::history::{Entry, Label, does};

/// A post that takes a place of its own in a timeline: no answer, no part of a thread, no live report.
fn takes_place(post: &Entry) -> bool {
    post.is_post() && !post.does(does::CAMPAIGN)
}

/// `cadence/burst`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Burst {
    max: usize,
    minutes: i64,
}

impl FeedCheck for Burst {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let mut all = Vec::new();
        for i in feed.stream.judged() {
            let post = feed.post(i);
            if !takes_place(post) {
                continue;
            }
            // A flood is counted where it is read: in the community, where the post has one.
            let here = |j: &usize| takes_place(feed.post(*j)) && feed.post(*j).community == post.community;
            let window = self.minutes * 60;
            let mut posts: Vec<usize> = feed.stream.within(i, window).filter(here).take(64).collect();
            if feed.stream.only.is_some() {
                // What is planned after a draft floods the timeline with it.
                for last in feed.stream.after(i, window).filter(here).take(64) {
                    let of_last: Vec<usize> = feed.stream.within(last, window).filter(here).collect();
                    if of_last.len() > posts.len() {
                        posts = of_last;
                    }
                }
            }
            if posts.len() > self.max {
                let time = |j: Option<&usize>| j.and_then(|j| feed.post(*j).at);
                let seconds = time(posts.first()).zip(time(posts.last())).map_or(0, |(to, from)| to - from);
                let one = FeedFound::new("burst", i)
                    .arg("count", posts.len())
                    .arg("window", minutes(seconds))
                    .arg("max", self.max)
                    .arg("unit", minutes(self.minutes * 60));
                all.push(one.weight(posts.len() as f64).on(posts));
            }
        }
        found.extend(episodes(all));
    }
}

fn minutes(seconds: i64) -> String {
    match (seconds + 59) / 60 {
        0 | 1 => "one minute".to_string(),
        60 => "one hour".to_string(),
        minutes if minutes % 1440 == 0 => format!("{} hours", minutes / 60),
        minutes if minutes > 120 => format!("{} hours", (minutes + 59) / 60),
        minutes => format!("{minutes} minutes"),
    }
}

/// `cadence/daily-quota`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct DailyQuota {
    max_per_day: usize,
}

impl FeedCheck for DailyQuota {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let mut all = Vec::new();
        for i in feed.stream.judged().filter(|i| feed.post(*i).at.is_some() && takes_place(feed.post(*i))) {
            let day = feed.post(i).day;
            let mut posts: Vec<usize> = feed
                .stream
                .within(i, 2 * DAY)
                .filter(|j| feed.post(*j).day == day && takes_place(feed.post(*j)))
                .collect();
            if feed.stream.only.is_some() {
                let later = feed.stream.after(i, 2 * DAY);
                posts.extend(later.filter(|j| feed.post(*j).day == day && takes_place(feed.post(*j))));
            }
            if posts.len() > self.max_per_day {
                let one = FeedFound::new("quota", i).arg("count", posts.len()).arg("max", self.max_per_day);
                all.push(one.weight(posts.len() as f64).on(posts));
            }
        }
        found.extend(episodes(all));
    }
}

/// `cadence/silence-then-sell`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SilenceThenSell {
    min_gap_days: i64,
    min_posts: usize,
}

impl FeedCheck for SilenceThenSell {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let posts = feed.stream.posts;
        for i in feed.stream.judged().filter(|i| *i >= self.min_posts.max(1)) {
            let (post, before) = (posts[i], posts[i - 1]);
            let sells = post.label == Some(Label::Ask) && post.is_own() && !post.does(does::CAMPAIGN);
            let (Some(at), Some(last), true) = (post.at, before.at, sells) else { continue };
            let days = (at - last) / DAY;
            if days >= self.min_gap_days {
                found.push(FeedFound::new("silence", i).arg("days", days).on([i - 1, i]));
            }
        }
    }
}

/// `cadence/erratic-rhythm`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ErraticRhythm {
    window_weeks: usize,
    max_cv: f64,
    min_posts: usize,
}

impl FeedCheck for ErraticRhythm {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let posts = feed.stream.posts;
        let Some(first) = posts.iter().find(|p| p.at.is_some()).map(|p| p.week()) else { return };
        let mut all = Vec::new();
        for i in feed.stream.judged().filter(|i| posts[*i].at.is_some()) {
            // Told with the last post of a week. The week that still runs may yet fill: it counts where it is the
            // fullest already, and else the weeks before it do.
            let week = posts[i].week();
            let runs = feed.stream.only.is_some() || i + 1 == posts.len();
            if !runs && posts[i + 1].week() == week {
                continue;
            }
            let fullest = |counts: &[u32]| counts.last() == counts.iter().max();
            let weeks = self.weeks(feed, i, week, first).filter(|(counts, ..)| !runs || fullest(counts));
            let weeks = weeks.or_else(|| runs.then(|| self.weeks(feed, i, week - 1, first)).flatten());
            let Some((counts, start, rests_on)) = weeks else { continue };
            let total: u32 = counts.iter().sum();
            let mean = f64::from(total) / counts.len() as f64;
            let squares = counts.iter().map(|c| (f64::from(*c) - mean).powi(2));
            let swing = (squares.sum::<f64>() / counts.len() as f64).sqrt() / mean;
            if total as usize >= self.min_posts && swing > self.max_cv {
                // The flood shows it best.
                let flood =
                    counts.iter().enumerate().max_by_key(|(_, count)| **count).map_or(0, |(week, _)| week);
                let rests_on = rests_on.into_iter().filter(|j| (posts[*j].week() - start) as usize == flood);
                let weeks: Vec<String> = counts.iter().map(ToString::to_string).collect();
                let one = FeedFound::new("swings", i).arg("text", weeks.join(", "));
                all.push(one.arg("count", self.window_weeks).weight(swing).on(rests_on));
            }
        }
        found.extend(episodes(all));
    }
}

impl ErraticRhythm {
    /// The posts of each week up to one, the first of these weeks, and the posts; `None` where the feed does not go back so far. The first
    /// week of a feed is rarely whole.
    fn weeks(
        &self,
        feed: &FeedSubject<'_>,
        i: usize,
        last: i32,
        first: i32,
    ) -> Option<(Vec<u32>, i32, Vec<usize>)> {
        let start = last + 1 - self.window_weeks as i32;
        if start <= first {
            return None;
        }
        let (mut counts, mut rests_on) = (vec![0; self.window_weeks], Vec::new());
        let posts = feed.stream.posts;
        // An answer is activity as well.
        for j in (0..=i).rev().take_while(|j| posts[*j].at.is_some() && posts[*j].week() >= start) {
            if posts[j].week() <= last && !posts[j].does(does::CAMPAIGN) {
                counts[(posts[j].week() - start) as usize] += 1;
                rests_on.push(j);
            }
        }
        Some((counts, start, rests_on))
    }
}
