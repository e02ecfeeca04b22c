//! What conditions look at: the hits of one sentence or of the whole post.

use super::compile::Rule;
use super::evaluate::Post;
use crate::checks::{FieldView, Found};
use crate::few::Few;
use crate::matcher::expression::Holds;
use crate::matcher::guard::in_lexicon;
use crate::phrase::Entity;

/// A field by its number, and a span in bytes.
type Span = (usize, u32, u32);

/// A hit of a group, or what a check found.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) group: usize,
    /// None for findings on the whole.
    pub(super) places: Few<Span>,
    /// First token and the token after the last, in the first place's field.
    pub(super) tokens: Option<(usize, usize)>,
    pub(super) program: Option<u32>,
    pub(super) found: Option<Found>,
}

/// A field by its number and the tokens of one of its sentences, or the whole post.
pub(super) type Key = (usize, std::ops::Range<usize>);

/// The sentence of a candidate, or the post.
pub(super) fn key_of(rule: &Rule, post: &Post<'_>, candidate: &Candidate) -> Key {
    match (rule.card.within_post, candidate.places.first(), candidate.tokens) {
        (false, Some((f, ..)), Some((first, _))) => {
            let text = post.views[*f].text;
            (*f, text.sentence(first.min(text.tokens.len().saturating_sub(1))))
        }
        _ => (usize::MAX, 0..0),
    }
}

pub(super) fn scope<'c, 'o, 'a>(
    rule: &Rule,
    post: &'o Post<'a>,
    candidate: &Candidate,
    all: &'c [Candidate],
) -> Scope<'c, 'o, 'a> {
    let own = key_of(rule, post, candidate);
    let members = all.iter().filter(|c| own.0 == usize::MAX || key_of(rule, post, c) == own).collect();
    Scope { members, key: own, post }
}

/// The hits of one sentence or post, for conditions.
pub(super) struct Scope<'c, 'o, 'a> {
    pub(super) members: Few<&'c Candidate>,
    key: (usize, std::ops::Range<usize>),
    post: &'o Post<'a>,
}

impl Scope<'_, '_, '_> {
    /// Whether something holds at a token of the scope.
    fn any(&self, test: impl Fn(&FieldView<'_>, usize) -> bool) -> bool {
        self.post.views.iter().enumerate().any(|(f, view)| {
            let range = match &self.key {
                (usize::MAX, _) => 0..view.text.tokens.len(),
                (field, range) if *field == f => range.clone(),
                _ => return false,
            };
            range.into_iter().any(|t| test(view, t))
        })
    }
}

impl Holds for Scope<'_, '_, '_> {
    fn group(&self, group: usize) -> bool {
        self.members.iter().any(|c| c.group == group)
    }

    fn entity(&self, entity: Entity) -> bool {
        let engine = &self.post.compiled.engine;
        self.any(|view, t| engine.view(view.raw, view.text, &view.scan.marks).longest(entity, t) > 0)
    }

    fn lexicon(&self, name: &str) -> bool {
        let compiled = self.post.compiled;
        let Some((_, lexicon)) = compiled.lexicons.iter().find(|(n, _)| n == name) else { return false };
        self.any(|view, t| in_lexicon(&compiled.engine, view.scan, *lexicon, t))
    }
}
