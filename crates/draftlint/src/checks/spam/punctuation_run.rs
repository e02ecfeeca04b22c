//! `spam/punctuation-run`

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::chars::find_byte;
use crate::document::class;

/// A text may hold one exclamation mark for so many words, if that is more than the limit.
const WORDS_PER_MARK: usize = 20;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct PunctuationRun {
    max_run: usize,
    max_total_exclaim: usize,
}

impl Check for PunctuationRun {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in support::title_and_body(subject) {
            let raw = view.raw;
            // So few marks are neither a row nor too many.
            if view.text.count(MARKS) <= self.max_run.min(self.max_total_exclaim) {
                continue;
            }
            let mut runs: Vec<(usize, usize)> = Vec::new();
            let mut single: Vec<(usize, usize)> = Vec::new();
            let mut from = 0;
            let begins = |b: u8| matches!(b, b'!' | b'?' | b'$' | 0xE2 | 0xEF | 0xF0);
            while let Some(start) = find_byte(raw.as_bytes(), from, begins) {
                let Some(c) = raw[start..].chars().next() else { break };
                from = start + c.len_utf8();
                let Some(kind) = kind(c) else { continue };
                let (mut end, mut length) = (from, 1);
                for c in raw[from..].chars() {
                    if self::kind(c) != Some(kind) && c != '\u{FE0F}' {
                        break;
                    }
                    end += c.len_utf8();
                    length += usize::from(c != '\u{FE0F}');
                }
                from = end;
                if view.text.in_code(start) || in_link(&view, start) {
                    continue;
                }
                // `$$` and `$$$` grade prices; how many marks are many was counted on English posts.
                let more = usize::from(!subject.english);
                let most = if kind == Kind::Money { self.max_run.max(3) } else { self.max_run + more };
                if length > most {
                    runs.push((start, end));
                } else if raw[start..end].contains(['!', '！']) {
                    single.push((start, end));
                }
            }
            let total: usize = single.iter().chain(&runs).map(|(s, e)| exclaims(&raw[*s..*e])).sum();
            // A long text may hold more of them.
            let most = self.max_total_exclaim.max(view.scan.words as usize / WORDS_PER_MARK);
            if runs.is_empty() && total <= most {
                continue;
            }
            let group = if runs.is_empty() { "total" } else { "run" };
            let places = if runs.is_empty() { &single } else { &runs };
            let first = places.first().map_or("", |(s, e)| &raw[*s..*e]);
            let mut one = Found::new(group)
                .arg("match", first)
                .arg("count", total)
                .arg("max", if runs.is_empty() { most } else { self.max_run });
            one = places.iter().fold(one, |one, (s, e)| one.at(number, *s as u32, *e as u32));
            let edits: Vec<_> = runs
                .iter()
                .filter_map(|(s, e)| {
                    Some((number, *s as u32, *e as u32, collapsed(&raw[*s..*e])?.to_string()))
                })
                .collect();
            if !edits.is_empty() {
                one = one.fix("keep one mark", edits);
            }
            found.push(one);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Mark,
    Money,
    Pointer,
}

fn kind(c: char) -> Option<Kind> {
    match c {
        '!' | '?' | '！' | '？' | '‼' | '⁉' | '❗' | '❕' | '❓' => Some(Kind::Mark),
        '$' => Some(Kind::Money),
        '👉' | '👇' | '👆' | '👈' | '☝' | '⬇' | '⬆' | '➡' | '⬅' => Some(Kind::Pointer),
        _ => None,
    }
}

/// The bytes that a mark begins with; other characters may, too.
const MARKS: &[u8] = b"!?$\xE2\xEF\xF0";

fn exclaims(run: &str) -> usize {
    run.chars().filter(|c| matches!(c, '!' | '！' | '❗' | '❕' | '‼')).count()
}

/// What one mark says as well; none for money and emoji, where the choice is the writer's.
fn collapsed(run: &str) -> Option<&'static str> {
    let has = |marks: [char; 2]| run.contains(marks);
    match (has(['?', '？']), has(['!', '！'])) {
        (true, true) => Some("?!"),
        (true, false) if run.chars().all(|c| c == '?') => Some("?"),
        (false, true) if run.chars().all(|c| c == '!') => Some("!"),
        _ => None,
    }
}

fn in_link(view: &crate::checks::FieldView<'_>, byte: usize) -> bool {
    let at = view.text.token_from(byte);
    view.text.tokens.get(at).is_some_and(|t| t.is(class::LINK) && (t.start as usize) <= byte)
}

#[cfg(test)]
mod tests {
    use super::{MARKS, kind};

    #[test]
    fn every_mark_begins_so() {
        let mut marks = ('\0'..=char::MAX).filter(|c| kind(*c).is_some());
        assert!(marks.all(|c| MARKS.contains(&c.encode_utf8(&mut [0; 4]).as_bytes()[0])));
    }
}
