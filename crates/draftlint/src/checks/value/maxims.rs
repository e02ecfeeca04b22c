//! `value/empty-inspiration` and `value/advice-without-basis`: lines that anyone could have written.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::class;
use crate::facts::Fact;
use crate::finding::Field;

/// Options of the card of maxims.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EmptyInspiration {
    min_cues: usize,
}

/// Options of the card of advice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AdviceWithoutBasis {
    min_imperatives: usize,
}

impl Check for EmptyInspiration {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        found.extend(baseless(subject, "maxim", self.min_cues, "maxims"));
    }
}

impl Check for AdviceWithoutBasis {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        found.extend(baseless(subject, "rule", self.min_imperatives, "rules"));
    }
}

/// So many hits of a group in the body, and nothing in it that comes from somewhere.
fn baseless(subject: &Subject<'_>, group: &str, least: usize, reports: &'static str) -> Option<Found> {
    let field = subject.fields.iter().position(|v| v.field == Field::Body)?;
    let hits = || subject.of_group(group).filter(|h| h.field == field);
    if hits().count() < least || subject.is_answer() || has_basis(subject, subject.fields[field]) {
        return None;
    }
    Some(hits().fold(Found::new(reports), |found, hit| found.at(field, hit.start, hit.end)))
}

/// A story, a name, a figure, a link, a quote, a reason or a question.
fn has_basis(subject: &Subject<'_>, view: FieldView<'_>) -> bool {
    const FROM: u32 = class::NUMBER | class::MONEY | class::PERCENT | class::LINK | class::MENTION;
    let facts = subject.facts(view);
    let is = |fact| facts.get(fact) == Some(1.0);
    let own = |word: &str| {
        matches!(
            word,
            "i" | "i'm" | "i've" | "my" | "we" | "our" | "because" | "example" | "study" | "says" | "said"
        )
    };
    !view.text.quotes.is_empty()
        || view.text.tokens.iter().any(|t| t.is(FROM) || own(view.text.word(t)))
        || facts.get(Fact::Questions) > Some(0.0)
        || is(Fact::HumanSignOff)
        || facts.get(Fact::Clash).is_some()
}
