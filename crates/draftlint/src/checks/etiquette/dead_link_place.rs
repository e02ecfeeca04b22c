//! `etiquette/dead-link-place`: a link where none can be followed, or a pointer to the profile where one can.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::{class, split_link};
use crate::finding::Field;
use crate::network::TraitKind;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct DeadLinkPlace {
    typed_path: usize,
}

impl Check for DeadLinkPlace {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let links = support::behaviour(subject, TraitKind::ClickableLinks);
        if let Some(fact) = links.filter(|fact| !fact.value) {
            for (number, view) in subject.fields.iter().enumerate().filter(|(_, v)| v.field == Field::Body) {
                let dead = view.text.of_class(class::LINK).filter(|t| {
                    !t.is(class::CODE)
                        && !self.is_typed(support::slice(view.raw, t.start as usize, t.end as usize))
                });
                let one = dead.fold(Found::new("caption"), |one, t| one.at(number, t.start, t.end));
                if !one.spans.is_empty() {
                    found.push(one.arg("sureness", fact.sureness()));
                }
            }
            for hit in subject.of_group("comments-cue") {
                let one = Found::new("comments").at(hit.field, hit.start, hit.end);
                found.push(one.arg("sureness", fact.sureness()));
            }
        }
        if let Some(fact) = support::behaviour(subject, TraitKind::LinkInBio).filter(|fact| !fact.value) {
            for hit in subject.of_group("bio-cue") {
                let one = Found::new("bio").at(hit.field, hit.start, hit.end);
                found.push(one.arg("sureness", fact.sureness()));
            }
        }
    }
}

impl DeadLinkPlace {
    /// A reader would type it: a host with a short path, and no more.
    fn is_typed(&self, link: &str) -> bool {
        let (scheme, _, rest) = split_link(link);
        scheme.is_empty() && rest.len() <= self.typed_path && !rest.contains(['?', '#'])
    }
}
