//! Checks of category value: what a reader gets out of a post.

pub(crate) mod filler_reply;
pub(crate) mod link_only;
pub(crate) mod maxims;
pub(crate) mod me_you;
pub(crate) mod missing_facts;
pub(crate) mod no_specifics;
pub(crate) mod off_topic;
pub(crate) mod questions;
pub(crate) mod thread_padding;
pub(crate) mod trend_mismatch;

use super::{FieldView, Subject};
use crate::document::WordList;
use crate::facts::Fact;

/// Speaks of a death or a disaster, where neither counts nor balance are asked for.
fn mourns(subject: &Subject<'_>, view: FieldView<'_>) -> bool {
    static GRAVE: WordList<11> = WordList::new([
        "died", "dies", "dead", "death", "deaths", "killed", "funeral", "grief", "loss", "memorial",
        "obituary",
    ]);
    view.text.has_word(&GRAVE) || subject.facts(view).get(Fact::Clash).is_some()
}
