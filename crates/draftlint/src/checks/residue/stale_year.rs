//! `residue/stale-year`: speaks of a year that is over as if it were to come.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::class;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaleYear {
    cues: Vec<String>,
}

/// Further back a year is history, or a number that looks like one.
const RECENT: i32 = 20;

/// A word that looks ahead stands so close before its year.
const REACH: usize = 5;

impl Check for StaleYear {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(time) = support::publication(subject) else { return };
        let this_year = i32::from(time.civil_date().year());
        for (f, view) in support::title_and_body(subject) {
            for at in 0..view.text.tokens.len() {
                let year = year(&view, at).filter(|year| (this_year - RECENT..this_year).contains(year));
                let span = year.and_then(|_| self.ahead(&view, at));
                if let Some((year, (from, to))) = year.zip(span) {
                    let tokens = &view.text.tokens;
                    found.push(
                        Found::new("over")
                            .at(f, tokens[from].start, tokens[to].end)
                            .arg("value", year)
                            .arg("expected", this_year),
                    );
                }
            }
        }
    }
}

fn year(view: &FieldView<'_>, at: usize) -> Option<i32> {
    let token = &view.text.tokens[at];
    if !token.is(class::NUMBER) || token.end - token.start != 4 {
        return None;
    }
    support::slice(view.raw, token.start as usize, token.end as usize).parse().ok()
}

impl StaleYear {
    /// The first and last token of the words that look ahead to a year.
    fn ahead(&self, view: &FieldView<'_>, at: usize) -> Option<(usize, usize)> {
        let text = view.text;
        let sentence = text.sentence(at);
        let word = |i: usize| text.tokens.get(i).map_or("", |t| text.word(t));
        if sentence.clone().any(|i| looks_back(word(i))) {
            return None;
        }
        let is_cue = |i: usize| self.cues.iter().any(|cue| cue == word(i));
        let next = at + 1;
        if sentence.contains(&next) && (is_cue(next) || (word(next) == "will" && word(next + 1) == "be")) {
            return Some((at, next));
        }
        let before = at.checked_sub(1).filter(|i| *i >= sentence.start)?;
        match word(before) {
            "make" if matches!(word(next), "the" | "your" | "a" | "our") => Some((before, next)),
            "happy" | "welcome" | "hello" | "enter" => Some((before, at)),
            "for" | "in" | "by" => {
                let from = before.saturating_sub(REACH).max(sentence.start);
                (from..before)
                    .find(|i| is_cue(*i) || matches!(word(*i), "will" | "we'll" | "you'll"))
                    .map(|i| (i, at))
            }
            _ => None,
        }
    }
}

/// A word of history: the sentence tells of what was.
fn looks_back(word: &str) -> bool {
    matches!(
        word,
        "was"
            | "were"
            | "had"
            | "since"
            | "ago"
            | "back"
            | "last"
            | "archive"
            | "later"
            | "anniversary"
            | "wrong"
            | "recap"
            | "report"
            | "review"
    )
}
