//! `brand/off-values`: speaks of a topic that the brand keeps away from.

use serde::Deserialize;

use crate::checks::support::Terms;
use crate::checks::{Check, Found, Subject, support};

/// Options of the card: none; the topics are those of the brand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OffValues {}

impl Check for OffValues {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let role = subject.context().and_then(|c| c.author.as_ref()).and_then(|a| a.role.as_deref());
        for topic in &subject.brand.avoid {
            if role.is_some_and(|role| topic.roles.iter().any(|r| r.eq_ignore_ascii_case(role))) {
                continue;
            }
            let words = Terms::new(topic.words.iter().map(String::as_str));
            let except = Terms::new(topic.except.iter().map(String::as_str));
            let mut places: Vec<(usize, u32, u32)> = Vec::new();
            let mut met: Vec<String> = Vec::new();
            for (number, view) in support::texts(subject) {
                if !except.find(view.text).is_empty() {
                    // Something else is meant, in the whole post.
                    (places, met) = (Vec::new(), Vec::new());
                    break;
                }
                for (start, end) in words.find(view.text) {
                    if view.text.is_quotation(view.raw, start, end) {
                        continue;
                    }
                    let (first, last) = view.text.tokens_in(start, end);
                    let tokens = view.text.tokens.get(first..last).unwrap_or(&[]);
                    let word: Vec<&str> = tokens.iter().map(|t| view.text.word(t)).collect();
                    let word = word.join(" ");
                    let word = word.trim_start_matches('#').to_string();
                    if !met.contains(&word) {
                        met.push(word);
                    }
                    places.push((number, start, end));
                }
            }
            if met.len() >= topic.min_hits && !places.is_empty() {
                let one = Found::new("topic").arg("name", &topic.topic);
                let mut one = places.into_iter().fold(one, |found, (f, start, end)| found.at(f, start, end));
                one.severity = topic.severity;
                found.push(one);
            }
        }
    }
}
