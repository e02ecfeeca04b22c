//! `disclosure/thread-carry`: a thread says that it is paid for, but not in the post that sells.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ThreadCarry {}

/// Posts of a thread that are looked at for a label; it stands in the first or not far from it.
const LOOKED_AT: usize = 25;

impl Check for ThreadCarry {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let mut pitches = subject.of_group("pitch");
        let Some(pitch) = pitches.next() else { return };
        if subject.of_group("label").next().is_some() {
            return;
        }
        let others = subject.posts.iter().enumerate().take(LOOKED_AT).filter(|(i, _)| *i != subject.number);
        if others.into_iter().any(|(_, post)| is_labelled(&post.body)) {
            found.push(Found::new("unlabelled").at(pitch.field, pitch.start, pitch.end));
        }
    }
}

/// Whether a post names itself an advert.
fn is_labelled(body: &str) -> bool {
    let text = body.to_lowercase();
    let starts = text.trim_start_matches(|c: char| !c.is_alphabetic() && c != '#');
    let opens = ["ad:", "ad |", "ad -", "ad –", "advert:", "anzeige:", "werbung:"];
    let phrases = ["paid partnership", "paid promotion", "sponsored by ", "(ad)", "[ad]"];
    let tags = [
        "#ad",
        "#advert",
        "#advertisement",
        "#sponsored",
        "#paidpartnership",
        "#anzeige",
        "#werbung",
        "#publi",
    ];
    opens.iter().any(|label| starts.starts_with(label))
        || phrases.iter().any(|label| text.contains(label))
        || text
            .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | '.' | '!'))
            .any(|word| tags.contains(&word))
}
