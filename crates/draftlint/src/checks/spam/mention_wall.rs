//! `spam/mention-wall`

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{Token, class};
use crate::finding::{Field, Severity};

/// Below this many, the share of mentions says nothing.
const LEAST_FOR_SHARE: usize = 4;

/// Words of a sentence that credits, thanks or introduces the people whom it names.
const CREDITS: &[&str] = &[
    "thank",
    "thanks",
    "thankful",
    "grateful",
    "with",
    "by",
    "from",
    "photo",
    "photos",
    "video",
    "credit",
    "credits",
    "panel",
    "panelists",
    "featuring",
    "feat",
    "ft",
    "congratulations",
    "congrats",
    "speakers",
    "speaker",
    "cast",
    "team",
    "crew",
    "styling",
    "makeup",
    "hair",
    "model",
    "models",
    "welcome",
    "hosts",
    "hosted",
    "guests",
    "music",
    "directed",
    "written",
    "edited",
    "designed",
    "winners",
    "contributors",
    "maintainers",
];

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct MentionWall {
    max_mentions: usize,
    max_char_share: f64,
    /// Leaves out people whom the sentence credits.
    credited_makers: bool,
}

impl Check for MentionWall {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(number) = subject.fields.iter().position(|f| f.field == Field::Body) else { return };
        let view = subject.fields[number];
        let tokens = &view.text.tokens;
        if view.text.of_class(class::MENTION).count() < LEAST_FOR_SHARE.min(self.max_mentions + 1) {
            return;
        }
        // A reply begins with the people of the conversation, and a text that begins so may be one.
        let leading = tokens.iter().position(|t| !t.is(class::MENTION)).unwrap_or(tokens.len());
        let may_answer = subject.is_answer() || subject.draft.kind.is_none();
        let text_follows = tokens.len() >= 2 * leading;
        let first = if subject.is_answer() || (may_answer && text_follows) { leading } else { 0 };
        let mut kept: Vec<&Token> = Vec::new();
        let mut sentence = (0..0, false);
        for (at, token) in tokens.iter().enumerate().skip(first) {
            if !token.is(class::MENTION) || token.is(class::CODE) {
                continue;
            }
            if !sentence.0.contains(&at) {
                let range = view.text.sentence(at);
                sentence = (range.clone(), self.credited_makers && credits(view, range));
            }
            if !sentence.1 {
                kept.push(token);
            }
        }
        // Somebody who is named twice is one person.
        let mut names: Vec<&[u8]> = kept.iter().map(|t| view.text.key(t)).collect();
        names.sort_unstable();
        names.dedup();
        let opening = if subject.draft.kind.is_none() { leading } else { first };
        let opening = tokens.get(opening).map_or(u32::MAX, |t| t.start);
        let inner: Vec<&Token> = kept.iter().copied().filter(|t| t.start > opening).collect();
        let characters = |from: usize, to: usize| support::slice(view.raw, from, to).chars().count();
        let taken: usize = inner.iter().map(|t| characters(t.start as usize, t.end as usize)).sum();
        let rest = tokens.get(first).map_or(0, |t| characters(t.start as usize, view.raw.len()));
        let share = taken as f64 / rest.max(1) as f64;
        let group = if names.len() > self.max_mentions {
            "count"
        } else if inner.len() >= LEAST_FOR_SHARE && share > self.max_char_share {
            "share"
        } else {
            return;
        };
        let mut one = Found::new(group)
            .arg("count", names.len())
            .arg("max", self.max_mentions)
            .arg("value", format!("{:.0} %", share * 100.0));
        one = kept.iter().fold(one, |one, t| one.at(number, t.start, t.end));
        // Without its kind, a post may be one of a conversation.
        if subject.draft.network.is_none() || subject.draft.kind.is_none() {
            one.severity = Some(Severity::Info);
        }
        found.push(one);
    }
}

/// The sentence thanks, credits or introduces the people whom it names.
fn credits(view: FieldView<'_>, sentence: std::ops::Range<usize>) -> bool {
    sentence.into_iter().any(|at| CREDITS.contains(&view.text.word(&view.text.tokens[at])))
}
