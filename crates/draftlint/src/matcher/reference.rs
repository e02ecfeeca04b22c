//! A plain matcher by backtracking, written from the description of the phrase language alone, and the property
//! test that holds the fast matcher equal to it.

mod rows;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use proptest::prelude::*;

use super::compile::{LexiconSource, compile};
use super::{Engine, Hit, Scan};
use crate::document::{self, Text, bound, class};
use crate::phrase::{Assert, Entity, Phrase, Symbol};

/// The entries of a lexicon that may begin at a token.
type Narrow<'n> = dyn Fn(&Plain<'_>, usize, usize) -> Vec<u32> + 'n;

/// The tokens after what was found at one.
type Ends = Rc<[usize]>;

/// Everything that the plain matcher reads.
struct Plain<'t> {
    raw: &'t str,
    text: &'t Text,
    scan: &'t Scan,
    engine: &'t Engine,
    lexicons: &'t [LexiconSource<'t>],
    /// The words that the engine knows.
    known: &'t HashSet<&'t str>,
    /// Which entries of a lexicon may begin at a token; all where nothing narrows them.
    narrow: Option<&'t Narrow<'t>>,
    /// What was found of a lexicon at a token.
    ends_of: RefCell<HashMap<(usize, usize), Ends>>,
}

/// What was met since the last word.
#[derive(Debug, Clone)]
enum Glue {
    Gap(u32),
    /// An assertion or a literal mark, as the bit that must be set.
    Bit(u32, bool),
}

impl Plain<'_> {
    /// All ends of a phrase from a token.
    fn ends(&self, phrase: &Phrase, start: usize) -> BTreeSet<usize> {
        let mut ends = BTreeSet::new();
        self.step(&[phrase], start, true, &mut Vec::new(), &mut |at| _ = ends.insert(at));
        ends
    }

    fn step(
        &self,
        rest: &[&Phrase],
        at: usize,
        fresh: bool,
        glue: &mut Vec<Glue>,
        end: &mut dyn FnMut(usize),
    ) {
        let Some((head, tail)) = rest.split_first() else {
            return self.landings(at, glue, fresh, true).into_iter().for_each(end);
        };
        let with = |first: &[&Phrase], glue: &mut Vec<Glue>, end: &mut dyn FnMut(usize)| {
            let all: Vec<&Phrase> = first.iter().chain(tail).copied().collect();
            self.step(&all, at, fresh, glue, end);
        };
        match head {
            Phrase::Sequence(items) => with(&items.iter().collect::<Vec<_>>(), glue, end),
            Phrase::Either(items) => items.iter().for_each(|item| with(&[item], glue, end)),
            Phrase::Repeat(item, least, most) => {
                (*least..=*most).for_each(|n| with(&vec![&**item; n as usize], glue, end));
            }
            Phrase::Gap(_) | Phrase::Assert(_) | Phrase::Mark(_) => {
                glue.push(match head {
                    Phrase::Gap(most) => Glue::Gap(*most),
                    Phrase::Mark(bit) => Glue::Bit(*bit, true),
                    Phrase::Assert(assert) => Glue::Bit(assert.bit(), false),
                    _ => unreachable!(),
                });
                self.step(tail, at, fresh, glue, end);
                glue.pop();
            }
            Phrase::Symbol(symbol) => {
                for from in self.landings(at, glue, fresh, false) {
                    for to in self.symbol(symbol, from) {
                        self.step(tail, to, false, &mut Vec::new(), end);
                    }
                }
            }
        }
    }

    /// The tokens at which one may go on after what was met since the last word.
    fn landings(&self, at: usize, glue: &[Glue], fresh: bool, closing: bool) -> Vec<usize> {
        let gaps: u32 = glue.iter().map(|g| if let Glue::Gap(n) = g { *n } else { 0 }).sum();
        let first_gap = glue.iter().position(|g| matches!(g, Glue::Gap(_)));
        let bits = |list: &[Glue]| {
            list.iter().fold((0, false), |(bits, mark), g| match g {
                Glue::Bit(bit, is_mark) => (bits | bit, mark | is_mark),
                Glue::Gap(_) => (bits, mark),
            })
        };
        let bounds = &self.text.bounds;
        let Some(first_gap) = first_gap else {
            let (need, mark) = bits(glue);
            let joined = fresh || closing || mark || bounds[at] & bound::JOIN != 0;
            return if joined && bounds[at] & need == need { vec![at] } else { Vec::new() };
        };
        let ((before, before_mark), (after, after_mark)) =
            (bits(&glue[..first_gap]), bits(&glue[first_gap..]));
        if bounds[at] & before != before {
            return Vec::new();
        }
        let mut found = Vec::new();
        for to in at..=(at + gaps as usize).min(bounds.len() - 1) {
            let open = bounds[to] & (bound::JOIN | bound::SOFT) != 0 || (to == at && before_mark);
            if (open || closing || after_mark) && bounds[to] & after == after {
                found.push(to);
            }
            if !open {
                break;
            }
        }
        found
    }

    fn symbol(&self, symbol: &Symbol, at: usize) -> Vec<usize> {
        let Some(token) = self.text.tokens.get(at) else { return Vec::new() };
        let (word, stem) = self.word(at);
        let outside_block = !token.is(class::TAG_BLOCK);
        let same = |wanted: &str| {
            word == wanted
                || (!self.known.contains(word)
                    && (stem == wanted || (token.is(class::LEET) && letters(word) == letters(wanted))))
        };
        let one = |yes: bool| if yes { vec![at + 1] } else { Vec::new() };
        match symbol {
            Symbol::Word(wanted) => one(outside_block && same(wanted)),
            Symbol::Tag(wanted) => one(token.is(class::HASHTAG) && same(wanted)),
            Symbol::Prefix(prefix) => one(outside_block
                && token.is(class::WORD | class::HASHTAG)
                && word.starts_with(prefix.as_str())),
            Symbol::Exact(exact) => {
                let written = self.raw[token.start as usize..token.end as usize].chars();
                one(written.filter(|c| !document::chars::is_hidden(*c)).collect::<String>() == *exact)
            }
            Symbol::Entity(entity) => {
                let view = self.engine.view(self.raw, self.text, &self.scan.marks);
                let mut ends = BTreeSet::new();
                view.ends(super::program::Sym::Entity(*entity), at, |len| _ = ends.insert(at + len));
                ends.into_iter().collect()
            }
            Symbol::Lexicon(name) => {
                let number =
                    self.lexicons.iter().position(|l| l.name == *name).expect("named lexicons exist");
                self.lexicon(number, at).to_vec()
            }
        }
    }

    /// The word at a token, contractions written out, and the same without a possessive ending.
    fn word(&self, at: usize) -> (&str, &str) {
        let word = self.text.word(&self.text.tokens[at]);
        let written = super::english::CONTRACTIONS.iter().find(|(bare, _)| *bare == word);
        let word = written.map_or(word, |(_, full)| full);
        (word, word.strip_suffix("'s").unwrap_or(word))
    }

    fn lexicon(&self, number: usize, at: usize) -> Ends {
        if let Some(known) = self.ends_of.borrow().get(&(number, at)) {
            return Rc::clone(known);
        }
        let entries = &self.lexicons[number].entries;
        let all: BTreeSet<usize> = match self.narrow {
            Some(narrow) => {
                narrow(self, number, at).iter().flat_map(|e| self.ends(entries[*e as usize], at)).collect()
            }
            None => entries.iter().flat_map(|e| self.ends(e, at)).collect(),
        };
        let all: Ends = all.into_iter().collect();
        self.ends_of.borrow_mut().insert((number, at), Rc::clone(&all));
        all
    }

    /// The hits of a group, by the rule of the language: longest end at each start, left to right.
    fn hits(&self, group: u32, phrases: &[Phrase]) -> Vec<(u32, u32, u32)> {
        self.swept(group, |at| phrases.iter().flat_map(|p| self.ends(p, at)).collect())
    }

    fn swept(&self, group: u32, ends: impl Fn(usize) -> Vec<usize>) -> Vec<(u32, u32, u32)> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < self.text.tokens.len() {
            let bounds = &self.text.bounds;
            let inside = bounds[at] & bound::HYPHEN != 0;
            let whole = |e: &usize| bounds[*e] & bound::HYPHEN == 0 && *e > at && *e - at <= 120;
            match ends(at).into_iter().filter(whole).max().filter(|_| !inside) {
                Some(end) => {
                    hits.push((group, at as u32, end as u32));
                    at = end;
                }
                None => at += 1,
            }
        }
        hits
    }
}

/// A word whose letters may be written with digits.
fn letters(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | 'i' => 'l',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            '8' => 'b',
            '9' => 'g',
            c => c,
        })
        .collect()
}

const WORDS: &[&str] =
    &["buy", "now", "free", "win", "tag", "friend", "like", "share", "you", "and", "please", "if", "post"];

fn leaf() -> impl Strategy<Value = Phrase> {
    prop_oneof![
        8 => prop::sample::select(WORDS).prop_map(|w| Phrase::Symbol(Symbol::Word(w.into()))),
        1 => prop::sample::select(WORDS).prop_map(|w| Phrase::Symbol(Symbol::Tag(w.into()))),
        1 => prop::sample::select(vec!["frie", "shar", "plea"]).prop_map(|w| Phrase::Symbol(Symbol::Prefix(w.into()))),
        1 => prop::sample::select(vec!["Buy", "now", "WIN"]).prop_map(|w| Phrase::Symbol(Symbol::Exact(w.into()))),
        2 => prop::sample::select(vec!["one", "two", "three"]).prop_map(|w| Phrase::Symbol(Symbol::Lexicon(w.into()))),
        2 => prop::sample::select(vec![Entity::Number, Entity::Money, Entity::Duration, Entity::Word, Entity::Caps, Entity::Hashtag, Entity::Emoji, Entity::Quoted])
            .prop_map(|e| Phrase::Symbol(Symbol::Entity(e))),
    ]
}

fn glue() -> impl Strategy<Value = Phrase> {
    prop_oneof![
        (1u32..6).prop_map(Phrase::Gap),
        prop::sample::select(vec![
            Assert::Imperative,
            Assert::PostStart,
            Assert::LineStart,
            Assert::LineEnd,
            Assert::End
        ])
        .prop_map(Phrase::Assert),
        prop::sample::select(vec![':', ',', '!', '=']).prop_map(|c| Phrase::Mark(bound::mark(c).unwrap())),
    ]
}

fn phrase() -> impl Strategy<Value = Phrase> {
    let inner = leaf().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Phrase::Sequence),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Phrase::Either),
            (inner.clone(), 0u32..2, 1u32..3).prop_map(|(p, least, most)| Phrase::Repeat(
                Box::new(p),
                least,
                most
            )),
            (inner.clone(), glue(), inner).prop_map(|(a, g, b)| Phrase::Sequence(vec![a, g, b])),
        ]
    });
    // One plain word keeps the phrase from being empty, and gives it something to be looked up at.
    (prop::option::of(glue()), leaf(), inner, any::<bool>(), prop::option::of(glue())).prop_map(
        |(first, word, rest, before, last)| {
            let mut items: Vec<Phrase> = first.into_iter().filter(|g| !matches!(g, Phrase::Gap(_))).collect();
            items.extend(if before { [word, rest] } else { [rest, word] });
            items.extend(last.filter(|g| !matches!(g, Phrase::Gap(_))));
            Phrase::Sequence(items)
        },
    )
}

fn text() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        10 => prop::sample::select(WORDS).prop_map(String::from),
        1 => prop::sample::select(vec!["Buy", "WIN", "NOW", "Friends", "#win", "#buy", "5", "$20", "20 dollars", "3 days", "two", "a week", "other", "friend's", "🎉", "\"buy now\"", "“like”", "@ana", "acme.example/x", "don’t"]).prop_map(String::from),
    ];
    let between = prop_oneof![
        12 => Just(" ".to_string()),
        1 => prop::sample::select(vec![", ", ". ", "! ", ": ", "\n", "\n\n", " - ", "-", " (", ") ", "/", " = ", " … ", "  ", "; "]).prop_map(String::from),
    ];
    prop::collection::vec((token, between), 0..24)
        .prop_map(|parts| parts.into_iter().map(|(a, b)| a + &b).collect())
}

const LEXICONS: [(&str, &[&str]); 3] = [
    ("one", &["free", "win now", "tag [a] friend", "{money}"]),
    ("two", &["<one>", "like", "share <one>", "buy ...2 now"]),
    ("three", &["<two> and", "please", "post"]),
];

fn compare(raw: &str, groups: &[Vec<Phrase>]) -> Result<usize, TestCaseError> {
    let read = |entry: &&str| crate::phrase::parse(entry).unwrap();
    let entries = LEXICONS.map(|(_, entries)| entries.iter().map(read).collect::<Vec<Phrase>>());
    let sources = LEXICONS.iter().zip(&entries);
    let lexicons: Vec<LexiconSource<'_>> = sources
        .map(|((name, _), entries)| LexiconSource { name, entries: entries.iter().collect() })
        .collect();
    prop_assume!(groups.iter().flatten().all(|p| crate::phrase::check(p).is_ok()));
    let shared: Vec<Vec<&Phrase>> = groups.iter().map(|g| g.iter().collect()).collect();
    let (engine, faults) = compile(&lexicons, &shared);
    prop_assume!(faults.is_empty());
    let (mut text, mut scan) = (Text::default(), Scan::default());
    document::read(raw, &mut text);
    engine.read(&mut text, &mut scan);
    engine.find(raw, &mut text, &mut scan);
    let fast: Vec<(u32, u32, u32)> =
        scan.hits.iter().map(|Hit { group, start, end, .. }| (*group, *start, *end)).collect();
    let known = engine.vocabulary.ids().map(|id| engine.vocabulary.text(id)).collect();
    let plain = Plain {
        raw,
        text: &text,
        scan: &scan,
        engine: &engine,
        lexicons: &lexicons,
        known: &known,
        narrow: None,
        ends_of: RefCell::default(),
    };
    let slow: Vec<(u32, u32, u32)> =
        groups.iter().enumerate().flat_map(|(g, phrases)| plain.hits(g as u32, phrases)).collect();
    prop_assert_eq!(&fast, &slow, "on {:?} with {:?}", raw, groups);
    Ok(fast.len())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, max_global_rejects: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_matcher_finds_what_the_plain_one_finds(
        raw in text(),
        groups in prop::collection::vec(prop::collection::vec(phrase(), 1..3), 1..3),
    ) {
        compare(&raw, &groups)?;
    }
}

/// Cases written by hand: phrase, text, and the texts of the hits.
#[test]
fn cases_by_hand() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("buy now", "Buy NOW! Or buy, now. Buy. Now", &["Buy NOW", "buy, now"]),
        ("buy now", "buy-now and pre-buy now", &["buy-now"]),
        ("buy now", "buy (now) or buy / now", &[]),
        ("buy now", "buy\nnow\n\nbuy\n\nnow", &["buy\nnow"]),
        ("^(buy|win) now", "Please buy now. You buy now? If you like it, buy now", &["buy now", "buy now"]),
        (
            "follow ...6 back",
            "follow me and I will follow back. follow. back",
            &["follow me and I will follow back"],
        ),
        (
            "tag (a|your) friend",
            "Tag a friend, tag your friend’s friend",
            &["Tag a friend", "tag your friend’s"],
        ),
        ("win [a] {money}", "win $5, win a 20 dollars, win 5", &["win $5", "win a 20 dollars"]),
        ("comment \":\" yes", "comment: yes. comment yes", &["comment: yes"]),
        ("free end$", "free gift, all free. Free\nit is free", &["free", "Free", "free"]),
        ("win", "#win now, #buy #win", &["#win"]),
        ("#win", "win #win #buy", &["#win"]),
        ("'F4F'", "F4F f4f", &["F4F"]),
        ("share*", "shares sharing", &["shares"]),
        ("free", "fr33 money", &["fr33"]),
        ("free", "fr\u{200B}ee, ｆｒｅｅ, frее", &["fr\u{200B}ee", "ｆｒｅｅ", "frее"]),
        ("don't wait", "dont wait, don’t wait, don't wait", &["dont wait", "don’t wait", "don't wait"]),
        (
            "{date}",
            "on Tuesday, 4 May 2026 or May 5th or 2026-05-06",
            &["Tuesday, 4 May 2026", "May 5th", "2026-05-06"],
        ),
        ("{time}", "9pm, 9:30, 10 am, noon", &["9pm", "9:30", "10 am", "noon"]),
        ("{duration}", "in 3 days, a week, 24h, two hours", &["3 days", "a week", "24h", "two hours"]),
        (
            "{link} now",
            "www.acme.example/a now, Acme.Example now, e.g. now",
            &["www.acme.example/a now", "Acme.Example now"],
        ),
        ("{email}", "mail press@acme.example, not @ana@mastodon.example", &["press@acme.example"]),
        ("{quoted} now", "\"a b\" now, “c” now", &["a b\" now", "c” now"]),
    ];
    for (phrase, raw, wanted) in cases {
        let groups = vec![vec![crate::phrase::parse(phrase).unwrap()]];
        compare(raw, &groups).unwrap();
        let shared: Vec<Vec<&Phrase>> = groups.iter().map(|g| g.iter().collect()).collect();
        let (engine, faults) = compile(&[], &shared);
        assert_eq!(faults, [], "{phrase}");
        let (mut text, mut scan) = (Text::default(), Scan::default());
        document::read(raw, &mut text);
        engine.read(&mut text, &mut scan);
        engine.find(raw, &mut text, &mut scan);
        let found: Vec<&str> = scan
            .hits
            .iter()
            .map(|h| {
                &raw[text.tokens[h.start as usize].start as usize
                    ..text.tokens[h.end as usize - 1].end as usize]
            })
            .collect();
        assert_eq!(&found, wanted, "{phrase} on {raw}");
    }
}
