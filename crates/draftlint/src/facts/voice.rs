//! How a text speaks, as numbers that can be compared between posts and accounts.

use super::Facts;
use super::labels::is_contraction;
use crate::document::{bound, class};
use crate::matcher::flag;

/// A number of the voice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct VoiceFact {
    /// Its name in a learnt voice.
    pub(crate) name: &'static str,
    /// What is counted, in words.
    pub(crate) unit: &'static str,
    /// The least spread: what lies closer together than this, no reader hears.
    pub(crate) floor: f32,
    /// The mean of posts in general: 1,694 English ones of nine public sets of honest posts.
    pub(crate) general: f32,
}

const fn fact(name: &'static str, unit: &'static str, floor: f32, general: f32) -> VoiceFact {
    VoiceFact { name, unit, floor, general }
}

/// The numbers of a voice, in the order of [`Facts::voice`].
pub(crate) const VOICE: [VoiceFact; 11] = [
    fact("i", "I, me, my in 100 words", 3.0, 2.7),
    fact("we", "we, us, our in 100 words", 3.0, 0.9),
    fact("you", "you, your in 100 words", 3.0, 1.1),
    fact("contractions", "contractions in 100 words", 3.0, 1.2),
    fact("exclamations", "exclamation marks a sentence", 0.35, 0.12),
    fact("questions", "question marks a sentence", 0.4, 0.05),
    fact("emoji", "emoji in 100 words", 4.0, 0.2),
    fact("hashtags", "hashtags in 100 words", 6.0, 5.6),
    fact("capitals", "words in capitals in 100 words", 5.0, 1.7),
    fact("sentence-words", "words a sentence", 5.0, 11.2),
    fact("word-letters", "letters a word", 0.6, 4.7),
];

/// Below so many words a text has no voice that could be told.
const LEAST: u32 = 6;

impl Facts<'_> {
    /// The numbers of [`VOICE`]; `None` below six words, and where the text is not English.
    pub(crate) fn voice(&self) -> Option<[f32; VOICE.len()]> {
        let words = self.scan.words;
        if words < LEAST || self.scan.english * 10 < words {
            return None;
        }
        let (mut i, mut we, mut you, mut contractions, mut capitals, mut letters, mut questions) =
            (0_u32, 0, 0, 0, 0, 0, 0);
        let question = bound::mark('?').unwrap_or(0);
        for (at, token) in self.text.tokens.iter().enumerate() {
            questions += u32::from(self.text.bounds[at] & question != 0);
            if !token.is(class::WORD) {
                continue;
            }
            let flags = self.engine.flags(&self.scan.marks, at);
            let key = self.text.key(token);
            if flags & flag::FIRST_PERSON != 0 {
                let one = matches!(key.first(), Some(b'i' | b'm'));
                i += u32::from(one);
                we += u32::from(!one);
            }
            you += u32::from(flags & flag::SECOND_PERSON != 0);
            contractions += u32::from(is_contraction(key));
            capitals += u32::from(token.is(class::CAPS) && token.len > 2);
            letters += self.text.word(token).chars().filter(|c| c.is_alphabetic()).count() as u32;
        }
        questions += u32::from(self.text.bounds.last().is_some_and(|b| b & question != 0));
        let share = |count: u32| count as f32 * 100.0 / words as f32;
        let sentences = self.text.sentences.len().max(1) as f32;
        Some([
            share(i),
            share(we),
            share(you),
            share(contractions),
            self.exclamations() as f32 / sentences,
            questions as f32 / sentences,
            share(self.text.emoji),
            share(self.text.of_class(class::HASHTAG).count() as u32),
            share(capitals),
            words as f32 / sentences,
            letters as f32 / words as f32,
        ])
    }
}
