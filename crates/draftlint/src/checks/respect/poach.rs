//! `respect/poach`: links that lead into another community.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::class;
use crate::network::Network;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Poach {
    invite_hosts: Vec<String>,
}

impl Check for Poach {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        // On a page or channel of one's own such a link is usual.
        let own = [Network::FACEBOOK, Network::TELEGRAM];
        if subject.draft.network.as_ref().is_some_and(|n| own.contains(n)) {
            return;
        }
        for (f, view) in support::title_and_body(subject) {
            for token in view.text.of_class(class::LINK) {
                let link = support::slice(view.raw, token.start as usize, token.end as usize);
                let link = link.split_once("://").map_or(link, |(_, rest)| rest).trim_start_matches("www.");
                let leads = |host: &String| {
                    link.get(..host.len()).is_some_and(|l| l.eq_ignore_ascii_case(host))
                        && link[host.len()..].starts_with('/')
                };
                if self.invite_hosts.iter().any(leads) {
                    found.push(Found::new("outside").at(f, token.start, token.end));
                }
            }
        }
    }
}
