//! The hits of a card's phrases, after exceptions, shields and guards.

use super::One;
use crate::few::Few;
use crate::finding::Field;
use crate::linter::scope::Candidate;
use crate::matcher::Hit;
use crate::matcher::guard::silences;
use crate::rule::{Category, FieldKind};

impl One<'_, '_> {
    /// Adds the hits of the card's phrases that nothing silences.
    pub(super) fn phrase_hits(&mut self, hits: &[(u32, usize, Hit)], candidates: &mut Vec<Candidate>) {
        let compiled = self.post.compiled;
        let owner = |hit: &Hit| compiled.owners[hit.group as usize];
        let excepts: Vec<(usize, Hit)> = hits
            .iter()
            .filter(|(_, f, hit)| owner(hit).except && self.reads(*f, hit))
            .map(|(_, f, hit)| (*f, *hit))
            .collect();
        for (_, f, hit) in hits {
            if owner(hit).except || !self.reads(*f, hit) {
                continue;
            }
            let group = owner(hit).group;
            let view = &self.post.views[*f];
            let (start, end) = (hit.start as usize, hit.end as usize);
            let last = compiled.engine.end_of(view.raw, view.text, &view.scan.marks, end - 1);
            let candidate = Candidate {
                group: group as usize,
                places: Few::One((*f, view.text.tokens[start].start, last)),
                tokens: Some((start, end)),
                program: Some(hit.program),
                found: None,
            };
            let shares = |other: &Hit| other.start < hit.end && hit.start < other.end;
            if excepts.iter().any(|(field, e)| owner(e).group == group && field == f && shares(e)) {
                self.drop(&candidate, "except");
                continue;
            }
            // Names do not overlap much: those that begin just before the hit's end are all that can share a token.
            let beyond = self.shields.partition_point(|(field, s, _)| (*field, s.start) < (*f, hit.end));
            let shield = self.shields[..beyond].iter().rev().take(8).find(|(field, s, brand)| {
                field == f && shares(s) && !(*brand && self.rule.info.category == Category::Brand)
            });
            if let Some((_, _, brand)) = shield {
                self.drop(&candidate, if *brand { "brand name" } else { "allowed phrase" });
                continue;
            }
            let guards = self.rule.card.groups[group as usize].guards;
            let guard =
                silences(&compiled.engine, compiled.guards, view.raw, view.text, view.scan, hit, guards);
            if let Some(guard) = guard {
                self.drop(&candidate, guard.name());
                continue;
            }
            candidates.push(candidate);
        }
    }

    /// Whether the card reads the field, or the part of it, in which a hit stands.
    fn reads(&self, f: usize, hit: &Hit) -> bool {
        let view = &self.post.views[f];
        self.rule.info.fields.iter().any(|kind| match (kind, view.field) {
            (FieldKind::Title, Field::Title)
            | (FieldKind::Body, Field::Body)
            | (FieldKind::Links, Field::Link)
            | (FieldKind::Alt, Field::Alt(_))
            | (FieldKind::Cw, Field::ContentWarning) => true,
            (FieldKind::FirstLine, Field::Body) => {
                let start = view.text.tokens[hit.start as usize].start as usize;
                !view.raw[..start].trim_start().contains('\n')
            }
            (FieldKind::Hashtags, Field::Body) => {
                view.text.tokens[hit.start as usize].is(crate::document::class::HASHTAG)
            }
            (FieldKind::Links, Field::Body) => {
                view.text.tokens[hit.start as usize].is(crate::document::class::LINK)
            }
            _ => false,
        })
    }
}
