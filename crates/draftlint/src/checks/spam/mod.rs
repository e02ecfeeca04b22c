//! Checks of the category `spam`.

pub(crate) mod hashtag_stuffing;
pub(crate) mod hidden_chars;
