//! `respect/cheer-with-grief`: what celebrates, in a post that mourns.

use serde::Deserialize;

use super::is_one_of;
use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::class;

const PARTY: &str = "🎉🥳🎊🎈🍾🥂💃🕺🔥💯😎🤑";

/// Laughter. After a bare `RIP` it is about a thing: `RIP Headphones 😂`.
const LAUGHTER: &str = "😂🤣😆😜🤪😝";

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheerWithGrief {}

impl Check for CheerWithGrief {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (f, view) in support::title_and_body(subject) {
            let condoles = subject.of_group("condolence").any(|h| h.field == f);
            let named = named(&view);
            if let Some((start, end)) = named {
                found.push(Found::new("named").at(f, start, end));
            }
            if !condoles && named.is_none() {
                continue;
            }
            for token in view.text.of_class(class::EMOJI) {
                if is_one_of(&view, token, PARTY) || condoles && is_one_of(&view, token, LAUGHTER) {
                    found.push(Found::new("cheer").at(f, token.start, token.end));
                }
            }
            shouts(subject, &view, f, found);
        }
    }
}

/// `RIP` before a name.
fn named(view: &FieldView<'_>) -> Option<(u32, u32)> {
    if view.text.classes & class::CAPS == 0 {
        return None;
    }
    let tokens = &view.text.tokens;
    tokens.windows(2).find_map(|pair| {
        let rip = support::slice(view.raw, pair[0].start as usize, pair[0].end as usize) == "RIP";
        let name = pair[1].is(class::TITLE) && !pair[1].is(class::HASHTAG);
        (rip && name).then(|| (pair[0].start, pair[1].end))
    })
}

/// Two exclamation marks or more at the end of a sentence that condoles.
fn shouts(subject: &Subject<'_>, view: &FieldView<'_>, f: usize, found: &mut Vec<Found>) {
    for hit in subject.of_group("condolence").filter(|h| h.field == f) {
        let sentence = view.text.sentence(hit.tokens.0);
        let Some(last) = view.text.tokens.get(sentence.end.saturating_sub(1)) else { continue };
        let rest = view.raw.get(last.end as usize..).unwrap_or("");
        let from = rest.len() - rest.trim_start().len();
        let marks = rest[from..].bytes().take_while(|b| *b == b'!').count();
        if marks >= 2 {
            let start = last.end as usize + from;
            found.push(Found::new("shout").at(f, start as u32, (start + marks) as u32));
            return;
        }
    }
}
