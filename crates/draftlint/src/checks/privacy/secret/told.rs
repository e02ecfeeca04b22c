//! Secrets that the text itself names: `password: …`, `api_key=…`.

use super::{Hit, LONGEST, PASSWORD, entropy, is_example};
use crate::checks::FieldView;
use crate::document::WordList;

static IS: WordList<1> = WordList::new(["is"]);

/// How many words around `password` are asked whether the text only talks about passwords.
const AROUND: usize = 10;

/// What a text says in so many words: `password: …`, `api_key=…`.
pub(super) fn told(view: FieldView<'_>, hits: &mut Vec<Hit>) {
    let (raw, text) = (view.raw, view.text);
    // What sets a value.
    if !text.has_any(b":=") && !text.may_have(&IS) {
        return;
    }
    for (i, token) in text.tokens.iter().enumerate() {
        // The names of keys and passwords end so: key, token, secret, pw, pwd, password.
        if !matches!(
            text.key(token),
            [.., b'k', b'e', b'y' | b'n']
                | [.., b'r', b'e', b't']
                | [.., b'p', b'w']
                | [.., b'p' | b's', b'w', b'd']
                | [.., b'o', b'r', b'd']
        ) {
            continue;
        }
        let word = text.word(token);
        let before = |n: usize| i.checked_sub(n).map_or("", |j| text.word(&text.tokens[j]));
        let end = token.end as usize;
        if is_key_name(word, before(1)) {
            let value = value_after(raw, end, true).filter(|(start, end)| is_key(&raw[*start..*end]));
            hits.extend(value.map(|(start, end)| Hit { start, end, provider: "API key" }));
            continue;
        }
        let short = matches!(word, "pw" | "pwd");
        if !(short || word.ends_with("password") || word == "passwd") {
            continue;
        }
        let Some((start, end)) = value_after(raw, end, !short) else { continue };
        let from = i.saturating_sub(AROUND);
        let to = (i + AROUND).min(text.tokens.len());
        let talk = text.tokens[from..to].iter().any(|t| TALK.contains(&text.word(t)));
        if !talk && is_password(&raw[start..end]) {
            hits.push(Hit { start, end, provider: PASSWORD });
        }
    }
}

/// Words beside `password` in texts about passwords, and in those that give a public one away on purpose.
const TALK: &[&str] = &[
    "if",
    "when",
    "whether",
    "unless",
    "common",
    "commonest",
    "popular",
    "worst",
    "weak",
    "weakest",
    "bad",
    "terrible",
    "strong",
    "stronger",
    "strongest",
    "example",
    "examples",
    "guess",
    "guessed",
    "guessable",
    "cracked",
    "crack",
    "breach",
    "breached",
    "never",
    "stop",
    "should",
    "must",
    "least",
    "characters",
    "presale",
    "pre",
    "ticket",
    "tickets",
    "promo",
    "discount",
    "guest",
    "guests",
    "movie",
    "film",
    "joke",
    "unlock",
    "fake",
    "someone",
    "somebody",
    "people",
];

fn is_key_name(word: &str, before: &str) -> bool {
    const NAMES: &[&str] = &[
        "apikey",
        "api_key",
        "secret_key",
        "secretkey",
        "access_key",
        "client_secret",
        "access_token",
        "auth_token",
        "private_key",
        "api_token",
        "api_secret",
    ];
    if word.contains('_') || word == "apikey" || word == "secretkey" {
        return NAMES.iter().any(|n| word.ends_with(n));
    }
    matches!(
        (before, word),
        ("api" | "secret" | "access" | "private", "key")
            | ("access" | "auth" | "api" | "bearer", "token")
            | ("client" | "api", "secret")
    )
}

/// The value that is set after a name: after `:` or `=`, and after `is` where `word` allows it.
fn value_after(raw: &str, at: usize, word: bool) -> Option<(usize, usize)> {
    let skip = |at: usize, set: &[char]| at + (raw[at..].len() - raw[at..].trim_start_matches(set).len());
    let mut i = skip(at, &[' ', '"', '\'', '*', '`', '”', '’']);
    let rest = &raw[i..];
    let is = word && (rest.starts_with("is ") || rest.starts_with("is:"));
    if is {
        i = skip(i + 2, &[' ', ':']);
    } else if rest.starts_with(':') || rest.starts_with('=') {
        i += 1;
    } else {
        return None;
    }
    i = skip(i, &[' ', '"', '\'', '*', '`', '“', '‘']);
    let value = &raw[i..];
    let len = value
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| c.is_whitespace() || matches!(c, '"' | '`' | '“' | '”'))
        .map_or(value.len().min(LONGEST), |(n, _)| n);
    let value = value.get(..len)?;
    let value = value.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '’', '*', ']']);
    (!value.is_empty()).then_some((i, i + value.len()))
}

fn is_key(value: &str) -> bool {
    let chars = value
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'/' | b'+' | b'=' | b'.' | b'~'));
    (20..=256).contains(&value.len())
        && chars
        && value.bytes().any(|b| b.is_ascii_digit())
        && value.bytes().any(|b| b.is_ascii_alphabetic())
        && !value.starts_with("0x")
        && !value.starts_with("sk_test_")
        && !value.starts_with("pk_")
        && !is_example(value)
        && entropy(value) >= 3.5
}

fn is_password(value: &str) -> bool {
    let digit = value.bytes().any(|b| b.is_ascii_digit());
    let letter = value.bytes().any(|b| b.is_ascii_alphabetic());
    let symbol = value
        .bytes()
        .any(|b| matches!(b, b'!' | b'@' | b'#' | b'$' | b'%' | b'^' | b'&' | b'*' | b'+' | b'='));
    let ascii = value.bytes().all(|b| b.is_ascii_graphic());
    // `12-character`, `256bit`, `SHA256-hashed`.
    let lower = value.to_ascii_lowercase();
    let digits = lower.bytes().take_while(u8::is_ascii_digit).count();
    let measure =
        (1..=3).contains(&digits) && lower.bytes().skip(digits).all(|b| b.is_ascii_lowercase() || b == b'-');
    let term = ["mfa", "sha", "md5", "aes", "rsa", "base64", "bcrypt", "argon2", "utf", "http", "www."]
        .iter()
        .any(|p| lower.starts_with(p));
    let talk = measure || term;
    (6..=64).contains(&value.len())
        && ascii
        && letter
        && (digit || symbol)
        && !talk
        && !value.starts_with(['#', '@', '$'])
        && !is_example(value)
        && !is_stock(value)
}

/// Passwords of tutorials and of lists of bad ones.
pub(super) fn is_stock(value: &str) -> bool {
    const STOCK: &[&str] = &[
        "password",
        "passwd",
        "pass",
        "secret",
        "changeme",
        "admin",
        "root",
        "postgres",
        "guest",
        "test",
        "user",
        "mysecretpassword",
        "letmein",
        "hunter2",
    ];
    let lower = value.to_ascii_lowercase();
    let plain =
        lower.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '!' | '.' | '@' | '#' | '$'));
    STOCK.contains(&plain)
        || matches!(
            lower.as_str(),
            "p@ssw0rd"
                | "p@ssword"
                | "passw0rd"
                | "qwerty123"
                | "abc123"
                | "hunter2"
                | "1q2w3e4r"
                | "iloveyou1"
                | "trustno1"
        )
}
