//! The items of a list in a text: numbered or bulleted lines, or numbers within a paragraph.

use std::ops::Range;

/// A list that can be counted without doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct List {
    /// Its items, without those that are a bonus.
    pub(super) items: u32,
    pub(super) bonus: u32,
    /// The first byte of its first item.
    pub(super) start: usize,
    /// It is numbered, so that nothing else was counted.
    pub(super) numbered: bool,
    /// Its last item ends in `…`: there is more.
    pub(super) open: bool,
}

/// What begins an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Number(u32),
    Bullet(char),
}

/// A line that begins an item.
#[derive(Debug, Clone, Copy)]
struct Item {
    mark: Mark,
    /// The line's number, and the blanks before the mark.
    line: usize,
    indent: usize,
    start: usize,
    /// Where its text begins.
    text: usize,
}

/// Words that stand before the number of an item: `Tip 3:`, `Step #3`.
const LABELS: &str = "tip step lesson reason rule way idea fact mistake myth sign habit thing principle question trick hack \
takeaway secret stage phase number no";

/// The only list of a text, where it is clear what its items are.
pub(super) fn find(text: &str) -> Option<List> {
    let lines: Vec<Range<usize>> = lines(text).collect();
    let marked: Vec<Item> =
        lines.iter().enumerate().filter_map(|(n, line)| item(text, n, line.clone())).collect();
    let numbered: Vec<Item> = marked.iter().filter(|i| matches!(i.mark, Mark::Number(_))).copied().collect();
    if numbered.len() >= 2 {
        return of_numbers(text, &numbered);
    }
    if let Some(list) = inline(text) {
        return Some(list);
    }
    if !numbered.is_empty() {
        return None;
    }
    bullets(text, &lines, &marked)
}

/// The numbers that begin lines, with whether a bonus follows; for lists that go through a thread.
pub(super) fn numbers(text: &str) -> Vec<(u32, bool)> {
    let marked = lines(text).enumerate().filter_map(|(n, line)| item(text, n, line));
    marked
        .filter_map(|i| match i.mark {
            Mark::Number(n) => Some((n, is_bonus(text, i.text))),
            Mark::Bullet(_) => None,
        })
        .collect()
}

/// Whether numbers count up from one, or down to it.
pub(super) fn is_sequence(numbers: &[u32]) -> bool {
    let up = numbers.iter().zip(1..).all(|(n, place)| *n == place);
    let down = numbers.iter().rev().zip(1..).all(|(n, place)| *n == place);
    up || down
}

/// The lines with their places, without line breaks.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        start..start + line.trim_end().len()
    })
}

fn of_numbers(text: &str, items: &[Item]) -> Option<List> {
    let numbers: Vec<u32> = items
        .iter()
        .filter_map(|i| match i.mark {
            Mark::Number(n) => Some(n),
            Mark::Bullet(_) => None,
        })
        .collect();
    let empty = |item: &Item| text[item.text..].lines().next().is_none_or(|l| l.trim().is_empty());
    // Two lists, a list within a list, or a gap: a reader would not count either.
    if !is_sequence(&numbers) || items.iter().any(empty) {
        return None;
    }
    let last = items.last()?;
    Some(counted(text, items.iter().map(|i| i.text), items[0].start, last.text, true))
}

/// The list with its bonus items told from the others.
fn counted(
    text: &str,
    texts: impl Iterator<Item = usize>,
    start: usize,
    last: usize,
    numbered: bool,
) -> List {
    let (mut items, mut bonus) = (0, 0);
    for at in texts {
        if is_bonus(text, at) {
            bonus += 1;
        } else {
            items += 1;
        }
    }
    let end = text[last..].lines().next().unwrap_or("").trim_end();
    let open = end.ends_with('…') || end.ends_with("...") || end.ends_with("etc.") || end.ends_with("etc");
    List { items, bonus, start, numbered, open }
}

fn is_bonus(text: &str, at: usize) -> bool {
    let word = text[at..].trim_start_matches(|c: char| !c.is_alphanumeric());
    word.get(..5).is_some_and(|w| w.eq_ignore_ascii_case("bonus"))
}

/// One run of bulleted lines, all alike.
fn bullets(text: &str, lines: &[Range<usize>], marked: &[Item]) -> Option<List> {
    let least = marked.iter().map(|i| i.indent).min()?;
    let top: Vec<&Item> = marked.iter().filter(|i| i.indent == least).collect();
    let (first, last) = (top.first()?, top.last()?);
    if top.len() < 2 || top.iter().any(|i| i.mark != first.mark) {
        return None;
    }
    let mut gaps = top.windows(2).map(|pair| {
        let between = lines.get(pair[0].line + 1..pair[1].line).unwrap_or(&[]);
        let blank = between.iter().filter(|l| l.is_empty()).count();
        // Lines of an item stand deeper than its bullet.
        let foreign = between.iter().any(|l| {
            let line = &text[l.clone()];
            !line.trim().is_empty() && line.len() - line.trim_start().len() <= least
        });
        (blank > 0, foreign)
    });
    let spaced = gaps.next()?;
    // A blank line before the last one only: a signature, or another list.
    if spaced.1 || gaps.any(|gap| gap != spaced) {
        return None;
    }
    Some(counted(text, top.iter().map(|i| i.text), first.start, last.text, false))
}

/// Numbers that count up within paragraphs: `1. … 2. … 3. …`
fn inline(text: &str) -> Option<List> {
    let bytes = text.as_bytes();
    let mut found: Vec<(u32, usize, usize)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let before = at.checked_sub(1).map_or(b' ', |i| bytes[i]);
        let apart = before.is_ascii_whitespace() || matches!(before, b'(' | b':' | b';' | b',');
        let key = key_cap(&text[at..]).filter(|_| text.is_char_boundary(at));
        match key.or_else(|| if apart { dotted(&text[at..], true) } else { None }) {
            Some((number, len)) => {
                found.push((number, at, at + len));
                at += len;
            }
            None => {
                at += 1;
                while !text.is_char_boundary(at) {
                    at += 1;
                }
            }
        }
    }
    let numbers: Vec<u32> = found.iter().map(|(n, ..)| *n).collect();
    if numbers.len() < 3 || numbers.first() != Some(&1) || !is_sequence(&numbers) {
        return None;
    }
    Some(counted(text, found.iter().map(|f| f.2), found[0].1, found.last()?.2, true))
}

/// The item that a line begins.
fn item(text: &str, number: usize, line: Range<usize>) -> Option<Item> {
    let whole = &text[line.clone()];
    let trimmed = whole.trim_start();
    let indent = whole.len() - trimmed.len();
    let start = line.start + indent;
    let mark = |mark: Mark, len: usize| {
        (len <= trimmed.len()).then_some(Item { mark, line: number, indent, start, text: start + len })
    };
    let bold = trimmed.len() - trimmed.trim_start_matches(['*', '_']).len();
    let inner = &trimmed[bold..];
    if let Some((n, len)) = key_cap(inner).or_else(|| labelled(inner)).or_else(|| dotted(inner, false)) {
        return mark(Mark::Number(n), bold + len);
    }
    let first = trimmed.chars().next()?;
    let rest = &trimmed[first.len_utf8()..];
    let spaced = rest.starts_with(' ');
    let bullet = match first {
        '-' | '*' | '+' | '–' | '—' | '>' => spaced && !rest.trim().is_empty(),
        c => {
            !c.is_ascii()
                && !c.is_alphanumeric()
                && !matches!(c, '“' | '”' | '„' | '«' | '‘' | '’' | '…' | '¿' | '¡')
        }
    };
    if bullet { mark(Mark::Bullet(first), first.len_utf8()) } else { None }
}

/// `3.`, `3)`, `3/`, `(3)`; in a paragraph only with a blank after it. Returns the number and its bytes.
fn dotted(text: &str, in_paragraph: bool) -> Option<(u32, usize)> {
    let open = usize::from(text.starts_with('('));
    let (number, digits) = digits(&text[open..])?;
    let end = open + digits;
    let mark = *text.as_bytes().get(end)?;
    let fits = if open == 1 {
        mark == b')'
    } else {
        matches!(mark, b'.' | b')') || (!in_paragraph && matches!(mark, b'/' | b':'))
    };
    let next = text.get(end + 1..)?.chars().next();
    let apart = next.is_some_and(|c| {
        let letter = c.is_alphabetic() && mark == b'.' && !in_paragraph;
        c.is_whitespace() || letter || c == '*'
    });
    (fits && apart).then_some((number, end + 1))
}

/// `Tip 3:`, `Step #3 –`, `#3 `
fn labelled(text: &str) -> Option<(u32, usize)> {
    let word = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let label = text[..word].to_ascii_lowercase();
    if word > 0 && !LABELS.split(' ').any(|l| l == label) {
        return None;
    }
    let mut at = word + text[word..].bytes().take_while(|b| matches!(b, b' ' | b'.')).count();
    let hash = text[at..].starts_with('#');
    at += usize::from(hash);
    if word == 0 && !hash {
        return None;
    }
    let (number, digits) = digits(&text[at..])?;
    let rest = &text[at + digits..];
    let marked = rest.trim_start_matches(' ').starts_with([':', '.', ')', '-', '–', '—', '|']);
    // `#3 in sales` is a rank.
    (marked && (word > 0 || !rest.starts_with(". "))).then_some((number, at + digits))
}

fn digits(text: &str) -> Option<(u32, usize)> {
    let run = text.bytes().take_while(u8::is_ascii_digit).count();
    if run == 0 || run > 2 || text.starts_with('0') {
        return None;
    }
    text[..run].parse().ok().map(|n| (n, run))
}

/// `3️⃣`, `1️⃣0️⃣`, `🔟`
fn key_cap(text: &str) -> Option<(u32, usize)> {
    if text.starts_with('🔟') {
        return Some((10, '🔟'.len_utf8()));
    }
    let (mut number, mut at) = (0, 0);
    for _ in 0..2 {
        let Some(digit) = text[at..].bytes().next().filter(u8::is_ascii_digit) else { break };
        let rest = &text[at + 1..];
        let styled = rest.strip_prefix('\u{FE0F}').unwrap_or(rest);
        let Some(after) = styled.strip_prefix('\u{20E3}') else { break };
        number = number * 10 + u32::from(digit - b'0');
        at = text.len() - after.len();
    }
    (at > 0 && number > 0).then_some((number, at))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count(text: &str) -> Option<(u32, u32)> {
        find(text).map(|l| (l.items, l.bonus))
    }

    #[test]
    fn items_are_counted() {
        assert_eq!(count("Tips:\n1. a\n2. b\n\n3. c"), Some((3, 0)));
        assert_eq!(count("Tips:\n1) a\nmore\n2) b\n3) Bonus: c"), Some((2, 1)));
        assert_eq!(count("Tips:\n• a\n• b"), Some((2, 0)));
        assert_eq!(count("Tips:\n- a\n  - inner\n  - inner\n- b"), Some((2, 0)));
        assert_eq!(count("Tips:\n1. a\n- inner\n- inner\n2. b"), Some((2, 0)));
        assert_eq!(count("Tips: 1. a 2. b 3. c"), Some((3, 0)));
        assert_eq!(count("Tips: (1) a, (2) b, (3) c"), Some((3, 0)));
        assert_eq!(count("1️⃣ a\n2️⃣ b\n3️⃣ c"), Some((3, 0)));
        assert_eq!(count("3. c\n2. b\n1. a"), Some((3, 0)));
        assert_eq!(count("Tip 1: a\n\nTip 2: b"), Some((2, 0)));
        assert_eq!(count("✅ a\n✅ b\n✅ c"), Some((3, 0)));
        assert_eq!(count("**1. a**\nb\n**2. c**"), Some((2, 0)));
    }

    #[test]
    fn doubtful_lists_are_none() {
        for text in [
            "1. a\n2. b\n1. c\n2. d",
            "1. a\n2. b\n4. d",
            "- a\n- b\n\n- Ana",
            "- a\n- b\nText\n- c",
            "🍎 a\n🥕 b",
            "a, b and c",
            "We had 1. Then 2. That is all.",
            "1.\n2.\n3.",
            "",
        ] {
            assert_eq!(find(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "([0-9]{1,2}|[.)(/:#*• -]|\\PC|\n|3️⃣|🔟|tip ){0,60}") {
            if let Some(list) = find(&text) {
                prop_assert!(text.get(list.start..).is_some() && list.items + list.bonus >= 2);
            }
            let _ = numbers(&text);
        }
    }
}
