//! Checks of category brand: names, voice, and what the brand's own lists say.

pub(crate) mod ai_prose;
pub(crate) mod announce_opener;
pub(crate) mod canned_reply;
pub(crate) mod competitor;
pub(crate) mod faceless;
pub(crate) mod hype_words;
pub(crate) mod link_domain;
pub(crate) mod name_casing;
pub(crate) mod off_values;
pub(crate) mod profanity;
pub(crate) mod reading_level;
pub(crate) mod register;
pub(crate) mod required_text;
pub(crate) mod spelling_variant;
pub(crate) mod third_person;
pub(crate) mod unlinkable_handle;
pub(crate) mod wrong_handle;

use super::Subject;
use crate::context::AccountKind;
use crate::document::{Token, class};

/// Whose voice the draft has, where somebody said so.
fn voice_of(subject: &Subject<'_>) -> Option<AccountKind> {
    let account = subject.context().and_then(|c| c.account.as_ref()).and_then(|a| a.kind);
    account.or(subject.brand.account_kind)
}

/// Whether the draft speaks for a company or an institution: said so, or a brand with a name that is not one person.
fn speaks_for_brand(subject: &Subject<'_>) -> bool {
    match voice_of(subject) {
        Some(kind) => kind != AccountKind::Personal,
        None => !subject.brand.names.is_empty(),
    }
}

/// The first two letters of the words of a list: where a word begins otherwise, it need not be looked for.
#[derive(Debug, Clone, Copy)]
struct Beginnings([u32; 32]);

impl Beginnings {
    const NONE: Beginnings = Beginnings([0; 32]);

    const fn with(mut self, word: &str) -> Beginnings {
        let letters = word.as_bytes();
        self.0[(letters[0] & 31) as usize] |= 1_u32 << (letters[1] & 31);
        self
    }

    /// Whether a word may be on the list.
    fn hold(&self, word: &[u8]) -> bool {
        matches!(word, [a, b, ..] if self.0[usize::from(a & 31)] >> (b & 31) & 1 != 0)
    }
}

/// A token of running text: a word outside links, handles, tags, addresses and code.
fn is_prose(token: &Token) -> bool {
    const OTHER: u32 =
        class::LINK | class::MENTION | class::HASHTAG | class::CASHTAG | class::EMAIL | class::CODE;
    token.is(class::WORD) && !token.is(OTHER)
}
