//! Feeds as people audit them: the example of a bakery with each fault planted once, and its clean twin.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn draftlint(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_draftlint"))
        .current_dir(root())
        .args(arguments)
        .output()
        .expect("the command line runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn audit(feed: &str) -> Value {
    let config = "examples/feed/draftlint.toml";
    let output = draftlint(&["audit", feed, "--format", "json", "--config", config]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(&out(&output)).expect("JSON")
}

#[test]
fn each_planted_fault_is_found_where_it_is() {
    let planted: serde_json::Map<String, Value> =
        serde_json::from_str(include_str!("feed/planted.json")).expect("JSON");
    let audit = audit("examples/feed/brand.jsonl");
    let findings = audit["findings"].as_array().expect("a list");
    let mut missed = Vec::new();
    for (rule, ids) in &planted {
        let ids = ids.as_array().expect("a list");
        let here = |finding: &&Value| {
            finding["rule"] == **rule
                && finding["posts"].as_array().into_iter().flatten().any(|post| ids.contains(&post["id"]))
        };
        if !findings.iter().any(|finding| here(&finding)) {
            missed.push(rule);
        }
    }
    assert!(missed.is_empty(), "not found where they were planted: {missed:?}");
    assert!(planted.len() >= 25, "only {} faults are planted", planted.len());
    let strange: Vec<&Value> = findings
        .iter()
        .map(|finding| &finding["rule"])
        .filter(|rule| !planted.contains_key(rule.as_str().unwrap_or_default()))
        .collect();
    assert!(strange.is_empty(), "found, and not planted: {strange:?}");
}

#[test]
fn the_clean_twin_yields_nothing() {
    let audit = audit("examples/feed/clean.jsonl");
    assert_eq!(audit["findings"], serde_json::json!([]));
    let grave = |rule: &&Value| rule["severity"] != "info";
    let rules = audit["rules"].as_array().expect("a list");
    assert_eq!(rules.iter().filter(grave).count(), 0, "{rules:#?}");
    let acts = audit["principles"].as_array().expect("a list").iter().filter(|row| row["standing"] == "act");
    assert_eq!(acts.count(), 0);
}

#[test]
fn the_order_of_the_input_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = fs::read_to_string(root().join("examples/feed/brand.jsonl")).expect("the feed");
    let mut lines: Vec<&str> = text.lines().collect();
    let mut pages = Vec::new();
    for round in 0..3 {
        // Turned round, then with every other line first.
        match round {
            1 => lines.reverse(),
            2 => lines = lines.iter().step_by(2).chain(lines.iter().skip(1).step_by(2)).copied().collect(),
            _ => {}
        }
        let path = folder.path().join("feed.jsonl");
        fs::write(&path, lines.join("\n")).expect("written");
        let path = path.to_str().expect("UTF-8");
        let config = "examples/feed/draftlint.toml";
        for format in ["json", "text", "html"] {
            let output = draftlint(&["audit", path, "--format", format, "--config", config]);
            pages.push((format, out(&output)));
        }
    }
    for (i, (format, page)) in pages.iter().enumerate().skip(3) {
        assert_eq!(*page, pages[i % 3].1, "{format} differs");
    }
}

#[test]
fn a_page_of_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let post = |day: u32, text: &str| {
        serde_json::json!({
            "id": format!("p{day}"), "account": "quay", "network": "x", "time": format!("2026-03-{day:02}T09:00Z"),
            "kind": "post", "text": text,
        })
        .to_string()
    };
    let rows = [
        post(2, "Use code BOAT20 for 20% off every tour."),
        post(3, "Use code TIDE25 at checkout: 25% off your order."),
        post(4, "A seal slept on the slipway until the nine o'clock boat."),
        post(5, "Code ROPE30 takes 30% off your order until midnight."),
    ];
    let path = folder.path().join("quay.jsonl");
    fs::write(&path, rows.join("\n")).expect("written");
    let output = draftlint(&["audit", path.to_str().expect("UTF-8"), "--no-config"]);
    insta::assert_snapshot!("audit", out(&output));
}

/// Checks a draft of an account beside its feed and returns the ids of the rules that found something.
fn check(draft: &Value, feed: &str, extra: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("draft.json");
    fs::write(&path, draft.to_string()).expect("written");
    let path = path.to_str().expect("UTF-8");
    let mut arguments = vec!["check", path, "--feed", feed, "--format", "json", "--now", "2026-06-29T09:00Z"];
    arguments.extend(extra);
    let reports: Vec<Value> = serde_json::from_str(&out(&draftlint(&arguments))).expect("reports");
    let findings = reports[0]["findings"].as_array().expect("a list");
    findings.iter().map(|f| f["rule"].as_str().unwrap_or_default().to_string()).collect()
}

#[test]
fn a_draft_is_judged_beside_its_feed() {
    let feed = "examples/feed/clean.jsonl";
    let config = ["--config", "examples/feed/draftlint.toml"];
    let text = fs::read_to_string(root().join(feed)).expect("the feed");
    let last: Value = text
        .lines()
        .rev()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .find(|row| {
            row["network"] == "x"
                && row["kind"] == "post"
                && row["text"].as_str().is_some_and(|t| t.len() > 90)
        })
        .expect("a post");
    let draft = |text: &str| {
        serde_json::json!({
            "text": text, "account": "hearthandrye", "network": "x", "kind": "post", "scheduled_at": "2026-06-30T09:00Z",
        })
    };
    let again = draft(&format!("{} 🥐", last["text"].as_str().expect("a text")));
    assert!(check(&again, feed, &config).contains(&"cadence/near-duplicate".to_string()));
    let shout = "WE ARE SO EXCITED!!! Our AMAZING team of experts delivers UNBELIEVABLE artisanal solutions!!! 🚀🚀🎉🎉🔥 You will be STUNNED!!! 🔥🔥";
    assert!(check(&draft(shout), feed, &config).contains(&"brand/voice-drift".to_string()));
    let calm = draft("The oven door's hinge is mended, so the early bake is back at six tomorrow. Tom");
    let found = check(&calm, feed, &config);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_fifth_coupon_of_a_week_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("week.csv");
    let mut sheet = String::from("Text;Date;Time;Platform\n");
    for (day, code) in [(1, "SUN10"), (2, "MON15"), (3, "TUE20"), (4, "WED25")] {
        sheet.push_str(&format!(
            "Use code {code} for {day}0% off everything.;2026-06-{:02};09:00;x\n",
            22 + day
        ));
    }
    fs::write(&path, sheet).expect("written");
    let draft = serde_json::json!({
        "text": "Use code THU30 for 30% off everything.", "network": "x", "scheduled_at": "2026-06-27T09:00Z",
    });
    let found = check(&draft, path.to_str().expect("UTF-8"), &["--no-config"]);
    assert!(found.contains(&"cadence/coupon".to_string()), "{found:?}");
}

#[test]
fn a_learnt_voice_is_read_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let voice = folder.path().join("brand-voice.toml");
    let voice = voice.to_str().expect("UTF-8");
    let learnt = draftlint(&["learn", "examples/feed/clean.jsonl", "-o", voice, "--no-config"]);
    assert_eq!(learnt.status.code(), Some(0));
    insta::assert_snapshot!("learnt", out(&learnt).replace(voice, "brand-voice.toml"));
    let config = folder.path().join("draftlint.toml");
    fs::write(&config, "extends = [\"./brand-voice.toml\"]\n").expect("written");
    let draft = folder.path().join("draft.md");
    let shout = "---\nnetwork: x\naccount: hearthandrye\n---\nWE ARE SO EXCITED!!! Our AMAZING team of experts delivers UNBELIEVABLE artisanal solutions!!! 🚀🚀🎉🎉🔥 You will be STUNNED!!! 🔥🔥\n";
    fs::write(&draft, shout).expect("written");
    let draft = draft.to_str().expect("UTF-8");
    let page = out(&draftlint(&["check", draft, "--all", "--now", "2026-06-29"]));
    assert!(page.contains("brand/voice-drift"), "{page}");
    // A misspelt number is told with its place and the nearest name.
    let text = fs::read_to_string(voice).expect("the voice");
    fs::write(voice, text.replacen("exclamations ", "exclamation ", 1)).expect("written");
    let wrong = draftlint(&["check", draft]);
    assert_eq!(wrong.status.code(), Some(2));
    let error = String::from_utf8_lossy(&wrong.stderr).to_string();
    assert!(
        error.contains("unknown number of a voice `exclamation`") && error.contains("`exclamations`"),
        "{error}"
    );
}

#[test]
fn what_cannot_be_audited_says_so() {
    let missing = draftlint(&["audit", "examples/feed/nothing.jsonl"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("nothing.jsonl"), "the file is named");
    let few = draftlint(&["learn", "examples/drafts/queue.jsonl"]);
    assert_eq!(few.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&few.stderr).contains("20 posts of its own"));
}
