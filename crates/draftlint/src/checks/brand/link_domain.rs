//! `brand/link-domain`: a link to the brand's own pages that is not safe, or one letter beside them.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, near, support};
use crate::document::{class, host_of, is_under};
use crate::finding::{Field, Safety};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LinkDomain {
    allow: Vec<String>,
}

/// Shorter names have too many honest neighbours.
const LEAST_NAME: usize = 4;

impl Check for LinkDomain {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let own: Vec<&String> = subject.brand.domains.iter().chain(&subject.brand.short_domains).collect();
        if own.is_empty() {
            return;
        }
        for (number, view) in subject.fields.iter().enumerate() {
            if !matches!(view.field, Field::Title | Field::Body | Field::Link) {
                continue;
            }
            for token in view.text.of_class(class::LINK).filter(|t| !t.is(class::CODE)) {
                let link = support::slice(view.raw, token.start as usize, token.end as usize);
                let host = host_of(link);
                if own.iter().any(|domain| is_under(&host, domain)) {
                    let scheme = link.get(..7).is_some_and(|s| s.eq_ignore_ascii_case("http://"));
                    if scheme {
                        let edit = vec![(number, token.start, token.start + 7, "https://".to_string())];
                        let one = Found::new("http").at(number, token.start, token.end);
                        found.push(one.fix("write `https://`", edit));
                    }
                    continue;
                }
                if self.allow.iter().any(|domain| is_under(&host, &domain.to_ascii_lowercase())) {
                    continue;
                }
                let near = own.iter().find_map(|domain| Some((*domain, beside(&host, domain)?)));
                if let Some((domain, wrong)) = near {
                    let mut one = Found::new("near-miss").at(number, token.start, token.end);
                    one = one.arg("name", wrong).arg("expected", domain);
                    let lower = link.to_ascii_lowercase();
                    if let Some(at) = lower.find(wrong) {
                        let start = token.start + at as u32;
                        let edit = vec![(number, start, start + wrong.len() as u32, (*domain).clone())];
                        one.fixes.push((format!("write `{domain}`"), Some(Safety::Unsafe), edit));
                    }
                    found.push(one);
                }
            }
        }
    }
}

/// The end of a host that is nearly a domain: as many labels, one of them a slip away.
fn beside<'h>(host: &'h str, domain: &str) -> Option<&'h str> {
    let labels = domain.split('.').count();
    let from = host.rmatch_indices('.').nth(labels - 1).map_or(0, |(at, _)| at + 1);
    let end = host.get(from..)?;
    let (name, top) = end.split_once('.')?;
    let (own_name, own_top) = domain.split_once('.')?;
    let slip = own_name.len() >= LEAST_NAME && top == own_top && near::is_near_miss(name, own_name);
    let other_top = name == own_name && near::is_one_edit(top, own_top) && top.len() != 2;
    (slip || other_top).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn hosts_beside_a_domain() {
        assert_eq!(beside("shop.tidwatch.example", "tidewatch.example"), Some("tidwatch.example"));
        assert_eq!(beside("tidewatch.exampel", "tidewatch.example"), Some("tidewatch.exampel"));
        assert_eq!(beside("tidewatch.test", "tidewatch.example"), None);
        assert_eq!(beside("harbour.example", "tidewatch.example"), None);
        assert_eq!(beside("localhost", "tidewatch.example"), None);
    }
}
