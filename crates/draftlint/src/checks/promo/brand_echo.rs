//! `promo/brand-echo`: a short post that names its own brand again and again.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::class;
use crate::facts::Fact;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct BrandEcho {
    max: f64,
    count_handles: bool,
    count_hashtags: bool,
}

/// What the fact counts names by.
const SPAN: f64 = 280.0;

impl Check for BrandEcho {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let view = subject.body();
        if subject.facts(view).get(Fact::BrandEcho).is_none_or(|echo| echo <= self.max) {
            return;
        }
        let Some(field) = subject.fields.iter().position(|f| f.field == view.field) else { return };
        let brand = subject.brand;
        let tags = brand.tags.iter().filter(|_| self.count_hashtags);
        let names = support::Terms::new(brand.names.iter().chain(tags).map(String::as_str));
        let handle = |raw: &str| {
            let own = raw.trim_start_matches('@').to_lowercase();
            let named = brand.handles.iter().chain(&brand.names);
            named.map(|n| n.trim_start_matches('@').to_lowercase()).any(|n| n == own)
        };
        let mut places = names.find(view.text);
        places.retain(|(start, end)| {
            let raw = support::slice(view.raw, *start as usize, *end as usize);
            // A name that is a word (Square, Apple) is the word where it is written small; a name so written is not.
            let small =
                brand.names.iter().any(|n| n.chars().any(char::is_lowercase) && n.to_lowercase() == *n);
            let tag = raw.starts_with('#');
            (tag && self.count_hashtags) || (!tag && (small || raw.chars().any(char::is_uppercase)))
        });
        if self.count_handles {
            let mentions = view.text.of_class(class::MENTION);
            let own = mentions.filter(|t| handle(support::slice(view.raw, t.start as usize, t.end as usize)));
            places.extend(own.map(|t| (t.start, t.end)));
        }
        places.sort_unstable();
        places.dedup();
        let length = (view.raw.chars().count() as f64).max(SPAN);
        if places.len() as f64 * SPAN / length <= self.max {
            return;
        }
        let one = Found::new("echo").arg("count", places.len());
        found.push(places.into_iter().fold(one, |one, (start, end)| one.at(field, start, end)));
    }
}
