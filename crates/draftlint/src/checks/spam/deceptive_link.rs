//! `spam/deceptive-link`

use std::net::Ipv4Addr;

use serde::Deserialize;

use super::mixed_script::label_imitates;
use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{class, host_of, is_top_level, punycode, split_link};
use crate::finding::Field;

/// The shown part of a link is no longer than this.
const LONGEST_LABEL: usize = 200;
/// And its target no longer than this.
const LONGEST_TARGET: usize = 2048;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct DeceptiveLink {
    /// Domains beside the brand's own that others imitate.
    protected_domains: Vec<String>,
}

impl Check for DeceptiveLink {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in subject.fields.iter().enumerate() {
            if !matches!(view.field, Field::Title | Field::Body | Field::Link) {
                continue;
            }
            if view.text.has_any(b"]") {
                masked(number, *view, found);
            }
            for token in view.text.of_class(class::LINK) {
                if token.is(class::CODE) {
                    continue;
                }
                let link = support::slice(view.raw, token.start as usize, token.end as usize);
                let host = host_of(link);
                let group = if is_impostor(subject, &self.protected_domains, &host) || is_puny(&host) {
                    "impostor"
                } else if user_of(link).is_some_and(|user| user.contains('.') || user.contains("%2")) {
                    "user"
                } else if is_public_address(&host) && link.contains("://") && !subject.technical {
                    "address"
                } else {
                    continue;
                };
                found.push(Found::new(group).at(number, token.start, token.end).arg("name", &host));
            }
        }
    }
}

/// Links whose shown text is another address: `[shown](target)`.
fn masked(number: usize, view: FieldView<'_>, found: &mut Vec<Found>) {
    let raw = view.raw;
    let mut from = 0;
    while let Some(at) = raw[from..].find("](").map(|i| i + from) {
        from = at + 2;
        let mut most = (from + LONGEST_TARGET).min(raw.len());
        while !raw.is_char_boundary(most) {
            most -= 1;
        }
        let target_end = raw[from..most].find([')', ' ', '\n']).map_or(most, |i| i + from);
        let mut label_start = at.saturating_sub(LONGEST_LABEL);
        while !raw.is_char_boundary(label_start) {
            label_start += 1;
        }
        let Some(open) = raw[label_start..at].rfind(['[', '\n']).map(|i| i + label_start) else { continue };
        if raw.as_bytes()[open] != b'[' || view.text.in_code(open) {
            continue;
        }
        let (label, target) = (raw[open + 1..at].trim(), raw[from..target_end].trim_matches(['<', '>']));
        let Some(shown) = shown_host(label) else { continue };
        let goal = host_of(target);
        if goal.contains('.') && !same_site(&shown, &goal) {
            found.push(
                Found::new("masked")
                    .at(number, open as u32 + 1, at as u32)
                    .arg("match", label)
                    .arg("name", &goal),
            );
        }
    }
}

/// The host that a text shows, if it is an address and nothing else.
fn shown_host(label: &str) -> Option<String> {
    let label = label.trim_matches(['*', '_', '`', '<', '>']);
    if label.is_empty() || label.contains(char::is_whitespace) || label.contains('@') {
        return None;
    }
    let host = host_of(label);
    let (name, top) = host.rsplit_once('.')?;
    let plausible = name.bytes().any(|b| b.is_ascii_alphanumeric())
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
    // `README.md` and `node.js` are no hosts, unless they are written as ones.
    let written = label.contains("://") || label.starts_with("www.");
    (plausible && is_top_level(top) && (written || !is_file_ending(top))).then(|| host.into_owned())
}

fn is_file_ending(top: &str) -> bool {
    matches!(top, "md" | "rs" | "py" | "sh" | "pl" | "ts" | "js" | "so" | "ps" | "zip" | "cc" | "mk" | "ml")
}

/// Two hosts of one owner: the same, one under the other, or both under the same registrable domain.
fn same_site(a: &str, b: &str) -> bool {
    registrable(a) == registrable(b)
}

/// The part of a host that somebody registers: two labels, or three where the second is one of a country's kinds.
fn registrable(host: &str) -> &str {
    let mut dots = host.rmatch_indices('.').map(|(at, _)| at);
    let (Some(last), second) = (dots.next(), dots.next()) else { return host };
    let Some(second) = second else { return host };
    let (top, kind) = (&host[last + 1..], &host[second + 1..last]);
    let shared = top.len() == 2
        && matches!(kind, "co" | "com" | "org" | "net" | "ac" | "gov" | "edu" | "gob" | "or" | "ne" | "go");
    if shared { dots.next().map_or(host, |third| &host[third + 1..]) } else { &host[second + 1..] }
}

/// The brand's domain at the front of somebody else's.
fn is_impostor(subject: &Subject<'_>, protected: &[String], host: &str) -> bool {
    subject.brand.domains.iter().chain(protected).any(|domain| {
        let domain = domain.to_ascii_lowercase();
        let inside = host
            .strip_prefix(domain.as_str())
            .or_else(|| host.split_once(&format!(".{domain}")).map(|(_, rest)| rest));
        inside.is_some_and(|rest| rest.starts_with('.') && rest.len() > 1) && !same_site(&domain, host)
    })
}

/// The part before `@` in the authority of a link.
fn user_of(link: &str) -> Option<&str> {
    // To look for the sign is cheaper than to take the link apart.
    let (_, rest) = link.contains('@').then(|| link.split_once("://"))??;
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    authority.rsplit_once('@').map(|(user, _)| user)
}

/// A number in place of a name, outside private networks and the ranges for documentation.
fn is_public_address(host: &str) -> bool {
    host.parse::<Ipv4Addr>().is_ok_and(|ip| {
        !ip.is_private()
            && !ip.is_loopback()
            && !ip.is_documentation()
            && !ip.is_link_local()
            && !ip.is_unspecified()
    })
}

/// A label in Punycode whose letters look Latin.
fn is_puny(host: &str) -> bool {
    let ending = || split_link(host).1.rsplit('.').next().unwrap_or("").to_string();
    host.split('.').any(|label| {
        label
            .strip_prefix("xn--")
            .and_then(punycode::decode)
            .is_some_and(|label| label_imitates(&label, &ending()))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_puny, registrable, same_site};

    #[test]
    fn registrable_domains() {
        assert_eq!(registrable("login.acme.example"), "acme.example");
        assert_eq!(registrable("shop.acme.co.uk"), "acme.co.uk");
        assert_eq!(registrable("acme.example"), "acme.example");
        assert!(same_site("example.com", "www.example.com"));
        assert!(!same_site("acme.example", "acme.example.evil.test"));
    }

    #[test]
    fn disguised_labels() {
        assert!(is_puny("xn--80ak6aa92e.com"));
        assert!(!is_puny("xn--mnchen-3ya.de"));
    }
}
