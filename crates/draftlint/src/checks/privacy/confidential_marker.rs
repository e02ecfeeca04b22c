//! `privacy/confidential-marker`: the marks in brackets; the wording is in the card.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::{class, seen};
use crate::finding::Field;

/// The longest text between the brackets, in bytes.
const LONGEST: usize = 80;

/// Marks of one word, which count in capitals or at the beginning of a line.
const MARKS: &[&str] = &["CONFIDENTIAL", "EMBARGO", "EMBARGOED", "INTERNAL", "NDA"];
/// `do not …`, `not for …`.
const NOT: &[&str] = &["CIRCULATE", "DISTRIBUTE", "FORWARD", "POST", "PUBLISH", "RELEASE", "SHARE", "TWEET"];
const NOT_FOR: &[&str] =
    &["CIRCULATION", "DISTRIBUTION", "EXTERNAL", "PUBLIC", "PUBLICATION", "RELEASE", "SHARING"];
/// What may stand beside a mark. After `until` and `for` a date may follow.
const BESIDE: &[&str] = &[
    "AND",
    "AS",
    "AUDIENCE",
    "CIRCULATION",
    "COMMERCIAL",
    "COMPANY",
    "CONFIDENCE",
    "CONFIDENTIAL",
    "COPY",
    "DISTRIBUTION",
    "DO",
    "DOC",
    "DOCUMENT",
    "DON",
    "DRAFT",
    "EMBARGO",
    "EMBARGOED",
    "EXTERNAL",
    "EXTERNALLY",
    "EYES",
    "FOR",
    "HIGHLY",
    "IN",
    "INFORMATION",
    "INTERNAL",
    "MEMO",
    "NDA",
    "NOT",
    "NOTE",
    "ONLY",
    "OUTSIDE",
    "PLEASE",
    "PRIVATE",
    "PROPRIETARY",
    "PUBLIC",
    "PUBLICATION",
    "PUBLICLY",
    "RELEASE",
    "SHARING",
    "STRICTLY",
    "T",
    "TEAM",
    "THE",
    "THIS",
    "UNDER",
    "USE",
    "VERSION",
    "WIP",
    "YET",
];

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfidentialMarker {}

impl Check for ConfidentialMarker {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in subject.fields.iter().enumerate() {
            if matches!(view.field, Field::Title | Field::Body | Field::ContentWarning)
                && view.text.seen & seen::SLOT != 0
                && view.text.has_any(b"[")
            {
                brackets(number, *view, found);
            }
        }
    }
}

fn brackets(number: usize, view: FieldView<'_>, found: &mut Vec<Found>) {
    let raw = view.raw;
    for (open, _) in raw.match_indices('[') {
        let rest = &raw.as_bytes()[open + 1..];
        let Some(len) = rest.iter().take(LONGEST).position(|b| matches!(b, b']' | b'[' | b'\n')) else {
            continue;
        };
        // `[text](address)` is a link.
        if rest[len] != b']' || rest.get(len + 1) == Some(&b'(') {
            continue;
        }
        let end = open + len + 2;
        let first = raw[..open]
            .bytes()
            .rev()
            .find(|b| !matches!(b, b' ' | b'*' | b'_' | b'\t'))
            .is_none_or(|b| b == b'\n');
        if is_mark(&raw[open + 1..end - 1], first) && !in_code(view, open as u32) {
            found.push(Found::new("bracketed").at(number, open as u32, end as u32));
        }
    }
}

/// Whether a text is a mark and nothing but a mark.
fn is_mark(inner: &str, first: bool) -> bool {
    let upper = inner.to_ascii_uppercase();
    let words: Vec<&str> =
        upper.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let follows = |i: usize, word: &str| words.get(i) == Some(&word);
    let phrase = (0..words.len()).any(|i| {
        let after = if follows(i, "NOT") {
            i + 1
        } else if follows(i, "DON") && follows(i + 1, "T") {
            i + 2
        } else {
            return false;
        };
        let verb = words.get(after).is_some_and(|w| NOT.contains(w));
        let noun = follows(after, "FOR") && words.get(after + 1).is_some_and(|w| NOT_FOR.contains(w));
        verb || noun
    });
    let capitals = inner.chars().any(char::is_uppercase) && !inner.chars().any(char::is_lowercase);
    let marked = words.iter().any(|w| MARKS.contains(w)) && (capitals || first);
    // `[DRAFT]` opens a text; within one it may be a draft of players.
    let draft = first
        && capitals
        && matches!(words.as_slice(), ["DRAFT"] | ["DRAFT", "ONLY"] | ["DRAFT", "DO" | "NOT", ..]);
    if !(phrase || marked || draft) {
        return false;
    }
    let mut dated = false;
    words.iter().all(|w| {
        let known = BESIDE.contains(w) || NOT.contains(w) || w.bytes().all(|b| b.is_ascii_digit());
        dated |= matches!(*w, "UNTIL" | "TILL" | "BEFORE" | "LIFTS" | "EMBARGOED" | "EMBARGO");
        known || dated
    })
}

/// Whether the first token within the brackets is code.
fn in_code(view: FieldView<'_>, open: u32) -> bool {
    let next = view.text.tokens.partition_point(|t| t.start <= open);
    view.text.tokens.get(next).is_some_and(|t| t.is(class::CODE))
}
