//! Lengths and entities against the conformance files of the networks, where these are beside the repository.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use draftlint::{CountUnit, EntityKind, EntityRules};
use proptest::prelude::*;
use serde_json::Value;

/// Cases that are read otherwise on purpose: the description, and why.
const ON_PURPOSE: &[(&str, &str)] = &[
    (
        "Count unicode emoji chars outside the basic multilingual plane with skin tone modifiers",
        "of the second configuration, in which every part of an emoji counted",
    ),
    (
        "Count a mix of single byte single word, and double word unicode characters",
        "of the second configuration too",
    ),
];

/// The folder of conformance files; a test that needs it passes without, saying so.
fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: the conformance files of the networks are not here");
    None
}

fn yaml(path: &Path) -> BTreeMap<String, Vec<Value>> {
    let text = std::fs::read_to_string(path).expect("a conformance file");
    let file: BTreeMap<String, Value> = serde_saphyr::from_str(&text).expect("YAML");
    serde_json::from_value(file["tests"].clone()).expect("tests by section")
}

fn text_of<'c>(case: &'c Value, key: &str) -> &'c str {
    case[key].as_str().unwrap_or_else(|| panic!("{key} in {case}"))
}

/// Fails with every case that differs; those of the list have to differ.
fn report(section: &str, cases: usize, wrong: &[(String, String)]) {
    let known = |name: &String| ON_PURPOSE.iter().any(|(own, _)| own == name);
    let (purpose, others): (Vec<_>, Vec<_>) = wrong.iter().partition(|(name, _)| known(name));
    println!(
        "{section}: {} of {cases} cases, {} read otherwise on purpose",
        cases - wrong.len(),
        purpose.len()
    );
    let faults: Vec<String> = others.iter().map(|(name, why)| format!("{section}: {name}: {why}")).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn x_weighs_as_twitter_text() {
    let Some(folder) = folder() else { return };
    let file = yaml(&folder.join("twitter-text/validate.yml"));
    for (section, count) in [
        ("WeightedTweetsCounterTest", 20),
        ("WeightedTweetsWithDiscountedEmojiCounterTest", 22),
        ("UnicodeDirectionalMarkerCounterTest", 2),
    ] {
        let cases = &file[section];
        assert_eq!(cases.len(), count, "{section}");
        let mut wrong = Vec::new();
        for case in cases {
            let text = text_of(case, "text");
            let expected = &case["expected"];
            let length = CountUnit::XWeighted.count(text);
            let valid = (1..=280).contains(&length) && !text.contains(['\u{FFFE}', '\u{FEFF}', '\u{FFFF}']);
            if expected["weightedLength"] != length || expected["valid"] != valid {
                let why = format!("{length} ({valid}), not {expected}, in {text:?}");
                wrong.push((text_of(case, "description").to_string(), why));
            }
        }
        report(section, cases.len(), &wrong);
    }
}

/// An entity as the files write it: with or without its sign, at code points.
fn entities(text: &str, kind: EntityKind) -> Vec<(String, usize, usize)> {
    let points = |at: u32| text[..at as usize].chars().count();
    let found = EntityRules::X.find(text).into_iter().filter(|one| one.kind == kind);
    found
        .map(|one| {
            (text[one.start as usize..one.end as usize].to_string(), points(one.start), points(one.end))
        })
        .collect()
}

#[test]
fn x_extracts_as_twitter_text() {
    let Some(folder) = folder() else { return };
    let file = yaml(&folder.join("twitter-text/extract.yml"));
    for (section, kind, key, count) in [
        ("mentions", EntityKind::Mention, "", 23),
        ("mentions_with_indices", EntityKind::Mention, "screen_name", 3),
        ("urls", EntityKind::Link, "", 91),
        ("urls_with_indices", EntityKind::Link, "url", 10),
        ("urls_with_directional_markers", EntityKind::Link, "url", 2),
        ("hashtags", EntityKind::Hashtag, "", 65),
        ("hashtags_from_astral", EntityKind::Hashtag, "", 3),
        ("hashtags_with_indices", EntityKind::Hashtag, "hashtag", 8),
        ("cashtags", EntityKind::Cashtag, "", 8),
        ("cashtags_with_indices", EntityKind::Cashtag, "cashtag", 2),
    ] {
        let cases = &file[section];
        assert_eq!(cases.len(), count, "{section}");
        let mut wrong = Vec::new();
        for case in cases {
            let text = text_of(case, "text");
            let bare = |entity: &str| match kind {
                EntityKind::Link => entity.to_string(),
                // A list is not part of the name.
                _ => entity.chars().skip(1).collect::<String>().split('/').next().unwrap_or("").to_string(),
            };
            let found: Vec<Value> = entities(text, kind)
                .into_iter()
                .map(|(entity, start, end)| match key {
                    "" => Value::from(bare(&entity)),
                    key => serde_json::json!({ key: bare(&entity), "indices": [start, end] }),
                })
                .collect();
            if case["expected"] != Value::from(found.clone()) {
                let why = format!("{found:?}, not {}, in {text:?}", case["expected"]);
                wrong.push((text_of(case, "description").to_string(), why));
            }
        }
        report(section, cases.len(), &wrong);
    }
}

#[test]
fn x_knows_its_top_level_domains() {
    let Some(folder) = folder() else { return };
    let file = yaml(&folder.join("twitter-text/tlds.yml"));
    for (section, cases) in &file {
        let mut wrong = Vec::new();
        for case in cases {
            let text = text_of(case, "text");
            let found: Vec<String> =
                entities(text, EntityKind::Link).into_iter().map(|(link, ..)| link).collect();
            if case["expected"] != Value::from(found.clone()) {
                let why = format!("{found:?}, not {}, in {text:?}", case["expected"]);
                wrong.push((text_of(case, "description").to_string(), why));
            }
        }
        report(&format!("tlds {section}"), cases.len(), &wrong);
    }
}

fn json(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("a conformance file");
    let file: Value = serde_json::from_str(&text).expect("JSON");
    file["cases"].as_array().expect("cases").clone()
}

#[test]
fn bluesky_reads_as_its_clients() {
    let Some(folder) = folder() else { return };
    let cases = json(&folder.join("bluesky-richtext.json"));
    let mut wrong = Vec::new();
    for case in &cases {
        let text = text_of(case, "input");
        let mut differ = |what: &str, ours: Value, theirs: &Value| {
            if !theirs.is_null() && ours != *theirs {
                let why = format!("{what}: {ours}, not {theirs}");
                wrong.push((format!("{} {text:?}", case["section"]), why));
            }
        };
        let graphemes = &case["graphemes"];
        let graphemes = if graphemes.is_null() { &case["expected"]["graphemes"] } else { graphemes };
        differ("graphemes", CountUnit::Graphemes.count(text).into(), graphemes);
        differ("bytes", CountUnit::Bytes.count(text).into(), &case["utf8_bytes"]);
        let found = EntityRules::Bluesky.find(text).into_iter();
        let facets: Vec<Value> = found
            .map(|one| {
                let kind = match one.kind {
                    EntityKind::Link => "link",
                    EntityKind::Mention => "mention",
                    _ => "tag",
                };
                serde_json::json!([one.start, one.end, kind])
            })
            .collect();
        let theirs = case["facets"].as_array().map(|all| {
            let one = |f: &Value| serde_json::json!([f["byteStart"], f["byteEnd"], f["kind"]]);
            Value::from(all.iter().map(one).collect::<Vec<_>>())
        });
        differ("facets", facets.into(), &theirs.unwrap_or(Value::Null));
    }
    assert!(cases.len() > 50, "{} cases", cases.len());
    report("bluesky", cases.len(), &wrong);
}

#[test]
fn mastodon_reads_as_its_server() {
    let Some(folder) = folder() else { return };
    let cases = json(&folder.join("mastodon-behaviour.json"));
    let mut wrong = Vec::new();
    let joined = |parts: &Value| -> String {
        let all = parts.as_array().into_iter().flatten();
        all.map(|part| part[0].as_str().unwrap_or("").repeat(part[1].as_u64().unwrap_or(1) as usize))
            .collect()
    };
    for case in &cases {
        let expected = &case["expected"];
        let text = match case["text"].as_str() {
            Some(text) => text.to_string(),
            None => joined(&case["text_parts"]),
        };
        let of = |kind: EntityKind, skip: usize| -> Value {
            let found = EntityRules::Mastodon.find(&text).into_iter().filter(|one| one.kind == kind);
            let all = found.map(|one| {
                let written = &text[one.start as usize..one.end as usize];
                Value::from(written.chars().skip(skip).collect::<String>())
            });
            all.collect::<Vec<_>>().into()
        };
        let warning = joined(&case["content_warning_parts"]);
        let length = CountUnit::Fediverse.count(&text) + CountUnit::Graphemes.count(&warning);
        let (name, ours) = match text_of(case, "section") {
            "status_length" => ("length", Value::from(length)),
            "urls" => ("urls", of(EntityKind::Link, 0)),
            "mentions" => ("mentions", of(EntityKind::Mention, 1)),
            "hashtags" => ("hashtags", of(EntityKind::Hashtag, 1)),
            other => panic!("the section {other} is new"),
        };
        if ours != expected[name] {
            wrong.push((format!("{name} of {text:?}"), format!("{ours}, not {}", expected[name])));
        }
    }
    assert!(cases.len() > 40, "{} cases", cases.len());
    report("mastodon", cases.len(), &wrong);
}

proptest! {
    #[test]
    fn entities_stand_apart_on_characters(
        text in "(\\PC|[@#$./:?_()\\-]|https?://|www\\.|\\.com|\\.中国|[a-z]{1,4}|👩‍🚒|\u{200B}|\n| ){0,40}"
    ) {
        for rules in [EntityRules::X, EntityRules::Bluesky, EntityRules::Mastodon] {
            let mut end = 0;
            for one in rules.find(&text) {
                prop_assert!(one.start >= end && one.end > one.start, "{one:?} in {text:?}");
                prop_assert!(text.get(one.start as usize..one.end as usize).is_some());
                end = one.end;
            }
        }
        for unit in [CountUnit::XWeighted, CountUnit::Fediverse, CountUnit::Threads, CountUnit::Lines] {
            unit.count(&text);
        }
    }
}
