//! The schema of `[workflow]` and `[brands]`: what `crates/draftlint/src/config/{workflow,brands}.rs` read.

use serde_json::{Map, Value, json};

use super::{list, one_or_more, table, table_with, text, texts, word};

/// `[workflow]`
pub(super) fn schema() -> Value {
    let number = |about: &str| json!({"type": "integer", "minimum": 0, "description": about});
    let mut keys = hours();
    let more = json!({
        "approvals": number("How many people other than the author must have approved a post."),
        "max-age-hours": number("How many hours an approval holds; 0 sets no limit."),
        "approving-roles": texts("Roles from each of which one person must have approved."),
        "exempt-kinds": texts("Kinds of posts that need no approval, such as `reply`."),
        "solo": {"type": "boolean", "description": "A team of one: the author's own approval counts."},
        "essential-roles": texts("Roles that may clear an essential post during a hold."),
        "roles": {
            "type": "object",
            "description": "The people of each role.",
            "additionalProperties": texts("Their names, as approvals have them."),
        },
        "people": {
            "type": "object",
            "description": "What somebody may post. An empty list means everything.",
            "additionalProperties": table("A person.", json!({
                "accounts": one_or_more("Accounts they may post for, by handle."),
                "networks": one_or_more("Networks they may post on."),
                "topics": one_or_more("Topics of `[[workflow.topics]]` that they may post on; all where it is not said."),
                "until": text("From then on they may post nothing."),
            })),
        },
        "topics": list("Topics that somebody of a role has to agree to.", table_with("One of them.", &["name", "words", "role"], json!({
            "name": text("What it is called in a finding."),
            "words": one_or_more("Words that speak of it."),
            "except": one_or_more("Words that show that something else is meant."),
            "min-hits": number("Different words that make it the topic; 1 where it is not said."),
            "role": text("Whose approval it needs."),
            "approvals": number("How many people of the role must approve; 1 where it is not said."),
        }))),
        "accounts": {
            "type": "object",
            "description": "What is known of the accounts, by handle.",
            "additionalProperties": table("An account.", Value::Object(account())),
        },
        "holds": list("Stops on publishing, such as during a crisis.", table_with("One of them.", &["reason"], json!({
            "reason": text("Why it was called."),
            "from": text("Since when; always where it is not said."),
            "until": text("Until when; until it is lifted where it is not said."),
            "accounts": one_or_more("The accounts it stops; all where none is named."),
            "terms": one_or_more("It stops only posts that hold one of these words."),
        }))),
        "embargoes": list("What may not be told before a time.", table_with("One of them.", &["name"], json!({
            "name": text("What it is."),
            "until": text("Until when nothing is said of it, with its zone, such as `2026-12-31T14:00Z`."),
            "terms": one_or_more("Words that speak of it; every post does where none is named."),
        }))),
        "sensitive-dates": list("Days on which nothing is sold, beside the known ones.", table_with("One of them.", &["date", "name"], json!({
            "date": text("Month and day, such as `06-14`."),
            "name": text("What day it is."),
        }))),
    });
    keys.extend(more.as_object().into_iter().flatten().map(|(k, v)| (k.clone(), v.clone())));
    table("Who may post what, who must agree, when nobody watches, what is on hold.", Value::Object(keys))
}

/// The hours in which somebody watches.
fn hours() -> Map<String, Value> {
    Map::from_iter([
        (
            "hours".to_string(),
            text("The hours in which somebody watches, such as `08:00-19:00` (`workflow/quiet-hours`)."),
        ),
        ("days".to_string(), texts("The weekdays on which somebody watches; Monday to Friday as built in.")),
        ("zone".to_string(), text("The time zone of the hours, such as `Europe/London`.")),
    ])
}

fn account() -> Map<String, Value> {
    let mut keys = hours();
    keys.insert("kind".into(), word(&["brand", "personal", "shared"], "Whose voice it is."));
    keys.insert("language".into(), text("The language it is written in, as a BCP 47 tag."));
    keys
}

/// `[brands]`: beside its own keys, a brand may hold everything that a configuration does.
pub(super) fn brands(keys: &[String]) -> Value {
    let mut properties: Map<String, Value> =
        keys.iter().map(|key| (key.clone(), json!({"$ref": format!("#/properties/{key}")}))).collect();
    properties.insert("accounts".into(), one_or_more("The accounts that it owns, by handle."));
    properties.insert(
        "file".into(),
        text("A configuration of its own, from this file; it is laid over the common one."),
    );
    json!({
        "type": "object",
        "description": "Several brands under one roof, by id: drafts find theirs by `brand` or account.",
        "additionalProperties": table(
            "A brand. Whatever a configuration may hold may stand here too, for this brand alone.",
            Value::Object(properties),
        ),
    })
}
