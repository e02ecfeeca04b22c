//! `etiquette/too-many`: more tags, mentions or links than the network takes.

use std::cell::LazyCell;
use std::collections::HashSet;

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{Token, class};
use crate::entities::{Entity, EntityKind};
use crate::finding::Field;
use crate::network::{Limit, LimitKind};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TooMany {}

/// What is limited, what it is among the entities of a network, and its name.
const KINDS: [(LimitKind, EntityKind, &str); 4] = [
    (LimitKind::Hashtags, EntityKind::Hashtag, "hashtags"),
    (LimitKind::Mentions, EntityKind::Mention, "mentions"),
    (LimitKind::Links, EntityKind::Link, "links"),
    (LimitKind::Cashtags, EntityKind::Cashtag, "cashtags"),
];

impl Check for TooMany {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let limits = KINDS.map(|(kind, ..)| subject.limit(kind));
        if limits.iter().all(Option::is_none) {
            return;
        }
        let Some(number) = subject.fields.iter().position(|f| f.field == Field::Body) else { return };
        let view = subject.fields[number];
        let entities = LazyCell::new(|| support::entities(subject, view.raw));
        for ((_, kind, name), limit) in KINDS.into_iter().zip(limits) {
            let Some(limit) = limit else { continue };
            let all =
                if may_hold(&view, kind) { places(&view, entities.as_deref(), kind) } else { Vec::new() };
            let mut places = different(&view, number, all);
            // The link card is one of the links.
            if let Some((field, card)) = link_card(subject).filter(|_| kind == EntityKind::Link) {
                let known = places.iter().any(|(f, start, end)| {
                    same_link(support::slice(subject.fields[*f].raw, *start as usize, *end as usize), card)
                });
                if !known {
                    places.push((field, 0, card.len() as u32));
                }
            }
            if places.len() > limit.value() as usize {
                found.push(over(limit, kind, name, &places));
            }
        }
    }
}

/// Whether the body has more hashtags than the network takes, which this rule reports.
pub(crate) fn passes_hashtags(subject: &Subject<'_>) -> bool {
    let Some(limit) = subject.limit(LimitKind::Hashtags) else { return false };
    let view = subject.body();
    if !may_hold(&view, EntityKind::Hashtag) {
        return false;
    }
    let entities = support::entities(subject, view.raw);
    let tags = places(&view, entities.as_deref(), EntityKind::Hashtag);
    different(&view, 0, tags).len() > limit.value() as usize
}

fn over(limit: &Limit, kind: EntityKind, name: &str, places: &[(usize, u32, u32)]) -> Found {
    let group = match kind {
        // The one limit that is known holds for posts by programs only.
        EntityKind::Cashtag => "cashtags",
        _ if limit.fact.is_firm() => "over",
        _ => "over-unsure",
    };
    let one = Found::new(group)
        .arg("count", places.len())
        .arg("max", limit.value())
        .arg("name", name)
        .arg("sureness", limit.fact.sureness());
    places[limit.value() as usize..].iter().fold(one, |one, (field, start, end)| one.at(*field, *start, *end))
}

/// Whether the sign of a kind occurs, which may also be one outside ASCII.
fn may_hold(view: &FieldView<'_>, kind: EntityKind) -> bool {
    let sign: &[u8] = match kind {
        EntityKind::Hashtag => b"#",
        EntityKind::Mention => b"@",
        EntityKind::Link => b".:",
        EntityKind::Cashtag => b"$",
    };
    !view.text.is_ascii() || view.text.has_any(sign)
}

/// What the network makes an entity of, where that is known; else what a reader takes for one.
fn places(view: &FieldView<'_>, entities: Option<&[Entity]>, kind: EntityKind) -> Vec<(u32, u32)> {
    if let Some(entities) = entities {
        return entities.iter().filter(|e| e.kind == kind).map(|e| (e.start, e.end)).collect();
    }
    let is = |token: &Token| match kind {
        EntityKind::Hashtag => support::is_hashtag(view.raw, token),
        EntityKind::Mention => token.is(class::MENTION) && !token.is(class::CODE),
        EntityKind::Link => token.is(class::LINK),
        EntityKind::Cashtag => token.is(class::CASHTAG),
    };
    view.text.tokens.iter().filter(|t| is(t)).map(|t| (t.start, t.end)).collect()
}

/// The places whose text did not occur before: networks that say so count different ones.
fn different(view: &FieldView<'_>, field: usize, places: Vec<(u32, u32)>) -> Vec<(usize, u32, u32)> {
    let mut seen = HashSet::new();
    let text = |start: u32, end: u32| support::slice(view.raw, start as usize, end as usize);
    places
        .into_iter()
        .filter(|(start, end)| seen.insert(text(*start, *end).trim_end_matches('/').to_lowercase()))
        .map(|(start, end)| (field, start, end))
        .collect()
}

fn link_card<'a>(subject: &Subject<'a>) -> Option<(usize, &'a str)> {
    let number = subject.fields.iter().position(|f| f.field == Field::Link)?;
    let link = subject.fields[number].raw;
    (!link.trim().is_empty()).then_some((number, link))
}

fn same_link(one: &str, other: &str) -> bool {
    one.trim_end_matches('/').eq_ignore_ascii_case(other.trim().trim_end_matches('/'))
}
