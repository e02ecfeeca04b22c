//! `promo/puffery-pile`: several words of praise for one's own thing, close together.

use serde::Deserialize;

use crate::checks::{CardHit, Check, FieldView, Found, Subject, support};
use crate::document::class;
use crate::matcher::flag;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PufferyPile {
    max: usize,
    window: usize,
}

impl Check for PufferyPile {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (f, view) in support::title_and_body(subject) {
            let hits: Vec<&CardHit> = subject.of_group("praise").filter(|h| h.field == f).collect();
            if hits.len() <= self.max {
                continue;
            }
            let own = own(subject, &view);
            let near = |hit: &&&CardHit| {
                let sentence = view.text.sentence(hit.tokens.0);
                // The sentence after the one that names the thing still speaks of it.
                let from = sentence.start.checked_sub(1).map_or(0, |t| view.text.sentence(t).start);
                let next = own.partition_point(|t| *t < from);
                own.get(next).is_some_and(|t| *t < sentence.end)
            };
            let hits: Vec<&CardHit> = hits.iter().filter(near).copied().collect();
            // The first window that holds too many different words.
            for first in 0..hits.len() {
                let start = hits[first].tokens.0;
                let within = hits[first..].iter().take_while(|h| h.tokens.0 < start + self.window);
                let mut words: Vec<&str> = Vec::new();
                let mut one = Found::new("pile");
                for hit in within {
                    let word = view.text.word(&view.text.tokens[hit.tokens.0]);
                    if !words.contains(&word) {
                        words.push(word);
                        one = one.at(f, hit.start, hit.end);
                    }
                }
                if words.len() > self.max {
                    found.push(one.arg("count", words.len()));
                    break;
                }
            }
        }
    }
}

/// The tokens that say whose thing it is: our, we, the brand's name, and `my` before something made.
fn own(subject: &Subject<'_>, view: &FieldView<'_>) -> Vec<usize> {
    let brand = &subject.brand.names;
    let mut places: Vec<usize> = Vec::new();
    for (i, token) in view.text.tokens.iter().enumerate() {
        let key = view.text.key(token);
        let flags = subject.engine.flags(&view.scan.marks, i);
        let ours =
            flags & flag::FIRST_PERSON != 0 && token.is(class::WORD) && matches!(key, [b'w' | b'o', ..]);
        if ours || (key == b"my" && made(subject, view, i + 1)) {
            places.push(i);
        }
    }
    if !brand.is_empty() {
        let names = support::Terms::new(brand.iter().map(String::as_str)).find(view.text);
        places.extend(names.into_iter().map(|(start, _)| view.text.token_from(start as usize)));
        places.sort_unstable();
    }
    places
}

/// Within three words stands something that people make and sell.
fn made(subject: &Subject<'_>, view: &FieldView<'_>, from: usize) -> bool {
    let Some(works) = subject.engine.lexicon("own-work") else { return false };
    let to = (from + 3).min(view.text.tokens.len());
    (from..to).any(|t| crate::matcher::guard::in_lexicon(subject.engine, view.scan, works, t))
}
