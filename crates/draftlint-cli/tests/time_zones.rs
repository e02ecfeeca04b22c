//! Results do not depend on the machine's zone or clock: the same drafts give the same bytes wherever it stands.

use std::path::Path;
use std::process::Command;

/// Drafts whose words and times lie close to a change of the day or of the clocks.
const DATED: [(&str, &str); 6] = [
    ("local.md", "---\nscheduled_at: 2026-05-04T23:50\n---\nDoors open tomorrow (Tuesday), 4 May (Sunday)."),
    (
        "midnight.md",
        "---\nscheduled_at: 2026-05-05\ncreated_at: 2026-05-04T23:30Z\n---\nDoors open today at nine.",
    ),
    ("spring.md", "---\nscheduled_at: 2026-03-29T01:30[Europe/London]\n---\nJoin us on Sunday, 29 March."),
    (
        "autumn.md",
        "---\nscheduled_at: 2026-10-25T01:30[Europe/London]\n---\nJoin us tonight, Sunday, in the mill.",
    ),
    (
        "apia.md",
        "---\nscheduled_at: 2026-05-04T00:10[Pacific/Apia]\n---\nRegister by 3 May. Join us this Monday.",
    ),
    ("nothing.md", "Story hour is back on Tuesday, 4 May, and on Friday, 9 May 2026."),
];

fn check(zone: &str, folders: &[&Path]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for format in ["text", "json"] {
        let output = Command::new(env!("CARGO_BIN_EXE_draftlint"))
            .args(["check", "--all", "--now", "2026-05-01T09:00Z", "--format", format])
            .args(folders)
            .env("TZ", zone)
            .output()
            .expect("the command line runs");
        assert!(
            output.status.code().is_some_and(|code| code < 2),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        bytes.extend(output.stdout);
        bytes.extend(output.stderr);
    }
    bytes
}

#[test]
fn the_zone_of_the_machine_changes_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (drafts, incidents) = (root.join("examples/drafts"), root.join("examples/incidents"));
    let dated = tempfile::tempdir().expect("a folder");
    for (name, text) in DATED {
        std::fs::write(dated.path().join(name), text).expect("a draft");
    }
    let folders = [drafts.as_path(), &incidents, dated.path()];
    let here = check("UTC", &folders);
    let text = String::from_utf8_lossy(&here);
    assert!(text.contains("workflow/weekday-mismatch") && text.contains("workflow/past-time"), "{text}");
    for zone in ["Pacific/Kiritimati", "America/Los_Angeles", "Australia/Lord_Howe"] {
        assert!(check(zone, &folders) == here, "another report where the machine is in {zone}");
    }
}
