//! `spam/crypto-doubler`: addresses, and calls to claim that name a coin; the card has the words.

use serde::Deserialize;

use super::coin_address::{self, is_coin_address};
use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{Text, Token, class};

/// The longest name of a coin after its `$`.
const LONGEST_NAME: usize = 16;

/// Words in the path of a page that takes wallets.
const CLAIM_PATHS: &[&str] =
    &["claim", "claims", "airdrop", "airdrops", "allocation", "eligibility", "mint", "whitelist"];

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CryptoDoubler {
    min_words: u32,
}

impl Check for CryptoDoubler {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let own = class::MENTION | class::LINK | class::CODE | class::EMAIL;
        // A coin is named with its `$`, and an address is a long word.
        let long = |t: &Token| t.end - t.start >= coin_address::SHORTEST as u32 && !t.is(own);
        let any =
            |is: &dyn Fn(&Text) -> bool| support::title_and_body(subject).any(|(_, view)| is(view.text));
        let has = |mark: &[u8]| any(&|text| text.has_any(mark));
        let named = has(b"$") && (has(b"/") || !subject.hits.is_empty());
        if !named && !any(&|text| text.tokens.iter().any(long)) {
            return;
        }
        let (mut addresses, mut claims) = (Vec::new(), Vec::new());
        let (mut words, mut named) = (0, false);
        for (number, view) in support::title_and_body(subject) {
            for (at, token) in view.text.tokens.iter().enumerate() {
                let word = support::slice(view.raw, token.start as usize, token.end as usize);
                let place = (number, token.start, token.end);
                if token.is(class::CODE) {
                    continue;
                }
                named |= is_coin_name(&view, token);
                if is_claim_page(&view, at, token, word) {
                    claims.push(place);
                } else if !token.is(own) && is_coin_address(word) {
                    addresses.push(place);
                } else if token.is(class::WORD) && !token.is(own) {
                    words += 1;
                }
            }
        }
        let report =
            |group: &'static str, (f, start, end): (usize, u32, u32)| Found::new(group).at(f, start, end);
        let group = match (words < self.min_words, named) {
            (true, _) => "address-only",
            (false, true) => "coin-address",
            (false, false) => "address",
        };
        found.extend(addresses.into_iter().map(|place| report(group, place)));
        if named {
            found.extend(claims.into_iter().map(|place| report("coin-claim", place)));
            let drops = subject.of_group("airdrop").map(|h| (h.field, h.start, h.end));
            found.extend(drops.map(|place| report("coin-airdrop", place)));
        }
    }
}

/// `$NAME`, whatever its length: more than the tickers of an exchange.
fn is_coin_name(view: &FieldView<'_>, token: &Token) -> bool {
    let bytes = view.raw.as_bytes();
    let (mut start, end) = (token.start as usize, token.end as usize);
    if bytes[start] == b'$' {
        start += 1;
    } else if start == 0 || bytes[start - 1] != b'$' {
        return false;
    }
    (2..=LONGEST_NAME).contains(&(end.saturating_sub(start)))
        && bytes[start..end].iter().all(u8::is_ascii_alphanumeric)
        && bytes[start].is_ascii_alphabetic()
}

/// A link whose path asks to claim; also where its host is none that this reader takes for a link.
fn is_claim_page(view: &FieldView<'_>, at: usize, token: &Token, word: &str) -> bool {
    if token.is(class::LINK) {
        let lower = word.to_ascii_lowercase();
        return lower.split(['/', '.', '-', '?', '=']).any(|part| CLAIM_PATHS.contains(&part));
    }
    at > 0
        && view.raw.as_bytes().get((token.start as usize).wrapping_sub(1)) == Some(&b'/')
        && CLAIM_PATHS.contains(&view.text.word(token))
}
