//! `promo/scarcity-claim`: silent where the caller knows what is left.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

/// The card has no options.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScarcityClaim {}

impl Check for ScarcityClaim {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let offer = subject.context().and_then(|c| c.offer.as_ref());
        if offer.is_some_and(|o| o.stock.is_some()) {
            found.push(Found::new("counted"));
        }
    }
}
