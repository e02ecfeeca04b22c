//! `brand/wrong-handle`: a handle one slip beside a known one, or that of another network.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, near, support};
use crate::document::class;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct WrongHandle {
    also_right: Vec<String>,
    min_length: usize,
}

/// A handle of the brand or of somebody whom it knows.
struct Known<'b> {
    name: &'b str,
    handle: String,
    network: Option<&'b str>,
}

impl Check for WrongHandle {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let brand = subject.brand;
        let own = brand.handles.iter().map(|h| Known {
            name: brand.names.first().map_or(h.as_str(), String::as_str),
            handle: h.to_lowercase(),
            network: None,
        });
        let book = brand.known_handles.iter().map(|k| Known {
            name: &k.name,
            handle: k.handle.clone(),
            network: k.network.as_deref(),
        });
        let known: Vec<Known<'_>> = own.chain(book).collect();
        if known.is_empty() {
            return;
        }
        // X Premium is X with longer posts.
        let network = subject.draft.network.as_ref().map(|n| n.as_str().trim_end_matches("-premium"));
        let here = |k: &Known<'_>| k.network.is_none() || network.is_none() || k.network == network;
        for (number, view) in support::title_and_body(subject) {
            let mut opening = true;
            for token in &view.text.tokens {
                opening &= token.is(class::MENTION);
                // The handles before a reply were put there by the network.
                if !token.is(class::MENTION) || token.is(class::CODE) || (opening && subject.is_answer()) {
                    continue;
                }
                let written = support::slice(view.raw, token.start as usize, token.end as usize);
                let handle = written.trim_start_matches('@').to_lowercase();
                let is_right = |h: &String| h.trim_start_matches('@').eq_ignore_ascii_case(&handle);
                if known.iter().any(|k| here(k) && k.handle == handle) || self.also_right.iter().any(is_right)
                {
                    continue;
                }
                let place = |group, expected: &Known<'_>| {
                    let edit = vec![(number, token.start, token.end, format!("@{}", expected.handle))];
                    Found::new(group)
                        .at(number, token.start, token.end)
                        .arg("expected", &expected.handle)
                        .arg("name", expected.name)
                        .fix(format!("write `@{}`", expected.handle), edit)
                };
                // Known elsewhere, and with another handle here.
                if let Some(other) = known.iter().find(|k| k.handle == handle) {
                    let right = known.iter().find(|k| here(k) && k.name == other.name);
                    found.extend(right.map(|right| place("elsewhere", right)));
                    continue;
                }
                let close = |k: &&Known<'_>| {
                    here(k)
                        && k.handle.chars().count() >= self.min_length
                        && near::is_near_miss(&handle, &k.handle)
                };
                found.extend(known.iter().find(close).map(|right| place("near-miss", right)));
            }
        }
    }
}
