//! The phrase language: what a rule's author writes, read into a tree.

mod parse;

#[cfg(test)]
pub(crate) use parse::check;
pub(crate) use parse::parse;

use std::sync::Arc;

use crate::value::{At, Text};

/// A phrase as it is written: alternatives, options, repetitions, gaps and assertions over words and entities.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Phrase {
    /// One after the other.
    Sequence(Vec<Phrase>),
    /// One of several.
    Either(Vec<Phrase>),
    /// From `least` to `most` times.
    Repeat(Box<Phrase>, u32, u32),
    /// One token.
    Symbol(Symbol),
    /// Up to so many tokens of any kind.
    Gap(u32),
    /// Something that must be true between two tokens.
    Assert(Assert),
    /// A literal mark between two tokens.
    Mark(u32),
}

/// What one token, or a short run of tokens, must be.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Symbol {
    /// A word in its folded form.
    Word(String),
    /// Only the hashtag of that word.
    Tag(String),
    /// A word that begins so.
    Prefix(String),
    /// A word in exactly this case.
    Exact(String),
    /// An entry of a lexicon.
    Lexicon(String),
    Entity(Entity),
}

/// An entity or class of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Entity {
    Money,
    Number,
    Percent,
    Duration,
    Date,
    Time,
    Link,
    Mention,
    Hashtag,
    Cashtag,
    Emoji,
    Email,
    Quoted,
    Caps,
    Word,
}

impl Entity {
    pub(crate) const ALL: [(&'static str, Entity); 15] = [
        ("money", Entity::Money),
        ("number", Entity::Number),
        ("percent", Entity::Percent),
        ("duration", Entity::Duration),
        ("date", Entity::Date),
        ("time", Entity::Time),
        ("link", Entity::Link),
        ("mention", Entity::Mention),
        ("hashtag", Entity::Hashtag),
        ("cashtag", Entity::Cashtag),
        ("emoji", Entity::Emoji),
        ("email", Entity::Email),
        ("quoted", Entity::Quoted),
        ("caps", Entity::Caps),
        ("word", Entity::Word),
    ];

    /// The most tokens that one can take.
    pub(crate) fn longest(self) -> u32 {
        match self {
            Entity::Money | Entity::Percent | Entity::Duration => 4,
            Entity::Number => 3,
            Entity::Date => 6,
            Entity::Time => 2,
            Entity::Quoted => 8,
            _ => 1,
        }
    }

    /// How often one occurs in a million words, roughly, as a place to anchor a phrase.
    pub(crate) fn frequency(self) -> u32 {
        match self {
            Entity::Word => 1_000_000,
            Entity::Number => 20_000,
            Entity::Mention | Entity::Link | Entity::Caps => 30_000,
            Entity::Hashtag | Entity::Emoji => 20_000,
            Entity::Date => 8_000,
            Entity::Time | Entity::Duration => 3_000,
            Entity::Quoted => 3_000,
            Entity::Money => 900,
            Entity::Percent => 600,
            Entity::Cashtag | Entity::Email => 300,
        }
    }
}

/// What must be true between two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Assert {
    /// `^`: an imperative may stand here.
    Imperative,
    /// `post^`
    PostStart,
    /// `line^`
    LineStart,
    /// `line$`
    LineEnd,
    /// `end$`: the end of a line or sentence.
    End,
}

impl Assert {
    /// The bit of a boundary that must be set.
    pub(crate) fn bit(self) -> u32 {
        use crate::document::bound;
        match self {
            Assert::Imperative => bound::IMPERATIVE,
            Assert::PostStart => bound::POST_START,
            Assert::LineStart | Assert::LineEnd => bound::LINE,
            Assert::End => bound::END,
        }
    }
}

/// Why a phrase cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PhraseFault {
    /// Byte of the phrase where it goes wrong.
    pub(crate) offset: usize,
    pub(crate) message: String,
    pub(crate) help: String,
}

/// A phrase with its text and its place in the card.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Written {
    pub(crate) text: Text,
    pub(crate) at: At,
    pub(crate) phrase: Arc<Phrase>,
}
