//! `value/off-topic`: nothing in the post is what its readers came for.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::{self, Text, class};
use crate::facts::same_stem;
use crate::matcher::flag;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct OffTopic {
    min_words: u32,
}

/// Words that say that the post is meant to be about something else.
const ASIDE: [&str; 12] = [
    "off-topic",
    "offtopic",
    "ot",
    "meta",
    "mods",
    "moderators",
    "introduction",
    "introducing",
    "hello",
    "hi",
    "welcome",
    "birthday",
];

impl Check for OffTopic {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let words: u32 = support::title_and_body(subject).map(|(_, view)| view.scan.words).sum();
        if words < self.min_words || subject.is_answer() || subject.posts.len() > 1 {
            return;
        }
        let mut read = Text::default();
        let mut topics: Vec<Vec<u8>> = Vec::new();
        for topic in &subject.audience.topics {
            document::read(topic, &mut read);
            topics.extend(read.tokens.iter().map(|t| read.key(t).to_vec()).filter(|w| w.len() > 2));
        }
        for (_, view) in support::title_and_body(subject) {
            for (i, token) in view.text.tokens.iter().enumerate() {
                let key = view.text.key(token);
                if ASIDE.contains(&view.text.word(token)) {
                    return;
                }
                let stop = subject.engine.flags(&view.scan.marks, i) & flag::STOP != 0;
                let tag = token.is(class::HASHTAG);
                let meets = |topic: &Vec<u8>| {
                    same_stem(topic, key) || (tag && key.windows(topic.len()).any(|part| part == topic))
                };
                if !stop && topics.iter().any(meets) {
                    return;
                }
            }
        }
        found.push(Found::new("apart"));
    }
}
