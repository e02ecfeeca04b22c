//! Links that open a private chat: what `spam/recovery-agent` and `spam/testimonial-scam` take for a contact.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::{class, host_of};

/// Options of the cards.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ChatLink {
    contact_hosts: Vec<String>,
}

impl Check for ChatLink {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in support::title_and_body(subject) {
            for token in view.text.of_class(class::LINK) {
                let link = support::slice(view.raw, token.start as usize, token.end as usize);
                let host = host_of(link);
                if self.contact_hosts.iter().any(|own| *own == host) {
                    found.push(Found::new("chat-link").at(number, token.start, token.end));
                }
            }
        }
    }
}
