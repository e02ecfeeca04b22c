//! `a11y/text-art`: pictures, faces and rules that are drawn with signs.

use std::ops::Range;

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{chars, class};
use crate::network::TraitKind;

/// What stands in the middle of a face of signs and nowhere else.
const FACES: &[&str] = &[
    "(ツ)",
    "°□°",
    "┻━┻",
    "┬─┬",
    "͡°",
    "•ᴥ•",
    "◕‿◕",
    "◉‿◉",
    "ʘ‿ʘ",
    "ಠ_ಠ",
    "ಠ益ಠ",
    "ಠ‿ಠ",
    "ಥ_ಥ",
    "ಥ﹏ಥ",
    "⌐■_■",
    "(ง'̀",
    "(ง ͠°",
    "≧▽≦",
    "≧◡≦",
    "´･ω･`",
    "´∀｀",
    "￣ω￣",
    "￣▽￣",
    "✿◠‿◠",
    "ᵔᴥᵔ",
    "•̀ᴗ•́",
    "•ㅅ•",
    "｡◕‿◕｡",
    "ᕦ(",
    "༼ つ",
];

/// Whether a character is one of those without which there is no such face.
fn is_of_face(c: char) -> bool {
    matches!(
        c,
        '\u{361}'
            | '‿'
            | '□'
            | '─'
            | '━'
            | '⌐'
            | '≧'
            | '∀'
            | '･'
            | '￣'
            | 'ツ'
            | 'ㅅ'
            | 'ᴗ'
            | 'ᴥ'
            | 'ᕦ'
            | 'ง'
            | 'ಠ'
            | 'ಥ'
            | '༼'
    )
}

/// A face is not longer than this to either side of its middle, in characters.
const FACE_REACH: usize = 8;

/// Lines that draw a picture hold at least so many signs, so many for each letter, and there are so many lines.
const LEAST_SIGNS: usize = 4;
const SIGNS_A_LETTER: usize = 4;
const LEAST_LINES: usize = 3;

/// So many strokes give it a shape.
const LEAST_STROKES: usize = 2 * LEAST_LINES;

/// So many cells of Braille may be a picture; what blind readers read has six dots a cell, pictures have eight.
const LEAST_CELLS: usize = 20;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct TextArt {
    /// So many signs in a row are a rule or a border.
    min_symbol_run: usize,
    /// Faces of signs are reported too.
    kaomoji: bool,
}

impl Check for TextArt {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let markdown = subject.network_is(TraitKind::Markdown) == Some(true);
        for (number, view) in support::title_and_body(subject) {
            let drawn = drawings(&view);
            found.extend(drawn.iter().map(|range| at("drawing", number, range)));
            let free = |range: &Range<usize>| !view.text.in_code(range.start) && !touches(&drawn, range);
            let faces =
                if self.kaomoji && view.text.has_any(OF_FACES) { faces(view.raw) } else { Vec::new() };
            let faces: Vec<Range<usize>> = faces.into_iter().filter(&free).collect();
            let group = if faces.len() > 1 { "faces" } else { "face" };
            for face in &faces {
                found.push(at(group, number, face));
            }
            let (mut signs, mut plain) = (Found::new("rule"), Found::new("plain-rule"));
            for (range, ascii) in self.rules(&view) {
                // In Markdown a line of hyphens is drawn as a rule.
                if free(&range) && !touches(&faces, &range) && !(ascii && markdown) {
                    let one = if ascii { &mut plain } else { &mut signs };
                    one.spans.push((number, range.start as u32, range.end as u32));
                }
            }
            found.extend([signs, plain].into_iter().filter(|one| !one.spans.is_empty()));
        }
    }
}

fn at(group: &'static str, number: usize, range: &Range<usize>) -> Found {
    Found::new(group).at(number, range.start as u32, range.end as u32)
}

/// Whether a range shares text with one of some that are in order and apart.
fn touches(sorted: &[Range<usize>], range: &Range<usize>) -> bool {
    let after = sorted.partition_point(|s| s.start < range.end);
    after > 0 && range.start < sorted[after - 1].end
}

/// Signs that borders and rules are made of.
fn is_rule(c: char) -> bool {
    match c {
        '=' | '-' | '~' | '*' | '+' | '^' | '<' | '>' | '/' | '\\' | '_' => true,
        '\u{2012}'..='\u{2015}'
        | '•'
        | '·'
        | '∙'
        | '‧'
        | '°'
        | '¯'
        | '¸'
        | '⋆'
        | '～'
        | '〜'
        | '＝'
        | '＿' => true,
        '\u{2500}'..='\u{25FF}'
        | '★'
        | '☆'
        | '♡'
        | '♥'
        | 'ღ'
        | '\u{2726}'..='\u{2730}'
        | '\u{273F}'..='\u{2743}' => !chars::is_emoji(c),
        _ => false,
    }
}

/// The bytes that such a sign may begin with; outside ASCII, others do too.
const RULES: &[u8] = b"=-~*+^<>/\\_\xC2\xE1\xE2\xE3\xEF";

static BEGINS_RULE: [bool; 256] = {
    let (mut all, mut i) = ([false; 256], 0);
    while i < RULES.len() {
        all[RULES[i] as usize] = true;
        i += 1;
    }
    all
};

fn begins_rule(b: u8) -> bool {
    BEGINS_RULE[usize::from(b)]
}

/// The bytes that a character of a face may begin with.
const OF_FACES: &[u8] = b"\xCD\xE0\xE1\xE2\xE3\xEF";

/// The strokes of pictures in ASCII, and the bytes that others begin with.
const STROKES: &[u8] = b"/\\()_\xE2";

impl TextArt {
    /// Rows of signs with at most a blank between them, and whether all of them are of ASCII.
    fn rules(&self, view: &FieldView<'_>) -> Vec<(Range<usize>, bool)> {
        let (mut all, mut from) = (Vec::new(), 0);
        if view.text.count(RULES) < self.min_symbol_run {
            return all;
        }
        let bytes = view.raw.as_bytes();
        while let Some(start) = chars::find_byte(bytes, from, begins_rule) {
            let first = view.raw[start..].chars().next();
            if let Some(other) = first.filter(|c| !is_rule(*c)) {
                from = start + other.len_utf8();
                continue;
            }
            let row = Row::at(view.raw, start);
            from = row.end;
            if row.count >= self.min_symbol_run && !row.is_text(view, start) {
                all.push((start..row.end, row.ascii));
            }
        }
        all
    }
}

/// A row of signs.
#[derive(Debug)]
struct Row {
    end: usize,
    count: usize,
    ascii: bool,
    /// The sign, where it is the same throughout.
    only: Option<char>,
    /// A letter or digit follows at once.
    glued: bool,
}

impl Row {
    fn at(raw: &str, start: usize) -> Row {
        let mut row = Row { end: start, count: 0, ascii: true, only: None, glued: false };
        let (mut last, mut blank, mut next) = (None, false, start);
        for c in raw[start..].chars() {
            next += c.len_utf8();
            // Over a blank only the same sign goes on.
            if is_rule(c) && (!blank || last == Some(c)) {
                row.only = if row.count == 0 || row.only == Some(c) { Some(c) } else { None };
                (row.count, row.end) = (row.count + 1, next);
                row.ascii &= c.is_ascii();
                (last, blank) = (Some(c), false);
                continue;
            }
            // `¸.·´¯`·.¸`: small marks belong to a border that has other signs.
            let weak = matches!(c, '.' | ',' | '`' | '´' | '\'' | ':') && !row.ascii;
            if !weak && (c != ' ' || blank) {
                row.glued = c.is_alphanumeric() && row.end + c.len_utf8() == next;
                break;
            }
            blank |= c == ' ';
        }
        row
    }

    /// A gap to fill in, a word or number with its letters hidden, a row of a table, part of a link.
    fn is_text(&self, view: &FieldView<'_>, start: usize) -> bool {
        let place = start..self.end;
        let token = view.text.tokens.get(view.text.token_from(start));
        let in_link =
            token.is_some_and(|t| t.is(class::LINK | class::EMAIL) && (t.start as usize) < self.end);
        let after_word = view.raw[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        let hidden = self.only == Some('*') && super::near(view.raw, &place).trim().len() > place.len();
        let table = self.ascii && is_table(view.raw, &place);
        self.only == Some('_') || in_link || (after_word && self.glued) || hidden || table
    }
}

/// `|---|:--|`, near a row of signs.
fn is_table(raw: &str, range: &Range<usize>) -> bool {
    let near = super::near(raw, range);
    near.contains('|') && near.trim_matches(|c| matches!(c, '|' | '-' | ':' | '+' | ' ' | '=')).is_empty()
}

/// The faces of a text, from left to right.
fn faces(raw: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    // No such character begins with a smaller byte.
    if !chars::from_lead(raw, 0xCD).any(|(_, c)| is_of_face(c)) {
        return all;
    }
    for middle in FACES {
        for (start, _) in raw.match_indices(middle) {
            let belongs = |c: &char| !c.is_whitespace() && !c.is_ascii_alphanumeric();
            let before: usize =
                raw[..start].chars().rev().take(FACE_REACH).take_while(belongs).map(char::len_utf8).sum();
            let end = start + middle.len();
            let after: usize =
                raw[end..].chars().take(FACE_REACH).take_while(belongs).map(char::len_utf8).sum();
            all.push(start - before..end + after);
        }
    }
    all.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut kept: Vec<Range<usize>> = Vec::new();
    for range in all {
        match kept.last_mut() {
            // `( ͡° ͜ʖ ͡°)` and a thrown table are one each.
            Some(last) if raw[last.end.min(range.start)..range.start].trim_matches(is_inner).is_empty() => {
                last.end = last.end.max(range.end);
            }
            _ => kept.push(range),
        }
    }
    kept
}

/// What may stand between the parts of one face.
fn is_inner(c: char) -> bool {
    matches!(c, ' ' | '︵' | 'ノ' | '͜' | 'ʖ' | '͡')
}

/// Pictures over several lines: of signs, or of Braille with eight dots.
fn drawings(view: &FieldView<'_>) -> Vec<Range<usize>> {
    // The fewest strokes of a picture are fewer than the fewest cells of one in Braille.
    if view.text.count(STROKES) < LEAST_STROKES {
        return Vec::new();
    }
    let (mut all, mut at) = (Vec::new(), 0);
    let mut open: Option<(Range<usize>, usize)> = None;
    for line in view.raw.split_inclusive('\n') {
        let text = line.trim_end();
        let start = at + (text.len() - text.trim_start().len());
        if is_drawn(text) && !view.text.in_code(at) {
            let (range, lines) = open.get_or_insert((start..start, 0));
            range.end = at + text.len();
            *lines += 1;
        } else {
            all.extend(open.take());
        }
        at += line.len();
    }
    all.extend(open);
    let picture = |(range, lines): &(Range<usize>, usize)| {
        let text = &view.raw[range.clone()];
        let cells = text.chars().filter(|c| matches!(c, '\u{2801}'..='\u{28FF}')).count();
        let eight = text.chars().filter(|c| matches!(c, '\u{2840}'..='\u{28FF}')).count();
        if cells >= LEAST_CELLS { eight * 3 > cells } else { *lines >= LEAST_LINES && has_shapes(text) }
    };
    all.into_iter().filter(picture).map(|(range, _)| range).collect()
}

/// A line of a picture: signs and hardly a letter.
fn is_drawn(line: &str) -> bool {
    let (mut signs, mut letters) = (0, 0);
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        if c.is_alphanumeric() {
            letters += 1;
            // Signs are never more than bytes.
            if letters * SIGNS_A_LETTER > line.len() {
                return false;
            }
        } else if is_rule(c) || matches!(c, '\u{2801}'..='\u{28FF}') || ".,'`\"(){}[]|:;#@&%$´".contains(c) {
            signs += 1;
        }
    }
    signs >= LEAST_SIGNS && letters * SIGNS_A_LETTER <= signs
}

/// Slanted strokes or blocks: without them rows of signs are rules, or marks.
fn has_shapes(text: &str) -> bool {
    let strokes = |c: char| matches!(c, '/' | '\\' | '(' | ')' | '_' | '\u{2571}'..='\u{2573}' | '\u{2580}'..='\u{259F}');
    let first = text.chars().find(|c| !c.is_whitespace());
    text.chars().filter(|c| strokes(*c)).count() >= LEAST_STROKES
        && text.chars().any(|c| !c.is_whitespace() && Some(c) != first)
}

#[cfg(test)]
mod tests {
    use super::{FACES, OF_FACES, begins_rule, is_of_face, is_rule};

    #[test]
    fn nothing_is_passed_over() {
        assert!(FACES.iter().all(|face| face.contains(is_of_face)));
        let first = |c: char| c.encode_utf8(&mut [0; 4]).as_bytes()[0];
        assert!(('\0'..=char::MAX).filter(|c| is_of_face(*c)).all(|c| OF_FACES.contains(&first(c))));
        for c in ('\0'..=char::MAX).filter(|c| is_rule(*c)) {
            assert!(begins_rule(c.encode_utf8(&mut [0; 4]).as_bytes()[0]), "{c}");
        }
    }
}
