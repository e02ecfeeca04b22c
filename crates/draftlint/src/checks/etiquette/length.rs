//! `etiquette/length`

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::count::{count, measure};
use crate::finding::Field;
use crate::network::{CountUnit, Limit};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Length {}

impl Check for Length {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(limit) = subject.profile.and_then(|p| p.text_limit.as_ref()) else { return };
        let number = subject.fields.iter().position(|f| f.field == Field::Body).unwrap_or(0);
        let (raw, text) = (subject.body().raw, subject.body().text);
        // Where the fediverse counts, a content warning is part of the text.
        let fediverse = limit.unit == CountUnit::Fediverse;
        let before = match subject.fields.iter().find(|f| fediverse && f.field == Field::ContentWarning) {
            Some(warning) => count(limit.unit, warning.raw, warning.text),
            None => 0,
        };
        let total = before + count(limit.unit, raw, text);
        if total <= limit.value {
            return;
        }
        let cut = measure(limit.unit, raw, text, limit.value.saturating_sub(before)).1;
        let rest = cut.map_or("", |at| &raw[at..]);
        let end = raw.trim_end().len();
        if cut.is_some() && rest.trim().is_empty() {
            // Networks drop blanks at the end.
            return;
        }
        let group = if limit.confidence.is_firm() { "over" } else { "over-unsure" };
        let mut one = with_facts(Found::new(group), limit, total);
        if let Some(at) = cut {
            one = one.at(number, (at + rest.len() - rest.trim_start().len()) as u32, end as u32);
        }
        found.push(one);
    }
}

fn with_facts(found: Found, limit: &Limit, total: u32) -> Found {
    found
        .arg("count", total)
        .arg("max", limit.value)
        .arg("unit", limit.unit.words())
        .arg("sureness", limit.confidence.words())
        .arg("checked", &limit.checked)
}
