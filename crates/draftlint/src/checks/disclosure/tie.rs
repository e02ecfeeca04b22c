//! `disclosure/missing-ad`, `disclosure/insider` and `disclosure/insider-review`: a tie that the caller knows of,
//! and that the post does not name.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::context::AccountKind;

/// Options of the card of ads.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MissingAd {
    relationships: Vec<String>,
    said: Vec<String>,
}

/// Options of the cards of insiders.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Insider {
    relationships: Vec<String>,
    said: Vec<String>,
}

impl Check for MissingAd {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(tie) = tie(subject, &self.relationships) else { return };
        let context = subject.context();
        let labelled = context.is_some_and(|c| c.paid_label == Some(true));
        let said = || subject.of_group("label").next().is_some() || names_the_tie(subject, &self.said);
        if labelled || speaks_for_itself(subject) || said() {
            return;
        }
        let body = subject.fields.iter().position(|v| v.field == crate::finding::Field::Body).unwrap_or(0);
        let edit = (body, 0, 0, "Ad: ".to_string());
        found.push(Found::new("unlabelled").arg("value", tie).fix("begin with `Ad:`", vec![edit]));
    }
}

impl Check for Insider {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(tie) = tie(subject, &self.relationships) else { return };
        let Some(hit) = subject.of_group("praise").min_by_key(|h| (h.field, h.start)) else { return };
        if !speaks_for_itself(subject) && !names_the_tie(subject, &self.said) {
            found.push(Found::new("unsaid").at(hit.field, hit.start, hit.end).arg("value", tie));
        }
    }
}

/// What ties the writer, where it is one of these.
fn tie<'s>(subject: &Subject<'s>, ties: &[String]) -> Option<&'s str> {
    let tie = subject.context()?.author.as_ref()?.relationship.as_deref()?;
    ties.iter().any(|t| t.eq_ignore_ascii_case(tie.trim())).then_some(tie)
}

/// The post itself says what ties the writer.
fn names_the_tie(subject: &Subject<'_>, said: &[String]) -> bool {
    let said = support::Terms::new(said.iter().map(String::as_str));
    support::texts(subject).any(|(_, view)| !said.find(view.text).is_empty())
}

/// The account's name says who speaks: the brand's own.
fn speaks_for_itself(subject: &Subject<'_>) -> bool {
    let account = subject.context().and_then(|c| c.account.as_ref());
    let own =
        account.is_some_and(|a| subject.brand.handles.iter().any(|h| h.eq_ignore_ascii_case(&a.handle)));
    own || account.and_then(|a| a.kind) == Some(AccountKind::Brand)
}
