//! `bait/vote-reaction`: two reactions or more with a choice each, as a ballot.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{WordList, bound, class};

/// Where a part of a sentence begins.
const PARTS: u32 =
    bound::CLAUSE | bound::LINE | bound::SENTENCE | bound::POST_START | bound::MARK_BITS[b',' as usize];
const EQUALS: u32 = bound::MARK_BITS[b'=' as usize];

/// Reactions by name.
static REACTIONS: WordList<8> =
    WordList::new(["like", "heart", "love", "retweet", "rt", "fav", "repost", "comment"]);

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct VoteReaction {
    max_words: usize,
}

impl Check for VoteReaction {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (f, view) in support::title_and_body(subject) {
            if view.text.classes & class::EMOJI == 0 && !view.text.may_have(&REACTIONS) {
                continue;
            }
            let mut choices: Vec<(usize, usize)> = Vec::new();
            let mut i = 0;
            while i < view.text.tokens.len() {
                match self.choice(&view, i) {
                    Some(end) => {
                        // The next choice follows at once, or it is another sentence's.
                        if choices.last().is_some_and(|(_, last)| i > last + 1) {
                            choices.clear();
                        }
                        choices.push((i, end));
                        i = end;
                    }
                    None => i += 1,
                }
                if let [first, .., last] = choices[..] {
                    let tokens = &view.text.tokens;
                    found.push(Found::new("ballot").at(f, tokens[first.0].start, tokens[last.1 - 1].end));
                    break;
                }
            }
        }
    }
}

impl VoteReaction {
    /// The token after a choice that begins here: `❤️ for tea`, `👍 = coffee`, `like if you walk`, `heart for red`.
    fn choice(&self, view: &FieldView<'_>, at: usize) -> Option<usize> {
        let text = view.text;
        let mark = text.tokens.get(at)?;
        let emoji = mark.is(class::EMOJI);
        let begins = emoji || (text.bounds[at] & PARTS != 0 && REACTIONS.has(text.word(mark)));
        if !begins {
            return None;
        }
        let link = text.tokens.get(at + 1)?;
        let signed = emoji && text.bounds[at + 1] & EQUALS != 0;
        let from = if signed {
            at + 1
        } else if matches!(text.word(link), "for" | "if") {
            at + 2
        } else {
            return None;
        };
        // A choice is named in a few words, and ends before the next reaction.
        let ends = |i: usize| {
            i >= text.tokens.len()
                || text.tokens[i].is(class::EMOJI)
                || text.bounds[i] & PARTS != 0
                || matches!(text.word(&text.tokens[i]), "and" | "or" | "but")
        };
        let end = (from + 1..=from + self.max_words).find(|i| ends(*i))?;
        let worded =
            text.tokens.get(from..end)?.iter().all(|t| t.is(class::WORD | class::NUMBER | class::HASHTAG));
        worded.then_some(end)
    }
}
