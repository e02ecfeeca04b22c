//! `workflow/stale-draft`: was written, or approved, long before it goes out.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StaleDraft {
    max_days: i64,
}

impl Check for StaleDraft {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(context) = subject.context().filter(|c| !c.evergreen) else { return };
        let Some(time) = support::publication(subject) else { return };
        // Whoever approved it read it then.
        let approved = context.approvals_of_people().filter_map(|a| a.at.as_ref());
        let last = approved.chain(&context.created_at).max_by(|a, b| a.compare(b));
        let Some(last) = last else { return };
        let days = time.hours_since(last) / 24;
        if days > self.max_days {
            found.push(
                Found::new("old")
                    .arg("count", days)
                    .arg("max", self.max_days)
                    .arg("date", support::day_month_year(last.civil_date())),
            );
        }
    }
}
