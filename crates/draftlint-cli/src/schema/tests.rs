//! The schemas against the code that reads and writes what they describe.

use std::collections::BTreeSet;

use draftlint::{Draft, Linter, Network, Offsets};
use jsonschema::Validator;
use serde_json::{Value, json};

use super::{card, config, report};

fn linter() -> Linter {
    Linter::default()
}

fn validator(schema: &Value) -> Validator {
    jsonschema::meta::validate(schema).unwrap();
    jsonschema::validator_for(schema).unwrap()
}

fn config_accepts(text: &str) -> bool {
    let value: toml::Table = toml::from_str(text).unwrap();
    let accepted = validator(&config::schema(&linter()).unwrap()).is_valid(&json!(value));
    // Where the schema is strict, so is the reader.
    assert_eq!(accepted, draftlint::Config::from_toml(text).is_ok(), "{text}");
    accepted
}

#[test]
fn the_schema_and_the_reader_of_a_configuration_agree() {
    for good in [
        "",
        "edition = \"2026\"",
        "[rules]\nbait = \"error\"\n\"bait/tag\" = \"off\"",
        "[rules]\n\"bait/tag\" = { severity = \"info\", mute = [\"headcount\"] }",
        "[rules]\n\"promo/cta-stack\" = { max = 3 }",
        "[[overrides]]\nnetwork = [\"x\", \"linkedin\"]\nrules.promo = \"warning\"",
        "[allow]\nphrases = [\"act now theatre\"]\n[[allow.rules]]\nrule = \"bait/tag\"\nreason = \"a campaign\"\nuntil = \"2026-12-31\"",
        "[brand]\nname = \"Acme\"\naccount-kind = \"brand\"\n[[brand.terms]]\nmatch = \"cheap\"\nreplace = \"low-cost\"",
        "[audience]\nwho = \"developers\"\n[scoring.weights]\nspam = 1.5\n[lexicons]\nasset = [\"deck\"]\n[locked]\nrules = [\"privacy\"]",
        "[[rule]]\nid = \"brand/ours\"\nmessage = \"`{match}`\"\nfacts = [\"fold\"]\n[rule.group.a]\nany = [\"synergy\"]",
        "[networks.mastodon]\ntext-limit = 1000\nmarkdown = true\n[networks.mastodon.comment]\nfold-lines = 5",
        "[networks.ours]\nextends = \"mastodon\"\nname = \"Ours\"\nentities = \"mastodon\"\ntext-limit = { value = 5000, unit = \"graphemes\", confidence = \"official\", source = \"our admin\", checked = \"2026-05-04\" }\nthreads = { value = true, second-source = \"use\" }",
        "[workflow]\napprovals = 2\nmax-age-hours = 72\napproving-roles = [\"legal\"]\nexempt-kinds = [\"reply\"]\nhours = \"08:00-19:00\"\ndays = [\"Mon\"]\nzone = \"Europe/London\"\nessential-roles = [\"lead\"]\nsolo = true",
        "[workflow.roles]\nlegal = [\"ana\"]\n[workflow.people.sam]\naccounts = \"acme\"\nnetworks = [\"x\"]\ntopics = []\nuntil = \"2026-05-01\"\n[workflow.accounts.acme]\nkind = \"brand\"\nlanguage = \"en\"\nhours = \"09:00-17:00\"",
        "[[workflow.topics]]\nname = \"prizes\"\nwords = [\"prize draw\"]\nexcept = \"raffle book\"\nmin-hits = 1\nrole = \"legal\"\napprovals = 2",
        "[[workflow.holds]]\nreason = \"a fire\"\nfrom = \"2026-05-01\"\naccounts = [\"acme\"]\nterms = \"quay\"\n[[workflow.embargoes]]\nname = \"the report\"\nuntil = \"2026-05-01T14:00Z\"\n[[workflow.sensitive-dates]]\ndate = \"06-14\"\nname = \"the fire\"",
        "[brands.acme]\naccounts = [\"@acme\"]\nbrand = { name = \"Acme\" }\n[brands.acme.rules]\nbait = \"error\"\n[brands.nord]\naccounts = \"nord\"",
    ] {
        assert!(config_accepts(good), "{good}");
    }
    for bad in [
        "editon = \"2026\"",
        "edition = \"1999\"",
        "[rules]\nbaits = \"error\"",
        "[rules]\nbait = \"loud\"",
        "[rules]\n\"promo/cta-stack\" = { maxx = 3 }",
        "[rules]\n\"promo/cta-stack\" = { max = \"3\" }",
        "[rules]\n\"promo/cta-stack\" = { max = 0 }",
        "[rules]\n\"bait/tag\" = { mute = [\"nobody\"] }",
        "[[overrides]]\nrules.promo = \"warning\"",
        "[[allow.rules]]\nrule = \"bait/tag\"",
        "[brand]\naccount-kind = \"loud\"",
        "[scoring.weights]\nspam = 3",
        "[[rule]]\nid = \"brand/ours\"",
        "[[rule]]\nid = \"brand/ours\"\nmessage = \"m\"\nfacts = [\"folds\"]\n[rule.group.a]\nany = [\"synergy\"]",
        "[networks.x]\ntext-limitt = 280",
        "[networks.x]\ntext-limit = -1",
        "[networks.x]\ntext-limit = 2.5",
        "[networks.x]\ntext-limit = { unit = \"bytes\" }",
        "[networks.x]\ntext-limit = { value = 1, unit = \"letters\" }",
        "[networks.x]\nmarkdown = \"yes\"",
        "[networks.x.comment]\nmarkdown = true",
        "[networks.x]\nentities = \"html\"",
        "[workflow]\napproval = 2",
        "[workflow]\napprovals = \"two\"",
        "[workflow.people.sam]\nuntil = 3",
        "[[workflow.topics]]\nname = \"prizes\"\nwords = [\"prize draw\"]",
        "[brands.acme]\nacounts = [\"@acme\"]",
        "[brands.acme.rules]\nbait = \"loud\"",
    ] {
        assert!(!config_accepts(bad), "{bad}");
    }
}

/// Every key that a source file asks a reader for.
fn keys_in(path: &str) -> BTreeSet<String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../");
    let text = std::fs::read_to_string(format!("{root}{path}")).unwrap();
    let mut keys = BTreeSet::new();
    for call in [
        ".get(",
        ".string(",
        ".strings(",
        ".tables(",
        ".number(",
        ".boolean(",
        ".required(",
        ".one_of(",
        "one_or_more(",
        "list_of(",
        "phrases(",
        "list(",
        "text(",
    ] {
        for (at, _) in text.match_indices(call) {
            let rest = &text[at + call.len()..];
            let rest = rest.trim_start();
            let rest = rest.strip_prefix("&mut ").map_or(rest, |r| r.split_once(", ").map_or(r, |(_, r)| r));
            let rest = rest.strip_prefix("source, reader, ").unwrap_or(rest);
            if let Some(key) = rest.strip_prefix('"').and_then(|r| r.split_once('"')).map(|(key, _)| key) {
                keys.insert(key.to_string());
            }
        }
    }
    keys
}

/// Every name of a property in a schema.
fn properties(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(entries) => {
            for (key, value) in entries {
                if let ("properties", Value::Object(own)) = (key.as_str(), value) {
                    found.extend(own.keys().cloned());
                }
                properties(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| properties(item, found)),
        _ => {}
    }
}

#[test]
fn the_schema_has_every_key_that_the_readers_know() {
    let mut known = BTreeSet::new();
    properties(&config::schema(&linter()).unwrap(), &mut known);
    let mut asked = BTreeSet::new();
    for file in ["layer", "brand", "brands", "workflow"] {
        asked.extend(keys_in(&format!("crates/draftlint/src/config/{file}.rs")));
    }
    assert!(asked.len() > 30, "{asked:?}");
    let layer: BTreeSet<_> = asked.difference(&known).collect();
    assert!(layer.is_empty(), "missing in the schema: {layer:?}");
    properties(&card::schema(), &mut known);
    asked = keys_in("crates/draftlint/src/rule/card.rs");
    asked.extend(keys_in("crates/draftlint/src/rule/options.rs"));
    // A value by network, inside a default.
    asked.remove("network");
    let card: BTreeSet<_> = asked.difference(&known).collect();
    assert!(card.is_empty(), "missing in the schema: {card:?}");
}

#[test]
fn our_own_profiles_follow_the_schema_of_networks() {
    let schema = config::schema(&linter()).unwrap();
    let validator = validator(&schema);
    let mut seen = 0;
    for file in draftlint_rules::FILES.iter().filter(|file| file.path.starts_with("networks/")) {
        let mut profile: toml::Table = toml::from_str(file.text).unwrap();
        // The day on which all of it was looked up: a configuration has none.
        profile.remove("checked");
        let config = json!({"networks": {"n": profile}});
        let errors: Vec<String> =
            validator.iter_errors(&config).map(|e| format!("{e} at {}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", file.path);
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn cards_of_our_own_follow_the_schema_of_cards() {
    let linter = linter();
    let mut schema = card::schema();
    // Their id is their path.
    schema["required"] = json!(["message"]);
    let validator = validator(&schema);
    for (rule, _) in linter.rules() {
        let value: toml::Table = toml::from_str(linter.card(&rule.id).unwrap()).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&json!(value)).map(|e| format!("{e} at {}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", rule.id);
    }
}

#[test]
fn reports_follow_their_schema() {
    let linter = linter();
    let validator = validator(&report::schema(&linter));
    for text in ["Hi {{first_name}}, big news! Tag a friend who needs this.", "", "Doors open at nine."] {
        let draft = Draft::new(text).network(Network::INSTAGRAM);
        let value = linter.lint(&draft).to_json(&[draft], Offsets::Utf16);
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|e| format!("{e} at {}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{text}: {errors:?}");
    }
}
