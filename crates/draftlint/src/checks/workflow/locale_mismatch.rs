//! `workflow/locale-mismatch`: the language of the text is not the account's.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LocaleMismatch {
    min_words: u32,
    also: Vec<String>,
}

/// Of the words of an English text at least so many in ten are function words.
const ENGLISH: u32 = 2;

impl Check for LocaleMismatch {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let account = subject.context().and_then(|c| c.account.as_ref());
        let Some(wanted) = account.and_then(|a| a.language.as_deref()).map(primary) else { return };
        let also = |tag: &str| tag == wanted || self.also.iter().any(|other| primary(other) == tag);
        if let Some(told) = subject.draft.language.as_deref().map(primary) {
            if !also(&told) {
                found.push(Found::new("told").arg("value", told).arg("expected", wanted));
            }
            return;
        }
        let body = subject.body();
        let scan = body.scan;
        // Text in another script has few words of the Latin kind, and is no English either.
        let other = body.text.other > body.text.latin && body.text.other >= 4 * self.min_words;
        if scan.words < self.min_words && !other {
            return;
        }
        let english = !other && scan.english * 10 >= scan.words * ENGLISH;
        let foreign = other || scan.english * 10 < scan.words;
        if english && !also("en") {
            found.push(Found::new("english").arg("expected", wanted));
        } else if foreign && wanted == "en" && self.also.is_empty() {
            found.push(Found::new("foreign"));
        }
    }
}

/// `pt` of `pt-BR`.
fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or(tag).trim().to_lowercase()
}
