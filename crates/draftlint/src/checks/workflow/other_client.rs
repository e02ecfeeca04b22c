//! `workflow/other-client`: names another brand of the same house, or goes out from its account.

use serde::Deserialize;

use crate::checks::support::Terms;
use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::config::{Brand, Sibling};
use crate::document::{Token, class, host_of, is_under};

/// Options of the card: none; the brands are those of `[brands]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OtherClient {}

impl Check for OtherClient {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let own = &subject.config.own_accounts;
        let context = subject.context();
        let account = context.and_then(|c| c.account.as_ref()).map(|a| a.handle.to_lowercase());
        let account = account.filter(|a| !own.contains(a));
        let brand = context.and_then(|c| c.brand.as_deref()).unwrap_or_default();
        for sibling in &subject.config.siblings {
            if let Some(account) = account.as_ref().filter(|a| sibling.accounts.contains(a)) {
                let one = Found::new("account").arg("value", account).arg("name", &sibling.id);
                found.push(one.arg("expected", brand));
                continue;
            }
            let mut one = Found::new("named").arg("name", &sibling.id);
            for (number, view) in support::texts(subject) {
                for (start, end) in places(subject.brand, sibling, &view) {
                    one = one.at(number, start, end);
                }
            }
            if !one.spans.is_empty() {
                found.push(one);
            }
        }
    }
}

/// Where a text names a brand, without what it shares with this one.
fn places(own: &Brand, sibling: &Sibling, view: &FieldView<'_>) -> Vec<(u32, u32)> {
    let mut places = Vec::new();
    for name in &sibling.names {
        if holds(&own.names, name) || holds(&own.partners, name) {
            continue;
        }
        let found = Terms::new([name.as_str()]).find(view.text);
        places.extend(found.into_iter().filter(|(start, end)| {
            let written = support::slice(view.raw, *start as usize, *end as usize);
            // A name that is also a word has its capitals where it is the name.
            written.contains(name.as_str()) || written.starts_with('#') || is_shouted(written)
        }));
    }
    let named = view.text.tokens.iter().filter(|token| names(own, sibling, view.raw, token));
    places.extend(named.map(|token| (token.start, token.end)));
    places.sort_unstable();
    places.dedup();
    places
}

/// Whether a mention, hashtag or link is one of the sibling's and not also the brand's own.
fn names(own: &Brand, sibling: &Sibling, raw: &str, token: &Token) -> bool {
    let written = support::slice(raw, token.start as usize, token.end as usize);
    let plain = written.trim_start_matches(['@', '#']);
    if token.is(class::MENTION) {
        holds(&sibling.handles, plain) && !holds(&own.handles, plain)
    } else if token.is(class::HASHTAG) {
        holds(&sibling.tags, plain) && !holds(&own.tags, plain)
    } else if token.is(class::LINK) && !sibling.domains.is_empty() {
        let host = host_of(written);
        let mut mine = own.domains.iter().chain(&own.short_domains);
        sibling.domains.iter().any(|d| is_under(&host, d)) && !mine.any(|d| is_under(&host, d))
    } else {
        false
    }
}

fn holds(list: &[String], name: &str) -> bool {
    let name = name.to_lowercase();
    list.iter().any(|known| known.to_lowercase() == name)
}

fn is_shouted(written: &str) -> bool {
    written.chars().filter(|c| c.is_alphabetic()).count() > 1 && !written.chars().any(char::is_lowercase)
}
