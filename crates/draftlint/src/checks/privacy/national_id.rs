//! `privacy/national-id`

use serde::Deserialize;

use super::checksum;
use super::voice::before;
use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{Token, WordList, class, seen};
use crate::facts::Run;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct NationalId {
    /// The countries whose numbers are looked for.
    countries: Vec<String>,
}

/// The digits of the shortest number of digits alone, and of the shortest with letters.
const SHORTEST: usize = 9;
const SHORTEST_WITH_LETTERS: usize = 6;

/// How many words before and after a number may name it.
const BEFORE: usize = 8;
const AFTER: usize = 3;

/// Numbers that everybody has seen: of leaflets, cards in wallets and tutorials.
const FAMOUS: &[&[u8]] = &[
    b"078051120",
    b"219099999",
    b"123456789",
    b"111111111",
    b"123121234",
    b"457555462",
    b"987654320",
    b"987654321",
    b"555555555",
];
/// Words before three groups of digits that are something else.
const OTHER: &[&str] = &[
    "order",
    "part",
    "model",
    "item",
    "sku",
    "ref",
    "reference",
    "ticket",
    "case",
    "serial",
    "isbn",
    "tracking",
    "phone",
    "tel",
    "call",
    "fax",
    "patent",
    "catalog",
    "catalogue",
    "docket",
    "invoice",
    "no",
    "route",
];

/// Words before the number of a passport.
static PASSPORTS: WordList<2> = WordList::new(["passport", "passports"]);

struct Hit {
    group: &'static str,
    name: &'static str,
    start: usize,
    end: usize,
}

impl Check for NationalId {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in support::texts(subject) {
            if view.text.seen & seen::DIGIT == 0 {
                continue;
            }
            let runs = subject.facts[number].digit_runs().iter().filter(|run| run.len() >= SHORTEST);
            let mut hits: Vec<Hit> = runs.filter_map(|run| self.in_digits(&view, run)).collect();
            // Styled digits are digits of a word too.
            if view.text.digits() >= SHORTEST_WITH_LETTERS || !view.text.is_ascii() {
                let passports = view.text.has_word(&PASSPORTS);
                for (i, token) in view.text.tokens.iter().enumerate() {
                    if token.is(class::WORD) && may_be_number(&view, token, passports) {
                        hits.extend(self.in_letters(&view, i));
                    }
                }
            }
            hits.sort_by_key(|h| (h.start, usize::MAX - h.end));
            let mut end = 0;
            for hit in hits {
                if hit.start >= end {
                    end = hit.end;
                    found.push(
                        Found::new(hit.group)
                            .at(number, hit.start as u32, hit.end as u32)
                            .arg("name", hit.name),
                    );
                }
            }
        }
    }
}

impl NationalId {
    fn has(&self, country: &str) -> bool {
        self.countries.iter().any(|c| c == country)
    }

    fn in_digits(&self, view: &FieldView<'_>, run: &Run) -> Option<Hit> {
        let lengths = run.lengths();
        let digits = run.digits(view.raw, 0..lengths.len());
        let hit = |group, name| Some(Hit { group, name, start: run.start(), end: run.end() });
        let named = |words: &[&str]| is_named(view, run.start(), run.end(), words);
        if self.has("us") && is_social_security(&digits) {
            let hyphens = lengths == [3, 2, 4] && run.gap(view.raw, 1) == "-" && run.gap(view.raw, 2) == "-";
            let shape = hyphens || lengths == [9] || lengths == [3, 2, 4];
            if shape && named(&["ssn", "ssns", "social security", "soc sec", "social"]) {
                return hit("named", "US social security number");
            }
            if hyphens && !is_other(view, run.start()) {
                return hit("shape", "US social security number");
            }
        }
        if self.has("br") && checksum::cpf(&digits) {
            let dots = lengths == [3, 3, 3, 2] && run.gap(view.raw, 1) == "." && run.gap(view.raw, 3) == "-";
            if dots || lengths == [11] && named(&["cpf"]) {
                return hit("checked", "CPF number");
            }
        }
        if self.has("fr") && checksum::nir(&digits) && !run.plus {
            return hit("checked", "numéro de sécurité sociale");
        }
        if self.has("in")
            && digits.len() == 12
            && digits[0] >= b'2'
            && (lengths == [12] || lengths == [4, 4, 4])
            && checksum::verhoeff(&digits)
            && named(&["aadhaar", "aadhar", "adhaar", "adhar", "uidai"])
        {
            return hit("checked", "Aadhaar number");
        }
        if self.has("de")
            && digits.len() == 11
            && checksum::steuer_id(&digits)
            && named(&[
                "steuer-id",
                "steuerid",
                "steuer",
                "steueridentifikationsnummer",
                "idnr",
                "steuernummer",
            ])
        {
            return hit("checked", "Steuer-ID");
        }
        None
    }

    fn in_letters(&self, view: &FieldView<'_>, i: usize) -> Option<Hit> {
        let token = view.text.tokens.get(i)?;
        let start = token.start as usize;
        let word = view.text.word(token);
        let bytes = view.raw.as_bytes();
        if token.len >= 2 {
            if let Some(end) = insurance_number(bytes, start) {
                let named = || is_named(view, start, end, &["ni", "nino", "national insurance", "insurance"]);
                if self.has("uk") && named() {
                    return Some(Hit { group: "named", name: "National Insurance number", start, end });
                }
            }
        }
        if token.len == 16 && self.has("it") && checksum::codice_fiscale(word.as_bytes()) {
            return Some(Hit { group: "checked", name: "codice fiscale", start, end: token.end as usize });
        }
        if token.len == 9 && self.has("es") {
            let (number, letter) = word.as_bytes().split_at_checked(8)?;
            let named = || is_named(view, start, token.end as usize, &["dni", "nie", "nif"]);
            if checksum::dni(number, *letter.first()?) && named() {
                return Some(Hit {
                    group: "checked",
                    name: "DNI or NIE number",
                    start,
                    end: token.end as usize,
                });
            }
        }
        if PASSPORTS.has(word) {
            return passport(view, i);
        }
        None
    }
}

/// Whether a word may be of a number with letters: by its length, by the digit behind its first two letters, or as
/// the word before one.
fn may_be_number(view: &FieldView<'_>, token: &Token, passports: bool) -> bool {
    let at = |n: usize| view.raw.as_bytes().get(token.start as usize + n);
    let digit = |n: usize| at(n).is_some_and(u8::is_ascii_digit);
    matches!(token.len, 9 | 16) || passports && token.len == 8 || digit(2) || at(2) == Some(&b' ') && digit(3)
}

/// Whether a word or a pair of words stands near a number.
fn is_named(view: &FieldView<'_>, start: usize, end: usize, words: &[&str]) -> bool {
    let text = view.text;
    let near: Vec<&str> = before(view, start).take(BEFORE).map(|(_, t)| text.word(t)).collect();
    let from = text.token_from(end);
    let after: Vec<&str> = text.tokens.iter().skip(from).take(AFTER).map(|t| text.word(t)).collect();
    words.iter().any(|word| match word.split_once(' ') {
        Some((first, second)) => {
            near.windows(2).any(|p| p[1] == first && p[0] == second)
                || after.windows(2).any(|p| p[0] == first && p[1] == second)
        }
        None => near.contains(word) || after.contains(word),
    })
}

fn is_other(view: &FieldView<'_>, start: usize) -> bool {
    before(view, start).take(4).any(|(_, t)| OTHER.contains(&view.text.word(t)))
        || view.raw.get(..start).is_some_and(|r| r.ends_with(['#', '/', '=', '-', '$']))
}

/// Nine digits that have been given out: 000, 666 and 900 to 999 never were, nor a group of zeros.
fn is_social_security(digits: &[u8]) -> bool {
    let number = |from: usize, to: usize| {
        digits.get(from..to).unwrap_or(&[]).iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'))
    };
    digits.len() == 9
        && !matches!(number(0, 3), 0 | 666 | 900..)
        && number(3, 5) != 0
        && number(5, 9) != 0
        && !FAMOUS.contains(&digits)
}

/// `QQ 12 34 56 C`, with or without the blanks: where it ends.
fn insurance_number(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    for (i, want) in b"AA000000A".iter().enumerate() {
        if i > 1 && i % 2 == 0 && bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        let b = bytes.get(at)?;
        let fits = if *want == b'A' { b.is_ascii_alphabetic() } else { b.is_ascii_digit() };
        if !fits || i == 8 && !matches!(b | 0x20, b'a'..=b'd') {
            return None;
        }
        at += 1;
    }
    bytes.get(at).is_none_or(|b| !b.is_ascii_alphanumeric()).then_some(at)
}

/// What follows `passport number`, `passport no.`, `passport:`.
fn passport(view: &FieldView<'_>, i: usize) -> Option<Hit> {
    let tokens = &view.text.tokens;
    let small = |w: &str| matches!(w, "number" | "no" | "num" | "nr" | "is" | "details" | "id");
    let at = (i + 1..i + 4).find(|n| tokens.get(*n).is_none_or(|t| !small(view.text.word(t))))?;
    let token = tokens.get(at)?;
    let word = view.text.word(token);
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let fits = (7..=9).contains(&word.len()) && digits >= 6 && digits + letters == word.len() && letters <= 2;
    // A passport by its number alone is one by chance where no word says `number`.
    let said = at > i + 1 || view.raw.get(tokens[i].end as usize..token.start as usize)?.contains([':', '#']);
    let (start, end) = (token.start as usize, token.end as usize);
    (fits && said).then_some(Hit { group: "named", name: "passport number", start, end })
}
