//! Checks of the category `disclosure`.

pub(crate) mod affiliate_link;
pub(crate) mod ai_media;
pub(crate) mod buried;
pub(crate) mod gated_free;
pub(crate) mod language_mismatch;
pub(crate) mod thread_carry;
pub(crate) mod tie;
