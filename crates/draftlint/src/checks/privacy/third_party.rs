//! `privacy/third-party`: names somebody the writer knows through work or at home, and tells what is theirs to tell.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::{bound, class};
use crate::matcher::flag;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ThirdParty {}

impl Check for ThirdParty {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (group, named) in [("work", "named-at-work"), ("home", "named-at-home")] {
            for hit in subject.of_group(group) {
                let view = subject.fields[hit.field];
                if let Some(end) = name_after(subject, &view, hit.tokens.1) {
                    found.push(Found::new(named).at(hit.field, hit.start, view.text.tokens[end - 1].end));
                }
            }
        }
    }
}

/// The token after the name that begins at a token: one or two words with capitals, or a handle.
pub(super) fn name_after(subject: &Subject<'_>, view: &FieldView<'_>, at: usize) -> Option<usize> {
    /// A first name and a family name.
    const WORDS: usize = 2;
    /// More words than a title has.
    const TITLE_WORDS: usize = 60;
    let text = view.text;
    let neighbour = |i: usize| text.bounds.get(i).is_some_and(|b| b & bound::JOIN != 0);
    let token = text.tokens.get(at).filter(|_| neighbour(at))?;
    if token.is(class::MENTION) {
        return Some(at + 1);
    }
    let is_name = |i: usize| {
        let flags = subject.engine.flags(&view.scan.marks, i);
        let other = flag::MONTH | flag::WEEKDAY | flag::FIRST_PERSON | flag::STOP | flag::FUNCTION;
        text.tokens.get(i).is_some_and(|t| {
            t.is(class::WORD)
                && t.is(class::TITLE)
                && !t.is(class::CAPS
                    | class::CODE
                    | class::HASHTAG
                    | class::LINK
                    | class::MIXED
                    | class::POSSESSIVE)
        }) && flags & other == 0
    };
    // In a title every word has a capital.
    let mut words = text.of_class(class::WORD).take(TITLE_WORDS);
    let all_capital = words.all(|t| t.is(class::TITLE));
    if !is_name(at) || all_capital {
        return None;
    }
    let more = (at + 1..at + WORDS).take_while(|i| neighbour(*i) && is_name(*i)).count();
    Some(at + 1 + more)
}
