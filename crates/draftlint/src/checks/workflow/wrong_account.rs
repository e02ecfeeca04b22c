//! `workflow/wrong-account`: private talk from a brand's account, or an account that speaks to itself.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::context::AccountKind;
use crate::document::{Token, class};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct WrongAccount {
    min_cues: usize,
    own_handle: bool,
}

impl Check for WrongAccount {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(account) = subject.context().and_then(|c| c.account.as_ref()) else { return };
        if account.kind.or(subject.brand.account_kind) == Some(AccountKind::Brand) {
            self.private_talk(subject, found);
        }
        let handle = account.handle.trim().trim_start_matches('@');
        if !self.own_handle || handle.is_empty() {
            return;
        }
        for (f, view) in support::title_and_body(subject) {
            // What is passed on carries the names of others' posts: `Great news! RT @ines: @alder is the best`.
            let passes_on = |t: &Token| matches!(view.text.word(t), "rt" | "mt");
            let said = view.text.tokens.iter().position(passes_on).unwrap_or(view.text.tokens.len());
            let own = view.text.tokens[..said].iter().find(|t| {
                t.is(class::MENTION) && view.text.word(t).trim_start_matches('@').eq_ignore_ascii_case(handle)
            });
            if let Some(own) = own {
                found.push(Found::new("itself").at(f, own.start, own.end).arg("name", handle));
            }
        }
    }
}

impl WrongAccount {
    /// Cues of different kinds: one alone may be a brand's humour.
    fn private_talk(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        const KINDS: [&str; 4] = ["drink", "plans", "mood", "family"];
        let mut hits: Vec<_> = KINDS
            .iter()
            .filter_map(|kind| subject.of_group(kind).min_by_key(|h| (h.field, h.start)))
            .collect();
        if hits.len() < self.min_cues {
            return;
        }
        hits.sort_by_key(|h| (h.field, h.start));
        found.push(
            hits.into_iter().fold(Found::new("private"), |one, hit| one.at(hit.field, hit.start, hit.end)),
        );
    }
}
