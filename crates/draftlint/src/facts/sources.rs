//! Where facts look words up: lexicons, and phrase groups of some rules, so that no list is kept twice.

use crate::document::{self, Text, class};
use crate::matcher::{Engine, Scan, guard};

/// What a token means to the facts; bits of `Sources::at`.
pub(crate) mod cue {
    /// Asks the reader to act, in imperative position.
    pub(crate) const CALL: u16 = 1 << 0;
    /// Sales talk.
    pub(crate) const OFFER: u16 = 1 << 1;
    /// Announces, asks to be followed or rated.
    pub(crate) const ASK: u16 = 1 << 2;
    /// Explains, teaches, credits.
    pub(crate) const GIVE: u16 = 1 << 3;
    /// A thing that can be touched or counted.
    pub(crate) const CONCRETE: u16 = 1 << 4;
    pub(crate) const GOOD: u16 = 1 << 5;
    pub(crate) const BAD: u16 = 1 << 6;
    pub(crate) const GRIEF: u16 = 1 << 7;
    pub(crate) const NEGATION: u16 = 1 << 8;
    /// What a person is to others: baker, colleague, neighbour.
    pub(crate) const ROLE: u16 = 1 << 9;
    /// Said, wrote, showed: what people do.
    pub(crate) const SAYS: u16 = 1 << 10;
}

const LEXICONS: [(&str, u16); 11] = [
    ("cta", cue::CALL),
    ("commerce", cue::OFFER),
    ("ask-cue", cue::ASK),
    ("give-cue", cue::GIVE),
    ("concrete", cue::CONCRETE),
    ("good-word", cue::GOOD),
    ("bad-word", cue::BAD),
    ("grief", cue::GRIEF),
    ("negation", cue::NEGATION),
    ("role", cue::ROLE),
    ("says", cue::SAYS),
];

/// What the phrases of a rule's group mean to the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Family {
    #[default]
    None,
    /// Points of urgency.
    Urgency(u8),
    Jargon,
    Machine,
    Hype,
}

impl Family {
    /// The family of a group of a rule.
    fn of(rule: &str, group: &str) -> Family {
        match (rule, group) {
            ("promo/urgency-pressure", "act-now") => Family::Urgency(3),
            ("promo/urgency-pressure", "last-chance" | "hurry" | "few-left" | "limited-time") => {
                Family::Urgency(2)
            }
            ("promo/scarcity-claim", "number-left" | "few-left") => Family::Urgency(2),
            ("promo/urgency-pressure", "ends-soon" | "open-end") => Family::Urgency(1),
            ("brand/jargon", _) => Family::Jargon,
            ("brand/ai-prose", _) => Family::Machine,
            ("brand/hype-words", _) => Family::Hype,
            _ => Family::None,
        }
    }
}

/// The tables that facts look things up in; made once for an engine.
#[derive(Debug, Clone)]
pub(crate) struct Sources {
    /// Bits of `cue` by the number of the lexicon.
    cues: Vec<u16>,
    /// By the number of the engine's group.
    families: Vec<Family>,
    /// The brand's names, handles and tags, each as its words.
    brand: Vec<Vec<String>>,
    calls: Option<u32>,
}

impl Sources {
    /// `groups` are the rule and name of each group of the engine that takes nothing away, else empty names;
    /// `brand` are the brand's own names, handles and tags.
    pub(crate) fn new<'g>(
        engine: &Engine,
        groups: impl Iterator<Item = (&'g str, &'g str)>,
        brand: impl Iterator<Item = &'g str>,
    ) -> Sources {
        let mut text = Text::default();
        let words = |name: &str| {
            document::read(name, &mut text);
            text.tokens.iter().map(|t| text.word(t).to_string()).collect()
        };
        let brand = brand.map(words).filter(|words: &Vec<String>| !words.is_empty()).collect();
        let mut cues = vec![0; engine.lexicon_count()];
        for (name, bit) in LEXICONS {
            if let Some(number) = engine.lexicon(name) {
                cues[number as usize] |= bit;
            }
        }
        Sources {
            cues,
            families: groups.map(|(rule, group)| Family::of(rule, group)).collect(),
            brand,
            calls: engine.lexicon("cta"),
        }
    }

    /// The lexicon of calls to action, where it exists.
    pub(super) fn calls(&self) -> Option<u32> {
        self.calls
    }

    /// What begins at a token; bits of `cue`.
    pub(super) fn at(&self, engine: &Engine, scan: &Scan, token: usize) -> u16 {
        let mut bits = 0;
        guard::each_lexicon(engine, scan, token, |lexicon| bits |= self.cues[lexicon as usize]);
        bits
    }

    /// The hits that mean something, with the first token of each, by family.
    pub(super) fn families<'s>(&'s self, scan: &'s Scan) -> impl Iterator<Item = (usize, Family)> + 's {
        scan.hits
            .iter()
            .map(|hit| {
                (hit.start as usize, self.families.get(hit.group as usize).copied().unwrap_or_default())
            })
            .filter(|(_, family)| *family != Family::None)
    }

    /// How often the brand is named; `None` where it has no name.
    pub(super) fn brand_names(&self, text: &Text) -> Option<usize> {
        if self.brand.is_empty() {
            return None;
        }
        let (mut count, mut i) = (0, 0);
        while i < text.tokens.len() {
            let longest = self.brand.iter().filter_map(|name| named(text, i, name)).max();
            count += usize::from(longest.is_some());
            i += longest.unwrap_or(1);
        }
        Some(count)
    }
}

/// The tokens of a name that begins at a token: its words, or all of them in one tag or handle.
fn named(text: &Text, at: usize, name: &[String]) -> Option<usize> {
    let first = &text.tokens[at];
    if first.is(class::HASHTAG | class::MENTION) {
        let mut rest = text.word(first).trim_start_matches(['#', '@']);
        let whole = name.iter().all(|word| match rest.strip_prefix(word.as_str()) {
            Some(after) => {
                rest = after;
                true
            }
            None => false,
        });
        return (whole && rest.is_empty()).then_some(1);
    }
    let tokens = text.tokens.get(at..at + name.len())?;
    tokens.iter().zip(name).all(|(token, word)| text.reads(token, word)).then_some(name.len())
}
