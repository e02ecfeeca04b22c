//! `promo/look-at-mine`: asks for attention to the writer's own things, and gives nothing.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::context::AccountKind;
use crate::document::{bound, class};
use crate::draft::Kind;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LookAtMine {
    min_words: u32,
}

/// So many other words of content do not make an ask into more than an ask.
const NOTHING: usize = 2;

impl Check for LookAtMine {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        // Within a thread the other posts may give what this one asks for.
        if subject.of_group("ask").next().is_none() || subject.draft.kind == Some(Kind::ThreadPart) {
            return;
        }
        let answer = subject.is_answer();
        let mut words = 0;
        for (f, view) in support::title_and_body(subject) {
            if gives(&view) || (answer && answers(subject, &view)) {
                return;
            }
            let asks: Vec<(usize, usize)> =
                subject.of_group("ask").filter(|h| h.field == f).map(|h| h.tokens).collect();
            // Asks of one group do not overlap, and come in order.
            let asked = |t: usize| {
                let after = asks.partition_point(|a| a.0 <= t);
                after > 0 && t < asks[after - 1].1
            };
            words += subject.facts(view).content_words(|t| !asked(t));
        }
        if words >= self.min_words as usize {
            return;
        }
        let community = subject.context().is_some_and(|c| c.community.is_some());
        let group = if words <= NOTHING || answer || community { "only" } else { "bare" };
        let asks = subject.of_group("ask");
        found.push(asks.fold(Found::new(group), |found, hit| found.at(hit.field, hit.start, hit.end)));
    }
}

/// A number, a quote or a question: something for the reader.
fn gives(view: &FieldView<'_>) -> bool {
    let question = bound::mark('?').unwrap_or(0);
    let number = class::NUMBER | class::MONEY | class::PERCENT | class::TIME | class::ORDINAL;
    !view.text.quotes.is_empty()
        || view.text.bounds.iter().any(|b| b & question != 0)
        || view.text.tokens.iter().any(|t| t.is(number))
}

/// A reply that says where to find what somebody asked for.
fn answers(subject: &Subject<'_>, view: &FieldView<'_>) -> bool {
    let account = subject.context().and_then(|c| c.account.as_ref()).and_then(|a| a.kind);
    let brand = account.or(subject.brand.account_kind) == Some(AccountKind::Brand);
    brand
        || view.text.tokens.iter().any(|t| {
            matches!(
                view.text.word(t),
                "yes"
                    | "yep"
                    | "sorry"
                    | "find"
                    | "found"
                    | "asked"
                    | "asking"
                    | "available"
                    | "unfortunately"
                    | "apologies"
                    | "sure"
            )
        })
}
