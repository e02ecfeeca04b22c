//! Words a finding and works out its fixes.

use std::sync::Arc;

use crate::checks::{FieldView, Found};
use crate::document::Text;
use crate::draft;
use crate::finding::{Edit, Finding, Fix, Location, Safety, Severity};
use crate::network::Profile;
use crate::rule::RuleInfo;
use crate::rule::card::{Action, Card};

/// The longest text that a message quotes, in characters.
const LONGEST_MATCH: usize = 80;
/// The most places that one finding names.
const MOST_PLACES: usize = 20;

/// A span of a field, by the field's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) field: usize,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A finding before it is worded.
pub(super) struct Draft<'f> {
    pub(super) rule: Arc<RuleInfo>,
    pub(super) card: &'f Card,
    pub(super) group: Arc<str>,
    pub(super) severity: Severity,
    pub(super) confidence: f32,
    pub(super) message: &'f str,
    pub(super) places: Vec<Place>,
    pub(super) tokens: Option<(usize, usize)>,
    pub(super) found: Option<&'f Found>,
    pub(super) replacements: &'f [String],
    pub(super) reason: Option<&'f str>,
}

/// Words the findings of one post.
pub(super) struct Wording<'a> {
    draft: &'a draft::Draft<'a>,
    post: u32,
    views: &'a [FieldView<'a>],
    profile: Option<&'a Profile>,
    /// Those of the fields, once one is asked for.
    lines: Vec<Option<Lines>>,
    /// Findings so far by rule and text, to tell repeats apart in fingerprints.
    repeats: Vec<(u64, u32)>,
}

impl<'a> Wording<'a> {
    pub(super) fn new(
        draft: &'a draft::Draft<'a>,
        post: u32,
        views: &'a [FieldView<'a>],
        profile: Option<&'a Profile>,
    ) -> Wording<'a> {
        Wording { draft, post, views, profile, lines: Vec::new(), repeats: Vec::new() }
    }

    /// Line and column of a byte of a field, both from 1, the column in characters.
    pub(super) fn line_column(&mut self, field: usize, byte: u32) -> (u32, u32) {
        let raw = self.views[field].raw;
        if self.lines.len() <= field {
            self.lines.resize_with(self.views.len(), || None);
        }
        self.lines[field].get_or_insert_with(|| Lines::new(raw)).locate(raw, byte as usize)
    }

    pub(super) fn finding(&mut self, mut d: Draft<'_>) -> Finding {
        // Two groups can meet at one place.
        let mut kept = 0;
        for next in 0..d.places.len() {
            if kept < MOST_PLACES && !d.places[..kept].contains(&d.places[next]) {
                d.places[kept] = d.places[next];
                kept += 1;
            }
        }
        d.places.truncate(kept);
        let locations = d
            .places
            .iter()
            .map(|p| {
                let (line, column) = self.line_column(p.field, p.start);
                let field = self.views[p.field].field;
                Location { post: self.post, field, start: p.start, end: p.end, line, column }
            })
            .collect();
        let given = d.found.map_or(&[][..], |f| &f.args);
        let mut args: Vec<(&'static str, String)> = given.iter().map(|(n, v)| (*n, word(n, v))).collect();
        let has = |args: &[(&'static str, String)], name| args.iter().any(|(n, _)| *n == name);
        if let Some(place) = d.places.first().filter(|_| !d.rule.redact) {
            if !has(&args, "match") {
                args.push(("match", shorten(self.slice(*place))));
            }
        }
        if !d.replacements.is_empty() && !has(&args, "replacement") {
            args.push(("replacement", d.replacements.join("` or `")));
        }
        if let Some(reason) = d.reason {
            args.push(("reason", reason.to_string()));
        }
        if let Some(network) = &self.draft.network {
            if !has(&args, "network") {
                args.push(("network", self.profile.map_or_else(|| network.to_string(), |p| p.name.clone())));
            }
        }
        let message = fill(d.message, &args);
        args.retain(|(name, _)| *name == "match" || names(d.message, name));
        let message = message + &self.tricks(&d);
        let fixes = self.fixes(&d);
        let fingerprint = self.fingerprint(&d);
        Finding {
            rule: d.rule,
            group: d.group,
            severity: d.severity,
            confidence: d.confidence,
            locations,
            message,
            args,
            fixes,
            suppressed: None,
            evidence: Vec::new(),
            points: 0,
            fingerprint,
        }
    }

    fn slice(&self, place: Place) -> &'a str {
        &self.views[place.field].raw[place.start as usize..place.end as usize]
    }

    /// A match that was disguised says how.
    fn tricks(&self, d: &Draft<'_>) -> String {
        use crate::document::class;
        let (Some(place), Some((first, last))) = (d.places.first(), d.tokens) else { return String::new() };
        if d.found.is_some() {
            return String::new();
        }
        let tokens = self.views[place.field].text.tokens.get(first..last).unwrap_or(&[]);
        let all = tokens.iter().fold(0, |bits, t| bits | t.class);
        let names = [
            (class::HIDDEN, "invisible characters"),
            (class::LOOKALIKE, "look-alike letters"),
            (class::STYLED, "styled letters"),
            (class::LEET, "digits for letters"),
            (class::SPACED, "letters one by one"),
        ];
        if !names.iter().any(|(bit, _)| all & bit != 0) {
            return String::new();
        }
        let used: Vec<&str> = names.iter().filter(|(bit, _)| all & bit != 0).map(|(_, name)| *name).collect();
        format!(" (written with {})", used.join(" and "))
    }

    fn fixes(&self, d: &Draft<'_>) -> Vec<Fix> {
        let card = d.card.fix.as_ref();
        if let Some(found) = d.found.filter(|f| !f.fixes.is_empty()) {
            return found
                .fixes
                .iter()
                .map(|(title, safety, edits)| Fix {
                    title: title.clone(),
                    safety: safety.or(card.map(|c| c.safety)).unwrap_or(Safety::Unsafe),
                    edits: edits
                        .iter()
                        .map(|(f, start, end, text)| self.edit(*f, *start, *end, text.clone()))
                        .collect(),
                })
                .collect();
        }
        let Some(place) = d.places.first().copied() else { return Vec::new() };
        if !d.replacements.is_empty() {
            let safety = card.map_or(Safety::Unsafe, |c| c.safety);
            let written = self.slice(place);
            // The word of a hashtag stays a hashtag, and only a single word can be one.
            let tag = written.starts_with('#');
            let fits = |offer: &&String| !tag || offer.chars().all(char::is_alphanumeric);
            let (place, written) = if tag {
                (Place { start: place.start + 1, ..place }, &written[1..])
            } else {
                (place, written)
            };
            return d
                .replacements
                .iter()
                .filter(fits)
                .map(|offer| Fix {
                    title: format!("write `{}`", in_case_of(written, offer)),
                    safety: if d.replacements.len() == 1 { safety } else { Safety::Unsafe },
                    edits: vec![self.edit(place.field, place.start, place.end, in_case_of(written, offer))],
                })
                .collect();
        }
        let Some(card) = card else { return Vec::new() };
        let text = self.views[place.field].text;
        let raw = self.views[place.field].raw;
        let span = match &card.action {
            Action::Given => return Vec::new(),
            Action::Replace(with) => {
                let with = with.replace("{match}", self.slice(place));
                return vec![self.fix(
                    card.title.as_str(),
                    card.safety,
                    place.field,
                    (place.start, place.end),
                    with,
                )];
            }
            Action::DeleteMatch => deletion(raw, place.start, place.end),
            Action::DeleteSentence => match d.tokens.and_then(|t| sentence_span(raw, text, t.0, t.1)) {
                Some(span) => span,
                None => return Vec::new(),
            },
            Action::DeleteLine => match line_span(raw, place.start, place.end) {
                Some(span) => span,
                None => return Vec::new(),
            },
        };
        vec![self.fix(card.title.as_str(), card.safety, place.field, span, String::new())]
    }

    fn fix(&self, title: &str, safety: Safety, field: usize, span: (u32, u32), text: String) -> Fix {
        Fix { title: title.to_string(), safety, edits: vec![self.edit(field, span.0, span.1, text)] }
    }

    fn edit(&self, field: usize, start: u32, end: u32, text: String) -> Edit {
        Edit { post: self.post, field: self.views[field].field, start, end, text }
    }

    /// Over the rule, the group, the field and the folded words; a repeat of the same adds its number. What a
    /// redacted rule found is left out.
    fn fingerprint(&mut self, d: &Draft<'_>) -> u64 {
        let mut hash = Fingerprint::new(&d.rule.id, &d.group);
        let mut add = |bytes: &[u8]| hash.add(bytes);
        if let Some(place) = d.places.first() {
            let view = &self.views[place.field];
            add(view.field.to_string().as_bytes());
            if !d.rule.redact {
                match d.tokens.and_then(|(first, last)| view.text.tokens.get(first..last)) {
                    Some(tokens) => tokens.iter().for_each(|t| add(view.text.key(t))),
                    None => add(self.slice(*place).as_bytes()),
                }
            }
        }
        let hash = hash.0;
        let repeat = match self.repeats.iter_mut().find(|(h, _)| *h == hash) {
            Some((_, n)) => {
                *n += 1;
                *n
            }
            None => {
                self.repeats.push((hash, 0));
                0
            }
        };
        hash.wrapping_add(u64::from(repeat))
    }
}

/// What tells a finding from others for baselines: FNV-1a, 64 bits, over its parts.
pub(super) struct Fingerprint(pub(super) u64);

impl Fingerprint {
    pub(super) fn new(rule: &str, group: &str) -> Fingerprint {
        let mut hash = Fingerprint(0xcbf2_9ce4_8422_2325);
        hash.add(rule.as_bytes());
        hash.add(group.as_bytes());
        hash
    }

    pub(super) fn add(&mut self, part: &[u8]) {
        for b in part.iter().chain(&[0]) {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Fills the names in braces; one without a value is left out with its braces.
pub(super) fn fill(message: &str, args: &[(&'static str, String)]) -> String {
    let mut out = String::with_capacity(message.len() + 32);
    let mut rest = message;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        let name = &rest[1..close];
        match args.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => out.push_str(value),
            // A template in an example, such as {{first_name}}, stands for itself.
            None if !crate::rule::card::PLACEHOLDERS.contains(&name) => out.push_str(&rest[..=close]),
            None => {}
        }
        rest = &rest[close + 1..];
    }
    out + rest
}

/// Whether a message has a place for a value: its name in braces.
fn names(message: &str, name: &str) -> bool {
    message.split('{').skip(1).any(|rest| rest.strip_prefix(name).is_some_and(|rest| rest.starts_with('}')))
}

/// A value for a message. What a profile says of its own facts is ours, and stays whole.
fn word(name: &str, value: &str) -> String {
    if name == "sureness" { value.to_string() } else { shorten(value) }
}

/// A match on one line, not longer than a message can bear.
fn shorten(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    // Characters are never more than bytes.
    if line.len() <= LONGEST_MATCH || line.chars().count() <= LONGEST_MATCH {
        return line;
    }
    let cut: String = line.chars().take(LONGEST_MATCH - 1).collect();
    cut + "…"
}

/// A replacement in the case of what it replaces.
fn in_case_of(written: &str, offer: &str) -> String {
    let letters = written.chars().filter(|c| c.is_alphabetic());
    let all_upper = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
    if all_upper {
        return offer.to_uppercase();
    }
    let first_upper = letters.clone().next().is_some_and(char::is_uppercase);
    let mut chars = offer.chars();
    match chars.next() {
        Some(first) if first_upper && first.is_lowercase() => first.to_uppercase().chain(chars).collect(),
        _ => offer.to_string(),
    }
}

/// A span to delete, with the blank before it where one stands, else the blank after it.
fn deletion(raw: &str, start: u32, end: u32) -> (u32, u32) {
    if raw[..start as usize].ends_with(' ') {
        (start - 1, end)
    } else if raw[end as usize..].starts_with(' ') {
        (start, end + 1)
    } else {
        (start, end)
    }
}

/// The sentence of some tokens with the blanks after it; `None` where nothing else would be left.
fn sentence_span(raw: &str, text: &Text, first: usize, last: usize) -> Option<(u32, u32)> {
    let from = text.sentence(first).start;
    let to = text.sentence(last.saturating_sub(1).max(first)).end;
    if from == 0 && to >= text.tokens.len() {
        return None;
    }
    let mut start = text.tokens[from].start as usize;
    // Opening marks belong to the sentence.
    while let Some(c) = raw[..start]
        .chars()
        .next_back()
        .filter(|c| matches!(c, '"' | '“' | '(' | '[' | '*' | '‘' | '¡' | '¿'))
    {
        start -= c.len_utf8();
    }
    let end = match text.tokens.get(to) {
        Some(next) => {
            let mut end = next.start as usize;
            while let Some(c) = raw[..end]
                .chars()
                .next_back()
                .filter(|c| matches!(c, '"' | '“' | '(' | '[' | '*' | '‘' | '#' | '-' | '•'))
            {
                end -= c.len_utf8();
            }
            end.max(start)
        }
        None => raw.len(),
    };
    if to >= text.tokens.len() {
        // The last sentence goes with the blanks before it.
        start = raw[..start].trim_end().len();
    }
    Some((start as u32, end as u32))
}

/// The lines of a span with their ends; `None` where nothing else would be left.
fn line_span(raw: &str, start: u32, end: u32) -> Option<(u32, u32)> {
    let from = raw[..start as usize].rfind('\n').map_or(0, |i| i + 1);
    let to = raw[end as usize..].find('\n').map_or(raw.len(), |i| end as usize + i + 1);
    let rest = raw[..from].trim().len() + raw[to..].trim().len();
    (rest > 0).then_some((from as u32, to as u32))
}

/// Lines and columns of a text, with marks on the way so that long lines stay cheap.
struct Lines {
    /// The byte after each line break.
    starts: Vec<u32>,
    /// Characters before every block of `BLOCK` bytes; empty for ASCII.
    chars: Vec<u32>,
}

const BLOCK: usize = 1024;

impl Lines {
    fn new(raw: &str) -> Lines {
        let starts = std::iter::once(0).chain(raw.match_indices('\n').map(|(i, _)| i as u32 + 1)).collect();
        let mut chars = Vec::new();
        if !raw.is_ascii() {
            let mut count = 0;
            for block in raw.as_bytes().chunks(BLOCK) {
                chars.push(count);
                count += block.iter().filter(|b| **b & 0xC0 != 0x80).count() as u32;
            }
        }
        Lines { starts, chars }
    }

    fn chars_before(&self, raw: &str, byte: usize) -> u32 {
        if self.chars.is_empty() {
            return byte as u32;
        }
        let block = (byte / BLOCK).min(self.chars.len() - 1);
        let rest = &raw.as_bytes()[block * BLOCK..byte];
        self.chars[block] + rest.iter().filter(|b| **b & 0xC0 != 0x80).count() as u32
    }

    fn locate(&self, raw: &str, byte: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|s| *s as usize <= byte);
        let start = self.starts[line - 1] as usize;
        (line as u32, self.chars_before(raw, byte) - self.chars_before(raw, start) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_filled() {
        let args = [("match", "buy now".to_string()), ("max", "2".to_string())];
        assert_eq!(fill("`{match}` is over {max}", &args), "`buy now` is over 2");
        assert_eq!(fill("nobody is called `{{first_name}}`", &args), "nobody is called `{{first_name}}`");
    }

    #[test]
    fn replacements_keep_the_case() {
        assert_eq!(in_case_of("Utilise", "use"), "Use");
        assert_eq!(in_case_of("UTILISE", "use"), "USE");
        assert_eq!(in_case_of("utilise", "use"), "use");
        assert_eq!(in_case_of("github", "GitHub"), "GitHub");
    }

    #[test]
    fn lines_and_columns_are_those_of_the_text() {
        let raw = format!("{}\nzwei\n", "ä".repeat(3000));
        let lines = Lines::new(&raw);
        assert_eq!(lines.locate(&raw, 0), (1, 1));
        assert_eq!(lines.locate(&raw, 4000), (1, 2001));
        assert_eq!(lines.locate(&raw, 6001), (2, 1));
        assert_eq!(lines.locate(&raw, 6003), (2, 3));
    }
}
