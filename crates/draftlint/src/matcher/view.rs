//! A text as the programs see it: tokens with their word numbers, and the runs of tokens that are an entry or entity.

use super::english::flag;
use super::program::{Sym, tag_only};
use super::vocabulary::{Vocabulary, WordId};
use crate::document::chars::is_hidden;
use crate::document::{Text, Token, class};
use crate::phrase::Entity;

/// What an arc is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArcKind {
    Lexicon(u32),
    Entity(Entity),
}

/// A run of tokens from some token on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TokenArc {
    pub(crate) kind: ArcKind,
    pub(crate) len: u32,
    /// The next arc from the same token, or `NO_ARC`.
    pub(crate) next: u32,
}

/// The end of a list of arcs.
pub(crate) const NO_ARC: u32 = u32::MAX;

/// What was found about a text before groups are matched.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// The word number of each token.
    pub(crate) ids: Vec<WordId>,
    /// The first arc of each token.
    pub(crate) heads: Vec<u32>,
    pub(crate) arcs: Vec<TokenArc>,
    /// What can begin at each token.
    pub(crate) signatures: Vec<u64>,
}

impl Marks {
    pub(crate) fn add(&mut self, token: usize, kind: ArcKind, len: usize) {
        let arc = TokenArc { kind, len: len as u32, next: self.heads[token] };
        self.heads[token] = self.arcs.len() as u32;
        self.arcs.push(arc);
    }

    pub(crate) fn at(&self, token: usize) -> impl Iterator<Item = TokenArc> + '_ {
        let mut next = self.heads[token];
        std::iter::from_fn(move || {
            let arc = *self.arcs.get(next as usize)?;
            next = arc.next;
            Some(arc)
        })
    }
}

/// Everything that a run reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'t> {
    pub(crate) raw: &'t str,
    pub(crate) text: &'t Text,
    pub(crate) tokens: &'t [Token],
    pub(crate) bounds: &'t [u32],
    pub(crate) marks: &'t Marks,
    pub(crate) vocabulary: &'t Vocabulary,
    pub(crate) spellings: &'t [Box<str>],
    /// The entities that each lexicon includes, a bit each.
    pub(crate) lexicon_entities: &'t [u16],
}

impl View<'_> {
    /// Calls `end` with the length in tokens of each way in which `symbol` can be met at a token.
    pub(crate) fn ends(&self, symbol: Sym, at: usize, mut end: impl FnMut(usize)) {
        let token = &self.tokens[at];
        let id = self.marks.ids[at];
        match symbol {
            Sym::Word(word) => {
                if id == word && !tag_only(token.class) {
                    end(1);
                }
            }
            Sym::Tag(word) => {
                if id == word && token.is(class::HASHTAG) {
                    end(1);
                }
            }
            Sym::Prefix(prefix) => {
                let word = token.is(class::WORD | class::HASHTAG) && !tag_only(token.class);
                if word && self.text.key(token).starts_with(self.spellings[prefix as usize].as_bytes()) {
                    end(1);
                }
            }
            Sym::Exact(exact) => {
                let written = &self.raw[token.start as usize..token.end as usize];
                // Invisible characters do not change the case.
                if written.chars().filter(|c| !is_hidden(*c)).eq(self.spellings[exact as usize].chars()) {
                    end(1);
                }
            }
            Sym::Lexicon(lexicon) => {
                if self.vocabulary.lexicons(id).contains(&lexicon) && !tag_only(token.class) {
                    end(1);
                }
                for arc in self.marks.at(at) {
                    if arc.kind == ArcKind::Lexicon(lexicon) {
                        end(arc.len as usize);
                    }
                }
                let entities = self.lexicon_entities[lexicon as usize];
                if entities != 0 {
                    for (i, (_, entity)) in Entity::ALL.iter().enumerate() {
                        if entities & 1 << i != 0 {
                            self.ends_of_entity(*entity, at, &mut end);
                        }
                    }
                }
            }
            Sym::Entity(entity) => self.ends_of_entity(entity, at, &mut end),
        }
    }

    fn ends_of_entity(&self, entity: Entity, at: usize, end: &mut impl FnMut(usize)) {
        if is_entity(entity, &self.tokens[at], self.vocabulary.flags(self.marks.ids[at])) {
            end(1);
        }
        for arc in self.marks.at(at) {
            if arc.kind == ArcKind::Entity(entity) {
                end(arc.len as usize);
            }
        }
    }

    /// The length of the longest entity of a kind at a token.
    pub(crate) fn longest(&self, entity: Entity, at: usize) -> usize {
        let mut longest = 0;
        self.ends_of_entity(entity, at, &mut |len| longest = longest.max(len));
        longest
    }
}

/// Whether one token by itself is an entity.
pub(crate) fn is_entity(entity: Entity, token: &Token, flags: u32) -> bool {
    let not = class::MONEY | class::PERCENT;
    match entity {
        Entity::Money => token.is(class::MONEY),
        Entity::Number => (token.is(class::NUMBER) && !token.is(not)) || flags & flag::NUMBER != 0,
        Entity::Percent => token.is(class::PERCENT),
        Entity::Time => token.is(class::TIME) || flags & flag::CLOCK != 0,
        Entity::Link => token.is(class::LINK),
        Entity::Mention => token.is(class::MENTION),
        Entity::Hashtag => token.is(class::HASHTAG),
        Entity::Cashtag => token.is(class::CASHTAG),
        Entity::Emoji => token.is(class::EMOJI),
        Entity::Email => token.is(class::EMAIL),
        Entity::Caps => token.is(class::CAPS) && token.is(class::WORD),
        Entity::Word => token.is(class::WORD),
        Entity::Duration | Entity::Date | Entity::Quoted => false,
    }
}
