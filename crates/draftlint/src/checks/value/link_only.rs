//! `value/link-only`: a link, and next to nothing about what waits behind it.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{class, host_of};
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LinkOnly {
    min_words: usize,
}

/// Hosts whose links show as a picture, so that the link is the post.
const PICTURES: [&str; 9] = [
    "t.co",
    "pic.twitter.com",
    "twitpic.com",
    "yfrog.com",
    "instagram.com",
    "imgur.com",
    "i.imgur.com",
    "flic.kr",
    "flickr.com",
];

impl Check for LinkOnly {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let linked = |view: &FieldView<'_>| view.field == Field::Link || view.text.classes & class::LINK != 0;
        if !subject.fields.iter().any(linked) {
            return;
        }
        // An answer may be a link, and a picture may say the rest.
        let media = subject.draft.media.as_ref().is_some_and(|m| !m.is_empty());
        let body = subject.body();
        let answers = body.text.tokens.first().is_some_and(|t| t.is(class::MENTION));
        if media || answers || subject.is_answer() || subject.posts.len() > 1 {
            return;
        }
        let mut places = Vec::new();
        let mut words = 0;
        for (f, view) in support::title_and_body(subject) {
            for token in view.text.of_class(class::LINK) {
                let link = &view.raw[token.start as usize..token.end as usize];
                // `Match.com` in a sentence is a name.
                if link.contains('/') && !PICTURES.contains(&&*host_of(link)) {
                    places.push((f, token.start, token.end));
                }
            }
            words += subject.facts(view).content_words(|t| {
                let token = &view.text.tokens[t];
                token.len > 1
                    && !matches!(view.text.key(token), b"rt" | b"via" | b"link" | b"http" | b"https")
            });
        }
        if let Some((f, view)) = subject.fields.iter().enumerate().find(|(_, v)| v.field == Field::Link) {
            places.push((f, 0, view.raw.len() as u32));
        }
        let quoted = subject.fields.iter().any(|v| v.field == Field::Body && !v.text.quotes.is_empty());
        if places.is_empty() || quoted || words >= self.min_words {
            return;
        }
        let group = if words == 0 { "bare" } else { "few" };
        found.push(
            places.into_iter().fold(Found::new(group), |found, (f, start, end)| found.at(f, start, end)),
        );
    }
}
