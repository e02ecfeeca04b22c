//! `value/thread-padding`: a thread whose parts hold next to nothing.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ThreadPadding {
    min_parts: usize,
    min_words: usize,
}

impl Check for ThreadPadding {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let posts = subject.posts;
        if subject.number != 0 || posts.len() < self.min_parts {
            return;
        }
        // Pictures say what captions do not; verses are short on purpose.
        let pictures = posts.iter().any(|p| p.media.as_ref().is_some_and(|m| !m.is_empty()));
        let verses = posts.iter().filter(|p| p.body.trim().contains('\n')).count() * 2 > posts.len();
        if pictures || verses {
            return;
        }
        let words = |text: &str| text.split_whitespace().filter(|w| w.contains(char::is_alphabetic)).count();
        let all: usize = posts.iter().map(|p| words(&p.body)).sum();
        if all < self.min_words * posts.len() {
            let found_words = Found::new("thin").arg("count", posts.len()).arg("value", all / posts.len());
            found.push(found_words);
        }
    }
}
