//! Links, e-mail addresses and bare domains in running text, read carefully: what a network would link is more.

use std::borrow::Cow;

/// Generic top-level domains that posts use, reserved names, and internal ones.
const GENERIC: &str = "academy agency app arpa art asia bar bet bio biz blog cafe care casino cat center chat city click cloud \
club coach codes com community company coop corp design dev digital directory earth edu education email \
energy events example exchange expert express farm finance fit food foundation fun fund gallery games \
garden gmbh gov group guide guru health help home host house info ink institute int internal invalid \
jobs kitchen lan land law legal life link live local localhost london love ltd market marketing media \
men mil mobi money movie museum name net network news nyc one online org organic page paris party photo \
photography photos plus press pro pub radio realty report rest review reviews rocks run sale school \
science services shop show site social software solutions space store stream studio support systems tax \
team tech technology test theatre tips tools top tours town training travel tube university ventures \
video vip watch website wiki win work works world wtf xyz yoga zone";

/// Country codes (ISO 3166 alpha-2 and the few more that exist as domains).
const COUNTRIES: &str = "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br \
bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu \
fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq \
ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm \
mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt \
pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl \
tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

/// Country codes that are words or the endings of file names: a bare name with one is a link only with a path.
const AMBIGUOUS: &[&str] = &[
    "ad", "ag", "ai", "am", "as", "at", "be", "cc", "do", "id", "in", "is", "it", "la", "li", "ma", "md",
    "me", "ml", "my", "no", "pa", "pl", "pm", "ps", "py", "re", "rs", "sh", "so", "st", "to", "ts", "tv",
    "us", "vi", "ws",
];

/// Whether a label, in lower case, is a top-level domain that there is.
pub(crate) fn is_tld(label: &str) -> bool {
    is_listed(super::tables::TOP_LEVEL, label)
}

/// Whether a label, in lower case, is a top-level domain that the careful reader knows.
pub(crate) fn is_top_level(label: &str) -> bool {
    is_listed(if label.len() == 2 { COUNTRIES } else { GENERIC }, label)
}

/// Whether a word is one of a sorted list with spaces between.
fn is_listed(all: &str, word: &str) -> bool {
    let (mut from, mut to) = (0, all.len());
    while from < to {
        let middle = usize::midpoint(from, to);
        let start = all.as_bytes()[..middle].iter().rposition(|b| *b == b' ').map_or(0, |at| at + 1);
        let end = start + all[start..].find(' ').unwrap_or(all.len() - start);
        match all[start..end].cmp(word) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => from = end + 1,
            std::cmp::Ordering::Greater => to = start,
        }
    }
    false
}

fn is_host_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'-' || b == b'.' || b == b'_'
}

fn is_url_byte(b: u8) -> bool {
    b > b' ' && b < 0x7F && !matches!(b, b'<' | b'>' | b'"' | b'`' | b'{' | b'}' | b'|' | b'\\' | b'^')
}

/// The end of the link that starts at `start` with a scheme or `www.`, if one does.
pub(super) fn with_scheme(lower: &[u8], start: usize) -> Option<usize> {
    let rest = &lower[start..];
    let host = if rest.starts_with(b"https://") {
        8
    } else if rest.starts_with(b"http://") {
        7
    } else if rest.starts_with(b"ftp://") {
        6
    } else if rest.starts_with(b"www.") {
        4
    } else {
        return None;
    };
    let first = *rest.get(host)?;
    if !(first.is_ascii_alphanumeric() || first == b'[' || first >= 0x80) {
        return None;
    }
    let mut end = start + host;
    while end < lower.len()
        && (is_url_byte(lower[end]) || lower[end] >= 0x80 && in_host(lower, start + host, end))
    {
        end += 1;
    }
    Some(trim(lower, start + host, end))
}

/// Letters of other scripts belong to the host, not to what follows it.
fn in_host(lower: &[u8], host: usize, at: usize) -> bool {
    // Punctuation and spaces outside ASCII end a link; letters begin with these lead bytes.
    at - host <= 253
        && !lower[host..at].iter().any(|b| matches!(b, b'/' | b'?' | b'#'))
        && !matches!(lower[at], 0xE2 | 0xE3 | 0xEF | 0xF0)
}

/// The end of the bare link whose host's first label starts at `start` (`example.com/path`). The second value is
/// where the run of host characters ends: no other link begins before it.
pub(super) fn bare(lower: &[u8], start: usize) -> (Option<usize>, usize) {
    let mut host_end = start;
    while host_end < lower.len() && is_host_byte(lower[host_end]) {
        host_end += 1;
    }
    let run_end = host_end;
    while host_end > start && matches!(lower[host_end - 1], b'.' | b'-' | b'_') {
        host_end -= 1;
    }
    let host = std::str::from_utf8(&lower[start..host_end]).unwrap_or("");
    let Some((name, top)) = host.rsplit_once('.') else { return (None, run_end) };
    let next = lower.get(host_end).copied().unwrap_or(b' ');
    let path = matches!(next, b'/' | b'?')
        || (next == b':' && lower.get(host_end + 1).is_some_and(u8::is_ascii_digit));
    let plausible = is_top_level(top)
        && (path || !AMBIGUOUS.contains(&top))
        && host.len() <= 253
        && name.split('.').all(|l| !l.is_empty() && l.len() <= 63 && !l.starts_with('-'))
        && name.bytes().any(|b| b.is_ascii_alphabetic());
    let address = path && is_ipv4(host);
    if !plausible && !address {
        return (None, run_end);
    }
    let mut end = host_end;
    if path || next == b'#' {
        while end < lower.len() && is_url_byte(lower[end]) {
            end += 1;
        }
        end = trim(lower, start, end);
    }
    (Some(end.max(host_end)), run_end)
}

fn is_ipv4(host: &str) -> bool {
    host.split('.').count() == 4 && host.split('.').all(|p| p.parse::<u8>().is_ok())
}

/// Takes marks that end a sentence, and an unopened bracket, off the end of a link.
fn trim(text: &[u8], start: usize, mut end: usize) -> usize {
    let mut open = text[start..end].iter().filter(|b| **b == b'(').count() as isize
        - text[start..end].iter().filter(|b| **b == b')').count() as isize;
    while end > start {
        match text[end - 1] {
            b'.' | b',' | b'!' | b'?' | b';' | b':' | b'\'' | b'*' | b'_' | b'~' | b']' | b'[' | b'(' => {
                if text[end - 1] == b'(' {
                    open -= 1;
                }
                end -= 1;
            }
            b')' if open < 0 => {
                open += 1;
                end -= 1;
            }
            _ => break,
        }
    }
    end
}

/// The end of the e-mail domain that starts at `start`, if one does.
pub(super) fn mail_domain(lower: &[u8], start: usize) -> Option<usize> {
    let mut end = start;
    while end < lower.len()
        && end - start <= 253
        && (lower[end].is_ascii_alphanumeric() || matches!(lower[end], b'-' | b'.'))
    {
        end += 1;
    }
    while end > start && matches!(lower[end - 1], b'.' | b'-') {
        end -= 1;
    }
    let domain = std::str::from_utf8(&lower[start..end]).ok()?;
    let (name, top) = domain.rsplit_once('.')?;
    (!name.is_empty() && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic())).then_some(end)
}

/// Scheme, host (lower case, without user or port) and the rest of a link.
pub(crate) fn split(link: &str) -> (&str, Cow<'_, str>, &str) {
    // In most links the first colon ends the scheme.
    let colon = link.bytes().position(|b| b == b':');
    let mark = colon.filter(|at| link[*at..].starts_with("://")).or_else(|| colon.and(link.find("://")));
    let (scheme, rest) = mark.map_or(("", link), |at| (&link[..at], &link[at + 3..]));
    let end = rest.bytes().position(|b| matches!(b, b'/' | b'?' | b'#')).unwrap_or(rest.len());
    let authority = &rest[..end];
    let host = authority.rsplit_once('@').map_or(authority, |(_, h)| h);
    let host = if host.starts_with('[') {
        host.split(']').next().unwrap_or(host).trim_start_matches('[')
    } else {
        host.split(':').next().unwrap_or(host)
    };
    let small = !host.bytes().any(|b| b.is_ascii_uppercase());
    let host = if small { Cow::Borrowed(host) } else { Cow::Owned(host.to_ascii_lowercase()) };
    (scheme, host, &rest[end..])
}

/// Whether a host is a domain or lies below it.
pub(crate) fn is_under(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The host of a link, in lower case, without `www.`.
pub(crate) fn host_of(link: &str) -> Cow<'_, str> {
    match split(link).1 {
        Cow::Borrowed(host) => Cow::Borrowed(host.strip_prefix("www.").unwrap_or(host)),
        Cow::Owned(host) => Cow::Owned(host.strip_prefix("www.").map(str::to_string).unwrap_or(host)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [GENERIC, COUNTRIES, crate::document::tables::TOP_LEVEL] {
            assert!(list.split_whitespace().is_sorted(), "{list}");
            assert!(list.split_whitespace().all(|word| is_listed(list, word)));
        }
        assert!(GENERIC.split(' ').all(|word| word.len() > 2));
    }

    #[test]
    fn hosts() {
        assert_eq!(host_of("https://www.Acme.example:8080/a?b#c"), "acme.example");
        assert_eq!(host_of("user:pass@acme.example/x"), "acme.example");
        assert_eq!(split("acme.example/a?b").2, "/a?b");
    }
}
