//! `spam/hidden-chars`

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::chars::{from_lead, is_emoji, is_hidden, is_latin, may_be_emoji};
use crate::document::{class, seen};
use crate::finding::Safety;

/// Variation selectors in a row from which on they carry a message, not a look.
const SELECTORS: usize = 4;
/// The longest tag of a flag: `gbeng`, `ustx` and the end mark.
const FLAG: usize = 7;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HiddenChars {}

/// One kind of hidden character in one field.
struct Entry {
    group: &'static str,
    name: &'static str,
    safety: Option<Safety>,
    found: Found,
    edits: Vec<(usize, u32, u32, String)>,
    count: usize,
}

impl Check for HiddenChars {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in subject.fields.iter().enumerate() {
            if view.text.seen & seen::HIDDEN != 0 {
                field(number, *view, found);
            }
        }
    }
}

/// Looks at the runs of hidden characters in one field.
fn field(number: usize, view: FieldView<'_>, found: &mut Vec<Found>) {
    let raw = view.raw;
    let rtl = from_lead(raw, 0xD6).any(|(_, c)| is_right_to_left(c));
    let mut entries: Vec<Entry> = Vec::new();
    // Where a soft hyphen stood one letter ago.
    let mut hyphen_end = None;
    let mut overridden: Option<&'static str> = None;
    let mut run_end = 0;
    for (start, _) in from_lead(raw, 0xC2).filter(|(_, c)| is_hidden(*c)) {
        if start < run_end {
            continue;
        }
        let run = &raw[start..];
        let run = &run[..run.find(|c| !is_hidden(c)).unwrap_or(run.len())];
        run_end = start + run.len();
        let (before, after) = (raw[..start].chars().next_back(), raw[run_end..].chars().next());
        let place = Place { before, after, rtl };
        let in_word = before.is_some_and(is_latin_letter) && after.is_some_and(is_latin_letter);
        let at_edge = start == 0 || run_end == raw.len();
        let alone = stands_alone(raw, start, run_end);
        let selectors = run.chars().filter(|c| is_selector(*c)).count();
        for (at, c) in run.char_indices().map(|(at, c)| (start + at, c)) {
            let spaced_out = c == '\u{AD}'
                && in_word
                && hyphen_end.is_some_and(|end: usize| at - end <= 4 && raw[end..at].chars().count() == 1);
            if c == '\u{AD}' {
                hyphen_end = Some(at + c.len_utf8());
            }
            let mut name = name(c);
            let mut safety = None;
            let group = match c {
                '\u{202D}' | '\u{202E}' if c == '\u{202E}' || rtl => {
                    overridden = Some(name);
                    // The text reads otherwise without it.
                    safety = Some(Safety::Unsafe);
                    "direction"
                }
                '\u{202C}' if overridden.is_some() => {
                    name = overridden.unwrap_or(name);
                    safety = Some(Safety::Unsafe);
                    "direction"
                }
                '\u{E0000}'..='\u{E007F}' => {
                    if before == Some('\u{1F3F4}') && is_flag(run) {
                        continue;
                    }
                    "smuggled"
                }
                c if is_selector(c) => {
                    if selectors < SELECTORS {
                        continue;
                    }
                    "smuggled"
                }
                '\u{FEFF}' if at_edge => "mark",
                c if place.needs(c) => continue,
                '\u{AD}' if !spaced_out => "pasted",
                _ if in_word => "in-word",
                c if is_direction(c) => "bidi-mark",
                _ if alone => "spacer",
                _ => "pasted",
            };
            let filler = matches!(c, '\u{3164}' | '\u{FFA0}' | '\u{115F}' | '\u{1160}');
            // Without it, two names become one link, or an empty line goes.
            if group == "spacer"
                || after_entity(view, start as u32)
                || (group == "pasted" && (filler || (c != '\u{AD}' && place.keeps_a_link_apart())))
            {
                safety = Some(Safety::Unsafe);
            }
            let (from, end) = (at as u32, (at + c.len_utf8()) as u32);
            let i = entries
                .iter()
                .position(|e| {
                    e.group == group
                        && (e.name == name || matches!(group, "bidi-mark" | "in-word"))
                        && e.safety == safety
                })
                .unwrap_or_else(|| {
                    let found = Found::new(group).arg("name", format!("U+{:04X} {name}", c as u32));
                    entries.push(Entry { group, name, safety, found, edits: Vec::new(), count: 0 });
                    entries.len() - 1
                });
            let entry = &mut entries[i];
            entry.count += 1;
            // Neighbours are taken out together.
            match entry.edits.last_mut() {
                Some(last) if last.2 == from => last.2 = end,
                _ => entry.edits.push((number, from, end, String::new())),
            }
            let span = if group == "in-word" { word_at(view, from, end) } else { (from, end) };
            match entry.found.spans.last_mut() {
                Some(last) if span.0 <= last.2 => last.2 = last.2.max(span.1),
                _ => entry.found.spans.push((number, span.0, span.1)),
            }
        }
    }
    absorb(&mut entries);
    for entry in entries {
        let mut one = entry.found;
        if let ("in-word", Some((_, start, end))) = (entry.group, one.spans.first().copied()) {
            let word: String = raw[start as usize..end as usize].chars().filter(|c| !is_hidden(*c)).collect();
            one = one.arg("match", word);
        }
        let title = match entry.count {
            1 => format!("take out the {}", entry.name),
            n => format!("take out all {n}: {}", entry.name),
        };
        one = one.arg("count", entry.count);
        one.fixes.push((title, entry.safety, entry.edits));
        found.push(one);
    }
}

/// A word that hides something is reported once, with everything that may safely go from it.
fn absorb(entries: &mut Vec<Entry>) {
    let Some(i) = entries.iter().position(|e| e.group == "in-word" && e.safety.is_none()) else { return };
    let mut word = entries.remove(i);
    for entry in entries
        .iter_mut()
        .filter(|e| e.safety.is_none() && matches!(e.group, "mark" | "pasted" | "bidi-mark"))
    {
        let spans = &word.found.spans;
        let within = |start: u32, end: u32| {
            let next = spans.partition_point(|s| s.2 < end);
            spans.get(next).is_some_and(|s| s.1 <= start)
        };
        let (inside, outside): (Vec<_>, Vec<_>) =
            std::mem::take(&mut entry.edits).into_iter().partition(|e| within(e.1, e.2));
        entry.edits = outside;
        entry.found.spans.retain(|s| !within(s.1, s.2));
        entry.count = entry.count.saturating_sub(inside.len());
        word.count += inside.len();
        word.edits.extend(inside);
    }
    word.edits.sort_by_key(|e| e.1);
    entries.retain(|e| !e.edits.is_empty());
    entries.push(word);
}

/// What stands around a run of hidden characters.
#[derive(Clone, Copy)]
struct Place {
    before: Option<char>,
    after: Option<char>,
    /// The field holds text that runs from right to left.
    rtl: bool,
}

impl Place {
    fn either(self, test: impl Fn(char) -> bool) -> bool {
        self.before.is_some_and(&test) || self.after.is_some_and(&test)
    }

    /// Whether writing, an emoji or a handle needs the character here.
    fn needs(self, c: char) -> bool {
        let handle = matches!(self.before, Some('@' | '#' | '＠' | '＃'))
            && self.after.is_some_and(char::is_alphanumeric);
        match c {
            // Keeps a handle or tag from being linked.
            '\u{200B}' | '\u{2060}' if handle => true,
            '\u{200B}' => self.either(is_unspaced),
            '\u{200C}' => handle || self.either(is_joining),
            '\u{200D}' => {
                handle
                    || self.either(is_joining)
                    || self.before.is_some_and(|c| is_emoji(c) || may_be_emoji(c) && !c.is_ascii())
            }
            '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202C}' | '\u{2066}'..='\u{2069}' => {
                self.rtl
            }
            '\u{34F}' => self.either(is_joining) || self.before.is_some_and(crate::document::chars::is_mark),
            '\u{115F}' | '\u{1160}' => self.either(
                |c| matches!(c, '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97C}' | '\u{D7B0}'..='\u{D7FB}'),
            ),
            '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' => self.either(is_joining),
            '\u{2061}'..='\u{2064}' => !self.either(is_latin_letter),
            '\u{1D173}'..='\u{1D17A}' => self.either(|c| matches!(c, '\u{1D100}'..='\u{1D1FF}')),
            _ => false,
        }
    }

    /// `example<hidden>.com`.
    fn keeps_a_link_apart(self) -> bool {
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let mark = |c: Option<char>| matches!(c, Some('.' | '/' | ':' | '@' | '#'));
        (word(self.before) && mark(self.after)) || (mark(self.before) && word(self.after))
    }
}

/// Whether a link, an address or a handle ends here: it goes elsewhere once it goes on.
fn after_entity(view: FieldView<'_>, at: u32) -> bool {
    let i = view.text.tokens.partition_point(|t| t.end < at);
    view.text.tokens.get(i).is_some_and(|t| t.end == at && t.is(class::LINK | class::EMAIL | class::MENTION))
}

/// The word that holds some bytes, else these bytes. A word may go on behind a link or handle that they broke.
fn word_at(view: FieldView<'_>, start: u32, end: u32) -> (u32, u32) {
    let tokens = &view.text.tokens;
    let i = tokens.partition_point(|t| t.end <= start);
    match tokens.get(i) {
        Some(token) if token.start <= start && end <= token.end => {
            let broken =
                i.checked_sub(1).map(|i| tokens[i]).filter(|t| t.end == start && token.start == start);
            (broken.map_or(token.start, |t| t.start), token.end)
        }
        _ => (start, end),
    }
}

fn is_latin_letter(c: char) -> bool {
    is_latin(c) && c.is_alphabetic()
}

/// Whether a run is all that its line holds: a way to keep an empty line.
fn stands_alone(raw: &str, start: usize, end: usize) -> bool {
    let blank = |c: &char| matches!(c, ' ' | '\t' | '\r' | '\u{A0}' | '\u{2800}') || is_hidden(*c);
    let before = raw[..start].chars().rev().take(64).find(|c| !blank(c));
    let after = raw[end..].chars().take(64).find(|c| !blank(c));
    before.is_none_or(|c| c == '\n') && after.is_none_or(|c| c == '\n')
}

/// Marks, embeddings and isolates, which apps put around handles and numbers.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202D}' | '\u{2066}'..='\u{2069}')
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{5FF}' | '\u{600}'..='\u{61B}' | '\u{61D}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Scripts whose letters join or stack: Hebrew to the Philippine scripts without Georgian, Hangul, Ethiopic,
/// Cherokee, Canadian syllabics, Ogham and runes; and their later blocks.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{109F}' | '\u{1700}'..='\u{1CFF}' | '\u{A800}'..='\u{A8FF}' | '\u{A930}'..='\u{A95F}'
        | '\u{A980}'..='\u{AAFF}' | '\u{ABC0}'..='\u{ABFF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10A00}'..='\u{11FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Scripts that write no spaces between words: a zero-width space says where a line may break.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1950}'..='\u{1AAF}' | '\u{1B00}'..='\u{1B7F}'
        | '\u{A980}'..='\u{A9FF}' | '\u{AA00}'..='\u{AADF}')
}

/// The tags of a flag, such as that of Scotland.
fn is_flag(run: &str) -> bool {
    let Some(tags) = run.strip_suffix('\u{E007F}') else { return false };
    (3..FLAG).contains(&tags.chars().count())
        && tags.chars().all(|c| matches!(c, '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}'))
}

fn name(c: char) -> &'static str {
    match c {
        '\u{AD}' => "soft hyphen",
        '\u{34F}' => "grapheme joiner",
        '\u{61C}' => "Arabic letter mark",
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => "Hangul filler",
        '\u{17B4}' | '\u{17B5}' => "Khmer vowel sign",
        '\u{180B}'..='\u{180F}' => "Mongolian variation selector",
        '\u{200B}' => "zero-width space",
        '\u{200C}' => "zero-width non-joiner",
        '\u{200D}' => "zero-width joiner",
        '\u{200E}' => "left-to-right mark",
        '\u{200F}' => "right-to-left mark",
        '\u{202A}'..='\u{202C}' => "direction embedding",
        '\u{202D}' => "left-to-right override",
        '\u{202E}' => "right-to-left override",
        '\u{2060}' => "word joiner",
        '\u{2061}'..='\u{2064}' => "invisible operator",
        '\u{2066}'..='\u{2069}' => "direction isolate",
        '\u{FEFF}' => "byte order mark",
        '\u{E0000}'..='\u{E007F}' => "tag character",
        c if is_selector(c) => "variation selector",
        _ => "invisible format character",
    }
}
