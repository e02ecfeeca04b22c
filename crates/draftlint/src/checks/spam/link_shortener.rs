//! `spam/link-shortener`

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::{class, host_of, split_link};
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkShortener {
    hosts: Vec<String>,
    allow: Vec<String>,
}

impl Check for LinkShortener {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in subject.fields.iter().enumerate() {
            if !matches!(view.field, Field::Title | Field::Body | Field::Link) {
                continue;
            }
            for token in view.text.of_class(class::LINK) {
                let link = support::slice(view.raw, token.start as usize, token.end as usize);
                let host = host_of(link);
                let own = &subject.brand.short_domains;
                // The bare host is the service itself, not what hides behind it.
                let bare = || split_link(link).2.trim_matches('/').is_empty();
                let listed = |list: &[String]| list.iter().any(|own| *own == host);
                if listed(&self.hosts)
                    && !bare()
                    && !listed(&self.allow)
                    && !own.iter().any(|o| o.eq_ignore_ascii_case(&host))
                {
                    found.push(Found::new("shortener").at(number, token.start, token.end).arg("name", &host));
                }
            }
        }
    }
}
