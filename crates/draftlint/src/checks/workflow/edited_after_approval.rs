//! `workflow/edited-after-approval`: what was approved is not what would go out.

use serde::Deserialize;

use super::Hashes;
use crate::checks::{Check, Found, Subject};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditedAfterApproval {}

/// The version of the hash that this library makes.
const VERSION: &str = "1:";

impl Check for EditedAfterApproval {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(context) = subject.context() else { return };
        let mut hashes = context
            .approvals_of_people()
            .filter_map(|a| Some((a, a.content_hash.as_deref()?.trim())))
            .peekable();
        if hashes.peek().is_none() {
            return;
        }
        let current = Hashes::of(subject);
        let (mut by, mut unknown) = (Vec::new(), Vec::new());
        for (approval, hash) in hashes {
            if current.fit(hash) {
                return;
            }
            let list = if hash.starts_with(VERSION) { &mut by } else { &mut unknown };
            if !list.contains(&approval.by.as_str()) {
                list.push(&approval.by);
            }
        }
        let (group, names) = if by.is_empty() { ("unknown", unknown) } else { ("edited", by) };
        found.push(Found::new(group).arg("by", names.join(", ")).arg("hash", current.whole));
    }
}
