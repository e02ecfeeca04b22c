//! The schema of a report: what `crates/draftlint/src/json.rs` writes.

use draftlint::{Category, Concern, Linter, Principle, Severity};
use serde_json::{Map, Value, json};

use super::{list, names, table_with, text, texts, word};

/// Builds it.
pub(super) fn schema(linter: &Linter) -> Value {
    let score = |about: &str| json!({"type": "integer", "minimum": 0, "maximum": 100, "description": about});
    let or_null = |about: &str| json!({"type": ["string", "null"], "description": about});
    let editions: Vec<&str> =
        linter.rules().iter().map(|(rule, _)| rule.edition.as_str()).max().into_iter().collect();
    let concerns: Map<String, Value> =
        names(&Concern::ALL).into_iter().map(|name| (name.to_string(), score("Its score."))).collect();
    let mut schema = all(
        "A report of draftlint on one draft or thread. Written by `cargo xtask schema`.",
        json!({
            "schema": {"const": 1, "description": "The version of this form."},
            "draftlint": text("The version of draftlint."),
            "edition": word(&editions, "The edition of the rule set."),
            "now": or_null("The time of the check, where one was given."),
            "offsets": word(&["utf-8", "utf-16", "code-point"], "How offsets are counted."),
            "id": or_null("The draft's id."),
            "source": or_null("Where the draft was read from."),
            "network": or_null("The network it was checked for."),
            "brand": or_null("The brand it speaks for, by its own word or by its account."),
            "language": text("The language that it is in, told or guessed, as a BCP 47 tag."),
            "verdict": word(&["pass", "warn", "block"], "What to do with the draft."),
            "score": score("Never above the band of the verdict; 100 means that nothing was found."),
            "raw": score("100 less the points of all findings."),
            "concerns": all("A score for each concern.", Value::Object(concerns)),
            "reasons": texts("The rules that decide the verdict, most costly first."),
            "next_best_fix": texts("The rules to mend first."),
            "coverage": {"type": "number", "minimum": 0, "maximum": 1, "description": "The share of the enabled rules that ran."},
            "findings": list("What was found, errors first.", json!({"$ref": "#/$defs/finding"})),
            "strengths": list("What is done well.", json!({"$ref": "#/$defs/finding"})),
            "skipped": list("The rules that could not run.", all("One of them.", json!({
                "rule": text("Its id."),
                "needs": texts("What is missing: keys of the draft or its context, or `language:en`."),
            }))),
            "notices": texts("Remarks on the check itself."),
            "facts": {"type": "object", "additionalProperties": {"type": "number"}, "description": "What was measured."},
        }),
    );
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("draftlint report");
    schema["$defs"] = json!({"finding": finding(), "offset": {"type": "integer", "minimum": 0, "description": "An offset in the field, counted as `offsets` says."}});
    schema
}

/// A table all of whose keys are always there.
fn all(about: &str, properties: Value) -> Value {
    let keys: Vec<&str> = properties.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
    let required = keys.iter().map(ToString::to_string).collect::<Vec<_>>();
    table_with(about, &required.iter().map(String::as_str).collect::<Vec<_>>(), properties)
}

fn finding() -> Value {
    let post = json!({"type": "integer", "minimum": 0, "description": "The post's number in its thread."});
    let count = |about: &str| json!({"type": "integer", "minimum": 1, "description": about});
    let field = json!({
        "type": "string",
        "pattern": "^(title|body|link|content_warning|media\\[[0-9]+\\]\\.alt)$",
        "description": "The field.",
    });
    let offset = json!({"$ref": "#/$defs/offset"});
    all(
        "One thing that a rule found.",
        json!({
            "rule": text("The id of the rule."),
            "group": {"type": ["string", "null"], "description": "The group within the rule."},
            "title": text("What the rule finds."),
            "category": word(&names(&Category::ALL), "The category."),
            "concern": word(&names(&Concern::ALL), "The concern."),
            "severity": word(&names(&Severity::ALL), "How grave it is."),
            "confidence": {"type": "number", "minimum": 0, "maximum": 1, "description": "How sure the rule is."},
            "principles": {"type": "array", "items": {"enum": names(&Principle::ALL)}, "description": "The principles at stake."},
            "message": text("What is wrong, in one line."),
            "args": {"type": "object", "additionalProperties": {"type": "string"}, "description": "The values in the message."},
            "why": text("What it costs the reader."),
            "help": text("What to do instead."),
            "locations": list("Where; none for the draft as a whole.", all("A place.", json!({
                "post": post,
                "field": field,
                "start": offset,
                "end": offset,
                "line": count("The line in the field, from 1."),
                "column": count("The column in characters, from 1."),
            }))),
            "fixes": list("Ways to mend it.", all("One of them.", json!({
                "title": text("What it does."),
                "safety": word(&["safe", "unsafe"], "Safe: the meaning cannot change."),
                "edits": list("What it changes, without overlap.", all("A replacement.", json!({
                    "post": post,
                    "field": field,
                    "start": offset,
                    "end": offset,
                    "text": text("What to write there."),
                }))),
            }))),
            "suppressed": {"oneOf": [{"type": "null"}, all("Why it does not count.", json!({
                "by": text("Who accepted it: `draft`, or a layer of the configuration."),
                "reason": text("The reason given."),
            }))], "description": "Set where somebody accepted it."},
            "points": {"type": "integer", "minimum": 0, "description": "What it costs."},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$", "description": "Stays the same while the finding does."},
        }),
    )
}
