//! `value/question-answered` and `value/specific-question`: what the questions of a post are for.

use std::ops::Range;

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::{Text, bound, class};

/// Options of the card of answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct QuestionAnswered {
    min_words: usize,
}

/// Options of the card of questions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SpecificQuestion {
    min_words: usize,
}

impl Check for QuestionAnswered {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (f, text) in asking(subject) {
            let mut sentences = text.sentence_ranges().peekable();
            while let Some(question) = sentences.next() {
                let Some(answer) = sentences.peek() else { break };
                if asks(text, &question, CLOSED, 4) && answers(text, &question, answer, self.min_words) {
                    found.push(span("answered", f, text, &question));
                }
            }
        }
    }
}

impl Check for SpecificQuestion {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (f, text) in asking(subject) {
            let mut sentences = text.sentence_ranges().peekable();
            while let Some(question) = sentences.next() {
                let to_reader =
                    || words(text, &question).any(|w| matches!(w, "you" | "your" | "you've" | "you'd"));
                if !asks(text, &question, OPEN, self.min_words) || !to_reader() {
                    continue;
                }
                // A question that the writer goes on to answer, or to sell the answer of, is asked for show.
                if sentences.peek().is_none_or(|next| !talks_on(text, next)) {
                    found.push(span("question", f, text, &question));
                }
            }
        }
    }
}

const MARK: u32 = bound::MARK_BITS[b'?' as usize];

/// Title and body, with their numbers, where they may hold a question and begin with nobody's handle.
fn asking<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (usize, &'a Text)> {
    let texts = support::title_and_body(subject).map(|(f, view)| (f, view.text));
    texts.filter(|(_, text)| {
        // `？` asks too.
        let marked = text.has_any(b"?") || !text.is_ascii();
        marked && text.tokens.first().is_some_and(|t| !t.is(class::MENTION))
    })
}

/// What questions open with that the post itself can answer, and those that ask for a reader's experience.
const CLOSED: &[&str] = &["how", "when", "why", "can", "does", "is", "are", "do"];
const OPEN: &[&str] = &["what", "which", "how", "where", "when"];

fn span(group: &'static str, field: usize, text: &Text, tokens: &Range<usize>) -> Found {
    let end = text.tokens[tokens.end - 1].end;
    let mark = text.folded.as_bytes().get(end as usize) == Some(&b'?');
    Found::new(group).at(field, text.tokens[opening(text, tokens)].start, end + u32::from(mark))
}

fn words<'t>(text: &'t Text, tokens: &Range<usize>) -> impl Iterator<Item = &'t str> {
    text.tokens[tokens.clone()].iter().filter(|t| t.is(class::WORD)).map(|t| text.word(t))
}

/// A question of so many words that opens with one of these, in nobody else's mouth.
fn asks(text: &Text, tokens: &Range<usize>, openers: &[&str], least: usize) -> bool {
    if text.bounds[tokens.end] & MARK == 0 {
        return false;
    }
    let start = opening(text, tokens);
    let question = start..tokens.end;
    let first = &text.tokens[start];
    openers.contains(&text.word(first))
        && !text.quotes.iter().any(|q| q.start <= first.start && first.end <= q.end)
        && words(text, &question).count() >= least
        && !words(text, &question)
            .any(|w| matches!(w, "guess" | "ready" | "think" | "kidding" | "hell" | "supposed"))
}

/// Where the question itself begins: `Asked three times this week: can I bring a dog?`
fn opening(text: &Text, tokens: &Range<usize>) -> usize {
    const COLON: u32 = bound::MARK_BITS[b':' as usize];
    tokens.clone().skip(1).rfind(|at| text.bounds[*at] & COLON != 0).unwrap_or(tokens.start)
}

/// An answer: a reason, a yes, or a number to who asks for one.
fn answers(text: &Text, question: &Range<usize>, answer: &Range<usize>, least: usize) -> bool {
    const NUMBERS: u32 = class::NUMBER | class::MONEY | class::PERCENT | class::TIME;
    if text.bounds[answer.end] & MARK != 0 || words(text, answer).count() < least {
        return false;
    }
    let asked = text.word(&text.tokens[opening(text, question)]);
    let spoken = |w: &str| matches!(w, "i" | "i'm" | "u" | "me" | "my");
    match text.word(&text.tokens[answer.start]) {
        "because" => asked == "why",
        "yes" => matches!(asked, "can" | "does" | "is" | "are" | "do"),
        _ => {
            matches!(asked, "how" | "when")
                && !words(text, answer).any(spoken)
                && text.tokens[answer.clone()].iter().take(4).any(|t| t.is(NUMBERS))
        }
    }
}

/// Whether a sentence goes on after a question as one that answers or sells.
fn talks_on(text: &Text, tokens: &Range<usize>) -> bool {
    let opens = text.word(&text.tokens[tokens.start]);
    !matches!(
        opens,
        "tell" | "let" | "share" | "reply" | "comment" | "i'd" | "we'd" | "i'm" | "we're" | "and" | "or"
    ) && words(text, tokens).count() > 2
}
