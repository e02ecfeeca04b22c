//! The built-in phrases on real posts: the fast matcher finds what the plain one finds.
//!
//! The plain matcher would take days for all phrases at all tokens, so a phrase is tried only where one of the words
//! with which it can begin stands. That is worked out from the phrases alone, and shares nothing with the fast one.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Plain, letters};
use crate::catalogue::built_in;
use crate::document::{self, Text, class};
use crate::matcher::compile::{LexiconSource, compile};
use crate::matcher::{Engine, Hit, Scan};
use crate::phrase::{Phrase, Symbol};

/// With `DRAFTLINT_ROWS=all` every row is read, else one in so many.
const EVERY: usize = 41;

/// The words with which a phrase can begin; more than words where that is not known.
#[derive(Clone, Default)]
struct First {
    words: Vec<String>,
    anything: bool,
}

/// Lists of phrases by how they begin.
#[derive(Default)]
struct Beginnings {
    by_word: HashMap<String, Vec<u32>>,
    by_letters: HashMap<String, Vec<u32>>,
    anywhere: Vec<u32>,
}

impl Beginnings {
    fn add(&mut self, number: u32, first: First) {
        if first.anything {
            return self.anywhere.push(number);
        }
        for word in first.words {
            self.by_letters.entry(letters(&word)).or_default().push(number);
            self.by_word.entry(word).or_default().push(number);
        }
    }

    /// Those that may begin at a token, each once.
    fn at(&self, plain: &Plain<'_>, at: usize) -> Vec<u32> {
        let (word, stem) = plain.word(at);
        let leet = plain.text.tokens[at].is(class::LEET).then(|| self.by_letters.get(&letters(word)));
        let lists = [self.by_word.get(word), self.by_word.get(stem), leet.flatten()];
        let mut all: Vec<u32> =
            lists.into_iter().flatten().flatten().chain(&self.anywhere).copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Adds how a phrase can begin. Returns whether it can be empty.
fn begin(phrase: &Phrase, lexicons: &HashMap<&str, First>, first: &mut First) -> bool {
    match phrase {
        Phrase::Sequence(items) => items.iter().all(|item| begin(item, lexicons, first)),
        Phrase::Either(items) => items.iter().fold(false, |empty, item| begin(item, lexicons, first) | empty),
        Phrase::Repeat(item, least, _) => begin(item, lexicons, first) || *least == 0,
        Phrase::Gap(_) => {
            first.anything = true;
            true
        }
        Phrase::Assert(_) | Phrase::Mark(_) => true,
        Phrase::Symbol(Symbol::Word(word) | Symbol::Tag(word)) => {
            first.words.push(word.clone());
            false
        }
        Phrase::Symbol(Symbol::Lexicon(name)) => {
            match lexicons.get(&**name) {
                Some(known) => {
                    first.words.extend(known.words.iter().cloned());
                    first.anything |= known.anything;
                }
                None => first.anything = true,
            }
            false
        }
        Phrase::Symbol(_) => {
            first.anything = true;
            false
        }
    }
}

fn first(phrase: &Phrase, lexicons: &HashMap<&str, First>) -> First {
    let mut found = First::default();
    let empty = begin(phrase, lexicons, &mut found);
    First { anything: found.anything || empty, ..found }
}

/// How the entries of each lexicon begin. One that uses another waits for it.
fn firsts(lexicons: &[LexiconSource<'static>]) -> HashMap<&'static str, First> {
    let mut known: HashMap<&str, First> = HashMap::new();
    let mut waiting: Vec<&LexiconSource<'static>> = lexicons.iter().collect();
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|lexicon| {
            let ready = lexicon.entries.iter().all(|entry| uses(entry).iter().all(|u| known.contains_key(u)));
            if ready {
                let all = lexicon.entries.iter().map(|entry| first(entry, &known));
                let sum = all.fold(First::default(), |mut sum, one| {
                    sum.words.extend(one.words);
                    sum.anything |= one.anything;
                    sum
                });
                known.insert(lexicon.name, sum);
            }
            !ready
        });
        assert!(waiting.len() < before, "lexicons use each other in no circle");
    }
    known
}

fn uses(phrase: &Phrase) -> Vec<&str> {
    match phrase {
        Phrase::Sequence(items) | Phrase::Either(items) => items.iter().flat_map(uses).collect(),
        Phrase::Repeat(item, ..) => uses(item),
        Phrase::Symbol(Symbol::Lexicon(name)) => vec![name],
        _ => Vec::new(),
    }
}

/// All that is built in, for both matchers.
struct Rules {
    lexicons: Vec<LexiconSource<'static>>,
    groups: Vec<Vec<&'static Phrase>>,
    engine: Engine,
    of_lexicons: Vec<Beginnings>,
    /// Of all groups together, and the group and place of each phrase.
    of_groups: Beginnings,
    places: Vec<(u32, u32)>,
}

impl Rules {
    fn built_in() -> Rules {
        let catalogue = &built_in().0;
        let mut by_name: BTreeMap<&str, Vec<&Phrase>> = BTreeMap::new();
        for lexicon in &catalogue.lexicons {
            let entries = lexicon.entries.iter().map(|written| &*written.phrase);
            by_name.entry(&lexicon.name).or_default().extend(entries);
        }
        let lexicons: Vec<LexiconSource<'_>> =
            by_name.into_iter().map(|(name, entries)| LexiconSource { name, entries }).collect();
        let all = catalogue.cards.iter().flat_map(|card| &card.groups);
        let lists = all.flat_map(|group| [&group.phrases, &group.except]).filter(|list| !list.is_empty());
        let groups: Vec<Vec<&Phrase>> =
            lists.map(|list| list.iter().map(|written| &*written.phrase).collect()).collect();
        let (engine, faults) = compile(&lexicons, &groups);
        assert_eq!(faults, []);
        let known = firsts(&lexicons);
        let mut of_lexicons = Vec::new();
        for lexicon in &lexicons {
            let mut list = Beginnings::default();
            for (n, entry) in lexicon.entries.iter().enumerate() {
                list.add(n as u32, first(entry, &known));
            }
            of_lexicons.push(list);
        }
        let (mut of_groups, mut places) = (Beginnings::default(), Vec::new());
        for (g, phrases) in groups.iter().enumerate() {
            for (p, phrase) in phrases.iter().enumerate() {
                of_groups.add(places.len() as u32, first(phrase, &known));
                places.push((g as u32, p as u32));
            }
        }
        Rules { lexicons, groups, engine, of_lexicons, of_groups, places }
    }

    /// What both matchers find; each hit as group, first token and the token after the last.
    fn both(
        &self,
        known: &HashSet<&str>,
        raw: &str,
        text: &mut Text,
        scan: &mut Scan,
    ) -> [Vec<(u32, u32, u32)>; 2] {
        document::read(raw, text);
        self.engine.read(text, scan);
        self.engine.find(raw, text, scan);
        let mut fast: Vec<(u32, u32, u32)> =
            scan.hits.iter().map(|Hit { group, start, end, .. }| (*group, *start, *end)).collect();
        fast.sort_unstable();
        let narrow = |plain: &Plain<'_>, lexicon: usize, at: usize| self.of_lexicons[lexicon].at(plain, at);
        let plain = Plain {
            raw,
            text,
            scan,
            engine: &self.engine,
            lexicons: &self.lexicons,
            known,
            narrow: Some(&narrow),
            ends_of: RefCell::default(),
        };
        let mut ends: BTreeMap<u32, HashMap<usize, Vec<usize>>> = BTreeMap::new();
        for at in 0..plain.text.tokens.len() {
            for number in self.of_groups.at(&plain, at) {
                let (group, phrase) = self.places[number as usize];
                let found = plain.ends(self.groups[group as usize][phrase as usize], at);
                if !found.is_empty() {
                    ends.entry(group).or_default().entry(at).or_default().extend(found);
                }
            }
        }
        let slow = ends
            .iter()
            .flat_map(|(group, ends)| plain.swept(*group, |at| ends.get(&at).cloned().unwrap_or_default()))
            .collect();
        [fast, slow]
    }
}

/// The texts of all data sets, of which a part is taken.
fn texts(folder: &Path, every: usize) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    files.sort();
    let mut texts = Vec::new();
    for file in files {
        let rows = std::fs::read_to_string(&file).unwrap();
        for line in rows.lines().step_by(every) {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = row.get("text").or(row.get("body")).and_then(|text| text.as_str());
            texts.extend(text.map(str::to_string));
        }
    }
    texts
}

#[test]
fn the_fast_matcher_finds_what_the_plain_one_finds_in_real_posts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let all = std::env::var("DRAFTLINT_ROWS").is_ok_and(|rows| rows == "all");
    let texts = texts(&folder, if all { 1 } else { EVERY });
    if texts.is_empty() {
        println!("skipped: the data sets are not here");
        return;
    }
    let rules = Rules::built_in();
    let vocabulary = &rules.engine.vocabulary;
    let known: HashSet<&str> = vocabulary.ids().map(|id| vocabulary.text(id)).collect();
    let (next, hits) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                let (mut text, mut scan) = (Text::default(), Scan::default());
                while let Some(raw) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let [fast, slow] = rules.both(&known, raw, &mut text, &mut scan);
                    assert_eq!(fast, slow, "in {raw:?}");
                    hits.fetch_add(fast.len(), Ordering::Relaxed);
                }
            });
        }
    });
    let hits = hits.into_inner();
    println!("{hits} hits in {} posts", texts.len());
    assert!(hits > texts.len() / 4, "{hits} hits in {} posts", texts.len());
}
