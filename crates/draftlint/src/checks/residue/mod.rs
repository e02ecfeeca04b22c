//! Checks of the category `residue`.

pub(crate) mod ai_leftover;
pub(crate) mod char_count;
pub(crate) mod doubled;
pub(crate) mod dummy_url;
pub(crate) mod edit_note;
pub(crate) mod markup_leak;
pub(crate) mod media_name;
pub(crate) mod merge_tag;
pub(crate) mod missing_link;
pub(crate) mod mojibake;
pub(crate) mod paste_header;
pub(crate) mod placeholder;
pub(crate) mod stale_year;
pub(crate) mod test_post;
pub(crate) mod truncated;
