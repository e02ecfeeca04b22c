//! `workflow/no-owner`: nobody is there to read the answers.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoOwner {}

impl Check for NoOwner {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let owner = subject.context().and_then(|c| c.owner.as_ref());
        if owner.is_some_and(|owner| is_nobody(owner)) {
            found.push(Found::new("nobody"));
        }
    }
}

/// What planning sheets write where there is nobody.
pub(super) fn is_nobody(owner: &str) -> bool {
    matches!(
        owner.trim().to_lowercase().as_str(),
        "" | "-" | "–" | "—" | "?" | "none" | "nobody" | "no one" | "n/a" | "tbc" | "tbd" | "unassigned"
    )
}
