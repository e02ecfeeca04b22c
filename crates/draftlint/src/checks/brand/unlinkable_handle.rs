//! `brand/unlinkable-handle`: a handle of another network's form, which leads nowhere here or to somebody else.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::class;
use crate::entities::EntityKind;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct UnlinkableHandle {
    allow: Vec<String>,
}

/// The longest handle of X.
const LONGEST_ON_X: usize = 15;

impl Check for UnlinkableHandle {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(network) = subject.draft.network.as_ref().map(crate::Network::as_str) else { return };
        let mut groups: Vec<Found> = Vec::new();
        for (number, view) in support::title_and_body(subject) {
            let linked = support::entities(subject, view.raw).map(|all| {
                let mentions = all.iter().filter(|e| e.kind == EntityKind::Mention);
                let mut places: Vec<(u32, u32)> = mentions.map(|e| (e.start, e.end)).collect();
                places.sort_unstable();
                places
            });
            for token in view.text.of_class(class::MENTION) {
                let (start, mut end) = (token.start as usize, token.end as usize);
                let before = view.raw.get(..start).and_then(|t| t.chars().next_back());
                if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '@' | '/' | '_')) {
                    continue;
                }
                // `@ana@books.example` and `@ana.example` are one handle, whatever the tokenizer makes of them.
                let rest = view.raw.get(end..).unwrap_or("");
                let more = rest
                    .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '@')))
                    .unwrap_or(rest.len());
                if rest.starts_with(['@', '.', '-']) {
                    end += rest[..more].trim_end_matches(['.', '-', '@', '_']).len();
                }
                let handle = support::slice(view.raw, start, end).trim_start_matches('@');
                if token.is(class::CODE)
                    || handle.is_empty()
                    || self.allow.iter().any(|a| a.trim_start_matches('@').eq_ignore_ascii_case(handle))
                    || matches!(handle, "everyone" | "here" | "channel" | "all")
                {
                    continue;
                }
                let whole = (start as u32, end as u32);
                let half = linked.as_ref().is_some_and(|places| places.binary_search(&whole).is_err());
                if let Some(group) = group_of(network, handle, half) {
                    // Told once, with every place.
                    let place = (number, start as u32, end as u32);
                    match groups.iter_mut().find(|f| f.group == group) {
                        Some(one) => one.spans.push(place),
                        None => groups.push(Found::new(group).at(place.0, place.1, place.2)),
                    }
                }
            }
        }
        found.append(&mut groups);
    }
}

/// What is wrong with a handle on a network; `half_linked` where the network links another part of it, or none.
fn group_of(network: &str, handle: &str, half_linked: bool) -> Option<&'static str> {
    let (dotted, server) = (handle.contains('.') && !handle.contains('@'), handle.contains('@'));
    let domain = handle
        .rsplit_once('.')
        .is_some_and(|(_, top)| top.len() >= 2 && crate::document::is_tld(&top.to_ascii_lowercase()));
    match network {
        "x" | "x-premium" if server && domain => Some("elsewhere"),
        "x" | "x-premium" if dotted && domain => Some("elsewhere"),
        "x" | "x-premium" if !dotted && !server && handle.len() > LONGEST_ON_X => Some("nobody"),
        "bluesky" if server || half_linked => Some(if server || domain { "elsewhere" } else { "bare" }),
        "mastodon" if dotted && domain => Some("elsewhere"),
        "mastodon" if ["@twitter.com", "@x.com", "@instagram.com"].iter().any(|s| handle.ends_with(s)) => {
            Some("elsewhere")
        }
        // There a name is picked from a list; what was typed stays text.
        "linkedin" if server || handle.contains('_') || (dotted && domain) => Some("elsewhere"),
        "facebook" | "instagram" if server => Some("elsewhere"),
        "reddit" if handle.len() > 2 && handle.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            Some("reddit")
        }
        _ => None,
    }
}
