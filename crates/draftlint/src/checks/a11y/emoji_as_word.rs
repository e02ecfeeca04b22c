//! `a11y/emoji-as-word`: an emoji where the sentence needs a word, or where a list needs a bullet.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{bound, class};

/// Words after which a noun must come.
const BEFORE_NOUN: &[&str] = &["a", "an", "the", "my", "our", "your", "their", "his", "every", "each"];

/// Words that no noun begins with: what stands before them is complete.
const AFTER_NOUN: &[&str] = &[
    "and", "or", "but", "is", "are", "was", "were", "will", "can", "in", "on", "at", "of", "with", "from",
    "to", "that", "who", "when", "if", "because", "we", "they", "i", "you", "it",
];

/// `drop a 🔥 below`: the emoji itself is meant.
const SENDERS: &[&str] = &["drop", "leave", "send", "post", "comment", "type", "react", "reply"];

/// Who loves.
const LOVERS: &[&str] = &["i", "we", "they", "who"];

/// What is loved begins so.
const LOVED: &[&str] = &[
    "a", "the", "my", "our", "your", "this", "these", "those", "that", "you", "it", "them", "how", "all",
    "to",
];

const HEARTS: &str = "❤♥💙💚💛💜🖤🧡💗💖💕🩷🩵🤍🤎💓💞💝😍";

/// Lines in a row that begin with an emoji are a list from so many on.
const LEAST_BULLETS: usize = 3;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EmojiAsWord {
    /// Lists with emoji for bullets are reported too.
    bullets: bool,
}

impl Check for EmojiAsWord {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in support::title_and_body(subject) {
            let tokens = &view.text.tokens;
            let mut word = Found::new("word");
            for (at, token) in tokens.iter().enumerate() {
                if !token.is(class::EMOJI) || token.is(class::CODE) {
                    continue;
                }
                // `they ❤️ 🌼`: what is loved is a word too.
                let loved = word.spans.last().is_some_and(|(_, _, end)| {
                    at > 0 && *end == tokens[at - 1].end && view.text.bounds[at] & bound::LINE == 0
                });
                if loved || is_word(&view, at) {
                    word = word.at(number, token.start, token.end);
                }
            }
            if !word.spans.is_empty() {
                found.push(word);
            }
            if self.bullets {
                bullets(number, &view, found);
            }
        }
    }
}

fn is_word(view: &FieldView<'_>, at: usize) -> bool {
    let (tokens, bounds) = (&view.text.tokens, &view.text.bounds);
    let is_in = |list: &[&str], at: usize| tokens.get(at).is_some_and(|t| list.contains(&view.text.word(t)));
    if at == 0
        || bounds[at] & bound::JOIN == 0
        || bounds[at] & bound::LINE != 0
        || !tokens[at - 1].is(class::WORD)
    {
        return false;
    }
    // After an emoji a clause begins anyway: only marks and line ends tell.
    let ends = bounds[at + 1] & (bound::SENTENCE | bound::LINE | bound::POST_END) != 0
        || [',', '.', '!', '?', ';', ':', ')']
            .into_iter()
            .filter_map(bound::mark)
            .any(|m| bounds[at + 1] & m != 0);
    if is_in(BEFORE_NOUN, at - 1) {
        // `the UK and the 🇺🇸`: flags stand for names, and are read as such.
        let flag =
            view.raw[tokens[at].start as usize..].starts_with(|c| matches!(c, '\u{1F1E6}'..='\u{1F1FF}'));
        let meant = (at.saturating_sub(4)..at).any(|t| is_in(SENDERS, t));
        return !flag && !meant && (ends || is_in(AFTER_NOUN, at + 1));
    }
    let heart = view.raw[tokens[at].start as usize..].starts_with(|c| HEARTS.contains(c));
    let next = tokens.get(at + 1);
    let name = next.is_some_and(|t| t.is(class::EMOJI | class::CAPS | class::HASHTAG | class::MENTION));
    let lower = next.is_some_and(|t| t.is(class::WORD) && !t.is(class::TITLE)) && is_in(LOVED, at + 1);
    heart && !ends && is_in(LOVERS, at - 1) && (name || lower)
}

/// Lists whose lines begin with an emoji.
fn bullets(number: usize, view: &FieldView<'_>, found: &mut Vec<Found>) {
    let (tokens, bounds) = (&view.text.tokens, &view.text.bounds);
    let mut list: Vec<(usize, u32, u32)> = Vec::new();
    let mut report = |list: &mut Vec<(usize, u32, u32)>| {
        if list.len() >= LEAST_BULLETS {
            let mut one = Found::new("bullets").arg("count", list.len());
            one.spans = std::mem::take(list);
            found.push(one);
        }
        list.clear();
    };
    for at in 0..tokens.len() {
        if bounds[at] & bound::LINE == 0 {
            continue;
        }
        let item = tokens[at].is(class::EMOJI)
            && !tokens[at].is(class::CODE)
            && bounds[at + 1] & bound::LINE == 0
            && !tokens[at + 1].is(class::HASHTAG | class::EMOJI);
        if item {
            list.push((number, tokens[at].start, tokens[at].end));
        } else {
            report(&mut list);
        }
    }
    report(&mut list);
}
