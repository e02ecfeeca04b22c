//! The schema of `draftlint.toml`: what `crates/draftlint/src/config/layer.rs` reads. A test holds the two equal.

use draftlint::{
    Category, Confidence, CountUnit, EntityRules, LimitKind, Linter, Severity, TraitKind, Variant,
};
use serde_json::{Map, Value, json};

use super::{card, list, names, one_or_more, rules, table, table_with, text, texts, word, workflow};

/// Builds it.
pub(super) fn schema(linter: &Linter) -> Result<Value, String> {
    let networks: Vec<&str> = linter.networks().iter().map(|p| p.network.as_str()).collect();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "draftlint.toml",
        "description": "The configuration of draftlint. Written by `cargo xtask schema`.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "edition": word(&[linter_edition(linter)], "The rule set whose severities hold, so that an upgrade does not block tomorrow's queue."),
            "extends": extends(),
            "rules": {"$ref": "#/$defs/rules"},
            "overrides": overrides(&networks),
            "allow": allow(),
            "brand": brand(),
            "workflow": workflow::schema(),
            "audience": table("Who reads the posts.", json!({
                "who": one_or_more("Kinds of readers, such as `developers`."),
                "problems": texts("What they want solved."),
                "knows": texts("Words that they know without an explanation."),
                "topics": texts("What they came for."),
                "reading-grade": {"type": "number", "description": "The school year up to which they read with ease (`brand/reading-level`)."},
            })),
            "scoring": table("How the score weighs.", json!({"weights": weights()})),
            "networks": networks_table(&networks),
            "lexicons": json!({
                "type": "object",
                "description": "Word lists: entries added to a built-in list, or lists of your own.",
                "additionalProperties": {"oneOf": [
                    {"type": "array", "items": {"type": "string"}, "description": "Phrases."},
                    table_with("A text file with a phrase on each line.", &["file"], json!({"file": text("Its path, from this file.")})),
                ]},
            }),
            "rule": list("Rules of your own.", json!({"$ref": "#/$defs/card"})),
            "rule-paths": texts("Files and folders with rules of your own, from this file."),
            "locked": table("What a configuration that extends this one may not loosen.", json!({"rules": texts("Ids of rules, and categories.")})),
        },
        "$defs": {
            "word": word(&["off", "on", "info", "warning", "error"], "Off, on with the card's severity, or on with another."),
            "severity": word(&names(&Severity::ALL), "How grave."),
            "network": json!({
                "type": "string",
                "description": "The id of a network.",
                "examples": networks,
            }),
            "rules": rules::schema(linter)?,
            "card": card::schema(),
            "limit": fact(&json!({"type": "integer", "minimum": 0, "maximum": 1_000_000_000}), true),
            "trait": fact(&json!({"type": "boolean"}), false),
            "limits": table("The limits of some posts.", Value::Object(limits())),
        },
    });
    let keys: Vec<String> =
        schema["properties"].as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect();
    schema["properties"]["brands"] = workflow::brands(&keys);
    Ok(schema)
}

fn linter_edition(linter: &Linter) -> &str {
    // Every report names it.
    let rules = linter.rules();
    rules.iter().map(|(rule, _)| rule.edition.as_str()).max().unwrap_or("2026")
}

/// The names of built-in profiles, or paths.
fn extends() -> Value {
    let profiles: Vec<&str> = draftlint_rules::FILES
        .iter()
        .filter_map(|f| f.path.strip_prefix("profiles/")?.strip_suffix(".toml"))
        .collect();
    let one = json!({"anyOf": [
        {"enum": profiles, "description": "A built-in profile."},
        {"type": "string", "pattern": "/|\\.toml$", "description": "A file, from this file."},
    ]});
    json!({
        "description": "What this configuration builds on: names of profiles and paths of files; later ones win.",
        "oneOf": [one, {"type": "array", "items": one}],
    })
}

fn overrides(networks: &[&str]) -> Value {
    let mut network = one_or_more("The networks.");
    network["examples"] = json!(networks);
    let mut item = table(
        "Settings for some drafts only.",
        json!({
            "network": network,
            "account": one_or_more("The accounts, by handle."),
            "community": one_or_more("The communities, such as `r/gardening`."),
            "path": one_or_more("The files, as patterns: `*` is any text without a slash, `**` any."),
            "rules": {"$ref": "#/$defs/rules"},
        }),
    );
    item["anyOf"] =
        ["network", "account", "community", "path"].iter().map(|key| json!({"required": [key]})).collect();
    list("Settings for some drafts only; later ones win.", item)
}

fn allow() -> Value {
    table(
        "What is accepted.",
        json!({
            "phrases": texts("Phrases that no rule may find."),
            "rules": list("Findings that were accepted.", table_with("One of them.", &["rule", "reason"], json!({
                "rule": text("The id of the rule."),
                "reason": text("Why it is accepted."),
                "match": text("Only what is found on these words."),
                "until": text("The last day on which it is accepted, such as `2026-12-31`."),
            }))),
        }),
    )
}

fn brand() -> Value {
    table(
        "Whose posts these are.",
        json!({
            "name": text("The brand's name."),
            "names": texts("Its other names, and those of its products; no word list finds them."),
            "handles": texts("Its handles."),
            "tags": texts("Its hashtags."),
            "domains": texts("Its domains."),
            "short-domains": texts("Its domains for short links."),
            "internal-domains": texts("Domains that no post may name."),
            "phones": texts("Its telephone numbers that posts may name."),
            "emails": texts("Its e-mail addresses that posts may name."),
            "account-kind": word(&["brand", "personal", "shared"], "Whose voice the accounts are."),
            "partners": texts("Names of others and of their products, as they write them."),
            "competitors": texts("Companies that posts do not name without a decision."),
            "known-handles": {
                "type": "object",
                "description": "The handles of those whom posts speak of, by name: one, or one for each network.",
                "additionalProperties": {"anyOf": [
                    {"type": "string"},
                    {"type": "object", "additionalProperties": {"type": "string"}},
                ]},
            },
            "avoid": list("Topics that the brand keeps away from.", table_with("One of them.", &["topic", "words"], json!({
                "topic": text("What it is called in a finding."),
                "words": one_or_more("Words that speak of it."),
                "except": one_or_more("Words that show that something else is meant."),
                "min-hits": {"type": "integer", "minimum": 1, "description": "Different words that make it the topic; 2 where it is not said."},
                "severity": {"$ref": "#/$defs/severity"},
                "roles": one_or_more("Roles of writers who may speak of it."),
            }))),
            "required": list("Lines that some posts must hold (`brand/required-text`).", table_with("One of them.", &["text"], json!({
                "text": text("The line."),
                "reason": text("Why."),
                "when": one_or_more("Only posts that hold one of these words."),
                "account": one_or_more("Only these accounts."),
                "network": one_or_more("Only these networks."),
                "position": word(&["any", "start", "end"], "Where it stands."),
            }))),
            "voice": table("How the brand speaks (`brand/register`): in each post at least and at most so many.", json!({
                "contractions": band("Words drawn together, such as `don't`."),
                "emoji": band("Emoji."),
                "exclamations": band("Exclamation marks."),
                "person": word(&["we", "i", "either"], "Who speaks."),
            })),
            "locale": word(&["en-GB", "en-US"], "Whose spelling it follows (`brand/spelling-variant`)."),
            "terms": list("Words that the brand writes otherwise, or not at all.", table_with("One of them.", &["match"], json!({
                "match": text("The word, as a phrase."),
                "replace": one_or_more("What to write instead."),
                "reason": text("Why."),
                "severity": {"$ref": "#/$defs/severity"},
            }))),
            "codenames": list("Names that nobody outside may read yet.", table_with("One of them.", &["name"], json!({
                "name": text("The name."),
                "until": text("The day or time from which it is public, such as `2026-12-31`."),
                "severity": {"$ref": "#/$defs/severity"},
            }))),
        }),
    )
}

/// The least and the most.
fn band(about: &str) -> Value {
    json!({
        "type": "array",
        "description": about,
        "items": {"type": "integer", "minimum": 0},
        "minItems": 2,
        "maxItems": 2,
    })
}

fn weights() -> Value {
    let weight = json!({"type": "number", "minimum": 0.5, "maximum": 1.5});
    let properties: Map<String, Value> =
        names(&Category::ALL).into_iter().map(|name| (name.to_string(), weight.clone())).collect();
    table("How much the findings of a category cost, where 1 is as usual.", Value::Object(properties))
}

/// Every key of a profile.
fn networks_table(known: &[&str]) -> Value {
    let mut own = Map::from_iter([
        (
            "extends".to_string(),
            json!({"type": "string", "description": "The network that it is like.", "examples": known}),
        ),
        ("name".to_string(), text("Its name.")),
        (
            "entities".to_string(),
            word(&names(&EntityRules::ALL), "How it finds links, mentions and tags in a text."),
        ),
    ]);
    own.extend(limits());
    own.extend(TraitKind::ALL.iter().map(|(key, kind)| ((*key).to_string(), same(kind.about(), "trait"))));
    own.extend(Variant::ALL.iter().map(|(key, variant)| {
        ((*key).to_string(), same(&format!("What is otherwise for {}.", variant.about()), "limits"))
    }));
    json!({
        "type": "object",
        "description": "Networks of your own, such as a server with other limits; or other limits of a known one.",
        "additionalProperties": table("A network.", Value::Object(own)),
    })
}

fn limits() -> Map<String, Value> {
    LimitKind::ALL.iter().map(|(key, kind, _)| ((*key).to_string(), same(kind.about(), "limit"))).collect()
}

/// A reference with words of its own.
fn same(about: &str, name: &str) -> Value {
    json!({"description": about, "$ref": format!("#/$defs/{name}")})
}

/// A fact is written bare, or as a table of its value, what is counted where it is a number, and who says so.
fn fact(bare: &Value, counts: bool) -> Value {
    let mut keys = json!({
        "value": bare,
        "confidence": word(&names(&Confidence::ALL), "How sure it is; only a sure limit stops a post."),
        "source": text("Where it is stated."),
        "second-source": text("An independent source that says the same."),
        "checked": text("The day it was looked up, such as `2026-05-04`."),
    });
    if counts {
        keys["unit"] = word(&names(&CountUnit::ALL), "What is counted; else as before.");
    }
    json!({"oneOf": [bare, table_with("The value and who says so.", &["value"], keys)]})
}
