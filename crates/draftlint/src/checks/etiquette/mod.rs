//! Checks of the category `etiquette`.

pub(crate) mod length;
pub(crate) mod too_large;
