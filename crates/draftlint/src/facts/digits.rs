//! Digits as people write long numbers: in groups, with blanks, hyphens, full stops and brackets between.

use crate::document::chars::find_byte;
use crate::document::{Text, class};

/// The most groups of one number; what goes on longer is a table.
const MOST_GROUPS: usize = 24;
/// The longest gap between two groups, in bytes: ` (0) ` is a group of its own.
const LONGEST_GAP: usize = 4;

/// Groups of digits with nothing between that ends a number.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// First byte and the byte after the last of each group.
    pub(crate) groups: Vec<(usize, usize)>,
    /// A `+` stands before the first group.
    pub(crate) plus: bool,
}

impl Run {
    pub(crate) fn start(&self) -> usize {
        self.groups.first().map_or(0, |g| g.0)
    }

    pub(crate) fn end(&self) -> usize {
        self.groups.last().map_or(0, |g| g.1)
    }

    /// How many digits it has.
    pub(crate) fn len(&self) -> usize {
        self.groups.iter().map(|(start, end)| end - start).sum()
    }

    /// How many digits each group has.
    pub(crate) fn lengths(&self) -> Vec<usize> {
        self.groups.iter().map(|(start, end)| end - start).collect()
    }

    /// What stands before a group, back to the one before it.
    pub(crate) fn gap<'r>(&self, raw: &'r str, group: usize) -> &'r str {
        let before = group.checked_sub(1).and_then(|g| self.groups.get(g));
        match (before, self.groups.get(group)) {
            (Some(before), Some(group)) => raw.get(before.1..group.0).unwrap_or(""),
            _ => "",
        }
    }

    /// The digits of some groups, without what stands between.
    pub(crate) fn digits(&self, raw: &str, groups: std::ops::Range<usize>) -> Vec<u8> {
        let of = |(start, end): &(usize, usize)| raw.as_bytes().get(*start..*end).unwrap_or(&[]).to_vec();
        self.groups.get(groups).unwrap_or(&[]).iter().flat_map(of).collect()
    }
}

/// The digits of the shortest run that is kept.
const SHORTEST: usize = 6;

/// The runs of a text outside links, addresses, mentions, tags and money, of [`SHORTEST`] digits at least.
pub(super) fn runs(raw: &str, text: &Text) -> Vec<Run> {
    let bytes = raw.as_bytes();
    let mut all = Vec::new();
    // Counting is cheap, and most texts have too few for any number of a person's.
    let mut left = text.digits();
    if left < SHORTEST {
        return all;
    }
    // Most runs are too short, and take no list.
    let (mut groups, mut count, mut plus) = ([(0, 0); MOST_GROUPS], 0, false);
    let mut keep = |groups: &[(usize, usize)], plus: bool| {
        if groups.iter().map(|(start, end)| end - start).sum::<usize>() >= SHORTEST {
            all.push(Run { groups: groups.to_vec(), plus });
        }
    };
    let mut i = 0;
    while left > 0 {
        let Some(start) = find_byte(bytes, i, |b| b.is_ascii_digit()) else { break };
        i = start + bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        left -= i - start;
        // Digits within a word belong to the word, but `x12` after a number is its extension.
        let before = start.checked_sub(1).map_or(b' ', |b| bytes[b]);
        let after = bytes.get(i).copied().unwrap_or(b' ');
        let extension = after | 0x20 == b'x' && bytes.get(i + 1).is_some_and(u8::is_ascii_digit);
        let part = |b: u8| b.is_ascii_alphabetic() || b == b'_' || b >= 0xC3;
        let inside = part(before) && before < 0x80 || part(after) && !extension || letter_before(raw, start);
        // What a gap to such digits would hold is none, so that they end a run as they are left out.
        if inside || is_entity(text, start) {
            continue;
        }
        let end = groups[..count].last().map_or(0, |group: &(usize, usize)| group.1);
        let joins = (1..MOST_GROUPS).contains(&count) && raw.get(end..start).is_some_and(is_gap);
        if !joins {
            keep(&groups[..count], plus);
            (count, plus) = (0, before == b'+');
        }
        groups[count] = (start, i);
        count += 1;
    }
    keep(&groups[..count], plus);
    all
}

/// A letter outside ASCII right before a byte.
fn letter_before(raw: &str, at: usize) -> bool {
    raw.get(..at).and_then(|r| r.chars().next_back()).is_some_and(|c| !c.is_ascii() && c.is_alphabetic())
}

fn is_entity(text: &Text, at: usize) -> bool {
    const OTHER: u32 =
        class::LINK | class::EMAIL | class::MENTION | class::HASHTAG | class::CASHTAG | class::MONEY;
    let token = text.tokens.get(text.token_from(at));
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
