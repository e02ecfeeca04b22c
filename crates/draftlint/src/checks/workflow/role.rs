//! `workflow/role`: the author may not post this, here, now.

use std::cmp::Ordering;

use serde::Deserialize;

use crate::Network;
use crate::checks::{Check, Found, Subject, support};

/// Options of the card: none; the grants are those of `[workflow.people]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Role {}

impl Check for Role {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(context) = subject.context() else { return };
        let author = context.author.as_ref().map(|a| a.id.trim()).filter(|id| !id.is_empty());
        let Some(author) = author else { return };
        let workflow = &subject.config.workflow;
        let person = match workflow.person(author) {
            Ok(Some(person)) => person,
            Ok(None) => return,
            Err(()) => {
                found.push(Found::new("unknown").arg("name", author));
                return;
            }
        };
        let time = support::publication(subject);
        let ended = person.until.as_ref().zip(time).filter(|(until, t)| t.compare(until) != Ordering::Less);
        if let Some((until, _)) = ended {
            found.push(Found::new("ended").arg("name", author).arg("date", until));
            return;
        }
        let mut elsewhere = |group, value: Option<String>, allowed: &[String], sign: &str| {
            let value = value.filter(|v| !v.is_empty() && !allowed.is_empty() && !allowed.contains(v));
            if let Some(value) = value {
                let allowed: Vec<String> = allowed.iter().map(|a| format!("{sign}{a}")).collect();
                let one = Found::new(group).arg("name", author).arg("value", format!("{sign}{value}"));
                found.push(one.arg("expected", allowed.join(", ")));
            }
        };
        let account = context.account.as_ref().map(|a| a.handle.to_lowercase());
        elsewhere("account", account, &person.accounts, "@");
        let network = subject.draft.network.as_ref().map(Network::as_str);
        elsewhere("network", network.map(str::to_string), &person.networks, "");
        let Some(allowed) = &person.topics else { return };
        let may = |name: &str| allowed.iter().any(|a| a.eq_ignore_ascii_case(name));
        for topic in workflow.topics.iter().filter(|topic| !may(&topic.name)) {
            let places = support::on_topic(subject, &topic.words, &topic.except, topic.min_hits);
            if let Some(places) = places {
                let one = Found::new("topic").arg("name", author).arg("value", &topic.name);
                found.push(places.into_iter().fold(one, |one, (f, start, end)| one.at(f, start, end)));
            }
        }
    }
}
