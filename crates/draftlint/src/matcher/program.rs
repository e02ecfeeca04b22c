//! A compiled phrase: a non-deterministic automaton of at most 64 positions, run bit by bit in a bounded window.

use super::view::View;
use super::vocabulary::WordId;
use crate::document::{bound, class};
use crate::phrase::Entity;

/// The most tokens that a match can span.
pub(crate) const WINDOW: usize = 120;

/// Where a program is looked up: where the anchor is met, it may begin `least` to `most` tokens before that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Anchor {
    pub(crate) program: u32,
    pub(crate) least: u32,
    pub(crate) most: u32,
    /// What the tokens before and after it must have a bit of.
    pub(crate) before: u64,
    pub(crate) after: u64,
}

/// What one position takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sym {
    Word(WordId),
    Tag(WordId),
    Prefix(Box<[u8]>),
    Exact(Box<str>),
    Lexicon(u32),
    Entity(Entity),
}

/// What lies between two positions: conditions on the first boundary, tokens of any kind, conditions on the last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Link {
    pub(crate) before: u32,
    pub(crate) gap: u32,
    pub(crate) after: u32,
}

/// The bits of a boundary that are literal marks: a mark takes the place of a join.
const MARKS: u32 = !0 << 12;

impl Link {
    fn bits(self) -> u32 {
        self.before | self.after
    }
}

/// Positions that may follow others over a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) from: u64,
    pub(crate) link: Link,
    pub(crate) to: u64,
}

/// What a match of a program yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// An entry of a lexicon, for the phrases that use it.
    Lexicon(u32),
    /// A hit of a group.
    Group(u32),
}

/// A compiled phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Program {
    pub(crate) target: Target,
    /// Its number within its group or lexicon.
    pub(crate) index: u32,
    pub(crate) level: u32,
    pub(crate) symbols: Vec<Sym>,
    /// What a token must have a bit of for each symbol to be met there.
    pub(crate) signatures: Vec<u64>,
    /// Positions that may begin a match, by the conditions on its first boundary.
    pub(crate) first: Vec<(u32, u64)>,
    /// Positions that may follow each position directly.
    pub(crate) follow: Vec<u64>,
    /// Positions that may follow over other links.
    pub(crate) edges: Vec<Edge>,
    /// Positions that may end a match.
    pub(crate) last: u64,
    /// Positions that may end a match under a condition.
    pub(crate) finals: Vec<(u64, Link)>,
}

/// Reused state of a run: positions that ended at, and that may begin at, each token of the window.
#[derive(Debug)]
pub(crate) struct Run {
    ended: [u64; WINDOW + 1],
    startable: [u64; WINDOW + 1],
}

impl Default for Run {
    fn default() -> Run {
        Run { ended: [0; WINDOW + 1], startable: [0; WINDOW + 1] }
    }
}

impl Run {
    /// Calls `end` with the token after each match of `program` that begins at token `start`; an end can be
    /// reported more than once.
    pub(crate) fn run(
        &mut self,
        program: &Program,
        view: &View<'_>,
        start: usize,
        mut end: impl FnMut(usize),
    ) {
        let here = view.bounds[start];
        let mut first = 0;
        for (need, to) in &program.first {
            if here & need == *need {
                first |= to;
            }
        }
        if first == 0 {
            return;
        }
        self.startable[0] = first;
        let mut touched = 0;
        let mut offset = 0;
        while offset <= touched {
            let token = start + offset;
            let ended = std::mem::take(&mut self.ended[offset]);
            if ended != 0 {
                self.leave(program, view, start, offset, ended, &mut touched, &mut end);
            }
            let startable = std::mem::take(&mut self.startable[offset]);
            if startable != 0 && token < view.tokens.len() {
                let mut rest = startable;
                let here = view.marks.signatures[token];
                while rest != 0 {
                    let position = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    if program.signatures[position] & here == 0 {
                        continue;
                    }
                    let (ended, touched) = (&mut self.ended, &mut touched);
                    view.ends(&program.symbols[position], token, |len| {
                        if offset + len <= WINDOW {
                            ended[offset + len] |= 1 << position;
                            *touched = (*touched).max(offset + len);
                        }
                    });
                }
            }
            offset += 1;
        }
    }

    /// Goes on from the positions that ended before token `start + offset`.
    #[allow(clippy::too_many_arguments)]
    fn leave(
        &mut self,
        program: &Program,
        view: &View<'_>,
        start: usize,
        offset: usize,
        ended: u64,
        touched: &mut usize,
        end: &mut impl FnMut(usize),
    ) {
        let token = start + offset;
        if ended & program.last != 0 {
            end(token);
        }
        let bits = view.bounds[token];
        for (from, link) in &program.finals {
            if ended & from != 0 {
                cross(view, token, *link, true, &mut *end);
            }
        }
        if token >= view.tokens.len() {
            return;
        }
        if bits & bound::JOIN != 0 {
            let mut rest = ended;
            while rest != 0 {
                self.startable[offset] |= program.follow[rest.trailing_zeros() as usize];
                rest &= rest - 1;
            }
        }
        for edge in &program.edges {
            if ended & edge.from != 0 {
                let startable = &mut self.startable;
                cross(view, token, edge.link, false, |at| {
                    let offset = at - start;
                    if offset <= WINDOW {
                        startable[offset] |= edge.to;
                        *touched = (*touched).max(offset);
                    }
                });
            }
        }
    }
}

/// Calls `land` with each token that a link from before token `token` can lead to. At the end of a phrase the last
/// boundary need not join anything.
fn cross(view: &View<'_>, token: usize, link: Link, closing: bool, mut land: impl FnMut(usize)) {
    let passable = |at: usize| view.bounds[at] & (bound::JOIN | bound::SOFT) != 0;
    let here = view.bounds[token];
    if here & link.before != link.before {
        return;
    }
    if link.gap == 0 {
        let joined = closing || link.bits() & MARKS != 0 || here & bound::JOIN != 0;
        if joined && here & link.after == link.after {
            land(token);
        }
        return;
    }
    for skipped in 0..=link.gap as usize {
        let at = token + skipped;
        if at >= view.bounds.len() {
            return;
        }
        let open = passable(at) || (skipped == 0 && link.before & MARKS != 0);
        let reached = open || closing || link.after & MARKS != 0;
        if reached && view.bounds[at] & link.after == link.after {
            land(at);
        }
        if !open {
            return;
        }
    }
}

/// Whether a token in a block of tags: there its words do not count as words.
pub(crate) fn tag_only(class: u32) -> bool {
    class & class::TAG_BLOCK != 0
}
