//! More asking than giving.

use serde::Deserialize;

use super::support::{episodes, percent};
use super::{FeedCheck, FeedFound, FeedSubject};
use crate::history::stream::DAY;
use crate::history::{Entry, Label, does};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct GiveTake {
    window_posts: usize,
    window_days: i64,
    max_promo_share: f64,
    min_posts: usize,
}

impl FeedCheck for GiveTake {
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>) {
        let counts = |post: &Entry| post.label.is_some() && !post.does(does::CAMPAIGN);
        let mut all = Vec::new();
        for i in feed.stream.judged() {
            // Only an ask makes it worse.
            if feed.post(i).label != Some(Label::Ask) || !counts(feed.post(i)) {
                continue;
            }
            let oldest = feed.post(i).at.map(|at| at - self.window_days * DAY);
            let posts: Vec<usize> = feed
                .stream
                .last(i, self.window_posts, counts)
                .into_iter()
                .take_while(|j| oldest.is_none_or(|oldest| feed.post(*j).at.is_none_or(|at| at >= oldest)))
                .collect();
            let asks: Vec<usize> =
                posts.iter().copied().filter(|j| feed.post(*j).label == Some(Label::Ask)).collect();
            let share = asks.len() as f64 / posts.len() as f64;
            if posts.len() < self.min_posts || share <= self.max_promo_share {
                continue;
            }
            let one = FeedFound::new("asks", i).arg("value", asks.len()).arg("count", posts.len());
            all.push(one.arg("max", percent(self.max_promo_share)).weight(share).on(asks));
        }
        found.extend(episodes(all));
    }
}
