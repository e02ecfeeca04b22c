//! Numbers counted on a draft: what metrics compare, what checks look at, and what a report shows.

use crate::count::count;
use crate::document::{Text, bound, class, seen};
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

/// Counts on one text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'t> {
    pub(crate) raw: &'t str,
    pub(crate) text: &'t Text,
    pub(crate) scan: &'t Scan,
    pub(crate) engine: &'t Engine,
    /// The lexicon of calls to action, where it exists.
    pub(crate) calls: Option<u32>,
}

impl Facts<'_> {
    /// The value; `None` below the least text that a fact needs to mean anything.
    pub(crate) fn get(&self, fact: Fact) -> Option<f64> {
        let words = f64::from(self.scan.words);
        match fact {
            Fact::Words => Some(words),
            Fact::Sentences => Some(self.text.sentences.len() as f64),
            Fact::Characters => Some(f64::from(count(CountUnit::Graphemes, self.raw, self.text))),
            Fact::WeightedLength => Some(f64::from(count(CountUnit::XWeighted, self.raw, self.text))),
            Fact::Hashtags => Some(self.tokens(class::HASHTAG)),
            Fact::HashtagShare => {
                let tags = self.tokens(class::HASHTAG);
                (tags + words > 0.0).then(|| tags / (tags + words))
            }
            Fact::Mentions => Some(self.tokens(class::MENTION)),
            Fact::Links => Some(self.tokens(class::LINK)),
            Fact::WordsPerLink => {
                let links = self.tokens(class::LINK);
                (links > 0.0).then(|| words / links)
            }
            Fact::Emoji => Some(f64::from(self.text.emoji)),
            Fact::EmojiRun => Some(f64::from(self.text.emoji_run)),
            Fact::EmojiDensity => {
                let emoji = f64::from(self.text.emoji);
                (emoji + words > 0.0).then(|| emoji / (words + emoji))
            }
            Fact::Capitals => self.capitals(),
            Fact::Exclamations => Some(self.raw.bytes().filter(|b| *b == b'!').count() as f64),
            Fact::ExclamationRun => Some(self.exclamation_run()),
            Fact::MeYou => (words >= 25.0).then(|| {
                (self.flagged(flag::FIRST_PERSON) + 1.0) / (self.flagged(flag::SECOND_PERSON) + 1.0)
            }),
            Fact::Calls => (words >= 5.0).then(|| self.calls()),
            Fact::CallDensity => (words >= 5.0).then(|| self.calls() / words * 100.0),
            Fact::SentenceWords => {
                let sentences = self.text.sentences.len();
                (sentences >= 2).then(|| words / sentences as f64)
            }
            Fact::SentenceVariation => self.sentence_variation(),
            Fact::ContentWords => Some(self.content_words(|_| true) as f64),
            Fact::Numbers => Some(self.tokens(class::NUMBER | class::MONEY | class::PERCENT)),
            Fact::Questions => {
                let question = bound::mark('?').unwrap_or(0);
                Some(self.text.bounds.iter().filter(|b| **b & question != 0).count() as f64)
            }
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

    fn tokens(&self, class: u32) -> f64 {
        let wanted = match class {
            class::HASHTAG if self.text.seen & seen::HASHTAG == 0 => return 0.0,
            class::MENTION if self.text.seen & seen::MENTION == 0 => return 0.0,
            class::LINK if self.text.seen & seen::LINK == 0 => return 0.0,
            other => other,
        };
        self.text.of_class(wanted).count() as f64
    }

    fn flagged(&self, flags: u32) -> f64 {
        (0..self.text.tokens.len()).filter(|i| self.engine.flags(&self.scan.marks, *i) & flags != 0).count()
            as f64
    }

    /// Capital letters outside acronyms among all letters, from twenty letters on. A word in capitals counts as an
    /// acronym while it has at most five letters and other words do not shout.
    fn capitals(&self) -> Option<f64> {
        let (mut letters, mut upper) = (0u32, 0u32);
        for token in self.text.of_class(class::WORD) {
            let word = &self.raw[token.start as usize..token.end as usize];
            let acronym = token.is(class::CAPS) && word.len() <= 5;
            for c in word.chars().filter(|c| c.is_alphabetic()) {
                letters += 1;
                upper += u32::from(c.is_uppercase() && !acronym);
            }
        }
        (letters >= 20).then(|| f64::from(upper) / f64::from(letters))
    }

    fn exclamation_run(&self) -> f64 {
        let (mut longest, mut run) = (0, 0);
        for b in self.raw.bytes() {
            run = if matches!(b, b'!' | b'?') { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        f64::from(longest)
    }

    fn calls(&self) -> f64 {
        let Some(lexicon) = self.calls else { return 0.0 };
        (0..self.text.tokens.len())
            .filter(|i| self.text.bounds[*i] & bound::IMPERATIVE != 0)
            .filter(|i| guard::in_lexicon(self.engine, self.scan, lexicon, *i))
            .count() as f64
    }

    /// The coefficient of variation of the words in a sentence.
    fn sentence_variation(&self) -> Option<f64> {
        let starts = &self.text.sentences;
        if starts.len() < 2 {
            return None;
        }
        let ends = starts[1..].iter().copied().chain([self.text.tokens.len() as u32]);
        let lengths: Vec<f64> = starts.iter().zip(ends).map(|(a, b)| f64::from(b - a)).collect();
        let mean = lengths.iter().sum::<f64>() / lengths.len() as f64;
        let variance = lengths.iter().map(|l| (l - mean).powi(2)).sum::<f64>() / lengths.len() as f64;
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
