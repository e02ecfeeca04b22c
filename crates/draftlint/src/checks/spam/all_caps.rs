//! `spam/all-caps`

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{Token, bound, class};
use crate::facts::is_common_word;

/// From this many words on, a post in capitals is shouted and no heading.
const WHOLE: usize = 8;
/// A run holds so many everyday words at least; else it is a row of acronyms, tickers or names.
const EVERYDAY: usize = 2;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct AllCaps {
    min_letters: usize,
    max_ratio: f64,
    max_run_words: usize,
    allow: Vec<String>,
}

impl Check for AllCaps {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in support::title_and_body(subject) {
            self.field(number, &view, found);
        }
    }
}

impl AllCaps {
    /// Whether so many words in capitals stand in a row, or seem to: told without reading their letters.
    fn may_shout(&self, view: &FieldView<'_>, least: usize) -> bool {
        // One letter, if it is a capital, ends no row.
        let ends = |token: &Token| token.len > 4 || token.len > 1 && !token.is(class::TITLE);
        let mut row = 0;
        view.text.tokens.iter().any(|token| {
            if token.is(class::CAPS) {
                row += 1;
            } else if self.allow.is_empty() && is_prose(token) && ends(token) {
                row = 0;
            }
            row >= least
        })
    }

    fn field(&self, number: usize, view: &FieldView<'_>, found: &mut Vec<Found>) {
        // A shout is a row of words in capitals, whatever else it has to be.
        let shortest = EVERYDAY.max(self.max_run_words + 1);
        if view.text.classes & class::CAPS == 0 || view.text.of_class(class::CAPS).count() < shortest {
            return;
        }
        if !self.may_shout(view, shortest) {
            return;
        }
        let (mut upper, mut letters, mut words) = (0, 0, 0);
        // Words in capitals, and the everyday ones among them: the others may be names.
        let (mut shouted, mut everyday) = (0, 0);
        let mut runs: Vec<Run> = Vec::new();
        let mut run = Run::default();
        for (at, token) in view.text.tokens.iter().enumerate() {
            if !is_prose(token) {
                // A number or an emoji does not end a shout; a handle or a link does.
                if token.is(class::MENTION | class::LINK | class::HASHTAG | class::CODE) {
                    run.close(&mut runs, self.max_run_words);
                }
                continue;
            }
            if view.text.bounds[at] & bound::PARAGRAPH != 0 {
                run.close(&mut runs, self.max_run_words);
            }
            let word = support::slice(view.raw, token.start as usize, token.end as usize);
            if self.allow.iter().any(|a| a == word) {
                continue;
            }
            let count = word.chars().filter(|c| c.is_alphabetic()).count();
            let capitals = word.chars().filter(|c| c.is_uppercase()).count();
            words += 1;
            letters += count;
            // `I` and `A` are capitals by themselves.
            let single = count == 1;
            if !single {
                upper += capitals;
            }
            if token.is(class::CAPS) && !single && count == capitals {
                let common = is_common_word(view.text.key(token));
                shouted += usize::from(common || count > 4);
                everyday += usize::from(common);
                run.take(at, common);
            } else if !(single && capitals == 1) {
                run.close(&mut runs, self.max_run_words);
            }
        }
        run.close(&mut runs, self.max_run_words);
        let ratio = upper as f64 / letters.max(1) as f64;
        let whole = words >= WHOLE && shouted * 5 >= words * 4 && everyday * 5 >= words * 2;
        let much = letters >= self.min_letters && ratio > self.max_ratio && shouted * 2 >= words;
        if runs.is_empty() || !(whole || much || runs.iter().any(|r| r.words > self.max_run_words)) {
            return;
        }
        let mut one = Found::new(if whole { "whole" } else { "run" })
            .arg("value", format!("{:.0} %", ratio * 100.0))
            .arg("count", runs.iter().map(|r| r.words).sum::<usize>());
        let mut edits = Vec::new();
        for run in &runs {
            let tokens = &view.text.tokens[run.first..=run.last];
            one = one.at(number, tokens[0].start, tokens[tokens.len() - 1].end);
            edits.extend(calmed(view, run).map(|(s, e, text)| (number, s, e, text)));
        }
        found.push(one.fix("write it in sentence case", edits));
    }
}

/// A row of words in capitals.
#[derive(Debug, Default, Clone)]
struct Run {
    first: usize,
    last: usize,
    words: usize,
    everyday: usize,
}

impl Run {
    fn take(&mut self, at: usize, everyday: bool) {
        if self.words == 0 {
            self.first = at;
        }
        self.last = at;
        self.words += 1;
        self.everyday += usize::from(everyday);
    }

    fn close(&mut self, runs: &mut Vec<Run>, least: usize) {
        if self.words > least && self.everyday >= EVERYDAY.max(self.words / 3) {
            runs.push(self.clone());
        }
        *self = Run::default();
    }
}

fn is_prose(token: &Token) -> bool {
    token.is(class::WORD)
        && !token.is(class::MENTION
            | class::LINK
            | class::HASHTAG
            | class::CASHTAG
            | class::EMAIL
            | class::CODE
            | class::MIXED)
}

/// The run in small letters, but for what looks like an acronym.
fn calmed<'v>(view: &'v FieldView<'_>, run: &Run) -> impl Iterator<Item = (u32, u32, String)> + 'v {
    (run.first..=run.last).filter_map(move |at| {
        let token = &view.text.tokens[at];
        let word = support::slice(view.raw, token.start as usize, token.end as usize);
        let known = is_common_word(view.text.key(token));
        if !token.is(class::CAPS) || (!known && word.chars().count() <= 5) {
            return None;
        }
        let mut small = word.to_lowercase();
        let starts = view.text.bounds[at] & (bound::SENTENCE | bound::POST_START) != 0;
        if starts || word == "I" || small.starts_with("i'") {
            let mut chars = small.chars();
            small = chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default();
        }
        Some((token.start, token.end, small))
    })
}
