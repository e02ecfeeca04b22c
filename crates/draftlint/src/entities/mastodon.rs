//! Entities as Mastodon finds them: a link has a scheme and a known top-level domain, a handle may name its server,
//! a tag stands after a blank. Source: the behaviour of mastodon/mastodon 4.5 (`Extractor`, `Tag::Naming`,
//! `StatusLengthValidator`), which builds on twitter-text.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::host;
use super::{Entity, EntityKind, apart};

/// What a link may begin with.
const SCHEMES: [&str; 9] = ["https", "http", "dat", "dweb", "ipfs", "ipns", "ssb", "gopher", "gemini"];
/// The most characters of a server's name.
const SERVER: usize = 253;
/// The most bytes of a link.
const LINK: usize = 4096;

pub(super) fn find(text: &str) -> Vec<Entity> {
    let mut all = Vec::new();
    links(text, &mut all);
    mentions(text, &mut all);
    tags(text, &mut all);
    apart(all)
}

/// What counts otherwise than its characters: links and mentions. Tags that overlap with them do not matter.
pub(super) fn counted(text: &str) -> Vec<Entity> {
    let mut all = Vec::new();
    links(text, &mut all);
    mentions(text, &mut all);
    apart(all)
}

/// A character of a word: a letter, a mark, a digit, or a connector such as `_`.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphabetic()
        || c.general_category_group() == GeneralCategoryGroup::Mark
        || matches!(
            c.general_category(),
            GeneralCategory::DecimalNumber | GeneralCategory::ConnectorPunctuation
        )
}

fn links(text: &str, all: &mut Vec<Entity>) {
    // Up to here everything is seen.
    let mut seen = 0;
    for (colon, _) in text.match_indices("://") {
        let Some(start) = scheme(&text[..colon]).filter(|start| *start >= seen) else { continue };
        // A link without a scheme is none here, but what stands in its path belongs to it.
        if let Some(end) = bare_over(text, seen, start) {
            seen = end;
            continue;
        }
        seen = colon + 3;
        if !may_follow(text[..start].chars().next_back()) {
            continue;
        }
        let Some(host) = host::domain(&text[seen..]) else { continue };
        let valid = host::is_encodable(&text[seen..seen + host]);
        let end = after_host(text, seen + host);
        seen = end;
        if valid && end - start <= LINK {
            all.push(Entity::new(start, end, EntityKind::Link));
        }
    }
}

/// Where the scheme that a text ends with begins.
fn scheme(before: &str) -> Option<usize> {
    let bytes = before.as_bytes();
    SCHEMES
        .iter()
        .find(|s| bytes.len() >= s.len() && bytes[bytes.len() - s.len()..].eq_ignore_ascii_case(s.as_bytes()))
        .map(|s| bytes.len() - s.len())
}

/// Whether a link may follow this character.
fn may_follow(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        !c.is_ascii_alphanumeric()
            && !matches!(c, '@' | '＠' | '$' | '#' | '＃' | '\u{FFFE}' | '\u{FEFF}' | '\u{FFFF}')
    })
}

/// The end of a link without a scheme that stands in `from..start` and reaches beyond `start`.
fn bare_over(text: &str, from: usize, start: usize) -> Option<usize> {
    let mut at = from;
    while let Some(skipped) = text[at..start].find(host::is_part) {
        let open = at + skipped;
        let run = text[open..start].find(|c| !host::is_part(c)).unwrap_or(start - open);
        let glued = text[..open].ends_with(['@', '＠', '$', '#', '＃']);
        let end = match host::domain_within(&text[open..], run) {
            Some(host) if !glued => after_host(text, open + host),
            _ => open + run,
        };
        if end > start {
            return Some(end);
        }
        at = end;
    }
    None
}

/// The end of a link whose host ends at `at`: with its port, path and query.
fn after_host(text: &str, at: usize) -> usize {
    let mut end = at;
    if let Some(port) = text[end..].strip_prefix(':') {
        let digits = port.bytes().take_while(u8::is_ascii_digit).count();
        end += if digits > 0 { 1 + digits } else { 0 };
    }
    if text[end..].starts_with('/') {
        end += path(&text[end..]);
    }
    if text[end..].starts_with('?') {
        end += query(&text[end..]);
    }
    end
}

fn is_path(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '<' | '>' | '(' | ')' | '?')
}

/// The length of the path that a text begins with: brackets are part of it in pairs, punctuation at its end is not.
fn path(text: &str) -> usize {
    let (mut end, mut at) = (1, 1);
    while let Some(c) = text[at..].chars().next() {
        let closed = match c {
            '(' => host::brackets(&text[at..], is_path),
            c if is_path(c) => Some(c.len_utf8()),
            _ => None,
        };
        let Some(len) = closed else { break };
        at += len;
        let ends_sentence = "!*\"'「」;:=,.$%[]~&|@".contains(c);
        if !ends_sentence {
            end = at;
        }
    }
    end
}

/// The length of the query that a text begins with; 0 where it is only a question mark.
fn query(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let beyond_ascii = matches!(c as u32,
            0xA0..=0xD7FF | 0xE000..=0xFDCF | 0xFDF0..=0xFFEF | 0x1_0000..=0xD_FFFF | 0xE_1000..=0x10_FFFF)
            && (c as u32) & 0xFFFE != 0xFFFE;
        if beyond_ascii || c.is_ascii_alphanumeric() || "_&=#/-".contains(c) {
            end = at + c.len_utf8();
        } else if !"!?*'();:+$%[].,~|@^".contains(c) {
            break;
        }
    }
    end
}

fn mentions(text: &str, all: &mut Vec<Entity>) {
    let mut seen = 0;
    for (at, _) in text.match_indices('@') {
        let before = text[..at].chars().next_back();
        if at < seen || before.is_some_and(|c| is_word(c) || matches!(c, '=' | '/')) {
            continue;
        }
        let name = dotted(&text[at + 1..], |c| c.is_ascii_alphanumeric() || c == '_');
        if name == 0 {
            continue;
        }
        let mut end = at + 1 + name;
        let mut server = "";
        if let Some(rest) = text[end..].strip_prefix('@') {
            let len = dotted(rest, is_word);
            server = &rest[..len];
            end += if len > 0 { 1 + len } else { 0 };
        }
        seen = end;
        let after = &text[end..];
        let spoilt = after.starts_with("://")
            || after.starts_with(|c| matches!(c, '@' | '＠') || host::is_latin_accent(c));
        if !spoilt && server.chars().take(SERVER + 1).count() <= SERVER {
            all.push(Entity::new(at, end, EntityKind::Mention));
        }
    }
}

/// The length of what a text begins with of words that stops and hyphens join.
fn dotted(text: &str, is_word: impl Fn(char) -> bool) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if is_word(c) {
            end = at + c.len_utf8();
        } else if at == 0 || !matches!(c, '.' | '-') {
            break;
        }
    }
    end
}

fn tags(text: &str, all: &mut Vec<Entity>) {
    for (at, sign) in text.match_indices(['#', '＃']) {
        if !text[..at].chars().next_back().is_none_or(char::is_whitespace) {
            continue;
        }
        let body = &text[at + sign.len()..];
        let mut len = name(body);
        if body[len..].starts_with("://") {
            let inner = &body[..len];
            let rest = inner.strip_suffix("https").or(inner.strip_suffix("http"));
            len = rest.filter(|rest| !rest.is_empty()).map_or(len, str::len);
        }
        if len > 0 {
            all.push(Entity::new(at, at + sign.len() + len, EntityKind::Hashtag));
        }
    }
}

/// The length of the name of a tag that a text begins with. It begins and ends with a character of a word; a letter
/// or a separator stands between these, or it is one word with a letter.
fn name(text: &str) -> usize {
    let is_separator = |c: char| matches!(c, '_' | '·' | '・' | '\u{200C}');
    // The end of the first word, and of the last one that separators join to it.
    let (mut word, mut joined) = (None, 0);
    // A letter in the first word; a letter or separator after the first character, before the last one.
    let (mut has_letter, mut holds, mut pending) = (false, false, false);
    for (at, c) in text.char_indices() {
        let of_word = is_word(c);
        if !of_word && (at == 0 || !is_separator(c)) {
            break;
        }
        if of_word {
            joined = at + c.len_utf8();
            holds |= pending;
        } else {
            word = word.or(Some(at));
        }
        pending |= at > 0 && (c.is_alphabetic() || is_separator(c));
        has_letter |= word.is_none() && c.is_alphabetic();
    }
    match word {
        _ if holds => joined,
        _ if !has_letter => 0,
        word => word.unwrap_or(joined),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<&str> {
        find(text).iter().map(|e| &text[e.start as usize..e.end as usize]).collect()
    }

    #[test]
    fn links_have_a_scheme_and_a_known_domain() {
        assert_eq!(
            seen("bees.com https://bees.com, HTTP://BEES.COM/hive."),
            ["https://bees.com", "HTTP://BEES.COM/hive"]
        );
        assert_eq!(seen("https://bees.nosuchname https://localhost"), [""; 0]);
        assert_eq!(seen("gemini://bees.com/hive"), ["gemini://bees.com/hive"]);
        assert_eq!(
            seen("https://bees.com/hive_(bee) (https://bees.com/a)"),
            ["https://bees.com/hive_(bee)", "https://bees.com/a"]
        );
        assert_eq!(seen("https://bees.com?a=1&b=2!"), ["https://bees.com?a=1&b=2"]);
        assert_eq!(seen("https://bees.com:8080/a?"), ["https://bees.com:8080/a"]);
        assert_eq!(seen("https://the_bees.com https://the_bees.hive.com"), ["https://the_bees.hive.com"]);
        assert_eq!(seen(&format!("https://{}.com", "a".repeat(64))), [""; 0]);
    }

    #[test]
    fn a_link_in_the_path_of_another_is_none() {
        assert_eq!(
            seen("https://web.archive.org/2026/https://bees.com/a"),
            ["https://web.archive.org/2026/https://bees.com/a"]
        );
        assert_eq!(seen("web.archive.org/2026/https://bees.com/a"), [""; 0]);
        assert_eq!(seen("-bees.com/a→https://bees.com/a"), [""; 0]);
        assert_eq!(seen("bees.com,https://bees.com/a"), ["https://bees.com/a"]);
    }

    #[test]
    fn handles_may_name_a_server() {
        assert_eq!(seen("@ana, @ana@bees.example. (@ana.b)"), ["@ana", "@ana@bees.example", "@ana.b"]);
        assert_eq!(seen("ana@bees.example /@ana @ana@ @anä @ana://x"), [""; 0]);
    }

    #[test]
    fn tags_hold_a_letter_or_a_separator() {
        assert_eq!(
            seen("#bees #20_26 #1st #蜂・巣 #bee·s·"),
            ["#bees", "#20_26", "#1st", "#蜂・巣", "#bee·s"]
        );
        assert_eq!(seen("#2026 #·bee x#bee (#bee #_"), [""; 0]);
        assert_eq!(seen("#beehttps://bees.com"), ["#bee"]);
        assert_eq!(seen("#a1· #a·"), ["#a1", "#a"]);
    }
}
