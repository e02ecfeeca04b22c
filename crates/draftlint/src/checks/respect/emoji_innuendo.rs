//! `respect/emoji-innuendo`: emoji whose second meaning is the better known one.

use serde::Deserialize;

use super::is_one_of;
use crate::checks::{Check, Found, Subject, support};
use crate::context::AccountKind;
use crate::document::class;

const FRUIT: &str = "🍆🍑🍌🌭🍒";
const HEAT: &str = "💦👅😏🥵😈";
/// Emoji in a row, or with so many words between.
const NEAR: usize = 3;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EmojiInnuendo {}

impl Check for EmojiInnuendo {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let account = subject.context().and_then(|c| c.account.as_ref()).and_then(|a| a.kind);
        if account.or(subject.brand.account_kind) == Some(AccountKind::Personal) {
            return;
        }
        for (f, view) in support::title_and_body(subject) {
            let tokens = &view.text.tokens;
            let emoji = tokens.iter().enumerate().filter(|(_, t)| t.is(class::EMOJI) && !t.is(class::CODE));
            for (at, token) in emoji {
                if !is_one_of(&view, token, FRUIT) {
                    continue;
                }
                let near = &tokens[at.saturating_sub(NEAR)..tokens.len().min(at + NEAR + 1)];
                let hot = near.iter().any(|t| is_one_of(&view, t, HEAT));
                let both = is_one_of(&view, token, "🍆") && near.iter().any(|t| is_one_of(&view, t, "🍑"));
                if hot || both {
                    found.push(Found::new("pair").at(f, token.start, token.end));
                    break;
                }
                if is_one_of(&view, token, "🍆") {
                    found.push(Found::new("alone").at(f, token.start, token.end));
                    break;
                }
            }
        }
    }
}
