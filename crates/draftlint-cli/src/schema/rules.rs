//! The schema of `[rules]`: a setting for each category and rule, with the rule's options.

use draftlint::{Category, Linter, OptionInfo, RuleInfo};
use serde_json::{Map, Value, json};
use toml::Table;

use super::names;

/// Builds it.
pub(super) fn schema(linter: &Linter) -> Result<Value, String> {
    let mut properties = Map::new();
    for (name, category) in Category::ALL {
        let about = format!("All rules of `{name}`; the setting of a rule is stronger.");
        let count = linter.rules().iter().filter(|(rule, _)| rule.category == category).count();
        properties
            .insert(name.to_string(), setting(&format!("{about} ({count} built in)"), &Map::new(), &[]));
    }
    for (rule, _) in linter.rules() {
        let card = card_of(linter, rule)?;
        let options: Map<String, Value> =
            rule.options.iter().map(|o| (o.name.clone(), option(o, &card))).collect();
        let value = setting(&rule.title, &options, &rule.groups);
        for alias in &rule.aliases {
            let mut old = value.clone();
            old["deprecated"] = json!(true);
            old["description"] = json!(format!("Now called `{}`.", rule.id));
            properties.insert(alias.clone(), old);
        }
        properties.insert(rule.id.clone(), value);
    }
    Ok(json!({
        "type": "object",
        "description": "Settings by rule or category.",
        "properties": properties,
        // Rules of one's own have ids of the same form.
        "patternProperties": {
            format!("^({})/[a-z0-9-]+$", names(&Category::ALL).join("|")): {"type": ["string", "object"]},
        },
        "additionalProperties": false,
    }))
}

/// A word, or a table with the severity, groups to mute and options.
fn setting(about: &str, options: &Map<String, Value>, groups: &[String]) -> Value {
    let mut properties = options.clone();
    properties.insert("severity".into(), json!({"$ref": "#/$defs/word"}));
    if !groups.is_empty() {
        properties.insert(
            "mute".into(),
            json!({"type": "array", "items": {"enum": groups}, "description": "Groups that are not reported."}),
        );
    }
    json!({
        "description": about,
        "oneOf": [
            {"$ref": "#/$defs/word"},
            {"type": "object", "properties": properties, "additionalProperties": false},
        ],
    })
}

fn card_of(linter: &Linter, rule: &RuleInfo) -> Result<Table, String> {
    let text = linter.card(&rule.id).unwrap_or_default();
    toml::from_str(text).map_err(|e| format!("the card of `{}` cannot be read: {e}", rule.id))
}

/// An option with its type and limits.
fn option(option: &OptionInfo, card: &Table) -> Value {
    let written = card.get("options").and_then(|o| o.get(&option.name));
    let mut schema = match option.kind.as_str() {
        "strings" => json!({"type": "array", "items": {"type": "string"}}),
        kind => json!({"type": kind}),
    };
    schema["description"] = json!(option.about);
    for (from, to) in [("min", "minimum"), ("max", "maximum")] {
        let number = written
            .and_then(|w| w.get(from))
            .and_then(|n| n.clone().try_into::<f64>().ok().or(n.as_integer().map(|i| i as f64)));
        if let Some(number) = number {
            schema[to] = if number.fract() == 0.0 { json!(number as i64) } else { json!(number) };
        }
    }
    if let Some(words) = written.and_then(|w| w.get("one-of")).and_then(toml::Value::as_array) {
        schema["enum"] = words.iter().filter_map(toml::Value::as_str).collect();
    }
    if !option.default.is_object() {
        schema["default"] = option.default.clone();
    }
    schema
}
