//! Finds phrases in a text. Pass one gives each token its word, its lexicons and entities; pass two verifies the
//! phrases whose rarest word occurred. What it finds is what the plain reference matcher of the tests finds.

mod clause;
mod compile;
mod english;
mod entity;
pub(crate) mod expression;
pub(crate) mod guard;
mod lookup;
mod part;
mod program;
#[cfg(test)]
mod reference;
mod segment;
mod signature;
mod view;
mod vocabulary;

pub(crate) use compile::{CompileFault, LexiconSource, Place, anchor_cost, compile};
pub(crate) use english::{flag, weekday};
pub(crate) use entity::{Entities, WrittenDate};
pub(crate) use segment::readings;
pub(crate) use view::{ArcKind, Marks, View};

use crate::document::{Text, Token, bound, class};
use lookup::{Candidate, Lookup};
use program::{Programs, Run, Target};
use view::NO_ARC;
use vocabulary::{UNKNOWN, Vocabulary, WordId};

/// Longest word that is looked up.
const LONGEST: u32 = 64;

/// So many words of four letters and more that are written with digits make short ones believable.
const LEET_WORDS: u32 = 2;

/// Everything that was compiled.
#[derive(Debug, Clone)]
pub(crate) struct Engine {
    vocabulary: Vocabulary,
    programs: Programs,
    /// The beginnings of words, and words in exact case, that phrases ask for.
    spellings: Vec<Box<str>>,
    lookup: Lookup,
    /// The signature of each word.
    signatures: Vec<u64>,
    /// Each lexicon and those that include it.
    emits: Vec<Vec<u32>>,
    lexicon_entities: Vec<u16>,
    lexicons: Vec<String>,
}

/// A match of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hit {
    pub(crate) group: u32,
    /// First token.
    pub(crate) start: u32,
    /// The token after the last.
    pub(crate) end: u32,
    /// Which phrase of the group matched, as its number among all programs.
    pub(crate) program: u32,
}

/// What a scan leaves behind, reused from text to text.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) marks: Marks,
    /// The matches of every group, by group and place.
    pub(crate) hits: Vec<Hit>,
    /// Words, and how many of them are function words of English.
    pub(crate) words: u32,
    pub(crate) english: u32,
    /// The flags of all words together.
    pub(crate) flags: u32,
    candidates: Vec<Candidate>,
    interesting: Vec<u32>,
    ends: Vec<usize>,
    run: Run,
}

impl Engine {
    /// Reads words and entities: what the language guess and facts need, and the places to look at in `find`.
    pub(crate) fn read(&self, text: &mut Text, scan: &mut Scan) {
        scan.marks.ids.clear();
        scan.marks.heads.clear();
        scan.marks.arcs.clear();
        scan.hits.clear();
        scan.interesting.clear();
        (scan.words, scan.english, scan.flags) = (0, 0, 0);
        scan.marks.heads.resize(text.tokens.len(), NO_ARC);
        let mut leet = 0;
        for i in 0..text.tokens.len() {
            let token = &mut text.tokens[i];
            let mut id = UNKNOWN;
            if token.len <= LONGEST && !token.is(class::LINK | class::EMAIL | class::MENTION) {
                id = self.vocabulary.find(text.folded.as_bytes(), token.key as usize, token.len as usize);
                if id == UNKNOWN && token.is(class::POSSESSIVE) && token.len > 3 {
                    id = self.vocabulary.find(
                        text.folded.as_bytes(),
                        token.key as usize,
                        token.len as usize - 2,
                    );
                }
                if id == UNKNOWN && token.is(class::MIXED) && (4..=24).contains(&token.len) {
                    id = self.read_leet(token, text.folded.as_bytes());
                    leet += u32::from(id != UNKNOWN);
                }
            }
            let flags = self.vocabulary.flags(id);
            scan.flags |= flags;
            if token.is(class::WORD) {
                scan.words += 1;
                scan.english += u32::from(flags & flag::FUNCTION != 0);
            }
            const DATED: u32 = flag::NUMBER | flag::MONTH | flag::WEEKDAY | flag::ARTICLE | flag::CURRENCY;
            if flags & DATED != 0 || token.is(class::NUMBER | class::ORDINAL | class::TIME | class::MIXED) {
                scan.interesting.push(i as u32);
            }
            scan.marks.ids.push(id);
        }
        if leet > 0 {
            text.classes |= class::LEET;
        }
        // `a5` is a size of paper, unless the words around it are written so.
        if leet >= LEET_WORDS {
            for (token, id) in text.tokens.iter_mut().zip(&mut scan.marks.ids) {
                if *id == UNKNOWN && token.is(class::MIXED) && (2..4).contains(&token.len) {
                    *id = self.read_leet(token, text.folded.as_bytes());
                    scan.flags |= self.vocabulary.flags(*id);
                }
            }
        }
    }

    /// The word that a token spells with digits for letters, if it does.
    fn read_leet(&self, token: &mut Token, buffer: &[u8]) -> WordId {
        let key = &buffer[token.key as usize..(token.key + token.len) as usize];
        let letters = key.iter().filter(|b| b.is_ascii_alphabetic()).count();
        let id = if letters * 2 >= key.len() { self.vocabulary.find_skeleton(key) } else { UNKNOWN };
        if id != UNKNOWN {
            token.class |= class::LEET;
        }
        id
    }

    /// Finds the matches of every group. `text` was read by `read`.
    pub(crate) fn find(&self, raw: &str, text: &mut Text, scan: &mut Scan) {
        let interesting = std::mem::take(&mut scan.interesting);
        entity::mark_all(text, &self.vocabulary, &mut scan.marks, &interesting);
        scan.interesting = interesting;
        clause::mark_imperatives(text, &scan.marks.ids, &self.vocabulary);
        let stages = self.sign(text, scan);
        for stage in 0..self.lookup.stages() {
            // What arcs of lexicons lead to is looked up at the last stages, with what words lead to.
            if !self.lookup.is_needed(stage, stages.0, stages.1) && scan.marks.arcs.is_empty() {
                continue;
            }
            scan.candidates.clear();
            self.lookup.candidates(stage, text, &self.vocabulary, scan);
            scan.candidates.sort_unstable();
            scan.candidates.dedup();
            for next in 0..scan.candidates.len() {
                let Candidate { program, start } = scan.candidates[next];
                match self.programs.target(program) {
                    Target::Group(group) => {
                        self.verify_group(raw, text, scan, group, program, start as usize);
                    }
                    Target::Lexicon(lexicon) => {
                        self.verify_entry(raw, text, scan, lexicon, program, start as usize);
                    }
                }
            }
        }
        sweep(&mut scan.hits);
    }

    /// Works out the signature of each token, without those of entries of several tokens. Returns the stages in which
    /// something is looked up at a word of the text, and all signatures together.
    fn sign(&self, text: &Text, scan: &mut Scan) -> (u32, u64) {
        let Scan { marks, .. } = scan;
        let mut signatures = std::mem::take(&mut marks.signatures);
        signatures.clear();
        let (mut stages, mut all) = (0, 0);
        signatures.extend(text.tokens.iter().zip(&marks.ids).enumerate().map(|(at, (token, id))| {
            let own = signature::of_token(token, text.key(token), self.vocabulary.flags(*id));
            let arcs = marks.at(at).filter_map(|arc| match arc.kind {
                ArcKind::Entity(kind) => Some(signature::entity(kind)),
                ArcKind::Lexicon(_) => None,
            });
            let bits = arcs.fold(own | self.signatures[*id as usize], |all, bits| all | bits);
            stages |= self.lookup.stages_of(*id);
            all |= bits;
            bits
        }));
        marks.signatures = signatures;
        (stages, all)
    }

    fn verify_group(&self, raw: &str, text: &Text, scan: &mut Scan, group: u32, number: u32, start: usize) {
        let program = self.programs.of(number);
        if text.bounds[start] & bound::HYPHEN != 0 {
            return;
        }
        let mut longest = 0;
        let view = self.view(raw, text, &scan.marks);
        scan.run.run(program, &view, start, |end| {
            if end > longest && text.bounds[end] & bound::HYPHEN == 0 {
                longest = end;
            }
        });
        if longest > start {
            scan.hits.push(Hit { group, start: start as u32, end: longest as u32, program: number });
        }
    }

    fn verify_entry(&self, raw: &str, text: &Text, scan: &mut Scan, lexicon: u32, number: u32, start: usize) {
        let program = self.programs.of(number);
        let mut ends = std::mem::take(&mut scan.ends);
        let view = self.view(raw, text, &scan.marks);
        scan.run.run(program, &view, start, |end| {
            if !ends.contains(&end) {
                ends.push(end);
            }
        });
        for end in ends.drain(..) {
            for outer in &self.emits[lexicon as usize] {
                scan.marks.add(start, ArcKind::Lexicon(*outer), end - start);
                scan.marks.signatures[start] |= signature::lexicon(*outer);
            }
        }
        scan.ends = ends;
    }

    /// The view of a text that was read.
    pub(crate) fn view<'t>(&'t self, raw: &'t str, text: &'t Text, marks: &'t Marks) -> View<'t> {
        View {
            raw,
            text,
            tokens: &text.tokens,
            bounds: &text.bounds,
            marks,
            vocabulary: &self.vocabulary,
            spellings: &self.spellings,
            lexicon_entities: &self.lexicon_entities,
        }
    }

    /// The number of a lexicon.
    pub(crate) fn lexicon(&self, name: &str) -> Option<u32> {
        self.lexicons.iter().position(|l| l == name).map(|i| i as u32)
    }

    /// How many lexicons there are.
    pub(crate) fn lexicon_count(&self) -> usize {
        self.lexicons.len()
    }

    /// The dates and other entities of a text that was read.
    pub(crate) fn entities<'t>(&'t self, text: &'t Text, marks: &'t Marks) -> Entities<'t> {
        Entities { text, ids: &marks.ids, vocabulary: &self.vocabulary }
    }

    /// The flags of each token's word.
    pub(crate) fn flags(&self, marks: &Marks, at: usize) -> u32 {
        self.vocabulary.flags(marks.ids[at])
    }

    /// The byte after a hit's last token, without the `'s` that only its stem matched.
    pub(crate) fn end_of(&self, raw: &str, text: &Text, marks: &Marks, last: usize) -> u32 {
        let token = &text.tokens[last];
        let known = self.vocabulary.text(marks.ids[last]);
        if token.is(class::POSSESSIVE) && !known.is_empty() && !known.ends_with("'s") {
            let word = &raw[token.start as usize..token.end as usize];
            if let Some(at) = word.rfind(|c: char| !c.is_alphanumeric()) {
                return token.start + at as u32;
            }
        }
        token.end
    }

    /// Which phrase of its group a program is.
    pub(crate) fn phrase_in_group(&self, program: u32) -> usize {
        self.programs.index(program)
    }
}

/// For each group: from left to right, the longest match at each start, going on after its end.
fn sweep(hits: &mut Vec<Hit>) {
    hits.sort_unstable_by_key(|h| (h.group, h.start, std::cmp::Reverse(h.end), h.program));
    let (mut group, mut free) = (u32::MAX, 0);
    hits.retain(|hit| {
        if hit.group != group {
            (group, free) = (hit.group, 0);
        }
        let keep = hit.start >= free;
        if keep {
            free = hit.end;
        }
        keep
    });
}
