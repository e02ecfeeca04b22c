//! `workflow/link-check`: what a visit to the links showed.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::context::LinkStatus;
use crate::document::{class, host_of, is_under};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkCheck {}

impl Check for LinkCheck {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let links = subject.context().and_then(|c| c.links.as_ref());
        for link in links.into_iter().flatten().filter(|link| !link.goes_live) {
            let Some(group) = fault(link) else { continue };
            let mut one = Found::new(group)
                .arg("value", &link.url)
                .arg("count", link.status.unwrap_or(0))
                .arg("name", link.final_url.as_deref().map(host_of).unwrap_or_default());
            for (f, view) in subject.fields.iter().enumerate() {
                let tokens = view.text.tokens.iter().filter(|t| t.is(class::LINK));
                for token in
                    tokens.filter(|t| view.raw.get(t.start as usize..t.end as usize) == Some(&link.url))
                {
                    one = one.at(f, token.start, token.end);
                }
            }
            found.push(one);
        }
    }
}

fn fault(link: &LinkStatus) -> Option<&'static str> {
    match link.status {
        Some(401 | 407) => return Some("walled"),
        // Answers to programs, not to readers.
        Some(403 | 429 | 999) => return None,
        Some(400..) => return Some("broken"),
        _ => {}
    }
    let (from, to) = (host_of(&link.url), link.final_url.as_deref().map(host_of)?);
    let plain = |host: &str| host.trim_start_matches("www.").to_string();
    let (from, to) = (plain(&from), plain(&to));
    (!to.is_empty() && !is_under(&to, &from) && !is_under(&from, &to)).then_some("elsewhere")
}
