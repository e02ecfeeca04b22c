//! `spam/crypto-doubler`: the addresses; the card has the words.

use serde::Deserialize;

use super::coin_address::is_coin_address;
use crate::checks::{Check, Found, Subject, support};
use crate::document::class;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CryptoDoubler {
    min_words: u32,
}

impl Check for CryptoDoubler {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let own = class::MENTION | class::LINK | class::CODE | class::EMAIL;
        let mut places = Vec::new();
        let mut words = 0;
        for (number, view) in support::title_and_body(subject) {
            for token in &view.text.tokens {
                let word = support::slice(view.raw, token.start as usize, token.end as usize);
                if !token.is(own) && is_coin_address(word) {
                    places.push((number, token.start, token.end));
                } else if token.is(class::WORD) && !token.is(own) {
                    words += 1;
                }
            }
        }
        let group = if words < self.min_words { "address-only" } else { "address" };
        found.extend(places.into_iter().map(|(f, start, end)| Found::new(group).at(f, start, end)));
    }
}
