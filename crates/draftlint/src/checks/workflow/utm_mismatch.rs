//! `workflow/utm-mismatch`: a link is tagged for another network than the one it goes out on.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::document::{class, split_link};
use crate::network::Network;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UtmMismatch {
    names: Vec<String>,
}

impl Check for UtmMismatch {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(network) = &subject.draft.network else { return };
        for (f, view) in subject.fields.iter().enumerate().filter(|(_, view)| view.text.has_any(b"=")) {
            for token in view.text.tokens.iter().filter(|t| t.is(class::LINK)) {
                let Some(link) = view.raw.get(token.start as usize..token.end as usize) else { continue };
                let (_, _, rest) = split_link(link);
                let query = rest.split_once('?').map_or("", |(_, query)| query);
                let query = query.split('#').next().unwrap_or("");
                let source = query.split('&').find_map(|pair| pair.strip_prefix("utm_source="));
                let Some(source) = source else { continue };
                let told = self.network(source);
                if let Some(told) = told.filter(|told| !same(told, network)) {
                    let start = link.find("utm_source=").unwrap_or(0) as u32 + token.start;
                    let end = start + ("utm_source=".len() + source.len()) as u32;
                    found.push(
                        Found::new("other")
                            .at(f, start, end)
                            .arg("value", told.as_str())
                            .arg("expected", network.as_str()),
                    );
                }
            }
        }
    }
}

impl UtmMismatch {
    /// The network that a source names, where it names one.
    fn network(&self, source: &str) -> Option<Network> {
        let source = source.to_lowercase();
        self.names.iter().find_map(|line| {
            let mut words = line.split_whitespace();
            let network = words.next()?;
            let named = network == source || words.any(|name| name == source);
            named.then(|| Network::new(network))
        })
    }
}

/// `x-premium` is `x`.
fn same(told: &Network, network: &Network) -> bool {
    network.as_str() == told.as_str() || network.as_str().split('-').next() == Some(told.as_str())
}
