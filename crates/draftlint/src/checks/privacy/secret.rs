//! `privacy/secret`

mod told;

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::document::{Token, bound, class};
use told::{is_stock, told};

/// Longest run of characters that is read as one key.
const LONGEST: usize = 512;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Secret {}

impl Check for Secret {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in subject.fields.iter().enumerate() {
            let mut hits = Vec::new();
            by_shape(view.raw, &mut hits);
            // Most texts have nothing of the shape: what was read already says so.
            let (text, tokens) = (view.text, &view.text.tokens);
            if text.has_any(b"-")
                && view.raw.contains(BEGIN)
                && tokens.iter().any(|t| text.key(t) == b"begin")
            {
                private_keys(view.raw, &mut hits);
            }
            if text.has_any(b"@") && view.raw.contains("://") {
                let address = bound::MARK_BITS[b':' as usize] | bound::MARK_BITS[b'/' as usize];
                let login = |t: &Token| t.is(class::LINK) && text.key(t).contains(&b'@');
                if text.bounds.iter().any(|b| b & address == address) || tokens.iter().any(login) {
                    connections(view.raw, &mut hits);
                }
            }
            told(*view, &mut hits);
            hits.sort_by_key(|h| (h.start, usize::MAX - h.end));
            let mut end = 0;
            for hit in hits {
                // A key within a connection or an assignment is one secret.
                if hit.start >= end {
                    end = hit.end;
                    let group = if hit.provider == PASSWORD { "password" } else { "key" };
                    found.push(
                        Found::new(group)
                            .at(number, hit.start as u32, hit.end as u32)
                            .arg("provider", hit.provider),
                    );
                }
            }
        }
    }
}

/// The first part of a key that a prefix gives away is at least so long.
const SHORTEST: usize = 17;

const PASSWORD: &str = "password";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hit {
    start: usize,
    end: usize,
    provider: &'static str,
}

/// The characters that a kind of key is made of.
#[derive(Debug, Clone, Copy)]
enum Set {
    /// `A-Z2-7`
    Base32,
    /// `0-9a-f`
    Hex,
    Alphanumeric,
    /// Letters, digits, `_`.
    Word,
    /// Letters, digits, `_` and `-`.
    Url,
}

impl Set {
    fn has(self, b: u8) -> bool {
        match self {
            Set::Base32 => matches!(b, b'A'..=b'Z' | b'2'..=b'7'),
            Set::Hex => matches!(b, b'0'..=b'9' | b'a'..=b'f'),
            Set::Alphanumeric => b.is_ascii_alphanumeric(),
            Set::Word => b.is_ascii_alphanumeric() || b == b'_',
            Set::Url => b.is_ascii_alphanumeric() || b == b'_' || b == b'-',
        }
    }
}

/// A key that its first characters give away.
struct Shape {
    prefix: &'static str,
    /// What follows the prefix, its least and greatest length.
    set: Set,
    least: usize,
    most: usize,
    /// Bits of Shannon entropy a character that what follows has at least.
    entropy: f64,
    provider: &'static str,
}

const fn shape(
    prefix: &'static str,
    set: Set,
    least: usize,
    most: usize,
    entropy: f64,
    provider: &'static str,
) -> Shape {
    Shape { prefix, set, least, most, entropy, provider }
}

/// Prefix, characters and lengths as the providers and the rules of gitleaks have them. The longer prefix first.
/// Sixteen characters out of 32 seldom reach 3.5 bits, so short keys ask for 3.
const SHAPES: &[Shape] = &[
    shape("AKIA", Set::Base32, 16, 16, 3.0, "AWS access key"),
    shape("ASIA", Set::Base32, 16, 16, 3.0, "AWS access key"),
    shape("AIza", Set::Url, 35, 35, 3.5, "Google API key"),
    shape("github_pat_", Set::Word, 60, 100, 3.5, "GitHub token"),
    shape("ghp_", Set::Alphanumeric, 36, 36, 3.5, "GitHub token"),
    shape("gho_", Set::Alphanumeric, 36, 36, 3.5, "GitHub token"),
    shape("ghu_", Set::Alphanumeric, 36, 36, 3.5, "GitHub token"),
    shape("ghs_", Set::Alphanumeric, 36, 36, 3.5, "GitHub token"),
    shape("ghr_", Set::Alphanumeric, 36, 36, 3.5, "GitHub token"),
    shape("glpat-", Set::Url, 20, 64, 3.3, "GitLab token"),
    shape("xoxb-", Set::Url, 20, 255, 3.0, "Slack token"),
    shape("xoxp-", Set::Url, 20, 255, 3.0, "Slack token"),
    shape("xoxa-", Set::Url, 20, 255, 3.0, "Slack token"),
    shape("xoxr-", Set::Url, 20, 255, 3.0, "Slack token"),
    shape("xoxs-", Set::Url, 20, 255, 3.0, "Slack token"),
    shape("sk_live_", Set::Alphanumeric, 16, 247, 3.3, "Stripe key"),
    shape("rk_live_", Set::Alphanumeric, 16, 247, 3.3, "Stripe key"),
    shape("sk-ant-", Set::Url, 32, 200, 3.5, "Anthropic API key"),
    shape("sk-", Set::Url, 32, 255, 3.5, "OpenAI API key"),
    shape("npm_", Set::Alphanumeric, 36, 36, 3.5, "npm token"),
    shape("pypi-", Set::Url, 50, 500, 3.5, "PyPI token"),
    shape("SK", Set::Hex, 32, 32, 3.0, "Twilio key"),
];

/// Links that are keys: what stands before the secret part, and how long that part is at least.
const HOOKS: &[(&str, usize, &str)] = &[
    ("hooks.slack.com/services/", 30, "Slack webhook"),
    ("discord.com/api/webhooks/", 60, "Discord webhook"),
    ("discordapp.com/api/webhooks/", 60, "Discord webhook"),
];

/// Keys that their shape gives away.
fn by_shape(raw: &str, hits: &mut Vec<Hit>) {
    let bytes = raw.as_bytes();
    let hook = || bytes.contains(&b'/') && HOOKS.iter().any(|(prefix, ..)| raw.contains(prefix));
    if !has_long_run(bytes) && !hook() {
        return;
    }
    let (mut i, mut end) = (0, 0);
    while i < bytes.len() {
        // No key holds a blank, so that most words are too short.
        if i >= end {
            end = i + bytes[i..].iter().position(u8::is_ascii_whitespace).unwrap_or(bytes.len() - i) + 1;
            if end - i <= SHORTEST {
                i = end;
                continue;
            }
        }
        let boundary = i == 0 || !(bytes[i - 1].is_ascii_alphanumeric() || bytes[i - 1] == b'_');
        if !boundary || !may_begin(bytes, i) {
            i += 1;
            continue;
        }
        i = match key_at(raw, i) {
            Some(hit) => {
                hits.push(hit);
                hit.end
            }
            None => i + 1,
        };
    }
}

/// Whether as many characters of keys stand in a row as in every key that is no link.
fn has_long_run(bytes: &[u8]) -> bool {
    let mut end = SHORTEST;
    while let Some(window) = bytes.get(end - SHORTEST..end) {
        // The next run begins after the last character that is none of a key.
        match window.iter().rposition(|b| !Set::Url.has(*b)) {
            Some(at) => end += at + 1,
            None => return true,
        }
    }
    false
}

/// Whether a key may begin at a byte: most words begin like none, or end too soon.
fn may_begin(bytes: &[u8], i: usize) -> bool {
    match bytes[i] {
        b'0'..=b'9' => bytes.get(i + 7).is_some_and(u8::is_ascii_digit),
        b'h' | b'd' => bytes[i..].starts_with(b"hooks.") || bytes[i..].starts_with(b"discord"),
        b'A' | b'g' | b'x' | b's' | b'r' | b'n' | b'p' | b'e' => {
            bytes[i..].len() >= SHORTEST && run(&bytes[i..], Set::Url) >= SHORTEST
        }
        b'S' => bytes.get(i + 1).is_some_and(|b| matches!(b, b'G' | b'K')),
        _ => false,
    }
}

fn key_at(raw: &str, i: usize) -> Option<Hit> {
    let bytes = &raw.as_bytes()[i..];
    let hit = |len: usize, provider| Some(Hit { start: i, end: i + len, provider });
    match bytes[0] {
        b'e' if bytes.starts_with(b"eyJ") => return hit(web_token(bytes)?, "JSON web token"),
        b'S' if bytes.starts_with(b"SG.") => {
            let id = run(&bytes[3..], Set::Url);
            let rest = bytes.get(3 + id + 1..)?;
            let secret = run(rest, Set::Url);
            let fits =
                bytes.get(3 + id) == Some(&b'.') && (16..=24).contains(&id) && (39..=50).contains(&secret);
            return if fits && !is_example(&raw[i..i + 4 + id + secret]) {
                hit(4 + id + secret, "SendGrid key")
            } else {
                None
            };
        }
        b'h' | b'd' => {
            if let Some((prefix, least, provider)) =
                HOOKS.iter().find(|(prefix, ..)| bytes.starts_with(prefix.as_bytes()))
            {
                let rest = &bytes[prefix.len()..];
                let len = rest.iter().take(LONGEST).take_while(|b| Set::Url.has(**b) || **b == b'/').count();
                let value = &raw[i + prefix.len()..i + prefix.len() + len];
                let fits = len >= *least
                    && value.bytes().any(|b| b.is_ascii_digit())
                    && !is_example(value)
                    && entropy(value) >= 3.5;
                return if fits { hit(prefix.len() + len, provider) } else { None };
            }
        }
        b'0'..=b'9' => {
            let id = bytes.iter().take(12).take_while(|b| b.is_ascii_digit()).count();
            let secret = bytes.get(id + 1..).map_or(0, |rest| run(rest, Set::Url));
            let fits = (8..=10).contains(&id) && bytes[id..].starts_with(b":AA") && secret == 35;
            return if fits && !is_example(&raw[i..i + id + 36]) {
                hit(id + 1 + secret, "Telegram bot token")
            } else {
                None
            };
        }
        _ => {}
    }
    let shape = SHAPES.iter().find(|s| bytes.starts_with(s.prefix.as_bytes()))?;
    let from = shape.prefix.len();
    let mut len = run(&bytes[from..], shape.set);
    // What goes on in letters or digits is another word.
    if bytes.get(from + len).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_') {
        return None;
    }
    while len > 0 && matches!(bytes[from + len - 1], b'-' | b'_') {
        len -= 1;
    }
    let value = &raw[i + from..i + from + len];
    let mixed = match shape.set {
        Set::Base32 | Set::Hex => {
            value.bytes().any(|b| b.is_ascii_digit()) && value.bytes().any(|b| b.is_ascii_alphabetic())
        }
        _ if shape.prefix == "sk-" => {
            value.bytes().any(|b| b.is_ascii_digit())
                && value.bytes().any(|b| b.is_ascii_uppercase())
                && value.bytes().any(|b| b.is_ascii_lowercase())
        }
        _ => value.bytes().any(|b| b.is_ascii_digit()),
    };
    let fits = (shape.least..=shape.most).contains(&len)
        && mixed
        && entropy(value) >= shape.entropy
        && !is_example(value);
    if fits { hit(from + len, shape.provider) } else { None }
}

fn run(bytes: &[u8], set: Set) -> usize {
    bytes.iter().take(LONGEST).take_while(|b| set.has(**b)).count()
}

/// The length of a token of three parts, the first two of which are JSON.
fn web_token(bytes: &[u8]) -> Option<usize> {
    let part = |from: usize, most: usize| {
        bytes.get(from..).map_or(0, |rest| rest.iter().take(most).take_while(|b| Set::Url.has(**b)).count())
    };
    let head = part(0, LONGEST);
    let rest = bytes.get(head..)?;
    // The example of jwt.io, which every tutorial shows: `{"sub":"1234567890"`.
    if head < 16 || !rest.starts_with(b".eyJ") || rest.starts_with(b".eyJzdWIiOiIxMjM0NTY3ODkwI") {
        return None;
    }
    let body = part(head + 1, 8 * LONGEST);
    let sign = part(head + body + 2, 2 * LONGEST);
    (bytes.get(head + body + 1) == Some(&b'.') && body >= 12 && sign >= 20).then_some(head + body + sign + 2)
}

const BEGIN: &str = "-----BEGIN ";

/// Blocks of private keys.
fn private_keys(raw: &str, hits: &mut Vec<Hit>) {
    const RULE: &[u8] = b"-----";
    let bytes = raw.as_bytes();
    let mut from = 0;
    while let Some(start) = raw[from..].find(BEGIN).map(|i| from + i) {
        let label = start + BEGIN.len();
        from = label;
        let Some(len) = bytes[label..].iter().take(64).position(|b| *b == b'-') else { continue };
        let head = label + len;
        if !raw[label..head].contains("PRIVATE KEY") || !bytes[head..].starts_with(RULE) {
            continue;
        }
        // The lines of the key; their breaks may be written as `\n`.
        let body = head + RULE.len();
        let stop = (body..bytes.len().min(body + 16 * 1024))
            .find(|i| {
                let base64 = bytes[*i].is_ascii_alphanumeric() || matches!(bytes[*i], b'+' | b'/' | b'=');
                !(base64 || matches!(bytes[*i], b'\n' | b'\r' | b' ' | b'\\' | b':' | b',' | b'.'))
            })
            .unwrap_or(bytes.len().min(body + 16 * 1024));
        from = stop;
        // Only a key: the head alone is talk about keys.
        let longest = bytes[body..stop]
            .split(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'+' | b'/' | b'='))
            .map(<[u8]>::len)
            .max();
        if longest.unwrap_or(0) < 32 {
            continue;
        }
        let tail = &bytes[stop..];
        let end = if tail.starts_with(b"-----END ") {
            // `-----END RSA PRIVATE KEY-----`
            let mark = tail.iter().take(80).skip(9).position(|b| *b == b'-').map_or(9, |i| i + 9);
            stop + mark + tail[mark..].iter().take(5).take_while(|b| **b == b'-').count()
        } else {
            body + raw[body..stop].trim_end().len()
        };
        hits.push(Hit { start, end, provider: "private key" });
        from = end;
    }
}

/// Addresses that hold a user and a password: `scheme://user:password@host`. The password is what is found.
fn connections(raw: &str, hits: &mut Vec<Hit>) {
    for (at, _) in raw.match_indices("://") {
        let rest = &raw[at + 3..];
        let len = rest
            .bytes()
            .take(256)
            .take_while(|b| {
                b.is_ascii_graphic() && !matches!(b, b'/' | b'"' | b'<' | b'>' | b'`' | b'\'' | b'{' | b'}')
            })
            .count();
        let Some((login, host)) = rest[..len].rsplit_once('@') else { continue };
        let Some((user, password)) = login.split_once(':') else { continue };
        let scheme =
            raw[..at].bytes().rev().take(16).take_while(|b| b.is_ascii_alphanumeric() || *b == b'+').count();
        if scheme == 0 || host.is_empty() || password.len() < 4 || password == user {
            continue;
        }
        let name = host.split([':', '?', ',']).next().unwrap_or("").to_ascii_lowercase();
        let local = matches!(
            name.as_str(),
            "localhost" | "127.0.0.1" | "host" | "hostname" | "db" | "example" | "server"
        ) || name.ends_with(".example")
            || name.ends_with("example.com")
            || name.ends_with("example.org");
        if local || is_example(password) || is_stock(password) {
            continue;
        }
        let start = at + 3 + user.len() + 1;
        hits.push(Hit { start, end: start + password.len(), provider: "connection string" });
    }
}

/// Stands for a key in documentation.
fn is_example(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    const MARKS: &[&str] = &[
        "example",
        "sample",
        "placeholder",
        "redacted",
        "xxxx",
        "your_",
        "your-",
        "yourkey",
        "changeme",
        "dummy",
        "12345678",
        "abcdefgh",
        "...",
        "***",
        "test_key",
    ];
    MARKS.iter().any(|m| lower.contains(m))
        || value.contains(['<', '>', '…', '[', ']', '{', '}'])
        || repeats(value)
}

/// One character five times in a row.
fn repeats(value: &str) -> bool {
    value.as_bytes().windows(5).any(|w| w.iter().all(|b| *b == w[0]))
}

/// Bits of Shannon entropy a character.
fn entropy(value: &str) -> f64 {
    let mut counts = [0u32; 256];
    value.bytes().for_each(|b| counts[b as usize] += 1);
    let total = value.len() as f64;
    counts.iter().filter(|n| **n > 0).map(|n| f64::from(*n) / total).map(|p| -p * p.log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys are put together here, so that the repository holds none.
    fn found(parts: &[&str]) -> Vec<(String, &'static str)> {
        let raw = parts.concat();
        let mut hits = Vec::new();
        by_shape(&raw, &mut hits);
        private_keys(&raw, &mut hits);
        connections(&raw, &mut hits);
        hits.iter().map(|h| (raw[h.start..h.end].to_string(), h.provider)).collect()
    }

    fn providers(parts: &[&str]) -> Vec<&'static str> {
        found(parts).into_iter().map(|(_, p)| p).collect()
    }

    const TAIL: &str = "Qm7Rt2Vx9Kp4Lw8Zs3Nd6Hf1Jc5Gb0YtEuAo";

    #[test]
    fn keys_by_shape() {
        assert_eq!(providers(&["key ", "AKIA", "2X7QJ5LM4RPT6WZC", "."]), ["AWS access key"]);
        assert_eq!(providers(&["(", "ghp", "_", TAIL, ")"]), ["GitHub token"]);
        assert_eq!(providers(&["gl", "pat-", &TAIL[..20]]), ["GitLab token"]);
        assert_eq!(providers(&["xo", "xb-", "2048-", TAIL]), ["Slack token"]);
        assert_eq!(providers(&["sk", "_live_", &TAIL[..24]]), ["Stripe key"]);
        assert_eq!(providers(&["sk", "-proj-", TAIL, TAIL]), ["OpenAI API key"]);
        assert_eq!(providers(&["AI", "za", &TAIL[..35]]), ["Google API key"]);
        assert_eq!(providers(&["S", "G.", &TAIL[..22], ".", TAIL, &TAIL[..7]]), ["SendGrid key"]);
        assert_eq!(providers(&["np", "m_", TAIL]), ["npm token"]);
        assert_eq!(providers(&["S", "K", "0f1e2d3c4b5a69788796a5b4c3d2e1f0"]), ["Twilio key"]);
        assert_eq!(
            providers(&["ey", "JhbGciOiJIUzI1NiJ9.ey", "JpZCI6NDIsInJvbGUiOiJhIn0.", TAIL]),
            ["JSON web token"]
        );
        assert_eq!(
            providers(&["https://hooks.slack", ".com/services/T0AB12CD3/B0EF45GH6/", &TAIL[..24]]),
            ["Slack webhook"]
        );
        assert_eq!(providers(&["720", "4415936:AA", &TAIL[..33]]), ["Telegram bot token"]);
    }

    #[test]
    fn examples_and_hashes_are_no_keys() {
        assert!(found(&["AKIA", "IOSFODNN7EXAMPLE"]).is_empty());
        assert!(found(&["sk_test_", TAIL]).is_empty());
        assert!(found(&["sk", "_live_", "xxxxxxxxxxxxxxxxxxxxxxxx"]).is_empty());
        assert!(found(&["commit 3b18e512dba79e4c8300dd08aeb37f8e728b8dad"]).is_empty());
        assert!(found(&["sk-learn-is-a-long-name-for-a-library-of-models"]).is_empty());
        assert!(found(&["id 550e8400-e29b-41d4-a716-446655440000"]).is_empty());
    }

    #[test]
    fn private_key_blocks() {
        let body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\nVJTUt9Us8cKj";
        let text = ["-----BEGIN RSA PRIVATE", " KEY-----\n", body, "\n-----END RSA PRIVATE", " KEY-----"];
        assert_eq!(found(&text), [(text.concat(), "private key")]);
        assert_eq!(providers(&["-----BEGIN PRIVATE", " KEY-----\\n", body]), ["private key"]);
        assert!(found(&["look for -----BEGIN PRIVATE", " KEY----- at the top of the file"]).is_empty());
        assert!(found(&["-----BEGIN PUBLIC", " KEY-----\n", body]).is_empty());
    }

    #[test]
    fn connection_strings() {
        assert_eq!(
            found(&["postgres://app:", "Tr0ub4dor", "@db.acme.io/shop"]),
            [("Tr0ub4dor".to_string(), "connection string")]
        );
        assert!(
            found(&["postgres://user:password@localhost:5432/db and https://acme.example/a:b@c"]).is_empty()
        );
    }
}
