//! Checks of the category `privacy`.

mod checksum;
pub(crate) mod child_detail;
pub(crate) mod codename;
pub(crate) mod confidential_marker;
pub(crate) mod email;
pub(crate) mod internal_url;
pub(crate) mod national_id;
pub(crate) mod oversharing;
pub(crate) mod payment_card;
pub(crate) mod phone;
pub(crate) mod secret;
pub(crate) mod third_party;
pub(crate) mod token_in_url;
mod voice;
