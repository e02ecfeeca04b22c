//! What several rules of a feed need.

use super::FeedFound;
use crate::history::rule_key;

/// The numbers of rules that an option names.
pub(super) fn rule_keys(ids: &[String]) -> Vec<u32> {
    ids.iter().map(|id| rule_key(id, "")).collect()
}

/// A share as a reader writes it: `35 %`.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Findings whose posts overlap are one story, told by its worst part: a window that moves over a bad fortnight finds
/// it again at each post.
pub(super) fn episodes(found: Vec<FeedFound>) -> Vec<FeedFound> {
    let mut told: Vec<(usize, FeedFound)> = Vec::new();
    for one in found {
        let first = one.posts.first().copied().unwrap_or(one.at);
        match told.last_mut() {
            Some((end, story)) if story.group == one.group && first <= *end => {
                *end = one.at.max(*end);
                if one.weight > story.weight {
                    *story = one;
                }
            }
            _ => told.push((one.at, one)),
        }
    }
    told.into_iter().map(|(_, story)| story).collect()
}
