//! `etiquette/hn-title`: what the guidelines of Hacker News ask of a title. Most groups are phrases of the card.

use serde::Deserialize;

use super::titles;
use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{class, host_of};
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct HnTitle {
    names: Vec<String>,
}

/// Words that are no acronyms: in capitals they are shouted.
const SHOUTED: &[&str] = &[
    "actually",
    "always",
    "amazing",
    "anything",
    "awesome",
    "breaking",
    "ever",
    "every",
    "everyone",
    "everything",
    "finally",
    "free",
    "greatest",
    "huge",
    "incredible",
    "insane",
    "massive",
    "never",
    "nobody",
    "nothing",
    "really",
    "seriously",
    "shocking",
    "ultimate",
    "urgent",
    "very",
    "worst",
];
/// Words that are written so in standards and languages as well.
const PERHAPS_SHOUTED: &[&str] = &[
    "best", "better", "big", "easy", "fast", "faster", "how", "just", "more", "most", "must", "not", "now",
    "only", "stop", "this", "why", "your",
];

/// What sites put between the title of a page and their name.
const SEPARATORS: [&str; 5] = [" | ", " - ", " – ", " — ", " · "];

impl Check for HnTitle {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(number) = subject.fields.iter().position(|f| f.field == Field::Title) else { return };
        let view = subject.fields[number];
        if view.raw.contains('!') {
            self.exclamations(number, view, found);
        }
        if titles::is_shouted(subject, &view) {
            let trimmed = view.raw.trim();
            let start = view.raw.len() - view.raw.trim_start().len();
            found.push(Found::new("capitals").at(number, start as u32, (start + trimmed.len()) as u32));
        }
        emphasis(number, view, found);
        // `Show HN`, `Ask HN`, `Launch HN`
        let words: Vec<&str> = view.text.tokens.iter().take(2).map(|t| view.text.word(t)).collect();
        let prefixed = words.get(1) == Some(&"hn");
        if prefixed && words[0] == "show" && link(subject).is_none() {
            let end = view.text.tokens[1].end;
            found.push(Found::new("nothing-to-try").at(number, view.text.tokens[0].start, end));
        }
        if !prefixed {
            found.extend(site_name(subject, number, view.raw));
        }
    }
}

impl HnTitle {
    /// Exclamation marks that end a word, outside quotes and names.
    fn exclamations(&self, number: usize, view: FieldView<'_>, found: &mut Vec<Found>) {
        let names = support::Terms::new(self.names.iter().map(String::as_str)).find(view.text);
        let bytes = view.raw.as_bytes();
        let mut end = 0;
        for (start, _) in view.raw.match_indices('!') {
            if start < end {
                continue;
            }
            end = start + bytes[start..].iter().take_while(|b| matches!(b, b'!' | b'?')).count();
            let after = view.raw[end..].chars().next();
            // `!=`, `!important`, `println!(`
            let code = after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '=' | '(' | '[' | '{'));
            let word = view.raw[..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == ')');
            let name = names.binary_search_by_key(&(start as u32), |(_, end)| *end).is_ok();
            let quoted = view.text.quoted(start as u32, end as u32).is_some();
            if word && !code && !name && !quoted && !view.text.in_code(start) {
                let (start, end) = (start as u32, end as u32);
                let one = Found::new("exclamation").at(number, start, end);
                found.push(one.fix("drop the mark", vec![(number, start, end, String::new())]));
            }
        }
    }
}

/// Words in capitals for emphasis. Beside other words in capitals they are a name or a keyword: `NOT NULL`.
fn emphasis(number: usize, view: FieldView<'_>, found: &mut Vec<Found>) {
    let tokens = &view.text.tokens;
    let group = |t: usize| {
        let token = tokens.get(t).filter(|t| t.is(class::CAPS))?;
        let word = view.text.word(token);
        let unsure = PERHAPS_SHOUTED.contains(&word).then_some("emphasis-unsure");
        if SHOUTED.contains(&word) { Some("emphasis") } else { unsure }
    };
    let name = |t: usize| tokens.get(t).is_some_and(|t| t.is(class::CAPS) && t.len > 1) && group(t).is_none();
    for (i, token) in tokens.iter().enumerate() {
        let beside = (i > 0 && name(i - 1)) || name(i + 1);
        let quoted = view.text.quoted(token.start, token.end).is_some() || token.is(class::CODE);
        if let Some(group) = group(i).filter(|_| !beside && !quoted) {
            found.push(Found::new(group).at(number, token.start, token.end));
        }
    }
}

/// The link of the story.
fn link<'a>(subject: &Subject<'a>) -> Option<&'a str> {
    let own = subject.fields.iter().find(|f| f.field == Field::Link && !f.raw.trim().is_empty());
    let inside = || {
        let body = subject.body();
        let token = body.text.of_class(class::LINK).next()?;
        body.raw.get(token.start as usize..token.end as usize)
    };
    own.map(|view| view.raw.trim()).or_else(inside)
}

/// The name of the site at the end of a title, which Hacker News shows by itself beside the link.
fn site_name(subject: &Subject<'_>, number: usize, title: &str) -> Option<Found> {
    let host = host_of(link(subject)?);
    let (at, separator) = SEPARATORS.iter().filter_map(|s| Some((title.rfind(s)?, s))).max()?;
    let start = at + separator.len();
    let end = title.trim_end().len();
    let fold = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let tail = fold(title.get(start..end)?);
    let bare = tail.strip_prefix("the").unwrap_or(&tail);
    let named = host.split('.').rev().skip(1).map(|label| label.replace('-', ""));
    let same = |label: String| !label.is_empty() && (label == tail || label == bare);
    let whole = fold(&host) == tail;
    (whole || named.into_iter().any(same)).then(|| {
        let edit = (number, at as u32, end as u32, String::new());
        Found::new("site-name")
            .at(number, start as u32, end as u32)
            .fix("drop the name of the site", vec![edit])
    })
}
