//! The first clause of a text, and phrases over it. A headline is told by how it begins, mostly with words that are too
//! frequent to look phrases up at (this, you, which, the): they are tried on these few words only.

use rustc_hash::FxHashMap;

use crate::checks::FieldView;
use crate::document::{Text, WordList, bound, class};
use crate::phrase::{self, Assert, Entity, Phrase, Symbol};

/// Longer clauses are no headlines.
const LONGEST: usize = 26;

/// Tokens that stand beside the words.
const BESIDE: u32 = class::EMOJI | class::LINK | class::TAG_BLOCK;

/// The words of the first clause.
#[derive(Debug)]
pub(super) struct Opening<'t> {
    /// In their folded form.
    list: [&'t str; LONGEST],
    count: usize,
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
        let list = [""; LONGEST];
        let mut opening = Opening { list, count: 0, measured: false, rest: 0, personal: false };
        let mut end = 0;
        for (token, bits) in text.tokens.iter().zip(&text.bounds) {
            let breaks = bits & (bound::JOIN | bound::SOFT) == 0 || bits & bound::LINE != 0;
            if token.is(class::LINK) || (breaks && opening.count > 0) {
                break;
            }
            end += 1;
            if token.is(BESIDE) {
                continue;
            }
            let word = text.word(token);
            *opening.list.get_mut(opening.count)? = word;
            opening.personal |= token.is(class::MENTION | class::HASHTAG) || is_personal(word);
            opening.measured |= opening.count < 3 && token.is(class::MONEY | class::PERCENT | class::TIME);
            opening.count += 1;
        }
        if opening.count < 3 || speaks_of_headlines(text) {
            return None;
        }
        opening.rest = text.tokens[end..].iter().filter(|t| t.is(class::WORD) && !t.is(BESIDE)).count();
        Some(opening)
    }

    pub(super) fn words(&self) -> &[&'t str] {
        &self.list[..self.count]
    }

    /// For each word the bit that few others have.
    pub(super) fn bits(&self) -> [u128; LONGEST] {
        let mut bits = [0; LONGEST];
        bits.iter_mut().zip(self.words()).for_each(|(bits, word)| *bits = bit(word));
        bits
    }

    /// The words that an opening would begin with.
    pub(super) fn first(view: &FieldView<'t>) -> impl Iterator<Item = &'t str> + use<'t> {
        let text = view.text;
        text.tokens.iter().filter(|t| !t.is(BESIDE)).map(move |t| text.word(t))
    }

    /// The bytes of some of the words.
    pub(super) fn span(&self, view: &FieldView<'_>, from: usize, to: usize) -> Option<(u32, u32)> {
        let last = to.checked_sub(1)?;
        if from.max(last) >= self.count {
            return None;
        }
        let token = |number: usize| view.text.tokens.iter().filter(|t| !t.is(BESIDE)).nth(number);
        let (first, last) = (token(from)?, token(last)?);
        let quoted = view.text.is_quotation(view.raw, first.start, last.end);
        (!quoted && first.start < last.end).then_some((first.start, last.end))
    }
}

fn speaks_of_headlines(text: &Text) -> bool {
    static WORDS: WordList<5> =
        WordList::new(["clickbait", "headline", "headlines", "listicle", "listicles"]);
    text.has_word(&WORDS)
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
    /// For each, bits of words of which one must be there.
    needs: Vec<Vec<u128>>,
    /// Those that only begin at the first word.
    first: Beginnings,
    anywhere: Beginnings,
}

/// The numbers of phrases by what they begin with.
#[derive(Debug, Default)]
struct Beginnings {
    by_word: FxHashMap<String, Vec<usize>>,
    /// The bits of those words.
    bits: u128,
    /// Those that begin with a class of words.
    others: Vec<usize>,
}

impl Beginnings {
    fn at(&self, word: &str) -> impl Iterator<Item = &usize> {
        let some = if self.bits & bit(word) == 0 { None } else { self.by_word.get(word) };
        some.into_iter().flatten().chain(&self.others)
    }
}

/// A bit for a word, which few other words share.
fn bit(word: &str) -> u128 {
    let letters = word.as_bytes();
    let (first, last) = (letters.first().copied().unwrap_or(0), letters.last().copied().unwrap_or(0));
    1 << ((usize::from(first) * 5 + usize::from(last) * 11 + letters.len() * 29) % 128)
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
            let place = if is_first(&phrase) { &mut phrases.first } else { &mut phrases.anywhere };
            if first_words(&phrase, &mut words) == First::Words {
                words.sort_unstable();
                words.dedup();
                for word in words {
                    place.bits |= bit(&word);
                    place.by_word.entry(word).or_default().push(number);
                }
            } else {
                place.others.push(number);
            }
            let mut needs = Vec::new();
            needed(&phrase, &mut needs);
            phrases.needs.push(needs);
            phrases.all.push(phrase);
        }
        Ok(phrases)
    }

    /// The first match, and the longest of those that begin there, as numbers of words; `bits` are those of the words.
    pub(super) fn find(&self, words: &[&str], bits: &[u128]) -> Option<(usize, usize)> {
        let there = bits.iter().fold(0, |all, bits| all | bits);
        let possible = |number: usize| self.needs[number].iter().all(|bits| bits & there != 0);
        // Few words begin a phrase anywhere but at the start.
        let any = self.anywhere.others.iter().any(|number| possible(*number));
        let begins = |at: &usize| *at == 0 || any || bits[*at] & self.anywhere.bits != 0;
        (0..words.len()).filter(begins).find_map(|at| {
            let first = (at == 0).then(|| self.first.at(words[at])).into_iter().flatten();
            let some = first.chain(self.anywhere.at(words[at]));
            let ends =
                some.filter(|p| possible(**p)).filter_map(|p| walk(&self.all[*p], at, words, &mut Some));
            ends.max().map(|end| (at, end))
        })
    }
}

/// The words without which a phrase matches nothing: for each place, the bits of those that may stand there.
fn needed(phrase: &Phrase, out: &mut Vec<u128>) {
    match phrase {
        Phrase::Sequence(parts) => parts.iter().for_each(|part| needed(part, out)),
        Phrase::Either(all) => {
            let of = |part: &Phrase| {
                let mut bits = Vec::new();
                needed(part, &mut bits);
                bits.into_iter().min_by_key(|bits| bits.count_ones())
            };
            let any = all.iter().map(of).collect::<Option<Vec<u128>>>();
            out.extend(any.map(|all| all.iter().fold(0, |all, bits| all | bits)));
        }
        Phrase::Repeat(part, least, _) if *least > 0 => needed(part, out),
        Phrase::Symbol(Symbol::Word(word) | Symbol::Tag(word) | Symbol::Exact(word)) => out.push(bit(word)),
        _ => {}
    }
}

/// Whether a phrase says that it begins at the first word.
fn is_first(phrase: &Phrase) -> bool {
    let Phrase::Sequence(parts) = phrase else { return false };
    matches!(parts.first(), Some(Phrase::Assert(Assert::PostStart | Assert::LineStart)))
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
        Phrase::Repeat(part, least, most) => repeat(part, (*least, *most), at, words, next),
        Phrase::Symbol(symbol) => words.get(at).filter(|w| is(symbol, w)).and_then(|_| next(at + 1)),
        Phrase::Gap(most) => (at..=words.len().min(at + *most as usize)).find_map(next),
        Phrase::Assert(Assert::PostStart | Assert::LineStart) => (at == 0).then(|| next(at)).flatten(),
        Phrase::Assert(Assert::End | Assert::LineEnd) => (at == words.len()).then(|| next(at)).flatten(),
        Phrase::Assert(Assert::Imperative) | Phrase::Mark(_) => next(at),
    }
}

fn repeat(
    part: &Phrase,
    (least, most): (u32, u32),
    at: usize,
    words: &[&str],
    next: &mut Next<'_>,
) -> Option<usize> {
    let once = (most > 0)
        .then(|| {
            walk(part, at, words, &mut |end| {
                if most > 1 && end > at {
                    repeat(part, (least.saturating_sub(1), most - 1), end, words, next)
                } else {
                    next(end)
                }
            })
        })
        .flatten();
    once.or_else(|| (least == 0).then(|| next(at)).flatten())
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
            let bits: Vec<u128> = words.iter().map(|word| bit(word)).collect();
            Phrases::new(&[phrase.to_string()]).unwrap().find(&words, &bits)
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
