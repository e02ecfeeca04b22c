//! `etiquette/length`

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::count::{count, measure, of_warning};
use crate::finding::Field;
use crate::network::{CountUnit, Limit, LimitKind};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Length {}

impl Check for Length {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in subject.fields.iter().enumerate() {
            let kinds: &[(LimitKind, &str)] = match view.field {
                Field::Body => &[(LimitKind::Text, "the text"), (LimitKind::TextBytes, "the text")],
                Field::Title => &[(LimitKind::Title, "the title")],
                Field::Link => &[(LimitKind::Link, "the link")],
                Field::ContentWarning | Field::Alt(_) => continue,
            };
            for (kind, name) in kinds {
                let one = subject.limit(*kind).and_then(|limit| over(subject, limit, number, *view));
                if let Some(one) = one {
                    found.push(one.arg("name", name));
                    break;
                }
            }
            let least = match view.field {
                Field::Body => subject.limit(LimitKind::TextMin).map(|limit| (limit, "the text")),
                Field::Title => subject.limit(LimitKind::TitleMin).map(|limit| (limit, "the title")),
                _ => None,
            };
            if let Some((limit, name)) = least {
                let total = count(limit.unit, view.raw.trim());
                if total < limit.value() {
                    let group = if limit.fact.is_firm() { "under" } else { "under-unsure" };
                    found.push(with_facts(Found::new(group), limit, total).arg("name", name));
                }
            }
        }
    }
}

/// Whether a text is too short in bytes to pass a limit. Links may weigh more than they are long.
pub(super) fn fits(limit: &Limit, raw: &str) -> bool {
    !matches!(limit.unit, CountUnit::XWeighted | CountUnit::Fediverse | CountUnit::Lines)
        && raw.len() <= limit.value() as usize
}

fn over(subject: &Subject<'_>, limit: &Limit, number: usize, view: FieldView<'_>) -> Option<Found> {
    let raw = view.raw;
    if fits(limit, raw) {
        return None;
    }
    let warning = subject.fields.iter().find(|f| f.field == Field::ContentWarning);
    let before = warning.map_or(0, |warning| of_warning(limit.unit, warning.raw));
    let total = before + count(limit.unit, raw);
    if total <= limit.value() {
        return None;
    }
    let cut = measure(limit.unit, raw, limit.value().saturating_sub(before)).1;
    let rest = cut.map_or("", |at| &raw[at..]);
    let end = raw.trim_end().len();
    if cut.is_some() && rest.trim().is_empty() {
        // Networks drop blanks at the end.
        return None;
    }
    let group = if limit.fact.is_firm() { "over" } else { "over-unsure" };
    let mut one = with_facts(Found::new(group), limit, total);
    if let Some(at) = cut {
        one = one.at(number, (at + rest.len() - rest.trim_start().len()) as u32, end as u32);
    }
    Some(one)
}

fn with_facts(found: Found, limit: &Limit, total: u32) -> Found {
    found
        .arg("count", total)
        .arg("max", limit.value())
        .arg("unit", limit.unit.words())
        .arg("sureness", limit.fact.sureness())
}
