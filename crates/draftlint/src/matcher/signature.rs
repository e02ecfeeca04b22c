//! What can begin at a token, in 64 bits. A phrase is tried only where a symbol that it may begin with, or that must
//! stand beside its anchor, can be met: most places are ruled out by that.
//!
//! Entities have a bit each; words, lexicons and beginnings of words share the others. A bit too many costs time, a bit
//! too few a match: what cannot be told has all of them.

use super::english::flag;
use super::part::bits;
use super::program::{Edge, Position, Program, Programs, Sym, Target};
use super::view::is_entity;
use super::vocabulary::{Vocabulary, WordId};
use crate::document::{Token, class};
use crate::phrase::Entity;

/// Whatever the token.
pub(super) const ANY: u64 = !0;

/// The bits of the entities.
const ENTITIES: u32 = Entity::ALL.len() as u32;

/// The classes of tokens that are an entity by themselves.
const ENTITY_CLASSES: u32 = class::NUMBER
    | class::MONEY
    | class::PERCENT
    | class::TIME
    | class::LINK
    | class::MENTION
    | class::HASHTAG
    | class::CASHTAG
    | class::EMOJI
    | class::EMAIL
    | class::CAPS;

fn shared(kind: u64, number: u32) -> u64 {
    let mixed = (u64::from(number) << 2 | kind).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    1 << (ENTITIES + (mixed as u32 % (64 - ENTITIES)))
}

fn word(id: WordId) -> u64 {
    shared(0, id)
}

pub(super) fn lexicon(number: u32) -> u64 {
    shared(1, number)
}

/// The first four bytes of a word.
fn head(bytes: &[u8]) -> Option<u64> {
    let first: [u8; 4] = bytes.get(..4)?.try_into().ok()?;
    Some(shared(2, u32::from_le_bytes(first)))
}

pub(super) fn entity(kind: Entity) -> u64 {
    1 << kind as u32
}

/// Whether a token is a plain word, which is no entity but [`Entity::Word`].
pub(super) fn is_plain(token: &Token, flags: u32) -> bool {
    token.class & ENTITY_CLASSES == 0 && flags & (flag::NUMBER | flag::CLOCK) == 0
}

/// What a token is by itself, beside what its word is.
pub(super) fn of_token(token: &Token, key: &[u8], flags: u32) -> u64 {
    let mut bits = 0;
    if token.is(class::WORD) {
        bits |= entity(Entity::Word);
    }
    if token.is(class::WORD | class::HASHTAG) {
        bits |= head(key).unwrap_or(0);
    }
    if !is_plain(token, flags) {
        for (_, kind) in Entity::ALL {
            if is_entity(kind, token, flags) {
                bits |= entity(kind);
            }
        }
    }
    bits
}

/// Where a match of a program may begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening {
    /// The signatures of its first token and of the next.
    pub(super) first: u64,
    pub(super) second: u64,
    /// Bits of the boundary before it.
    pub(super) need: u32,
}

impl Opening {
    /// Whether a match may begin at a token.
    pub(super) fn fits(&self, start: usize, signatures: &[u64], bounds: &[u32]) -> bool {
        signatures[start] & self.first != 0
            && bounds[start] & self.need == self.need
            && (self.second == ANY || signatures.get(start + 1).is_some_and(|next| next & self.second != 0))
    }
}

/// The signatures of symbols, while programs are compiled.
pub(super) struct Signatures<'c> {
    /// The entities that each lexicon includes.
    entities: &'c [u16],
    spellings: &'c [Box<str>],
    /// Lexicons with entries of several tokens.
    longer: Vec<bool>,
}

impl Signatures<'_> {
    /// All are those of the engine.
    pub(super) fn new<'c>(
        programs: &Programs,
        emits: &[Vec<u32>],
        entities: &'c [u16],
        spellings: &'c [Box<str>],
    ) -> Signatures<'c> {
        let mut longer: Vec<bool> = entities.iter().map(|kinds| *kinds != 0).collect();
        for target in programs.targets() {
            if let Target::Lexicon(of) = target {
                emits[of as usize].iter().for_each(|outer| longer[*outer as usize] = true);
            }
        }
        Signatures { entities, spellings, longer }
    }

    /// What a token at which a symbol is met has a bit of.
    pub(super) fn of(&self, symbol: Sym) -> u64 {
        match symbol {
            Sym::Word(id) | Sym::Tag(id) => word(id),
            Sym::Prefix(prefix) => head(self.spellings[prefix as usize].as_bytes()).unwrap_or(ANY),
            Sym::Exact(_) => ANY,
            Sym::Lexicon(number) => lexicon(number) | u64::from(self.entities[number as usize]),
            Sym::Entity(kind) => entity(kind),
        }
    }

    /// Where a match of a program may begin. Its positions have their signatures.
    pub(super) fn opening(&self, program: Program<'_>) -> Opening {
        let positions = program.first.iter().fold(0, |all, (_, to)| all | to);
        let one = bits(positions).all(|p| self.is_one(program.positions[p].symbol));
        let need = program.first.iter().fold(!0, |all, (need, _)| all & need);
        Opening {
            first: of_all(program, positions),
            second: if one { self.beside(program, positions).1 } else { ANY },
            need: if program.first.is_empty() { 0 } else { need },
        }
    }

    /// The tokens before and after what some positions take.
    pub(super) fn beside(&self, program: Program<'_>, positions: u64) -> (u64, u64) {
        let ends =
            program.last & positions != 0 || program.finals.iter().any(|(_, from)| from & positions != 0);
        let starts = program.first.iter().any(|(_, to)| to & positions != 0);
        let (mut before, mut after) = (if starts { ANY } else { 0 }, if ends { ANY } else { 0 });
        if after != ANY {
            let follow = bits(positions).fold(0, |all, p| all | program.positions[p].follow);
            after |= of_all(program, follow);
        }
        if before != ANY {
            let leading = program.positions.iter().filter(|position| position.follow & positions != 0);
            before |= leading.fold(0, |all, position| all | self.last_of(position));
        }
        for Edge { from, link, to } in program.edges {
            if from & positions != 0 {
                after |= if link.gap > 0 { ANY } else { of_all(program, *to) };
            }
            if to & positions != 0 {
                let near = || bits(*from).fold(0, |all, p| all | self.last_of(&program.positions[p]));
                before |= if link.gap > 0 { ANY } else { near() };
            }
        }
        (before, after)
    }

    /// The last token of a position, which is its first where it has one.
    fn last_of(&self, position: &Position) -> u64 {
        if self.is_one(position.symbol) { position.signature } else { ANY }
    }

    /// Whether a symbol always takes one token.
    fn is_one(&self, symbol: Sym) -> bool {
        match symbol {
            Sym::Lexicon(number) => !self.longer[number as usize],
            Sym::Entity(kind) => kind.longest() == 1,
            _ => true,
        }
    }
}

fn of_all(program: Program<'_>, positions: u64) -> u64 {
    bits(positions).fold(0, |all, p| all | program.positions[p].signature)
}

/// The signature of each word of a vocabulary.
pub(super) fn of_words(vocabulary: &Vocabulary) -> Vec<u64> {
    let of = |id: WordId| {
        let own = if id == super::UNKNOWN { 0 } else { word(id) };
        vocabulary.lexicons(id).iter().fold(own, |all, number| all | lexicon(*number))
    };
    vocabulary.ids().map(of).collect()
}
