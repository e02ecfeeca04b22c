//! The first clause of a text, and phrases over it. A headline is told by how it begins, mostly with words that are too
//! frequent to look phrases up at (this, you, which, the): they are tried on these few words only.

use std::collections::HashMap;

use crate::checks::FieldView;
use crate::document::{bound, class};
use crate::phrase::{self, Assert, Entity, Phrase, Symbol};

/// Longer clauses are no headlines.
const LONGEST: usize = 26;

/// The words of the first clause.
#[derive(Debug)]
pub(super) struct Opening<'t> {
    /// In their folded form.
    pub(super) words: Vec<&'t str>,
    /// The number of each word's token.
    tokens: Vec<usize>,
    /// The first number is an amount of money or a share.
    pub(super) measured: bool,
    /// How many words stand after the clause, links apart.
    pub(super) rest: usize,
    /// Somebody speaks of themselves, to somebody, or under a tag: no headline.
    pub(super) personal: bool,
}

impl<'t> Opening<'t> {
    /// The first clause, unless it is too long, or the text speaks about headlines.
    pub(super) fn read(view: &FieldView<'t>) -> Option<Opening<'t>> {
        let text = view.text;
        let mut opening =
            Opening { words: Vec::new(), tokens: Vec::new(), measured: false, rest: 0, personal: false };
        let (mut open, mut mentioned) = (true, false);
        for (i, token) in text.tokens.iter().enumerate() {
            let word = text.word(token);
            mentioned |= matches!(word, "clickbait" | "headline" | "headlines" | "listicle" | "listicles");
            let apart = bound::JOIN | bound::SOFT;
            let breaks = text.bounds[i] & apart == 0 || text.bounds[i] & bound::LINE != 0;
            open &= !token.is(class::LINK) && (opening.words.is_empty() || !breaks);
            if token.is(class::EMOJI | class::LINK | class::TAG_BLOCK) {
                continue;
            }
            if !open {
                opening.rest += usize::from(token.is(class::WORD));
                continue;
            }
            opening.personal |= token.is(class::MENTION | class::HASHTAG) || is_personal(word);
            opening.measured |=
                opening.words.len() < 3 && token.is(class::MONEY | class::PERCENT | class::TIME);
            opening.words.push(word);
            opening.tokens.push(i);
        }
        (!mentioned && (3..=LONGEST).contains(&opening.words.len())).then_some(opening)
    }

    /// The bytes of some of the words.
    pub(super) fn span(&self, view: &FieldView<'_>, from: usize, to: usize) -> Option<(u32, u32)> {
        let first = view.text.tokens.get(*self.tokens.get(from)?)?;
        let last = view.text.tokens.get(*self.tokens.get(to.checked_sub(1)?)?)?;
        let quoted = view.text.is_quotation(view.raw, first.start, last.end);
        (!quoted && first.start < last.end).then_some((first.start, last.end))
    }
}

fn is_personal(word: &str) -> bool {
    matches!(
        word,
        "i" | "i'm"
            | "im"
            | "i've"
            | "ive"
            | "i'll"
            | "i'd"
            | "my"
            | "me"
            | "mine"
            | "myself"
            | "we"
            | "we're"
            | "we've"
            | "we'll"
            | "our"
            | "us"
            | "lol"
            | "omg"
            | "haha"
            | "u"
            | "ur"
            | "pls"
            | "plz"
    )
}

/// Phrases that are tried on an opening.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    all: Vec<Phrase>,
    /// Those that begin with a word.
    by_word: HashMap<String, Vec<usize>>,
    /// Those that begin with a class of words.
    others: Vec<usize>,
}

impl Phrases {
    /// Reads phrases of the language of cards.
    pub(super) fn new(written: &[String]) -> Result<Phrases, String> {
        let mut phrases = Phrases::default();
        for text in written {
            let phrase = phrase::parse(text)
                .map_err(|fault| format!("`{text}`: {}; {}", fault.message, fault.help))?;
            let number = phrases.all.len();
            let mut words = Vec::new();
            if first_words(&phrase, &mut words) == First::Words {
                words.sort_unstable();
                words.dedup();
                for word in words {
                    phrases.by_word.entry(word).or_default().push(number);
                }
            } else {
                phrases.others.push(number);
            }
            phrases.all.push(phrase);
        }
        Ok(phrases)
    }

    /// The first match, and the longest of those that begin there, as numbers of words.
    pub(super) fn find(&self, words: &[&str]) -> Option<(usize, usize)> {
        (0..words.len()).find_map(|at| {
            let some = self.by_word.get(words[at]).into_iter().flatten().chain(&self.others);
            let ends = some.filter_map(|p| walk(&self.all[*p], at, words, &mut Some));
            ends.max().map(|end| (at, end))
        })
    }
}

#[derive(PartialEq, Eq)]
enum First {
    /// The words are all that it can begin with.
    Words,
    /// It can also begin with what follows.
    Empty,
    /// It can begin with a class of words.
    Any,
}

fn first_words(phrase: &Phrase, words: &mut Vec<String>) -> First {
    match phrase {
        Phrase::Sequence(parts) => {
            for part in parts {
                match first_words(part, words) {
                    First::Empty => {}
                    found => return found,
                }
            }
            First::Empty
        }
        Phrase::Either(all) => {
            let found: Vec<First> = all.iter().map(|p| first_words(p, words)).collect();
            if found.contains(&First::Any) {
                First::Any
            } else if found.contains(&First::Empty) {
                First::Empty
            } else {
                First::Words
            }
        }
        Phrase::Repeat(part, least, _) => match first_words(part, words) {
            First::Words if *least == 0 => First::Empty,
            found => found,
        },
        Phrase::Symbol(Symbol::Word(word)) => {
            words.push(word.clone());
            First::Words
        }
        Phrase::Symbol(_) | Phrase::Gap(_) => First::Any,
        Phrase::Assert(_) | Phrase::Mark(_) => First::Empty,
    }
}

type Next<'n> = dyn FnMut(usize) -> Option<usize> + 'n;

/// Where a phrase ends that begins at a word, and what comes after it too.
fn walk(phrase: &Phrase, at: usize, words: &[&str], next: &mut Next<'_>) -> Option<usize> {
    match phrase {
        Phrase::Sequence(parts) => walk_all(parts, at, words, next),
        Phrase::Either(all) => all.iter().find_map(|p| walk(p, at, words, next)),
        Phrase::Repeat(part, least, most) => {
            let once = (*most > 0)
                .then(|| {
                    walk(part, at, words, &mut |end| {
                        if *most > 1 && end > at {
                            let more = Phrase::Repeat(part.clone(), least.saturating_sub(1), most - 1);
                            walk(&more, end, words, next)
                        } else {
                            next(end)
                        }
                    })
                })
                .flatten();
            once.or_else(|| (*least == 0).then(|| next(at)).flatten())
        }
        Phrase::Symbol(symbol) => words.get(at).filter(|w| is(symbol, w)).and_then(|_| next(at + 1)),
        Phrase::Gap(most) => (at..=words.len().min(at + *most as usize)).find_map(next),
        Phrase::Assert(Assert::PostStart | Assert::LineStart) => (at == 0).then(|| next(at)).flatten(),
        Phrase::Assert(Assert::End | Assert::LineEnd) => (at == words.len()).then(|| next(at)).flatten(),
        Phrase::Assert(Assert::Imperative) | Phrase::Mark(_) => next(at),
    }
}

fn walk_all(parts: &[Phrase], at: usize, words: &[&str], next: &mut Next<'_>) -> Option<usize> {
    match parts.split_first() {
        None => next(at),
        Some((part, rest)) => walk(part, at, words, &mut |end| walk_all(rest, end, words, next)),
    }
}

fn is(symbol: &Symbol, word: &str) -> bool {
    match symbol {
        Symbol::Word(w) | Symbol::Tag(w) | Symbol::Exact(w) => w == word,
        Symbol::Prefix(p) => word.starts_with(p.as_str()),
        Symbol::Entity(Entity::Number) => word.bytes().all(|b| b.is_ascii_digit()),
        Symbol::Entity(_) => true,
        Symbol::Lexicon(name) => match name.as_str() {
            "adverb" => is_adverb(word),
            "superlative" => is_superlative(word),
            "past" => is_past(word),
            "doing" => word.len() > 5 && word.ends_with("ing"),
            "year" => word.len() == 4 && (word.starts_with("19") || word.starts_with("20")),
            "person" => is_person(word),
            "feeling" => is_feeling(word),
            _ => false,
        },
    }
}

/// Words in -ly that say how.
pub(super) fn is_adverb(word: &str) -> bool {
    const OTHERS: &[&str] = &[
        "apply", "assembly", "bully", "daily", "early", "elderly", "family", "friendly", "holy", "hourly",
        "italy", "jelly", "july", "likely", "monthly", "only", "rally", "reply", "supply", "ugly", "weekly",
        "yearly",
    ];
    word.len() > 4 && word.ends_with("ly") && !OTHERS.contains(&word)
}

/// most, best, funniest …
pub(super) fn is_superlative(word: &str) -> bool {
    const OTHERS: &[&str] = &[
        "arrest",
        "budapest",
        "conquest",
        "contest",
        "earnest",
        "forest",
        "guest",
        "harvest",
        "honest",
        "interest",
        "invest",
        "latest",
        "manifest",
        "midwest",
        "modest",
        "northwest",
        "priest",
        "protest",
        "quest",
        "request",
        "southwest",
        "suggest",
    ];
    matches!(word, "most" | "best" | "worst")
        || (word.len() > 5 && word.ends_with("est") && !OTHERS.contains(&word))
}

fn is_past(word: &str) -> bool {
    (word.len() > 4 && word.ends_with("ed")) || PAST.binary_search(&word).is_ok()
}

fn is_person(word: &str) -> bool {
    PERSONS.binary_search(&word).is_ok()
}

fn is_feeling(word: &str) -> bool {
    FEELINGS.binary_search(&word).is_ok()
}

/// Forms of the past without -ed.
const PAST: &[&str] = &[
    "ate", "became", "began", "broke", "built", "came", "caught", "chose", "did", "drew", "fell", "flew",
    "forgot", "found", "gave", "got", "had", "hid", "kept", "left", "let", "lost", "made", "met", "put",
    "quit", "ran", "rode", "said", "sang", "saw", "sent", "sold", "spent", "spoke", "stole", "swam",
    "taught", "thought", "threw", "told", "took", "went", "woke", "won", "wore", "wrote",
];

/// Who acts in posts that withhold what was done: people and pets.
const PERSONS: &[&str] = &[
    "artist",
    "aunt",
    "baby",
    "bear",
    "blogger",
    "boy",
    "bride",
    "brothers",
    "cat",
    "cats",
    "celebrities",
    "chef",
    "comedian",
    "couple",
    "couples",
    "dad",
    "dads",
    "dancer",
    "designer",
    "dog",
    "dogs",
    "driver",
    "dude",
    "family",
    "fan",
    "fans",
    "farmer",
    "fox",
    "girl",
    "girls",
    "grandfather",
    "grandma",
    "grandmother",
    "grandpa",
    "groom",
    "guy",
    "guys",
    "horse",
    "illustrator",
    "kid",
    "kids",
    "kitten",
    "lady",
    "man",
    "men",
    "models",
    "mom",
    "moms",
    "monkey",
    "mum",
    "nurse",
    "owl",
    "parents",
    "penguin",
    "photographer",
    "puppy",
    "siblings",
    "singer",
    "sisters",
    "startup",
    "student",
    "students",
    "teacher",
    "teen",
    "teenager",
    "teens",
    "toddler",
    "twins",
    "woman",
    "women",
];

/// What a reader is told to feel.
const FEELINGS: &[&str] = &[
    "adorable",
    "amazing",
    "awesome",
    "awful",
    "badass",
    "beautiful",
    "bizarre",
    "bonkers",
    "breathtaking",
    "brilliant",
    "crazy",
    "creepy",
    "cute",
    "delightful",
    "disturbing",
    "epic",
    "everything",
    "fabulous",
    "fantastic",
    "fascinating",
    "freaky",
    "genius",
    "glorious",
    "goals",
    "gorgeous",
    "heartbreaking",
    "heartwarming",
    "hilarious",
    "horrifying",
    "hypnotic",
    "hysterical",
    "impressive",
    "incredible",
    "ingenious",
    "insane",
    "inspiring",
    "intense",
    "magic",
    "magical",
    "mesmerizing",
    "perfect",
    "perfection",
    "priceless",
    "relatable",
    "ridiculous",
    "sexy",
    "shocking",
    "stunning",
    "surreal",
    "terrible",
    "terrifying",
    "trippy",
    "unbelievable",
    "unreal",
    "weird",
    "wild",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order() {
        for list in [PAST, PERSONS, FEELINGS] {
            assert!(list.windows(2).all(|w| w[0] < w[1]));
        }
    }

    #[test]
    fn phrases_match_whole_openings() {
        let find = |phrase: &str, text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            Phrases::new(&[phrase.to_string()]).unwrap().find(&words)
        };
        assert_eq!(find("post^ which ...8 are you end$", "which old bridge are you"), Some((0, 5)));
        assert_eq!(find("post^ which ...8 are you end$", "which old bridge are you on"), None);
        assert_eq!(find("here's [exactly] (why|how)", "it rains and here's how"), Some((3, 5)));
        assert_eq!(
            find("post^ the [{word}] <superlative> ...4 ever", "the very driest cake ever"),
            Some((0, 5))
        );
        assert_eq!(find("{word}{2,3} end$", "one two three"), Some((0, 3)));
    }
}
