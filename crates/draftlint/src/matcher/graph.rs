//! A phrase as a graph, from which it is read which positions can follow which.

use super::program::{Edge, Link, Program, Sym};

/// A phrase as a graph: nodes, empty steps with their conditions, and positions.
#[derive(Default)]
pub(super) struct Graph {
    nodes: usize,
    empty: Vec<(usize, usize, Link)>,
    steps: Vec<(usize, usize)>,
    pub(super) symbols: Vec<Sym>,
}

impl Graph {
    pub(super) fn node(&mut self) -> usize {
        self.nodes += 1;
        self.nodes - 1
    }

    pub(super) fn empty(&mut self, from: usize, to: usize, link: Link) {
        self.empty.push((from, to, link));
    }

    pub(super) fn symbol(&mut self, from: usize, to: usize, symbol: Sym) {
        self.steps.push((from, to));
        self.symbols.push(symbol);
    }

    /// Works out which positions can follow which, and over what.
    pub(super) fn link(&self, start: usize, end: usize, program: &mut Program) {
        for (position, link) in self.reachable(start, end) {
            if let Some(p) = position {
                let need = link.before | link.after;
                match program.first.iter_mut().find(|(n, _)| *n == need) {
                    Some((_, to)) => *to |= 1 << p,
                    None => program.first.push((need, 1 << p)),
                }
            }
        }
        // Alternatives lead to one node: what follows it is asked once for all of them.
        let mut to_node = vec![0u64; self.nodes];
        for (position, (_, to)) in self.steps.iter().enumerate() {
            to_node[*to] |= 1 << position;
        }
        for (node, from) in to_node.into_iter().enumerate().filter(|(_, from)| *from != 0) {
            for (position, link) in self.reachable(node, end) {
                match position {
                    Some(p) if link == Link::default() => {
                        let follow = program.follow.iter_mut().enumerate();
                        follow.filter(|(i, _)| from >> i & 1 != 0).for_each(|(_, to)| *to |= 1 << p);
                    }
                    Some(p) => match program.edges.iter_mut().find(|e| e.link == link && e.from == from) {
                        Some(edge) => edge.to |= 1 << p,
                        None => program.edges.push(Edge { from, link, to: 1 << p }),
                    },
                    None if link == Link::default() => program.last |= from,
                    None => match program.finals.iter_mut().find(|(_, l)| *l == link) {
                        Some((ends, _)) => *ends |= from,
                        None => program.finals.push((from, link)),
                    },
                }
            }
        }
        // Edges of one link and target can share an entry.
        let mut merged: Vec<Edge> = Vec::new();
        for edge in std::mem::take(&mut program.edges) {
            match merged.iter_mut().find(|e| e.link == edge.link && e.to == edge.to) {
                Some(same) => same.from |= edge.from,
                None => merged.push(edge),
            }
        }
        program.edges = merged;
    }

    /// The positions (or, as `None`, the end) reachable from a node by empty steps, with the link that leads there.
    fn reachable(&self, from: usize, end: usize) -> Vec<(Option<usize>, Link)> {
        let mut found = Vec::new();
        let mut seen = Vec::new();
        let mut stack = vec![(from, Link::default())];
        while let Some((node, link)) = stack.pop() {
            if seen.contains(&(node, link)) {
                continue;
            }
            seen.push((node, link));
            if node == end {
                found.push((None, link));
            }
            for (position, (at, _)) in self.steps.iter().enumerate() {
                if *at == node {
                    found.push((Some(position), link));
                }
            }
            for (at, to, step) in &self.empty {
                if *at == node {
                    stack.push((*to, link.then(*step)));
                }
            }
        }
        found
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
