//! Checks of the category `promo`.

pub(crate) mod ask_heavy;
pub(crate) mod brand_echo;
pub(crate) mod cta_stack;
pub(crate) mod drive_by_praise;
pub(crate) mod look_at_mine;
pub(crate) mod offer_told;
pub(crate) mod puffery_pile;
pub(crate) mod self_quote;
pub(crate) mod thread_pitch_share;
pub(crate) mod unsolicited_pitch;
