//! The `draftlint` binary from outside: whole renderings, exit statuses, files that are written.

use std::fs;
use std::process::{Command, Stdio};

mod common;

use common::{Run, copied, fixtures, run_in};

/// Runs the binary among the fixtures.
fn run(args: &[&str]) -> Run {
    run_in(&fixtures(), args, b"")
}

/// Checks the fixtures with everything that changes from day to day fixed.
fn check(args: &[&str]) -> Run {
    run(&[&["check", "--now", "2026-05-01T09:00Z"], args].concat())
}

fn without_version(text: &str) -> String {
    text.replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

#[test]
fn text_of_one_draft() {
    let run = check(&["launch.md"]);
    assert_eq!(run.status, 1);
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn text_of_one_draft_with_all() {
    let run = check(&["launch.md", "--all", "--score", "--why-skipped"]);
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn text_of_many_drafts() {
    let run = check(&["."]);
    // Two lines of rows.jsonl cannot be read.
    assert_eq!(run.status, 2);
    insta::assert_snapshot!(format!("{}-- standard error --\n{}", run.stdout, run.stderr));
}

#[test]
fn text_of_a_clean_draft_is_one_line() {
    let run = check(&["clean.txt"]);
    assert_eq!((run.status, run.stdout.lines().count()), (0, 1), "{}", run.stdout);
}

#[test]
fn json() {
    let run = check(&["launch.md", "thread.md", "--format", "json"]);
    let reports: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(reports.as_array().unwrap().len(), 2);
    insta::assert_snapshot!(without_version(&run.stdout));
}

#[test]
fn jsonl_has_a_report_a_line() {
    let run = check(&["sheet.csv", "--format", "jsonl"]);
    let reports: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |key: &str| reports.iter().map(|r| r[key].as_str().unwrap()).collect::<Vec<_>>();
    // The second row names two networks.
    assert_eq!(of("source"), ["sheet.csv#row 2", "sheet.csv#row 3", "sheet.csv#row 3", "sheet.csv#row 4"]);
    assert_eq!(of("network"), ["facebook", "x", "linkedin", "threads"]);
}

#[test]
fn csv() {
    insta::assert_snapshot!("csv_of_a_sheet", check(&["sheet.csv", "--format", "csv"]).stdout);
    insta::assert_snapshot!(
        "csv_of_files",
        check(&["launch.md", "thread.md", "rows.jsonl", "-f", "csv"]).stdout
    );
}

#[test]
fn github() {
    insta::assert_snapshot!(check(&["launch.md", "thread.md", "sheet.csv", "--format", "github"]).stdout);
}

#[test]
fn sarif_is_valid() {
    let run = check(&["launch.md", "thread.md", "sheet.csv", "--format", "sarif"]);
    // The types were made from the 2.1.0 schema.
    let sarif: serde_sarif::sarif::Sarif = serde_json::from_str(&run.stdout).unwrap();
    let results = sarif.runs[0].results.as_ref().unwrap();
    let accepted = results.iter().filter(|r| r.suppressions.is_some()).count();
    assert_eq!((results.len(), accepted), (8, 1), "{}", run.stdout);
    let text = fs::read_to_string(fixtures().join("launch.md")).unwrap();
    let region = results[0].locations.as_ref().unwrap()[0]
        .physical_location
        .as_ref()
        .unwrap()
        .region
        .as_ref()
        .unwrap();
    let offset = usize::try_from(region.char_offset.unwrap()).unwrap();
    assert_eq!(text.chars().skip(offset).take(10).collect::<String>(), "First Name");
    insta::assert_snapshot!(without_version(&run.stdout));
    let nothing = check(&["clean.txt", "--format", "sarif"]);
    serde_json::from_str::<serde_sarif::sarif::Sarif>(&nothing.stdout).unwrap();
}

#[test]
fn fail_on_decides_the_status() {
    for (wanted, path, status) in [
        ("block", "launch.md", 1),
        ("block", "thread.md", 0),
        ("warn", "thread.md", 1),
        ("warn", "clean.txt", 0),
        ("never", "launch.md", 0),
    ] {
        assert_eq!(check(&[path, "--fail-on", wanted]).status, status, "{wanted} {path}");
    }
}

#[test]
fn mistakes_in_the_call_are_status_2() {
    for args in [
        &["check", "--formt", "json"][..],
        &["chek"],
        &["explain", "promo/superlativ"],
        &["check", "none.md"],
    ] {
        let run = run(args);
        assert_eq!(run.status, 2, "{args:?}");
        assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
    }
    assert!(run(&["check", "--formt"]).stderr.contains("--format"));
    assert!(run(&["explain", "promo/superlativ"]).stderr.contains("did you mean `promo/superlative`"));
    assert_eq!(run(&["--version"]).stdout, format!("draftlint {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn standard_input() {
    let text = b"---\nnetwork: x\n---\nHi first name, hello.";
    let piped = run_in(&fixtures(), &["check"], text);
    assert_eq!(piped.status, 1);
    assert!(
        piped.stdout.starts_with("stdin ") && piped.stdout.contains("\n  4:4  error"),
        "{}",
        piped.stdout
    );
    let row = run_in(&fixtures(), &["check", "-", "--stdin-format", "csv", "-f", "csv"], b"text\nuse it\n");
    assert_eq!(row.stdout, "text,verdict,reasons,suggested_text\nuse it,pass,,\n");
}

#[test]
fn a_network_of_the_command_line_is_for_drafts_without_one_and_several_are_for_all() {
    let networks = |wanted: &str| -> Vec<String> {
        let run = check(&["clean.txt", "launch.md", "--network", wanted, "-f", "jsonl"]);
        let lines = run.stdout.lines();
        lines
            .map(|line| {
                let report: serde_json::Value = serde_json::from_str(line).unwrap();
                report["network"].as_str().unwrap().to_string()
            })
            .collect()
    };
    assert_eq!(networks("linkedin"), ["linkedin", "x"]);
    assert_eq!(networks("linkedin,bsky"), ["linkedin", "bluesky", "linkedin", "bluesky"]);
}

#[test]
fn safe_fixes_are_written_back() {
    let folder = copied();
    let before = fs::read_to_string(folder.path().join("launch.md")).unwrap();
    let run = run_in(folder.path(), &["check", "--fix", "launch.md", "thread.md", "sheet.csv"], b"");
    assert!(run.stderr.contains("fixed 1 finding in 1 file\n"), "{}", run.stderr);
    assert!(run.stderr.contains("1 draft with fixes in no .txt or .md file"), "{}", run.stderr);
    let after = fs::read_to_string(folder.path().join("launch.md")).unwrap();
    assert_eq!(after, before.replace("utilises", "uses"));
    let sheet = fs::read_to_string(folder.path().join("sheet.csv")).unwrap();
    assert_eq!(sheet, fs::read_to_string(fixtures().join("sheet.csv")).unwrap());
}

#[test]
fn a_baseline_silences_what_was_there() {
    let folder = copied();
    let paths = ["check", "launch.md", "thread.md", "--baseline", "old.json"];
    assert_eq!(run_in(folder.path(), &paths, b"").status, 2);
    let written = run_in(folder.path(), &[&paths[..], &["--write-baseline"]].concat(), b"");
    assert_eq!(written.status, 0, "{}", written.stderr);
    let quiet = run_in(folder.path(), &paths, b"");
    assert_eq!(quiet.status, 0, "{}", quiet.stdout);
    assert!(quiet.stdout.contains("2 drafts: 0 blocked, 0 warned, 2 pass"), "{}", quiet.stdout);
    let text = fs::read_to_string(folder.path().join("launch.md")).unwrap();
    fs::write(folder.path().join("launch.md"), text + "\nDear first name.\n").unwrap();
    let run = run_in(folder.path(), &paths, b"");
    assert_eq!(run.status, 1, "{}", run.stdout);
}

#[test]
fn allow_is_written_and_read() {
    let folder = copied();
    let allow = |args: &[&str]| run_in(folder.path(), &[&["allow", "residue/template"], args].concat(), b"");
    assert_eq!(allow(&["--reason", " "]).status, 2);
    assert_eq!(allow(&["--reason", "a template", "clean.txt"]).status, 2);
    assert_eq!(allow(&["--reason", "a template", "launch.md"]).status, 0);
    let accepted = run_in(folder.path(), &["check", "launch.md"], b"");
    assert_eq!(accepted.status, 0);
    assert!(accepted.stdout.contains("1 accepted (--all)"), "{}", accepted.stdout);
    let everywhere = allow(&["--reason", "templates here", "--match", "first name", "--until", "2099-01-01"]);
    assert_eq!(everywhere.status, 0, "{}", everywhere.stderr);
    assert_eq!(run_in(folder.path(), &["check", "sheet.csv"], b"").status, 0);
}

#[test]
fn init_asks_and_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let answers = "Acme\n@acme\nx, linkedin\ndevelopers\ncheap\nstrict\n";
    let run = run_in(folder.path(), &["init"], answers.as_bytes());
    assert_eq!(run.status, 0, "{}", run.stderr);
    insta::assert_snapshot!(fs::read_to_string(folder.path().join("draftlint.toml")).unwrap());
    let again = run_in(folder.path(), &["init", "--yes"], b"");
    assert!(again.status == 2 && again.stderr.contains("--force"), "{}", again.stderr);
    let check = run_in(folder.path(), &["config", "check"], b"");
    assert_eq!(check.status, 0, "{}", check.stderr);
}

#[test]
fn what_config_show_prints_can_be_read_again() {
    let folder = copied();
    let shown = run_in(folder.path(), &["config", "show"], b"");
    assert_eq!(shown.status, 0, "{}", shown.stderr);
    fs::write(folder.path().join("again.toml"), &shown.stdout).unwrap();
    let again = run_in(folder.path(), &["config", "show", "again.toml"], b"");
    let body =
        |text: &str| text.lines().filter(|line| !line.starts_with("# From")).collect::<Vec<_>>().join("\n");
    assert_eq!(body(&again.stdout), body(&shown.stdout), "{}", again.stderr);
}

#[test]
fn every_fault_of_a_configuration_is_told() {
    let folder = copied();
    fs::write(folder.path().join("draftlint.toml"), "edtion = \"2026\"\n[rules]\n\"bait/tagg\" = \"off\"\n")
        .unwrap();
    let run = run_in(folder.path(), &["check", "clean.txt", "launch.md"], b"");
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr.matches("error: draftlint.toml:").count(), 2, "{}", run.stderr);
    assert!(run.stderr.contains("edition") && run.stderr.contains("bait/tag"), "{}", run.stderr);
    assert_eq!(run_in(folder.path(), &["check", "--no-config", "clean.txt"], b"").status, 0);
}

#[test]
fn the_output_may_be_one_of_the_inputs() {
    let folder = copied();
    let run = run_in(folder.path(), &["check", "sheet.csv", "-f", "csv", "--output", "sheet.csv"], b"");
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    let sheet = fs::read_to_string(folder.path().join("sheet.csv")).unwrap();
    assert!(sheet.starts_with("Post copy,Channel,Publish date,Owner,verdict"), "{sheet}");
    // And again: the added columns are made anew.
    run_in(folder.path(), &["check", "sheet.csv", "-f", "csv", "--output", "sheet.csv"], b"");
    assert_eq!(fs::read_to_string(folder.path().join("sheet.csv")).unwrap(), sheet);
}

#[test]
fn rules_are_listed_with_all_their_fields() {
    let run = run(&["rules", "--format", "json"]);
    let rules: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let rules = rules.as_array().unwrap();
    let keys: Vec<&String> = rules[0].as_object().unwrap().keys().collect();
    assert!(rules.iter().all(|rule| rule.as_object().unwrap().len() == keys.len()), "{keys:?}");
    let own = rules.iter().find(|rule| rule["id"] == "brand/plain-words").unwrap();
    assert_eq!((&own["enabled"], &own["severity"]), (&true.into(), &"info".into()));
    assert!(run_in(&fixtures(), &["rules"], b"").stdout.contains("promo/superlative"));
}

#[test]
fn rule_files_are_tested() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("rules/promo")).unwrap();
    let card = "title = \"praises itself\"\nmessage = \"`{match}` is for readers to say\"\n[group.praise]\nany = [\"world class\"]\n[[bad]]\ntext = \"A [[world class]] shed.\"\n[[good]]\ntext = \"A shed.\"\n";
    let path = folder.path().join("rules/promo/own.toml");
    fs::write(&path, card).unwrap();
    let good = run_in(folder.path(), &["rules", "test", "rules"], b"");
    assert!(
        good.status == 0 && good.stdout.contains("test result: ok. 2 passed; 0 failed"),
        "{}",
        good.stdout
    );
    fs::write(&path, card.replace("text = \"A shed.\"", "text = \"World class.\"")).unwrap();
    let bad = run_in(folder.path(), &["rules", "test", "rules"], b"");
    assert!(bad.status == 1 && bad.stdout.contains("FAILED promo/own::good[0]"), "{}", bad.stdout);
    fs::write(&path, card.replace("any =", "anny =")).unwrap();
    let faulty = run_in(folder.path(), &["rules", "test", "rules"], b"");
    assert!(faulty.status == 1 && faulty.stderr.contains("own.toml:4:"), "{}", faulty.stderr);
}

#[test]
fn explain() {
    let run = run(&["explain", "promo/superlative"]);
    assert_eq!(run.status, 0);
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn trace_says_what_became_of_a_hit() {
    let run = check(&["thread.md", "--trace", "promo/superlative"]);
    assert!(run.stdout.contains("14:1 `World class` (praise): reported"), "{}", run.stdout);
    assert_eq!(check(&["thread.md", "--trace", "promo/none"]).status, 2);
}

#[test]
fn colour_is_asked_for() {
    assert!(check(&["launch.md", "--color", "always"]).stdout.contains("\u{1b}["));
    assert!(!check(&["launch.md"]).stdout.contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "{\"text\": \"a row\"}\n".repeat(20_000);
    fs::write(folder.path().join("rows.jsonl"), rows).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_draftlint"))
        .args(["check", "rows.jsonl", "-f", "jsonl", "--no-config"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}
