//! `a11y/wall-of-text`

use std::ops::Range;

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::{Token, bound, class};
use crate::draft::Kind;
use crate::finding::Field;

/// Words of legal texts, which have to be as they are.
const LEGAL: &[&str] = &["hereby", "herein", "hereunder", "hereinafter", "thereof", "pursuant"];

/// Where a sentence gives its reader a rest.
const REST: u32 = bound::SENTENCE
    | bound::LINE
    | bound::MARK_BITS[b':' as usize]
    | bound::MARK_BITS[b';' as usize]
    | bound::MARK_BITS[b'(' as usize]
    | bound::MARK_BITS[b')' as usize]
    | bound::MARK_BITS[b'/' as usize]
    | bound::MARK_BITS[b'|' as usize]
    | bound::MARK_BITS[b'*' as usize];

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct WallOfText {
    max_paragraph: usize,
    max_sentence: usize,
}

impl Check for WallOfText {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if subject.draft.kind == Some(Kind::Article) {
            return;
        }
        let Some(number) = subject.fields.iter().position(|f| f.field == Field::Body) else { return };
        let view = subject.fields[number];
        let (walls, long) = (self.walls(&view), self.long_sentences(&view));
        let legal = |t: &Token| LEGAL.contains(&view.text.word(t));
        if (walls.is_empty() && long.is_empty()) || view.text.tokens.iter().any(legal) {
            return;
        }
        for (range, count) in &walls {
            let one = Found::new("paragraph").at(number, range.start as u32, range.end as u32);
            found.push(one.arg("count", count).arg("max", self.max_paragraph));
        }
        for (start, end, count) in long {
            // A wall is reported as a whole.
            let at = walls.partition_point(|(range, _)| range.start <= start as usize);
            if at == 0 || walls[at - 1].0.end <= start as usize {
                let one = Found::new("sentence").at(number, start, end);
                found.push(one.arg("count", count).arg("max", self.max_sentence));
            }
        }
    }
}

impl WallOfText {
    /// The lines that are too long for one, and their characters.
    fn walls(&self, view: &FieldView<'_>) -> Vec<(Range<usize>, usize)> {
        let (mut walls, mut at) = (Vec::new(), 0);
        if view.raw.len() <= self.max_paragraph {
            return walls;
        }
        for line in view.raw.split_inclusive('\n') {
            let text = line.trim();
            // Characters are never more than bytes.
            let count = if text.len() > self.max_paragraph { text.chars().count() } else { 0 };
            if count > self.max_paragraph && !view.text.in_code(at) {
                let start = at + (line.len() - line.trim_start().len());
                walls.push((start..start + text.len(), count));
            }
            at += line.len();
        }
        walls
    }

    /// Sentences with too many words, from mark to mark: a colon, a semicolon or the end of a line gives a rest too.
    fn long_sentences(&self, view: &FieldView<'_>) -> Vec<(u32, u32, usize)> {
        let tokens = &view.text.tokens;
        if view.scan.words as usize <= self.max_sentence {
            return Vec::new();
        }
        let (mut long, mut from, mut words) = (Vec::new(), 0, 0);
        for (at, (token, next)) in tokens.iter().zip(&view.text.bounds[1..]).enumerate() {
            words += usize::from(token.class & (class::WORD | class::CODE) == class::WORD);
            if next & REST != 0 || at + 1 == tokens.len() {
                if words > self.max_sentence {
                    long.push((tokens[from].start, token.end, words));
                }
                (from, words) = (at + 1, 0);
            }
        }
        long
    }
}
