//! Checks of the category `disclosure`.

pub(crate) mod affiliate_link;
pub(crate) mod buried;
pub(crate) mod language_mismatch;
pub(crate) mod thread_carry;
