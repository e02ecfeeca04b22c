//! The examples of a team and of an agency: each slip is found by its rule, and the report says what to do.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

fn check(arguments: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let output = Command::new(env!("CARGO_BIN_EXE_draftlint"))
        .current_dir(root)
        .arg("check")
        .args(arguments)
        .args(["--now", "2028-05-03T12:00Z"])
        .output()
        .expect("the command line runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The verdict and the rules behind it, by the name of the draft.
fn verdicts(folder: &str) -> BTreeMap<String, (String, Vec<String>)> {
    let reports: Vec<serde_json::Value> =
        serde_json::from_str(&check(&[folder, "--format", "json"])).expect("reports");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
    let entry = |report: &serde_json::Value| {
        let rules = report["reasons"].as_array().into_iter().flatten().map(text).collect();
        let name = text(&report["source"]);
        let name = name.rsplit('/').next().unwrap_or_default().trim_end_matches(".md").to_string();
        (report["id"].as_str().map_or(name, str::to_string), (text(&report["verdict"]), rules))
    };
    reports.iter().map(entry).collect()
}

fn expect(folder: &str, wanted: &[(&str, &str, &[&str])]) {
    let found = verdicts(folder);
    let wanted = wanted.iter().map(|(name, verdict, rules)| {
        let rules = rules.iter().map(ToString::to_string).collect();
        ((*name).to_string(), ((*verdict).to_string(), rules))
    });
    assert_eq!(found, wanted.collect());
}

#[test]
fn each_slip_of_a_team_is_found() {
    expect(
        "examples/workflow",
        &[
            ("crisis-hold", "block", &["workflow/crisis-hold"]),
            ("edited-after-approval", "block", &["workflow/edited-after-approval"]),
            ("embargo-an-hour-early", "block", &["workflow/embargo"]),
            ("former-colleague", "block", &["workflow/role"]),
            ("in-order", "pass", &[]),
            ("nobody-agreed", "block", &["workflow/unapproved"]),
            ("prize-draw", "warn", &["workflow/topic-approver"]),
            ("saturday-night", "warn", &["workflow/quiet-hours"]),
            ("wrong-account", "block", &["workflow/role"]),
            ("wrong-day", "block", &["workflow/weekday-mismatch"]),
        ],
    );
}

#[test]
fn a_sheet_of_three_brands_is_checked_by_brand() {
    expect(
        "examples/agency",
        &[
            ("buns", "warn", &["brand/terms"]),
            ("fog", "pass", &[]),
            ("green-shade", "pass", &[]),
            ("rye-monday", "warn", &["workflow/quiet-hours"]),
            ("skumring", "block", &["privacy/codename"]),
            ("timetable", "pass", &[]),
            ("window", "block", &["workflow/other-client"]),
            ("wrong-desk", "block", &["workflow/other-client"]),
        ],
    );
}

#[test]
fn both_reports_as_they_are_read() {
    insta::assert_snapshot!("workflow", check(&["examples/workflow"]));
    insta::assert_snapshot!("agency", check(&["examples/agency"]));
}

#[test]
fn a_brief_is_a_page() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/agency");
    let brief = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_draftlint"));
        let output = command.current_dir(&folder).arg("brief").args(arguments).output().expect("it runs");
        (String::from_utf8(output.stdout).expect("UTF-8"), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let (page, _) = brief(&["--brand", "kornhus", "--network", "linkedin"]);
    assert!(page.lines().count() <= 70, "{page}");
    insta::assert_snapshot!("brief", page);
    let (prompt, _) = brief(&["--brand", "nordglas", "--format", "prompt"]);
    assert!(prompt.starts_with("You write social-media posts.") && !prompt.contains("Skumring"), "{prompt}");
    let (nothing, error) = brief(&["--brand", "kornhuus"]);
    assert_eq!(
        (nothing.as_str(), error.as_str()),
        ("", "error: no brand `kornhuus`\n  help: did you mean `kornhus`?\n")
    );
}
