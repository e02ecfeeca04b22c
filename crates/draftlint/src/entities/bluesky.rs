//! Entities as the clients of Bluesky find them: what `RichText.detectFacetsWithoutResolution` of npm `@atproto/api`
//! 0.19.19 marks and its `segments` shows. Source: atproto, `packages/api/src/rich-text`.
//!
//! Everything begins after a blank; a mention, a link and a cashtag also after an opening bracket. Names and bare
//! links count only with a known top-level domain in lower case.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::{Entity, EntityKind};
use crate::document::is_tld;

/// The most UTF-16 units of a tag without its sign. The lexicon allows 64 graphemes; the client marks no tag that
/// is longer in its own units.
const TAG: usize = 64;
/// The most letters and digits of a ticker.
const TICKER: usize = 5;

pub(super) fn find(text: &str) -> Vec<Entity> {
    let mut found: Vec<Entity> = Vec::new();
    let mut before = ' ';
    // What a link or a bare name that is none has taken: no other begins in it.
    let mut taken = 0;
    // Where the last entity ends: of two that overlap the first is shown.
    let mut shown = 0;
    for (at, c) in text.char_indices() {
        let blank = is_space(before);
        let open = blank || before == '(';
        before = c;
        if !open {
            continue;
        }
        let rest = &text[at..];
        let one = match c {
            '@' => mention(rest).map(|len| (len, EntityKind::Mention)),
            '$' => cashtag(rest).map(|len| (len, EntityKind::Cashtag)),
            '#' | '＃' if blank => tag(rest, c).map(|len| (len, EntityKind::Hashtag)),
            'a'..='z' | 'A'..='Z' if at >= taken => link(rest).and_then(|link| {
                taken = at + link.run;
                link.len.map(|len| (len, EntityKind::Link))
            }),
            _ => None,
        };
        if let Some((len, kind)) = one.filter(|_| at >= shown) {
            shown = at + len;
            found.push(Entity::new(at, shown, kind));
        }
    }
    found
}

/// White space in ECMAScript: with the byte order mark, without U+0085.
fn is_space(c: char) -> bool {
    c == '\u{FEFF}' || (c != '\u{85}' && c.is_whitespace())
}

/// The bytes up to the next blank.
fn run(text: &str) -> usize {
    text.find(is_space).unwrap_or(text.len())
}

/// What stands after the last full stop of a name.
fn ending(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, ending)| ending)
}

fn is_known(ending: &str) -> bool {
    !ending.bytes().any(|b| b.is_ascii_uppercase()) && is_tld(ending)
}

/// The length of the mention that `rest` begins with. A name ends where a word begins or ends, so that `@ana.example.`
/// leaves its full stop out and `@ana.example_x` is none.
fn mention(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let run = bytes[1..].iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
    let is_word = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let end = (2..=run + 1).rev().find(|end| is_word(end - 1) != is_word(*end))?;
    ending(&rest[1..end]).filter(|ending| *ending == "test" || is_known(ending)).map(|_| end)
}

/// The length of the cashtag that `rest` begins with.
fn cashtag(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let len = bytes[1..].iter().take(TICKER + 1).take_while(|b| b.is_ascii_alphanumeric()).count();
    let whole = (1..=TICKER).contains(&len) && bytes[1].is_ascii_alphabetic();
    let next = rest.get(1 + len..)?.chars().next();
    let apart = next.is_none_or(|c| {
        is_space(c) || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '"' | '\'' | '’')
    });
    (whole && apart).then_some(1 + len)
}

/// The length of the tag that `rest` begins with. It holds something beside digits and punctuation; zero-width
/// characters and the circle of prohibition end it.
fn tag(rest: &str, sign: char) -> Option<usize> {
    let body = &rest[sign.len_utf8()..];
    let is_end =
        |c: char| is_space(c) || matches!(c, '\u{AD}' | '\u{2060}' | '\u{200A}'..='\u{200D}' | '\u{20E2}');
    let body = &body[..body.find(is_end).unwrap_or(body.len())];
    let is_sign = |c: char| c.general_category_group() == GeneralCategoryGroup::Punctuation;
    // A keycap is no tag.
    if body.starts_with('\u{FE0F}') || body.chars().all(|c| c.is_ascii_digit() || is_sign(c)) {
        return None;
    }
    let body = body.trim_end_matches(is_sign);
    (body.encode_utf16().count() <= TAG).then_some(sign.len_utf8() + body.len())
}

struct Link {
    /// The bytes up to the next blank.
    run: usize,
    /// The length of the link, if it is one.
    len: Option<usize>,
}

/// The link that `rest` begins with, or what looks like one.
fn link(rest: &str) -> Option<Link> {
    let bytes = rest.as_bytes();
    let scheme = ["http://", "https://"].into_iter().find(|scheme| {
        bytes.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    });
    let scheme = scheme.map_or(0, str::len);
    if scheme > 0 && rest[scheme..].chars().next().is_some_and(|c| !is_space(c)) {
        let run = run(rest);
        // A scheme in capitals is not known for one.
        let len = rest.starts_with("http").then(|| trim(&rest[..run]));
        return Some(Link { run, len });
    }
    let name = host(bytes)?;
    let run = run(rest);
    let known = rest.starts_with("http") || ending(&rest[..name]).is_some_and(is_known);
    Some(Link { run, len: known.then(|| trim(&rest[..run])) })
}

/// The length of the labels of letters and digits, two at least, that a text begins with.
fn host(bytes: &[u8]) -> Option<usize> {
    let label = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let first = label(0);
    let mut end = first;
    while bytes.get(end) == Some(&b'.') {
        match label(end + 1) {
            0 => break,
            len => end += 1 + len,
        }
    }
    (end > first).then_some(end)
}

/// The length of a link without the one mark that ends its sentence, and without a bracket that it does not open.
fn trim(link: &str) -> usize {
    let link = link.strip_suffix(['.', ',', ';', ':', '!', '?']).unwrap_or(link);
    match link.strip_suffix(')') {
        Some(inner) if !inner.contains('(') => inner.len(),
        _ => link.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<&str> {
        find(text).iter().map(|e| &text[e.start as usize..e.end as usize]).collect()
    }

    #[test]
    fn mentions_are_names_of_known_domains() {
        assert_eq!(seen("thanks @ana.example.com."), ["@ana.example.com"]);
        assert_eq!(seen("(@ana.example.com)"), ["@ana.example.com"]);
        assert_eq!(seen("me@ana.example.com @ana @ana.Com @ana.nosuchname"), [""; 0]);
        assert_eq!(seen("@ana.test"), ["@ana.test"]);
        assert_eq!(seen("@ana.com_x"), [""; 0]);
    }

    #[test]
    fn links_need_a_scheme_or_a_known_domain() {
        assert_eq!(seen("read bees.com/hive, please"), ["bees.com/hive"]);
        assert_eq!(seen("(https://bees.com)"), ["https://bees.com"]);
        assert_eq!(seen("https://bees.com/hive_(bee)"), ["https://bees.com/hive_(bee)"]);
        assert_eq!(seen("HTTPS://bees.com e.g./hive my-bees.com"), [""; 0]);
        // What follows a name that is no link is not looked at.
        assert_eq!(seen("e.g(bees.com"), [""; 0]);
        assert_eq!(seen("(bees.com"), ["bees.com"]);
    }

    #[test]
    fn tags_hold_more_than_digits_and_signs() {
        assert_eq!(seen("#bees, ＃蜂 #1 #! #1st"), ["#bees", "＃蜂", "#1st"]);
        assert_eq!(seen("#bee\u{200B}hive #\u{FE0F}\u{20E3}"), ["#bee"]);
        assert_eq!(seen(&format!("#{}", "a".repeat(65))), [""; 0]);
        assert_eq!(seen(&format!("#{}", "😀".repeat(33))), [""; 0]);
    }

    #[test]
    fn the_first_of_two_that_overlap_is_shown() {
        assert_eq!(seen("#bees(bees.com"), ["#bees(bees.com"]);
        assert_eq!(seen("bees.com/(@ana.com"), ["bees.com/(@ana.com"]);
    }

    #[test]
    fn cashtags_stand_apart() {
        assert_eq!(seen("$BEE, ($hive) $ABC123 $ABCDEF no$BEE $BEE’s"), ["$BEE", "$hive", "$BEE"]);
    }
}
