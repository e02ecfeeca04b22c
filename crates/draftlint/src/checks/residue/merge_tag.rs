//! `residue/merge-tag`: the variables of a template, and the values that failed to fill them.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::chars::find_byte;
use crate::document::{Token, WordList, bound, class, seen};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MergeTag {
    /// Names of variables that are as well plain words.
    words: Vec<String>,
    /// Tags that are meant, with their brackets.
    allow: Vec<String>,
}

/// The longest tag, in bytes.
const LONGEST: usize = 80;
/// Words after which a value stands.
static GREETINGS: WordList<9> =
    WordList::new(["hi", "hello", "hey", "dear", "welcome", "thanks", "congratulations", "congrats", "hiya"]);

/// What a program writes where it has no value, in small letters.
static VALUES: WordList<6> = WordList::new(["object", "invalid", "undefined", "null", "nan", "none"]);

impl Check for MergeTag {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        // Sentences that speak about templates, by field and first token.
        let mut about: Vec<(usize, usize)> = subject
            .of_group("about-templates")
            .map(|h| (h.field, subject.fields[h.field].text.sentence(h.tokens.0).start))
            .collect();
        about.sort_unstable();
        for (f, view) in support::texts(subject) {
            let may = view.text.seen & seen::SLOT != 0 || view.text.has_any(b"$");
            if may && view.text.has_any(b"{%|[") {
                self.tags(subject, (f, &view), &about, found);
            }
            failed_values((f, &view), &about, found);
        }
    }
}

impl MergeTag {
    fn tags(
        &self,
        subject: &Subject<'_>,
        (f, view): (usize, &FieldView<'_>),
        about: &[(usize, usize)],
        found: &mut Vec<Found>,
    ) {
        let mut i = 0;
        let opens = |b: u8| matches!(b, b'{' | b'%' | b'*' | b'<' | b'$' | b'[');
        while let Some(next) = find_byte(view.raw.as_bytes(), i, opens) {
            i = next;
            let Some(end) = self.tag(view, i) else {
                i += 1;
                continue;
            };
            let start = std::mem::replace(&mut i, end);
            let text = support::slice(view.raw, start, end);
            if view.text.in_code(start)
                || self.allow.iter().any(|a| a == text)
                || stands_quoted(view, start, end)
            {
                continue;
            }
            let value = after_greeting(view, start) || view.raw[..start].ends_with(['$', '£', '€']);
            let group = if !value && (subject.technical || speaks(view, f, start, about)) {
                "syntax-technical"
            } else {
                "syntax"
            };
            found.push(Found::new(group).at(f, start as u32, end as u32));
        }
    }

    /// The end of the tag that begins at a byte.
    fn tag(&self, view: &FieldView<'_>, i: usize) -> Option<usize> {
        let bytes = view.raw.as_bytes();
        let rest = bytes.get(i..bytes.len().min(i + LONGEST))?;
        let before = i.checked_sub(1).map(|b| bytes[b]);
        let len = match rest[0] {
            b'{' if rest.starts_with(b"{{") => mustache(rest, before),
            b'{' if rest.starts_with(b"{%") => {
                let inner = close(rest, 2, b"%}")?;
                (inner.iter().any(u8::is_ascii_alphabetic)).then_some(2 + inner.len() + 2)
            }
            b'{' => self.single(rest, before),
            b'%' => percent(rest, before),
            b'*' if rest.starts_with(b"*|") => {
                let inner = close(rest, 2, b"|*")?;
                let plain = |b: &u8| {
                    b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b' ' | b'-' | b',' | b'.')
                };
                (!inner.is_empty() && inner.iter().all(plain)).then_some(2 + inner.len() + 2)
            }
            b'<' if rest.starts_with(b"<%") => {
                let inner = close(rest, 2, b"%>")?;
                inner.iter().any(u8::is_ascii_alphabetic).then_some(2 + inner.len() + 2)
            }
            b'$' if rest.starts_with(b"${") => {
                let inner = close(rest, 2, b"}")?;
                let plain = |b: &u8| {
                    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'(' | b')' | b'[' | b']')
                };
                let name = inner.first().is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_');
                (name && inner.iter().all(plain)).then_some(2 + inner.len() + 1)
            }
            b'[' if rest.starts_with(b"[[") => {
                let inner = close(rest, 2, b"]]")?;
                let name = std::str::from_utf8(inner).ok()?.trim();
                (self.is_variable(name) && before != Some(b'[')).then_some(2 + inner.len() + 2)
            }
            _ => None,
        }?;
        Some(i + len)
    }

    /// `{first_name}`, `{city}`; not `{x}`, `{hugs}`, `{a, b}`.
    fn single(&self, rest: &[u8], before: Option<u8>) -> Option<usize> {
        if before.is_some_and(|b| {
            b.is_ascii_alphanumeric() || matches!(b, b'\\' | b'^' | b'_' | b'{' | b'}' | b']' | b'#')
        }) {
            return None;
        }
        let inner = close(rest, 1, b"}")?;
        let name = std::str::from_utf8(inner).ok()?;
        self.is_variable(name).then_some(1 + inner.len() + 1)
    }

    /// A name that only a program gives, or one of the listed words.
    fn is_variable(&self, name: &str) -> bool {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.');
        if self.words.iter().any(|w| w.eq_ignore_ascii_case(name)) {
            return true;
        }
        if !name.bytes().all(plain) || !name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.len() > 40
        {
            return false;
        }
        let inner = name.trim_end_matches('.');
        let camel =
            inner.as_bytes().windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase());
        inner.len() == name.len() && (inner.contains('_') || inner.contains('.') || camel)
    }
}

/// `{{first_name}}`, `{{#if x}}`, `{{{x}}}`.
fn mustache(rest: &[u8], before: Option<u8>) -> Option<usize> {
    // In TeX two braces are a group: `x^{{a}}`.
    if matches!(before, Some(b'\\' | b'^' | b'_' | b'}')) {
        return None;
    }
    let triple = rest.starts_with(b"{{{");
    let from = if triple { 3 } else { 2 };
    let inner = close(rest, from, b"}}")?;
    let name = std::str::from_utf8(inner).ok()?.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || " _.-|:'\"#/^&!>~@,=$()".contains(c);
    let letters = name.bytes().any(|b| b.is_ascii_alphabetic());
    // `{{citation needed}}` is a joke between readers of an encyclopedia.
    let aside = name.eq_ignore_ascii_case("citation needed")
        || name.eq_ignore_ascii_case("cn")
        || name.to_ascii_lowercase().starts_with("hug");
    let words = name.split(' ').filter(|w| !w.is_empty()).count();
    let fits = letters
        && name.chars().all(plain)
        && !aside
        && (words <= 2 || name.contains(['|', '_', '.', '#', '=']));
    let close = usize::from(triple && rest.get(from + inner.len() + 2) == Some(&b'}'));
    fits.then_some(from + inner.len() + 2 + close)
}

/// The bytes before a closing mark on the same line.
fn close<'b>(rest: &'b [u8], from: usize, mark: &[u8]) -> Option<&'b [u8]> {
    let inside = rest.get(from..)?;
    let end = inside.windows(mark.len()).position(|w| w == mark || w[0] == b'\n')?;
    (inside[end..].starts_with(mark)).then_some(&inside[..end])
}

/// `%FNAME%`, `%%FirstName%%`; not `100%`, nor the `%C3%A9` of an address.
fn percent(rest: &[u8], before: Option<u8>) -> Option<usize> {
    if before.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'%' | b'/' | b'=')) {
        return None;
    }
    let double = rest.starts_with(b"%%");
    let mark: &[u8] = if double { b"%%" } else { b"%" };
    let inner = close(rest, mark.len(), mark)?;
    let upper = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_';
    let any = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let name = inner.first().is_some_and(u8::is_ascii_alphabetic) && inner.len() >= 3;
    let end = mark.len() * 2 + inner.len();
    let after = rest.get(end).is_none_or(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'\\' | b'%'));
    let fits = if double { inner.iter().all(any) } else { inner.iter().all(upper) };
    (name && fits && after).then_some(end)
}

/// The tag alone, or little more, stands in quotes: it is spoken about.
fn stands_quoted(view: &FieldView<'_>, start: usize, end: usize) -> bool {
    let quote = view.text.quoted(start as u32, end as u32);
    quote.is_some_and(|q| {
        (q.end - q.start) as usize <= end - start + 2
            && view.text.is_quotation(view.raw, start as u32, end as u32)
    })
}

/// A greeting is the word before a byte.
fn after_greeting(view: &FieldView<'_>, start: usize) -> bool {
    let before = view.raw[..start].trim_end_matches([' ', ',']);
    let at = view.text.token_from(before.len().saturating_sub(1));
    view.text.tokens.get(at).is_some_and(|t| t.end as usize == before.len() && is_greeting(view, t))
}

fn is_greeting(view: &FieldView<'_>, token: &Token) -> bool {
    GREETINGS.has(view.text.word(token))
}

/// The sentence of a byte speaks about templates.
fn speaks(view: &FieldView<'_>, f: usize, start: usize, about: &[(usize, usize)]) -> bool {
    if about.is_empty() || view.text.tokens.is_empty() {
        return false;
    }
    let token = view.text.token_from(start).min(view.text.tokens.len() - 1);
    about.binary_search(&(f, view.text.sentence(token).start)).is_ok()
}

/// `Hi undefined`, `$NaN`, `Hi ,`: values that a program did not find.
fn failed_values((f, view): (usize, &FieldView<'_>), about: &[(usize, usize)], found: &mut Vec<Found>) {
    let text = view.text;
    let bytes = view.raw.as_bytes();
    let quoted = |start: u32, end: u32| view.text.is_quotation(view.raw, start, end);
    if text.classes & class::CASHTAG == 0 && !text.has_word(&VALUES) && !text.has_word(&GREETINGS) {
        return;
    }
    for (i, token) in text.tokens.iter().enumerate() {
        if token.is(class::CASHTAG)
            && support::slice(view.raw, token.start as usize, token.end as usize) == "$NaN"
        {
            found.push(Found::new("failed").at(f, token.start, token.end));
        }
        // The shortest words that matter are `hi` and `nan`.
        if token.len < 2 || token.len > 15 || !token.is(class::WORD) || token.is(class::CODE) {
            continue;
        }
        let key = text.key(token);
        match key[0] {
            b'u' | b'n' | b'o' | b'i' if VALUES.has(text.word(token)) => {
                let Some((first, last)) = failed_at(view, i) else { continue };
                let start = first.min(text.tokens[i].start);
                if !quoted(start, last) && !view.text.in_code(start as usize) {
                    found.push(Found::new("failed").at(f, start, last));
                }
            }
            b'h' | b'd' if text.bounds[i] & bound::LINE != 0 && is_greeting(view, token) => {
                let end = token.end as usize;
                // `Hi ,` with nobody between.
                let gap = bytes.get(end) == Some(&b' ') && bytes.get(end + 1) == Some(&b',');
                let after = bytes.get(end + 2);
                let next = text.tokens.get(i + 1).map_or("", |t| text.word(t));
                let to_reader = matches!(
                    next,
                    "your"
                        | "you"
                        | "we"
                        | "this"
                        | "here"
                        | "thank"
                        | "thanks"
                        | "just"
                        | "it"
                        | "it's"
                        | "our"
                        | "your's"
                );
                let meant = match after {
                    None | Some(b'\n' | b'\r') => true,
                    Some(b' ') => to_reader,
                    _ => false,
                };
                if gap
                    && meant
                    && !quoted(token.start, token.end)
                    && !speaks(view, f, token.start as usize, about)
                {
                    found.push(Found::new("empty").at(f, token.start, token.end + 2));
                }
            }
            _ => {}
        }
    }
}

/// The span of the failed value whose word is a token: with the greeting, sign or preposition before it.
fn failed_at(view: &FieldView<'_>, i: usize) -> Option<(u32, u32)> {
    let text = view.text;
    let token = &text.tokens[i];
    let written = support::slice(view.raw, token.start as usize, token.end as usize);
    let before = support::slice(view.raw, 0, token.start as usize);
    match written {
        "object" => {
            let fits = before.ends_with('[') && view.raw[token.end as usize..].starts_with(" Object]");
            return fits.then_some((token.start - 1, token.end + 8));
        }
        "Invalid" => {
            let next = text.tokens.get(i + 1)?;
            let date = support::slice(view.raw, next.start as usize, next.end as usize) == "Date";
            let preposition = is_preposition(view, i) || before.trim_end().ends_with(':');
            return (date && preposition).then_some((token.start, next.end));
        }
        "undefined" | "null" | "Undefined" | "NULL" | "NaN" | "None" => {}
        _ => return None,
    }
    if let Some(sign) = before.chars().next_back().filter(|c| matches!(c, '$' | '£' | '€')) {
        return (written != "None").then_some((token.start - sign.len_utf8() as u32, token.end));
    }
    // `NaN%`, `NaN days left`
    let after = support::slice(view.raw, token.end as usize, (token.end as usize + 1).min(view.raw.len()));
    let unit = text.tokens.get(i + 1).map_or("", |t| text.word(t));
    if written == "NaN"
        && (after == "%"
            || matches!(unit, "days" | "hours" | "minutes" | "places" | "seats" | "tickets" | "off" | "left"))
    {
        return Some((token.start, token.end));
    }
    let previous = i.checked_sub(1).map(|p| &text.tokens[p])?;
    let ends = text.bounds[i + 1] & bound::JOIN == 0
        || support::has_mark(text, i + 1, ',')
        || i + 1 == text.tokens.len();
    let near = text.bounds[i] & bound::JOIN != 0;
    let opens = text.bounds[i - 1] & (bound::SENTENCE | bound::LINE | bound::POST_START) != 0;
    if near && opens && ends && is_greeting(view, previous) {
        return Some((previous.start, token.end));
    }
    let value = near && ends && matches!(written, "undefined" | "null" | "NaN") && is_preposition(view, i);
    value.then_some((token.start, token.end))
}

/// A preposition of time stands before a token.
fn is_preposition(view: &FieldView<'_>, i: usize) -> bool {
    let previous = i.checked_sub(1).map_or("", |p| view.text.word(&view.text.tokens[p]));
    matches!(previous, "until" | "till" | "on" | "by" | "from" | "at" | "before")
}
