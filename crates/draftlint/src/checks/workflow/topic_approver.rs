//! `workflow/topic-approver`: speaks of a topic that somebody of a role has to agree to, and nobody has.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};

/// Options of the card: none; the topics are those of `[[workflow.topics]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TopicApprover {}

impl Check for TopicApprover {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(context) = subject.context() else { return };
        let workflow = &subject.config.workflow;
        let author = context.author.as_ref().map(|a| a.id.trim());
        let approvals = super::standing(subject);
        for topic in &workflow.topics {
            let mut signed: Vec<String> = approvals
                .iter()
                .filter(|a| author.is_none_or(|author| !a.by.trim().eq_ignore_ascii_case(author)))
                .filter(|a| workflow.is_in_role(a, &topic.role))
                .map(|a| a.by.trim().to_lowercase())
                .collect();
            signed.sort();
            signed.dedup();
            if signed.len() >= topic.approvals {
                continue;
            }
            let places = support::on_topic(subject, &topic.words, &topic.except, topic.min_hits);
            if let Some(places) = places {
                let one = Found::new("missing")
                    .arg("name", &topic.name)
                    .arg("expected", &topic.role)
                    .arg("count", signed.len())
                    .arg("min", topic.approvals);
                found.push(places.into_iter().fold(one, |one, (f, start, end)| one.at(f, start, end)));
            }
        }
    }
}
