//! The JSON Schemas of `draftlint.toml` and of a report: editors complete and check with them.

mod card;
mod config;
mod report;
mod rules;
mod workflow;

use draftlint::Linter;
use serde_json::{Value, json};

/// The JSON Schema of `draftlint.toml`, with the rules that a linter knows.
///
/// # Errors
/// What an option of a rule has that no schema can say.
pub fn config_schema(linter: &Linter) -> Result<Value, String> {
    config::schema(linter)
}

/// The JSON Schema of a report.
pub fn report_schema(linter: &Linter) -> Value {
    report::schema(linter)
}

/// The names of a table of names and values.
fn names<T>(table: &[(&'static str, T)]) -> Vec<&'static str> {
    table.iter().map(|(name, _)| *name).collect()
}

/// A string.
fn text(about: &str) -> Value {
    json!({"type": "string", "description": about})
}

/// A list of strings.
fn texts(about: &str) -> Value {
    json!({"type": "array", "items": {"type": "string"}, "description": about})
}

/// A string or a list of strings.
fn one_or_more(about: &str) -> Value {
    json!({
        "description": about,
        "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    })
}

/// One of some words.
fn word(words: &[&str], about: &str) -> Value {
    json!({"enum": words, "description": about})
}

/// A table that holds only the keys named.
fn table(about: &str, properties: Value) -> Value {
    json!({"type": "object", "description": about, "properties": properties, "additionalProperties": false})
}

/// The same, some of whose keys must be there.
fn table_with(about: &str, required: &[&str], properties: Value) -> Value {
    let mut table = table(about, properties);
    table["required"] = json!(required);
    table
}

/// A list of tables.
fn list(about: &str, items: Value) -> Value {
    json!({"type": "array", "items": items, "description": about})
}

#[cfg(test)]
mod tests;
