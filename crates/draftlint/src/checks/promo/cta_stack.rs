//! `promo/cta-stack`: more different calls to action than a reader can answer.

use serde::Deserialize;

use crate::checks::{CardHit, Check, Found, Subject};
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CtaStack {
    max: u32,
    max_long: u32,
}

/// From so many characters on a body is long.
const LONG: usize = 1200;

impl Check for CtaStack {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        // One hit stands for its group: the same call twice is one call.
        let mut counted: Vec<&CardHit> = Vec::new();
        for hit in subject.hits.iter().filter(|h| subject.fields[h.field].field == Field::Body) {
            let known = counted.iter_mut().find(|c| c.group == hit.group);
            match known {
                Some(first) if hit.start < first.start => *first = hit,
                Some(_) => {}
                None => counted.push(hit),
            }
        }
        let body = subject.body().raw;
        let long = body.len() > LONG && body.chars().count() > LONG;
        let max = if long { self.max_long } else { self.max };
        if counted.len() <= max as usize {
            return;
        }
        counted.sort_by_key(|h| (h.start, h.end));
        let mut one = Found::new("stack").arg("count", counted.len()).arg("max", max);
        for hit in counted {
            one = one.at(hit.field, hit.start, hit.end);
        }
        found.push(one);
    }
}
