//! What one walk over the tokens counts, and the shape of lines and sentences.

use super::Facts;
use crate::document::{Token, bound, class};
use crate::matcher::{flag, guard};

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tallies {
    pub(super) hashtags: u32,
    pub(super) mentions: u32,
    pub(super) links: u32,
    pub(super) numbers: u32,
    pub(super) first_person: u32,
    pub(super) second_person: u32,
    pub(super) content: u32,
    pub(super) calls: u32,
    pub(super) questions: u32,
    pub(super) letters: u32,
    /// Capital letters outside acronyms.
    pub(super) capitals: u32,
}

impl Facts<'_> {
    pub(super) fn tallies(&self) -> Tallies {
        *self.tallies.get_or_init(|| {
            let mut t = Tallies::default();
            for (i, token) in self.text.tokens.iter().enumerate() {
                let flags = self.engine.flags(&self.scan.marks, i);
                let is = |class: u32| u32::from(token.is(class));
                t.hashtags += is(class::HASHTAG);
                t.mentions += is(class::MENTION);
                t.links += is(class::LINK);
                t.numbers += is(class::NUMBER | class::MONEY | class::PERCENT);
                t.first_person += u32::from(flags & flag::FIRST_PERSON != 0);
                t.second_person += u32::from(flags & flag::SECOND_PERSON != 0);
                if token.is(class::WORD) {
                    t.content += u32::from(flags & flag::STOP == 0);
                    let (letters, capitals) = self.letters(token);
                    t.letters += letters;
                    t.capitals += capitals;
                }
                if self.text.bounds[i] & bound::IMPERATIVE != 0 {
                    let call = self.sources.calls();
                    let call = call.is_some_and(|l| guard::in_lexicon(self.engine, self.scan, l, i));
                    t.calls += u32::from(call);
                }
            }
            let question = bound::MARK_BITS[b'?' as usize];
            t.questions = self.text.bounds.iter().filter(|b| **b & question != 0).count() as u32;
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

    pub(super) fn exclamations(&self) -> f64 {
        self.raw.bytes().filter(|b| *b == b'!').count() as f64
    }

    pub(super) fn exclamation_run(&self) -> f64 {
        let (mut longest, mut run) = (0, 0);
        for b in self.raw.bytes() {
            run = if matches!(b, b'!' | b'?') { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        f64::from(longest)
    }

    /// The coefficient of variation of the tokens in a sentence.
    pub(super) fn sentence_variation(&self) -> Option<f64> {
        if self.text.sentences.len() < 2 {
            return None;
        }
        let (mut sum, mut squares) = (0.0, 0.0);
        for sentence in self.text.sentence_ranges() {
            let length = sentence.len() as f64;
            sum += length;
            squares += length * length;
        }
        let count = self.text.sentences.len() as f64;
        let mean = sum / count;
        let variance = (squares / count - mean * mean).max(0.0);
        Some(variance.sqrt() / mean)
    }

    /// The share of paragraphs that are one line of at most one sentence; `None` below three paragraphs.
    pub(super) fn one_line_paragraphs(&self) -> Option<f64> {
        let (mut paragraphs, mut short) = (0_u32, 0_u32);
        let (mut lines, mut sentences) = (0_u32, 0_u32);
        for (i, bits) in self.text.bounds.iter().enumerate() {
            let ends = bits & (bound::PARAGRAPH | bound::POST_END) != 0 && i > 0;
            if ends {
                paragraphs += 1;
                short += u32::from(lines == 1 && sentences == 1);
                (lines, sentences) = (0, 0);
            }
            if i == self.text.tokens.len() {
                break;
            }
            let begins = ends || i == 0;
            lines += u32::from(begins || bits & bound::LINE != 0);
            sentences += u32::from(begins || bits & bound::SENTENCE != 0);
        }
        (paragraphs >= 3).then(|| f64::from(short) / f64::from(paragraphs))
    }
}
