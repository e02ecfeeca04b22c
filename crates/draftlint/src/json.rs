//! The one JSON form of a report, for the command line, Python, JavaScript and the documentation.

use serde_json::{Map, Value, json};

use crate::draft::Draft;
use crate::finding::{Field, Finding};
use crate::report::Report;
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
        let findings = |list: &[Finding]| -> Value {
            list.iter().map(|f| finding(f, posts, offsets)).collect::<Vec<_>>().into()
        };
        let concerns: Map<String, Value> =
            Concern::ALL.iter().map(|(name, c)| ((*name).to_string(), json!(self.concern(*c)))).collect();
        let facts: Map<String, Value> =
            self.facts().iter().map(|f| (f.name.to_string(), number(f.value))).collect();
        let skipped: Vec<Value> =
            self.skipped.iter().map(|s| json!({"rule": s.rule.id, "needs": s.needs})).collect();
        json!({
            "schema": 1,
            "draftlint": env!("CARGO_PKG_VERSION"),
            "edition": self.edition,
            "now": self.now,
            "offsets": offsets.name(),
            "id": self.id,
            "source": self.source,
            "network": self.network,
            "brand": self.brand,
            "language": self.language,
            "verdict": self.verdict(),
            "score": self.score(),
            "raw": self.raw(),
            "concerns": concerns,
            "reasons": self.reasons(),
            "next_best_fix": self.next_best_fix(),
            "coverage": (self.coverage() * 1000.0).round() / 1000.0,
            "findings": findings(&self.findings),
            "strengths": findings(&self.strengths),
            "skipped": skipped,
            "notices": self.notices,
            "facts": facts,
        })
    }
}

fn finding(f: &Finding, posts: &[Draft<'_>], offsets: Offsets) -> Value {
    let at = |post: u32, field: Field, byte: u32| {
        let text = posts.get(post as usize).and_then(|d| d.text_of(field)).unwrap_or("");
        if (byte as usize) <= text.len() { offsets.convert(text, byte) } else { byte }
    };
    let locations: Vec<Value> = f
        .locations
        .iter()
        .map(|l| {
            json!({
                "post": l.post, "field": l.field, "start": at(l.post, l.field, l.start),
                "end": at(l.post, l.field, l.end), "line": l.line, "column": l.column,
            })
        })
        .collect();
    let fixes: Vec<Value> = f
        .fixes
        .iter()
        .map(|fix| {
            let edits: Vec<Value> = fix
                .edits
                .iter()
                .map(|e| {
                    json!({
                        "post": e.post, "field": e.field, "start": at(e.post, e.field, e.start),
                        "end": at(e.post, e.field, e.end), "text": e.text,
                    })
                })
                .collect();
            json!({"title": fix.title, "safety": fix.safety, "edits": edits})
        })
        .collect();
    let args: Map<String, Value> =
        f.args.iter().map(|(name, value)| ((*name).to_string(), json!(value))).collect();
    let mut value = json!({
        "rule": f.rule.id,
        "group": if f.group.is_empty() { Value::Null } else { json!(&*f.group) },
        "title": f.rule.title,
        "category": f.rule.category.as_str(),
        "concern": f.rule.category.concern().as_str(),
        "severity": f.severity,
        "confidence": (f64::from(f.confidence) * 100.0).round() / 100.0,
        "principles": f.rule.principles.iter().map(|p| p.as_str()).collect::<Vec<_>>(),
        "message": f.message,
        "args": args,
        "why": f.rule.why,
        "help": f.rule.help,
        "locations": locations,
        "fixes": fixes,
        "suppressed": f.suppressed,
        "points": f.points,
        "fingerprint": format!("{:016x}", f.fingerprint),
    });
    if !f.evidence.is_empty() {
        value["evidence"] = json!(f.evidence);
    }
    value
}

fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        json!(value as i64)
    } else {
        json!((value * 1000.0).round() / 1000.0)
    }
}
