//! Checks of the category `workflow`.

pub(crate) mod crisis_hold;
pub(crate) mod edited_after_approval;
pub(crate) mod embargo;
pub(crate) mod goal;
pub(crate) mod link_check;
pub(crate) mod locale_mismatch;
pub(crate) mod no_owner;
pub(crate) mod offer_mismatch;
pub(crate) mod other_client;
pub(crate) mod past_event;
pub(crate) mod past_time;
pub(crate) mod quiet_hours;
pub(crate) mod relative_date;
pub(crate) mod role;
pub(crate) mod self_approved;
pub(crate) mod sensitive_date;
pub(crate) mod stale_draft;
pub(crate) mod topic_approver;
pub(crate) mod unapproved;
pub(crate) mod unused_allow;
pub(crate) mod utm_mismatch;
pub(crate) mod weekday_mismatch;
pub(crate) mod wrong_account;
