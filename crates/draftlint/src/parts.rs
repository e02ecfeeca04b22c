//! The parts of a lint by themselves, for benchmarks and property tests. No promise of stability.
#![allow(missing_docs, missing_debug_implementations)]

use crate::document::{self, Text};
use crate::linter::Linter;
use crate::matcher::{Engine, Scan};
use crate::network::CountUnit;

/// The emoji of a text that count as one character on X, as bytes.
pub fn emoji_on_x(text: &str) -> Vec<(usize, usize)> {
    crate::count::emoji::find(text)
}

/// The first byte of what lies beyond a limit, if anything does.
pub fn beyond(unit: CountUnit, text: &str, limit: u32) -> Option<usize> {
    crate::count::measure(unit, text, limit).1
}

/// Reads a text part by part with reused memory.
pub struct Parts<'l> {
    engine: &'l Engine,
    text: Text,
    scan: Scan,
}

impl<'l> Parts<'l> {
    pub fn new(linter: &'l Linter) -> Parts<'l> {
        Parts { engine: linter.engine(), text: Text::default(), scan: Scan::default() }
    }

    /// Tokens and boundaries; returns the number of tokens.
    pub fn tokens(&mut self, raw: &str) -> usize {
        document::read(raw, &mut self.text);
        self.text.tokens.len()
    }

    /// Tokens, and their words; returns the number of known words.
    pub fn words(&mut self, raw: &str) -> usize {
        document::read(raw, &mut self.text);
        self.engine.read(&mut self.text, &mut self.scan);
        self.scan.marks.ids.iter().filter(|id| **id != 0).count()
    }

    /// All phrases; returns the number of hits.
    pub fn phrases(&mut self, raw: &str) -> usize {
        self.words(raw);
        self.engine.find(raw, &mut self.text, &mut self.scan);
        self.scan.hits.len()
    }
}
