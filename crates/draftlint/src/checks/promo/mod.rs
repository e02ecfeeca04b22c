//! Checks of the category `promo`.

pub(crate) mod cta_stack;
pub(crate) mod drive_by_praise;
pub(crate) mod look_at_mine;
pub(crate) mod unsolicited_pitch;
