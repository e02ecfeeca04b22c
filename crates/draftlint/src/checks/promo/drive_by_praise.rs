//! `promo/drive-by-praise`: stock praise, and straight after it the writer's own.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::{Text, bound, class};
use crate::draft::Kind;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DriveByPraise {
    max_words: u32,
}

/// Praise stands at the beginning: within so many tokens.
const OPENING: usize = 12;

/// Words that would praise anything.
const STOCK: &[&str] = &[
    "amazing",
    "awesome",
    "beautiful",
    "best",
    "brilliant",
    "cool",
    "dope",
    "epic",
    "excellent",
    "fantastic",
    "good",
    "great",
    "helpful",
    "incredible",
    "insightful",
    "inspiring",
    "interesting",
    "lovely",
    "nice",
    "sick",
    "superb",
    "useful",
    "wonderful",
];

/// What somebody else has made, as a reader calls it.
const WORKS: &[&str] = &[
    "advice", "article", "art", "beat", "blog", "channel", "clip", "content", "cover", "episode", "info",
    "insights", "music", "photo", "pic", "picture", "podcast", "point", "points", "post", "read", "shot",
    "song", "stuff", "thread", "tips", "track", "tune", "tweet", "vid", "video", "voice",
];

impl Check for DriveByPraise {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let kind = subject.draft.kind;
        if matches!(kind, Some(Kind::ThreadPart | Kind::Article)) || subject.posts.len() > 1 {
            return;
        }
        let answer = subject.is_answer();
        for (f, view) in support::title_and_body(subject) {
            let text = view.text;
            let linked = answer && text.of_class(class::LINK).next().is_some();
            let also = subject.of_group("also").filter(|_| linked);
            let Some(own) = subject.of_group("own").chain(also).find(|h| h.field == f) else {
                continue;
            };
            let Some((first, last)) = praise(text, own.tokens.0, answer) else {
                continue;
            };
            // A post of its own may credit somebody, and show more of the same.
            let between = text.tokens.get(first..own.tokens.0).unwrap_or_default();
            let credits = !answer && between.iter().any(|t| t.is(class::MENTION));
            let question = bound::mark('?').unwrap_or(0);
            let asks = text.bounds.iter().any(|b| b & question != 0);
            if credits || asks || view.scan.words > self.max_words {
                continue;
            }
            let span = (text.tokens[first].start, text.tokens[last].end);
            found.push(Found::new("drive-by").at(f, span.0, span.1).at(f, own.start, own.end));
        }
    }
}

/// First and last token of stock praise that opens a text, before the token `until`.
fn praise(text: &Text, until: usize, answer: bool) -> Option<(usize, usize)> {
    let word = |t: usize| text.tokens.get(t).map_or("", |token| text.word(token));
    let end = until.min(OPENING);
    for t in 0..end {
        let here = word(t);
        let next = |words: &[&str]| (t + 1..end.min(t + 5)).find(|n| words.contains(&word(*n)));
        let last = if STOCK.contains(&here) {
            next(WORKS).or(next(&["job", "work"]).filter(|_| answer)).filter(|n| *n <= t + 3)
        } else {
            match here {
                "love" | "loved" | "loving" | "enjoyed" | "like" | "liked" => {
                    let this = next(&["this", "that", "your", "these"]).filter(|n| *n == t + 1);
                    next(WORKS).or(this)
                }
                "thanks" | "thank" | "thx" => next(&["sharing", "posting"]),
                "well" => next(&["said"]),
                "spot" => next(&["on"]).filter(|n| *n == t + 1),
                "so" | "very" if answer => next(&["true", "helpful", "useful", "inspiring"]),
                _ => None,
            }
        };
        // `Our new video`, `we love`: praise of one's own.
        let ours = (t..last.unwrap_or(t)).any(|n| matches!(word(n), "our" | "my"))
            || (matches!(here, "love" | "loved" | "like") && t > 0 && word(t - 1) == "you");
        if let Some(last) = last.filter(|_| !ours) {
            return Some((t, last));
        }
    }
    None
}
