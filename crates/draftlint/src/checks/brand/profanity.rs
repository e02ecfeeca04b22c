//! `brand/profanity`: swear words, also with stars.

use serde::Deserialize;

use super::{speaks_for_brand, voice_of};
use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::context::AccountKind;
use crate::document::chars::find_byte;
use crate::finding::Severity;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Profanity {
    allow: Vec<String>,
    mask_ok: bool,
}

/// Words that stars are put into.
const MASKED: [&str; 18] = [
    "fuck",
    "fucks",
    "fucked",
    "fucker",
    "fuckers",
    "fucking",
    "fuckin",
    "shit",
    "shits",
    "shitty",
    "shitting",
    "bullshit",
    "motherfucker",
    "motherfucking",
    "cunt",
    "cunts",
    "asshole",
    "assholes",
];

impl Check for Profanity {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let brand = speaks_for_brand(subject);
        let personal = voice_of(subject) == Some(AccountKind::Personal);
        let allowed = |text: &str| self.allow.iter().any(|a| a.eq_ignore_ascii_case(text));
        for name in ["strong", "mild"] {
            // One's own account may say bloody; a company's is worth a word.
            if name == "mild" && !brand {
                continue;
            }
            for hit in subject.of_group(name) {
                let view = subject.fields[hit.field];
                let written = support::slice(view.raw, hit.start as usize, hit.end as usize);
                if !allowed(written) {
                    found.push(swears(name == "strong", brand, hit.field, (hit.start, hit.end)));
                }
            }
        }
        if self.mask_ok || personal {
            return;
        }
        for (number, view) in support::title_and_body(subject) {
            for (start, end) in masked(&view) {
                found.push(swears(true, brand, number, (start, end)));
            }
        }
    }
}

fn swears(strong: bool, brand: bool, field: usize, span: (u32, u32)) -> Found {
    let mut one = Found::new(if strong { "swears" } else { "swears-mildly" }).at(field, span.0, span.1);
    one.severity = (strong && !brand).then_some(Severity::Info);
    one
}

/// Words with stars in them that can be nothing else: `f***ing`, `sh*t`.
fn masked(view: &FieldView<'_>) -> Vec<(u32, u32)> {
    let mut places = Vec::new();
    if !view.text.has_any(STARS) {
        return places;
    }
    let bytes = view.raw.as_bytes();
    let mut from = 0;
    while let Some(star) = find_byte(bytes, from, is_star) {
        // The first star stands behind a letter.
        if star == 0 || !bytes[star - 1].is_ascii_alphabetic() {
            from = star + 1;
            continue;
        }
        let before = view.raw[..star].char_indices().rev().find(|(_, c)| c.is_whitespace());
        let start = before.map_or(0, |(i, c)| i + c.len_utf8());
        let end = view.raw[star..].find(char::is_whitespace).map_or(view.raw.len(), |i| star + i);
        from = end;
        let core = &view.raw[start..end];
        let front = core.len() - core.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let core = core[front..].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '*');
        let stars = core.bytes().filter(|b| is_star(*b)).count();
        let quoted = || view.text.is_quotation(view.raw, start as u32, (start + front + core.len()) as u32);
        if stars > 0
            && core.len() <= 16
            && MASKED.iter().any(|m| hides(core.as_bytes(), m.as_bytes()))
            && !quoted()
        {
            let from = (start + front) as u32;
            places.push((from, from + core.len() as u32));
        }
    }
    places
}

/// What hides a letter.
const STARS: &[u8] = b"*#@$-_";

fn is_star(b: u8) -> bool {
    matches!(b, b'*' | b'#' | b'@' | b'$' | b'-' | b'_')
}

/// Whether a starred word has the letters of another: letter for letter, with at least two of them shown or the first.
fn hides(starred: &[u8], word: &[u8]) -> bool {
    starred.len() == word.len()
        && starred.first().is_some_and(u8::is_ascii_alphabetic)
        // `f---`, a grade, and `s_t`, a name of a variable: stars alone may hide all but the first letter.
        && (starred.contains(&b'*') || starred.iter().filter(|b| b.is_ascii_alphabetic()).count() * 2 >= word.len())
        && starred.iter().zip(word).all(|(a, b)| is_star(*a) || a.eq_ignore_ascii_case(b))
}

#[cfg(test)]
mod tests {
    use super::hides;

    #[test]
    fn stars() {
        assert!(hides(b"f***ing", b"fucking") && hides(b"Sh*t", b"shit") && hides(b"f*ck", b"fuck"));
        assert!(!hides(b"f---", b"fuck") && !hides(b"fork", b"fuck") && !hides(b"****", b"fuck"));
    }
}
