//! Finds phrases in a text. Pass one gives each token its word, its lexicons and entities; pass two verifies the
//! phrases whose rarest word occurred. What it finds is what the plain reference matcher of the tests finds.

mod clause;
mod compile;
mod english;
mod entity;
pub(crate) mod expression;
mod graph;
pub(crate) mod guard;
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
use crate::phrase::Entity;
use program::{Anchor, Program, Run, Target};
use signature::Opening;
use view::{NO_ARC, is_entity};
use vocabulary::{UNKNOWN, Vocabulary, WordId};

/// Longest word that is looked up.
const LONGEST: u32 = 64;

/// So many words of four letters and more that are written with digits make short ones believable.
const LEET_WORDS: u32 = 2;

/// Everything that was compiled.
#[derive(Debug, Clone)]
pub(crate) struct Engine {
    vocabulary: Vocabulary,
    programs: Vec<Program>,
    /// Where each program may begin.
    openings: Vec<Opening>,
    /// The signature of each word.
    signatures: Vec<u64>,
    /// The programs that are looked up at an entity, for each that has any.
    entity_anchors: Vec<(Entity, Vec<Anchor>)>,
    prefixes: Vec<PrefixAnchor>,
    /// Each lexicon and those that include it.
    emits: Vec<Vec<u32>>,
    lexicon_entities: Vec<u16>,
    lexicons: Vec<String>,
}

#[derive(Debug, Clone)]
struct PrefixAnchor {
    first: u32,
    prefix: Box<str>,
    anchor: Anchor,
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
    candidates: Vec<(u32, u32, u32)>,
    signatures: Vec<u64>,
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
        scan.candidates.clear();
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
        self.candidates(text, scan);
        if scan.candidates.is_empty() {
            return;
        }
        // By level, so that a lexicon's entries are known before the phrases that use them.
        scan.candidates.sort_unstable();
        scan.candidates.dedup();
        let mut next = 0;
        while next < scan.candidates.len() {
            let (level, program, start) = scan.candidates[next];
            next += 1;
            let text = &*text;
            if level == u32::MAX {
                self.verify_group(raw, text, scan, program, start as usize);
            } else {
                self.verify_entry(raw, text, scan, program, start as usize);
            }
        }
        sweep(&mut scan.hits);
    }

    /// Collects the programs whose anchor occurs, with each token at which they might begin.
    fn candidates(&self, text: &Text, scan: &mut Scan) {
        let mut signatures = std::mem::take(&mut scan.signatures);
        signatures.clear();
        signatures.extend(text.tokens.iter().zip(&scan.marks.ids).enumerate().map(|(at, (token, id))| {
            let own = signature::of_token(token, text.key(token), self.vocabulary.flags(*id));
            let arcs = scan.marks.at(at).filter_map(|arc| match arc.kind {
                ArcKind::Entity(kind) => Some(signature::entity(kind)),
                ArcKind::Lexicon(_) => None,
            });
            arcs.fold(own | self.signatures[*id as usize], |all, bits| all | bits)
        }));
        let add = |candidates: &mut Vec<(u32, u32, u32)>, anchor: &Anchor, at: usize| {
            let beside = |place: Option<usize>, wanted: u64| {
                let there = || place.and_then(|place| signatures.get(place));
                wanted == signature::ANY || there().is_some_and(|bits| bits & wanted != 0)
            };
            if !beside(at.checked_sub(1), anchor.before) || !beside(Some(at + 1), anchor.after) {
                return;
            }
            let opening = &self.openings[anchor.program as usize];
            let first = (at as u32).saturating_sub(anchor.most);
            let Some(last) = (at as u32).checked_sub(anchor.least) else { return };
            let starts =
                (first..=last).filter(|start| opening.fits(*start as usize, &signatures, &text.bounds));
            candidates.extend(starts.map(|start| (opening.level, anchor.program, start)));
        };
        for (at, token) in text.tokens.iter().enumerate() {
            let id = scan.marks.ids[at];
            if self.vocabulary.is_anchor(id) {
                for anchor in &self.vocabulary.words[id as usize].anchors {
                    add(&mut scan.candidates, anchor, at);
                }
            }
            if !self.prefixes.is_empty() && token.len >= 4 && token.is(class::WORD | class::HASHTAG) {
                let key = text.key(token);
                let first = u32::from_le_bytes([key[0], key[1], key[2], key[3]]);
                let from = self.prefixes.partition_point(|p| p.first < first);
                for prefix in self.prefixes[from..].iter().take_while(|p| p.first == first) {
                    if key.starts_with(prefix.prefix.as_bytes()) {
                        add(&mut scan.candidates, &prefix.anchor, at);
                    }
                }
            }
            // Most tokens are plain words, which are no entity that anything is looked up at.
            let flags = self.vocabulary.flags(id);
            let plain = signature::is_plain(token, flags) && scan.marks.heads[at] == NO_ARC;
            if !plain {
                for (entity, anchors) in &self.entity_anchors {
                    let here = is_entity(*entity, token, flags)
                        || scan.marks.at(at).any(|arc| arc.kind == ArcKind::Entity(*entity));
                    if here {
                        for anchor in anchors {
                            add(&mut scan.candidates, anchor, at);
                        }
                    }
                }
            }
        }
        scan.signatures = signatures;
    }

    fn verify_group(&self, raw: &str, text: &Text, scan: &mut Scan, number: u32, start: usize) {
        let program = &self.programs[number as usize];
        let Target::Group(group) = program.target else { return };
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

    fn verify_entry(&self, raw: &str, text: &Text, scan: &mut Scan, number: u32, start: usize) {
        let program = &self.programs[number as usize];
        let Target::Lexicon(lexicon) = program.target else { return };
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
        let known = &self.vocabulary.words[marks.ids[last] as usize].text;
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
        self.programs[program as usize].index as usize
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
