//! `workflow/unapproved`: too few people other than the author agreed, or too long ago.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::draft::Kind;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Unapproved {
    required: u32,
    max_age_hours: u32,
    allow_solo: bool,
    /// From each of these roles one person must have approved.
    roles: Vec<String>,
    exempt_kinds: Vec<Kind>,
}

impl Check for Unapproved {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(context) = subject.context() else { return };
        let exempt = subject.draft.kind.is_some_and(|kind| self.exempt_kinds.contains(&kind));
        if context.approvals.is_none() || exempt {
            return;
        }
        let author = context.author.as_ref().map(|a| a.id.trim().to_lowercase()).filter(|id| !id.is_empty());
        let time = support::publication(subject);
        // People, not approvals: whoever agrees twice counts once.
        let (mut valid, mut old) = (Vec::new(), Vec::new());
        let mut roles: Vec<&str> = self.roles.iter().map(String::as_str).collect();
        for approval in super::standing(subject) {
            let by = approval.by.trim().to_lowercase();
            if !self.allow_solo && author.as_ref() == Some(&by) {
                continue;
            }
            let expired = self.max_age_hours > 0
                && time.is_some_and(|time| match &approval.at {
                    Some(at) => time.hours_since(at) >= i64::from(self.max_age_hours),
                    // An age is asked for, and none can be shown.
                    None => true,
                });
            if !expired {
                roles.retain(|role| !subject.config.workflow.is_in_role(approval, role));
            }
            let list = if expired { &mut old } else { &mut valid };
            if !list.contains(&by) {
                list.push(by);
            }
        }
        let required = self.required as usize;
        // Whose only reader is its author is the finding of another rule.
        let own = !self.allow_solo && super::self_approved::only_by_author(context).is_some();
        if own {
            return;
        }
        if valid.len() >= required {
            if !roles.is_empty() {
                found.push(Found::new("role").arg("expected", roles.join(", ")));
            }
            return;
        }
        old.retain(|by| !valid.contains(by));
        let group = if valid.len() + old.len() >= required { "expired" } else { "missing" };
        found.push(
            Found::new(group)
                .arg("count", valid.len())
                .arg("min", required)
                .arg("missing", required - valid.len())
                .arg("max", self.max_age_hours)
                .arg("by", old.join(", ")),
        );
    }
}
