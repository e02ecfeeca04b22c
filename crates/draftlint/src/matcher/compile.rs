//! From phrases and lexicons to programs, anchors and a vocabulary.

use rustc_hash::FxHashMap;

use super::Engine;
use super::english;
use super::lookup::{Key, Lookup};
use super::part::{POSITIONS, Part, Ways};
use super::program::{Anchor, Link, Position, Programs, Sym, Target};
use super::signature::{self, Signatures};
use super::vocabulary::{Vocabulary, WordId};
use crate::phrase::{Entity, Phrase, Symbol};

/// A lexicon: its name and what it holds.
#[derive(Debug, Clone)]
pub(crate) struct LexiconSource<'p> {
    pub(crate) name: &'p str,
    pub(crate) entries: Vec<&'p Phrase>,
}

/// A phrase that cannot be compiled, by its place in the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CompileFault {
    pub(crate) place: Place,
    pub(crate) message: String,
    pub(crate) help: String,
}

/// A phrase of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Lexicon and entry.
    Lexicon(usize, usize),
    /// Group and phrase.
    Group(usize, usize),
}

/// A thing at which a phrase is looked up.
#[derive(Debug, Clone, Copy)]
struct Found {
    key: Key,
    /// How many tokens stand before it at least and at most.
    least: u32,
    most: u32,
    /// Where it stands in the phrase.
    positions: u64,
}

/// What a part of a phrase takes.
#[derive(Debug, Clone, Copy, Default)]
struct Extent {
    /// Tokens, at least and at most.
    least: u32,
    most: u32,
    /// How often one of the things at which it is looked up is met in a million words, if there are any.
    cost: Option<u64>,
}

/// A phrase on the way to a program.
#[derive(Debug, Default)]
struct Draft<'s> {
    ways: Ways,
    /// The things at which the last part of the phrase can be looked up; none where it has no cost.
    found: Vec<Found>,
    /// The level above all lexicons that the phrase uses.
    level: u32,
    /// Lexicons that do not exist.
    missing: Vec<&'s str>,
}

impl Draft<'_> {
    fn clear(&mut self) {
        self.ways.clear();
        self.found.clear();
        self.level = 0;
        self.missing.clear();
    }
}

/// Compiles everything. Faulty phrases are reported and left out.
pub(crate) fn compile(
    lexicons: &[LexiconSource<'_>],
    groups: &[Vec<&Phrase>],
) -> (Engine, Vec<CompileFault>) {
    let mut compiler = Compiler::new(lexicons);
    compiler.lexicons();
    for (g, phrases) in groups.iter().enumerate() {
        for (p, phrase) in phrases.iter().enumerate() {
            compiler.program(phrase, Target::Group(g as u32), Place::Group(g, p));
        }
    }
    compiler.finish()
}

/// How often a phrase's anchor occurs in a million words: what looking it up costs.
pub(crate) fn anchor_cost(phrase: &Phrase, lexicons: &[LexiconSource<'_>]) -> Option<(u64, Vec<String>)> {
    let mut compiler = Compiler::new(lexicons);
    let cost = compiler.part(phrase).1.cost?;
    let mut words: Vec<String> = compiler
        .draft
        .found
        .iter()
        .map(|found| match found.key {
            Key::Word(id) => compiler.vocabulary.text(id).to_string(),
            Key::Lexicon(number) => format!("<{}>", lexicons[number as usize].name),
            Key::Prefix(number) => compiler.spellings[number as usize].to_string(),
            Key::Entity(entity) => format!("{entity:?}"),
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    Some((cost, words))
}

struct Compiler<'s> {
    sources: &'s [LexiconSource<'s>],
    names: FxHashMap<&'s str, u32>,
    vocabulary: Vocabulary,
    /// How often each word occurs in a million, as far as it was asked.
    frequencies: Vec<u32>,
    /// The words that are entries of lexicons by themselves, with those lexicons.
    members: Vec<(WordId, u32)>,
    /// The beginnings of words, and words in exact case, that phrases ask for.
    spellings: Vec<Box<str>>,
    programs: Programs,
    levels: Vec<u32>,
    /// The things at which programs are looked up, with the numbers of these.
    anchors: Vec<(Found, u32)>,
    faults: Vec<CompileFault>,
    draft: Draft<'s>,
    extents: Vec<Option<Extent>>,
    /// The level of each lexicon.
    lexicon_levels: Vec<u32>,
    /// Each lexicon and those that include it.
    emits: Vec<Vec<u32>>,
    entities: Vec<u16>,
}

impl<'s> Compiler<'s> {
    fn new(sources: &'s [LexiconSource<'s>]) -> Compiler<'s> {
        let names = sources.iter().enumerate().map(|(i, l)| (l.name, i as u32)).collect();
        Compiler {
            sources,
            names,
            vocabulary: Vocabulary::new(),
            frequencies: Vec::new(),
            members: Vec::new(),
            spellings: Vec::new(),
            programs: Programs::default(),
            levels: Vec::new(),
            anchors: Vec::new(),
            faults: Vec::new(),
            draft: Draft::default(),
            extents: vec![None; sources.len()],
            lexicon_levels: vec![0; sources.len()],
            emits: (0..sources.len()).map(|i| vec![i as u32]).collect(),
            entities: vec![0; sources.len()],
        }
    }

    fn fault(&mut self, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.faults.push(CompileFault { place, message: message.into(), help: help.into() });
    }

    fn lexicons(&mut self) {
        self.inclusions();
        self.settle_levels();
        if !self.faults.is_empty() {
            return;
        }
        for (i, source) in self.sources.iter().enumerate() {
            for (e, entry) in source.entries.iter().enumerate() {
                match entry {
                    Phrase::Symbol(Symbol::Word(word)) => {
                        let id = self.vocabulary.add(word);
                        self.members.extend(self.emits[i].iter().map(|lexicon| (id, *lexicon)));
                    }
                    Phrase::Symbol(Symbol::Lexicon(name)) if !self.names.contains_key(name.as_str()) => {
                        self.unknown(name, Place::Lexicon(i, e));
                    }
                    Phrase::Symbol(Symbol::Lexicon(_) | Symbol::Entity(_)) => {}
                    _ => self.program(entry, Target::Lexicon(i as u32), Place::Lexicon(i, e)),
                }
            }
        }
    }

    /// Levels: an entry that uses another lexicon is matched after it. As many rounds as there are lexicons settle
    /// every chain; a level beyond that is a cycle.
    fn settle_levels(&mut self) {
        let mut uses = Vec::new();
        let mut used = Vec::new();
        for (i, source) in self.sources.iter().enumerate() {
            for (e, entry) in source.entries.iter().enumerate() {
                self.used(entry, &mut used);
                let above = u32::from(!matches!(entry, Phrase::Symbol(_)));
                uses.extend(used.drain(..).map(|lexicon| (i, e, lexicon as usize, above)));
            }
        }
        let levels = &mut self.lexicon_levels;
        for round in 0..=self.sources.len() {
            let mut changed = false;
            for (i, e, lexicon, above) in &uses {
                let level = levels[*lexicon] + above;
                if level > levels[*i] {
                    levels[*i] = level;
                    changed = true;
                    if round == self.sources.len() {
                        self.faults.push(CompileFault {
                            place: Place::Lexicon(*i, *e),
                            message: format!("lexicon `{}` uses itself", self.sources[*i].name),
                            help: "break the circle of lexicons".to_string(),
                        });
                    }
                }
            }
            if !changed {
                break;
            }
        }
    }

    /// A lone `<x>` or `{x}` as an entry includes all of it.
    fn inclusions(&mut self) {
        for _ in 0..self.sources.len() {
            let mut changed = false;
            for (i, source) in self.sources.iter().enumerate() {
                for entry in &source.entries {
                    match entry {
                        Phrase::Symbol(Symbol::Entity(entity)) => {
                            for lexicon in self.emits[i].clone() {
                                self.entities[lexicon as usize] |= 1 << *entity as u16;
                            }
                        }
                        Phrase::Symbol(Symbol::Lexicon(name)) => {
                            let Some(inner) = self.names.get(name.as_str()).copied() else { continue };
                            for outer in self.emits[i].clone() {
                                if !self.emits[inner as usize].contains(&outer) {
                                    self.emits[inner as usize].push(outer);
                                    changed = true;
                                }
                            }
                        }
                        _ => {}
                    }
                }
            }
            if !changed {
                break;
            }
        }
        for i in 0..self.sources.len() {
            for outer in self.emits[i].clone() {
                self.entities[outer as usize] |= self.entities[i];
            }
        }
    }

    fn used(&self, phrase: &Phrase, out: &mut Vec<u32>) {
        match phrase {
            Phrase::Sequence(items) | Phrase::Either(items) => items.iter().for_each(|p| self.used(p, out)),
            Phrase::Repeat(item, _, _) => self.used(item, out),
            Phrase::Symbol(Symbol::Lexicon(name)) => out.extend(self.names.get(name.as_str())),
            _ => {}
        }
    }

    fn unknown(&mut self, name: &str, place: Place) {
        let known: Vec<&str> = self.names.keys().copied().collect();
        let help = crate::value::nearest(name, &known)
            .map_or("add rules/lexicons/ a file of that name, or name one that exists".to_string(), |near| {
                format!("did you mean `<{near}>`?")
            });
        self.fault(place, format!("unknown lexicon `<{name}>`"), help);
    }

    /// Compiles one phrase.
    fn program(&mut self, phrase: &'s Phrase, target: Target, place: Place) {
        self.draft.clear();
        let (part, extent) = self.part(phrase);
        if !self.draft.missing.is_empty() {
            for name in std::mem::take(&mut self.draft.missing) {
                self.unknown(name, place);
            }
            return;
        }
        if extent.cost.is_none() {
            self.fault(
                place,
                "this phrase can be looked up nowhere",
                "add a word that every match must hold",
            );
            return;
        }
        let positions = self.draft.ways.positions.len();
        if positions > POSITIONS {
            self.fault(
                place,
                format!("this phrase has {positions} words after repetition"),
                format!("at most {POSITIONS} are possible: split it, or use a lexicon"),
            );
            return;
        }
        let number = self.levels.len() as u32;
        merge(&mut self.draft.found);
        self.anchors.extend(self.draft.found.drain(..).map(|found| (found, number)));
        self.levels.push(match target {
            Target::Lexicon(_) => self.draft.level,
            Target::Group(_) => u32::MAX,
        });
        let (Place::Lexicon(_, index) | Place::Group(_, index)) = place;
        self.programs.push(target, index as u32, &part, &mut self.draft.ways);
    }

    /// Adds a part of a phrase to the draft.
    fn part(&mut self, phrase: &'s Phrase) -> (Part, Extent) {
        let from = self.draft.found.len();
        let (part, extent) = match phrase {
            Phrase::Sequence(items) => self.sequence(items),
            Phrase::Either(items) => self.either(items),
            Phrase::Repeat(item, least, most) => self.repeat(item, *least, *most),
            Phrase::Symbol(symbol) => self.symbol(symbol),
            Phrase::Gap(most) => {
                let extent = Extent { most: *most, ..Extent::default() };
                (Part::link(Link { gap: *most, ..Link::default() }), extent)
            }
            Phrase::Assert(assert) => {
                (Part::link(Link { before: assert.bit(), ..Link::default() }), Extent::default())
            }
            Phrase::Mark(bit) => (Part::link(Link { before: *bit, ..Link::default() }), Extent::default()),
        };
        if extent.cost.is_none() {
            self.draft.found.truncate(from);
        }
        (part, extent)
    }

    /// The rarest of its items is where a sequence is looked up.
    fn sequence(&mut self, items: &'s [Phrase]) -> (Part, Extent) {
        let from = self.draft.found.len();
        let (mut whole, mut extent) = (Part::nothing(), Extent::default());
        for item in items {
            let best = self.draft.found.len();
            let (part, next) = self.part(item);
            let found = &mut self.draft.found;
            match next.cost {
                Some(cost) if extent.cost.is_none_or(|best| cost < best) => {
                    found.drain(from..best);
                    for found in &mut found[from..] {
                        found.least += extent.least;
                        found.most += extent.most;
                    }
                    extent.cost = Some(cost);
                }
                _ => found.truncate(best),
            }
            extent.least += next.least;
            extent.most += next.most;
            whole.then(&part, &mut self.draft.ways);
        }
        (whole, extent)
    }

    fn either(&mut self, items: &'s [Phrase]) -> (Part, Extent) {
        let mut whole = Part::default();
        let mut extent = Extent::of_any(items.len());
        for item in items {
            // Most alternatives are words.
            let (part, next) = match item {
                Phrase::Symbol(symbol) => self.symbol(symbol),
                item => self.part(item),
            };
            whole.or(&part);
            extent.or(next);
        }
        (whole, extent)
    }

    /// What is looked up of a repetition is its first time.
    fn repeat(&mut self, item: &'s Phrase, least: u32, most: u32) -> (Part, Extent) {
        let (mut so_far, mut whole, mut extent) = (Part::nothing(), Part::default(), Extent::default());
        for n in 0..most {
            if n >= least {
                whole.or_end(&so_far);
            }
            let from = self.draft.found.len();
            let (part, next) = self.part(item);
            so_far.then(&part, &mut self.draft.ways);
            if n == 0 {
                extent = Extent {
                    least: next.least * least,
                    most: next.most * most,
                    cost: next.cost.filter(|_| least > 0),
                };
            } else {
                self.draft.found.truncate(from);
            }
        }
        whole.or(&so_far);
        (whole, extent)
    }

    #[inline]
    fn symbol(&mut self, symbol: &'s Symbol) -> (Part, Extent) {
        let part = Part::position(self.draft.ways.positions.len());
        let mut extent = Extent { least: 1, most: 1, cost: None };
        let symbol = match symbol {
            Symbol::Word(word) | Symbol::Tag(word) => {
                let id = self.vocabulary.add(word);
                self.look(Key::Word(id), &part);
                extent.cost = Some(self.frequency(id));
                if matches!(symbol, Symbol::Word(_)) { Sym::Word(id) } else { Sym::Tag(id) }
            }
            Symbol::Exact(word) => {
                let id = self.vocabulary.add(&word.to_lowercase());
                self.look(Key::Word(id), &part);
                extent.cost = Some(self.frequency(id));
                Sym::Exact(self.spelling(word))
            }
            Symbol::Prefix(prefix) => {
                let number = self.spelling(prefix);
                self.look(Key::Prefix(number), &part);
                extent.cost = Some(100);
                Sym::Prefix(number)
            }
            Symbol::Entity(entity) => {
                if *entity != Entity::Word {
                    self.look(Key::Entity(*entity), &part);
                    extent.cost = Some(u64::from(entity.frequency()));
                    extent.most = entity.longest();
                }
                Sym::Entity(*entity)
            }
            Symbol::Lexicon(name) => match self.names.get(name.as_str()).copied() {
                Some(id) => {
                    self.look(Key::Lexicon(id), &part);
                    let entities = self.entities[id as usize];
                    let kinds = Entity::ALL.iter().filter(|(_, kind)| entities & 1 << *kind as u16 != 0);
                    kinds.for_each(|(_, kind)| self.look(Key::Entity(*kind), &part));
                    extent = self.lexicon(id);
                    self.draft.level = self.draft.level.max(self.lexicon_levels[id as usize] + 1);
                    Sym::Lexicon(id)
                }
                None => {
                    self.draft.missing.push(name);
                    extent = Extent::default();
                    Sym::Lexicon(0)
                }
            },
        };
        self.draft.ways.positions.push(Position { symbol, signature: 0, follow: 0 });
        (part, extent)
    }

    fn look(&mut self, key: Key, part: &Part) {
        self.draft.found.push(Found { key, least: 0, most: 0, positions: part.first });
    }

    fn spelling(&mut self, text: &str) -> u32 {
        self.spellings.push(text.into());
        self.spellings.len() as u32 - 1
    }

    /// How often a word occurs in a million.
    fn frequency(&mut self, id: WordId) -> u64 {
        for next in self.frequencies.len() as WordId..=id {
            self.frequencies.push(english::frequency(self.vocabulary.text(next)));
        }
        u64::from(self.frequencies[id as usize])
    }

    /// A lexicon is looked up as a whole: at each of its entries, which are found before.
    fn lexicon(&mut self, id: u32) -> Extent {
        if let Some(known) = self.extents[id as usize] {
            return known;
        }
        // What a circle of lexicons comes back to.
        self.extents[id as usize] = Some(Extent { least: 1, most: 1, cost: None });
        let outer = std::mem::take(&mut self.draft);
        let entries = &self.sources[id as usize].entries;
        let mut extent = Extent::of_any(entries.len());
        for entry in entries {
            self.draft.clear();
            extent.or(self.part(entry).1);
        }
        self.draft = outer;
        self.extents[id as usize] = Some(extent);
        extent
    }

    fn finish(mut self) -> (Engine, Vec<CompileFault>) {
        let signatures = Signatures::new(&self.programs, &self.emits, &self.entities, &self.spellings);
        for position in &mut self.programs.positions {
            position.signature = signatures.of(position.symbol);
        }
        let mut openings = Vec::with_capacity(self.levels.len());
        let mut anchors = Vec::with_capacity(self.anchors.len());
        let mut found = self.anchors.iter().peekable();
        for (number, program) in (0..).zip(self.programs.iter()) {
            openings.push(signatures.opening(program));
            while let Some((Found { key, least, most, positions }, _)) =
                found.next_if(|(_, of)| *of == number)
            {
                let (before, after) = signatures.beside(program, *positions);
                anchors.push((*key, Anchor { program: number, least: *least, most: *most, before, after }));
            }
        }
        self.vocabulary.seal(self.members);
        let engine = Engine {
            signatures: signature::of_words(&self.vocabulary),
            lookup: Lookup::new(&anchors, &self.levels, openings, &self.spellings, &self.vocabulary),
            vocabulary: self.vocabulary,
            programs: self.programs,
            spellings: self.spellings,
            emits: self.emits,
            lexicon_entities: self.entities,
            lexicons: self.sources.iter().map(|l| l.name.to_string()).collect(),
        };
        (engine, self.faults)
    }
}

impl Extent {
    /// That of alternatives, before each is taken in.
    fn of_any(count: usize) -> Extent {
        Extent { least: if count == 0 { 0 } else { u32::MAX }, most: 0, cost: Some(0) }
    }

    /// This or the other.
    fn or(&mut self, other: Extent) {
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
        self.cost = self.cost.zip(other.cost).map(|(sum, cost)| sum + cost);
    }
}

/// Makes one of what is looked up at the same thing.
fn merge(all: &mut Vec<Found>) {
    all.sort_unstable_by_key(|found| found.key);
    all.dedup_by(|next, kept| {
        let same = next.key == kept.key;
        if same {
            kept.least = kept.least.min(next.least);
            kept.most = kept.most.max(next.most);
            kept.positions |= next.positions;
        }
        same
    });
}
