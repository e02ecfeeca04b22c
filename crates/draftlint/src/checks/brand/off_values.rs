//! `brand/off-values`: speaks of a topic that the brand keeps away from.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};

/// Options of the card: none; the topics are those of the brand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OffValues {}

impl Check for OffValues {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let role = subject.context().and_then(|c| c.author.as_ref()).and_then(|a| a.role.as_deref());
        for topic in &subject.brand.avoid {
            if role.is_some_and(|role| topic.roles.iter().any(|r| r.eq_ignore_ascii_case(role))) {
                continue;
            }
            let Some(places) = support::on_topic(subject, &topic.words, &topic.except, topic.min_hits) else {
                continue;
            };
            let one = Found::new("topic").arg("name", &topic.topic);
            let mut one = places.into_iter().fold(one, |found, (f, start, end)| found.at(f, start, end));
            one.severity = topic.severity;
            found.push(one);
        }
    }
}
