//! `privacy/phone`

use serde::Deserialize;

use super::voice::{TOUCH, Voice, before, voice};
use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{class, seen};
use crate::facts::Run;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Phone {
    /// Numbers that any post may name, such as a crisis line.
    allow: Vec<String>,
}

/// The digits of the shortest number.
const SHORTEST: usize = 6;
/// Words right before a number that make it one of a telephone.
const LABELS: &[&str] = &[
    "phone",
    "telephone",
    "tel",
    "mobile",
    "mob",
    "cell",
    "cellphone",
    "fax",
    "desk",
    "landline",
    "whatsapp",
    "viber",
    "hotline",
    "helpline",
    "handy",
    "handynummer",
    "telefon",
    "telefono",
    "telefone",
    "teléfono",
    "téléphone",
];
/// Words of asking to get in touch, some of which have other objects as well.
const VERBS: &[&str] =
    &["registered", "reach", "reached", "reachable", "messages", "message", "calls", "phoned", "rang"];
/// Words between a label and its number.
const SMALL: &[&str] = &[
    "number", "numbers", "no", "nr", "num", "is", "on", "at", "to", "via", "me", "him", "her", "them", "us",
    "now", "my", "your", "his", "their", "our", "free", "direct", "directly", "today", "here", "this", "it",
    "mobile", "phone", "and", "or",
];
/// Words right after a number.
const TAILS: &[&str] = &["office", "fax", "mobile", "cell", "desk", "landline", "tel"];
/// Words before a number that is something else.
const OTHER: &[&str] = &[
    "winning",
    "lottery",
    "lotto",
    "draw",
    "jackpot",
    "order",
    "orders",
    "tracking",
    "track",
    "isbn",
    "issn",
    "imei",
    "invoice",
    "reference",
    "ref",
    "ticket",
    "case",
    "serial",
    "barcode",
    "id",
    "account",
    "acct",
    "a/c",
    "sort",
    "code",
    "booking",
    "flight",
    "version",
    "model",
    "part",
    "pin",
    "doi",
    "pages",
    "pp",
    "vat",
    "patent",
    "pic",
    "photo",
    "card",
    "iban",
    "ssn",
    "social",
    "zip",
    "postcode",
    "score",
    "docket",
    "article",
    "claim",
    "policy",
    "confirmation",
    "pnr",
    "rev",
    "build",
];
/// Words after a number that is a crisis line or the like.
const CRISIS: &[&str] =
    &["crisis", "helpline", "lifeline", "samaritans", "suicide", "emergency", "emergencies"];

impl Check for Phone {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let listed = |digits: &[u8]| {
            self.allow.iter().chain(&subject.brand.phones).any(|n| is_same(&digits_of(n), digits))
        };
        let has_list = !subject.brand.phones.is_empty();
        for (number, view) in support::texts(subject) {
            if view.text.seen & seen::DIGIT == 0 {
                continue;
            }
            // The last number that readers were invited to call: `… or …` goes on with the invitation.
            let mut invited = usize::MAX;
            for run in subject.facts[number].digit_runs().iter().filter(|run| run.len() >= SHORTEST) {
                let Some((first, end)) = number_in(&view, run) else { continue };
                let start = start_of(&view, run, first);
                let digits = digits_of(view.raw.get(start..end).unwrap_or(""));
                if listed(&digits) || is_fiction(&digits) {
                    continue;
                }
                let crisis =
                    || before(&view, start).take(8).any(|(_, t)| CRISIS.contains(&view.text.word(t)));
                if has_list {
                    if !crisis() {
                        found.push(Found::new("unlisted").at(number, start as u32, end as u32));
                    }
                    continue;
                }
                let token = view.text.token_from(start);
                let goes_on = invited != usize::MAX && token.saturating_sub(invited) <= 6;
                let whose = voice(&view, start);
                let public = is_free(&digits)
                    || (whose != Voice::Person || !digits.starts_with(b"09"))
                        && is_costly(run, first, &digits)
                    || goes_on
                    || crisis()
                    || whose == Voice::Own;
                if public {
                    invited = view.text.token_from(end);
                } else {
                    found.push(Found::new("number").at(number, start as u32, end as u32));
                }
            }
        }
    }
}

fn digits_of(text: &str) -> Vec<u8> {
    // What follows `x` or `ext` is an extension.
    let number = text.split(['x', 'X']).next().unwrap_or("");
    number.bytes().filter(u8::is_ascii_digit).collect()
}

/// The same number, with or without the codes of country and trunk.
fn is_same(a: &[u8], b: &[u8]) -> bool {
    let national = |n: &[u8]| {
        let zeros = n.iter().take_while(|d| **d == b'0').count();
        n.get(zeros..).unwrap_or(&[]).to_vec()
    };
    let (a, b) = (national(a), national(b));
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    short.len() >= 3
        && (short == long || short.len() >= 7 && long.len() - short.len() <= 3 && long.ends_with(short))
}

/// Where the number begins, with its `+` or bracket.
fn start_of(view: &FieldView<'_>, run: &Run, first: usize) -> usize {
    let start = run.groups.get(first).map_or(0, |g| g.0);
    let before = view.raw.get(..start).unwrap_or("");
    let bracket = run.gap(view.raw, first + 1).contains(')') && before.ends_with('(');
    if bracket || before.ends_with('+') {
        let start = start - 1;
        return start - usize::from(bracket && view.raw.get(..start).is_some_and(|r| r.ends_with('+')));
    }
    start
}

/// The telephone number in a run of digits: its first group, and the byte after it.
fn number_in(view: &FieldView<'_>, run: &Run) -> Option<(usize, usize)> {
    let lengths = run.lengths();
    let total: usize = lengths.iter().sum();
    if is_something_else(view, run, &lengths) {
        return None;
    }
    let named = label(view, run);
    let other =
        named.is_none() && before(view, run.start()).take(3).any(|(_, t)| OTHER.contains(&view.text.word(t)));
    if other
        || named.is_none()
            && view.raw.get(..run.start()).is_some_and(|r| r.ends_with(['#', '/', '=', '_', '*']))
    {
        return None;
    }
    for first in 0..lengths.len() {
        if let Some(count) = by_form(view, run, &lengths, first) {
            return Some((first, end_of(view, run, first + count - 1)));
        }
    }
    let fits = (SHORTEST..=15).contains(&total) && !(is_thousands(view, run, &lengths) && total <= 7);
    let counted = || counts_things(view, run);
    let far = named.is_some_and(|distance| distance > 0) && lengths.len() == 1;
    (fits && named.is_some() && !(far && counted())).then(|| (0, end_of(view, run, lengths.len() - 1)))
}

/// The end of a number whose last group is given, with its extension.
fn end_of(view: &FieldView<'_>, run: &Run, last: usize) -> usize {
    let end = run.groups.get(last).map_or(0, |g| g.1);
    let rest = view.raw.get(end..).unwrap_or("");
    let Some(tail) = rest.strip_prefix(['x', 'X']) else { return end };
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=6).contains(&digits) { end + 1 + digits } else { end }
}

/// How many groups make a number that its form alone gives away.
fn by_form(view: &FieldView<'_>, run: &Run, lengths: &[usize], first: usize) -> Option<usize> {
    let raw = view.raw;
    let rest = lengths.get(first..)?;
    let digits = |n: usize| run.digits(raw, first..first + n);
    let gap = |n: usize| run.gap(raw, first + n);
    if first == 0 && run.plus {
        let total: usize = rest.iter().sum();
        let code = digits(rest.len()).first() != Some(&b'0');
        return (code && (9..=15).contains(&total)).then_some(rest.len());
    }
    let two_to_nine = |g: &[u8]| g.first().is_some_and(|b| *b >= b'2');
    // North America: 202-555-0173, (202) 555-0173, 202.555.0173.
    if rest.starts_with(&[3, 3, 4]) {
        let number = digits(3);
        let bracket = gap(1).contains(')') && !gap(1).contains('(');
        let marks = |g: &str| g == "-" || g == ".";
        let written = bracket && (marks(gap(2)) || gap(2) == " ") || marks(gap(1)) && gap(1) == gap(2);
        if written && two_to_nine(&number) && number.get(3..).is_some_and(two_to_nine) {
            return Some(3);
        }
    }
    if first > 0 {
        return None;
    }
    let total: usize = rest.iter().sum();
    let number = digits(rest.len());
    // 00 44 7911 123456, and Britain's 07911 123456, 020 7946 0018, 0161 496 0018.
    if number.starts_with(b"00") && (11..=16).contains(&total) && number.get(2).is_some_and(|b| *b != b'0') {
        return Some(rest.len());
    }
    let blanks = (1..rest.len()).all(|n| matches!(gap(n), " " | "-" | ") " | "\u{A0}"));
    let british = total == 11 && matches!(number.get(..2), Some(b"01" | b"02" | b"03" | b"07" | b"08"));
    let forms: &[&[usize]] = &[&[5, 6], &[3, 4, 4], &[4, 3, 4], &[5, 3, 3], &[4, 7], &[3, 8]];
    if british && blanks && forms.contains(&rest) {
        return Some(rest.len());
    }
    // Pairs after a first 0, as in France: 06 12 34 56 78.
    let pairs = rest == [2, 2, 2, 2, 2] && number[0] == b'0' && number[1] != b'0';
    let same = (2..rest.len()).all(|n| gap(n) == gap(1));
    (pairs && same && matches!(gap(1), " " | "." | "-")).then_some(rest.len())
}

/// How many words away a word stands that makes the number one of a telephone.
fn label(view: &FieldView<'_>, run: &Run) -> Option<usize> {
    let text = view.text;
    let start = start_of(view, run, 0);
    for (distance, (_, token)) in before(view, start).take(5).enumerate() {
        let word = text.word(token);
        let phone = token.is(class::EMOJI)
            && view
                .raw
                .get(token.start as usize..token.end as usize)
                .is_some_and(|e| e.contains(['☎', '📞', '📱', '📲', '🤙']));
        if phone
            || LABELS.contains(&word)
            || TOUCH.contains(&word) && word != "write"
            || VERBS.contains(&word)
        {
            return Some(distance);
        }
        // `call Dave directly on`: a name may stand between.
        let name = token.is(class::TITLE) && distance > 0;
        if !(SMALL.contains(&word) || name) {
            break;
        }
    }
    let end = run.end();
    let next = text.tokens.get(text.token_from(end))?;
    let gap = view.raw.get(end..next.start as usize)?;
    let near = gap.chars().count() <= 2 && gap.chars().all(|c| matches!(c, ' ' | '-' | '(' | ','));
    (near && TAILS.contains(&text.word(next)) && (run.groups.len() > 1 || end - run.start() >= 7))
        .then_some(0)
}

/// `call 500000 people`: what comes next is counted.
fn counts_things(view: &FieldView<'_>, run: &Run) -> bool {
    let from = view.text.token_from(run.end());
    let next = view.text.tokens.get(from);
    next.is_some_and(|t| {
        let word = view.text.word(t);
        t.is(class::WORD) && word.len() > 3 && word.ends_with('s') || matches!(word, "people" | "times")
    })
}

/// Groups of three after the first: `1 000 000`, `1.000.000`.
fn is_thousands(view: &FieldView<'_>, run: &Run, lengths: &[usize]) -> bool {
    lengths.len() > 1
        && lengths[0] <= 3
        && lengths[1..].iter().all(|n| *n == 3)
        && (1..lengths.len()).all(|g| matches!(run.gap(view.raw, g), " " | "." | "\u{A0}" | "\u{202F}"))
}

/// Dates, years, addresses of computers, versions, sort codes, cards, social security numbers.
fn is_something_else(view: &FieldView<'_>, run: &Run, lengths: &[usize]) -> bool {
    let raw = view.raw;
    let digits = run.digits(raw, 0..lengths.len());
    let value =
        |g: usize| run.digits(raw, g..g + 1).iter().take(6).fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    let year = |g: usize| lengths[g] == 4 && (1000..2100).contains(&value(g)) && value(g) >= 1700;
    let date = match lengths {
        [4, 2, 2, ..] => year(0) && value(1) <= 12 && value(2) <= 31,
        [2 | 1, 2 | 1, 4] => year(2) && value(0) <= 31 && value(1) <= 31,
        _ => false,
    };
    let years = lengths.len() >= 2 && (0..lengths.len()).all(year);
    let dotted = lengths.len() > 1 && (1..lengths.len()).all(|g| run.gap(raw, g) == ".");
    let address = dotted && lengths.len() == 4 && (0..4).all(|g| value(g) < 256);
    let decimal = lengths.len() == 2 && dotted;
    let thousands = dotted && is_thousands(view, run, lengths);
    let sort_code = lengths == [2, 2, 2] && run.gap(raw, 1) == "-" && run.gap(raw, 2) == "-";
    let social = lengths == [3, 2, 4] && run.gap(raw, 1) == "-";
    let money = raw.get(..run.start()).is_some_and(|r| r.trim_end().ends_with(['$', '£', '€', '₹', '¥']));
    let unit = raw.get(run.end()..).is_some_and(|r| r.starts_with(['%', '€', '£', '°', '/']));
    let same = digits.windows(2).all(|p| p[0] == p[1]);
    date || years || address || decimal || thousands || sort_code || social || money || unit || same
}

/// Shared-cost and premium numbers of Britain, which only firms have: eleven digits, the first group of four or more.
fn is_costly(run: &Run, first: usize, digits: &[u8]) -> bool {
    const BEGIN: &[&[u8]] = &[
        b"084", b"087", b"09", b"0300", b"0303", b"0306", b"0330", b"0333", b"0343", b"0344", b"0345",
        b"0370", b"0371", b"0500",
    ];
    let group = run.groups.get(first).map_or(0, |(start, end)| end - start);
    (10..=11).contains(&digits.len()) && group >= 4 && BEGIN.iter().any(|p| digits.starts_with(p))
}

/// Free numbers, and the short ones that whole countries share.
fn is_free(digits: &[u8]) -> bool {
    let begins = |list: &[&[u8]]| list.iter().any(|p| digits.starts_with(p));
    let zeros = digits.iter().take_while(|b| **b == b'0').count();
    let american = digits.strip_prefix(b"1".as_slice()).unwrap_or(digits);
    let free: &[&[u8]] = &[b"800", b"888", b"877", b"866", b"855", b"844", b"833", b"822", b"900"];
    digits.starts_with(b"00800")
        || (10..=11).contains(&digits.len()) && begins(&[b"0800", b"0808"])
        || digits.starts_with(b"800") && digits.len() == 11
        || american.len() == 10 && zeros == 0 && free.iter().any(|p| american.starts_with(p))
        || digits.len() == 10 && begins(&[b"1800", b"1300"])
        || digits.len() <= 6 && begins(&[b"116", b"13", b"18", b"118"])
        || digits.starts_with(b"44800")
        || digits.starts_with(b"44808")
}

/// Numbers that films and manuals use: 555-0100 to 555-0199.
fn is_fiction(digits: &[u8]) -> bool {
    let tail = digits.len().checked_sub(7).and_then(|n| digits.get(n..)).unwrap_or(&[]);
    matches!(digits.len(), 7 | 10 | 11) && tail.starts_with(b"55501")
}
