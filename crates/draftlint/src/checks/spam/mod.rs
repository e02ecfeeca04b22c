//! Checks of the category `spam`.

pub(crate) mod all_caps;
pub(crate) mod chat_link;
mod coin_address;
pub(crate) mod crypto_doubler;
pub(crate) mod deceptive_link;
pub(crate) mod hashtag_stuffing;
pub(crate) mod hidden_chars;
pub(crate) mod keyword_repeat;
pub(crate) mod link_flood;
pub(crate) mod link_shortener;
pub(crate) mod mention_wall;
pub(crate) mod mixed_script;
pub(crate) mod punctuation_run;
pub(crate) mod spaced_letters;
