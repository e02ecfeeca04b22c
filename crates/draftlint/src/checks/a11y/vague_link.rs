//! `a11y/vague-link`: a link whose text or lead-in does not say where it goes.

use serde::Deserialize;

use crate::checks::{CardHit, Check, FieldView, Found, Subject, support};
use crate::document::{class, seen};
use crate::network::TraitKind;

/// Texts of a link in Markdown that name nothing.
const VAGUE: &[&str] = &[
    "here",
    "click here",
    "click",
    "tap here",
    "this",
    "this link",
    "this one",
    "the link",
    "link",
    "links",
    "more",
    "read more",
    "learn more",
    "see more",
    "find out more",
    "more info",
    "info",
    "details",
    "more details",
    "this page",
    "this post",
    "this article",
    "this site",
    "website",
    "article",
    "source",
    "url",
    "go here",
    "see here",
    "over here",
    "right here",
    "read here",
    "read it here",
    "check it out",
];

/// A text of a link is not longer than this, in bytes.
const LONGEST_TEXT: usize = 24;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct VagueLink {
    /// So many other words of content name what the link leads to.
    min_words: usize,
}

impl Check for VagueLink {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in support::title_and_body(subject) {
            let marked = view.text.seen & seen::LINK != 0 && view.text.has_any(b"]");
            if marked && subject.network_is(TraitKind::Markdown) != Some(false) {
                markdown(number, &view, found);
            }
        }
        // A card beside the text shows the title of what the link leads to.
        if subject.draft.link.is_some() {
            return;
        }
        let linked = subject.fields.iter().any(|view| view.text.seen & seen::LINK != 0);
        // `click here` speaks of a link by itself.
        let mut hits: Vec<&CardHit> = subject.of_group("click").collect();
        hits.extend(subject.of_group("lead-in").filter(|_| linked));
        if hits.is_empty() {
            return;
        }
        hits.sort_by_key(|hit| (hit.field, hit.tokens));
        let mut words = 0;
        for (number, view) in support::title_and_body(subject) {
            let mut asked = vec![false; view.text.tokens.len()];
            for hit in hits.iter().filter(|hit| hit.field == number) {
                asked[hit.tokens.0..hit.tokens.1].fill(true);
            }
            words += subject.facts(view).content_words(|at| !asked[at]);
            words += view.text.of_class(class::HASHTAG | class::NUMBER | class::MENTION).count();
        }
        if words < self.min_words {
            found.extend(hits.iter().map(|hit| Found::new("nameless").at(hit.field, hit.start, hit.end)));
        }
    }
}

/// `[here](https://…)`
fn markdown(number: usize, view: &FieldView<'_>, found: &mut Vec<Found>) {
    for (close, _) in view.raw.match_indices("](") {
        let target = &view.raw[close + 2..];
        if view.text.in_code(close) || !(target.starts_with("http") || target.starts_with("www.")) {
            continue;
        }
        let mut from = close.saturating_sub(LONGEST_TEXT);
        while !view.raw.is_char_boundary(from) {
            from += 1;
        }
        let Some(open) = view.raw[from..close].rfind('[').map(|i| i + from) else { continue };
        let text = &view.raw[open + 1..close];
        let plain = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if !view.raw[..open].ends_with('!') && VAGUE.contains(&plain.as_str()) {
            found.push(Found::new("link-text").at(number, open as u32 + 1, close as u32));
        }
    }
}
