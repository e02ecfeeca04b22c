//! One thing that a rule found: where, why, and what to write instead.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::rule::RuleInfo;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; can never stop a post.
    Info,
    /// Worth changing before it goes out.
    Warning,
    /// Stops the post.
    Error,
}

impl Severity {
    /// Every severity with its name.
    pub const ALL: [(&'static str, Severity); 3] =
        [("info", Severity::Info), ("warning", Severity::Warning), ("error", Severity::Error)];

    /// The name used in cards, configuration and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How safe a fix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The meaning cannot change; may be applied in bulk.
    Safe,
    /// What is said may change; for a person to decide.
    Unsafe,
}

/// A part of a draft that holds text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Field {
    /// The title.
    Title,
    /// The body.
    Body,
    /// The link shown as a card.
    Link,
    /// The content warning.
    ContentWarning,
    /// The text alternative of the attachment with this number, from 0.
    Alt(u16),
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Title => f.write_str("title"),
            Field::Body => f.write_str("body"),
            Field::Link => f.write_str("link"),
            Field::ContentWarning => f.write_str("content_warning"),
            Field::Alt(i) => write!(f, "media[{i}].alt"),
        }
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A place in a draft or thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The post's number in its thread, from 0.
    pub post: u32,
    /// The field of the post.
    pub field: Field,
    /// First byte of the span in the field as given, on a character boundary.
    pub start: u32,
    /// The byte after the span, on a character boundary.
    pub end: u32,
    /// The line in the field, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// One replacement of a span of a field by a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The post's number in its thread, from 0.
    pub post: u32,
    /// The field to change.
    pub field: Field,
    /// First byte to replace.
    pub start: u32,
    /// The byte after the last one to replace.
    pub end: u32,
    /// What to write there.
    pub text: String,
}

/// A way to mend a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words.
    pub title: String,
    /// Whether it may be applied in bulk.
    pub safety: Safety,
    /// What it changes, in order of place, without overlap.
    pub edits: Vec<Edit>,
}

/// A post as evidence for what a rule says of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Evidence {
    /// Its id, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its account, without `@`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub account: String,
    /// Its network.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub network: String,
    /// When it goes out, as it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// How it begins, on one line.
    pub text: String,
}

/// Why a finding does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suppression {
    /// Who accepted it: `draft` or the name of a layer of the configuration.
    pub by: String,
    /// The reason that was given.
    pub reason: String,
}

/// One thing that a rule found.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Finding {
    /// The rule, shared by all its findings.
    pub rule: Arc<RuleInfo>,
    /// The group within the rule; empty where it has only one.
    pub group: Arc<str>,
    /// How grave it is, after configuration and levels.
    pub severity: Severity,
    /// How sure the rule is: 1.0 structural, 0.8 phrase with guards, 0.6 lexicon.
    pub confidence: f32,
    /// Where; none for findings on the draft as a whole.
    pub locations: Vec<Location>,
    /// What is wrong, in one line.
    pub message: String,
    /// The values in the message, by name.
    pub args: Vec<(&'static str, String)>,
    /// Ways to mend it.
    pub fixes: Vec<Fix>,
    /// The other posts that it rests on, the oldest first; none for what one draft shows.
    pub evidence: Vec<Evidence>,
    /// Set where somebody accepted it; such a finding costs nothing.
    pub suppressed: Option<Suppression>,
    /// The points that it costs.
    pub points: u32,
    /// A number that stays the same while the finding does: for baselines.
    pub fingerprint: u64,
}

impl Finding {
    /// Whether it counts: not suppressed.
    pub fn counts(&self) -> bool {
        self.suppressed.is_none()
    }

    /// The first place, where there is one.
    pub fn location(&self) -> Option<&Location> {
        self.locations.first()
    }
}
