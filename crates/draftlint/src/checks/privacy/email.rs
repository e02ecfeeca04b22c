//! `privacy/email`

use serde::Deserialize;

use super::voice::{Voice, voice};
use crate::checks::{Check, Found, Subject, support};
use crate::document::{class, is_under};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Email {
    /// Words that name a desk and not a person.
    roles: Vec<String>,
    /// Addresses that any post may name.
    allow: Vec<String>,
}

/// Names of nobody, in documentation and in the addresses of machines.
const NOBODY: &[&str] = &[
    "git",
    "noreply",
    "no-reply",
    "donotreply",
    "user",
    "username",
    "name",
    "you",
    "yourname",
    "your.name",
    "me",
    "someone",
    "email",
    "test",
    "example",
    "foo",
    "root",
    "postmaster",
    "mailer-daemon",
];
/// Domains of documentation.
const EXAMPLES: &[&str] =
    &["example.com", "example.org", "example.net", "email.com", "domain.com", "test", "invalid", "localhost"];
/// Where people have their own mailbox.
const FREE: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "outlook.com",
    "live.com",
    "msn.com",
    "yahoo.com",
    "yahoo.co.uk",
    "icloud.com",
    "me.com",
    "aol.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "proton.me",
    "protonmail.com",
    "mail.ru",
    "yandex.ru",
    "qq.com",
    "163.com",
];
/// A role this long counts as well where it is only the beginning or the end of the name.
const LEAST_PART: usize = 4;

impl Check for Email {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in support::texts(subject) {
            if view.text.classes & class::EMAIL == 0 {
                continue;
            }
            for token in view.text.of_class(class::EMAIL) {
                let address = support::slice(view.raw, token.start as usize, token.end as usize);
                let address = address.to_ascii_lowercase();
                let Some((name, domain)) = address.split_once('@') else { continue };
                let brand = subject.brand;
                let own = brand.domains.iter().any(|d| is_under(domain, d));
                let listed = brand.emails.iter().chain(&self.allow).any(|e| e.eq_ignore_ascii_case(&address));
                let nobody = NOBODY.contains(&name) || EXAMPLES.iter().any(|d| is_under(domain, d));
                if own || listed || nobody || self.is_role(name, domain) || token.is(class::CODE)
                    // `@on.host/x` is the rest of a link.
                    || view.raw.as_bytes().get(token.end as usize) == Some(&b'/')
                {
                    continue;
                }
                let own = FREE.contains(&domain) && is_full_name(name);
                if own || voice(&view, token.start as usize) != Voice::Own {
                    found.push(Found::new("address").at(number, token.start, token.end));
                }
            }
        }
    }
}

/// `jane.doe`, `joan_pires84`
fn is_full_name(name: &str) -> bool {
    let plain = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut parts = plain.split(['.', '_']);
    let mut part =
        || parts.next().is_some_and(|p| p.len() >= 3 && p.bytes().all(|b| b.is_ascii_alphabetic()));
    part() && part() && parts.next().is_none()
}

impl Email {
    /// `press@`, `customer.care@`, `acmesupport@`; and a name that is the domain's own: `acme@acme.example`.
    fn is_role(&self, name: &str, domain: &str) -> bool {
        let name = name.split('+').next().unwrap_or(name);
        let plain = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let part = |p: &str| {
            self.roles.iter().any(|role| {
                p == role
                    || role.len() >= LEAST_PART
                        && (p.starts_with(role.as_str()) || p.ends_with(role.as_str()))
            })
        };
        let host = domain.split('.').next().unwrap_or("");
        plain.split(['.', '_', '-']).any(part) || plain.len() >= LEAST_PART && host.contains(plain)
    }
}
