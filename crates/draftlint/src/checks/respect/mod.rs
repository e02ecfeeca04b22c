//! Checks of the category `respect`.

pub(crate) mod cheer_with_grief;
pub(crate) mod emoji_innuendo;
pub(crate) mod hashtag_misread;
pub(crate) mod named;
pub(crate) mod poach;
pub(crate) mod public_shaming;
pub(crate) mod tragedy_promo;

use crate::checks::{FieldView, support};
use crate::document::Token;

/// Whether a token is or holds one of these emoji.
fn is_one_of(view: &FieldView<'_>, token: &Token, emoji: &str) -> bool {
    support::slice(view.raw, token.start as usize, token.end as usize).chars().any(|c| emoji.contains(c))
}
