//! `residue/edit-note`: what one reviewer writes to another, in brackets.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::chars::find_byte;
use crate::document::class;

/// Longer brackets hold prose.
const LONGEST: usize = 90;
/// So many brackets of a text are read.
const MOST: usize = 200;

/// Capitals before a colon that are no initials.
const NO_INITIALS: &[&str] = &[
    "AM", "AMA", "ASL", "AT", "BC", "BR", "CA", "CC", "CET", "CW", "DE", "DM", "EDT", "EN", "ES", "EST",
    "ET", "EU", "FAQ", "FR", "FYI", "GMT", "HQ", "ID", "IN", "IT", "LF", "NB", "NSF", "NY", "OC", "OP", "OT",
    "PM", "PS", "PSA", "PST", "PT", "QA", "RE", "RP", "TL", "TM", "TV", "TW", "UK", "US", "USA", "UTC",
    "WIP", "WP", "WTB", "WTS", "XP", "AI", "API", "CSS", "PR", "UX", "UI",
];

/// What a note asks for, in its first word.
const ASKS: &[&str] = &[
    "check",
    "confirm",
    "verify",
    "fact-check",
    "factcheck",
    "double-check",
    "rewrite",
    "rephrase",
    "reword",
    "shorten",
    "tighten",
    "clarify",
    "cite",
    "query",
    "replace",
    "reorder",
    "recheck",
];

/// Or a note alone.
const NOTES: &[&str] = &[
    "awkward",
    "source?",
    "source ?",
    "rewrite",
    "rephrase",
    "reword",
    "clunky",
    "too long",
    "needs work",
    "fact check",
    "fact-check",
    "fact check this",
    "check this",
    "check spelling",
    "check figure",
    "check figures",
    "needs source",
    "needs a source",
    "needs citation",
    "unclear",
    "typo?",
    "sp?",
    "??",
    "???",
    "tk",
    "cut this",
    "cut?",
    "delete?",
    "keep?",
    "wording?",
    "is this right?",
    "is this correct?",
    "really?",
    "which one?",
    "which year?",
    "who said this?",
];

/// Who is asked.
const ROLES: &[&str] = &[
    "legal",
    "client",
    "compliance",
    "marketing",
    "pr",
    "comms",
    "design",
    "product",
    "finance",
    "editor",
    "sales",
    "brand",
    "the client",
    "the team",
    "the editor",
];

/// What is to be checked.
const OBJECTS: &[&str] = &[
    "figure", "figures", "number", "numbers", "spelling", "date", "dates", "price", "prices", "name",
    "names", "fact", "facts", "source", "sources", "quote", "quotes", "wording", "stat", "stats", "title",
    "venue", "time", "times", "handle", "link", "year",
];

/// What only a writer can check.
const INNER: &[&str] = &[
    "spelling", "figure", "figures", "number", "numbers", "quote", "wording", "source", "sources", "fact",
    "facts", "stat", "stats",
];

/// What a reviewer doubts.
const DOUBTS: &[&str] =
    &["right", "correct", "accurate", "salesy", "clunky", "harsh", "confirmed", "approved", "needed"];

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditNote {}

impl Check for EditNote {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (f, view) in support::title_and_body(subject) {
            let spans = if view.text.has_any(b"([") { brackets(view.raw) } else { Vec::new() };
            for (start, end) in spans {
                let content = support::slice(view.raw, start + 1, end - 1).trim();
                let square = view.raw.as_bytes().get(start) == Some(&b'[');
                // A link in Markdown, a checkbox.
                if view.text.in_code(start) || view.raw[end..].starts_with(['(', ':']) && square {
                    continue;
                }
                if let Some(group) = note(content, square) {
                    found.push(Found::new(group).at(f, start as u32, end as u32));
                }
            }
            if view.text.classes & class::CAPS != 0 && view.text.classes & class::MIXED != 0 {
                versions(&view, f, found);
            }
        }
    }
}

/// The spans of short brackets, from the opening one to after the closing one.
fn brackets(raw: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut from = 0;
    while let Some(start) = find_byte(raw.as_bytes(), from, |b| matches!(b, b'[' | b'(')) {
        from = start + 1;
        let close = if raw.as_bytes()[start] == b'[' { ']' } else { ')' };
        let inner = &raw[start + 1..];
        let stop =
            inner.char_indices().take(LONGEST).find(|(_, c)| *c == close || matches!(c, '[' | '(' | '\n'));
        if let Some((at, c)) = stop
            && c == close
        {
            spans.push((start, start + 1 + at + 1));
        }
        if spans.len() >= MOST {
            break;
        }
    }
    spans
}

/// The group of a note.
fn note(content: &str, square: bool) -> Option<&'static str> {
    let small = content.to_lowercase();
    if square && let Some((initials, rest)) = content.split_once(':') {
        let capitals = (2..=3).contains(&initials.len()) && initials.bytes().all(|b| b.is_ascii_uppercase());
        if capitals && !NO_INITIALS.contains(&initials) && rest.starts_with(' ') && rest.trim().len() > 2 {
            let asks =
                rest.contains('?') || rest.to_lowercase().split_whitespace().any(|w| ASKS.contains(&w));
            let noted = NOTES.contains(&rest.trim().to_lowercase().as_str());
            return if asks { Some("initials") } else { noted.then_some("remark") };
        }
    }
    if square && NOTES.contains(&small.as_str()) {
        return Some(if small.ends_with('?') || small == "tk" { "remark" } else { "note" });
    }
    if matches!(small.as_str(), "source?" | "needs source" | "needs a source" | "sp?") {
        return Some("remark");
    }
    if square && (small.starts_with("note to self") || doubts(&small) || all_notes(&small))
        || small.contains("tbc by ")
    {
        return Some("remark");
    }
    let (first, rest) = small.split_once(' ')?;
    if ASKS.contains(&first) {
        let rest = rest.trim_end_matches(['?', '.', '!']);
        let asked = rest.strip_prefix("with ").is_some_and(|who| ROLES.contains(&who));
        // In round brackets a reader may be asked to check the times.
        let object = if square {
            rest.split(' ').count() <= 6
                && rest.split(' ').any(|w| OBJECTS.contains(&w.trim_end_matches(',')))
        } else {
            INNER.contains(&rest)
        };
        if asked || object {
            return Some(if square { "note" } else { "remark" });
        }
    }
    // `legal to confirm`, `needs legal approval`
    let asked = ROLES.iter().any(|role| {
        small.strip_prefix(role).is_some_and(|rest| {
            [" to confirm", " to check", " to approve", " to review", " please confirm", " please check"]
                .iter()
                .any(|ask| rest.starts_with(ask))
        })
    });
    asked.then_some("note")
}

/// `Tom - is this right?`, `too salesy?`
fn doubts(small: &str) -> bool {
    small.ends_with('?')
        && small.split(' ').count() <= 8
        && small.split(|c: char| !c.is_ascii_alphabetic()).any(|w| DOUBTS.contains(&w))
}

/// `awkward, rephrase`
fn all_notes(small: &str) -> bool {
    small.contains([',', '/'])
        && small.split([',', '/']).all(|part| NOTES.contains(&part.trim()) || ASKS.contains(&part.trim()))
}

/// `v2 FINAL`, `FINAL v3`
fn versions(view: &FieldView<'_>, f: usize, found: &mut Vec<Found>) {
    for pair in view.text.tokens.windows(2) {
        let of = |i: usize| support::slice(view.raw, pair[i].start as usize, pair[i].end as usize);
        let version = |word: &str| {
            word.strip_prefix(['v', 'V'])
                .is_some_and(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
        };
        let near = pair[1].start - pair[0].end <= 1;
        if near && (version(of(0)) && of(1) == "FINAL" || of(0) == "FINAL" && version(of(1))) {
            found.push(Found::new("version").at(f, pair[0].start, pair[1].end));
        }
    }
}
