//! `workflow/self-approved`: nobody but the author agreed.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::context::Context;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SelfApproved {}

impl Check for SelfApproved {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if let Some(author) = subject.context().and_then(only_by_author) {
            found.push(Found::new("own").arg("by", author));
        }
    }
}

/// The author, where there are approvals and all of them are the author's own.
pub(super) fn only_by_author(context: &Context) -> Option<&str> {
    let author = context.author.as_ref()?.id.trim();
    let mut approvals = context.approvals_of_people().peekable();
    approvals.peek().filter(|_| !author.is_empty())?;
    approvals.all(|a| a.by.trim().eq_ignore_ascii_case(author)).then_some(author)
}
