//! What a plan shows only as a whole: posts that clash, and deadlines that come back.

use serde::Deserialize;

use super::support::episodes;
use super::{FeedCheck, FeedFound, FeedSubject};
use crate::history::stream::DAY;
use crate::history::{Label, does};

/// `cadence/calendar-clash`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CalendarClash {
    promo_gap_hours: i64,
    serious_gap_hours: i64,
    max_networks: usize,
}

impl FeedCheck for CalendarClash {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let condolence = feed.group("condolence");
        let sells = |i: usize| {
            let post = feed.post(i);
            post.is_own()
                && post.label == Some(Label::Ask)
                && post.does(does::SELLS)
                && !post.does(does::CAMPAIGN)
        };
        let serious = |i: usize| feed.post(i).is_own() && feed.post(i).has(condolence);
        let light = |i: usize| {
            let post = feed.post(i);
            post.is_own() && !post.does(does::GRAVE) && (post.does(does::LIGHT) || sells(i)) && !serious(i)
        };
        let mut all = Vec::new();
        for i in feed.stream.judged() {
            let before = |hours: i64| feed.stream.within(i, hours * 3600 - 1).skip(1).take(256);
            if sells(i) {
                let network = feed.post(i).network;
                let twin =
                    before(self.promo_gap_hours).find(|j| sells(*j) && feed.post(*j).network == network);
                if let Some(j) = twin {
                    let window = hours(feed, j, i);
                    all.push(FeedFound::new("two-offers", i).arg("window", window).on([j, i]));
                }
            }
            let clash = match (serious(i), light(i)) {
                (true, _) => before(self.serious_gap_hours).find(|j| light(*j)),
                (_, true) => before(self.serious_gap_hours).find(|j| serious(*j)),
                _ => None,
            };
            if let Some(j) = clash {
                let window = hours(feed, j, i);
                all.push(FeedFound::new("light-beside-serious", i).arg("window", window).on([j, i]));
            }
            let mut networks: Vec<u64> = vec![feed.post(i).network];
            let mut slot = vec![i];
            for j in feed.stream.within(i, 59).skip(1).filter(|j| feed.post(*j).is_own()) {
                if !networks.contains(&feed.post(j).network) {
                    networks.push(feed.post(j).network);
                    slot.push(j);
                }
            }
            if networks.len() > self.max_networks && feed.post(i).is_own() {
                all.push(FeedFound::new("same-slot", i).arg("count", networks.len()).on(slot));
            }
        }
        found.extend(episodes(all));
    }
}

/// The time between two posts in words.
fn hours(feed: &FeedSubject<'_>, from: usize, to: usize) -> String {
    let seconds = feed.post(to).at.zip(feed.post(from).at).map_or(0, |(to, from)| to - from);
    match seconds / 60 {
        0 | 1 => "a minute".to_string(),
        minutes @ ..120 => format!("{minutes} minutes"),
        minutes => format!("{} hours", minutes / 60),
    }
}

/// `cadence/perpetual-deadline`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PerpetualDeadline {
    window_days: i64,
    min_hours: i64,
}

impl FeedCheck for PerpetualDeadline {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let (ends, last, extended) =
            (feed.group("ends-now"), feed.group("last-chance"), feed.group("extended"));
        let presses = |i: usize| feed.post(i).has(ends) || feed.post(i).has(last);
        let mut all = Vec::new();
        for i in feed.stream.judged() {
            let post = feed.post(i);
            if post.offers.is_empty() || !presses(i) || post.has(extended) {
                continue;
            }
            let Some(at) = post.at else { continue };
            let same = |j: usize| feed.post(j).offers.iter().any(|offer| post.offers.contains(offer));
            let early: Vec<usize> = feed
                .stream
                .within(i, self.window_days * DAY)
                .skip(1)
                // What was extended with a reason begins anew.
                .take_while(|j| !(feed.post(*j).has(extended) && same(*j)))
                .filter(|j| presses(*j) && same(*j))
                .take(32)
                .collect();
            let passed = |j: &usize| feed.post(*j).at.is_some_and(|of| at - of >= self.min_hours * 3600);
            let Some(first) = early.iter().copied().find(passed) else { continue };
            let group = if feed.post(first).has(ends) { "ends-now" } else { "last-chance" };
            let days = feed.post(first).at.map_or(0, |of| (at - of) / DAY);
            let one = FeedFound::new(group, i).arg("days", days.max(1)).weight(early.len() as f64);
            all.push(one.on(early).on([i]));
        }
        found.extend(episodes(all));
    }
}
