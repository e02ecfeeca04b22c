//! `residue/markup-leak`: markup that the network shows as it is written.

use serde::Deserialize;

use crate::checks::{Change, Check, FieldView, Found, Subject, support};
use crate::document::class;
use crate::finding::Safety;
use crate::network::TraitKind;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkupLeak {}

/// The longest passage in bold, and the longest text of a link, in bytes.
const LONGEST: usize = 240;

/// Character references by name.
const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("rdquo", "”"),
    ("ldquo", "“"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("bull", "•"),
    ("euro", "€"),
    ("pound", "£"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("eacute", "é"),
    ("uuml", "ü"),
    ("ouml", "ö"),
    ("auml", "ä"),
];
/// Elements of HTML that stand alone or whose name is no other word.
const TAGS: &[&str] = &[
    "br",
    "strong",
    "em",
    "div",
    "span",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "font",
    "center",
    "img",
    "hr",
    "table",
    "td",
    "tr",
];
/// Elements of one letter, which need their end or an attribute.
const SHORT_TAGS: &[&str] = &["b", "i", "u", "p", "a", "s"];
const BBCODE: &[&str] = &["b", "i", "u", "url", "img", "quote", "color", "size", "center", "list"];
/// Words of texts about markup.
const TALK: &[&str] = &[
    "html",
    "css",
    "markdown",
    "markup",
    "bbcode",
    "tag",
    "tags",
    "javascript",
    "react",
    "regex",
    "php",
    "xml",
    "syntax",
    "escape",
    "escaped",
    "entity",
    "entities",
];

impl Check for MarkupLeak {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let renders = subject.network_is(TraitKind::Markdown);
        if renders == Some(true) || subject.technical {
            return;
        }
        let markdown = if renders == Some(false) { "markdown" } else { "maybe-markdown" };
        for (number, view) in support::title_and_body(subject) {
            let mut all = Leaks { number, view: &view, list: Vec::new() };
            let has = |mark: &[u8]| view.text.has_any(mark);
            if has(b"*") {
                all.emphasis();
            }
            if has(b"]") {
                all.links();
            }
            if has(b"#") {
                all.headings();
            }
            if has(b"<") {
                all.tags();
            }
            if has(b"[") {
                all.bbcode();
            }
            if has(b"\\") {
                all.escapes();
            }
            if !all.list.is_empty() && talks(&view) {
                all.list.clear();
            }
            if has(b"&") {
                all.entities();
            }
            all.report(markdown, found);
        }
    }
}

/// Whether a text is about markup: then it shows some.
fn talks(view: &FieldView<'_>) -> bool {
    view.text.tokens.iter().any(|t| t.is(class::WORD) && TALK.contains(&view.text.word(t)))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Entity,
    Markdown,
    Tag,
    Escape,
}

struct Leaks<'v, 't> {
    number: usize,
    view: &'v FieldView<'t>,
    /// Kind, span, edits.
    list: Vec<(Kind, usize, usize, Vec<Change>)>,
}

impl Leaks<'_, '_> {
    fn is_shown(&self, at: usize) -> bool {
        let text = self.view.text;
        let token = text.tokens.get(text.token_from(at));
        let link = token.is_some_and(|t| (t.start as usize) <= at && t.is(class::LINK | class::CODE));
        link || text.in_code(at)
    }

    fn edit(&self, start: usize, end: usize, text: &str) -> Change {
        (self.number, start as u32, end as u32, text.to_string())
    }

    fn add(&mut self, kind: Kind, start: usize, end: usize, edits: Vec<Change>) {
        self.list.push((kind, start, end, edits));
    }

    /// One finding for each kind of markup, however often it comes.
    fn report(mut self, markdown: &'static str, found: &mut Vec<Found>) {
        self.list.sort_by_key(|l| l.1);
        for kind in [Kind::Entity, Kind::Markdown, Kind::Tag, Kind::Escape] {
            let (group, title) = match kind {
                Kind::Entity => ("entity", "write the characters themselves"),
                Kind::Markdown => (markdown, "take the marks out"),
                Kind::Tag => ("tag", "take the tags out"),
                Kind::Escape => ("escape", "take the backslashes out"),
            };
            let mut end = 0;
            let mut one = Found::new(group);
            let mut edits = Vec::new();
            for (_, from, to, own) in self.list.iter().filter(|l| l.0 == kind) {
                if *from >= end {
                    end = *to;
                    one = one.at(self.number, *from as u32, *to as u32);
                    edits.extend(own.iter().cloned());
                }
            }
            if one.spans.is_empty() {
                continue;
            }
            let safety = if kind == Kind::Entity { Safety::Safe } else { Safety::Unsafe };
            one.fixes.push((title.into(), Some(safety), edits));
            found.push(one);
        }
    }

    /// `&amp;`, `&#39;`, and `&amp` before a blank.
    fn entities(&mut self) {
        let raw = self.view.raw;
        let mut next = 0;
        for (at, _) in raw.match_indices('&') {
            let name = raw[at + 1..].starts_with(|c: char| c == '#' || c.is_ascii_lowercase());
            if at < next || !name || self.is_shown(at) {
                continue;
            }
            let Some((end, meant)) = entity(raw, at) else { continue };
            next = end;
            let edits = vec![self.edit(at, end, &meant)];
            self.add(Kind::Entity, at, end, edits);
        }
    }

    /// `**bold**`
    fn emphasis(&mut self) {
        let raw = self.view.raw;
        let bytes = raw.as_bytes();
        let mut i = 0;
        while let Some(open) = raw.get(i..).and_then(|r| r.find("**")).map(|n| n + i) {
            i = open + 2;
            let before = raw.get(..open).and_then(|r| r.chars().next_back());
            let after = bytes.get(open + 2).copied().unwrap_or(b' ');
            if before.is_some_and(|c| c.is_alphanumeric() || c == '*')
                || after.is_ascii_whitespace()
                || after == b'*'
            {
                // A row of stars censors or decorates.
                while bytes.get(i) == Some(&b'*') {
                    i += 1;
                }
                continue;
            }
            let stop = bytes.len().min(i + LONGEST);
            let close = bytes
                .get(i..stop)
                .unwrap_or(&[])
                .windows(2)
                .position(|w| w == b"**" || w[0] == b'\n')
                .map(|n| n + i)
                .filter(|n| bytes.get(*n) == Some(&b'*'));
            let Some(close) = close else { continue };
            let inner = raw.get(i..close).unwrap_or("");
            let letters = inner.chars().any(char::is_alphanumeric) && !inner.ends_with(char::is_whitespace);
            let ends = bytes.get(close + 2).is_none_or(|b| *b != b'*' && !b.is_ascii_alphanumeric());
            if letters && ends && !self.is_shown(open) {
                let edits = vec![self.edit(open, open + 2, ""), self.edit(close, close + 2, "")];
                self.add(Kind::Markdown, open, close + 2, edits);
                i = close + 2;
            }
        }
    }

    /// `[text](https://…)`
    fn links(&mut self) {
        let raw = self.view.raw;
        for (middle, _) in raw.match_indices("](") {
            let target = raw.get(middle + 2..).unwrap_or("");
            let url = target.starts_with("http")
                || target.starts_with("www.")
                || target.starts_with("mailto:")
                || target.starts_with('#');
            let Some(len) = target.bytes().take(2048).position(|b| b == b')' || b.is_ascii_whitespace())
            else {
                continue;
            };
            if !url || target.as_bytes().get(len) != Some(&b')') {
                continue;
            }
            let mut from = middle.saturating_sub(LONGEST);
            while !raw.is_char_boundary(from) {
                from += 1;
            }
            let Some(open) = raw.get(from..middle).and_then(|r| r.rfind('[')).map(|n| n + from) else {
                continue;
            };
            let text = raw.get(open + 1..middle).unwrap_or("");
            if text.is_empty() || text.contains('\n') || self.view.text.in_code(open) {
                continue;
            }
            let end = middle + 2 + len + 1;
            let address = target.get(..len).unwrap_or("");
            let written = if text == address { address.to_string() } else { format!("{text}: {address}") };
            let edits = vec![self.edit(open, end, &written)];
            self.add(Kind::Markdown, open, end, edits);
        }
    }

    /// `## Heading`
    fn headings(&mut self) {
        let raw = self.view.raw;
        let mut at = 0;
        for line in raw.split_inclusive('\n') {
            let marks = line.bytes().take_while(|b| *b == b'#').count();
            let rest = line.get(marks..).unwrap_or("");
            let words = rest.starts_with(' ') && rest.trim_start().starts_with(char::is_alphabetic);
            if (2..=6).contains(&marks) && words && !self.view.text.in_code(at) {
                let edits = vec![self.edit(at, at + marks + 1, "")];
                self.add(Kind::Markdown, at, at + line.trim_end().len(), edits);
            }
            at += line.len();
        }
    }

    fn tags(&mut self) {
        let raw = self.view.raw;
        // Elements of one letter that are opened and closed somewhere.
        let mut paired: Option<Vec<&'static str>> = None;
        for (at, _) in raw.match_indices('<') {
            let rest = raw.get(at + 1..).unwrap_or("");
            let Some(len) = rest.bytes().take(LONGEST).position(|b| matches!(b, b'>' | b'<' | b'\n')) else {
                continue;
            };
            if rest.as_bytes().get(len) != Some(&b'>') {
                continue;
            }
            let inner = rest.get(..len).unwrap_or("");
            let body = inner.trim_start_matches('/').trim_end_matches('/').trim_end();
            let name: String =
                body.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
            let attributes = body.get(name.len()..).unwrap_or("");
            let shape = attributes.is_empty() || attributes.starts_with(' ') && attributes.contains('=');
            let short = SHORT_TAGS.iter().copied().find(|t| *t == name);
            let known = TAGS.contains(&name.as_str())
                || short.is_some_and(|t| {
                    attributes.contains('=') || paired.get_or_insert_with(|| paired_tags(raw)).contains(&t)
                });
            if shape && known && !self.is_shown(at) {
                let line = if name == "br" { "\n" } else { "" };
                let edits = vec![self.edit(at, at + len + 2, line)];
                self.add(Kind::Tag, at, at + len + 2, edits);
            }
        }
    }

    /// `[b]…[/b]`, `[url=…]`
    fn bbcode(&mut self) {
        let raw = self.view.raw;
        for (at, _) in raw.match_indices("[/") {
            let rest = raw.get(at + 2..).unwrap_or("");
            let Some(len) = rest.bytes().take(10).position(|b| b == b']') else { continue };
            let name = rest.get(..len).unwrap_or("").to_ascii_lowercase();
            if !BBCODE.contains(&name.as_str()) || self.view.text.in_code(at) {
                continue;
            }
            let mut from = at.saturating_sub(4 * LONGEST);
            while !raw.is_char_boundary(from) {
                from += 1;
            }
            let before = raw.get(from..at).unwrap_or("").to_ascii_lowercase();
            let heads = [format!("[{name}]"), format!("[{name}=")];
            let Some(open) = heads.iter().filter_map(|h| before.rfind(h.as_str())).max().map(|n| n + from)
            else {
                continue;
            };
            let Some(close) = raw.get(open..at).and_then(|r| r.find(']')).map(|n| n + open + 1) else {
                continue;
            };
            let end = at + 2 + len + 1;
            let edits = vec![self.edit(open, close, ""), self.edit(at, end, "")];
            self.add(Kind::Tag, open, end, edits);
        }
    }

    /// `\n` between sentences, `\#tag`, `snake\_case`.
    fn escapes(&mut self) {
        let raw = self.view.raw;
        let bytes = raw.as_bytes();
        for (at, _) in raw.match_indices('\\') {
            let before = raw.get(..at).and_then(|r| r.chars().next_back()).unwrap_or(' ');
            let next = bytes.get(at + 1).copied().unwrap_or(b' ');
            let after = raw.get(at + 2..).and_then(|r| r.chars().next()).unwrap_or(' ');
            let line = next == b'n'
                && (before.is_ascii_punctuation() && !matches!(before, ':' | '/' | '\\')
                    || before == ' '
                    || before == 'n' && at >= 2 && bytes[at - 2] == b'\\')
                && !after.is_lowercase()
                || next == b'n' && raw.get(at..).is_some_and(|r| r.starts_with("\\n\\n"));
            let mark = match next {
                b'#' => before.is_whitespace() && after.is_alphanumeric(),
                b'_' => before.is_alphanumeric() && after.is_alphanumeric(),
                _ => false,
            };
            if (line || mark) && !self.is_shown(at) && !self.view.text.in_code(at) {
                let edits = vec![if line { self.edit(at, at + 2, "\n") } else { self.edit(at, at + 1, "") }];
                self.add(Kind::Escape, at, at + 2, edits);
            }
        }
    }
}

fn paired_tags(raw: &str) -> Vec<&'static str> {
    let lower = raw.to_ascii_lowercase();
    let has = |t: &str| lower.contains(&format!("<{t}>")) || lower.contains(&format!("<{t} "));
    SHORT_TAGS.iter().copied().filter(|t| has(t) && lower.contains(&format!("</{t}>"))).collect()
}

/// The character reference at a byte: where it ends, and what it stands for. `&amp;lt;` was escaped twice.
fn entity(raw: &str, at: usize) -> Option<(usize, String)> {
    let mut end = at + 1;
    let mut meant = "&".to_string();
    let mut met = false;
    while meant == "&" {
        let rest = raw.get(end..).unwrap_or("");
        let Some((len, text)) = reference(rest, met) else { break };
        end += len;
        meant = text;
        met = true;
    }
    met.then_some((end, meant))
}

/// What follows an ampersand: `amp;`, `#39;`, `#x27;`; `amp` alone before a blank.
fn reference(rest: &str, again: bool) -> Option<(usize, String)> {
    if let Some(number) = rest.strip_prefix('#') {
        let len = number.bytes().take(8).position(|b| b == b';')?;
        let digits = number.get(..len)?;
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        };
        let c = char::from_u32(code).filter(|c| !c.is_control())?;
        return Some((1 + len + 1, c.to_string()));
    }
    for (name, text) in NAMED {
        let Some(tail) = rest.strip_prefix(name) else { continue };
        if tail.starts_with(';') {
            return Some((name.len() + 1, (*text).to_string()));
        }
        let bare = matches!(*name, "amp" | "nbsp" | "quot") && !again;
        if bare && tail.chars().next().is_none_or(char::is_whitespace) {
            return Some((name.len(), (*text).to_string()));
        }
    }
    None
}
