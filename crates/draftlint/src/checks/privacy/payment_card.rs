//! `privacy/payment-card`

use serde::Deserialize;

use super::checksum;
use super::voice::before;
use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::{class, seen};
use crate::facts::Run;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct PaymentCard {
    /// Numbers that payment services publish for tests are no finding.
    allow_test_numbers: bool,
}

/// The digits of the shortest number of a card.
const SHORTEST: usize = 12;
/// Words beside the number of a card.
const CARD: &[&str] = &[
    "card",
    "cards",
    "cc",
    "visa",
    "mastercard",
    "amex",
    "maestro",
    "discover",
    "jcb",
    "diners",
    "unionpay",
    "credit",
    "debit",
    "cvv",
    "cvc",
    "expiry",
    "expires",
    "pan",
];
/// Words before a long number that is something else.
const OTHER: &[&str] = &[
    "order",
    "tracking",
    "track",
    "imei",
    "isbn",
    "ean",
    "gtin",
    "upc",
    "awb",
    "shipment",
    "parcel",
    "invoice",
    "reference",
    "ref",
    "ticket",
    "case",
    "serial",
    "barcode",
    "barcodes",
    "tweet",
    "id",
    "doi",
    "issn",
    "vin",
    "part",
];
/// Words that make an account one for readers to pay into.
const GIFT: &[&str] = &[
    "donate",
    "donation",
    "donations",
    "donating",
    "fundraiser",
    "fundraising",
    "spenden",
    "spende",
    "spendenkonto",
    "dons",
    "charity",
    "appeal",
    "our",
    "club",
    "tickets",
];

/// Numbers of documentation.
const TESTS: &[&str] = &[
    "4242424242424242",
    "4111111111111111",
    "4012888888881881",
    "4222222222222",
    "4000056655665556",
    "5555555555554444",
    "5105105105105100",
    "5200828282828210",
    "2223003122003222",
    "378282246310005",
    "371449635398431",
    "378734493671000",
    "30569309025904",
    "38520000023237",
    "36227206271667",
    "3530111333300000",
    "3566002020360505",
    "6011111111111117",
    "6011000990139424",
    "6011981111111113",
    "6200000000000005",
    "1234567812345670",
];
const TEST_ACCOUNTS: &[&str] = &[
    "GB29NWBK60161331926819",
    "GB33BUKB20201555555555",
    "GB82WEST12345698765432",
    "DE89370400440532013000",
    "FR1420041010050500013M02606",
    "FR7630006000011234567890189",
    "ES9121000418450200051332",
    "IT60X0542811101000000123456",
    "NL91ABNA0417164300",
    "AT611904300234573201",
    "BE68539007547034",
    "CH9300762011623852957",
    "IE29AIBK93115212345678",
];

impl Check for PaymentCard {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in subject.fields.iter().enumerate() {
            if view.text.seen & seen::DIGIT == 0 {
                continue;
            }
            for run in subject.facts[number].digit_runs().iter().filter(|run| run.len() >= SHORTEST) {
                if let Some((start, end, digits)) = card(view, run) {
                    let known =
                        TESTS.iter().any(|t| t.as_bytes() == digits.as_slice()) || is_made_up(&digits);
                    if self.allow_test_numbers && known {
                        continue;
                    }
                    found.push(report("card", number, start, end, &digits));
                }
            }
            self.accounts(view, number, found);
        }
    }
}

/// What is found, with the last four characters as a help to tell which one it is.
fn report(group: &'static str, field: usize, start: usize, end: usize, digits: &[u8]) -> Found {
    let last = digits.len().saturating_sub(4);
    let tail = String::from_utf8_lossy(digits.get(last..).unwrap_or(&[])).into_owned();
    let name = if group == "card" { "card" } else { "account" };
    Found::new(group).at(field, start as u32, end as u32).fix(
        "name it by its last four characters",
        vec![(field, start as u32, end as u32, format!("[{name} ending {tail}]"))],
    )
}

/// The number of a card within a run.
fn card(view: &FieldView<'_>, run: &Run) -> Option<(usize, usize, Vec<u8>)> {
    if run.plus {
        return None;
    }
    let lengths = run.lengths();
    let words = || before(view, run.start()).take(8).map(|(_, t)| view.text.word(t));
    let after = || {
        let from = view.text.token_from(run.end());
        view.text.tokens.iter().skip(from).take(4).map(|t| view.text.word(t))
    };
    let named = words().any(|w| CARD.contains(&w)) || after().any(|w| CARD.contains(&w));
    if !named && words().take(4).any(|w| OTHER.contains(&w)) {
        return None;
    }
    for first in 0..lengths.len() {
        let rest = &lengths[first..];
        let usual = [&[4, 4, 4, 4, 3][..], &[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4]];
        let grouped = usual.iter().find(|g| rest.starts_with(g) && one_mark(view, run, first, g.len()));
        let count = match grouped {
            Some(groups) => groups.len(),
            None if (SHORTEST..=19).contains(&rest[0]) => 1,
            None => continue,
        };
        let digits = run.digits(view.raw, first..first + count);
        let (Some((start, _)), Some((_, end))) = (run.groups.get(first), run.groups.get(first + count - 1))
        else {
            continue;
        };
        if (is_issued(&digits) || named && is_rare(&digits)) && checksum::luhn(&digits) {
            return Some((*start, *end, digits));
        }
    }
    None
}

/// The same single mark between all groups.
fn one_mark(view: &FieldView<'_>, run: &Run, first: usize, count: usize) -> bool {
    let gap = run.gap(view.raw, first + 1);
    gap.chars().count() == 1 && (first + 2..first + count).all(|g| run.gap(view.raw, g) == gap)
}

fn number(digits: &[u8], len: usize) -> u32 {
    digits.iter().take(len).fold(0, |n, b| n * 10 + u32::from(b - b'0'))
}

/// The first digits and lengths of the great issuers, which a number without a word beside it must have.
fn is_issued(digits: &[u8]) -> bool {
    match digits.len() {
        16 => {
            let (two, three, four) = (number(digits, 2), number(digits, 3), number(digits, 4));
            digits[0] == b'4'
                || matches!(two, 51..=55 | 62 | 65)
                || matches!(three, 644..=649)
                || matches!(four, 2221..=2720 | 3528..=3589 | 6011)
        }
        15 => matches!(number(digits, 2), 34 | 37),
        _ => false,
    }
}

/// What a card may have as well, where a word says that it is one.
fn is_rare(digits: &[u8]) -> bool {
    let (two, three, four) = (number(digits, 2), number(digits, 3), number(digits, 4));
    match digits.len() {
        13 | 19 if digits[0] == b'4' => true,
        14 => matches!(two, 36 | 38 | 39) || matches!(three, 300..=305 | 309),
        15 if matches!(four, 1800 | 2131) => true,
        // Maestro and others.
        12..=19 => matches!(two, 35 | 50 | 56..=69) || four == 604 || two == 6,
        _ => false,
    }
}

/// Few different digits, or digits in a row: nobody's.
fn is_made_up(digits: &[u8]) -> bool {
    let mut seen = [false; 10];
    digits.iter().for_each(|b| seen[usize::from(b.saturating_sub(b'0')) % 10] = true);
    let zeros = digits.windows(7).any(|w| w.iter().all(|b| *b == b'0'));
    let row = digits.windows(8).any(|w| w.windows(2).all(|p| p[1] == p[0] + 1));
    seen.iter().filter(|s| **s).count() <= 2 || zeros || row
}

impl PaymentCard {
    fn accounts(&self, view: &FieldView<'_>, field: usize, found: &mut Vec<Found>) {
        let mut gift = None;
        let bytes = view.raw.as_bytes();
        // Digits follow the letters of the country in the same word.
        for token in view.text.of_class(class::MIXED) {
            let start = token.start as usize;
            let Some((end, account)) = account(bytes, start) else { continue };
            let upper = account.to_ascii_uppercase();
            if self.allow_test_numbers && TEST_ACCOUNTS.iter().any(|t| t.as_bytes() == upper.as_slice()) {
                continue;
            }
            let public = *gift
                .get_or_insert_with(|| view.text.tokens.iter().any(|t| GIFT.contains(&view.text.word(t))));
            found.push(report(if public { "public-account" } else { "account" }, field, start, end, &upper));
        }
    }
}

/// How long an account number of a country is.
const ACCOUNTS: &[(&[u8; 2], usize)] = &[
    (b"AD", 24),
    (b"AE", 23),
    (b"AL", 28),
    (b"AT", 20),
    (b"AZ", 28),
    (b"BA", 20),
    (b"BE", 16),
    (b"BG", 22),
    (b"BH", 22),
    (b"BR", 29),
    (b"CH", 21),
    (b"CR", 22),
    (b"CY", 28),
    (b"CZ", 24),
    (b"DE", 22),
    (b"DK", 18),
    (b"DO", 28),
    (b"EE", 20),
    (b"EG", 29),
    (b"ES", 24),
    (b"FI", 18),
    (b"FO", 18),
    (b"FR", 27),
    (b"GB", 22),
    (b"GE", 22),
    (b"GI", 23),
    (b"GR", 27),
    (b"HR", 21),
    (b"HU", 28),
    (b"IE", 22),
    (b"IL", 23),
    (b"IS", 26),
    (b"IT", 27),
    (b"JO", 30),
    (b"KW", 30),
    (b"KZ", 20),
    (b"LB", 28),
    (b"LI", 21),
    (b"LT", 20),
    (b"LU", 20),
    (b"LV", 21),
    (b"MC", 27),
    (b"MD", 24),
    (b"ME", 22),
    (b"MK", 19),
    (b"MT", 31),
    (b"NL", 18),
    (b"NO", 15),
    (b"PK", 24),
    (b"PL", 28),
    (b"PT", 25),
    (b"QA", 29),
    (b"RO", 24),
    (b"RS", 22),
    (b"SA", 24),
    (b"SE", 24),
    (b"SI", 19),
    (b"SK", 24),
    (b"SM", 27),
    (b"TN", 24),
    (b"TR", 26),
    (b"UA", 29),
    (b"VA", 22),
    (b"XK", 20),
];

/// The account number that begins at a byte: where it ends, and without its blanks.
fn account(bytes: &[u8], start: usize) -> Option<(usize, Vec<u8>)> {
    let head = [bytes.get(start)?.to_ascii_uppercase(), bytes.get(start + 1)?.to_ascii_uppercase()];
    let (_, len) = ACCOUNTS.iter().find(|(country, _)| **country == head)?;
    let mut account = Vec::with_capacity(*len);
    let mut at = start;
    while account.len() < *len {
        match bytes.get(at)? {
            b if b.is_ascii_alphanumeric() => account.push(*b),
            b' ' | b'-' if account.len() >= 4 && bytes.get(at + 1)?.is_ascii_alphanumeric() => {}
            _ => return None,
        }
        // The check digits come first: most words end here.
        if matches!(account.len(), 3 | 4) && !account[account.len() - 1].is_ascii_digit() {
            return None;
        }
        at += 1;
    }
    let ends = bytes.get(at).is_none_or(|b| !b.is_ascii_alphanumeric() && *b < 0x80 || *b >= 0xE2);
    (ends && checksum::iban(&account)).then_some((at, account))
}
