//! `promo/thread-pitch-share`: a thread that sells in many of its posts, or before it keeps its promise.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{self, Text, bound, class, host_of, is_under};
use crate::finding::Field;
use crate::matcher::{Scan, guard};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ThreadPitchShare {
    min_parts: usize,
    max_share: f64,
    pitch_from: f64,
}

/// A post with so many words beside its pitch gives something.
const BARE: u32 = 16;

/// What a post of the thread does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Gives,
    /// Holds a pitch among other things.
    Pitches,
    /// Is a pitch and little else.
    OnlyPitches,
}

impl Check for ThreadPitchShare {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let posts = subject.posts;
        // One finding for the thread, at its first post.
        if subject.number != 0 || posts.len() < self.min_parts {
            return;
        }
        let (mut text, mut scan) = (Text::default(), Scan::default());
        let mut parts = Vec::with_capacity(posts.len());
        for post in posts {
            let raw: &str = &post.body;
            document::read(raw, &mut text);
            subject.engine.read(&mut text, &mut scan);
            subject.engine.find(raw, &mut text, &mut scan);
            let view = FieldView { field: Field::Body, raw, text: &text, scan: &scan };
            parts.push(part(subject, &view));
        }
        let pitches = parts.iter().filter(|p| **p != Part::Gives).count();
        if pitches >= 2 && pitches as f64 > self.max_share * posts.len() as f64 {
            found.push(Found::new("share").arg("count", pitches).arg("value", posts.len()));
            return;
        }
        let promise = subject.of_group("promise").next();
        let early = parts.iter().position(|p| *p == Part::OnlyPitches);
        if let (Some(hit), Some(early)) = (promise, early) {
            let before = ((early + 1) as f64) < self.pitch_from * posts.len() as f64;
            let after = parts[early + 1..].contains(&Part::Gives);
            if early > 0 && before && after {
                let one = Found::new("early").arg("count", early + 1).arg("value", posts.len());
                found.push(one.at(hit.field, hit.start, hit.end));
            }
        }
    }
}

fn part(subject: &Subject<'_>, view: &FieldView<'_>) -> Part {
    let engine = subject.engine;
    let (pitch, offer) = (engine.lexicon("pitch"), engine.lexicon("commerce"));
    let negated = |i: usize| {
        let from = i.saturating_sub(3).max(view.text.sentence(i).start);
        engine
            .lexicon("negation")
            .is_some_and(|n| (from..i).any(|t| guard::in_lexicon(engine, view.scan, n, t)))
    };
    let is = |lexicon: Option<u32>, i: usize| {
        lexicon.is_some_and(|l| guard::in_lexicon(engine, view.scan, l, i)) && !negated(i)
    };
    let quoted = |i: usize| {
        let token = &view.text.tokens[i];
        view.text.quoted(token.start, token.end).is_some()
    };
    let asks = (0..view.text.tokens.len()).any(|i| {
        let call = view.text.bounds[i] & bound::IMPERATIVE != 0 && is(pitch, i);
        (call || is(offer, i)) && !quoted(i)
    });
    let own = view.text.of_class(class::LINK).any(|token| {
        let host = host_of(support::slice(view.raw, token.start as usize, token.end as usize));
        subject.brand.domains.iter().any(|d| is_under(&host, d))
    });
    match asks || own {
        false => Part::Gives,
        true if view.scan.words < BARE => Part::OnlyPitches,
        true => Part::Pitches,
    }
}
