//! `approve` from outside: what it writes, what it refuses, and what `check` makes of it afterwards.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::TempDir;

mod common;

use common::{Run, run_in};

const NOW: [&str; 2] = ["--now", "2026-05-01T09:00Z"];
const SIDECAR: &str = "approvals.jsonl";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn approve(folder: &TempDir, draft: &str, more: &[&str]) -> Run {
    run_in(folder.path(), &[&["approve", draft], more, &NOW].concat(), b"")
}

fn check(folder: &TempDir, path: &str) -> Run {
    run_in(folder.path(), &[&["check", path, "-q"], &NOW[..]].concat(), b"")
}

fn text(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

fn change(folder: &TempDir, name: &str, from: &str, to: &str) {
    let old = text(folder, name);
    assert!(old.contains(from), "{old}");
    fs::write(folder.path().join(name), old.replace(from, to)).unwrap();
}

const MUG: &str = "The first mug out of the kiln. It leaks, and we know why.\n";
const SHEET: &str = "id,text,network\nlaunch,Doors open at nine.,x\n,The mill opens at ten.,x\n";

#[test]
fn an_approval_holds_as_long_as_the_text_does() {
    let folder = folder(&[("launch.md", &format!("---\nnetwork: linkedin\nauthor: jo\n---\n{MUG}"))]);
    let run = approve(&folder, "launch.md", &["--by", "mia", "--role", "editor"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stdout, "launch.md: approved by mia (editor) as 1:3ea8556a…; 1 of 1 approval\n");
    let written = text(&folder, "launch.md");
    insta::assert_snapshot!(written);
    assert_eq!(check(&folder, "launch.md").status, 0);
    // Another kind of line ends, and blanks at them.
    fs::write(folder.path().join("launch.md"), written.replace('\n', "\r\n")).unwrap();
    assert_eq!(check(&folder, "launch.md").status, 0);
    fs::write(folder.path().join("launch.md"), written.replace("know why.\n", "know why. \t\n\n")).unwrap();
    assert_eq!(check(&folder, "launch.md").status, 0);
    // One letter of the body.
    fs::write(folder.path().join("launch.md"), written.replace("know why.\n", "know whx.\n")).unwrap();
    let run = check(&folder, "launch.md");
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("workflow/edited-after-approval"), "{}", run.stdout);
    // Approved anew.
    assert_eq!(approve(&folder, "launch.md", &["--by", "mia"]).status, 0);
    assert_eq!(check(&folder, "launch.md").status, 0);
}

#[test]
fn the_same_approval_is_written_once() {
    let folder = folder(&[("a.md", MUG), ("a.csv", SHEET)]);
    for (draft, file) in [("a.md", "a.md"), ("a.csv#launch", SIDECAR)] {
        assert_eq!(approve(&folder, draft, &["--by", "mia"]).status, 0);
        let written = text(&folder, file);
        let again = approve(&folder, draft, &["--by", "Mia"]);
        assert_eq!(again.status, 0);
        assert!(again.stdout.contains("Mia approved it as it is already"), "{}", again.stdout);
        assert_eq!(text(&folder, file), written);
        assert_eq!(approve(&folder, draft, &["--by", "mia", "--role", "legal"]).status, 0);
        assert_ne!(text(&folder, file), written);
    }
}

#[test]
fn more_approvals_may_be_missing() {
    let config = "[rules.\"workflow/unapproved\"]\nrequired = 2\n";
    let folder = folder(&[("a.md", MUG), ("draftlint.toml", config)]);
    let run = approve(&folder, "a.md", &["--by", "mia"]);
    assert_eq!((run.status, run.stdout.lines().count()), (0, 1), "{}", run.stdout);
    assert!(run.stdout.ends_with("; 1 of 2 approvals\n"), "{}", run.stdout);
    assert_eq!(check(&folder, "a.md").status, 1);
    let run = approve(&folder, "a.md", &["--by", "tom"]);
    assert!(run.stdout.ends_with("; 2 of 2 approvals\n"), "{}", run.stdout);
    assert_eq!(check(&folder, "a.md").status, 0);
}

#[test]
fn roles_and_topics_ask_for_certain_people() {
    let config = "[workflow]\napproving-roles = [\"editor\"]\n[workflow.roles]\neditor = [\"mia\"]\nlegal = [\"ana\"]\n\
        [[workflow.topics]]\nname = \"prizes\"\nwords = [\"prize draw\"]\nrole = \"legal\"\n\
        [rules]\n\"workflow/topic-approver\" = \"error\"\n";
    let draw = "Our prize draw opens on Monday: one mug, one winner.\n";
    let folder = folder(&[("a.md", MUG), ("b.md", draw), ("draftlint.toml", config)]);
    let run = approve(&folder, "a.md", &["--by", "tom", "--role", "editor"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("\n  still missing: enough people approved it, but nobody as editor"),
        "{}",
        run.stdout
    );
    let run = approve(&folder, "a.md", &["--by", "mia", "--role", "editor"]);
    assert!(run.stdout.ends_with("; 1 of 1 approval\n"), "{}", run.stdout);
    assert_eq!(check(&folder, "a.md").status, 0);
    let early = "[rules.\"workflow/unapproved\"]\nmax-age-hours = 24\n";
    fs::write(folder.path().join("early.toml"), early).unwrap();
    fs::write(folder.path().join("c.md"), format!("---\nscheduled_at: 2026-05-05T09:00Z\n---\n{MUG}"))
        .unwrap();
    let run = approve(&folder, "c.md", &["--by", "mia", "--config", "early.toml"]);
    assert!(run.stdout.contains("; 0 of 1 approval\n  it does not count here"), "{}", run.stdout);
    assert!(run.stdout.contains("older than 24 hours"), "{}", run.stdout);
    // One of two does not wait for the other.
    let run = approve(&folder, "b.md", &["--by", "mia", "--role", "editor"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("still missing: `prize draw` is on prizes"), "{}", run.stdout);
    assert_eq!(check(&folder, "b.md").status, 1);
    let run = approve(&folder, "b.md", &["--by", "ana", "--role", "legal"]);
    assert!(!run.stdout.contains("still missing"), "{}", run.stdout);
    assert_eq!(check(&folder, "b.md").status, 0);
}

const NAMELESS: &str = "Hi {{first_name}}, the kiln is warm.\n";

#[test]
fn a_draft_that_a_rule_stops_is_refused_until_that_is_accepted() {
    let folder = folder(&[("a.md", NAMELESS)]);
    let run = approve(&folder, "a.md", &["--by", "mia"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    insta::assert_snapshot!(run.stderr);
    assert_eq!(text(&folder, "a.md"), NAMELESS);
    let accept = "residue/merge-tag:it shows: our template";
    let run = approve(&folder, "a.md", &["--by", "mia", "--accept", accept]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains(", accepting residue/merge-tag; 1 of 1 approval"), "{}", run.stdout);
    assert!(text(&folder, "a.md").contains("reason: \"it shows: our template\""));
    assert_eq!(check(&folder, "a.md").status, 0);
    // Twice is once; somebody else has nothing to accept.
    assert!(approve(&folder, "a.md", &["--by", "mia", "--accept", accept]).stdout.contains("already"));
    let run = approve(&folder, "a.md", &["--by", "tom", "--accept", accept]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("mia accepted it (it shows: our template)"), "{}", run.stderr);
    // What was accepted goes with the text that it was accepted in.
    change(&folder, "a.md", "is warm.\n", "is hot.\n");
    let run = check(&folder, "a.md");
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("residue/merge-tag"), "{}", run.stdout);
}

#[test]
fn acceptances_that_mean_nothing_are_mistakes() {
    let config = "[locked]\nrules = [\"residue\"]\n";
    let folder = folder(&[("a.md", NAMELESS), ("b.md", MUG), ("draftlint.toml", config)]);
    for (draft, accept, said) in [
        ("b.md", "bait/tag:fine", "`bait/tag` finds nothing in b.md"),
        ("b.md", "bait/tagg:fine", "did you mean `bait/tag`?"),
        ("b.md", "bait/tag", "gives no reason"),
        ("b.md", "workflow/unapproved:hurry", "about approvals themselves"),
        ("b.md", "workflow/self-approved:hurry", "about approvals themselves"),
        ("a.md", "residue/merge-tag:fine", "the configuration locks it"),
    ] {
        let run = approve(&folder, draft, &["--by", "mia", "--accept", accept]);
        assert_eq!(run.status, 2, "{accept}");
        assert!(run.stderr.contains(said), "{accept}: {}", run.stderr);
    }
    let run = approve(&folder, "a.md", &["--by", "mia"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("locked in the configuration"), "{}", run.stderr);
    assert!(!run.stderr.contains("--accept"), "{}", run.stderr);
    assert_eq!((text(&folder, "a.md"), text(&folder, "b.md")), (NAMELESS.into(), MUG.into()));
}

#[test]
fn authors_and_programs_approve_nothing() {
    let own = format!("---\nauthor: jo\n---\n{MUG}");
    let folder = folder(&[("a.md", &own), ("b.md", MUG)]);
    let refused = |draft: &str| {
        let run = approve(&folder, draft, &["--by", "Jo"]);
        assert_eq!(run.status, 1);
        assert!(run.stderr.contains("Jo wrote it, and authors do not approve their own"), "{}", run.stderr);
    };
    refused("a.md");
    assert_eq!(approve(&folder, "a.md", &["--by", "mia"]).status, 0);
    // Neither where somebody else did already.
    refused("a.md");
    let solo =
        "[rules]\n\"workflow/self-approved\" = \"off\"\n\"workflow/unapproved\" = { allow-solo = true }\n";
    fs::write(folder.path().join("draftlint.toml"), solo).unwrap();
    assert_eq!(approve(&folder, "a.md", &["--by", "jo"]).status, 0);

    let run = approve(&folder, "b.md", &["--by", "agent:scribe"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("; 0 of 1 approval\n"), "{}", run.stdout);
    assert!(run.stdout.contains("an agent's approval does not count"), "{}", run.stdout);
    assert!(text(&folder, "b.md").contains("by: \"agent:scribe\""));
    assert!(check(&folder, "b.md").stdout.contains("workflow/unapproved"));
    let run = approve(&folder, "b.md", &["--by", " Agent:scribe", "--accept", "bait/tag:fine"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("is a program: it can accept no findings"), "{}", run.stderr);
}

#[test]
fn rows_are_approved_beside_their_file() {
    let folder = folder(&[("calendar.csv", SHEET)]);
    // Nothing is known of approvals before there are any.
    assert_eq!(check(&folder, ".").status, 0);
    for (draft, by) in
        [("calendar.csv#launch", "mia"), ("calendar.csv#row 2", "tom"), ("calendar.csv#3", "ana")]
    {
        let run = approve(&folder, draft, &["--by", by]);
        assert_eq!(run.status, 0, "{draft}: {}", run.stderr);
        assert!(run.stdout.contains(" in approvals.jsonl"), "{}", run.stdout);
    }
    insta::assert_snapshot!(text(&folder, SIDECAR));
    let run = check(&folder, ".");
    assert_eq!(run.status, 0, "{}", run.stdout);
    // Rows move; texts change; new ones come.
    fs::write(
        folder.path().join("calendar.csv"),
        "id,text,network\n,The mill opens at ten.,x\nlaunch,Doors open at ten.,x\nnew,The kiln is hot.,x\n",
    )
    .unwrap();
    let run = run_in(folder.path(), &[&["check", ".", "-f", "jsonl"], &NOW[..]].concat(), b"");
    let reasons: Vec<String> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["reasons"].to_string())
        .collect();
    assert_eq!(reasons, ["[]", "[\"workflow/edited-after-approval\"]", "[\"workflow/unapproved\"]"]);
}

#[test]
fn approvals_of_an_earlier_text_count_no_more() {
    let config = "[rules.\"workflow/unapproved\"]\nrequired = 2\n";
    let folder = folder(&[("a.txt", MUG), ("draftlint.toml", config)]);
    assert_eq!(approve(&folder, "a.txt", &["--by", "tom"]).status, 0);
    change(&folder, "a.txt", "It leaks", "It holds");
    let run = approve(&folder, "a.txt", &["--by", "agent:scribe"]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("workflow/edited-after-approval: tom approved another text"),
        "{}",
        run.stderr
    );
    let run = approve(&folder, "a.txt", &["--by", "mia"]);
    assert!(run.stdout.ends_with("; 1 of 2 approvals\n"), "{}", run.stdout);
    assert_eq!(check(&folder, "a.txt").status, 1);
    assert!(approve(&folder, "a.txt", &["--by", "tom"]).stdout.ends_with("; 2 of 2 approvals\n"));
    assert_eq!(check(&folder, "a.txt").status, 0);
}

#[test]
fn every_format_and_a_folder_below() {
    let folder = folder(&[
        ("note.txt", MUG),
        ("thread.json", r#"{"posts": ["The kiln is warm.", "It took a day."], "network": "x"}"#),
        ("list.json", r#"[{"text": "The kiln is warm."}, {"text": "It took a day."}]"#),
        (
            "queue.jsonl",
            "{\"id\": \"a\\n\\\"b\\\" 🎉#1\", \"text\": \"The kiln is hot.\"}\n{\"text\": \"Bye.\"}\n",
        ),
        ("a b#c.md", "The kiln is warm.\n\n--- next ---\n\nIt took a day.\n"),
    ]);
    fs::create_dir(folder.path().join("sub")).unwrap();
    fs::write(folder.path().join("sub/note.txt"), MUG).unwrap();
    for draft in [
        "note.txt",
        "thread.json",
        "list.json#item 2",
        "list.json#1",
        "queue.jsonl#a\n\"b\" 🎉#1",
        "queue.jsonl#line 2",
        "a b#c.md",
    ] {
        let run = approve(&folder, draft, &["--by", "mia"]);
        assert_eq!(run.status, 0, "{draft}: {}", run.stderr);
    }
    assert!(text(&folder, SIDECAR).contains(r#""draft":"queue.jsonl#a\n\"b\" 🎉#1""#));
    assert!(text(&folder, "a b#c.md").contains("text: \"The kiln is warm.\\n\\n--- next ---\\n\\nIt took"));
    let run = check(&folder, ".");
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    // Each folder has its own.
    let run = approve(&folder, "sub/note.txt", &["--by", "mia"]);
    assert!(run.stdout.contains(" in sub/approvals.jsonl"), "{}", run.stdout);
    assert!(text(&folder, "sub/approvals.jsonl").starts_with("{\"draft\":\"note.txt\","));
    change(&folder, "a b#c.md", "a day.\n", "a week.\n");
    change(&folder, "thread.json", "a day", "a week");
    let run = check(&folder, ".");
    assert_eq!(run.stdout.matches("= mia approved another text").count(), 4, "{}", run.stdout);
}

#[test]
fn a_draft_for_several_networks_is_approved_for_each() {
    let folder = folder(&[("a.md", &format!("---\nnetworks: [x, linkedin]\n---\n{MUG}"))]);
    let run = approve(&folder, "a.md", &["--by", "mia"]);
    assert_eq!((run.status, run.stdout.lines().count()), (0, 2), "{}", run.stdout);
    assert!(run.stdout.contains("by mia for x as") && run.stdout.contains("by mia for linkedin as"));
    assert_eq!(check(&folder, "a.md").status, 0);
    // It was not approved for another one.
    change(&folder, "a.md", "linkedin", "mastodon");
    assert!(check(&folder, "a.md").stdout.contains("workflow/edited-after-approval"));
}

#[test]
fn front_matter_stays_as_it_is() {
    for (old, new) in [
        (
            "\u{feff}---\r\n# who\r\nid: 7 # kept\r\n---\r\nBye.\r\n",
            "\u{feff}---\r\n# who\r\nid: 7 # kept\r\napprovals:\r\n",
        ),
        ("---\napprovals: []\nid: 7\n---\nBye.\n", "---\napprovals:\n  - by: "),
        (
            "+++\nid = \"7\"\n[author]\nid = \"jo\"\n+++\nBye.\n",
            "+++\nid = \"7\"\n[author]\nid = \"jo\"\n\n[[approvals]]\nby = \"mia\"\n",
        ),
        (
            "---\nnetwork: x\napprovals:\n- {by: tom} # fine\n\n# end\nid: 7\n---\nBye.\n",
            "---\nnetwork: x\napprovals:\n- {by: tom} # fine\n- by: \"mia\"\n",
        ),
        ("\u{feff}Bye.", "\u{feff}---\napprovals:\n"),
    ] {
        let folder = folder(&[("a.md", old)]);
        let run = approve(&folder, "a.md", &["--by", "mia"]);
        assert_eq!(run.status, 0, "{old:?}: {}", run.stderr);
        let written = text(&folder, "a.md");
        assert!(written.starts_with(new), "{written:?}");
        let body = old.rsplit("---").next().unwrap().rsplit("+++").next().unwrap();
        assert!(written.ends_with(body.trim_start_matches('\u{feff}')), "{written:?}");
        if old.contains('\r') {
            assert_eq!(written.matches('\n').count(), written.matches("\r\n").count(), "{written:?}");
        }
        assert_eq!(check(&folder, "a.md").status, 0, "{written}");
    }
}

#[test]
fn what_cannot_be_added_to_is_left_with_the_lines_to_add() {
    for old in [
        "---\napprovals: [{by: tom}]\n---\nBye.\n",
        "+++\napprovals = [{ by = \"tom\" }]\n+++\nBye.\n",
        "---\n{approvals: [{by: tom}]}\n---\nBye.\n",
    ] {
        let folder = folder(&[("a.md", old)]);
        let run = approve(&folder, "a.md", &["--by", "mia"]);
        assert_eq!((run.status, text(&folder, "a.md").as_str()), (2, old));
        let line =
            if old.starts_with('+') { "[[approvals]]\nby = \"mia\"" } else { "approvals:\n  - by: \"mia\"" };
        assert!(run.stderr.contains("add by hand") && run.stderr.contains(line), "{}", run.stderr);
        let run = approve(&folder, "a.md", &["--by", "mia", "--sidecar"]);
        assert_eq!((run.status, text(&folder, "a.md").as_str()), (0, old), "{}", run.stderr);
        assert_eq!(check(&folder, "a.md").status, 0);
    }
}

#[test]
fn texts_of_every_kind_are_read_back() {
    for body in [
        "He said: \"yes\" \\ no: # not a comment\n\t- [x] {y}: 'z'",
        "Zero\u{200b}width, next\u{85}line, sep\u{2028}arated, 🎉👩‍🚀 {not a tag}",
        "---\nA rule, then more.\n+++\n",
        "   ",
    ] {
        let folder = folder(&[("a.md", &format!("---\nnetwork: our-server\n---\n\n{body}\n"))]);
        let everything = ["--by", "m \"i\" a: #1", "--role", "it's\t🎉\u{85}\u{2028}\u{200b}\\"];
        let run = approve(&folder, "a.md", &everything);
        // Whatever a rule says of it, what is written is whole.
        if run.status == 0 {
            assert!(check(&folder, "a.md").stderr.is_empty());
            assert!(approve(&folder, "a.md", &everything).stdout.contains("already"), "{body:?}");
        } else {
            assert_eq!(run.status, 1, "{body:?}: {}", run.stderr);
        }
    }
}

#[test]
fn one_draft_of_many_must_be_named() {
    let folder = folder(&[("calendar.csv", SHEET), ("broken.jsonl", "{\"text\": \"Bye.\"}\n{\n")]);
    for (draft, said) in [
        (
            "calendar.csv",
            "holds 2 drafts\n  help: name one, such as `calendar.csv#launch` or `calendar.csv#row 3`",
        ),
        ("calendar.csv#lunch", "no draft is called `lunch`\n  help: did you mean `calendar.csv#launch`?"),
        ("calendar.csv#row 9", "did you mean `calendar.csv#"),
        ("none.csv#row 3", "no such file"),
        (".", "is a folder"),
        ("-", "standard input has no room"),
        (SIDECAR, "no such file"),
        ("broken.jsonl", "broken.jsonl:2: not JSON"),
    ] {
        let run = approve(&folder, draft, &["--by", "mia"]);
        assert_eq!(run.status, 2, "{draft}");
        assert!(run.stderr.contains(said), "{draft}: {}", run.stderr);
    }
    assert_eq!(approve(&folder, "calendar.csv#launch", &["--by", "  "]).status, 2);
    assert!(!folder.path().join(SIDECAR).exists());
    // The lines that can be read are drafts like any other.
    assert_eq!(approve(&folder, "broken.jsonl#line 1", &["--by", "mia"]).status, 0);
}

#[test]
fn a_broken_sidecar_loses_nothing() {
    let broken = "{\"draft\":\"calendar.csv#launch\",\"by\":\"mia\"}\r\n{\"draft\": \n\u{1}{\"by\":\"x\"";
    let folder = folder(&[("calendar.csv", SHEET), (SIDECAR, broken)]);
    let run = check(&folder, "calendar.csv");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("approvals.jsonl:2: not an approval: "), "{}", run.stderr);
    assert!(run.stderr.contains("approvals.jsonl:3: not an approval: "), "{}", run.stderr);
    assert!(run.stderr.contains("help: mend this line"), "{}", run.stderr);
    // The first line is used.
    assert!(!run.stdout.contains("row 2 (launch)  block"), "{}", run.stdout);
    let run = approve(&folder, "calendar.csv#3", &["--by", "mia"]);
    assert_eq!(run.status, 2);
    assert!(run.stdout.contains("approved by mia"), "{}", run.stdout);
    let written = text(&folder, SIDECAR);
    let added = written.strip_prefix(broken).unwrap();
    assert!(added.starts_with("\n{\"draft\":\"calendar.csv#row 3\"") && added.ends_with("}\n"), "{added}");
    // It is no draft itself.
    let run = check(&folder, SIDECAR);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("holds the approvals of the drafts beside it"), "{}", run.stderr);
    assert!(!check(&folder, ".").stdout.contains("approvals.jsonl"));
}

#[test]
fn a_large_sidecar_is_read_in_one_go() {
    let line = |i: usize, draft: &str| {
        format!(
            "{{\"draft\":\"{draft}\",\"content_hash\":\"1:{i:032x}\",\"by\":\"p{i}\",\"text\":\"{}\"}}\n",
            "a".repeat(60)
        )
    };
    for draft in ["calendar.csv#launch", ""] {
        let lines: String = (0..60_000)
            .map(|i| line(i, &if draft.is_empty() { format!("calendar.csv#{i}") } else { draft.to_string() }))
            .collect();
        assert!(lines.len() > 10_000_000 || draft.is_empty());
        let folder = folder(&[("calendar.csv", SHEET), (SIDECAR, &lines)]);
        let start = Instant::now();
        let run = approve(&folder, "calendar.csv#launch", &["--by", "mia"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(!check(&folder, "calendar.csv").stdout.contains("row 2 (launch)  block"));
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
        assert!(fs::metadata(Path::new(folder.path()).join(SIDECAR)).unwrap().len() > lines.len() as u64);
    }
}

#[test]
fn keys_are_not_copied_into_the_record() {
    let key = ["ghp", "_", "x7Fk2Lq9Vb4Nc8Zt1Wm5Rj3Hs6Yd0Pg2Ua7E"].concat();
    let folder = folder(&[("a.txt", &format!("The token was {key} until we took it back."))]);
    let run = approve(&folder, "a.txt", &["--by", "mia"]);
    assert_eq!(run.status, 1, "{}", run.stdout);
    assert!(!run.stderr.contains(&key), "{}", run.stderr);
    let run = approve(
        &folder,
        "a.txt",
        &["--by", "mia", "--accept", "privacy/secret:revoked, and part of the story"],
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    let written = text(&folder, SIDECAR);
    assert!(written.contains("The token was •••") && !written.contains(&key), "{written}");
    assert_eq!(check(&folder, "a.txt").status, 0);
}
