//! Numbers counted on a draft: what metrics compare, what checks look at, and what a report shows.

use std::cell::OnceCell;

use crate::count::count;
use crate::document::{Text, Token, bound, class};
use crate::matcher::{Engine, Scan, flag, guard};
use crate::network::CountUnit;
use crate::report::FactValue;

/// A number that can be counted. The texts say unit and meaning; the sources are the measurements named there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Fact {
    Words,
    Sentences,
    Characters,
    WeightedLength,
    Hashtags,
    HashtagShare,
    Mentions,
    Links,
    WordsPerLink,
    Emoji,
    EmojiRun,
    EmojiDensity,
    Capitals,
    Exclamations,
    ExclamationRun,
    MeYou,
    Calls,
    CallDensity,
    SentenceWords,
    SentenceVariation,
    ContentWords,
    Numbers,
    Questions,
    Lines,
}

impl Fact {
    pub(crate) const ALL: [(&'static str, Fact); 24] = [
        ("words", Fact::Words),
        ("sentences", Fact::Sentences),
        ("characters", Fact::Characters),
        ("weighted-length", Fact::WeightedLength),
        ("hashtags", Fact::Hashtags),
        ("hashtag-share", Fact::HashtagShare),
        ("mentions", Fact::Mentions),
        ("links", Fact::Links),
        ("words-per-link", Fact::WordsPerLink),
        ("emoji", Fact::Emoji),
        ("emoji-run", Fact::EmojiRun),
        ("emoji-density", Fact::EmojiDensity),
        ("capitals", Fact::Capitals),
        ("exclamations", Fact::Exclamations),
        ("exclamation-run", Fact::ExclamationRun),
        ("me-you", Fact::MeYou),
        ("calls", Fact::Calls),
        ("call-density", Fact::CallDensity),
        ("sentence-words", Fact::SentenceWords),
        ("sentence-variation", Fact::SentenceVariation),
        ("content-words", Fact::ContentWords),
        ("numbers", Fact::Numbers),
        ("questions", Fact::Questions),
        ("lines", Fact::Lines),
    ];
}

/// Counts on one text. What several facts rest on is counted together, once.
#[derive(Debug, Clone)]
pub(crate) struct Facts<'t> {
    pub(crate) raw: &'t str,
    pub(crate) text: &'t Text,
    pub(crate) scan: &'t Scan,
    pub(crate) engine: &'t Engine,
    /// The lexicon of calls to action, where it exists.
    pub(crate) calls: Option<u32>,
    tallies: OnceCell<Tallies>,
}

/// What one walk over the tokens counts.
#[derive(Debug, Clone, Copy, Default)]
struct Tallies {
    hashtags: u32,
    mentions: u32,
    links: u32,
    numbers: u32,
    first_person: u32,
    second_person: u32,
    content: u32,
    calls: u32,
    questions: u32,
    letters: u32,
    /// Capital letters outside acronyms.
    capitals: u32,
}

impl<'t> Facts<'t> {
    pub(crate) fn new(
        raw: &'t str,
        text: &'t Text,
        scan: &'t Scan,
        engine: &'t Engine,
        calls: Option<u32>,
    ) -> Facts<'t> {
        Facts { raw, text, scan, engine, calls, tallies: OnceCell::new() }
    }

    fn tallies(&self) -> Tallies {
        *self.tallies.get_or_init(|| {
            let mut t = Tallies::default();
            let question = bound::mark('?').unwrap_or(0);
            for (i, token) in self.text.tokens.iter().enumerate() {
                let flags = self.engine.flags(&self.scan.marks, i);
                let is = |class: u32| u32::from(token.is(class));
                t.hashtags += is(class::HASHTAG);
                t.mentions += is(class::MENTION);
                t.links += is(class::LINK);
                t.numbers += is(class::NUMBER | class::MONEY | class::PERCENT);
                t.first_person += u32::from(flags & flag::FIRST_PERSON != 0);
                t.second_person += u32::from(flags & flag::SECOND_PERSON != 0);
                t.questions += u32::from(self.text.bounds[i] & question != 0);
                if token.is(class::WORD) {
                    t.content += u32::from(flags & flag::STOP == 0);
                    let (letters, capitals) = self.letters(token);
                    t.letters += letters;
                    t.capitals += capitals;
                }
                if self.text.bounds[i] & bound::IMPERATIVE != 0 {
                    let call = self.calls.is_some_and(|l| guard::in_lexicon(self.engine, self.scan, l, i));
                    t.calls += u32::from(call);
                }
            }
            t.questions += u32::from(self.text.bounds.last().is_some_and(|b| b & question != 0));
            t
        })
    }

    /// Letters of a word, and its capitals. A word in capitals counts as an acronym while it has at most five
    /// letters.
    fn letters(&self, token: &Token) -> (u32, u32) {
        let word = &self.raw[token.start as usize..token.end as usize];
        let acronym = token.is(class::CAPS) && word.len() <= 5;
        if word.is_ascii() {
            let letters = word.bytes().filter(u8::is_ascii_alphabetic).count() as u32;
            let capitals = word.bytes().filter(u8::is_ascii_uppercase).count() as u32;
            return (letters, if acronym { 0 } else { capitals });
        }
        let letters = word.chars().filter(|c| c.is_alphabetic());
        let capitals = letters.clone().filter(|c| c.is_uppercase()).count() as u32;
        (letters.count() as u32, if acronym { 0 } else { capitals })
    }

    /// The value; `None` below the least text that a fact needs to mean anything.
    pub(crate) fn get(&self, fact: Fact) -> Option<f64> {
        let words = f64::from(self.scan.words);
        let tally = |pick: fn(&Tallies) -> u32| f64::from(pick(&self.tallies()));
        match fact {
            Fact::Words => Some(words),
            Fact::Sentences => Some(self.text.sentences.len() as f64),
            Fact::Characters => Some(f64::from(count(CountUnit::Graphemes, self.raw, self.text))),
            Fact::WeightedLength => Some(f64::from(count(CountUnit::XWeighted, self.raw, self.text))),
            Fact::Hashtags => Some(tally(|t| t.hashtags)),
            Fact::HashtagShare => {
                let tags = tally(|t| t.hashtags);
                (tags + words > 0.0).then(|| tags / (tags + words))
            }
            Fact::Mentions => Some(tally(|t| t.mentions)),
            Fact::Links => Some(tally(|t| t.links)),
            Fact::WordsPerLink => {
                let links = tally(|t| t.links);
                (links > 0.0).then(|| words / links)
            }
            Fact::Emoji => Some(f64::from(self.text.emoji)),
            Fact::EmojiRun => Some(f64::from(self.text.emoji_run)),
            Fact::EmojiDensity => {
                let emoji = f64::from(self.text.emoji);
                (emoji + words > 0.0).then(|| emoji / (words + emoji))
            }
            Fact::Capitals => {
                let letters = tally(|t| t.letters);
                (letters >= 20.0).then(|| tally(|t| t.capitals) / letters)
            }
            Fact::Exclamations => Some(self.raw.bytes().filter(|b| *b == b'!').count() as f64),
            Fact::ExclamationRun => Some(self.exclamation_run()),
            Fact::MeYou => (words >= 25.0)
                .then(|| (tally(|t| t.first_person) + 1.0) / (tally(|t| t.second_person) + 1.0)),
            Fact::Calls => (words >= 5.0).then(|| tally(|t| t.calls)),
            Fact::CallDensity => (words >= 5.0).then(|| tally(|t| t.calls) / words * 100.0),
            Fact::SentenceWords => {
                let sentences = self.text.sentences.len();
                (sentences >= 2).then(|| words / sentences as f64)
            }
            Fact::SentenceVariation => self.sentence_variation(),
            Fact::ContentWords => Some(tally(|t| t.content)),
            Fact::Numbers => Some(tally(|t| t.numbers)),
            Fact::Questions => Some(tally(|t| t.questions)),
            Fact::Lines => Some(self.raw.lines().filter(|l| !l.trim().is_empty()).count() as f64),
        }
    }

    /// All values that mean something here.
    pub(crate) fn all(&self) -> Vec<FactValue> {
        Fact::ALL
            .iter()
            .filter_map(|(name, fact)| Some(FactValue { name, value: self.get(*fact)? }))
            .collect()
    }

    fn exclamation_run(&self) -> f64 {
        let (mut longest, mut run) = (0, 0);
        for b in self.raw.bytes() {
            run = if matches!(b, b'!' | b'?') { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        f64::from(longest)
    }

    /// The coefficient of variation of the words in a sentence.
    fn sentence_variation(&self) -> Option<f64> {
        let starts = &self.text.sentences;
        if starts.len() < 2 {
            return None;
        }
        let ends = starts[1..].iter().copied().chain([self.text.tokens.len() as u32]);
        let (mut sum, mut squares) = (0.0, 0.0);
        for (start, end) in starts.iter().zip(ends) {
            let length = f64::from(end - start);
            sum += length;
            squares += length * length;
        }
        let mean = sum / starts.len() as f64;
        let variance = (squares / starts.len() as f64 - mean * mean).max(0.0);
        Some(variance.sqrt() / mean)
    }

    /// Words that carry meaning, among the tokens that `keep` lets through.
    pub(crate) fn content_words(&self, keep: impl Fn(usize) -> bool) -> usize {
        (0..self.text.tokens.len())
            .filter(|i| self.text.tokens[*i].is(class::WORD))
            .filter(|i| self.engine.flags(&self.scan.marks, *i) & flag::STOP == 0)
            .filter(|i| keep(*i))
            .count()
    }
}
