//! `workflow/crisis-hold`: publishing was stopped, and the draft is not cleared since.

use std::cmp::Ordering;

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::context::{Approval, Context, Hold, plain_handle};
use crate::time::Timestamp;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CrisisHold {
    essential_roles: Vec<String>,
}

impl Check for CrisisHold {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(context) = subject.context() else { return };
        let time = support::publication(subject);
        for hold in context.holds.iter().flatten() {
            if !covers(hold, time) || !concerns(hold, context) {
                continue;
            }
            let Some(places) = support::spoken_of(subject, &hold.terms) else { continue };
            let mut clearing = context.approvals_of_people().filter(|a| self.may_clear(subject, a));
            let cleared = clearing.any(|approval| match (&hold.from, &approval.at) {
                (Some(from), Some(at)) => at.compare(from) != Ordering::Less,
                (Some(_), None) => false,
                (None, _) => true,
            });
            if context.essential && cleared {
                continue;
            }
            let reason = if hold.reason.trim().is_empty() { "no reason given" } else { hold.reason.trim() };
            let group = if context.essential { "not-cleared" } else { "hold" };
            let mut one = Found::new(group).arg("reason", reason);
            if let Some(from) = &hold.from {
                one = one.arg("date", from);
            }
            for (f, start, end) in places {
                one = one.at(f, start, end);
            }
            found.push(one);
        }
    }
}

impl CrisisHold {
    fn may_clear(&self, subject: &Subject<'_>, approval: &Approval) -> bool {
        let workflow = &subject.config.workflow;
        self.essential_roles.is_empty()
            || self.essential_roles.iter().any(|role| workflow.is_in_role(approval, role))
    }
}

/// The hold is on at the time. Where no time is told, only a hold without an end is.
fn covers(hold: &Hold, time: Option<&Timestamp>) -> bool {
    let Some(time) = time else { return hold.until.is_none() };
    hold.from.as_ref().is_none_or(|from| time.compare(from) != Ordering::Less)
        && hold.until.as_ref().is_none_or(|until| time.compare(until) == Ordering::Less)
}

/// The hold is for all accounts, or names this one.
fn concerns(hold: &Hold, context: &Context) -> bool {
    hold.accounts.is_empty()
        || context.account.as_ref().is_some_and(|account| {
            hold.accounts.iter().any(|h| plain_handle(h) == plain_handle(&account.handle))
        })
}
