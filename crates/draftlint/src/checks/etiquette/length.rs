//! `etiquette/length`

use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

use crate::checks::{Check, Found, Subject};
use crate::count::count;
use crate::document::{Text, Token, class};
use crate::finding::Field;
use crate::network::{CountUnit, Limit, Network};

/// What a link weighs on X and on Mastodon. Sources: docs.x.com, counting characters; Mastodon's
/// `StatusLengthValidator`.
const LINK: u32 = 23;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Length {}

impl Check for Length {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(profile) = subject.profile else { return };
        let Some(limit) = &profile.text_limit else { return };
        let number = subject.fields.iter().position(|f| f.field == Field::Body).unwrap_or(0);
        let (raw, text) = (subject.body().raw, subject.body().text);
        // Mastodon, and servers whose profile extends it: links and handles weigh less there, the warning counts.
        let fediverse = limit.unit == CountUnit::Graphemes && profile.network != Network::BLUESKY;
        let rules = if fediverse { Weights::Fediverse } else { Weights::of(limit.unit) };
        let before = match subject.fields.iter().find(|f| fediverse && f.field == Field::ContentWarning) {
            Some(warning) => count(limit.unit, warning.raw, warning.text),
            None => 0,
        };
        let total =
            if fediverse { before + rules.walk(raw, text, u32::MAX).0 } else { count(limit.unit, raw, text) };
        if total <= limit.value {
            return;
        }
        let cut = rules.walk(raw, text, limit.value.saturating_sub(before)).1;
        let rest = cut.map_or("", |at| &raw[at..]);
        let end = raw.trim_end().len();
        if cut.is_some() && rest.trim().is_empty() {
            // Networks drop blanks at the end.
            return;
        }
        let group = if limit.confidence.is_firm() { "over" } else { "over-unsure" };
        let mut one = with_facts(Found::new(group), limit, total);
        if let Some(at) = cut {
            one = one.at(number, (at + rest.len() - rest.trim_start().len()) as u32, end as u32);
        }
        found.push(one);
    }
}

fn with_facts(found: Found, limit: &Limit, total: u32) -> Found {
    found
        .arg("count", total)
        .arg("max", limit.value)
        .arg("unit", limit.unit.words())
        .arg("sureness", limit.confidence.words())
        .arg("checked", &limit.checked)
}

/// What the parts of a text weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weights {
    X,
    Utf16,
    Graphemes,
    /// Graphemes, where a link with a scheme weighs 23 and the server's part of a handle nothing.
    Fediverse,
}

impl Weights {
    fn of(unit: CountUnit) -> Weights {
        match unit {
            CountUnit::XWeighted => Weights::X,
            CountUnit::Graphemes => Weights::Graphemes,
            CountUnit::Utf16 => Weights::Utf16,
        }
    }

    /// The weight of a token that does not weigh what its characters do.
    fn token(self, raw: &str, token: &Token) -> Option<u32> {
        match self {
            Weights::X => token.is(class::LINK).then_some(LINK),
            Weights::Fediverse if token.is(class::LINK) => {
                raw[token.start as usize..token.end as usize].contains("://").then_some(LINK)
            }
            Weights::Fediverse if token.is(class::MENTION) => {
                let handle = &raw[token.start as usize..token.end as usize];
                handle.rfind('@').filter(|at| *at > 0).map(|at| handle[..at].graphemes(true).count() as u32)
            }
            _ => None,
        }
    }

    /// The whole weight, and the first byte of what lies beyond `limit`. A link or handle is not divided.
    fn walk(self, raw: &str, text: &Text, limit: u32) -> (u32, Option<usize>) {
        let plain = Text::default();
        let (mut total, mut cut, mut at) = (0u32, None, 0);
        let mut add = |weight: u32, start: usize| {
            total += weight;
            if total > limit && cut.is_none() {
                cut = Some(start);
            }
        };
        let part = |from: usize, to: usize, add: &mut dyn FnMut(u32, usize)| {
            for (i, cluster) in raw[from..to].grapheme_indices(true) {
                let weight = match self {
                    Weights::X => count(CountUnit::XWeighted, cluster, &plain),
                    Weights::Utf16 => cluster.encode_utf16().count() as u32,
                    Weights::Graphemes | Weights::Fediverse => 1,
                };
                add(weight, from + i);
            }
        };
        for token in &text.tokens {
            if let Some(weight) = self.token(raw, token) {
                part(at, token.start as usize, &mut add);
                add(weight, token.start as usize);
                at = token.end as usize;
            }
        }
        part(at, raw.len(), &mut add);
        (total, cut)
    }
}

#[cfg(test)]
mod tests {
    use super::Weights;
    use crate::document::{Text, read};

    fn walk(weights: Weights, raw: &str, limit: u32) -> (u32, Option<usize>) {
        let mut text = Text::default();
        read(raw, &mut text);
        weights.walk(raw, &text, limit)
    }

    #[test]
    fn what_lies_beyond_the_limit() {
        assert_eq!(walk(Weights::X, "日本語abc", 7), (9, Some(10)));
        assert_eq!(walk(Weights::Utf16, "a😀b", 2), (4, Some(1)));
        assert_eq!(walk(Weights::Graphemes, "e\u{301}👨‍👩‍👧x", 2), (3, Some("e\u{301}👨‍👩‍👧".len())));
        assert_eq!(
            walk(Weights::X, "see https://example.com/a/very/long/path now", 20),
            (4 + 23 + 4, Some(4))
        );
    }

    #[test]
    fn the_fediverse_counts_links_and_handles_its_own_way() {
        assert_eq!(walk(Weights::Fediverse, "hi @ana@example.org", 500).0, 7);
        assert_eq!(walk(Weights::Fediverse, "a https://example.com/a/very/long/path/indeed", 500).0, 25);
        assert_eq!(walk(Weights::Fediverse, "a example.com", 500).0, 13);
    }
}
