//! `privacy/internal-url`

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::config::Brand;
use crate::document::{self, class, split_link};
use crate::finding::Field;

/// Endings of hosts that no public name has.
const INTERNAL: &[&str] = &["internal", "corp", "lan", "local", "intranet", "localdomain", "home.arpa"];
/// Names without a dot that only an office network knows.
const OFFICE: &[&str] = &["confluence", "gitlab", "intranet", "jira", "portal", "sharepoint", "wiki"];
/// Labels of hosts that hold what is not public yet: under the brand's own domain; anywhere; also as a part of a label.
const UNFINISHED: &[&str] =
    &["dev", "preprod", "pre-prod", "preview", "stage", "staging", "stg", "test", "uat"];
const STAGING: &[&str] = &["preprod", "pre-prod", "stage", "staging", "stg"];
const AFFIXES: &[&str] = &["preprod", "pre-prod", "staging", "stg", "uat"];

/// Words beside a private address that make it an instruction for the reader's own network.
const HOW_TO: &[&str] = &[
    "browser",
    "curl",
    "docker",
    "firmware",
    "gateway",
    "homelab",
    "kubernetes",
    "localhost",
    "modem",
    "nas",
    "ping",
    "printer",
    "raspberry",
    "router",
    "ssh",
    "subnet",
    "tutorial",
];

/// Editors and drafts: the host's ending, what its path begins with, what it holds.
const EDITORS: &[(&str, &str, &str)] = &[
    ("docs.google.com", "/", "/edit"),
    ("drive.google.com", "/drive/", "my-drive"),
    ("mail.google.com", "/mail/", ""),
    ("outlook.office.com", "/mail", ""),
    ("figma.com", "/file/", ""),
    ("canva.com", "/design/", "/edit"),
    ("studio.youtube.com", "/video/", "/edit"),
    ("admin.shopify.com", "/store/", ""),
    ("myshopify.com", "/admin", ""),
    ("medium.com", "/p/", "/edit"),
    ("substack.com", "/publish/", ""),
    ("business.facebook.com", "/latest/", ""),
    ("app.hubspot.com", "/", ""),
    ("mailchimp.com", "/campaigns/", "edit"),
];

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct InternalUrl {
    /// Hosts that are public although they look otherwise.
    public: Vec<String>,
}

impl Check for InternalUrl {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in subject.fields.iter().enumerate() {
            if !matches!(view.field, Field::Title | Field::Body | Field::Link) {
                continue;
            }
            let mut how_to = None;
            for token in view.text.of_class(class::LINK) {
                let link = &view.raw[token.start as usize..token.end as usize];
                let (_, host, rest) = split_link(link);
                if self.public.iter().any(|p| is_under(&host, p)) {
                    continue;
                }
                let Some(group) = judge(&host, rest, subject.brand) else { continue };
                let code = token.is(class::CODE);
                let group = match group {
                    // A configured domain stays a leak whoever reads it.
                    "internal" if is_configured(&host, subject.brand) => group,
                    "internal" if subject.technical || code => "how-to",
                    "internal" if is_home(&host) && *how_to.get_or_insert_with(|| is_how_to(*view)) => {
                        "how-to"
                    }
                    "internal" => group,
                    _ if code => continue,
                    "localhost" if subject.technical => continue,
                    "edit-link" if subject.technical => "how-to",
                    _ => group,
                };
                found.push(Found::new(group).at(number, token.start, token.end).arg("name", host));
            }
        }
    }
}

fn judge(host: &str, rest: &str, brand: &Brand) -> Option<&'static str> {
    if let Some(group) = address(host) {
        return Some(group);
    }
    if is_under(host, "localhost") || is_under(host, "test") {
        return Some("localhost");
    }
    let internal = is_configured(host, brand)
        || INTERNAL.iter().any(|end| host.strip_suffix(end).is_some_and(|h| h.ends_with('.')))
        || OFFICE.contains(&host);
    if internal {
        return Some("internal");
    }
    if let Some(domain) = brand.domains.iter().find(|d| is_under(host, d)) {
        let below = host.strip_suffix(domain.as_str()).unwrap_or("");
        if below.split('.').any(|l| is_label(l, UNFINISHED)) {
            return Some("internal");
        }
    } else if below_domain(host).split('.').any(|l| is_label(l, STAGING)) {
        return Some("staging");
    }
    is_editor(host, rest).then_some("edit-link")
}

/// What an address in numbers is.
fn address(host: &str) -> Option<&'static str> {
    let address = host.parse::<IpAddr>().ok()?;
    if address.is_loopback() || address.is_unspecified() {
        return Some("localhost");
    }
    let private = match address {
        IpAddr::V4(v4) => is_private(v4),
        IpAddr::V6(v6) => is_private_v6(v6),
    };
    private.then_some("internal")
}

fn is_private(v4: Ipv4Addr) -> bool {
    let [a, b, ..] = v4.octets();
    // 100.64.0.0/10 is shared by the customers of a provider, and by private networks over the public one.
    v4.is_private() || v4.is_link_local() || (a == 100 && (64..128).contains(&b))
}

fn is_private_v6(v6: Ipv6Addr) -> bool {
    let first = v6.segments()[0];
    first & 0xFE00 == 0xFC00 || first & 0xFFC0 == 0xFE80
}

fn is_configured(host: &str, brand: &Brand) -> bool {
    brand.internal_domains.iter().any(|d| is_under(host, d))
}

/// As people list domains: `.corp` too.
fn is_under(host: &str, domain: &str) -> bool {
    document::is_under(host, domain.trim_start_matches('.'))
}

/// The labels before the registered domain.
fn below_domain(host: &str) -> &str {
    let Some((name, top)) = host.rsplit_once('.') else { return "" };
    let Some((below, second)) = name.rsplit_once('.') else { return "" };
    // `acme.co.uk`
    if top.len() == 2 && matches!(second, "ac" | "co" | "com" | "gov" | "net" | "org") {
        return below.rsplit_once('.').map_or("", |(b, _)| b);
    }
    below
}

/// `staging`, `staging2`, `shop-staging`.
fn is_label(label: &str, labels: &[&str]) -> bool {
    let plain = label.trim_end_matches(|c: char| c.is_ascii_digit());
    let part = |affix: &&str| {
        plain.strip_prefix(*affix).is_some_and(|r| r.starts_with('-'))
            || plain.strip_suffix(*affix).is_some_and(|r| r.ends_with('-'))
    };
    labels.contains(&plain) || AFFIXES.iter().any(part)
}

/// A host that the reader's own network has as well: an address, `printer.local`.
fn is_home(host: &str) -> bool {
    host.parse::<IpAddr>().is_ok() || is_under(host, "local") || is_under(host, "lan")
}

fn is_editor(host: &str, rest: &str) -> bool {
    let mut editors = EDITORS.iter().filter(|(h, ..)| is_under(host, h)).peekable();
    let notion = host.trim_start_matches("www.") == "notion.so";
    // On other hosts it is `wp-admin` and the like, or a parameter.
    if editors.peek().is_none() && !notion && !rest.contains(['-', '=']) {
        return false;
    }
    let lower = rest.to_ascii_lowercase();
    let (path, query) = lower.split_once(['?', '#']).unwrap_or((&lower, ""));
    let editor =
        editors.any(|(_, begin, part)| path.starts_with(begin) && (part.is_empty() || path.contains(part)));
    // A public form is filled in at `/viewform`; pages of a private workspace end in their number.
    let notion = notion && ends_in_number(path);
    // `yoursite.com/wp-admin` is an instruction.
    let placeholder = host.starts_with("your") || host.starts_with("example.");
    let cms = !placeholder
        && (path.ends_with("/wp-admin") || path.contains("/wp-admin/") || path.contains("/wp-login.php"));
    let preview = query
        .split(['&', '#'])
        .any(|p| p == "preview=true" || p.starts_with("preview_id=") || p.starts_with("preview_nonce="));
    editor || notion || (cms && !path.contains("admin-ajax.php")) || preview
}

/// The 32 hexadecimal digits of a page.
fn ends_in_number(path: &str) -> bool {
    let tail = path.trim_end_matches('/').as_bytes();
    tail.len() >= 32 && tail[tail.len() - 32..].iter().all(u8::is_ascii_hexdigit)
}

/// Whether the text tells readers how to reach something in their own network.
fn is_how_to(view: FieldView<'_>) -> bool {
    view.text.tokens.iter().any(|t| t.is(class::WORD) && HOW_TO.contains(&view.text.word(t)))
}
