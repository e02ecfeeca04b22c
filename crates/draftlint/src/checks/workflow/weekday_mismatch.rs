//! `workflow/weekday-mismatch`

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeekdayMismatch {}

impl Check for WeekdayMismatch {
    fn run(&self, _subject: &Subject<'_>, _found: &mut Vec<Found>) {}
}
