//! `brand/third-person`: the account speaks of itself as of somebody else.

use std::sync::OnceLock;

use serde::Deserialize;

use super::voice_of;
use crate::checks::support::Terms;
use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::context::AccountKind;

/// Options of the card: none.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ThirdPerson {
    /// The names of the brand, read once: a check has one configuration.
    #[serde(skip)]
    names: OnceLock<Terms>,
}

/// What only people do, and how we say it.
const VERBS: [(&str, &str); 20] = [
    ("believes", "believe"),
    ("announces", "announce"),
    ("wishes", "wish"),
    ("thanks", "thank"),
    ("congratulates", "congratulate"),
    ("understands", "understand"),
    ("thinks", "think"),
    ("cares", "care"),
    ("invites", "invite"),
    ("welcomes", "welcome"),
    ("regrets", "regret"),
    ("apologises", "apologise"),
    ("apologizes", "apologize"),
    ("knows", "know"),
    ("hopes", "hope"),
    ("wants", "want"),
    ("loves", "love"),
    ("encourages", "encourage"),
    ("celebrates", "celebrate"),
    ("strives", "strive"),
];
const FEELINGS: [&str; 14] = [
    "pleased",
    "proud",
    "excited",
    "thrilled",
    "delighted",
    "happy",
    "honoured",
    "honored",
    "humbled",
    "grateful",
    "committed",
    "sorry",
    "saddened",
    "passionate",
];
const CREW: [&str; 5] = ["team", "family", "crew", "staff", "management"];
const ADVERBS: [&str; 10] =
    ["always", "truly", "firmly", "very", "so", "also", "really", "extremely", "deeply", "strongly"];

impl Check for ThirdPerson {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if subject.brand.names.is_empty() || voice_of(subject) == Some(AccountKind::Personal) {
            return;
        }
        let names = self.names.get_or_init(|| Terms::new(subject.brand.names.iter().map(String::as_str)));
        for (number, view) in support::title_and_body(subject) {
            for (start, end) in names.find(view.text) {
                let quoted = view.text.quoted(start, end).is_some();
                if let Some((from, to, edit)) = speaks(&view, start, end).filter(|_| !quoted) {
                    let title = format!("write `{edit}`");
                    found.push(
                        Found::new("itself").at(number, from, to).fix(title, vec![(number, from, to, edit)]),
                    );
                }
            }
        }
    }
}

/// The words in which a name feels, thinks or thanks, and how we would say them.
fn speaks(view: &FieldView<'_>, start: u32, end: u32) -> Option<(u32, u32, String)> {
    let text = view.text;
    let word = |i: usize| text.tokens.get(i).map_or("", |t| text.word(t));
    let (mut first, mut next) = text.tokens_in(start, end);
    // In `thanks from Acme` the name is no subject; `#Acme` and `Acme's` neither.
    let name = text.tokens.get(first)?;
    if name.is(crate::document::class::HASHTAG | crate::document::class::POSSESSIVE) {
        return None;
    }
    let mut before = first.checked_sub(1).map_or("", word);
    if matches!(before, "the" | "all" | "whole" | "entire" | "everyone") && !CREW.contains(&word(next)) {
        return None;
    }
    if before == "the" {
        first -= 1;
        before = first.checked_sub(1).map_or("", word);
    }
    if matches!(
        before,
        "by" | "with" | "of" | "at" | "from" | "for" | "to" | "in" | "like" | "who" | "and" | "or" | "called"
    ) {
        return None;
    }
    if CREW.contains(&word(next)) {
        next += 1;
    }
    let begins = text.bounds.get(first)? & crate::document::bound::CLAUSE != 0;
    let we = if begins { "We" } else { "we" };
    let from = text.tokens.get(first)?.start;
    let mut said = String::new();
    while ADVERBS.contains(&word(next)) {
        said.push(' ');
        said.push_str(word(next));
        next += 1;
    }
    if let Some((_, plural)) = VERBS.iter().find(|(verb, _)| *verb == word(next)) {
        return Some((from, text.tokens.get(next)?.end, format!("{we}{said} {plural}")));
    }
    let be = match word(next) {
        "is" | "are" => "are",
        "was" | "were" => "were",
        "remains" | "remain" => "remain",
        _ => return None,
    };
    next += 1;
    while ADVERBS.contains(&word(next)) {
        said.push(' ');
        said.push_str(word(next));
        next += 1;
    }
    let feels = FEELINGS.iter().find(|f| **f == word(next))?;
    Some((from, text.tokens.get(next)?.end, format!("{we} {be}{said} {feels}")))
}
