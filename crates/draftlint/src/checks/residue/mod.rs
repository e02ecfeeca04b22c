//! Checks of the category `residue`.

pub(crate) mod ai_leftover;
pub(crate) mod edit_note;
pub(crate) mod merge_tag;
pub(crate) mod missing_link;
pub(crate) mod paste_header;
pub(crate) mod placeholder;
pub(crate) mod stale_year;
pub(crate) mod test_post;
