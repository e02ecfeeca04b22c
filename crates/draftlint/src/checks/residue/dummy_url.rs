//! `residue/dummy-url`: links, handles and tags that stand for others.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::{Token, class, seen, split_link};
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DummyUrl {
    /// Handles that stand for another, without `@`.
    handles: Vec<String>,
    /// Hosts, handles and tags that are meant.
    allow: Vec<String>,
}

/// Set aside by RFC 2606 for texts that need an address.
const RESERVED: &[&str] = &["example.com", "example.org", "example.net", "example.edu"];
/// Names that templates have; some of them belong to somebody.
const GENERIC: &[&str] = &[
    "domain.com",
    "domainname.com",
    "link.com",
    "linkhere.com",
    "mysite.com",
    "mywebsite.com",
    "samplesite.com",
    "site.com",
    "test.com",
    "url.com",
    "urlhere.com",
    "website.com",
    "websitename.com",
];
/// What follows `your` in the names of templates.
const YOURS: &[&str] = &[
    "brand",
    "brandname",
    "blog",
    "business",
    "businessname",
    "company",
    "companyname",
    "domain",
    "domainname",
    "event",
    "handle",
    "hashtag",
    "link",
    "linkhere",
    "name",
    "online-store",
    "page",
    "product",
    "shop",
    "site",
    "store",
    "url",
    "username",
    "website",
    "websitename",
];
/// Tags of templates.
const TAGS: &[&str] = &["yourhashtag", "yourbrand", "yourbrandname", "brandhashtag", "hashtaghere"];
/// Ends of paths in templates.
const PATHS: &[&str] = &["yourlink", "your-link", "your_link", "yourlinkhere", "insert-link-here"];
/// Words of texts about such names.
const TALK: &[&str] = &[
    "reserved",
    "rfc",
    "iana",
    "placeholder",
    "documentation",
    "curl",
    "dns",
    "http",
    "api",
    "endpoint",
    "regex",
    "subdomain",
    "cname",
    "tutorial",
    "snippet",
];

impl Check for DummyUrl {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in subject.fields.iter().enumerate() {
            let links = seen::LINK | seen::MENTION | seen::HASHTAG;
            if view.text.seen & links == 0 || matches!(view.field, Field::Alt(_)) {
                continue;
            }
            for token in view.text.of_class(class::LINK | class::EMAIL | class::MENTION | class::HASHTAG) {
                if token.is(class::CODE) {
                    continue;
                }
                let Some(written) = view.raw.get(token.start as usize..token.end as usize) else { continue };
                if self.allow.iter().any(|a| a.eq_ignore_ascii_case(written)) {
                    continue;
                }
                if let Some(group) = self.judge(subject, view, token, written) {
                    found.push(Found::new(group).at(number, token.start, token.end));
                }
            }
        }
    }
}

impl DummyUrl {
    fn judge(
        &self,
        subject: &Subject<'_>,
        view: &FieldView<'_>,
        token: &Token,
        written: &str,
    ) -> Option<&'static str> {
        if token.is(class::LINK) {
            let (_, host, rest) = split_link(written);
            let host = host.strip_prefix("www.").unwrap_or(&host);
            if self.allow.iter().any(|a| a == host) {
                return None;
            }
            let group = by_host(host, rest)?;
            let talk = || view.text.tokens.iter().any(|t| TALK.contains(&view.text.word(t)));
            return (group == "yours" || !(subject.technical || talk())).then_some(group);
        }
        if token.is(class::EMAIL) {
            let domain = written.split_once('@')?.1;
            return (is_yours(domain.split('.').next()?) && !subject.technical).then_some("yours");
        }
        if token.is(class::MENTION) {
            let name = written.trim_start_matches('@');
            if is_yours(name) {
                return Some("yours");
            }
            let is = |h: &String| h.bytes().eq(name.bytes().map(|b| b.to_ascii_lowercase()));
            return self.handles.iter().any(is).then_some("generic");
        }
        if token.is(class::HASHTAG) {
            let name = written.trim_start_matches('#');
            return TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name)).then_some("yours");
        }
        None
    }
}

fn by_host(host: &str, rest: &str) -> Option<&'static str> {
    let first = host.split('.').next().unwrap_or("");
    if is_yours(first) || host.split('.').count() > 2 && is_yours(host.rsplit('.').nth(1).unwrap_or("")) {
        return Some("yours");
    }
    // `bit.ly/xxxx`, `acme.com/your-link`
    let path = rest.split(['?', '#']).next().unwrap_or("");
    let last = path.trim_matches('/').rsplit('/').next().unwrap_or("");
    let crosses = last.len() >= 3 && last.bytes().all(|b| matches!(b, b'x' | b'X'));
    if crosses || PATHS.iter().any(|end| end.eq_ignore_ascii_case(last)) {
        return Some("yours");
    }
    // A name below a reserved one was chosen with care: it shows what an address looks like.
    if RESERVED.contains(&host) {
        return Some("reserved");
    }
    GENERIC.contains(&host).then_some("generic")
}

/// `yoursite`, `your-brand`, `your_handle`.
fn is_yours(name: &str) -> bool {
    let Some((your, rest)) = name.split_at_checked(4) else { return false };
    let rest = rest.trim_start_matches(['-', '_']);
    your.eq_ignore_ascii_case("your") && YOURS.iter().any(|thing| thing.eq_ignore_ascii_case(rest))
}
