//! Checks of the category `workflow`.

pub(crate) mod crisis_hold;
pub(crate) mod edited_after_approval;
pub(crate) mod past_event;
pub(crate) mod relative_date;
pub(crate) mod unapproved;
pub(crate) mod unused_allow;
pub(crate) mod weekday_mismatch;
