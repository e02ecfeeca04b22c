//! `etiquette/mass-ping`: words that ring at everybody's device.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::class;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MassPing {
    words: Vec<String>,
}

/// `<!everyone>`, with room to spare.
const LONGEST_COMMAND: usize = 16;
/// After these words a ping is spoken of, not sent.
const BEFORE: &[&str] = &[
    "a",
    "an",
    "the",
    "use",
    "uses",
    "used",
    "using",
    "ping",
    "pings",
    "pinging",
    "pinged",
    "tag",
    "tagging",
    "mention",
    "mentions",
    "mentioning",
    "no",
    "not",
    "never",
    "don't",
    "without",
    "disable",
    "disabled",
    "mute",
    "muted",
    "muting",
    "like",
    "called",
    "type",
    "typing",
    "word",
    "role",
    "of",
    "block",
    "suppress",
];
/// Before these words likewise.
const AFTER: &[&str] = &[
    "role",
    "ping",
    "pings",
    "pinging",
    "mention",
    "mentions",
    "permission",
    "permissions",
    "tag",
    "tags",
    "notification",
    "notifications",
    "is",
    "was",
    "are",
];

impl Check for MassPing {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if subject.context().is_some_and(|c| c.essential) {
            return;
        }
        for (number, view) in support::title_and_body(subject) {
            for (i, token) in view.text.tokens.iter().enumerate() {
                if !token.is(class::MENTION) || token.is(class::CODE) || !self.rings(view.text.word(token)) {
                    continue;
                }
                if is_spoken_of(&view, i) || view.text.is_quotation(view.raw, token.start, token.end) {
                    continue;
                }
                found.push(Found::new("ping").at(number, token.start, token.end));
            }
            if view.text.has_any(b"<") {
                self.commands(number, view, found);
            }
        }
    }
}

impl MassPing {
    fn rings(&self, mention: &str) -> bool {
        mention.strip_prefix('@').is_some_and(|word| self.words.iter().any(|w| w == word))
    }

    /// `<!here>`, as Slack's interface for programs writes it.
    fn commands(&self, number: usize, view: FieldView<'_>, found: &mut Vec<Found>) {
        for (start, _) in view.raw.match_indices("<!") {
            let Some(len) = view.raw.bytes().skip(start).take(LONGEST_COMMAND).position(|b| b == b'>') else {
                continue;
            };
            let word = &view.raw[start + 2..start + len];
            if self.words.iter().any(|w| w == word) && !view.text.in_code(start) {
                found.push(Found::new("ping").at(number, start as u32, (start + len + 1) as u32));
            }
        }
    }
}

fn is_spoken_of(view: &FieldView<'_>, i: usize) -> bool {
    let word = |t: usize| view.text.tokens.get(t).map_or("", |t| view.text.word(t));
    (i > 0 && BEFORE.contains(&word(i - 1))) || AFTER.contains(&word(i + 1))
}
