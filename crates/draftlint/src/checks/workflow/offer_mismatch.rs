//! `workflow/offer-mismatch`: price, code or date are not those of the offer, or of the picture's text.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{Token, class};
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfferMismatch {}

impl Check for OfferMismatch {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let offer = subject.context().and_then(|c| c.offer.as_ref());
        let pictured = |view: &FieldView<'_>| {
            matches!(view.field, Field::Alt(_)) && view.text.classes & class::MONEY != 0
        };
        if offer.is_none() && !subject.fields.iter().any(pictured) {
            return;
        }
        let fields = || subject.fields.iter().enumerate();
        let texts: Vec<(usize, &FieldView<'_>)> =
            fields().filter(|(_, v)| matches!(v.field, Field::Title | Field::Body | Field::Alt(_))).collect();
        if let Some(price) = offer.and_then(|o| o.price.as_deref()) {
            let told = amount(price);
            let prices: Vec<(usize, &Token, String)> =
                texts.iter().flat_map(|(f, v)| prices(*f, v)).collect();
            // Beside the price of the offer a text may name others.
            if let Some((f, token, _)) = prices.first().filter(|_| prices.iter().all(|(_, _, p)| *p != told))
            {
                found.push(Found::new("price").at(*f, token.start, token.end).arg("expected", price.trim()));
            }
        }
        if let Some(code) = offer.and_then(|o| o.code.as_deref()) {
            for hit in subject.of_group("code") {
                let view = &subject.fields[hit.field];
                let last = &view.text.tokens[hit.tokens.1 - 1];
                let written = support::slice(view.raw, last.start as usize, last.end as usize);
                if !written.eq_ignore_ascii_case(code.trim()) {
                    found.push(
                        Found::new("code-differs")
                            .at(hit.field, last.start, last.end)
                            .arg("expected", code.trim()),
                    );
                }
            }
        }
        pictures(&texts, found);
    }
}

/// One price in the post and another one in its picture's text.
fn pictures(texts: &[(usize, &FieldView<'_>)], found: &mut Vec<Found>) {
    let body: Vec<String> = texts
        .iter()
        .filter(|(_, v)| !matches!(v.field, Field::Alt(_)))
        .flat_map(|(f, v)| prices(*f, v))
        .map(|(_, _, price)| price)
        .collect();
    let [price] = body.as_slice() else { return };
    for (f, view) in texts.iter().filter(|(_, v)| matches!(v.field, Field::Alt(_))) {
        let alt = prices(*f, view);
        if let Some((f, token, _)) = alt.first().filter(|_| alt.iter().all(|(_, _, p)| p != price)) {
            found.push(Found::new("picture").at(*f, token.start, token.end).arg("expected", price));
        }
    }
}

fn prices<'v>(field: usize, view: &FieldView<'v>) -> Vec<(usize, &'v Token, String)> {
    let money = view.text.tokens.iter().filter(|t| t.is(class::MONEY) && !t.is(class::CODE));
    money.map(|t| (field, t, amount(support::slice(view.raw, t.start as usize, t.end as usize)))).collect()
}

/// `$29.00` and `29 $` are `29`.
fn amount(price: &str) -> String {
    let digits: String = price.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let plain = digits.replace(',', ".");
    let plain = match plain.rsplit_once('.') {
        Some((whole, cents)) if cents.len() == 2 => {
            format!("{}.{cents}", whole.replace('.', ""))
        }
        _ => plain.replace('.', ""),
    };
    plain.strip_suffix(".00").map(str::to_string).unwrap_or(plain)
}
