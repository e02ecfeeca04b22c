//! A JSON Schema of `draftlint.toml`, made from the list of rules: editors complete and check with it.

use draftlint::{Category, Linter, OptionInfo, RuleInfo};
use serde_json::{Map, Value, json};

/// The JSON Schema of `draftlint.toml` with the built-in rules.
pub fn config_schema() -> Value {
    of(&Linter::default())
}

/// The schema with the rules of a linter.
pub(crate) fn of(linter: &Linter) -> Value {
    let rules = linter.rules();
    let mut of_rules: Map<String, Value> = Category::ALL
        .iter()
        .map(|(name, category)| {
            let about = format!("every rule of this category ({})", category.concern());
            ((*name).to_string(), json!({"description": about, "$ref": "#/$defs/setting"}))
        })
        .collect();
    for (info, _) in &rules {
        of_rules.insert(info.id.clone(), rule(info));
    }
    let ids: Vec<&str> = rules.iter().map(|(info, _)| info.id.as_str()).collect();
    let networks: Vec<&str> = linter.networks().iter().map(|profile| profile.network.as_str()).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "draftlint.toml",
        "description": "Configuration of draftlint, the linter for social-media drafts",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "edition": {"description": "the rule set of a year; an upgrade then changes nothing by itself", "enum": ["2026"]},
            "extends": one_or_more("profiles by name (recommended, strict, minimal), files by path"),
            "rules": {"$ref": "#/$defs/rules"},
            "overrides": {
                "description": "settings for some drafts only",
                "type": "array",
                "items": object(&[
                    ("network", one_or_more("on these networks")),
                    ("account", one_or_more("from these accounts")),
                    ("community", one_or_more("in these communities")),
                    ("path", one_or_more("read from files that match, such as `drafts/news/**`")),
                    ("rules", json!({"$ref": "#/$defs/rules"})),
                ]),
            },
            "allow": object(&[
                ("phrases", strings("phrases that are fine, whatever a rule says")),
                ("rules", list("findings that are accepted", &[
                    ("rule", json!({"anyOf": [{"enum": ids}, {"type": "string"}]})),
                    ("reason", string("why")),
                    ("match", string("only findings on these words")),
                    ("until", json!({"description": "the last day, such as 2026-12-31", "type": "string"})),
                ], &["rule", "reason"])),
            ]),
            "brand": object(&[
                ("name", string("the brand's name")),
                ("names", strings("further names: products, people")),
                ("handles", strings("its handles, without @")),
                ("tags", strings("its campaign tags, without #")),
                ("domains", strings("its sites")),
                ("short-domains", strings("its link shorteners")),
                ("internal-domains", strings("sites that nobody outside can open")),
                ("account-kind", json!({"enum": ["brand", "personal", "shared"]})),
                ("terms", list("words that are written otherwise, or never", &[
                    ("match", string("a phrase")),
                    ("replace", one_or_more("what to write instead")),
                    ("reason", string("why")),
                    ("severity", json!({"$ref": "#/$defs/severity"})),
                ], &["match"])),
            ]),
            "audience": object(&[
                ("who", one_or_more("who reads the posts, such as developers")),
                ("problems", strings("what they want solved")),
                ("knows", strings("what they need not be told")),
                ("topics", strings("what they come for")),
            ]),
            "scoring": object(&[("weights", json!({
                "description": "how much a category counts, 0.5 to 1.5",
                "type": "object",
                "propertyNames": {"enum": Category::ALL.map(|(name, _)| name)},
                "additionalProperties": {"type": "number", "minimum": 0.5, "maximum": 1.5},
            }))]),
            "networks": {
                "description": "networks of your own, and limits that differ from the built-in ones",
                "type": "object",
                "additionalProperties": object(&[
                    ("extends", json!({"anyOf": [{"enum": networks}, {"type": "string"}]})),
                    ("name", string("its name")),
                    ("text-limit", json!({"type": "integer", "minimum": 1})),
                    ("hashtags-max", json!({"type": "integer", "minimum": 0})),
                ]),
            },
            "lexicons": {
                "description": "lists of phrases for `<name>`: here, or one a line in a file",
                "type": "object",
                "additionalProperties": {"anyOf": [strings("phrases"), object(&[("file", string("a text file"))])]},
            },
            "rule": {"description": "rules of your own", "type": "array", "items": {"type": "object", "required": ["id", "message"]}},
            "rule-paths": strings("files and folders of rules (<category>/<name>.toml)"),
            "locked": object(&[("rules", strings("rules and categories that a later layer may not loosen"))]),
        },
        "$defs": {
            "severity": {"enum": ["info", "warning", "error"]},
            "word": {"enum": ["off", "on", "info", "warning", "error"]},
            "setting": {"anyOf": [
                {"$ref": "#/$defs/word"},
                {"type": "object", "properties": {"severity": {"$ref": "#/$defs/word"}}},
            ]},
            "rules": {
                "description": "rules and categories: \"off\", a severity, or a table of options",
                "type": "object",
                "additionalProperties": false,
                "properties": of_rules,
            },
        },
    })
}

fn rule(info: &RuleInfo) -> Value {
    let mut properties = Map::new();
    properties.insert("severity".into(), json!({"$ref": "#/$defs/word"}));
    if !info.groups.is_empty() {
        let groups = json!({"description": "groups that stay silent", "type": "array", "items": {"enum": info.groups}});
        properties.insert("mute".into(), groups);
    }
    for option in &info.options {
        properties.insert(option.name.clone(), value_of(option));
    }
    json!({
        "description": info.title,
        "anyOf": [
            {"$ref": "#/$defs/word"},
            {"type": "object", "additionalProperties": false, "properties": properties},
        ],
    })
}

fn value_of(option: &OptionInfo) -> Value {
    let mut schema = match option.kind.as_str() {
        "strings" => json!({"type": "array", "items": {"type": "string"}}),
        kind @ ("integer" | "number" | "boolean") => json!({"type": kind}),
        _ => json!({"type": "string"}),
    };
    schema["description"] = option.about.clone().into();
    if !option.default.is_object() {
        schema["default"] = option.default.clone();
    }
    schema
}

fn object(properties: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> =
        properties.iter().map(|(key, value)| ((*key).to_string(), value.clone())).collect();
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

fn list(about: &str, properties: &[(&str, Value)], required: &[&str]) -> Value {
    let mut items = object(properties);
    items["required"] = json!(required);
    json!({"description": about, "type": "array", "items": items})
}

fn string(about: &str) -> Value {
    json!({"description": about, "type": "string"})
}

fn strings(about: &str) -> Value {
    json!({"description": about, "type": "array", "items": {"type": "string"}})
}

fn one_or_more(about: &str) -> Value {
    json!({"description": about, "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
}
