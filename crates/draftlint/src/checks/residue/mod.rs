//! Checks of the category `residue`.

pub(crate) mod ai_leftover;
pub(crate) mod merge_tag;
pub(crate) mod missing_link;
pub(crate) mod placeholder;
pub(crate) mod stale_year;
