//! `etiquette/too-large`

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TooLarge {}

impl Check for TooLarge {
    fn run(&self, _subject: &Subject<'_>, _found: &mut Vec<Found>) {}
}
