//! The parts of a phrase as positions, from which it is read which can follow which (after Glushkov): of every part,
//! where a match of it can begin and end, and what must lie between there and its edges.

use super::program::{Edge, Link, Position};

/// The most positions of a phrase.
pub(super) const POSITIONS: usize = 64;

/// A part of a phrase.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    /// Positions that can begin and end it.
    pub(super) first: u64,
    pub(super) last: u64,
    /// Whether it can be left out.
    empty: bool,
    /// The same where something must be true between there and the edge; most phrases have no such thing.
    far: Option<Box<Far>>,
}

#[derive(Debug, Clone, Default)]
struct Far {
    first: Vec<(Link, u64)>,
    last: Vec<(Link, u64)>,
    empty: Vec<Link>,
}

impl Part {
    /// Nothing at all.
    pub(super) fn nothing() -> Part {
        Part { empty: true, ..Part::default() }
    }

    /// What must be true where no token is, or a gap.
    pub(super) fn link(link: Link) -> Part {
        let mut part = Part::default();
        part.add_empty(link);
        part
    }

    /// A position; what lies beyond the limit is counted and refused.
    pub(super) fn position(position: usize) -> Part {
        let bit = if position < POSITIONS { 1 << position } else { 0 };
        Part { first: bit, last: bit, ..Part::default() }
    }

    /// Positions that can begin it, and what lies before them.
    pub(super) fn firsts(&self) -> impl Iterator<Item = (Link, u64)> {
        let far = self.far.iter().flat_map(|far| &far.first);
        std::iter::once((Link::default(), self.first)).chain(far.copied())
    }

    /// Positions that can end it, and what lies behind them, where something does.
    pub(super) fn far_lasts(&self) -> impl Iterator<Item = (Link, u64)> {
        self.far.iter().flat_map(|far| &far.last).copied()
    }

    fn lasts(&self) -> impl Iterator<Item = (Link, u64)> {
        std::iter::once((Link::default(), self.last)).chain(self.far_lasts())
    }

    fn empties(&self) -> impl Iterator<Item = Link> {
        let far = self.far.iter().flat_map(|far| &far.empty);
        self.empty.then(Link::default).into_iter().chain(far.copied())
    }

    fn far(&mut self) -> &mut Far {
        self.far.get_or_insert_default()
    }

    fn add_first(&mut self, link: Link, positions: u64) {
        if link == Link::default() {
            self.first |= positions;
        } else {
            add(&mut self.far().first, link, positions);
        }
    }

    fn add_last(&mut self, link: Link, positions: u64) {
        if link == Link::default() {
            self.last |= positions;
        } else {
            add(&mut self.far().last, link, positions);
        }
    }

    fn add_empty(&mut self, link: Link) {
        if link == Link::default() {
            self.empty = true;
        } else if !self.far().empty.contains(&link) {
            self.far().empty.push(link);
        }
    }

    /// This or the other.
    pub(super) fn or(&mut self, other: &Part) {
        self.first |= other.first;
        for (link, positions) in other.far.iter().flat_map(|far| &far.first) {
            self.add_first(*link, *positions);
        }
        self.or_end(other);
    }

    /// May also end where the other does.
    pub(super) fn or_end(&mut self, other: &Part) {
        self.last |= other.last;
        self.empty |= other.empty;
        if let Some(far) = &other.far {
            far.last.iter().for_each(|(link, positions)| self.add_last(*link, *positions));
            far.empty.iter().for_each(|link| self.add_empty(*link));
        }
    }

    /// This and then the next.
    pub(super) fn then(&mut self, next: &Part, ways: &mut Ways) {
        let mut whole =
            Part { first: self.first, last: next.last, empty: self.empty && next.empty, far: None };
        if self.far.is_none() && next.far.is_none() {
            ways.follow(self.last, next.first);
            whole.first |= if self.empty { next.first } else { 0 };
            whole.last |= if next.empty { self.last } else { 0 };
        } else {
            for (left, from) in self.lasts() {
                next.firsts().for_each(|(right, to)| ways.connect(from, left.then(right), to));
                next.empties().for_each(|right| whole.add_last(left.then(right), from));
            }
            for left in self.empties() {
                next.firsts().for_each(|(right, to)| whole.add_first(left.then(right), to));
                next.empties().for_each(|right| whole.add_empty(left.then(right)));
            }
            self.firsts().for_each(|(link, positions)| whole.add_first(link, positions));
            next.lasts().for_each(|(link, positions)| whole.add_last(link, positions));
        }
        *self = whole;
    }
}

fn add(all: &mut Vec<(Link, u64)>, link: Link, positions: u64) {
    match all.iter_mut().find(|(known, _)| *known == link) {
        Some((_, known)) => *known |= positions,
        None if positions != 0 => all.push((link, positions)),
        None => {}
    }
}

/// The positions of a phrase, and which may follow which.
#[derive(Debug, Default)]
pub(super) struct Ways {
    pub(super) positions: Vec<Position>,
    pub(super) edges: Vec<Edge>,
}

impl Ways {
    pub(super) fn clear(&mut self) {
        self.positions.clear();
        self.edges.clear();
    }

    fn follow(&mut self, from: u64, to: u64) {
        bits(from).for_each(|p| self.positions[p].follow |= to);
    }

    /// Edges of one link and source, or of one link and target, share an entry.
    fn connect(&mut self, from: u64, link: Link, to: u64) {
        if link == Link::default() {
            self.follow(from, to);
        } else if from == 0 || to == 0 {
            // Nothing ends or begins there.
        } else if let Some(edge) = self.edges.iter_mut().find(|e| e.link == link && e.from == from) {
            edge.to |= to;
        } else if let Some(edge) = self.edges.iter_mut().find(|e| e.link == link && e.to == to) {
            edge.from |= from;
        } else {
            self.edges.push(Edge { from, link, to });
        }
    }
}

impl Link {
    /// This link and then another: conditions before a gap stay before it, those after it go after.
    fn then(self, next: Link) -> Link {
        if self.gap == 0 && next.gap == 0 {
            return Link { before: self.before | next.before, gap: 0, after: 0 };
        }
        if self.gap == 0 {
            return Link { before: self.before | next.before, gap: next.gap, after: next.after };
        }
        Link {
            before: self.before,
            gap: (self.gap + next.gap).min(20),
            after: self.after | next.before | next.after,
        }
    }
}

/// The numbers of the bits of a set.
pub(super) fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let next = (set != 0).then_some(set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(next)
    })
}
