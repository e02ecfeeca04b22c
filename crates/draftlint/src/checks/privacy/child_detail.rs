//! `privacy/child-detail`: a child's name together with age, school, class or habits.

use serde::Deserialize;

use super::third_party::name_after;
use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{bound, class};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ChildDetail {
    max_age: u32,
}

impl Check for ChildDetail {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let children = subject.of_group("child").map(|hit| (hit, "named"));
        let greeted = subject.of_group("greeted").map(|hit| (hit, "met"));
        for (hit, group) in children.chain(greeted) {
            let view = subject.fields[hit.field];
            let Some(after) = name_after(subject, &view, hit.tokens.1) else { continue };
            let end = view.text.tokens[after - 1].end;
            found.push(Found::new(group).at(hit.field, hit.start, end));
            let before = (hit.tokens.0..hit.tokens.1).find(|i| self.is_age(&view, *i));
            if let Some(at) = before.or_else(|| self.age_after(&view, after)) {
                let token = &view.text.tokens[at];
                found.push(Found::new("age").at(hit.field, token.start, token.end));
            }
        }
    }
}

impl ChildDetail {
    fn is_age(&self, view: &FieldView<'_>, at: usize) -> bool {
        let Some(token) = view.text.tokens.get(at) else { return false };
        let plain = token.is(class::NUMBER) && !token.is(class::MONEY | class::PERCENT | class::TIME);
        let word = view.text.word(token);
        let number = if plain { word.parse().ok() } else { support::number_in_words(word) };
        number.is_some_and(|n: u32| (1..=self.max_age).contains(&n))
    }

    /// `Ella, 9, …`, `Ella (9)`, `Ella is 9`, `Ella turned nine today`.
    fn age_after(&self, view: &FieldView<'_>, after: usize) -> Option<usize> {
        let text = view.text;
        let mark = |i: usize, marks: &[char]| {
            text.bounds.get(i).is_some_and(|b| marks.iter().any(|m| b & bound::mark(*m).unwrap_or(0) != 0))
        };
        let ends = |i: usize| {
            i >= text.tokens.len()
                || mark(i, &[',', ')', '.', '!', '-'])
                || text.bounds.get(i).is_some_and(|b| b & (bound::END | bound::SENTENCE) != 0)
        };
        if mark(after, &[',', '(']) && self.is_age(view, after) && ends(after + 1) {
            return Some(after);
        }
        let word = |i: usize| text.tokens.get(i).map_or("", |t| text.word(t));
        let mut at = after;
        while matches!(
            word(at),
            "just"
                | "has"
                | "is"
                | "who"
                | "who's"
                | "now"
                | "only"
                | "already"
                | "aged"
                | "age"
                | "turned"
                | "turns"
                | "turning"
        ) && at < after + 4
        {
            at += 1;
        }
        let follows = |i: usize| {
            ends(i)
                || matches!(word(i), "years" | "today" | "tomorrow" | "now" | "and" | "this" | "next" | "on")
        };
        (at > after && self.is_age(view, at) && follows(at + 1)).then_some(at)
    }
}
