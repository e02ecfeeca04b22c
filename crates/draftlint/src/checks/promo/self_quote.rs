//! `promo/self-quote`: repeats or links one's own earlier words, and adds none.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::{class, host_of, is_under};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SelfQuote {
    min_new_words: usize,
}

impl Check for SelfQuote {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        // A thread goes on with its own words; an answer points to what was asked for.
        if subject.posts.len() > 1 || subject.is_answer() || subject.of_group("amends").next().is_some() {
            return;
        }
        let mut one = Found::new("repeat");
        let own = &subject.brand.domains;
        let quoted_in = |f: usize| subject.of_group("quote").filter(move |h| h.field == f);
        for (f, view) in support::title_and_body(subject) {
            for token in view.text.of_class(class::LINK).filter(|_| !own.is_empty()) {
                let link = support::slice(view.raw, token.start as usize, token.end as usize);
                let host = host_of(link);
                if own.iter().any(|d| is_under(&host, d)) {
                    one = one.at(f, token.start, token.end);
                }
            }
            one = quoted_in(f).fold(one, |one, hit| one.at(f, hit.start, hit.end));
        }
        if one.spans.is_empty() {
            return;
        }
        let mut words = 0;
        for (f, view) in support::title_and_body(subject) {
            let quotes: Vec<_> = quoted_in(f).collect();
            let covered = |t: usize| quotes.iter().any(|h| (h.tokens.0..h.tokens.1).contains(&t));
            let quoted = |t: usize| {
                let token = &view.text.tokens[t];
                view.text.quoted(token.start, token.end).is_some()
            };
            words += subject.facts(view).content_words(|t| !covered(t) && !quoted(t));
        }
        if words < self.min_new_words {
            one.spans.sort_unstable();
            found.push(one);
        }
    }
}
