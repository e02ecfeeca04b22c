//! Checks of the category `bait`.

pub(crate) mod agree_question;
pub(crate) mod curiosity_gap;
pub(crate) mod listicle_hype;
mod opening;
pub(crate) mod thread_tease;
pub(crate) mod vote_reaction;
