//! `respect/public-shaming`: whether the account is a brand's.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::context::AccountKind;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicShaming {}

impl Check for PublicShaming {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let account = subject.context().and_then(|c| c.account.as_ref()).and_then(|a| a.kind);
        match account.or(subject.brand.account_kind) {
            Some(AccountKind::Personal) => {}
            Some(_) => found.push(Found::new("brand-account")),
            None => found.push(Found::new("some-account")),
        }
    }
}
