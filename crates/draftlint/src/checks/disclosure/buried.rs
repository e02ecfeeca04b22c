//! `disclosure/buried`: a label that stands where few readers see it.

use serde::Deserialize;

use crate::checks::etiquette::fold;
use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::class;
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Buried {
    first_chars: usize,
    tag_run: usize,
}

impl Check for Buried {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(number) = subject.fields.iter().position(|f| f.field == Field::Body) else { return };
        let view = subject.fields[number];
        let mut labels: Vec<_> = subject.of_group("label").collect();
        labels.sort_unstable_by_key(|hit| hit.start);
        // A title is read first.
        let Some(first) = labels.first().filter(|_| labels.iter().all(|hit| hit.field == number)) else {
            return;
        };
        // What stands behind the fold of a network is `etiquette/fold`'s.
        if fold::fold(subject, &view).is_some_and(|(cut, _)| first.start >= cut) {
            return;
        }
        let before = view.raw.get(..first.start as usize).unwrap_or("");
        if labels.iter().all(|hit| self.among_tags(&view, hit.tokens.0)) {
            found.push(Found::new("tags").at(number, first.start, first.end));
        } else if subject.draft.network.is_none() && before.chars().count() > self.first_chars {
            found.push(Found::new("late").at(number, first.start, first.end).arg("max", self.first_chars));
        }
    }
}

impl Buried {
    /// A hashtag behind others, in a row of several.
    fn among_tags(&self, view: &FieldView<'_>, at: usize) -> bool {
        let tokens = &view.text.tokens;
        let tag = |i: usize| tokens.get(i).is_some_and(|t| t.is(class::HASHTAG));
        if !tag(at) {
            return false;
        }
        let before = (0..at).rev().take(self.tag_run).take_while(|i| tag(*i)).count();
        let after = (at + 1..tokens.len()).take(self.tag_run).take_while(|i| tag(*i)).count();
        before > 0 && before + 1 + after >= self.tag_run
    }
}
