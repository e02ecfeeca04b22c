//! `spam/hashtag-stuffing`

use serde::Deserialize;

use crate::checks::etiquette::too_many;
use crate::checks::{Check, Found, Subject, support};
use crate::document::class;
use crate::finding::{Field, Severity};

/// Below this many, the share of tags says nothing.
const LEAST_FOR_SHARE: usize = 4;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct HashtagStuffing {
    max: usize,
    max_share: f64,
}

impl Check for HashtagStuffing {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(number) = subject.fields.iter().position(|f| f.field == Field::Body) else { return };
        let view = subject.fields[number];
        let tokens = &view.text.tokens;
        if view.text.of_class(class::HASHTAG).count() < LEAST_FOR_SHARE.min(self.max + 1) {
            return;
        }
        let tags: Vec<usize> =
            (0..tokens.len()).filter(|i| support::is_hashtag(view.raw, &tokens[*i])).collect();
        let words = f64::from(view.scan.words);
        let share = tags.len() as f64 / (tags.len() as f64 + words);
        // The share was counted on English posts: other languages need fewer words, or join them.
        let too_dense = subject.english && tags.len() >= LEAST_FOR_SHARE && share > self.max_share;
        if (tags.len() <= self.max && !too_dense) || too_many::passes_hashtags(subject) {
            return;
        }
        let mut kept = self.max.min(tags.len());
        if too_dense {
            // As many as keep the share, but never fewer than its threshold lets pass.
            let fitting = (self.max_share * words / (1.0 - self.max_share)).max(0.0) as usize;
            kept = kept.min(fitting.max(LEAST_FOR_SHARE - 1));
        }
        let surplus = &tags[kept..];
        let group = if tags.len() > self.max { "count" } else { "share" };
        let mut one = Found::new(group)
            .arg("count", tags.len())
            .arg("max", kept)
            .arg("value", format!("{:.0} %", share * 100.0));
        // Tags side by side are one place.
        let mut from = 0;
        for i in 0..surplus.len() {
            if surplus.get(i + 1) != Some(&(surplus[i] + 1)) {
                one = one.at(number, tokens[surplus[from]].start, tokens[surplus[i]].end);
                from = i + 1;
            }
        }
        let trailing = one.spans.len() == 1 && surplus.last().is_some_and(|last| last + 1 == tokens.len());
        if let (true, Some((_, start, end))) = (trailing, one.spans.first().copied()) {
            let start = view.raw[..start as usize].trim_end().len() as u32;
            if start > 0 {
                let title = if surplus.len() == 1 {
                    "drop the last tag".into()
                } else {
                    format!("drop the last {} tags", surplus.len())
                };
                one = one.fix(title, vec![(number, start, end, String::new())]);
            }
        }
        if subject.draft.network.is_none() {
            one.severity = Some(Severity::Info);
        }
        found.push(one);
    }
}
