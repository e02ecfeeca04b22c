//! `brand/register`: outside the band in which the brand speaks.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::config::{Person, Voice};
use crate::document::class;
use crate::facts::{Fact, is_contraction};
use crate::matcher::flag;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Register {
    min_words: u32,
}

impl Check for Register {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let voice = &subject.brand.voice;
        if *voice == Voice::default() {
            return;
        }
        let mut counts = Counts::default();
        counts.read(subject);
        // One part of a thread may hold what another lacks.
        let long = counts.words >= self.min_words && subject.posts.len() == 1;
        for (what, band, count) in [
            ("contractions", voice.contractions, counts.contractions),
            ("emoji", voice.emoji, counts.emoji),
            ("exclamation marks", voice.exclamations, counts.exclamations),
        ] {
            let Some((least, most)) = band else { continue };
            if count > most {
                found.push(Found::new("more").arg("value", count).arg("max", most).arg("name", what));
            } else if count < least && long {
                found.push(Found::new("less").arg("value", count).arg("min", least).arg("name", what));
            }
        }
        let other = match voice.person {
            Some(Person::We) => counts.i.map(|at| (at, "we")),
            Some(Person::I) => counts.we.map(|at| (at, "I")),
            None => None,
        };
        if let Some(((start, end), name)) = other {
            let Some(number) = subject.fields.iter().position(|f| f.field == subject.body().field) else {
                return;
            };
            found.push(Found::new("person").at(number, start, end).arg("name", name));
        }
    }
}

#[derive(Default)]
struct Counts {
    words: u32,
    contractions: usize,
    emoji: usize,
    exclamations: usize,
    /// The first `I` or `my`, and the first `we` or `our`.
    i: Option<(u32, u32)>,
    we: Option<(u32, u32)>,
}

impl Counts {
    fn read(&mut self, subject: &Subject<'_>) {
        let view = subject.body();
        self.words = view.scan.words;
        self.emoji = view.text.emoji as usize;
        self.exclamations = subject.facts(view).get(Fact::Exclamations).unwrap_or(0.0) as usize;
        for (i, token) in view.text.tokens.iter().enumerate() {
            if !token.is(class::WORD) || view.text.is_quotation(view.raw, token.start, token.end) {
                continue;
            }
            let key = view.text.key(token);
            self.contractions += usize::from(is_contraction(key));
            if subject.engine.flags(&view.scan.marks, i) & flag::FIRST_PERSON != 0 {
                let place = (token.start, token.end);
                match key.first() {
                    Some(b'i' | b'm') => _ = self.i.get_or_insert(place),
                    Some(b'w' | b'o' | b'u') => _ = self.we.get_or_insert(place),
                    _ => {}
                }
            }
        }
    }
}
