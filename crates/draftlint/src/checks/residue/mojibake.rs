//! `residue/mojibake`: text that was read in another encoding than it was written in.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::document::{Text, seen};
use crate::finding::Safety;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mojibake {}

/// Words of texts about encodings.
const TALK: &[&str] = &[
    "mojibake",
    "encoding",
    "encodings",
    "utf",
    "utf-8",
    "utf8",
    "charset",
    "unicode",
    "latin-1",
    "garbled",
];

/// What Windows code page 1252 has at 0x80 to 0x9F; five places are empty.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Pairs that a table saved on a Mac and read on Windows has where quotes, dashes and blanks stood.
const MAC: &[(&str, &str)] = &[
    ("‰ÛÏ", "“"),
    ("‰Û\u{9D}", "”"),
    ("‰ÛÓ", "—"),
    ("‰ÛÒ", "–"),
    ("‰Ûª", "’"),
    ("‰Û÷", "‘"),
    ("‰Û¢", "•"),
    ("‰Û_", "…"),
    ("\u{89}ÛÏ", "“"),
    ("\u{89}Û\u{9D}", "”"),
    ("\u{89}ÛÓ", "—"),
    ("\u{89}ÛÒ", "–"),
    ("\u{89}Ûª", "’"),
    ("\u{89}Û÷", "‘"),
    ("\u{89}Û¢", "•"),
    ("\u{89}Û_", "…"),
    ("åÊ", " "),
];

impl Check for Mojibake {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in support::texts(subject) {
            if view.text.seen & seen::NON_ASCII == 0 || !may_be_damaged(view.text) {
                continue;
            }
            let spots = spots(view.raw);
            let talk = || view.text.tokens.iter().any(|t| TALK.contains(&view.text.word(t)));
            let shown = |spot: &Spot| {
                view.text.in_code(spot.start)
                    || view.text.is_quotation(view.raw, spot.start as u32, spot.end as u32)
                        && spot.end - spot.start + 4
                            > view
                                .text
                                .quoted(spot.start as u32, spot.end as u32)
                                .map_or(usize::MAX, |q| (q.end - q.start) as usize)
            };
            let spots: Vec<&Spot> = spots.iter().filter(|s| !shown(s)).collect();
            let Some(first) = spots.first() else { continue };
            if talk() {
                continue;
            }
            let sure = spots.iter().any(|s| s.sure) || spots.iter().filter(|s| !s.pair).count() > 1;
            let mut one = Found::new(if sure { "damage" } else { "pair" }).arg("count", spots.len());
            for spot in &spots {
                one = one.at(number, spot.start as u32, spot.end as u32);
            }
            // Only where every mark of damage goes away.
            let edits: Option<Vec<_>> = spots
                .iter()
                .map(|s| Some((number, s.start as u32, s.end as u32, s.meant.clone()?)))
                .collect();
            if let Some(edits) = edits {
                let title =
                    first.meant.as_ref().map_or_else(String::new, |m| format!("write `{}`", m.trim()));
                let title = if spots.len() == 1 && !title.contains("``") {
                    title
                } else {
                    "read the characters again".into()
                };
                one.fixes.push((title, Some(Safety::Safe), edits));
            }
            found.push(one);
        }
    }
}

/// Whether a text has the bytes of a character with which damage begins.
fn may_be_damaged(text: &Text) -> bool {
    let of_per_mille = text.has_any(b"\xE2") && text.has_any(b"\xB0");
    text.has_any(b"\xC2\xC3\xEF") || of_per_mille
}

#[derive(Debug, PartialEq, Eq)]
struct Spot {
    start: usize,
    end: usize,
    /// What it was before, where that is certain.
    meant: Option<String>,
    /// Nothing else can be meant.
    sure: bool,
    /// Only a pair of letters, which might be another language's.
    pair: bool,
}

fn spots(raw: &str) -> Vec<Spot> {
    let mut all: Vec<Spot> = Vec::new();
    let mut before = ' ';
    let mut at = 0;
    while let Some(c) = raw.get(at..).and_then(|r| r.chars().next()) {
        if c.is_ascii() {
            at += raw[at..].bytes().take_while(u8::is_ascii).count();
            before = char::from(raw.as_bytes()[at - 1]);
            continue;
        }
        let rest = raw.get(at..).unwrap_or("");
        let spot = spot(rest, c, before);
        let (len, meant) = spot.unwrap_or((0, None));
        if len == 0 {
            before = c;
            at += c.len_utf8();
            continue;
        }
        let pair = matches!(byte(c), Some(0xC2..=0xDF)) && len < 6 || rest.starts_with("åÊ");
        let sign =
            matches!(byte(c), Some(0xE0..=0xEF)) && !rest.starts_with("â€") && !rest.starts_with("ï»¿");
        let sure = !pair && !sign;
        // Neighbours are one spot.
        match all.last_mut().filter(|s| s.end == at) {
            Some(last) => {
                last.end = at + len;
                last.sure |= sure;
                last.pair &= pair;
                last.meant = match (last.meant.take(), meant) {
                    (Some(a), Some(b)) => Some(a + &b),
                    _ => None,
                };
            }
            None => all.push(Spot { start: at, end: at + len, meant, sure, pair }),
        }
        at += len;
        before = 'a';
    }
    all
}

/// The length of the damage that a text begins with, and what it was.
fn spot(rest: &str, c: char, before: char) -> Option<(usize, Option<String>)> {
    // All damage begins with one of these.
    if !matches!(c, '\u{80}'..='\u{9F}' | '\u{C2}'..='\u{F0}' | '‰' | '\u{FFFD}') {
        return None;
    }
    if let Some((pair, meant)) = MAC.iter().find(|(pair, _)| rest.starts_with(pair)) {
        return Some((pair.len(), Some((*meant).to_string())));
    }
    if rest.starts_with("ï»¿") {
        return Some(("ï»¿".len(), Some(String::new())));
    }
    if let Some((len, meant)) = misread(rest, c, before) {
        return Some((len, Some(meant)));
    }
    // A right quote loses its last byte, which no key has.
    if rest.starts_with("â€") {
        return Some(("â€".len(), None));
    }
    // Windows-1252 that was read as Latin-1: `\u{92}` was an apostrophe.
    if matches!(c, '\u{80}'..='\u{9F}') && c != '\u{85}' {
        let meant = WINDOWS.get(c as usize - 0x80).filter(|w| !w.is_control());
        return Some((c.len_utf8(), meant.map(ToString::to_string)));
    }
    (c == '\u{FFFD}').then_some((c.len_utf8(), None))
}

/// UTF-8 that was read as Windows-1252: how long it is, and the character that it was.
fn misread(rest: &str, lead: char, before: char) -> Option<(usize, String)> {
    let first = byte(lead)?;
    let count = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0 => 4,
        _ => return None,
    };
    let mut bytes = Vec::with_capacity(4);
    let mut len = 0;
    let mut last = lead;
    for c in rest.chars().take(count) {
        bytes.push(byte(c)?);
        len += c.len_utf8();
        last = c;
    }
    let text = std::str::from_utf8(&bytes).ok()?;
    let meant = text.chars().next()?;
    let fits = match first {
        // `Â£`, `Â ` before a word; `Ã©`. Portuguese ends words in capitals with Ã, and a quote may follow.
        0xC2 | 0xC3 => !is_punctuation(last) || before.is_lowercase(),
        // Letters of central Europe, Greek and Cyrillic, of which one pair alone may be chance.
        0xC4..=0xDF => {
            before.is_lowercase() && !is_punctuation(last) && meant.is_alphabetic() || sequences(rest, 3)
        }
        0xE2 => matches!(meant, '\u{2000}'..='\u{2BFF}'),
        0xE0..=0xEF => sequences(rest, 2),
        _ => true,
    };
    fits.then(|| (len, text.to_string()))
}

/// Whether a text begins with so many misread characters in a row, blanks aside.
fn sequences(rest: &str, wanted: usize) -> bool {
    let mut bytes = Vec::with_capacity(wanted * 3);
    for c in rest.chars().filter(|c| *c != ' ').take(wanted * 3) {
        let Some(b) = byte(c) else { break };
        bytes.push(b);
    }
    let valid = match std::str::from_utf8(&bytes) {
        Ok(text) => text,
        Err(e) => bytes.get(..e.valid_up_to()).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or(""),
    };
    valid.chars().take_while(|c| c.is_alphabetic()).count() >= wanted
}

/// Marks that honest texts have after a letter with an accent.
fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '…' | '“'
            | '”'
            | '‘'
            | '’'
            | '–'
            | '—'
            | '•'
            | '™'
            | '‹'
            | '›'
            | '„'
            | '‚'
            | '»'
            | '«'
            | '®'
            | '°'
            | '·'
            | '\u{A0}'
    )
}

/// The byte of a character in Windows-1252.
fn byte(c: char) -> Option<u8> {
    match c {
        '\u{80}'..='\u{9F}' | '\u{A0}'..='\u{FF}' => u8::try_from(u32::from(c)).ok(),
        _ => WINDOWS.iter().position(|w| *w == c).map(|n| 0x80 + n as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str) -> Vec<Option<String>> {
        spots(text).into_iter().map(|s| s.meant).collect()
    }

    #[test]
    fn what_was_meant() {
        assert_eq!(meant("Weâ€™re open"), [Some("’".to_string())]);
        assert_eq!(meant("cafÃ© for Â£4"), [Some("é".to_string()), Some("£".to_string())]);
        assert_eq!(meant("done ðŸ˜€"), [Some("😀".to_string())]);
        assert_eq!(meant("a \u{FFFD} b"), [None]);
    }

    #[test]
    fn honest_accents() {
        for text in [
            "São Paulo, AMANHÃ… “IRMÔ",
            "Il est passé…” dit-elle",
            "CAFÉ… NOËL”",
            "Ångström’s Ø",
            "über„alles“",
            "naïve – Zoë’s crème brûlée™",
            "Привет, мир",
            "ÀÉÎÕÜ",
        ] {
            assert!(spots(text).is_empty(), "{text}: {:?}", spots(text));
        }
    }
}
