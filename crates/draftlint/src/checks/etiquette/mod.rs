//! Checks of the category `etiquette`.

pub(crate) mod fold;
pub(crate) mod length;
pub(crate) mod media_rules;
pub(crate) mod too_large;
pub(crate) mod too_many;
