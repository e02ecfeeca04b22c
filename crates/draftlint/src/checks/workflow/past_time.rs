//! `workflow/past-time`: is to go out at a time that is over, too near, or none.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PastTime {
    min_lead_minutes: i64,
}

impl Check for PastTime {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(context) = subject.context() else { return };
        let Some(scheduled) = &context.scheduled_at else { return };
        if scheduled.is_skipped() {
            found.push(Found::new("skipped").arg("date", scheduled));
            return;
        }
        let Some(now) = context.now.as_ref().filter(|_| !context.immediate) else { return };
        let lead = scheduled.minutes_since(now);
        let group = match lead {
            ..0 => "past",
            _ if lead < self.min_lead_minutes => "near",
            _ => return,
        };
        found.push(
            Found::new(group).arg("date", scheduled).arg("count", lead).arg("min", self.min_lead_minutes),
        );
    }
}
