//! Checks of the category `etiquette`.

pub(crate) mod ambiguous_date;
pub(crate) mod bump;
pub(crate) mod community_rules;
pub(crate) mod dead_link_place;
pub(crate) mod fold;
pub(crate) mod foreign_idiom;
pub(crate) mod hashtag_form;
pub(crate) mod hn_title;
pub(crate) mod leading_mention;
pub(crate) mod length;
pub(crate) mod list_count;
pub(crate) mod mass_ping;
pub(crate) mod media_rules;
pub(crate) mod reddit_title;
pub(crate) mod reply_ratio_quote;
pub(crate) mod thread_numbering;
pub(crate) mod thread_shape;
pub(crate) mod time_zone;
mod titles;
pub(crate) mod too_large;
pub(crate) mod too_many;
pub(crate) mod tracking_params;
