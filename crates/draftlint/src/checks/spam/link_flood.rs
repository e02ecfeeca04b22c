//! `spam/link-flood`

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::{Token, class};
use crate::finding::{Field, Severity};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LinkFlood {
    max_links: usize,
    max_same: usize,
    min_words_per_link: f64,
}

impl Check for LinkFlood {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(number) = subject.fields.iter().position(|f| f.field == Field::Body) else { return };
        let view = subject.fields[number];
        if view.text.of_class(class::LINK).nth(1).is_none() {
            return;
        }
        let links: Vec<&Token> = view
            .text
            .of_class(class::LINK)
            // What Markdown shows for a link is not another one.
            .filter(|t| !t.is(class::CODE) && !view.raw[t.end as usize..].starts_with("]("))
            .collect();
        if links.len() < 2 {
            return;
        }
        let written = |t: &Token| support::slice(view.raw, t.start as usize, t.end as usize);
        let mut sorted: Vec<&Token> = links.clone();
        sorted.sort_by_key(|t| (written(t), t.start));
        let mut most = 0;
        let mut repeated: Vec<&Token> = Vec::new();
        for same in sorted.chunk_by(|a, b| written(a) == written(b)) {
            most = most.max(same.len());
            if same.len() > self.max_same {
                repeated.extend(&same[self.max_same..]);
            }
        }
        repeated.sort_by_key(|t| t.start);
        let words = f64::from(view.scan.words) / links.len() as f64;
        // A list with a sentence for each link gives the context that the reader needs.
        let dense = words < self.min_words_per_link;
        let (group, places, count) = if links.len() > self.max_links && dense {
            ("count", &links[self.max_links..], links.len())
        } else if !repeated.is_empty() {
            ("same", &repeated[..], most)
        } else {
            return;
        };
        let one = Found::new(group)
            .arg("count", count)
            .arg("max", if group == "same" { self.max_same } else { self.max_links })
            .arg("value", format!("{words:.0}"));
        let mut one = places.iter().fold(one, |one, t| one.at(number, t.start, t.end));
        if subject.draft.network.is_none() {
            one.severity = Some(Severity::Info);
        }
        found.push(one);
    }
}
