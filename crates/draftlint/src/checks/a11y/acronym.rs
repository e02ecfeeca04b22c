//! `a11y/acronym`

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{Token, bound, class};

/// Where so many words in a row are in capitals, somebody shouts and nobody abbreviates.
const SHOUTED: usize = 3;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Acronym {
    /// Acronyms that every reader knows, in capitals.
    known: Vec<String>,
}

impl Check for Acronym {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let mut met: Vec<&str> = Vec::new();
        for (number, view) in support::title_and_body(subject) {
            for (at, token) in view.text.tokens.iter().enumerate().filter(|(_, t)| t.is(class::CAPS)) {
                let word = support::slice(view.raw, token.start as usize, token.end as usize);
                if !is_acronym(token, word) || met.contains(&word) {
                    continue;
                }
                let own = subject.brand.names.iter().chain(&self.known).any(|known| known == word);
                if own || shouts(&view, at) {
                    continue;
                }
                met.push(word);
                if !is_explained(&view, at) {
                    found.push(Found::new("unexplained").at(number, token.start, token.end));
                }
            }
        }
    }
}

fn is_acronym(token: &Token, word: &str) -> bool {
    !token.is(class::HASHTAG | class::CASHTAG | class::MENTION | class::CODE | class::MIXED)
        && (2..=6).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_uppercase())
}

fn shouts(view: &FieldView<'_>, at: usize) -> bool {
    let tokens = &view.text.tokens;
    let around = &tokens[at.saturating_sub(SHOUTED - 1)..(at + SHOUTED).min(tokens.len())];
    around.windows(SHOUTED).any(|three| three.iter().all(|t| t.is(class::CAPS)))
}

/// `Royal Society (RS)`, `RS (Royal Society)`, `RS, the Royal Society`.
fn is_explained(view: &FieldView<'_>, at: usize) -> bool {
    let bracket = bound::mark('(').unwrap_or(0);
    let tokens = &view.text.tokens;
    let words = |at: usize| tokens.get(at).is_some_and(|t| t.is(class::WORD) && !t.is(class::CAPS));
    let before = view.text.bounds[at] & bracket != 0 && at > 0 && words(at - 1);
    let after = view.text.bounds[at + 1] & bracket != 0 && words(at + 1);
    before || after
}
