//! What the caller tells of an offer: `promo/scarcity-claim` is silent where it says what is left, and
//! `promo/urgency-pressure` milder where it says when the offer ends.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

/// The cards have no options.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfferTold {}

impl Check for OfferTold {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(offer) = subject.context().and_then(|c| c.offer.as_ref()) else { return };
        let told = [("counted", offer.stock.is_some()), ("deadline", offer.ends_at.is_some())];
        let wanted = |group: &str| subject.groups.iter().any(|g| g == group);
        found.extend(told.into_iter().filter(|(group, is)| *is && wanted(group)).map(|(g, _)| Found::new(g)));
    }
}
