//! Checks of the category `privacy`.

pub(crate) mod child_detail;
pub(crate) mod codename;
pub(crate) mod confidential_marker;
pub(crate) mod internal_url;
pub(crate) mod oversharing;
pub(crate) mod secret;
pub(crate) mod third_party;
