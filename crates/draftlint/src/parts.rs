//! The parts of a lint by themselves, for benchmarks and property tests. No promise of stability.
#![allow(missing_docs, missing_debug_implementations)]

use crate::document::{self, Text};
use crate::history::similar::{ALIKE, Index, Pair, Signature, Words, words_of};
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

/// Posts that repeat each other, each known by how many were added before it.
#[derive(Default)]
pub struct Repeats {
    reader: Reader,
    signatures: Vec<(u32, Signature)>,
    index: Index,
}

/// A post that repeats an earlier one, and how alike they are.
pub type Repeat = (u32, u32, f64);

impl Repeats {
    /// Adds a post; returns its number of words.
    pub fn add(&mut self, raw: &str) -> usize {
        let ordinal = self.signatures.len() as u32;
        let signature = self.reader.read(raw).signature();
        self.signatures.push((ordinal, signature));
        signature.words() as usize
    }

    /// Builds the index of all that were added.
    pub fn build(&mut self) {
        self.index = Index::new(std::mem::take(&mut self.signatures));
    }

    /// Every pair that was found and verified on the texts.
    pub fn pairs(&self, posts: &[impl AsRef<str>]) -> Vec<Repeat> {
        let verify = verify(posts);
        self.index.pairs(ALIKE, verify).into_iter().map(flat).collect()
    }

    /// Groups of posts that repeat each other.
    pub fn groups(&self, posts: &[impl AsRef<str>]) -> Vec<Vec<u32>> {
        self.index.groups(ALIKE, verify(posts))
    }

    /// The post from `since` on that a post repeats most.
    pub fn latest_before(&self, post: u32, since: u32, posts: &[impl AsRef<str>]) -> Option<Repeat> {
        self.index.latest_before(post, since, ALIKE, verify(posts)).map(flat)
    }
}

/// How alike two posts are, from 0 to 1.
pub fn similarity(a: &str, b: &str) -> f64 {
    let words = |raw| {
        let mut text = Text::default();
        document::read(raw, &mut text);
        Words::new(words_of(&text))
    };
    words(a).similarity(&words(b))
}

fn verify(posts: &[impl AsRef<str>]) -> impl FnMut(u32, u32) -> f64 {
    let (mut a, mut b) = (Reader::default(), Reader::default());
    move |earlier, later| {
        let (earlier, later) = (posts[earlier as usize].as_ref(), posts[later as usize].as_ref());
        a.read(earlier).similarity(b.read(later))
    }
}

fn flat(pair: Pair) -> Repeat {
    (pair.earlier, pair.later, pair.similarity)
}

/// Reads the words of texts with reused memory.
#[derive(Default)]
struct Reader {
    text: Text,
    words: Words,
}

impl Reader {
    fn read(&mut self, raw: &str) -> &Words {
        document::read(raw, &mut self.text);
        self.words.read(words_of(&self.text));
        &self.words
    }
}
