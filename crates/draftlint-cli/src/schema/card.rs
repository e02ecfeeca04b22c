//! The schema of `[[rule]]`: what `crates/draftlint/src/rule/card.rs` reads. A test holds the two equal.

use draftlint::{Category, FactKind, FieldKind, Need, Principle, RuleKind, Severity, Unit};
use serde_json::{Value, json};

use super::{list, names, one_or_more, table, table_with, text, texts, word};

/// The guards, by the names that cards use.
const GUARDS: &[&str] = &["negation", "report", "quotation", "lead-in", "hedge", "job-ad", "code"];
/// The types of options.
const OPTION_TYPES: &[&str] = &["integer", "number", "string", "strings", "boolean"];

fn some_of(words: &[&str], about: &str) -> Value {
    json!({"type": "array", "items": {"enum": words}, "description": about})
}

fn confidence() -> Value {
    json!({"type": "number", "minimum": 0, "maximum": 1, "description": "1.0 structural, 0.8 phrase with guards, 0.6 lexicon."})
}

/// Builds it.
pub(super) fn schema() -> Value {
    let networks = || texts("Ids of networks.");
    let facts: Vec<&str> = FactKind::all().map(|(key, _)| key).collect();
    let id = format!("^({})/[a-z0-9-]+$", names(&Category::ALL).join("|"));
    table_with(
        "A rule of your own. An id, a message and a matcher are enough.",
        &["id", "message"],
        json!({
            "id": {"type": "string", "pattern": id, "description": "`category/name`. The id of a built-in rule takes its place."},
            "title": text("What it finds, in plain words."),
            "message": text("What is wrong at this place; `{match}` is what was found."),
            "why": text("What it costs the reader."),
            "help": text("What to write instead."),
            "principles": some_of(&names(&Principle::ALL), "The principles that it serves."),
            "severity": word(&names(&Severity::ALL), "How grave it is; else the category's."),
            "confidence": confidence(),
            "default": word(&["on", "off"], "Whether it runs unless configured."),
            "status": word(&["stable", "preview"], "A preview is off unless asked for."),
            "edition": text("The edition that first holds it."),
            "kind": word(&names(&RuleKind::ALL), "A fault, or something done well."),
            "unit": word(&names(&Unit::ALL), "What it reads at once."),
            "fields": some_of(&names(&FieldKind::ALL), "The parts of a draft that it reads; else title and body."),
            "needs": some_of(&names(&Need::ALL), "What must be known for it to run."),
            "networks": networks(),
            "facts": some_of(&facts, "The facts of the network that it rests on; `explain` shows them."),
            "language": text("The language that it is for, such as `en`; else every one."),
            "sources": texts("Where its facts come from."),
            "aliases": texts("Earlier ids."),
            "redact": {"type": "boolean", "description": "What it finds must never be shown."},
            "without": some_of(GUARDS, "Guards to switch off."),
            "with": some_of(GUARDS, "Guards to switch on."),
            "group": {
                "type": "object",
                "description": "Lists of phrases.",
                "additionalProperties": table_with("A list of phrases.", &["any"], json!({
                    "any": texts("The phrases."),
                    "except": texts("Phrases that take a hit away."),
                    "without": some_of(GUARDS, "Guards to switch off."),
                    "with": some_of(GUARDS, "Guards to switch on."),
                })),
            },
            "match": matchers(),
            "when": text("A condition over the groups, such as `a and not b`; else any group."),
            "within": word(&["sentence", "post"], "What `and` spans."),
            "level": list("Other severities under a condition; the first that holds.", table("One of them.", json!({
                "when": text("A condition over the groups."),
                "networks": networks(),
                "kinds": texts("Kinds of posts."),
                "severity": word(&names(&Severity::ALL), "How grave it is then."),
                "confidence": confidence(),
                "message": text("Another message."),
            }))),
            "fix": table("How to mend it.", json!({
                "safety": word(&["safe", "unsafe"], "Safe: the meaning cannot change."),
                "title": text("What it does, in a few words."),
                "replace": text("What to write instead; `{match}` is what was found."),
                "delete": word(&["match", "sentence", "line"], "What to take out."),
            })),
            "options": {
                "type": "object",
                "description": "Options that a configuration may set.",
                "additionalProperties": table_with("An option.", &["type", "default", "about"], json!({
                    "type": word(OPTION_TYPES, "The type."),
                    "min": {"type": "number", "description": "The least."},
                    "max": {"type": "number", "description": "The most."},
                    "one-of": texts("The words that it takes."),
                    "default": {"description": "The value, a table of values by network with `default`, or `{ network = \"hashtags-max\" }`."},
                    "about": text("What it means."),
                })),
            },
            "bad": list("Examples that it finds.", json!({"type": "object"})),
            "good": list("Examples that it does not find.", json!({"type": "object"})),
        }),
    )
}

fn matchers() -> Value {
    table(
        "Matchers beside phrases.",
        json!({
            "swap": table("Words with what to write instead.", json!({
                "words": {
                    "type": "object",
                    "description": "Phrases, each with a replacement or several.",
                    "additionalProperties": one_or_more("What to write instead."),
                },
                "except": texts("Phrases that take a hit away."),
            })),
            "check": table("Code; only built-in rules have it.", json!({"groups": texts("What it reports.")})),
            "metric": table_with("A number with a limit.", &["fact"], json!({
                "fact": text("The name of the fact, such as `hashtags`."),
                "max": {"type": "number", "description": "The most that is allowed."},
                "min": {"type": "number", "description": "The least that is allowed."},
            })),
            "pattern": table_with("A regular expression.", &["regex", "literal"], json!({
                "regex": text("The expression."),
                "literal": text("A text that must be there, looked for first."),
            })),
            "require": table_with("When one thing is there, another must be.", &["if", "then"], json!({
                "if": text("A condition over the groups."),
                "then": text("A condition over the groups."),
            })),
        }),
    )
}
