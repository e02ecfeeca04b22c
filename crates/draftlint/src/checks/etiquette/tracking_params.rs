//! `etiquette/tracking-params`: parameters in links that tell who shared them, or from which newsletter they came.

use serde::Deserialize;

use crate::checks::{Change, Check, Found, Subject};
use crate::document::{class, is_under, split_link};
use crate::finding::{Field, Safety};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    strip: Vec<String>,
    keep: Vec<String>,
    keep_own_utm: bool,
}

/// The table of parameters.
#[derive(Debug, Deserialize)]
#[serde(from = "Options")]
pub(crate) struct TrackingParams {
    strip: Vec<Entry>,
    keep: Vec<String>,
    keep_own_utm: bool,
}

/// A parameter, and the hosts on which it tracks; none means all.
#[derive(Debug)]
struct Entry {
    /// In lower case, without the `*` at its end.
    name: String,
    prefix: bool,
    hosts: Vec<String>,
}

impl From<Options> for TrackingParams {
    fn from(options: Options) -> TrackingParams {
        let entries = options.strip.iter().filter_map(|line| {
            let mut words = line.split_whitespace().map(str::to_lowercase);
            let name = words.next()?;
            let (name, prefix) = match name.strip_suffix('*') {
                Some(start) => (start.to_string(), true),
                None => (name, false),
            };
            Some(Entry { name, prefix, hosts: words.collect() })
        });
        TrackingParams {
            strip: entries.collect(),
            keep: options.keep.iter().map(|name| name.to_lowercase()).collect(),
            keep_own_utm: options.keep_own_utm,
        }
    }
}

/// What a parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Tells who shared the link, or who clicked on it.
    Personal,
    /// Counts visits of a campaign.
    Campaign,
    /// Says what is shown, as far as is known.
    Content,
    /// Signs the others: the link works only as it is.
    Signature,
}

/// A parameter and its place in the field.
#[derive(Debug, Clone, Copy)]
struct Parameter {
    kind: Use,
    /// The separator before it.
    separator: u32,
    start: u32,
    end: u32,
}

impl Check for TrackingParams {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in subject.fields.iter().enumerate() {
            if !matches!(view.field, Field::Title | Field::Body | Field::Link) || !view.text.has_any(b"?") {
                continue;
            }
            for token in view.text.of_class(class::LINK).filter(|t| !t.is(class::CODE)) {
                let link = &view.raw[token.start as usize..token.end as usize];
                if link.contains('?') {
                    self.judge(subject, number, token.start, link, found);
                }
            }
        }
    }
}

impl TrackingParams {
    fn judge(&self, subject: &Subject<'_>, field: usize, at: u32, link: &str, found: &mut Vec<Found>) {
        let (_, host, rest) = split_link(link);
        let query_end = rest.find('#').unwrap_or(rest.len());
        let Some(mark) = rest[..query_end].find('?') else { return };
        let at = at + (link.len() - rest.len()) as u32;
        let parameters = self.parameters(&host, at + mark as u32, &rest[mark + 1..query_end]);
        let signed = parameters.iter().any(|p| p.kind == Use::Signature);
        for (kind, group) in [(Use::Personal, "personal"), (Use::Campaign, "campaign")] {
            // Whose campaign it is can only be told from the brand's own domains.
            if kind == Use::Campaign && !foreign(subject, &host) && self.keep_own_utm {
                continue;
            }
            let marked: Vec<bool> = parameters.iter().map(|p| p.kind == kind).collect();
            if !marked.contains(&true) {
                continue;
            }
            let mut one = Found::new(group).arg("name", &host);
            for (parameter, _) in parameters.iter().zip(&marked).filter(|(_, marked)| **marked) {
                one = one.at(field, parameter.start, parameter.end);
            }
            let title = if one.spans.len() == 1 { "cut it off the link" } else { "cut them off the link" };
            if !signed {
                one = one.fix(title, cuts(field, &parameters, &marked));
                if kind == Use::Campaign {
                    one.fixes.iter_mut().for_each(|fix| fix.1 = Some(Safety::Unsafe));
                }
            }
            found.push(one);
        }
    }

    /// The parameters of a query whose `?` stands at a byte.
    fn parameters(&self, host: &str, mark: u32, query: &str) -> Vec<Parameter> {
        let mut all = Vec::new();
        let mut separator = mark;
        let mut start = mark + 1;
        for part in query.split('&') {
            let end = start + part.len() as u32;
            // `&amp;`, as text copied from a page's source has it.
            let escaped = if part.starts_with("amp;") { 4 } else { 0 };
            let name = part[escaped..].split('=').next().unwrap_or("");
            if !name.is_empty() {
                let kind = self.kind(host, &name.to_lowercase());
                all.push(Parameter { kind, separator, start: start + escaped as u32, end });
            }
            (separator, start) = (end, end + 1);
        }
        all
    }

    fn kind(&self, host: &str, name: &str) -> Use {
        let is =
            |entry: &Entry| if entry.prefix { name.starts_with(&entry.name) } else { name == entry.name };
        if self.keep.iter().any(|k| k == name) {
            Use::Content
        } else if name.starts_with("utm_") {
            Use::Campaign
        } else if self.strip.iter().any(|e| is(e) && (e.hosts.is_empty() || on(host, &e.hosts))) {
            Use::Personal
        } else if matches!(name, "sig" | "signature" | "hmac" | "x-amz-signature" | "x-goog-signature") {
            Use::Signature
        } else {
            Use::Content
        }
    }
}

/// Whether a host is one of a list, or below one of them. `amazon.*` is Amazon in every country.
fn on(host: &str, hosts: &[String]) -> bool {
    hosts.iter().any(|wanted| match wanted.strip_suffix('*') {
        Some(stem) => {
            host.starts_with(stem) || host.split_once('.').is_some_and(|(_, h)| h.starts_with(stem))
        }
        None => is_under(host, wanted),
    })
}

/// Whether a host is known to be none of the brand's.
fn foreign(subject: &Subject<'_>, host: &str) -> bool {
    let own = || subject.brand.domains.iter().chain(&subject.brand.short_domains);
    own().next().is_some() && !own().any(|domain| is_under(host, &domain.to_ascii_lowercase()))
}

/// The edits that take the marked parameters away and leave the others as they are.
fn cuts(field: usize, parameters: &[Parameter], marked: &[bool]) -> Vec<Change> {
    let mut edits = Vec::new();
    let mut i = 0;
    while i < parameters.len() {
        if !marked[i] {
            i += 1;
            continue;
        }
        let first = i;
        while i < parameters.len() && marked[i] {
            i += 1;
        }
        // At the end the separator goes too; before others, that which follows.
        let (start, end) = match parameters.get(i) {
            Some(next) => (parameters[first].start, next.start),
            None => (parameters[first].separator, parameters[i - 1].end),
        };
        edits.push((field, start, end, String::new()));
    }
    edits
}
