//! `promo/ask-heavy`: most sentences ask, sell or announce, and few give.

use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::bound;
use crate::matcher::guard::each_lexicon;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AskHeavy {
    min_sentences: u32,
    min_asks: u32,
    max_share: f64,
    /// The numbers of the lexicons of [`SIGNS`].
    #[serde(skip)]
    signs: OnceLock<[Option<u32>; 3]>,
}

/// The lexicons whose words ask: calls to action where they are commands, the others everywhere.
const SIGNS: [&str; 3] = ["cta", "commerce", "ask-cue"];

impl Check for AskHeavy {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let view = subject.body();
        let sentences = view.text.sentences.len();
        // A part of a thread may ask for what the others give.
        if sentences < self.min_sentences as usize || subject.posts.len() > 1 {
            return;
        }
        let enough = |asks: u32| asks >= self.min_asks && f64::from(asks) / sentences as f64 > self.max_share;
        // Reading what every sentence does is dear.
        let Some(least) = (0..=sentences as u32).find(|asks| enough(*asks)) else { return };
        if !self.may_ask(subject, &view, least as usize) {
            return;
        }
        let Some((asks, gives)) = subject.facts(view).asks_and_gives() else { return };
        if enough(asks) && asks > gives {
            found.push(Found::new("share").arg("count", asks).arg("value", sentences));
        }
    }
}

impl AskHeavy {
    /// Whether so many sentences may ask: with a sign of it, or a phrase of some rule, by which urgency is known.
    fn may_ask(&self, subject: &Subject<'_>, view: &FieldView<'_>, least: usize) -> bool {
        let signs = self.signs.get_or_init(|| SIGNS.map(|name| subject.engine.lexicon(name)));
        let is_sign = |token: usize| {
            let call = view.text.bounds[token] & bound::IMPERATIVE != 0;
            let mut any = false;
            each_lexicon(subject.engine, view.scan, token, |lexicon| {
                any |= signs[usize::from(!call)..].contains(&Some(lexicon));
            });
            any
        };
        let may_ask = |sentence: &Range<usize>| {
            view.scan.hits.iter().any(|hit| sentence.contains(&(hit.start as usize)))
                || sentence.clone().any(is_sign)
        };
        // So many may have no sign.
        let Some(mut others) = view.text.sentences.len().checked_sub(least) else { return false };
        view.text.sentence_ranges().all(|sentence| {
            may_ask(&sentence) || {
                let some = others > 0;
                others = others.saturating_sub(1);
                some
            }
        })
    }
}
