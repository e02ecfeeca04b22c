//! Accidents that happen to brands: each is stopped by the rule that `incidents.toml` names, and its mended twin
//! passes.

use std::path::Path;
use std::process::Command;

fn report(path: &Path) -> serde_json::Value {
    let output = Command::new(env!("CARGO_BIN_EXE_draftlint"))
        .args(["check", "--format", "json", "--now", "2026-05-01T09:00Z"])
        .arg(path)
        .output()
        .expect("the command line runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let all: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|e| {
        panic!("{}: {e}\n{text}\n{}", path.display(), String::from_utf8_lossy(&output.stderr))
    });
    match all {
        serde_json::Value::Array(mut reports) => reports.remove(0),
        one => one,
    }
}

#[test]
fn each_accident_is_stopped_and_its_twin_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/incidents");
    let list: toml::Table =
        std::fs::read_to_string(folder.join("incidents.toml")).expect("the list").parse().expect("TOML");
    assert!(list.len() >= 30, "{} accidents", list.len());
    let mut wrong = Vec::new();
    for (name, rule) in &list {
        let rule = rule.as_str().expect("the id of a rule");
        let found = report(&folder.join(format!("{name}.md")));
        let stops = found["reasons"].as_array().into_iter().flatten().any(|r| r == rule);
        if found["verdict"] != "block" || !stops {
            wrong.push(format!("{name}: {} by {}, not by {rule}", found["verdict"], found["reasons"]));
        }
        let twin = report(&folder.join("mended").join(format!("{name}.md")));
        if twin["verdict"] != "pass" {
            wrong.push(format!("mended/{name}: {} by {}", twin["verdict"], twin["reasons"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
