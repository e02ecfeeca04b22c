//! `residue/doubled`: words, sentences or the whole text twice.

use serde::Deserialize;

use crate::checks::{Change, Check, FieldView, Found, Subject, support};
use crate::document::chars::is_hidden;
use crate::document::{Text, Token, WordList, bound, class};
use crate::facts::mix;
use crate::finding::{Safety, Severity};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Doubled {
    /// Words that nobody doubles on purpose.
    words: Vec<String>,
    /// Shorter sentences are refrains.
    min_sentence_words: usize,
}

/// What follows somebody else wrote.
static PASSED_ON: WordList<1> = WordList::new(["rt"]);
/// The most sentences that are compared.
const MOST: usize = 2000;
/// A sentence so long is no refrain, wherever it comes again.
const LONG: usize = 10;

impl Check for Doubled {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in support::title_and_body(subject) {
            let before = found.len();
            self.sentences(&view, number, found);
            let spans: Vec<(u32, u32)> =
                found.iter().skip(before).flat_map(|f| f.spans.iter().map(|s| (s.1, s.2))).collect();
            self.words(&view, number, &spans, found);
        }
    }
}

impl Doubled {
    fn words(&self, view: &FieldView<'_>, number: usize, told: &[(u32, u32)], found: &mut Vec<Found>) {
        let text = view.text;
        for (i, pair) in text.tokens.windows(2).enumerate() {
            let [a, b] = pair else { continue };
            if a.len > 6 || a.end - a.start != b.end - b.start || !a.is(class::WORD) {
                continue;
            }
            // As written: a folded `â` is no `a`.
            let written = |t: &Token| support::slice(view.raw, t.start as usize, t.end as usize);
            if text.folded.as_bytes()[a.key as usize] != text.folded.as_bytes()[b.key as usize]
                || !written(a).eq_ignore_ascii_case(written(b))
            {
                continue;
            }
            let word = text.word(a);
            let between = support::slice(view.raw, a.end as usize, b.start as usize);
            let blank = between.chars().all(|c| matches!(c, ' ' | '\n' | '\r' | '\u{A0}'));
            // `The The`, `A A`: names and grades; three in a row are meant.
            let meant = b.is(class::TITLE | class::CAPS | class::CODE) || word == "my" && a.is(class::TITLE);
            let same = |at: Option<usize>| {
                at.and_then(|n| text.tokens.get(n)).is_some_and(|t| text.key(t) == text.key(a))
            };
            let more = same(i.checked_sub(1)) || same(Some(i + 2));
            let inside = || told.iter().take(100).any(|(start, end)| *start <= a.start && b.end <= *end);
            let known = self.words.iter().any(|w| w == word);
            if blank && !between.is_empty() && !meant && !more && known && !inside() {
                let edit: Change = (number, a.end, b.end, String::new());
                let mut one = Found::new("word").at(number, a.start, b.end);
                one.fixes.push(("write it once".into(), Some(Safety::Safe), vec![edit]));
                found.push(one);
            }
        }
    }

    fn sentences(&self, view: &FieldView<'_>, number: usize, found: &mut Vec<Found>) {
        let text = view.text;
        if text.sentences.len() > MOST || !may_repeat(text) || text.has_word(&PASSED_ON) {
            return;
        }
        let mut all: Vec<(&[_], usize, usize)> = Vec::new();
        for (n, first) in text.sentences.iter().enumerate() {
            let first = *first as usize;
            let last = text.sentences.get(n + 1).map_or(text.tokens.len(), |s| *s as usize);
            all.push((text.tokens.get(first..last).unwrap_or(&[]), first, last));
        }
        let same = |a: usize, b: usize| {
            all[a].0.len() == all[b].0.len()
                && all[a].0.iter().zip(all[b].0).all(|(x, y)| text.key(x) == text.key(y))
        };
        let words = |n: usize| all[n].0.iter().filter(|t| t.is(class::WORD)).count();
        // The whole text twice.
        let half = all.len() / 2;
        if all.len() >= 2 && all.len() % 2 == 0 && (0..half).all(|n| same(n, n + half)) {
            let count: usize = (0..half).map(words).sum();
            if count >= self.min_sentence_words.min(5) && (half > 1 || count >= self.min_sentence_words) {
                let mut one = Found::new("text");
                let edit = report(view, number, (all[half].1, text.tokens.len()), &mut one);
                one.fixes.extend(edit.map(|e| ("write it once".into(), Some(Safety::Safe), vec![e])));
                found.push(one);
            }
            return;
        }
        let keys = |n: &usize| all[*n].0.iter().map(|t| text.key(t));
        let mut by_key: Vec<usize> =
            (0..all.len()).filter(|n| words(*n) >= self.min_sentence_words).collect();
        by_key.sort_by(|a, b| keys(a).cmp(keys(b)));
        let mut again = Vec::new();
        let mut beside = false;
        for group in by_key.chunk_by(|a, b| same(*a, *b)) {
            // Three times is a refrain.
            let [a, b] = group else { continue };
            let next = *b == a + 1;
            if next || words(*a) >= LONG {
                again.push(*b);
                beside |= next;
            }
        }
        if again.is_empty() {
            return;
        }
        // One finding, however much was pasted again.
        again.sort_unstable();
        let mut one = Found::new("sentence");
        // One sentence that comes back later may be meant.
        if again.len() == 1 && !beside {
            one.severity = Some(Severity::Info);
        }
        let edits: Vec<Option<Change>> =
            again.iter().map(|n| report(view, number, (all[*n].1, all[*n].2), &mut one)).collect();
        if let Some(edits) = edits.into_iter().collect::<Option<Vec<Change>>>() {
            one.fixes.push(("write it once".into(), Some(Safety::Safe), edits));
        }
        found.push(one);
    }
}

/// Whether two sentences begin and end with the same words and are as long, or seem so: told without a list of them.
fn may_repeat(text: &Text) -> bool {
    let mut met = [0_u64; 64];
    text.sentence_ranges().any(|sentence| {
        let head = |at: usize| text.head(&text.tokens[at], text.tokens[at].len as usize);
        let ends = mix(head(sentence.start), head(sentence.end - 1));
        let told = mix(ends, sentence.len() as u64) >> 16;
        let (slot, bit) = (told as usize >> 6 & 63, 1_u64 << (told & 63));
        let again = met[slot] & bit != 0;
        met[slot] |= bit;
        again
    })
}

/// Adds the place of a repeat to a finding; returns how to take it out, where that is safe.
fn report(view: &FieldView<'_>, number: usize, tokens: (usize, usize), one: &mut Found) -> Option<Change> {
    let text = view.text;
    let (first, last) = (text.tokens.get(tokens.0)?, text.tokens.get(tokens.1.checked_sub(1)?)?);
    // With the mark that ends it.
    let rest = support::slice(view.raw, last.end as usize, view.raw.len());
    let mark: usize =
        rest.chars().take_while(|c| matches!(c, '.' | '!' | '?' | '…')).map(char::len_utf8).sum();
    let end = last.end + mark as u32;
    // A mark before the first word, such as a bullet or a quote, stays: then no fix.
    let before = view.raw.get(..first.start as usize).unwrap_or("");
    let blank = |c: char| c.is_whitespace() || is_hidden(c);
    let clean = before.trim_end_matches(is_hidden).ends_with(char::is_whitespace);
    let cut = before.trim_end_matches(blank).len() as u32;
    one.spans.push((number, first.start, end));
    let whole = text.bounds.get(tokens.1).is_some_and(|b| b & (bound::SENTENCE | bound::POST_END) != 0);
    (clean && whole).then(|| (number, cut, end, String::new()))
}
