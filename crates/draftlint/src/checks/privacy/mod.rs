//! Checks of the category `privacy`.

pub(crate) mod confidential_marker;
pub(crate) mod internal_url;
pub(crate) mod secret;
