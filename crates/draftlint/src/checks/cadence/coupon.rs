//! Codes and discounts one after the other.

use serde::Deserialize;

use super::support::{episodes, rule_keys};
use super::{FeedCheck, FeedFound, FeedSubject};
use crate::history::does;
use crate::history::stream::DAY;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Coupon {
    max_per_day: usize,
    max_per_week: usize,
    rules: Vec<String>,
}

impl FeedCheck for Coupon {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let rules = rule_keys(&self.rules);
        let sells = |i: usize| {
            let post = feed.post(i);
            post.is_own() && !post.does(does::CAMPAIGN) && rules.iter().any(|rule| post.has(*rule))
        };
        let mut all = Vec::new();
        for i in feed.stream.judged().filter(|i| sells(*i)) {
            let of_week: Vec<usize> = feed.stream.within(i, 7 * DAY - 1).filter(|j| sells(*j)).collect();
            let day = feed.post(i).day;
            let of_day: Vec<usize> = of_week.iter().copied().filter(|j| feed.post(*j).day == day).collect();
            let (posts, max, window) = if of_week.len() > self.max_per_week {
                (of_week, self.max_per_week, "7 days")
            } else if of_day.len() > self.max_per_day {
                (of_day, self.max_per_day, "one day")
            } else {
                continue;
            };
            let one = FeedFound::new("coupon", i).arg("count", posts.len()).arg("max", max);
            all.push(one.arg("window", window).weight(posts.len() as f64).on(posts));
        }
        found.extend(episodes(all));
    }
}
