//! `brand/canned-reply`: a stock line, and nothing that belongs to this case.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::class;
use crate::finding::Severity;
use crate::matcher::flag;
use crate::phrase::Entity;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CannedReply {
    max_words: usize,
}

/// Words of something that was done.
const DONE: [&str; 30] = [
    "refund",
    "refunded",
    "refunds",
    "replacement",
    "replaced",
    "resent",
    "re-sent",
    "fixed",
    "repaired",
    "restored",
    "credited",
    "cancelled",
    "canceled",
    "rebooked",
    "shipped",
    "dispatched",
    "sent",
    "resolved",
    "delayed",
    "outage",
    "maintenance",
    "because",
    "due",
    "update",
    "updated",
    "today",
    "tomorrow",
    "tonight",
    "yesterday",
    "closed",
];

impl Check for CannedReply {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let count = subject.of_group("stock").count();
        if count == 0 || support::title_and_body(subject).any(|(_, view)| has_detail(subject, &view)) {
            return;
        }
        // Words of its own, beside the stock lines and the way to somebody else, make it an answer.
        let own: usize = support::title_and_body(subject)
            .map(|(f, view)| {
                let stock: Vec<(usize, usize)> =
                    subject.hits.iter().filter(|h| h.field == f).map(|h| h.tokens).collect();
                subject
                    .facts(view)
                    .content_words(|t| !stock.iter().any(|(from, to)| (*from..*to).contains(&t)))
            })
            .sum();
        if own > self.max_words {
            return;
        }
        let answers = match subject.draft.kind {
            Some(_) => subject.is_answer(),
            None => subject.body().text.tokens.first().is_some_and(|t| t.is(class::MENTION)),
        };
        // A post of its own may say one such line beside its news.
        if !answers && count < 2 {
            return;
        }
        let mut one = Found::new("empty").arg("count", count);
        if subject.draft.kind.is_none() {
            one.severity = Some(Severity::Info);
        }
        let lines = subject.of_group("stock");
        found.push(lines.fold(one, |found, hit| found.at(hit.field, hit.start, hit.end)));
    }
}

/// An order, a time, a date, a sum, a cause, or something that was done.
fn has_detail(subject: &Subject<'_>, view: &FieldView<'_>) -> bool {
    let seen = subject.engine.view(view.raw, view.text, &view.scan.marks);
    if view.text.tokens.iter().any(|t| t.is(class::LINK | class::EMAIL)) {
        return true;
    }
    const FIGURES: u32 = class::NUMBER | class::MONEY | class::PERCENT | class::TIME | class::MIXED;
    view.text.tokens.iter().enumerate().any(|(i, token)| {
        let flags = subject.engine.flags(&view.scan.marks, i);
        let figure = token.is(FIGURES) && !token.is(class::MENTION | class::LINK | class::HASHTAG);
        figure
            || flags & (flag::WEEKDAY | flag::MONTH) != 0
            || DONE.contains(&view.text.word(token))
            || [Entity::Date, Entity::Time, Entity::Duration].iter().any(|e| seen.longest(*e, i) > 0)
    })
}
