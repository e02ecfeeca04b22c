//! A compiled phrase: a non-deterministic automaton of at most 64 positions, run bit by bit in a bounded window.

use super::part::{Part, Ways, bits};
use super::view::View;
use super::vocabulary::WordId;
use crate::document::{bound, class};
use crate::phrase::Entity;

/// The most tokens that a match can span.
pub(crate) const WINDOW: usize = 120;

/// Where a program is looked up: where the anchor is met, it may begin `least` to `most` tokens before that.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Anchor {
    pub(crate) program: u32,
    pub(crate) least: u32,
    pub(crate) most: u32,
    /// What the tokens before and after it must have a bit of.
    pub(crate) before: u64,
    pub(crate) after: u64,
}

/// What one position takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sym {
    Word(WordId),
    Tag(WordId),
    /// A beginning and a word in exact case, by their numbers among the spellings of the engine.
    Prefix(u32),
    Exact(u32),
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

/// One token of a phrase, or what stands for some.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Position {
    pub(crate) symbol: Sym,
    /// What a token must have a bit of for the symbol to be met there.
    pub(crate) signature: u64,
    /// Positions that may follow directly.
    pub(crate) follow: u64,
}

/// A compiled phrase.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Program<'e> {
    pub(crate) positions: &'e [Position],
    /// Positions that may begin a match, by the conditions on its first boundary.
    pub(crate) first: &'e [(u32, u64)],
    /// Positions that may follow over other links.
    pub(crate) edges: &'e [Edge],
    /// Positions that may end a match.
    pub(crate) last: u64,
    /// Positions that may end a match under a condition.
    pub(crate) finals: &'e [(Link, u64)],
}

/// All programs: their lists stand one behind the other, as there are thousands that are short.
#[derive(Debug, Clone, Default)]
pub(crate) struct Programs {
    all: Vec<Entry>,
    pub(super) positions: Vec<Position>,
    first: Vec<(u32, u64)>,
    edges: Vec<Edge>,
    finals: Vec<(Link, u64)>,
}

/// A program among all.
#[derive(Debug, Clone)]
struct Entry {
    target: Target,
    index: u32,
    last: u64,
    /// Where its parts end; they begin where those of the program before end.
    ends: Ends,
}

#[derive(Debug, Clone, Copy, Default)]
struct Ends {
    positions: u32,
    first: u32,
    edges: u32,
    finals: u32,
}

impl Programs {
    /// Adds the phrase of this number of a group or lexicon, and leaves `ways` empty.
    pub(super) fn push(&mut self, target: Target, index: u32, phrase: &Part, ways: &mut Ways) {
        self.positions.append(&mut ways.positions);
        self.edges.append(&mut ways.edges);
        let from = self.first.len();
        for (link, to) in phrase.firsts().filter(|(_, to)| *to != 0) {
            let need = link.before | link.after;
            match self.first[from..].iter_mut().find(|(known, _)| *known == need) {
                Some((_, all)) => *all |= to,
                None => self.first.push((need, to)),
            }
        }
        self.finals.extend(phrase.far_lasts());
        let ends = Ends {
            positions: self.positions.len() as u32,
            first: self.first.len() as u32,
            edges: self.edges.len() as u32,
            finals: self.finals.len() as u32,
        };
        self.all.push(Entry { target, index, last: phrase.last, ends });
    }

    pub(super) fn of(&self, number: u32) -> Program<'_> {
        let number = number as usize;
        let start = if number == 0 { Ends::default() } else { self.all[number - 1].ends };
        let Entry { last, ends, .. } = &self.all[number];
        Program {
            positions: &self.positions[start.positions as usize..ends.positions as usize],
            first: &self.first[start.first as usize..ends.first as usize],
            edges: &self.edges[start.edges as usize..ends.edges as usize],
            last: *last,
            finals: &self.finals[start.finals as usize..ends.finals as usize],
        }
    }

    /// What a match of a program yields.
    pub(super) fn target(&self, number: u32) -> Target {
        self.all[number as usize].target
    }

    /// The number of a program within its group or lexicon.
    pub(super) fn index(&self, number: u32) -> usize {
        self.all[number as usize].index as usize
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Program<'_>> {
        (0..self.all.len() as u32).map(|number| self.of(number))
    }

    pub(super) fn targets(&self) -> impl Iterator<Item = Target> {
        self.all.iter().map(|entry| entry.target)
    }
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
        program: Program<'_>,
        view: &View<'_>,
        start: usize,
        mut end: impl FnMut(usize),
    ) {
        let here = view.bounds[start];
        let mut first = 0;
        for (need, to) in program.first {
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
                let here = view.marks.signatures[token];
                for position in bits(startable) {
                    if program.positions[position].signature & here == 0 {
                        continue;
                    }
                    let (ended, touched) = (&mut self.ended, &mut touched);
                    view.ends(program.positions[position].symbol, token, |len| {
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
        program: Program<'_>,
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
        let here = view.bounds[token];
        for (link, from) in program.finals {
            if ended & from != 0 {
                cross(view, token, *link, true, &mut *end);
            }
        }
        if token >= view.tokens.len() {
            return;
        }
        if here & bound::JOIN != 0 {
            for position in bits(ended) {
                self.startable[offset] |= program.positions[position].follow;
            }
        }
        for edge in program.edges {
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
