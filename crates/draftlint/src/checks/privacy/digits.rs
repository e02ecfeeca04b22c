//! Digits as people write long numbers: in groups, with blanks, hyphens, full stops and brackets between.

use crate::checks::FieldView;
use crate::document::class;

/// The most groups of one number; what goes on longer is a table.
const MOST_GROUPS: usize = 24;
/// The longest gap between two groups, in bytes: ` (0) ` is a group of its own.
const LONGEST_GAP: usize = 4;

/// Groups of digits with nothing between that ends a number.
#[derive(Debug)]
pub(super) struct Run {
    /// First byte and the byte after the last of each group.
    pub(super) groups: Vec<(usize, usize)>,
    /// A `+` stands before the first group.
    pub(super) plus: bool,
}

impl Run {
    pub(super) fn start(&self) -> usize {
        self.groups.first().map_or(0, |g| g.0)
    }

    pub(super) fn end(&self) -> usize {
        self.groups.last().map_or(0, |g| g.1)
    }

    /// How many digits each group has.
    pub(super) fn lengths(&self) -> Vec<usize> {
        self.groups.iter().map(|(start, end)| end - start).collect()
    }

    /// What stands before a group, back to the one before it.
    pub(super) fn gap<'r>(&self, raw: &'r str, group: usize) -> &'r str {
        let before = group.checked_sub(1).and_then(|g| self.groups.get(g));
        match (before, self.groups.get(group)) {
            (Some(before), Some(group)) => raw.get(before.1..group.0).unwrap_or(""),
            _ => "",
        }
    }

    /// The digits of some groups, without what stands between.
    pub(super) fn digits(&self, raw: &str, groups: std::ops::Range<usize>) -> Vec<u8> {
        let of = |(start, end): &(usize, usize)| raw.as_bytes().get(*start..*end).unwrap_or(&[]).to_vec();
        self.groups.get(groups).unwrap_or(&[]).iter().flat_map(of).collect()
    }
}

/// How many digits a text has. Counting is cheap, and most texts have too few for any number of a person's.
pub(super) fn count(view: &FieldView<'_>) -> usize {
    view.text.count(b"0123456789")
}

/// The numbers of a text outside links, addresses, mentions, tags and money, of so many digits at least.
pub(super) fn runs(view: &FieldView<'_>, least: usize) -> Vec<Run> {
    let bytes = view.raw.as_bytes();
    let mut all = Vec::new();
    if count(view) < least {
        return all;
    }
    let is_long = |run: &Run| run.groups.iter().map(|(start, end)| end - start).sum::<usize>() >= least;
    let mut current: Option<Run> = None;
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let start = i;
        while i < bytes.len() && bytes[i].is_ascii_digit() {
            i += 1;
        }
        // Digits within a word belong to the word, but `x12` after a number is its extension.
        let before = start.checked_sub(1).map_or(b' ', |b| bytes[b]);
        let after = bytes.get(i).copied().unwrap_or(b' ');
        let extension = after | 0x20 == b'x' && bytes.get(i + 1).is_some_and(u8::is_ascii_digit);
        let part = |b: u8| b.is_ascii_alphabetic() || b == b'_' || b >= 0xC3;
        let inside =
            part(before) && before < 0x80 || part(after) && !extension || letter_before(view.raw, start);
        if inside || is_entity(view, start) {
            all.extend(current.take().filter(is_long));
            continue;
        }
        let joins = current.as_ref().is_some_and(|run| {
            run.groups.len() < MOST_GROUPS && view.raw.get(run.end()..start).is_some_and(is_gap)
        });
        match &mut current {
            Some(run) if joins => run.groups.push((start, i)),
            _ => {
                all.extend(current.take().filter(is_long));
                current = Some(Run { groups: vec![(start, i)], plus: before == b'+' });
            }
        }
    }
    all.extend(current.filter(is_long));
    all
}

/// A letter outside ASCII right before a byte.
fn letter_before(raw: &str, at: usize) -> bool {
    raw.get(..at).and_then(|r| r.chars().next_back()).is_some_and(|c| !c.is_ascii() && c.is_alphabetic())
}

fn is_entity(view: &FieldView<'_>, at: usize) -> bool {
    const OTHER: u32 =
        class::LINK | class::EMAIL | class::MENTION | class::HASHTAG | class::CASHTAG | class::MONEY;
    let token = view.text.tokens.get(view.text.token_from(at));
    token.is_some_and(|t| t.start as usize <= at && t.is(OTHER))
}

fn is_gap(gap: &str) -> bool {
    let (mut blanks, mut marks) = (0, 0);
    // A full stop and a blank end a sentence.
    let stop = gap.contains('.') && gap != ".";
    let fits = gap.chars().all(|c| match c {
        ' ' | '\u{A0}' | '\u{202F}' => {
            blanks += 1;
            true
        }
        '-' | '.' | '\u{2010}' | '\u{2011}' | '\u{2013}' => {
            marks += 1;
            true
        }
        '(' | ')' => true,
        _ => false,
    });
    fits && !stop && !gap.is_empty() && gap.chars().count() <= LONGEST_GAP && blanks <= 2 && marks <= 1
}
