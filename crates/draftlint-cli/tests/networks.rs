//! One draft on several networks, what is known of networks, and threads, from outside.

use std::fs;

mod common;

use common::{Run, copied, fixtures, run_in};

/// Limits that no network has, so that the renderings stay the same when a network changes its own.
const LIMITS: &str = "
[networks.near]
name = \"Near\"
text-limit = { value = 150, confidence = \"official\", source = \"near.example/help\", checked = \"2026-05-01\" }
[networks.far]
extends = \"near\"
name = \"Far\"
text-limit = 3000
[networks.middle]
extends = \"near\"
name = \"Middle\"
text-limit = { value = 160, unit = \"utf-16\", confidence = \"third-party\", source = \"a page of tips\", checked = \"2026-05-01\" }
[networks.middle.comment]
text-limit = { value = 90, confidence = \"third-party\", source = \"a page of tips\", second-source = \"another page\", checked = \"2026-05-01\" }

[[overrides]]
network = \"far\"
rules = { \"promo/superlative\" = \"off\" }
";

const DRAFT: &str = "Hi First Name, the boat sheds open at nine. Our world-class team planes larch below the \
    waterline and oak above it. Come and see how tar is boiled; the kettle is on from ten, and the ferry leaves at six.\n";

/// A folder with few rules and the networks above.
fn folder() -> tempfile::TempDir {
    let folder = copied();
    let config = fs::read_to_string(folder.path().join("draftlint.toml")).unwrap();
    let config = config.replacen("[[rule]]", "\"etiquette/length\" = \"on\"\n\n[[rule]]", 1);
    fs::write(folder.path().join("draftlint.toml"), config + LIMITS).unwrap();
    fs::write(folder.path().join("boats.md"), DRAFT).unwrap();
    folder
}

fn check(folder: &tempfile::TempDir, args: &[&str]) -> Run {
    run_in(folder.path(), &[&["check", "--now", "2026-05-01T09:00Z"], args].concat(), b"")
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn a_draft_for_several_networks() {
    let folder = folder();
    let run = check(&folder, &["boats.md", "--network", "near,far,middle", "--score"]);
    assert_eq!(run.status, 1);
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn a_clean_draft_for_several_networks_is_a_table() {
    let run = check(&folder(), &["clean.txt", "--network", "near,far"]);
    // What comes after the table is what was skipped.
    let table: Vec<&str> = run.stdout.lines().take(3).collect();
    assert_eq!(
        table,
        [
            "clean.txt                                             pass · 2 networks",
            "  near  pass  51 of 150",
            "  far   pass  51 of 3000",
        ]
    );
}

#[test]
fn many_drafts_for_several_networks_have_a_column_for_each() {
    let folder = folder();
    for name in ["draftlint.toml", "boats.md", "clean.txt"] {
        fs::create_dir_all(folder.path().join("queue")).unwrap();
        fs::copy(folder.path().join(name), folder.path().join("queue").join(name)).unwrap();
    }
    fs::write(folder.path().join("queue/own.md"), "---\nnetworks: [middle, far]\n---\nA world-class shed.\n")
        .unwrap();
    let run = check(&folder, &["queue", "--network", "near,far,middle"]);
    let table: String = run.stdout.split("\n\n").next().unwrap().to_string();
    insta::assert_snapshot!(table);
    // Where nearly every draft goes somewhere else, columns would be empty.
    let mixed = check(&folder, &["."]);
    assert!(mixed.stdout.contains("\npass   sheet.csv#row 3         x, linkedin\n"), "{}", mixed.stdout);
    // In a narrow sheet the networks are listed, with their verdicts where these differ.
    let names: Vec<String> = (0..12).map(|i| format!("a-server-of-friends-{i}")).collect();
    let wide = check(&folder, &["queue", "--network", &format!("near,far,{}", names.join(","))]);
    assert!(wide.stdout.lines().take(3).all(|line| line.chars().count() < 110), "{}", wide.stdout);
    assert!(wide.stdout.contains("warn   queue/own.md     middle warn, far pass "), "{}", wide.stdout);
}

#[test]
fn a_network_named_twice_is_checked_once() {
    let run = check(&folder(), &["clean.txt", "--network", "x,twitter,X", "-f", "jsonl"]);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
}

#[test]
fn other_formats_say_which_networks() {
    let folder = folder();
    let args = ["boats.md", "--network", "near,far,middle", "-f"];
    let of = |format: &str| check(&folder, &[&args[..], &[format]].concat()).stdout;
    let reports = json(&of("json"));
    let networks: Vec<&str> =
        reports.as_array().unwrap().iter().map(|r| r["network"].as_str().unwrap()).collect();
    assert_eq!(networks, ["near", "far", "middle"]);
    let github = of("github");
    assert!(github.contains("title=near%2C middle%3A praises itself"), "{github}");
    assert!(github.contains("title=the template was not filled in"), "{github}");
    let sarif = json(&of("sarif"));
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let praise = results.iter().find(|r| r["ruleId"] == "promo/superlative").unwrap();
    assert_eq!(praise["properties"]["networks"], serde_json::json!(["near", "middle"]));
    // A row for the draft, however many networks it goes to.
    assert_eq!(of("csv").matches("boats.md").count(), 1);
}

#[test]
fn a_trace_says_what_happened_on_each_network() {
    let args = ["boats.md", "--network", "near,far", "--trace", "promo/superlative"];
    let run = check(&folder(), &args);
    assert!(run.stdout.contains("trace of promo/superlative on near: 1 hit\n    1:49"), "{}", run.stdout);
    assert!(run.stdout.contains("trace of promo/superlative on far: no hit\n"), "{}", run.stdout);
}

#[test]
fn networks_are_listed_and_shown() {
    let folder = folder();
    let list = run_in(folder.path(), &["networks"], b"");
    assert_eq!(list.status, 0, "{}", list.stderr);
    let line = |id: &str| {
        let line = list.stdout.lines().find(|line| line.split("  ").next() == Some(id));
        line.unwrap_or_else(|| panic!("{id}: {}", list.stdout))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(line("near"), "near Near 150 characters – – – –");
    assert_eq!(line("middle"), "middle Middle 160? UTF-16 units – – – –");
    assert!(line("x").starts_with("x X 280 weighted characters"), "{}", line("x"));
    insta::assert_snapshot!(run_in(folder.path(), &["networks", "Middle", "near"], b"").stdout);
}

#[test]
fn networks_as_json_have_every_fact_with_its_source() {
    let run = run_in(&fixtures(), &["networks", "--format", "json", "--no-config"], b"");
    let all = json(&run.stdout);
    let all = all.as_array().unwrap();
    assert!(all.len() > 20, "{}", all.len());
    for network in all {
        for fact in network["facts"].as_array().unwrap() {
            let told = ["key", "source", "checked", "confidence"].iter().all(|key| fact[key].is_string());
            assert!(told && fact["firm"].is_boolean(), "{}: {fact}", network["id"]);
        }
    }
    let one = json(&run_in(folder().path(), &["networks", "middle", "-f", "json"], b"").stdout);
    let comment = one[0]["facts"].as_array().unwrap().iter().find(|fact| fact["posts"] == "comment").unwrap();
    assert_eq!((&comment["value"], &comment["firm"]), (&90.into(), &true.into()));
}

#[test]
fn explain_shows_what_a_rule_knows_of_networks() {
    let run = run_in(folder().path(), &["explain", "etiquette/length"], b"");
    let knows = run.stdout.split_once("What it knows of networks\n").unwrap().1;
    let near: Vec<&str> = knows.lines().skip_while(|line| !line.starts_with("    near ")).take(2).collect();
    assert_eq!(near[1], "      near.example/help");
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words(near[0]), "near 150 characters stops a post official 2026-05-01");
    let rows: Vec<String> = knows.lines().filter(|line| line.starts_with("    middle ")).map(words).collect();
    assert_eq!(
        rows[..2],
        [
            "middle 160 UTF-16 units unsure third-party 2026-05-01",
            "middle comment 90 UTF-16 units stops a post two sources 2026-05-01"
        ]
    );
    // The table ends where the next fact begins.
    let table = knows.lines().skip(1).take_while(|line| line.starts_with("    "));
    let columns: Vec<usize> = table
        .filter(|line| !line.starts_with("      "))
        .map(|line| line.find("stops a post").or_else(|| line.find("unsure")).unwrap())
        .collect();
    assert!(columns.len() > 10 && columns.iter().all(|c| *c == columns[0]), "{columns:?}");
    // A rule that rests on no facts has no such part.
    let other = run_in(folder().path(), &["explain", "promo/superlative"], b"");
    assert!(!other.stdout.contains("What it knows of networks"), "{}", other.stdout);
}

#[test]
fn a_long_draft_becomes_a_thread_that_passes() {
    let folder = folder();
    fs::write(
        folder.path().join("boats.md"),
        format!("---\nid: b7 # kept\n---\n\n{}", DRAFT.replace("Hi First Name, the", "The")),
    )
    .unwrap();
    let run = run_in(folder.path(), &["split", "boats.md", "--network", "near"], b"");
    assert_eq!(run.status, 0, "{}", run.stderr);
    insta::assert_snapshot!(format!("{}-- standard error --\n{}", run.stdout, run.stderr));
    fs::write(folder.path().join("thread.md"), &run.stdout).unwrap();
    let report = json(&check(&folder, &["thread.md", "-f", "json"]).stdout);
    assert_eq!(report[0]["network"], "near");
    let rules: Vec<&str> =
        report[0]["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect();
    assert!(!rules.contains(&"etiquette/length"), "{rules:?}");
    // What was split fits, and is left as it is.
    let again = run_in(folder.path(), &["split", "thread.md"], b"");
    assert_eq!(again.stdout, run.stdout);
    assert!(again.stderr.starts_with("thread.md: 2 parts that fit for near\n"), "{}", again.stderr);
}

#[test]
fn split_counts_as_it_is_told() {
    let folder = folder();
    let split = |args: &[&str]| run_in(folder.path(), &[&["split", "boats.md"], args].concat(), b"");
    let fits = split(&["--network", "far"]);
    assert_eq!(fits.stdout, DRAFT);
    assert!(fits.stderr.starts_with("boats.md: fits for far: 2"), "{}", fits.stderr);
    let narrow = split(&["--limit", "80", "--style", "start"]);
    assert!(narrow.stdout.starts_with("1/4 Hi First Name"), "{}", narrow.stdout);
    assert!(
        narrow.stderr.lines().skip(1).all(|line| line.ends_with(" of 80 characters")),
        "{}",
        narrow.stderr
    );
    let open = split(&["--limit", "80", "--style", "1/"]);
    assert!(open.stdout.contains(" 1/\n\n--- next ---\n"), "{}", open.stdout);
    let posts = json(&split(&["--limit", "80", "--style", "none", "-f", "json"]).stdout);
    assert!(posts["posts"].as_array().unwrap().iter().all(|post| post["network"].is_null()), "{posts}");
    fs::write(folder.path().join("boats.md"), DRAFT.repeat(20)).unwrap();
    let many = split(&["--limit", "60"]);
    assert!(many.stderr.lines().last().unwrap().starts_with("  … and "), "{}", many.stderr);
    assert_eq!(many.stderr.lines().count(), 52, "{}", many.stderr);
    let comment = "---\nnetwork: middle\nkind: comment\n---\n";
    fs::write(folder.path().join("boats.md"), format!("{comment}{DRAFT}")).unwrap();
    let run = split(&[]);
    assert!(run.stderr.lines().skip(1).all(|line| line.ends_with(" of 90 UTF-16 units")), "{}", run.stderr);
}

#[test]
fn a_thread_is_written_back() {
    let folder = folder();
    let path = folder.path().join("boats.md");
    let head = "+++\nnetworks = [\"far\", \"near\"]\ntitle = \"Tar\"\n+++\n";
    fs::write(&path, format!("{head}{DRAFT}")).unwrap();
    let write =
        |args: &[&str]| run_in(folder.path(), &[&["split", "boats.md", "--write"], args].concat(), b"");
    let two = write(&[]);
    assert!(two.status == 2 && two.stderr.contains("choose one with --network far"), "{}", two.stderr);
    let run = write(&["--network", "near"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("+++\nnetwork = \"near\"\ntitle = \"Tar\"\n+++\nHi First Name"), "{text}");
    assert_eq!(text.matches("\n\n--- next ---\n\n").count(), 1, "{text}");
    assert_eq!(write(&[]).status, 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn mistakes_are_told_with_a_way_out() {
    let folder = folder();
    fs::write(folder.path().join("fence.txt"), "---\nA fence of larch, and a gate. It opens at nine.\n")
        .unwrap();
    for (args, help) in [
        (&["networks", "linkdin"][..], "did you mean `linkedin`?"),
        (&["networks", "nowhere"], "`draftlint networks` lists them"),
        (&["networks", "x", "--fromat", "json"], "--format"),
        (&["split", "boats.md"], "add --network x, or --limit 280"),
        (&["split", "boats.md", "--network", "linkdin"], "did you mean `linkedin`?"),
        (&["split", "boats.md", "--network", "x,far"], "one network at a time"),
        (&["split", "boats.md", "--limit", "0"], "0 is not in 1..=1000000000"),
        (&["split", "boats.md", "--limit", "3"], "leaves no room for text"),
        (&["split", "boats.md", "--stlye", "end"], "--style"),
        (&["split", "boats.md", "--limit", "80", "--style", "ende"], "'end'"),
        (&["split", "none.md", "--limit", "80"], "no such file"),
        (&["split", ".", "--limit", "80"], "name one draft to split"),
        (&["split", "sheet.csv", "--limit", "80"], "save its text as .md"),
        (&["split", "clean.txt", "--limit", "30", "--write"], "draftlint split clean.txt > clean.md"),
        // As a .md file its first line would open a front matter.
        (&["split", "fence.txt", "--limit", "40"], "--format json writes its posts"),
        (&["split", "thread.md", "--limit", "30"], "its part 2 is too long"),
    ] {
        let run = run_in(folder.path(), args, b"");
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{args:?}: {}", run.stderr);
        assert!(run.stderr.starts_with("error: ") && run.stderr.contains(help), "{args:?}: {}", run.stderr);
    }
}
