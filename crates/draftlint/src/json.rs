//! The one JSON form of a report, for the command line, Python, JavaScript and the documentation.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::draft::Draft;
use crate::finding::{Edit, Field, Finding, Fix, Location};
use crate::report::{Report, Skipped};
use crate::rule::Concern;

/// How offsets are counted in a JSON report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offsets {
    /// Bytes of UTF-8, as Rust counts.
    Utf8,
    /// UTF-16 units, as JavaScript counts.
    Utf16,
    /// Code points, as Python counts.
    CodePoint,
}

impl Offsets {
    fn name(self) -> &'static str {
        match self {
            Offsets::Utf8 => "utf-8",
            Offsets::Utf16 => "utf-16",
            Offsets::CodePoint => "code-point",
        }
    }

    /// The offset of a byte in a text, counted this way.
    pub fn convert(self, text: &str, byte: u32) -> u32 {
        let before = &text[..byte as usize];
        match self {
            Offsets::Utf8 => byte,
            Offsets::Utf16 => before.encode_utf16().count() as u32,
            Offsets::CodePoint => before.chars().count() as u32,
        }
    }
}

impl Report {
    /// The report as JSON. `posts` are what was linted, in order: their texts are needed to count offsets, and are
    /// not copied into the report.
    pub fn to_json(&self, posts: &[Draft<'_>], offsets: Offsets) -> Value {
        // Every key is a string, and no part of a report fails.
        serde_json::to_value(Part(self, Texts { posts, offsets })).unwrap_or_default()
    }

    /// Writes what [`Report::to_json`] yields: for many posts the tree of values costs more than their lint.
    pub fn write_json(&self, posts: &[Draft<'_>], offsets: Offsets, out: &mut Vec<u8>) {
        // Every key is a string, no part of a report fails, and memory takes all that is written.
        _ = serde_json::to_writer(out, &Part(self, Texts { posts, offsets }));
    }
}

/// The texts in which offsets are counted, and how.
#[derive(Debug, Clone, Copy)]
struct Texts<'r> {
    posts: &'r [Draft<'r>],
    offsets: Offsets,
}

impl<'r> Texts<'r> {
    fn at(self, post: u32, field: Field, byte: u32) -> u32 {
        let text = self.posts.get(post as usize).and_then(|d| d.text_of(field)).unwrap_or("");
        if (byte as usize) <= text.len() { self.offsets.convert(text, byte) } else { byte }
    }

    fn all<T>(self, list: &'r [T]) -> Parts<'r, T> {
        Parts(list, self)
    }
}

/// A part of a report.
struct Part<'r, T>(&'r T, Texts<'r>);

/// Parts of one kind.
struct Parts<'r, T>(&'r [T], Texts<'r>);

impl<'r, T> Serialize for Parts<'r, T>
where
    Part<'r, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|part| Part(part, self.1)))
    }
}

/// Names and their values.
struct Named<I>(I);

impl<K: Serialize, V: Serialize, I: Iterator<Item = (K, V)> + Clone> Serialize for Named<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.clone())
    }
}

macro_rules! written {
    ($part:ty, |$it:ident, $texts:ident, $map:ident| { $($key:literal: $value:expr),+ $(,)? } $($rest:block)?) => {
        impl Serialize for Part<'_, $part> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let ($it, $texts) = (self.0, self.1);
                let mut $map = serializer.serialize_map(None)?;
                $($map.serialize_entry($key, &$value)?;)+
                $($rest)?
                $map.end()
            }
        }
    };
}

written!(Report, |report, texts, map| {
    "schema": 1,
    "draftlint": env!("CARGO_PKG_VERSION"),
    "edition": report.edition,
    "now": report.now,
    "offsets": texts.offsets.name(),
    "id": report.id,
    "source": report.source,
    "network": report.network,
    "brand": report.brand,
    "language": report.language,
    "verdict": report.verdict(),
    "score": report.score(),
    "raw": report.raw(),
    "concerns": Named(Concern::ALL.iter().map(|(name, concern)| (name, report.concern(*concern)))),
    "reasons": report.reasons(),
    "next_best_fix": report.next_best_fix(),
    "coverage": rounded(report.coverage(), 1000.0),
    "findings": texts.all(&report.findings),
    "strengths": texts.all(&report.strengths),
    "skipped": report.skipped.json(),
    "notices": report.notices,
    "facts": Named(report.facts().iter().map(|fact| (fact.name, Number(fact.value)))),
});

impl Serialize for Skipped {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("rule", &self.rule.id)?;
        map.serialize_entry("needs", &self.needs)?;
        map.end()
    }
}

written!(Finding, |f, texts, map| {
    "rule": f.rule.id,
    "group": Some(&*f.group).filter(|group| !group.is_empty()),
    "title": f.rule.title,
    "category": f.rule.category.as_str(),
    "concern": f.rule.category.concern().as_str(),
    "severity": f.severity,
    "confidence": rounded(f64::from(f.confidence), 100.0),
    "principles": f.rule.principles.iter().map(|p| p.as_str()).collect::<Vec<_>>(),
    "message": f.message,
    "args": Named(args(f)),
    "why": f.rule.why,
    "help": f.rule.help,
    "locations": texts.all(&f.locations),
    "fixes": texts.all(&f.fixes),
    "suppressed": f.suppressed,
    "points": f.points,
    "fingerprint": format_args!("{:016x}", f.fingerprint),
} {
    if !f.evidence.is_empty() {
        map.serialize_entry("evidence", &f.evidence)?;
    }
});

written!(Location, |l, texts, map| {
    "post": l.post,
    "field": l.field,
    "start": texts.at(l.post, l.field, l.start),
    "end": texts.at(l.post, l.field, l.end),
    "line": l.line,
    "column": l.column,
});

written!(Fix, |fix, texts, map| {
    "title": fix.title,
    "safety": fix.safety,
    "edits": texts.all(&fix.edits),
});

written!(Edit, |edit, texts, map| {
    "post": edit.post,
    "field": edit.field,
    "start": texts.at(edit.post, edit.field, edit.start),
    "end": texts.at(edit.post, edit.field, edit.end),
    "text": edit.text,
});

/// Each name once, with the value that was given last.
fn args(f: &Finding) -> impl Iterator<Item = (&str, &str)> + Clone {
    let last = |name: &str| f.args.iter().rfind(|(other, _)| *other == name).map_or("", |(_, value)| value);
    let new = |(i, (name, _)): &(usize, &(&str, String))| f.args[..*i].iter().all(|(other, _)| other != name);
    f.args.iter().enumerate().filter(new).map(move |(_, (name, _))| (*name, last(name)))
}

/// A whole number without a fraction, another to three places.
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() < 1e15 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(rounded(self.0, 1000.0))
        }
    }
}

fn rounded(value: f64, steps: f64) -> f64 {
    (value * steps).round() / steps
}
