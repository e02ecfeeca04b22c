//! Checks of the category `disclosure`.

pub(crate) mod affiliate_link;
