//! `residue/char-count`: working notes at the edges of a draft.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{class, seen};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CharCount {
    /// What is counted, in lower case.
    units: Vec<String>,
}

/// What people number in a plan, in lower case.
const PIECES: &[&str] = &["tweet", "post", "caption", "skeet", "toot", "status update"];
/// What stands before a count.
const LABELS: &[&str] = &["character count", "characters", "char count", "word count", "chars"];
/// Words beside a count.
const BESIDE: &[&str] = &[
    "approx",
    "approx.",
    "approximately",
    "about",
    "count",
    "exactly",
    "including",
    "with",
    "spaces",
    "and",
    "total",
    "character",
    "of",
    "incl.",
    "without",
    "excluding",
    "max",
    "under",
    "=",
];
/// The longest note.
const LONGEST: usize = 60;

impl Check for CharCount {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in support::title_and_body(subject) {
            if view.text.seen & seen::DIGIT != 0 {
                let mut at = 0;
                for line in view.raw.split_inclusive('\n') {
                    if let Some((start, end)) = self.count(line) {
                        found.push(note("count", number, &view, at + start, at + end));
                    }
                    at += line.len();
                }
                if let Some((start, end)) = ordinal(view.raw) {
                    found.push(note("ordinal", number, &view, start, end));
                }
            }
            found.extend(quotes(number, &view));
        }
    }
}

/// A note, with a fix that takes it off with the blanks beside it.
fn note(group: &'static str, number: usize, view: &FieldView<'_>, start: usize, end: usize) -> Found {
    let blank = |b: &u8| matches!(b, b' ' | b'\n' | b'\r' | b'\t');
    let bytes = view.raw.as_bytes();
    let before = bytes[..start].iter().rev().take_while(|b| blank(b)).count();
    let after = bytes[end..].iter().take_while(|b| blank(b)).count();
    // What stands at an end takes its blanks along; a line within goes with one line break.
    let (from, to) = if start == before {
        (0, end + after)
    } else if end + after == bytes.len() {
        (start - before, bytes.len())
    } else {
        (start - before, end)
    };
    Found::new(group)
        .at(number, start as u32, end as u32)
        .fix("take the note out", vec![(number, from as u32, to as u32, String::new())])
}

impl CharCount {
    /// A count at the end of a line, or alone on it: `(240 characters)`, `Character count: 212`, `[139/280]`.
    fn count(&self, line: &str) -> Option<(usize, usize)> {
        let text = line.trim_end();
        let closed = text.strip_suffix([')', ']', '*', '_']);
        let bracket = closed.and_then(|inner| Some((inner, inner.rfind(['(', '['])?)));
        if let Some((inner, open)) = bracket.filter(|(inner, open)| inner.len() - open <= LONGEST) {
            let note = inner.get(open + 1..)?;
            let alone = self.is_count(note) || is_share(note);
            return alone.then_some((open, text.len()));
        }
        let start = line.len() - line.trim_start().len();
        let note = text.get(start..)?.trim_matches(['*', '_']);
        let label = |l: &&str| {
            without_prefix(note, l).is_some_and(|rest| {
                let rest = rest.trim_start();
                rest.starts_with([':', '=', '-'])
                    && rest.bytes().any(|b| b.is_ascii_digit())
                    && rest.len() <= 20
            })
        };
        (note.len() <= LONGEST && (LABELS.iter().any(label) || self.is_count(note)))
            .then_some((start, text.len()))
    }

    /// `240 characters`, `approx. 240 characters including spaces`, `characters: 240`.
    fn is_count(&self, note: &str) -> bool {
        let (mut words, mut number, mut unit) = (0, false, false);
        for w in note.split(|c: char| c.is_whitespace() || c == ':' || c == '/').filter(|w| !w.is_empty()) {
            let digits = w.trim_start_matches('~').bytes().all(|b| b.is_ascii_digit() || b == b',');
            let own = self.units.iter().any(|u| u.bytes().eq(w.bytes().map(|b| b.to_ascii_lowercase())));
            if !digits && !own && !BESIDE.iter().any(|b| b.eq_ignore_ascii_case(w)) {
                return false;
            }
            words += 1;
            number |= digits;
            unit |= own;
        }
        words >= 2 && number && unit
    }
}

/// What follows a prefix in small letters, whatever the case of the text.
fn without_prefix<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// `139/280`
fn is_share(note: &str) -> bool {
    let Some((a, b)) = note.split_once('/') else { return false };
    let whole = |n: &str| n.trim().parse::<u32>().ok();
    matches!((whole(a), whole(b)), (Some(a), Some(280 | 500 | 2200 | 3000)) if a >= 20)
}

/// `Tweet 1:`, `Post #3 -` at the beginning.
fn ordinal(raw: &str) -> Option<(usize, usize)> {
    let start =
        raw.len() - raw.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_')).len();
    let rest = raw.get(start..)?;
    let tail = PIECES.iter().find_map(|piece| without_prefix(rest, piece))?;
    let after = tail.trim_start_matches(' ').trim_start_matches('#');
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) || tail.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let rest_after = after.get(digits..)?;
    // `/5` belongs to it.
    let of = rest_after.strip_prefix('/').map_or(0, |r| 1 + r.bytes().take_while(u8::is_ascii_digit).count());
    let marks = rest_after.get(of..)?;
    let stars = marks.bytes().take_while(|b| matches!(b, b'*' | b'_' | b' ')).count();
    let mark = marks.get(stars..)?.chars().next()?;
    let dash = matches!(mark, '-' | '–' | '—') && stars > 0;
    if !(mark == ':' || dash)
        || marks.get(stars + 1..).is_some_and(|m| m.starts_with(|c: char| c.is_ascii_digit()))
    {
        return None;
    }
    let used = rest.len() - marks.len() + stars + mark.len_utf8();
    let close = rest.get(used..)?.bytes().take_while(|b| *b == b'*').count();
    Some((0, start + used + close))
}

/// The whole text in straight quotes, tags and all: nobody quotes that.
fn quotes(number: usize, view: &FieldView<'_>) -> Option<Found> {
    let text = view.raw.trim();
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let words = view.text.of_class(class::WORD).count();
    let end = inner.trim_end();
    let last = view.text.tokens.last()?;
    let tagged =
        last.is(class::HASHTAG | class::LINK) || last.is(class::EMOJI) && view.text.seen & seen::HASHTAG != 0;
    // A person who quotes is calmer than a generator.
    let lively = inner.contains('!') || view.text.seen & seen::EMOJI != 0;
    // `"@ana: …"` passes on what another wrote.
    if inner.contains('"') || inner.starts_with('@') || words < 5 || !tagged || !lively || end.is_empty() {
        return None;
    }
    let start = view.raw.len() - view.raw.trim_start().len();
    let close = start + text.len();
    let edits = vec![
        (number, start as u32, start as u32 + 1, String::new()),
        (number, close as u32 - 1, close as u32, String::new()),
    ];
    Some(
        Found::new("quotes")
            .at(number, start as u32, close as u32)
            .fix("take the quotation marks off", edits),
    )
}
