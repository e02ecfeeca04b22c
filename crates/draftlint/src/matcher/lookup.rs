//! Where phrases are looked up: at which word, lexicon, beginning of a word or entity each program is tried, and what
//! must stand around it.
//!
//! Programs come in stages. Entries of lexicons that use no lexicon are the first, those that use these the next, and
//! the phrases of groups the last: at each stage every entry that its programs may use is known already.

use super::Scan;
use super::program::Anchor;
use super::signature::{self, Opening};
use super::view::{ArcKind, is_entity};
use super::vocabulary::{Vocabulary, WordId};
use crate::document::{Text, class};
use crate::phrase::Entity;

/// What a phrase is looked up at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Word(WordId),
    Lexicon(u32),
    /// The beginning of a word, by its number in a list.
    Prefix(u32),
    Entity(Entity),
}

/// A program that may begin at a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    pub(super) program: u32,
    pub(super) start: u32,
}

/// The programs of one level.
#[derive(Debug, Clone, Default)]
struct Stage {
    words: Lists,
    lexicons: Lists,
    entities: Lists,
    /// The entities that `entities` has anything for, as bits of a signature.
    kinds: u64,
    /// By the first four bytes, in order.
    prefixes: Vec<(u32, Box<str>, Anchor)>,
    /// The first bytes of prefixes, as bits at places that are theirs by chance: most words are ruled out by them.
    heads: [u64; HEADS],
}

/// Words of bits for the first bytes of prefixes.
const HEADS: usize = 16;

/// The place of the first four bytes of a word among those bits.
fn head(first: u32) -> (usize, u64) {
    let mixed = first.wrapping_mul(0x9E37_79B9) >> 22;
    (mixed as usize / 64, 1 << (mixed % 64))
}

/// Lists of anchors by number, one after the other.
#[derive(Debug, Clone, Default)]
struct Lists {
    firsts: Vec<u32>,
    anchors: Vec<Anchor>,
}

impl Lists {
    /// The anchors of a number stay in order.
    fn new(all: &[(u32, Anchor)]) -> Lists {
        let count = all.iter().map(|(number, _)| *number as usize + 1).max().unwrap_or(0);
        let mut firsts = vec![0; count + 1];
        for (number, _) in all {
            firsts[*number as usize + 1] += 1;
        }
        for number in 0..count {
            firsts[number + 1] += firsts[number];
        }
        let mut free = firsts.clone();
        let mut anchors = vec![Anchor::default(); all.len()];
        for (number, anchor) in all {
            let place = &mut free[*number as usize];
            anchors[*place as usize] = *anchor;
            *place += 1;
        }
        Lists { firsts, anchors }
    }

    fn of(&self, number: u32) -> &[Anchor] {
        match self.firsts.get(number as usize..number as usize + 2) {
            Some([from, to]) => &self.anchors[*from as usize..*to as usize],
            _ => &[],
        }
    }

    /// No number is as high as this.
    fn count(&self) -> usize {
        self.firsts.len().saturating_sub(1)
    }

    /// The numbers that have anchors.
    fn numbers(&self) -> impl Iterator<Item = usize> {
        self.firsts.windows(2).enumerate().filter(|(_, ends)| ends[0] < ends[1]).map(|(number, _)| number)
    }
}

/// All stages.
#[derive(Debug, Clone, Default)]
pub(super) struct Lookup {
    stages: Vec<Stage>,
    /// The stages in which something is looked up at a word or at its lexicons, as bits; later ones share the last.
    words: Vec<u32>,
    /// Where each program may begin.
    openings: Vec<Opening>,
}

fn bit(stage: usize) -> u32 {
    1 << stage.min(31)
}

impl Lookup {
    /// `anchors` are those of all programs in order, `levels` the programs' levels, `prefixes` the beginnings of words
    /// by number.
    pub(super) fn new(
        anchors: &[(Key, Anchor)],
        levels: &[u32],
        openings: Vec<Opening>,
        prefixes: &[Box<str>],
        vocabulary: &Vocabulary,
    ) -> Lookup {
        let mut known: Vec<u32> = levels.to_vec();
        known.sort_unstable();
        known.dedup();
        let stage = |level: &u32| {
            let here = anchors.iter().filter(|(_, anchor)| levels[anchor.program as usize] == *level);
            Stage::new(here, prefixes)
        };
        let stages: Vec<Stage> = known.iter().map(stage).collect();
        let mut words = vec![0; vocabulary.ids().len()];
        let lexicons = stages.iter().map(|stage| stage.lexicons.count()).max().unwrap_or(0);
        let mut of_lexicon = vec![0; lexicons];
        for (number, stage) in stages.iter().enumerate() {
            stage.words.numbers().for_each(|word| words[word] |= bit(number));
            stage.lexicons.numbers().for_each(|lexicon| of_lexicon[lexicon] |= bit(number));
        }
        for (bits, word) in words.iter_mut().zip(vocabulary.ids()) {
            for lexicon in vocabulary.lexicons(word) {
                *bits |= of_lexicon.get(*lexicon as usize).copied().unwrap_or(0);
            }
        }
        Lookup { stages, words, openings }
    }

    pub(super) fn stages(&self) -> usize {
        self.stages.len()
    }

    /// Collects the programs of a stage whose anchor occurs, with each token at which they might begin.
    pub(super) fn candidates(&self, number: usize, text: &Text, vocabulary: &Vocabulary, scan: &mut Scan) {
        let stage = &self.stages[number];
        let marks = &scan.marks;
        let mut around = Around {
            openings: &self.openings,
            signatures: &marks.signatures,
            bounds: &text.bounds,
            out: &mut scan.candidates,
        };
        for (at, token) in text.tokens.iter().enumerate() {
            let id = marks.ids[at];
            if self.words[id as usize] & bit(number) != 0 {
                around.add_all(stage.words.of(id), at, 1);
                for lexicon in vocabulary.lexicons(id) {
                    around.add_all(stage.lexicons.of(*lexicon), at, 1);
                }
            }
            for arc in marks.at(at) {
                if let ArcKind::Lexicon(lexicon) = arc.kind {
                    around.add_all(stage.lexicons.of(lexicon), at, arc.len as usize);
                }
            }
            if !stage.prefixes.is_empty() && token.len >= 4 && token.is(class::WORD | class::HASHTAG) {
                let key = text.key(token);
                let first = u32::from_le_bytes([key[0], key[1], key[2], key[3]]);
                let (place, bit) = head(first);
                let rest = if stage.heads[place] & bit == 0 { &[] } else { &stage.prefixes[..] };
                let from = rest.partition_point(|p| p.0 < first);
                for (_, prefix, anchor) in rest[from..].iter().take_while(|p| p.0 == first) {
                    if key.starts_with(prefix.as_bytes()) {
                        around.add(anchor, at, 1);
                    }
                }
            }
            if marks.signatures[at] & stage.kinds != 0 {
                for (_, kind) in Entity::ALL {
                    if marks.signatures[at] & stage.kinds & signature::entity(kind) == 0 {
                        continue;
                    }
                    let anchors = stage.entities.of(kind as u32);
                    if is_entity(kind, token, vocabulary.flags(id)) {
                        around.add_all(anchors, at, 1);
                    }
                    for arc in marks.at(at).filter(|arc| arc.kind == ArcKind::Entity(kind)) {
                        around.add_all(anchors, at, arc.len as usize);
                    }
                }
            }
        }
    }

    /// Whether a stage looks at anything in a text of these words' bits and these signatures.
    pub(super) fn is_needed(&self, number: usize, words: u32, signatures: u64) -> bool {
        let stage = &self.stages[number];
        words & bit(number) != 0 || signatures & stage.kinds != 0 || !stage.prefixes.is_empty()
    }

    /// The stages in which something is looked up at a word, as bits.
    pub(super) fn stages_of(&self, id: WordId) -> u32 {
        self.words[id as usize]
    }
}

impl Stage {
    fn new<'a>(anchors: impl Iterator<Item = &'a (Key, Anchor)>, prefixes: &[Box<str>]) -> Stage {
        let (mut words, mut lexicons, mut entities) = (Vec::new(), Vec::new(), Vec::new());
        let mut stage = Stage::default();
        for (key, anchor) in anchors.copied() {
            match key {
                Key::Word(id) => words.push((id, anchor)),
                Key::Lexicon(number) => lexicons.push((number, anchor)),
                Key::Entity(kind) => {
                    stage.kinds |= signature::entity(kind);
                    entities.push((kind as u32, anchor));
                }
                Key::Prefix(number) => {
                    let prefix = prefixes[number as usize].clone();
                    let first: [u8; 4] = prefix.as_bytes()[..4].try_into().unwrap_or_default();
                    let first = u32::from_le_bytes(first);
                    let (place, bit) = head(first);
                    stage.heads[place] |= bit;
                    stage.prefixes.push((first, prefix, anchor));
                }
            }
        }
        stage.prefixes.sort_by_key(|p| p.0);
        Stage {
            words: Lists::new(&words),
            lexicons: Lists::new(&lexicons),
            entities: Lists::new(&entities),
            ..stage
        }
    }
}

/// What stands around anchors, and what may begin there.
struct Around<'s> {
    openings: &'s [Opening],
    signatures: &'s [u64],
    bounds: &'s [u32],
    out: &'s mut Vec<Candidate>,
}

impl Around<'_> {
    fn add_all(&mut self, anchors: &[Anchor], at: usize, len: usize) {
        for anchor in anchors {
            self.add(anchor, at, len);
        }
    }

    /// An anchor was met at a token, over so many tokens.
    fn add(&mut self, anchor: &Anchor, at: usize, len: usize) {
        let beside = |place: Option<usize>, wanted: u64| {
            let there = || place.and_then(|place| self.signatures.get(place));
            wanted == signature::ANY || there().is_some_and(|bits| bits & wanted != 0)
        };
        if !beside(at.checked_sub(1), anchor.before) || !beside(Some(at + len), anchor.after) {
            return;
        }
        let opening = &self.openings[anchor.program as usize];
        let first = (at as u32).saturating_sub(anchor.most);
        let Some(last) = (at as u32).checked_sub(anchor.least) else { return };
        for start in first..=last {
            if opening.fits(start as usize, self.signatures, self.bounds) {
                self.out.push(Candidate { program: anchor.program, start });
            }
        }
    }
}
