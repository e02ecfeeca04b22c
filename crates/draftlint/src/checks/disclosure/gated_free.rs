//! `disclosure/gated-free`: calls free what its link asks something for.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GatedFree {
    /// What counts as a price, and the words that name it.
    prices: Vec<String>,
}

impl Check for GatedFree {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(hit) = subject.of_group("free").min_by_key(|h| (h.field, h.start)) else { return };
        let Some(links) = subject.context().and_then(|c| c.links.as_ref()) else { return };
        let words = |text: &str| text.to_lowercase();
        let body = words(subject.body().raw);
        let mut hidden: Vec<&str> = Vec::new();
        for asked in links.iter().flat_map(|l| &l.asks_for) {
            let Some(line) =
                self.prices.iter().find(|line| line.split_whitespace().next() == Some(asked.as_str()))
            else {
                continue;
            };
            // Whoever names the gate hides nothing.
            let named = line.split_whitespace().any(|word| body.contains(&word.replace('_', " ")));
            if !named && !hidden.contains(&asked.as_str()) {
                hidden.push(asked);
            }
        }
        if !hidden.is_empty() {
            found.push(Found::new("gated").at(hit.field, hit.start, hit.end).arg("value", hidden.join(", ")));
        }
    }
}
