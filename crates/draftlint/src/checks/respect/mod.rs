//! Checks of the category `respect`.

pub(crate) mod named;
pub(crate) mod tragedy_promo;
