//! Numbers counted on a draft: what metrics compare, what checks look at, and what a report shows. Each is worked
//! out when it is asked for, and what several rest on once.

mod digits;
mod labels;
mod name;
mod reading;
mod repetition;
mod sources;
mod tally;
mod voice;

use std::cell::OnceCell;

use crate::count::count;
use crate::document::{Text, class};
use crate::matcher::{Engine, Scan, flag};
use crate::network::CountUnit;
use crate::report::FactValue;

pub(crate) use digits::Run;
pub(crate) use labels::is_contraction;
pub(crate) use name::Fact;
pub use name::FactInfo;
pub(crate) use reading::is_common as is_common_word;
pub(crate) use repetition::{hash, mix, same_stem};
pub(crate) use sources::Sources;
pub(crate) use voice::VOICE;

/// Counts on one text. What several facts rest on is counted together, once.
#[derive(Debug, Clone)]
pub(crate) struct Facts<'t> {
    pub(crate) raw: &'t str,
    pub(crate) text: &'t Text,
    pub(crate) scan: &'t Scan,
    pub(crate) engine: &'t Engine,
    sources: &'t Sources,
    tallies: OnceCell<tally::Tallies>,
    repetition: OnceCell<repetition::Repetition>,
    labels: OnceCell<labels::Labels>,
    grade: OnceCell<f64>,
    digits: OnceCell<Vec<Run>>,
}

/// What a post does, in the words of the labels of a history.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Speech {
    /// Sentences that ask for more than to read on, and that give.
    pub(crate) asks: u32,
    pub(crate) gives: u32,
    /// Puts a question to the reader.
    pub(crate) question: bool,
    /// Speaks of death or disaster.
    pub(crate) grave: bool,
    /// Cheers or offers.
    pub(crate) light: bool,
    /// I speaks, somebody is named, or signs.
    pub(crate) person: bool,
}

/// Above this specificity a post holds concrete detail: the median of 502 posts of the catalogue's count.
const DETAIL: f64 = 0.05;

impl<'t> Facts<'t> {
    pub(crate) fn new(
        raw: &'t str,
        text: &'t Text,
        scan: &'t Scan,
        engine: &'t Engine,
        sources: &'t Sources,
    ) -> Facts<'t> {
        Facts {
            raw,
            text,
            scan,
            engine,
            sources,
            tallies: OnceCell::new(),
            repetition: OnceCell::new(),
            labels: OnceCell::new(),
            grade: OnceCell::new(),
            digits: OnceCell::new(),
        }
    }

    /// The value; `None` below the least text that a fact needs to mean anything.
    pub(crate) fn get(&self, fact: Fact) -> Option<f64> {
        let words = f64::from(self.scan.words);
        let tally = |pick: fn(&tally::Tallies) -> u32| f64::from(pick(&self.tallies()));
        let mean = |count: f64| (count > 0.0).then_some(count);
        match fact {
            Fact::Words => Some(words),
            Fact::Sentences => Some(self.text.sentences.len() as f64),
            Fact::Characters => Some(f64::from(count(CountUnit::Graphemes, self.raw))),
            Fact::WeightedLength => Some(f64::from(count(CountUnit::XWeighted, self.raw))),
            Fact::Hashtags => Some(tally(|t| t.hashtags)),
            Fact::HashtagShare => {
                let tags = tally(|t| t.hashtags);
                Some(tags / mean(tags + words)?)
            }
            Fact::Mentions => Some(tally(|t| t.mentions)),
            Fact::Links => Some(tally(|t| t.links)),
            Fact::WordsPerLink => Some(words / mean(tally(|t| t.links))?),
            Fact::Emoji => Some(f64::from(self.text.emoji)),
            Fact::EmojiRun => Some(f64::from(self.text.emoji_run)),
            Fact::EmojiDensity => {
                let emoji = f64::from(self.text.emoji);
                Some(emoji / mean(words + emoji)?)
            }
            Fact::Capitals => {
                let letters = tally(|t| t.letters);
                (letters >= 20.0).then(|| tally(|t| t.capitals) / letters)
            }
            Fact::Exclamations => Some(self.exclamations()),
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
            Fact::OneLineParagraphs => self.one_line_paragraphs(),
            Fact::LexicalDiversity => (words >= 25.0).then(|| self.repetition().diversity),
            Fact::StemShare => (words >= 20.0).then(|| f64::from(self.repetition().most_used) / words),
            Fact::RepeatedTrigrams => {
                let (all, repeated) = (words >= 20.0).then(|| self.repetition().trigrams)?;
                Some(f64::from(repeated) / mean(f64::from(all))?)
            }
            Fact::RepeatedSentences => (words >= 20.0).then(|| f64::from(self.repetition().sentences)),
            Fact::BrandEcho => {
                let names = self.sources.brand_names(self.text)?;
                let characters = self.raw.chars().count().max(280);
                Some(names as f64 * 280.0 / characters as f64)
            }
            _ => self.of_english(fact),
        }
    }

    /// Facts that rest on English word lists.
    fn of_english(&self, fact: Fact) -> Option<f64> {
        let words = self.scan.words;
        // As the guess at a draft's language has it, but for short texts too.
        if self.scan.english * 10 < words || words == 0 {
            return None;
        }
        let tick = |holds: bool| Some(f64::from(u8::from(holds)));
        let enough = |least: u32| (words >= least).then_some(());
        match fact {
            Fact::AskShare => {
                (self.text.sentences.len() >= 3).then_some(())?;
                let labels = self.labels();
                let both = labels.asks + labels.gives;
                (both > 0).then(|| f64::from(labels.asks) / f64::from(both))
            }
            Fact::ReadingGrade => enough(30).map(|()| self.reading_grade()),
            Fact::ReadingBand => enough(30).map(|()| match self.reading_grade() {
                ..=7.0 => 1.0,
                ..=10.0 => 2.0,
                _ => 3.0,
            }),
            Fact::Specificity => enough(20).map(|()| f64::from(self.labels().specific) / f64::from(words)),
            Fact::Urgency => Some(self.urgency()),
            Fact::Valence => {
                let labels = self.labels();
                let (good, bad) = (f64::from(labels.good), f64::from(labels.bad));
                (good + bad > 0.0).then(|| (good - bad) / (good + bad))
            }
            Fact::Clash => {
                let labels = self.labels();
                if labels.grief { tick(labels.cheer) } else { None }
            }
            Fact::StockProse => enough(40).map(|()| self.stock_prose()),
            Fact::HumanPerson => enough(8).and_then(|()| tick(self.labels().speaks || self.labels().named)),
            Fact::HumanContraction => enough(8).and_then(|()| tick(self.labels().contraction)),
            Fact::HumanDetail => self.get(Fact::Specificity).and_then(|share| tick(share > DETAIL)),
            Fact::HumanAddress => enough(8).and_then(|()| tick(self.labels().address)),
            Fact::HumanSignOff => enough(8).and_then(|()| tick(self.signs_off())),
            _ => None,
        }
    }

    /// All values that mean something here.
    pub(crate) fn all(&self) -> Vec<FactValue> {
        let mut values = Vec::with_capacity(Fact::ALL.len());
        values.extend(
            Fact::ALL.iter().filter_map(|(name, fact)| Some(FactValue { name, value: self.get(*fact)? })),
        );
        values
    }

    /// Sentences that ask, and sentences that give; `None` where the text is not English.
    pub(crate) fn asks_and_gives(&self) -> Option<(u32, u32)> {
        let english = self.scan.words > 0 && self.scan.english * 10 >= self.scan.words;
        english.then(|| {
            let labels = self.labels();
            (labels.asks, labels.gives)
        })
    }

    /// What the post does, as far as English word lists tell; `None` where the text is not English.
    pub(crate) fn speech(&self) -> Option<Speech> {
        let english = self.scan.words > 0 && self.scan.english * 10 >= self.scan.words;
        english.then(|| {
            let labels = self.labels();
            Speech {
                asks: labels.wants,
                gives: labels.gives,
                question: labels.question,
                grave: labels.grief,
                light: labels.light,
                person: labels.speaks || labels.named || self.signs_off() || self.shows_a_name(),
            }
        })
    }

    /// The long numbers of the text.
    pub(crate) fn digit_runs(&self) -> &[Run] {
        self.digits.get_or_init(|| digits::runs(self.raw, self.text))
    }

    /// How often the brand is named.
    pub(crate) fn brand_names(&self) -> usize {
        self.sources.brand_names(self.text).unwrap_or(0)
    }

    /// Words that carry meaning, among the tokens that `keep` lets through.
    pub(crate) fn content_words(&self, keep: impl Fn(usize) -> bool) -> usize {
        let words = self.text.tokens.iter().enumerate().filter(|(_, token)| token.is(class::WORD));
        words.filter(|(i, _)| self.engine.flags(&self.scan.marks, *i) & flag::STOP == 0 && keep(*i)).count()
    }
}
