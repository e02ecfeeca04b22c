//! Checks of the category `respect`.

pub(crate) mod tragedy_promo;
