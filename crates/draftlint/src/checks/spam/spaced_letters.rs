//! `spam/spaced-letters` and `spam/leetspeak`: words that filters look for, written so that they miss them.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::class;

/// Words that posts take apart or spell with digits. One in a text is a slip or a joke, unless it is of this list.
const TRIGGERS: &[&str] = &[
    "bet",
    "betting",
    "bitcoin",
    "bonus",
    "buy",
    "cash",
    "casino",
    "cheap",
    "cialis",
    "click",
    "cocaine",
    "credit",
    "crypto",
    "deals",
    "discount",
    "drugs",
    "earn",
    "earnings",
    "escort",
    "escorts",
    "follow",
    "followers",
    "free",
    "gambling",
    "gift",
    "giveaway",
    "guaranteed",
    "hacker",
    "horny",
    "income",
    "invest",
    "investment",
    "jackpot",
    "likes",
    "loan",
    "loans",
    "money",
    "naked",
    "netflix",
    "nude",
    "nudes",
    "onlyfans",
    "order",
    "password",
    "paypal",
    "pharmacy",
    "pills",
    "poker",
    "porn",
    "porno",
    "premium",
    "prize",
    "prizes",
    "profit",
    "profits",
    "replica",
    "sale",
    "save",
    "sex",
    "sexy",
    "steroids",
    "subscribe",
    "subscribers",
    "telegram",
    "trading",
    "tramadol",
    "viagra",
    "views",
    "weed",
    "whatsapp",
    "winner",
    "winners",
    "xanax",
];

/// Options of the card `spam/spaced-letters`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct SpacedLetters {
    /// Letters that a word has at least.
    min_letters: usize,
    /// Reports words outside the list, too.
    any_word: bool,
    words: Vec<String>,
}

impl Check for SpacedLetters {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let spaced = |view: &FieldView<'_>| view.text.classes & class::SPACED != 0;
        for (number, view) in support::title_and_body(subject).filter(|(_, view)| spaced(view)) {
            for token in view.text.of_class(class::SPACED) {
                let word = view.text.word(token);
                if token.is(class::CODE)
                    || (token.len as usize) < self.min_letters
                    || !(self.any_word || listed(&self.words, word))
                {
                    continue;
                }
                let word = cased(word, token.is(class::CAPS), token.is(class::TITLE));
                let title = format!("write `{word}`");
                found.push(
                    Found::new("spaced")
                        .at(number, token.start, token.end)
                        .arg("replacement", &word)
                        .fix(title, vec![(number, token.start, token.end, word)]),
                );
            }
        }
    }
}

fn listed(own: &[String], word: &str) -> bool {
    TRIGGERS.contains(&word) || own.iter().any(|w| w.eq_ignore_ascii_case(word))
}

fn cased(word: &str, caps: bool, title: bool) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(_) if caps => word.to_uppercase(),
        Some(first) if title => first.to_uppercase().chain(chars).collect(),
        _ => word.to_string(),
    }
}

/// The longest word of the list in digits, and then some.
const LONGEST: usize = 24;

/// Options of the card `spam/leetspeak`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Leetspeak {
    words: Vec<String>,
}

impl Check for Leetspeak {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in support::title_and_body(subject) {
            for token in &view.text.tokens {
                let tagged = token.is(class::CASHTAG);
                if !(token.is(class::MIXED) || tagged)
                    || token.is(class::CODE | class::HASHTAG | class::LINK | class::MENTION | class::EMAIL)
                {
                    continue;
                }
                let raw = support::slice(view.raw, token.start as usize, token.end as usize);
                // `$AVE` is a share; `$ave` is a trick.
                if tagged && !raw.bytes().skip(1).all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
                    continue;
                }
                if let Some(word) = self.spelled(raw) {
                    let edit = vec![(number, token.start, token.end, word.to_string())];
                    let one = Found::new("leet").at(number, token.start, token.end);
                    found.push(one.arg("replacement", word).fix(format!("write `{word}`"), edit));
                }
            }
        }
    }
}

impl Leetspeak {
    /// The word of the list that digits and signs stand for.
    fn spelled(&self, raw: &str) -> Option<&str> {
        let letters = raw.bytes().filter(u8::is_ascii_alphabetic).count();
        if !raw.is_ascii() || !(4..=LONGEST).contains(&raw.len()) || letters * 2 < raw.len() {
            return None;
        }
        let own = self.words.iter().map(String::as_str);
        TRIGGERS.iter().copied().chain(own).find(|word| {
            word.len() == raw.len() && word.bytes().zip(raw.bytes()).all(|(w, r)| stands_for(r, w))
        })
    }
}

fn stands_for(sign: u8, letter: u8) -> bool {
    sign.eq_ignore_ascii_case(&letter)
        || match sign {
            b'0' => letter == b'o',
            b'1' => matches!(letter, b'i' | b'l'),
            b'3' => letter == b'e',
            b'4' | b'@' => letter == b'a',
            b'5' | b'$' => letter == b's',
            b'7' => letter == b't',
            b'8' => letter == b'b',
            _ => false,
        }
}
