//! `workflow/unused-allow`: reported when the findings of a draft are known, in `linter/suppress.rs`.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

/// No options.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnusedAllow {}

impl Check for UnusedAllow {
    fn run(&self, _subject: &Subject<'_>, _found: &mut Vec<Found>) {}
}
