//! `privacy/token-in-url`

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::document::{class, split_link};
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct TokenInUrl {
    /// Parameters that let in whoever has them.
    params: Vec<String>,
    /// How long a value is at least.
    min_length: usize,
    /// Hosts whose links are shared with such a parameter on purpose.
    allow: Vec<String>,
}

/// Signatures that open one private file: the parameter, and another that must stand beside it.
const SIGNATURES: &[(&str, &str)] = &[
    ("x-amz-signature", ""),
    ("x-goog-signature", ""),
    ("x-oss-signature", ""),
    ("signature", "expires"),
    ("signature", "key-pair-id"),
    ("sig", "se"),
    ("hdnts", ""),
];
/// Steps of a path that a number for one person follows.
const PERSONAL_STEPS: &[&str] = &[
    "unsubscribe",
    "reset-password",
    "password-reset",
    "resetpassword",
    "magic-link",
    "magic",
    "magiclink",
    "verify-email",
    "confirm-email",
    "login-link",
    "one-time-login",
];

impl Check for TokenInUrl {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in subject.fields.iter().enumerate() {
            if !matches!(view.field, Field::Title | Field::Body | Field::Link) {
                continue;
            }
            for token in view.text.of_class(class::LINK).filter(|t| !t.is(class::CODE)) {
                let (from, to) = (token.start as usize, token.end as usize);
                let Some(link) = view.raw.get(from..to) else { continue };
                let (_, host, rest) = split_link(link);
                let Some((group, start, end, name)) = self.judge(rest) else { continue };
                if self.allow.iter().any(|h| crate::document::is_under(&host, h)) {
                    continue;
                }
                let offset = from + link.len() - rest.len();
                let mut one = Found::new(group)
                    .at(number, (offset + start) as u32, (offset + end) as u32)
                    .arg("name", name);
                if group != "personal" {
                    // With the mark before it, or else the one after it.
                    let after = rest.as_bytes().get(end) == Some(&b'&');
                    let edit = if after {
                        (offset + start, offset + end + 1)
                    } else {
                        (offset + start - 1, offset + end)
                    };
                    one = one.fix(
                        "drop the parameter, if the page opens without it",
                        vec![(number, edit.0 as u32, edit.1 as u32, String::new())],
                    );
                }
                found.push(one);
            }
        }
    }
}

impl TokenInUrl {
    /// The group, the bytes of the parameter or step within what follows the host, and its name.
    fn judge(&self, rest: &str) -> Option<(&'static str, usize, usize, String)> {
        if rest.len() < self.min_length {
            return None;
        }
        let parameters = parameters(rest);
        let has = |name: &str| name.is_empty() || parameters.iter().any(|(n, ..)| n == name);
        for (name, value, start, end) in &parameters {
            if SIGNATURES.iter().any(|(n, beside)| n == name && has(beside)) && self.is_token(value) {
                return Some(("signature", *start, *end, name.clone()));
            }
        }
        for (name, value, start, end) in &parameters {
            if self.params.iter().any(|p| p == name) && self.is_token(value) {
                return Some(("token", *start, *end, name.clone()));
            }
        }
        let path = rest.split(['?', '#']).next().unwrap_or("");
        let mut at = 0;
        let mut step = "";
        for part in path.split('/') {
            if PERSONAL_STEPS.iter().any(|s| s.eq_ignore_ascii_case(step)) && self.is_token(part) {
                return Some(("personal", at, at + part.len(), step.to_string()));
            }
            step = part;
            at += part.len() + 1;
        }
        None
    }

    /// Long, of letters and digits mixed without order: no word, no date, no example.
    fn is_token(&self, value: &str) -> bool {
        let value = value.trim_end_matches("%3D").trim_end_matches('=');
        let plain =
            |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'%' | b'+' | b'~' | b'/');
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
        let lower = value.to_ascii_lowercase();
        let example = ["example", "your", "xxxx", "token", "abcdef", "123456", "redacted"];
        let words = lower
            .split(['-', '_', '.'])
            .filter(|p| p.len() >= 3 && p.bytes().all(|b| b.is_ascii_alphabetic()));
        value.len() >= self.min_length
            && value.bytes().all(plain)
            && digits >= 2
            && letters >= 2
            && !example.iter().any(|e| lower.contains(e))
            && words.map(str::len).sum::<usize>() * 2 < value.len()
    }
}

/// Name in lower case, value, first byte and the byte after the last of every parameter.
fn parameters(rest: &str) -> Vec<(String, &str, usize, usize)> {
    let mut all = Vec::new();
    let Some(query) = rest.find(['?', '#']) else { return all };
    let mut at = query + 1;
    for part in rest.get(at..).unwrap_or("").split(['&', '#', '?', ';']) {
        if let Some((name, value)) = part.split_once('=') {
            all.push((name.to_ascii_lowercase(), value, at, at + part.len()));
        }
        at += part.len() + 1;
    }
    all
}
