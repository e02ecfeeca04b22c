//! `privacy/codename`: a name that the configuration keeps inside until a day.

use std::cmp::Ordering;

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{bound, class};
use crate::facts::is_common_word;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Codename {}

impl Check for Codename {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let time = support::publication(subject);
        for codename in &subject.brand.codenames {
            let out = |until| time.is_some_and(|time| time.compare(until) != Ordering::Less);
            if codename.until.as_ref().is_some_and(out) {
                continue;
            }
            let terms = support::Terms::new([codename.name.as_str()]);
            for (f, view) in support::texts(subject) {
                for (start, end) in terms.find(view.text) {
                    if !is_meant(subject, &view, &codename.name, start, end) {
                        continue;
                    }
                    let group = if codename.until.is_some() { "dated" } else { "name" };
                    let mut one = Found::new(group).at(f, start, end);
                    if let Some(until) = &codename.until {
                        one = one.arg("date", until);
                    }
                    one.severity = codename.severity;
                    found.push(one);
                }
            }
        }
    }
}

/// A code name may be a word of every day (falcon, river): then it is meant where it is written as the list has it,
/// stands beside `project`, or the brand is named too. A common word that begins a sentence has its capital anyway.
fn is_meant(subject: &Subject<'_>, view: &FieldView<'_>, name: &str, start: u32, end: u32) -> bool {
    let written = support::slice(view.raw, start as usize, end as usize);
    let everyday = name.split_whitespace().all(|word| is_common_word(word.to_lowercase().as_bytes()));
    let several = name.split_whitespace().nth(1).is_some();
    if written.starts_with('#') || (several && !everyday) {
        return true;
    }
    let (first, after) = view.text.tokens_in(start, end);
    let beside = |at: Option<usize>| {
        at.and_then(|at| view.text.tokens.get(at)).is_some_and(|token| {
            matches!(
                view.text.word(token),
                "project" | "codename" | "code" | "codenamed" | "operation" | "initiative"
            )
        })
    };
    if beside(first.checked_sub(1)) || beside(Some(after)) || subject.facts(*view).brand_names() > 0 {
        return true;
    }
    let opens = view.text.bounds.get(first).is_some_and(|b| b & (bound::SENTENCE | bound::LINE) != 0);
    // A heading in capitals writes every word so.
    let shouted = written.chars().filter(|c| c.is_alphabetic()).count() > 1
        && view.text.tokens.get(first).is_some_and(|t| t.is(class::CAPS))
        && name.chars().any(char::is_lowercase);
    let capital = name.chars().any(char::is_uppercase);
    if !capital && !everyday {
        return true;
    }
    capital
        && !(opens && everyday)
        && !shouted
        && written.trim_end_matches("'s").trim_end_matches("’s") == name
}
