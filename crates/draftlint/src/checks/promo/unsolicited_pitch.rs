//! `promo/unsolicited-pitch`: an answer or a quoting post that offers the writer's own product.

use serde::Deserialize;

use crate::checks::support::{self, Terms};
use crate::checks::{Check, Found, Subject};
use crate::document::{Text, class, host_of, is_under};
use crate::draft::Kind;

/// The card has no options.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnsolicitedPitch {}

impl Check for UnsolicitedPitch {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if !matches!(subject.draft.kind, Some(Kind::Reply | Kind::Comment | Kind::Quote)) {
            return;
        }
        let offers = subject.of_group("offer").count();
        let deals = subject.of_group("deal").count();
        if offers + deals == 0 || support::title_and_body(subject).any(|(_, view)| was_asked(view.text)) {
            return;
        }
        // An offer needs a second sign: a deal, a link, or a name of the brand's own.
        let second = deals > 0 || links_or_names(subject);
        if !(offers > 0 && second) && deals < 2 {
            return;
        }
        let hits = subject.of_group("offer").chain(subject.of_group("deal"));
        let mut spans: Vec<(usize, u32, u32)> = hits.map(|h| (h.field, h.start, h.end)).collect();
        spans.sort_unstable();
        spans.dedup_by(|next, last| {
            let inside = next.0 == last.0 && next.1 < last.2;
            if inside {
                last.2 = last.2.max(next.2);
            }
            inside
        });
        found.push(Found { spans, ..Found::new("pitch") });
    }
}

/// A link, to the brand's own domain where that is known; or the brand's name.
fn links_or_names(subject: &Subject<'_>) -> bool {
    let brand = subject.brand;
    support::title_and_body(subject).any(|(_, view)| {
        let linked = view.text.of_class(class::LINK).any(|token| {
            let host = host_of(support::slice(view.raw, token.start as usize, token.end as usize));
            brand.domains.is_empty() || brand.domains.iter().any(|own| is_under(&host, own))
        });
        let terms = Terms::new(brand.names.iter().map(String::as_str));
        linked || (!terms.is_empty() && !terms.find(view.text).is_empty())
    })
}

/// Says that somebody asked, tells who is speaking, or helps with what was bought.
fn was_asked(text: &Text) -> bool {
    let word = |t: usize| text.tokens.get(t).map_or("", |token| text.word(token));
    (0..text.tokens.len()).any(|t| match word(t) {
        "asked" | "asking" | "requested" | "sorry" | "apologies" | "apologise" | "apologize"
        | "disclosure" | "disclaimer" | "biased" | "affiliated" | "restart" | "reinstall" | "settings"
        | "docs" | "documentation" => true,
        "work" => matches!(word(t + 1), "on" | "at" | "for" | "there" | "here") && t > 0,
        "looking" => word(t + 1) == "for" && matches!(word(t.saturating_sub(1)), "you're" | "youre" | "are"),
        "for" => matches!(word(t + 1), "trying" | "using" | "buying" | "choosing"),
        _ => false,
    })
}
