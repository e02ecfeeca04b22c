//! From phrases and lexicons to programs, anchors and a vocabulary.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Engine;
use super::english;
use super::graph::Graph;
use super::lookup::{Key, Lookup};
use super::program::{Anchor, Link, Program, Sym, Target};
use super::signature::{self, Signatures};
use super::vocabulary::Vocabulary;
use crate::phrase::{Entity, Phrase, Symbol};

/// The most positions of a phrase.
const POSITIONS: usize = 64;

/// A lexicon: its name and what it holds.
#[derive(Debug, Clone)]
pub(crate) struct LexiconSource {
    pub(crate) name: String,
    pub(crate) entries: Vec<Arc<Phrase>>,
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

/// By one of which things a phrase is looked up.
#[derive(Debug, Clone, Default)]
struct FoundAnchor {
    /// How often one of them is met in a million words.
    cost: u64,
    /// Sorted, and how many tokens stand before each at least and at most.
    keys: Vec<(Key, (u32, u32))>,
}

/// Least and most tokens, and the anchor, of a part of a phrase.
#[derive(Debug, Clone, Default)]
struct Shape {
    least: u32,
    most: u32,
    anchor: Option<FoundAnchor>,
}

/// Compiles everything. Faulty phrases are reported and left out.
pub(crate) fn compile(
    lexicons: &[LexiconSource],
    groups: &[Vec<Arc<Phrase>>],
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
pub(crate) fn anchor_cost(phrase: &Phrase, lexicons: &[LexiconSource]) -> Option<(u64, Vec<String>)> {
    let mut compiler = Compiler::new(lexicons);
    let anchor = compiler.shape(phrase).anchor?;
    let mut words: Vec<String> = anchor
        .keys
        .iter()
        .map(|(key, _)| match key {
            Key::Word(id) => compiler.vocabulary.words[*id as usize].text.to_string(),
            Key::Lexicon(number) => format!("<{}>", lexicons[*number as usize].name),
            Key::Prefix(prefix) => prefix.to_string(),
            Key::Entity(entity) => format!("{entity:?}"),
        })
        .collect();
    words.sort_unstable();
    Some((anchor.cost, words))
}

struct Compiler<'s> {
    sources: &'s [LexiconSource],
    names: HashMap<&'s str, u32>,
    vocabulary: Vocabulary,
    programs: Vec<Program>,
    anchors: Vec<(FoundAnchor, u32)>,
    faults: Vec<CompileFault>,
    shapes: HashMap<u32, Shape>,
    /// Lexicons whose shape is being worked out, against cycles.
    open: BTreeSet<u32>,
    levels: Vec<u32>,
    /// Each lexicon and those that include it.
    emits: Vec<Vec<u32>>,
    entities: Vec<u16>,
}

impl<'s> Compiler<'s> {
    fn new(sources: &'s [LexiconSource]) -> Compiler<'s> {
        let names = sources.iter().enumerate().map(|(i, l)| (l.name.as_str(), i as u32)).collect();
        Compiler {
            sources,
            names,
            vocabulary: Vocabulary::new(),
            programs: Vec::new(),
            anchors: Vec::new(),
            faults: Vec::new(),
            shapes: HashMap::new(),
            open: BTreeSet::new(),
            levels: vec![0; sources.len()],
            emits: (0..sources.len()).map(|i| vec![i as u32]).collect(),
            entities: vec![0; sources.len()],
        }
    }

    fn fault(&mut self, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.faults.push(CompileFault { place, message: message.into(), help: help.into() });
    }

    fn lexicons(&mut self) {
        self.inclusions();
        // Levels: an entry that uses another lexicon is matched after it. As many rounds as there are lexicons
        // settle every chain; a level beyond that is a cycle.
        for round in 0..=self.sources.len() {
            let mut changed = false;
            for (i, source) in self.sources.iter().enumerate() {
                for (e, entry) in source.entries.iter().enumerate() {
                    let mut used = Vec::new();
                    self.used(entry, &mut used);
                    let above =
                        u32::from(!matches!(&**entry, Phrase::Symbol(Symbol::Lexicon(_) | Symbol::Word(_))));
                    for lexicon in used {
                        let level = self.levels[lexicon as usize] + above;
                        if level > self.levels[i] {
                            self.levels[i] = level;
                            changed = true;
                            if round == self.sources.len() {
                                let name = &source.name;
                                self.fault(
                                    Place::Lexicon(i, e),
                                    format!("lexicon `{name}` uses itself"),
                                    "break the circle of lexicons",
                                );
                            }
                        }
                    }
                }
            }
            if !changed || round == self.sources.len() {
                break;
            }
        }
        if !self.faults.is_empty() {
            return;
        }
        for (i, source) in self.sources.iter().enumerate() {
            for (e, entry) in source.entries.iter().enumerate() {
                match &**entry {
                    Phrase::Symbol(Symbol::Word(word)) => {
                        let id = self.vocabulary.add(word) as usize;
                        for lexicon in &self.emits[i] {
                            let list = &mut self.vocabulary.words[id].lexicons;
                            if let Err(at) = list.binary_search(lexicon) {
                                list.insert(at, *lexicon);
                            }
                        }
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

    /// A lone `<x>` or `{x}` as an entry includes all of it.
    fn inclusions(&mut self) {
        for _ in 0..self.sources.len() {
            let mut changed = false;
            for (i, source) in self.sources.iter().enumerate() {
                for entry in &source.entries {
                    match &**entry {
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
    fn program(&mut self, phrase: &Phrase, target: Target, place: Place) {
        let mut missing = Vec::new();
        unknown_lexicons(phrase, &self.names, &mut missing);
        if !missing.is_empty() {
            for name in missing {
                self.unknown(&name, place);
            }
            return;
        }
        let Some(anchor) = self.shape(phrase).anchor else {
            self.fault(
                place,
                "this phrase can be looked up nowhere",
                "add a word that every match must hold",
            );
            return;
        };
        let mut used = Vec::new();
        self.used(phrase, &mut used);
        let level = match target {
            Target::Lexicon(_) => used.iter().map(|l| self.levels[*l as usize] + 1).max().unwrap_or(0),
            Target::Group(_) => u32::MAX,
        };
        let mut graph = Graph::default();
        let (start, end) = (graph.node(), graph.node());
        self.build(phrase, start, end, &mut graph);
        if graph.symbols.len() > POSITIONS {
            self.fault(
                place,
                format!("this phrase has {} words after repetition", graph.symbols.len()),
                format!("at most {POSITIONS} are possible: split it, or use a lexicon"),
            );
            return;
        }
        let mut program = Program {
            target,
            index: match place {
                Place::Lexicon(_, index) | Place::Group(_, index) => index as u32,
            },
            level,
            follow: vec![0; graph.symbols.len()],
            symbols: std::mem::take(&mut graph.symbols),
            signatures: Vec::new(),
            first: Vec::new(),
            edges: Vec::new(),
            last: 0,
            finals: Vec::new(),
        };
        graph.link(start, end, &mut program);
        self.anchors.push((anchor, self.programs.len() as u32));
        self.programs.push(program);
    }

    fn build(&mut self, phrase: &Phrase, from: usize, to: usize, graph: &mut Graph) {
        match phrase {
            Phrase::Sequence(items) => {
                let mut here = from;
                for (i, item) in items.iter().enumerate() {
                    let next = if i + 1 == items.len() { to } else { graph.node() };
                    self.build(item, here, next, graph);
                    here = next;
                }
                if items.is_empty() {
                    graph.empty(from, to, Link::default());
                }
            }
            Phrase::Either(items) => items.iter().for_each(|item| self.build(item, from, to, graph)),
            Phrase::Repeat(item, least, most) => {
                let mut here = from;
                for n in 0..*most {
                    if n >= *least {
                        graph.empty(here, to, Link::default());
                    }
                    let next = if n + 1 == *most { to } else { graph.node() };
                    self.build(item, here, next, graph);
                    here = next;
                }
            }
            Phrase::Symbol(symbol) => {
                let sym = match symbol {
                    Symbol::Word(word) => Sym::Word(self.vocabulary.add(word)),
                    Symbol::Tag(word) => Sym::Tag(self.vocabulary.add(word)),
                    Symbol::Prefix(prefix) => Sym::Prefix(prefix.as_bytes().into()),
                    Symbol::Exact(word) => {
                        self.vocabulary.add(&word.to_lowercase());
                        Sym::Exact(word.as_str().into())
                    }
                    Symbol::Lexicon(name) => {
                        Sym::Lexicon(self.names.get(name.as_str()).copied().unwrap_or(0))
                    }
                    Symbol::Entity(entity) => Sym::Entity(*entity),
                };
                graph.symbol(from, to, sym);
            }
            Phrase::Gap(most) => graph.empty(from, to, Link { gap: *most, ..Link::default() }),
            Phrase::Assert(assert) => graph.empty(from, to, Link { before: assert.bit(), ..Link::default() }),
            Phrase::Mark(bit) => graph.empty(from, to, Link { before: *bit, ..Link::default() }),
        }
    }

    fn shape(&mut self, phrase: &Phrase) -> Shape {
        match phrase {
            Phrase::Sequence(items) => {
                let mut shape = Shape::default();
                for item in items {
                    let part = self.shape(item);
                    if let Some(mut anchor) = part.anchor {
                        if shape.anchor.as_ref().is_none_or(|best| anchor.cost < best.cost) {
                            for (_, (least, most)) in &mut anchor.keys {
                                *least += shape.least;
                                *most += shape.most;
                            }
                            shape.anchor = Some(anchor);
                        }
                    }
                    shape.least += part.least;
                    shape.most += part.most;
                }
                shape
            }
            Phrase::Either(items) => self.shape_of_either(items.iter()),
            Phrase::Repeat(item, least, most) => {
                let part = self.shape(item);
                Shape {
                    least: part.least * least,
                    most: part.most * most,
                    anchor: part.anchor.filter(|_| *least > 0),
                }
            }
            Phrase::Symbol(symbol) => self.shape_of_symbol(symbol),
            Phrase::Gap(most) => Shape { least: 0, most: *most, anchor: None },
            Phrase::Assert(_) | Phrase::Mark(_) => Shape::default(),
        }
    }

    fn shape_of_either<'p>(&mut self, items: impl Iterator<Item = &'p Phrase>) -> Shape {
        let parts: Vec<Shape> = items.map(|item| self.shape(item)).collect();
        Shape {
            least: parts.iter().map(|p| p.least).min().unwrap_or(0),
            most: parts.iter().map(|p| p.most).max().unwrap_or(0),
            anchor: parts.into_iter().map(|p| p.anchor).collect::<Option<Vec<_>>>().map(union),
        }
    }

    fn shape_of_symbol(&mut self, symbol: &Symbol) -> Shape {
        let one = |key: Key, cost: u32, most: u32| {
            let anchor = FoundAnchor { cost: u64::from(cost), keys: vec![(key, (0, 0))] };
            Shape { least: 1, most, anchor: Some(anchor) }
        };
        match symbol {
            Symbol::Word(word) | Symbol::Tag(word) => {
                one(Key::Word(self.vocabulary.add(word)), english::frequency(word), 1)
            }
            Symbol::Exact(word) => {
                let word = word.to_lowercase();
                one(Key::Word(self.vocabulary.add(&word)), english::frequency(&word), 1)
            }
            Symbol::Prefix(prefix) => one(Key::Prefix(prefix.as_str().into()), 100, 1),
            Symbol::Entity(Entity::Word) => Shape { least: 1, most: 1, anchor: None },
            Symbol::Entity(entity) => one(Key::Entity(*entity), entity.frequency(), entity.longest()),
            Symbol::Lexicon(name) => {
                let Some(id) = self.names.get(name.as_str()).copied() else { return Shape::default() };
                if let Some(shape) = self.shapes.get(&id) {
                    return shape.clone();
                }
                if !self.open.insert(id) {
                    return Shape { least: 1, most: 1, anchor: None };
                }
                let shape = self.shape_of_lexicon(id);
                self.open.remove(&id);
                self.shapes.insert(id, shape.clone());
                shape
            }
        }
    }

    /// A lexicon is looked up as a whole: at each of its entries, which are found before.
    fn shape_of_lexicon(&mut self, id: u32) -> Shape {
        let sources = self.sources;
        let (mut shape, mut cost) = (Shape { least: u32::MAX, ..Shape::default() }, Some(0));
        for entry in &sources[id as usize].entries {
            let part = self.shape(entry);
            shape.least = shape.least.min(part.least);
            shape.most = shape.most.max(part.most);
            cost = cost.zip(part.anchor).map(|(sum, anchor)| sum + anchor.cost);
        }
        if sources[id as usize].entries.is_empty() {
            shape.least = 0;
        }
        let entities = self.entities[id as usize];
        let kinds = Entity::ALL.iter().filter(|(_, kind)| entities & 1 << *kind as u16 != 0);
        let keys = std::iter::once(Key::Lexicon(id)).chain(kinds.map(|(_, kind)| Key::Entity(*kind)));
        shape.anchor = cost.map(|cost| FoundAnchor { cost, keys: keys.map(|key| (key, (0, 0))).collect() });
        shape
    }

    /// What the tokens before and after an anchor of a program have a bit of.
    fn beside(&mut self, key: &Key, program: u32, signatures: &Signatures<'_>) -> (u64, u64) {
        let program = &self.programs[program as usize];
        let mut positions = 0;
        for (p, symbol) in program.symbols.iter().enumerate() {
            let met = match (key, symbol) {
                (Key::Word(id), Sym::Word(of) | Sym::Tag(of)) => of == id,
                (Key::Word(id), Sym::Exact(of)) => self.vocabulary.add(&of.to_lowercase()) == *id,
                (Key::Lexicon(number), Sym::Lexicon(of)) => of == number,
                (Key::Prefix(prefix), Sym::Prefix(of)) => **of == *prefix.as_bytes(),
                (Key::Entity(kind), Sym::Entity(of)) => of == kind,
                (Key::Entity(kind), Sym::Lexicon(of)) => self.entities[*of as usize] & 1 << *kind as u16 != 0,
                _ => false,
            };
            positions |= u64::from(met) << p;
        }
        signatures.beside(program, positions)
    }

    fn finish(mut self) -> (Engine, Vec<CompileFault>) {
        let entities = std::mem::take(&mut self.entities);
        let signatures = Signatures::new(&self.programs, &self.emits, &entities);
        for program in &mut self.programs {
            program.signatures = program.symbols.iter().map(|symbol| signatures.of(symbol)).collect();
        }
        let openings = self.programs.iter().map(|p| signatures.opening(p)).collect();
        self.entities.clone_from(&entities);
        let mut anchors = Vec::new();
        for (found, program) in std::mem::take(&mut self.anchors) {
            for (key, (least, most)) in found.keys {
                let (before, after) = self.beside(&key, program, &signatures);
                anchors.push((key, Anchor { program, least, most, before, after }));
            }
        }
        self.vocabulary.seal();
        let levels: Vec<u32> = self.programs.iter().map(|p| p.level).collect();
        let engine = Engine {
            signatures: signature::of_words(&self.vocabulary),
            lookup: Lookup::new(anchors, &levels, openings, &self.vocabulary),
            vocabulary: self.vocabulary,
            programs: self.programs,
            emits: self.emits,
            lexicon_entities: self.entities,
            lexicons: self.sources.iter().map(|l| l.name.clone()).collect(),
        };
        (engine, self.faults)
    }
}

fn unknown_lexicons(phrase: &Phrase, names: &HashMap<&str, u32>, out: &mut Vec<String>) {
    match phrase {
        Phrase::Sequence(items) | Phrase::Either(items) => {
            items.iter().for_each(|p| unknown_lexicons(p, names, out));
        }
        Phrase::Repeat(item, _, _) => unknown_lexicons(item, names, out),
        Phrase::Symbol(Symbol::Lexicon(name)) if !names.contains_key(name.as_str()) => out.push(name.clone()),
        _ => {}
    }
}

fn union(parts: Vec<FoundAnchor>) -> FoundAnchor {
    let cost = parts.iter().map(|part| part.cost).sum();
    let mut keys: Vec<(Key, (u32, u32))> = parts.into_iter().flat_map(|part| part.keys).collect();
    keys.sort_unstable();
    keys.dedup_by(|(key, (least, most)), (kept, range)| {
        let same = key == kept;
        if same {
            *range = (range.0.min(*least), range.1.max(*most));
        }
        same
    });
    FoundAnchor { cost, keys }
}
