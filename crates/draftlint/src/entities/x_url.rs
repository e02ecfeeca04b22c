//! Links as X finds them: with a scheme, or bare where the host ends in a top-level domain. Of a bare host in
//! several scripts only the part in Latin letters is one.

use super::host::{self, is_part};
use super::{Entity, EntityKind};

/// The most UTF-16 units of a link, and the most characters of what follows `t.co/`.
const LINK: usize = 4096;
const SLUG: usize = 40;

/// The scheme that a bare link is given, which counts towards its length.
const ASSUMED: usize = "https://".len();

/// Every link, in order of place.
pub(super) fn links(text: &str) -> Vec<Entity> {
    let mut all = Vec::new();
    each(text, |start, end, _| {
        all.push(Entity::new(start, end, EntityKind::Link));
    });
    all
}

/// What X does not count by its characters: the start and the end of each link, which of a bare link in several
/// scripts with a path is as much text as its Latin host and the path have.
pub(super) fn counted(text: &str) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    each(text, |start, end, skipped| {
        let mut units = text[start..end].encode_utf16().count().saturating_sub(skipped);
        let counted = text[start..end].char_indices().find(|(_, c)| {
            let beyond = units == 0;
            units = units.saturating_sub(c.len_utf16());
            beyond
        });
        all.push((start, counted.map_or(end, |(at, _)| start + at)));
    });
    all
}

/// Calls `add` with the start and end of each link, and the UTF-16 units of its host that are not in Latin letters.
fn each(text: &str, mut add: impl FnMut(usize, usize, usize)) {
    // Up to here everything is seen; the character before a link is at or after it.
    let mut free = 0;
    let mut at = 0;
    while let Some(dot) = text[at..].find('.').map(|i| at + i) {
        let open =
            dot - text[at..dot].chars().rev().take_while(|c| is_part(*c)).map(char::len_utf8).sum::<usize>();
        let close = dot + text[dot..].find(|c| !is_part(c)).unwrap_or(text.len() - dot);
        at = close;
        let Some(link) = with_scheme(text, open, free).or_else(|| bare(text, open, close, free)) else {
            continue;
        };
        let end = after_host(text, link.host_end);
        (free, at) = (end, end);
        push(text, &link, end, &mut add);
    }
}

/// A link whose host was found.
struct Link {
    start: usize,
    /// The character before it, where there is one that is no half of its first.
    before: Option<char>,
    /// Where the host begins; after `start` where there is a scheme.
    host: usize,
    host_end: usize,
}

fn push(text: &str, link: &Link, end: usize, add: &mut impl FnMut(usize, usize, usize)) {
    let name = &text[link.host..link.host_end];
    let bare = link.host == link.start;
    let scheme = if bare { ASSUMED } else { link.host - link.start };
    let units = text[link.start..end].encode_utf16().count();
    let latin = latin_hosts(name);
    if scheme + units > LINK || !host::is_encodable(name) || (name.starts_with("xn--") && latin.is_empty()) {
        return;
    }
    if !bare {
        match shortened(text, link, end) {
            Some(slug) if slug > SLUG => {}
            Some(slug) => {
                let after = link.host_end + 1 + slug;
                add(link.start, after + query(&text[after..end]), 0);
            }
            None => add(link.start, end, 0),
        }
        return;
    }
    if matches!(link.before, Some('-' | '_' | '.' | '/')) {
        return;
    }
    let has_path = path_start(text, link.host_end).is_some();
    for (i, (from, to)) in latin.iter().enumerate() {
        let whole = has_path && i + 1 == latin.len();
        let other = if whole { name[*to..].encode_utf16().count() } else { 0 };
        add(link.host + from, if whole { end } else { link.host + to }, other);
    }
}

/// The length of what follows `t.co/`, where the link is one of these.
fn shortened(text: &str, link: &Link, end: usize) -> Option<usize> {
    let rest = text[link.host_end..end].strip_prefix('/')?;
    let slug = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    (slug > 0 && text[link.host..link.host_end].eq_ignore_ascii_case("t.co")).then_some(slug)
}

/// Whether a link may begin after this character.
fn may_follow(before: char) -> bool {
    !before.is_ascii_alphanumeric()
        && !matches!(before, '@' | '＠' | '$' | '#' | '＃' | '\u{FFFE}' | '\u{FEFF}' | '\u{FFFF}')
}

/// Whether a link may begin at a place.
fn may_begin(text: &str, at: usize, free: usize) -> bool {
    match text[free..at].chars().next_back() {
        Some(before) => may_follow(before),
        None => at == 0,
    }
}

fn with_scheme(text: &str, open: usize, free: usize) -> Option<Link> {
    let before = &text.as_bytes()[free..open];
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        before.len() >= scheme.len()
            && before[before.len() - scheme.len()..].eq_ignore_ascii_case(scheme.as_bytes())
    })?;
    let start = open - scheme.len();
    let host = host::domain(&text[open..]).filter(|_| may_begin(text, start, free))?;
    Some(Link { start, before: None, host: open, host_end: open + host })
}

/// The first host in a run of its characters.
fn bare(text: &str, open: usize, close: usize, free: usize) -> Option<Link> {
    let mut labels: Vec<(usize, usize)> = Vec::new();
    let mut at = open;
    for label in text[open..close].split('.') {
        labels.push((at, at + label.len()));
        at += label.len() + 1;
    }
    // Labels before this one were seen in a chain that holds no top-level domain.
    let mut failed = 0;
    for (k, (start, end)) in labels.iter().copied().enumerate() {
        if end == start || text[start..end].ends_with(is_joint) {
            continue;
        }
        for from in beginnings(text, start, end, free) {
            // What comes after the next label was looked at from a label before.
            let chain = if k < failed { &labels[k + 1..labels.len().min(k + 2)] } else { &labels[k + 1..] };
            let (host_end, seen) = chained(text, &text[from..end], chain);
            if let Some(host_end) = host_end {
                let before = text[free..from].chars().next_back().filter(|c| may_follow(*c));
                return Some(Link { start: from, before, host: from, host_end });
            }
            failed = failed.max(k + seen);
        }
    }
    None
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_')
}

/// Where a host may begin within a label: as early as may be, and after its last low line.
fn beginnings(text: &str, start: usize, end: usize, free: usize) -> impl Iterator<Item = usize> {
    let first = |from: usize| {
        let mut places = text[from..end].char_indices().map(|(i, c)| (from + i, c));
        // Half of a character of two UTF-16 units may stand before the other half.
        let halves = |c: char| c.len_utf16() == 2;
        places.find(|(at, c)| !is_joint(*c) && (halves(*c) || may_begin(text, *at, free))).map(|(at, _)| at)
    };
    let early = first(start);
    let late = text[start..end].rfind('_').and_then(|line| first(start + line + 1));
    // The first character of a text may be the one before a link rather than its beginning.
    let lead = text.chars().next().filter(|c| early == Some(0) && may_follow(*c));
    let second = lead.map(char::len_utf8).filter(|at| *at < end && first(*at) == Some(*at));
    second.into_iter().chain(early).chain(late.filter(|late| early.is_some_and(|early| *late > early)))
}

/// The end of the last top-level domain that labels lead to, and how many labels were looked at.
fn chained(text: &str, first: &str, labels: &[(usize, usize)]) -> (Option<usize>, usize) {
    let (mut best, mut before) = (None, first);
    for (i, (start, end)) in labels.iter().copied().enumerate() {
        if before.is_empty() || before.starts_with(is_joint) || before.ends_with(is_joint) {
            return (best, i);
        }
        // The name below the top level holds no low line.
        if !before.contains('_') {
            best = host::top_level(&text[start..]).map(|len| start + len).or(best);
        }
        before = &text[start..end];
    }
    (best, labels.len())
}

/// The hosts in Latin letters within a host, as bytes of it.
fn latin_hosts(name: &str) -> Vec<(usize, usize)> {
    let is_latin = |c: char| c.is_ascii_alphanumeric() || c == '-' || is_latin(c);
    let mut found = Vec::new();
    let mut from = 0;
    'next: while let Some(dot) = name[from..].find('.').map(|i| from + i) {
        let label: usize =
            name[from..dot].chars().rev().take_while(|c| is_latin(*c)).map(char::len_utf8).sum();
        let start = dot - label;
        let (mut best, mut at) = (None, dot + 1);
        loop {
            if label == 0 {
                break;
            }
            best = host::top_level(&name[at..]).map(|len| at + len).or(best);
            let run = name[at..].find(|c| !is_latin(c)).unwrap_or(name.len() - at);
            if run == 0 || !name[at + run..].starts_with('.') {
                break;
            }
            at += run + 1;
        }
        if let Some(end) = best {
            found.push((start, end));
            from = end;
            continue 'next;
        }
        from = at.max(dot + 1);
    }
    found
}

/// Where a path begins behind a host and its port.
fn path_start(text: &str, host_end: usize) -> Option<usize> {
    let at = host_end + port(&text[host_end..]);
    text[at..].starts_with('/').then_some(at)
}

/// The end of a link whose host ends at `at`: with its port, path and query.
fn after_host(text: &str, at: usize) -> usize {
    let mut end = at + port(&text[at..]);
    if text[end..].starts_with('/') {
        end += path(&text[end..]);
    }
    end + query(&text[end..])
}

fn port(text: &str) -> usize {
    let digits = text.bytes().skip(1).take_while(u8::is_ascii_digit).count();
    if text.starts_with(':') && digits > 0 { 1 + digits } else { 0 }
}

/// Letters of the Latin script beside ASCII, and what the case of a letter makes of them.
fn is_latin(c: char) -> bool {
    host::is_latin_accent(c)
        || matches!(c as u32,
            0x260 | 0x269 | 0x275 | 0x280 | 0x283 | 0x288 | 0x28A | 0x28C | 0x292 | 0x399 | 0x3B9 | 0x1FBE
            | 0x2C65..=0x2C66 | 0x2C7E..=0x2C7F | 0xA7DC)
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4FF}' | '\u{1C80}'..='\u{1C87}')
}

fn is_path(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!*';:=+,.$/%#[]-–_~@|&".contains(c) || is_latin(c) || is_cyrillic(c)
}

/// The length of the path that a text begins with: brackets are part of it in pairs, punctuation at its end is not.
fn path(text: &str) -> usize {
    let (mut end, mut at) = (1, 1);
    while let Some(c) = text[at..].chars().next() {
        if c == '(' {
            let Some(len) = host::brackets(&text[at..], is_path) else { break };
            // Behind a mark that may not end it, brackets do not end a path either.
            if at == end {
                end += len;
            }
            at += len;
        } else if is_path(c) {
            at += c.len_utf8();
            if c.is_ascii_alphanumeric() || "+-=_#/".contains(c) || is_latin(c) || is_cyrillic(c) {
                end = at;
            }
        } else {
            break;
        }
    }
    end
}

/// The length of the query that a text begins with; 0 where it is only a question mark.
fn query(text: &str) -> usize {
    if !text.starts_with('?') {
        return 0;
    }
    let mut end = 0;
    for (at, b) in text.bytes().enumerate().skip(1) {
        if b.is_ascii_alphanumeric() || b"-_&=#/".contains(&b) {
            end = at + 1;
        } else if !b"!?*'@();:+$%[].,~|".contains(&b) {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<&str> {
        links(text).iter().map(|e| &text[e.start as usize..e.end as usize]).collect()
    }

    #[test]
    fn bare_hosts_are_links() {
        assert_eq!(seen("main.rs, README.md and Node.js"), ["main.rs", "README.md"]);
        assert_eq!(seen("蜂bees.com/hive and bees.com蜂"), ["bees.com/hive", "bees.com"]);
        assert_eq!(seen("ana@bees.com #bees.com $bees.com -bees.com"), [""; 0]);
        assert_eq!(seen("the_bees.com the_bees.hive.com"), ["bees.hive.com"]);
    }

    #[test]
    fn schemes_paths_and_queries() {
        assert_eq!(
            seen("(https://bees.com/a_(b)) http://bücher.com:80/x?y=1. https://t.co/abc/def"),
            ["https://bees.com/a_(b)", "http://bücher.com:80/x?y=1", "https://t.co/abc"]
        );
        assert_eq!(seen("https://bees https://a-.com xhttps://bees.com"), [""; 0]);
    }
}
