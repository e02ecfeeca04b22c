//! Checks of the category `a11y`.

pub(crate) mod alt_missing;
