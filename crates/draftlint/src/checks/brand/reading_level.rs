//! `brand/reading-level`: harder to read than the audience reads with ease.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::document::class;
use crate::draft::Kind;
use crate::facts::Fact;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ReadingLevel {
    max_grade: f64,
    min_words: u32,
}

/// Letters of a long word.
const LONG_WORD: u32 = 9;
/// One word in so many is long in a text that is hard to read.
const SHARE: usize = 7;

impl Check for ReadingLevel {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let view = subject.body();
        let told = subject.audience.reading_grade;
        // Where nobody said what the readers can do, people who read code or articles for a living are left alone.
        if view.scan.words < self.min_words
            || (told.is_none() && (subject.technical || subject.draft.kind == Some(Kind::Article)))
        {
            return;
        }
        // A text without full stops has long sentences by the count only: long words must make it hard too.
        let long = view.text.of_class(class::WORD).filter(|t| t.len >= LONG_WORD).count();
        if long * SHARE < view.scan.words as usize {
            return;
        }
        let max = told.unwrap_or(self.max_grade);
        if let Some(grade) = subject.facts(view).get(Fact::ReadingGrade).filter(|grade| *grade > max) {
            found.push(Found::new("hard").arg("value", grade.ceil()).arg("max", max.floor()));
        }
    }
}
