//! Limits: what is counted, how many are allowed, and who says so.

use serde::Serialize;

use crate::value::{Node, Source, Value};

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CountUnit {
    /// Characters as X weighs them.
    XWeighted,
    /// Grapheme clusters: what a reader takes for one character.
    Graphemes,
    /// Unicode code points: what most programs call characters.
    CodePoints,
    /// UTF-16 units.
    #[serde(rename = "utf-16")]
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
    /// Graphemes, where a link with a scheme is 23, the server's part of a handle nothing, and the content warning
    /// counts with the text.
    Fediverse,
    /// Code points, where an emoji counts as its bytes of UTF-8.
    Threads,
    /// Lines.
    Lines,
    /// Things: tags, links, attachments.
    Items,
}

impl CountUnit {
    /// Every unit, with its name in a profile.
    pub const ALL: [(&'static str, CountUnit); 9] = [
        ("x-weighted", CountUnit::XWeighted),
        ("graphemes", CountUnit::Graphemes),
        ("code-points", CountUnit::CodePoints),
        ("utf-16", CountUnit::Utf16),
        ("bytes", CountUnit::Bytes),
        ("fediverse", CountUnit::Fediverse),
        ("threads", CountUnit::Threads),
        ("lines", CountUnit::Lines),
        ("items", CountUnit::Items),
    ];

    /// The name that it has in a profile.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, unit)| *unit == self).map_or("", |(name, _)| name)
    }

    /// The words for it in a message.
    pub fn words(self) -> &'static str {
        match self {
            CountUnit::XWeighted => "weighted characters",
            CountUnit::Graphemes | CountUnit::Fediverse | CountUnit::CodePoints | CountUnit::Threads => {
                "characters"
            }
            CountUnit::Utf16 => "UTF-16 units",
            CountUnit::Bytes => "bytes",
            CountUnit::Lines => "lines",
            CountUnit::Items => "items",
        }
    }
}

/// How sure a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Confidence {
    /// The network's own documentation, or the reader's own configuration.
    Official,
    /// Open-source code of the network or of a client.
    Code,
    /// Documentation of tools, or the press.
    ThirdParty,
    /// Stated nowhere, concluded from use.
    Inferred,
}

impl Confidence {
    /// Every degree, with its name in a profile, the surest first.
    pub const ALL: [(&'static str, Confidence); 4] = [
        ("official", Confidence::Official),
        ("code", Confidence::Code),
        ("third-party", Confidence::ThirdParty),
        ("inferred", Confidence::Inferred),
    ];

    /// The word for it in a profile.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, c)| *c == self).map_or("", |(name, _)| name)
    }
}

/// A fact about a network, with who says so.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Fact<T> {
    /// The fact.
    pub value: T,
    /// How sure it is.
    pub confidence: Confidence,
    /// Where it is stated.
    pub source: String,
    /// An independent source that says the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_source: Option<String>,
    /// The day it was looked up, `YYYY-MM-DD`; empty for one of the reader's own configuration.
    pub checked: String,
}

/// How many of a unit a network takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Limit {
    /// What is counted.
    pub unit: CountUnit,
    /// The number.
    #[serde(flatten)]
    pub fact: Fact<u32>,
}

impl Limit {
    /// The number.
    pub fn value(&self) -> u32 {
        self.fact.value
    }
}

impl<T> Fact<T> {
    /// Whether the network or its code says so, or two independent sources do: only then may a limit stop a post.
    pub fn is_firm(&self) -> bool {
        matches!(self.confidence, Confidence::Official | Confidence::Code) || self.second_source.is_some()
    }

    /// How sure it is, in words, with the sources where it is firm.
    pub fn sureness(&self) -> String {
        let source = name_of(&self.source);
        match (self.confidence, &self.second_source) {
            (Confidence::Official, _) if self.checked.is_empty() => format!("by {source}"),
            (Confidence::Official, _) => format!("by the network's own {source}, looked up {}", self.checked),
            (Confidence::Code, _) => format!("by published code, {source}, looked up {}", self.checked),
            (_, Some(second)) => {
                format!("by {source} and {}, looked up {}", name_of(second), self.checked)
            }
            (Confidence::ThirdParty, None) => {
                format!("by {source} alone, not confirmed by the network, looked up {}", self.checked)
            }
            (Confidence::Inferred, None) => {
                format!("as far as is known, from {source}, looked up {}", self.checked)
            }
        }
    }
}

/// The name of a source: what stands before its first bracket or semicolon.
fn name_of(source: &str) -> &str {
    let end = source.find([';', '(']).unwrap_or(source.len());
    let name = source[..end].trim();
    name.strip_prefix("https://").unwrap_or(name)
}

/// Who states the facts of a file: what stands where a fact itself says nothing.
#[derive(Debug, Clone)]
pub(super) struct Voice {
    pub(super) checked: String,
    /// The configuration, which needs to give no source.
    pub(super) own: Option<String>,
}

impl Voice {
    /// Reads a fact that is written bare, or as a table with its source.
    pub(super) fn fact<T>(
        &self,
        source: &Source,
        node: &Node,
        value: impl Fn(&Source, &Node) -> Option<T>,
    ) -> Option<(Fact<T>, Option<CountUnit>)> {
        if let Value::Table(_) = node.value {
            let mut reader = source.reader(node, "a fact");
            let inner = reader.get("value");
            let unit = reader.one_of("unit", "unit", &CountUnit::ALL);
            let confidence = reader.one_of("confidence", "confidence", &Confidence::ALL);
            let stated = reader.string("source");
            let second_source = reader.string("second-source");
            let checked = reader.string("checked").unwrap_or_else(|| self.checked.clone());
            reader.finish();
            let Some(inner) = inner else {
                source.fault(node.at, "a fact lacks `value`", "add `value = …`");
                return None;
            };
            if self.own.is_none() && (stated.is_none() || confidence.is_none() || checked.is_empty()) {
                source.fault(
                    node.at,
                    "a fact lacks `source`, `confidence` or the day it was `checked`",
                    "say who states it, how sure that is, and when it was looked up",
                );
            }
            let fact = Fact {
                value: value(source, inner)?,
                confidence: confidence.unwrap_or(Confidence::Official),
                source: stated.or_else(|| self.own.clone()).unwrap_or_default(),
                second_source,
                checked,
            };
            return Some((fact, unit));
        }
        let Some(own) = &self.own else {
            source.fault(
                node.at,
                "a fact needs its source",
                "write `{ value = …, confidence = \"…\", source = \"…\" }`",
            );
            return None;
        };
        let fact = Fact {
            value: value(source, node)?,
            confidence: Confidence::Official,
            source: own.clone(),
            second_source: None,
            checked: String::new(),
        };
        Some((fact, None))
    }
}
