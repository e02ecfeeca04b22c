//! `sarif`: SARIF 2.1.0, for code scanning. Results are streamed; the tool with its rules stands at the end.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use draftlint::{Finding, Location, Report, RuleInfo, Severity};
use serde_json::{Map, Value, json};

use super::{Outcome, Renderer, posts};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes one run.
#[derive(Debug, Default)]
pub(super) struct Sarif {
    begun: bool,
    results: bool,
    /// The rules that found something.
    rules: BTreeMap<String, Arc<RuleInfo>>,
}

impl Sarif {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        writeln!(
            out,
            "{{\"$schema\":{},\"version\":\"2.1.0\",\"runs\":[{{\"columnKind\":\"unicodeCodePoints\",\"results\":[",
            Value::from(SCHEMA)
        )
    }
}

impl Renderer for Sarif {
    fn piece(&self, outcome: &Outcome) -> String {
        let mut results = Vec::new();
        let mut counter = CharCounter::default();
        for (finding, networks) in outcome.findings() {
            results.push(result(outcome, finding, &networks, &mut counter).to_string());
        }
        results.join(",\n")
    }

    fn add(&mut self, out: &mut dyn Write, outcome: &Outcome, piece: String) -> io::Result<()> {
        self.begin(out)?;
        for finding in outcome.reports.iter().flat_map(Report::findings) {
            if !self.rules.contains_key(&finding.rule.id) {
                self.rules.insert(finding.rule.id.clone(), finding.rule.clone());
            }
        }
        if !piece.is_empty() {
            if self.results {
                out.write_all(b",\n")?;
            }
            self.results = true;
            out.write_all(piece.as_bytes())?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let rules: Vec<Value> = self.rules.values().map(|info| rule(info)).collect();
        let tool = json!({"driver": {
            "name": "draftlint",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": rules,
        }});
        writeln!(out, "\n],\"tool\":{tool}}}]}}")
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(info: &RuleInfo) -> Value {
    let principles: Vec<&str> = info.principles.iter().map(|p| p.as_str()).collect();
    let name: String = info.id.split(['/', '-']).map(capital).collect();
    json!({
        "id": info.id,
        "name": name,
        "shortDescription": {"text": info.title},
        "fullDescription": {"text": if info.why.is_empty() { &info.title } else { &info.why }},
        "help": {"text": if info.help.is_empty() { &info.title } else { &info.help }},
        "defaultConfiguration": {"level": level(info.severity)},
        "properties": {"tags": [info.category.as_str()], "principles": principles},
    })
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

fn result(outcome: &Outcome, finding: &Finding, networks: &[&str], counter: &mut CharCounter) -> Value {
    let item = &outcome.item;
    let uri = uri(&item.file);
    let mut locations: Vec<Value> = finding
        .locations
        .iter()
        .map(|l| json!({"physicalLocation": physical(outcome, l, &uri, counter)}))
        .collect();
    if locations.is_empty() {
        let line = item.places.first().map_or(1, |place| place.line);
        locations.push(json!({"physicalLocation": {
            "artifactLocation": {"uri": uri}, "region": {"startLine": line},
        }}));
    }
    let related: Vec<Value> = locations.drain(1..).collect();
    let mut properties = Map::new();
    properties.insert("confidence".into(), json!((f64::from(finding.confidence) * 100.0).round() / 100.0));
    properties.insert("points".into(), finding.points.into());
    properties.insert("source".into(), item.source.as_ref().into());
    if !networks.is_empty() {
        properties.insert("networks".into(), json!(networks));
    }
    let mut value = json!({
        "ruleId": finding.rule.id,
        "level": level(finding.severity),
        "message": {"text": finding.message},
        "locations": locations,
        "partialFingerprints": {"draftlint/v1": format!("{:016x}", finding.fingerprint)},
        "properties": properties,
    });
    if !related.is_empty() {
        value["relatedLocations"] = related.into();
    }
    if let Some(suppression) = &finding.suppressed {
        value["suppressions"] = json!([{"kind": "external", "justification": suppression.reason}]);
    }
    value
}

fn physical(outcome: &Outcome, location: &Location, uri: &str, counter: &mut CharCounter) -> Value {
    let position = outcome.position(location);
    let mut region = json!({"startLine": position.line});
    let exact = outcome.item.places.get(location.post as usize).and_then(|place| place.bytes.clone());
    let text = posts(outcome).get(location.post as usize).and_then(|post| post.text_of(location.field));
    let whole = outcome.item.whole.as_deref();
    if let (Some(column), Some(bytes), Some(text), Some(whole)) = (position.column, exact, text, whole) {
        let words = text.get(location.start as usize..location.end as usize).unwrap_or_default();
        let newlines = words.matches('\n').count() as u64;
        let end = match words.rfind('\n') {
            Some(i) => words[i + 1..].chars().count() as u64 + 1,
            None => column + words.chars().count() as u64,
        };
        region["startColumn"] = column.into();
        region["endLine"] = (position.line + newlines).into();
        region["endColumn"] = end.into();
        region["charOffset"] = counter.chars(whole, bytes.start + location.start as usize).into();
        region["charLength"] = words.chars().count().into();
    }
    json!({"artifactLocation": {"uri": uri}, "region": region})
}

/// Counts the characters before a byte, going on from where it was asked last: findings come in order of place.
#[derive(Debug, Default)]
struct CharCounter {
    byte: usize,
    chars: usize,
}

impl CharCounter {
    fn chars(&mut self, text: &str, byte: usize) -> usize {
        if byte < self.byte {
            *self = CharCounter::default();
        }
        if let Some(between) = text.get(self.byte..byte) {
            self.chars += between.chars().count();
            self.byte = byte;
        }
        self.chars
    }
}

/// A path as a relative reference; `%` for what has a meaning of its own.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte as char);
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    if path.starts_with('/') { format!("file://{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("a b/c#1.md"), "a%20b/c%231.md");
        assert_eq!(uri("/tmp/ä.md"), "file:///tmp/%C3%A4.md");
    }

    #[test]
    fn characters_are_counted_on() {
        let mut counter = CharCounter::default();
        assert_eq!(counter.chars("äöü!", 4), 2);
        assert_eq!(counter.chars("äöü!", 6), 3);
        assert_eq!(counter.chars("äöü!", 2), 1);
    }
}
