//! The page for those who approve, from outside: whole pages, hostile texts, and that a browser reads it as meant.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use scraper::{Html, Selector};

#[allow(dead_code)] // the other files of tests use the rest
mod common;

use common::{Run, run_in};

/// A draft that tries everything to be more than text.
const HOSTILE: &str = "---
id: \"<img src=x onerror=alert(1)>\"
network: bluesky
title: \"</title></style><script>alert(2)</script>\"
content_warning: \"<b>bold</b>\"
link: 'javascript:alert(\"3\")'
media: [{kind: image, alt: '\"><svg onload=alert(4)>'}, {kind: video, captions: false}]
account: \"<i>evil</i>\"
author: {id: \"a\\\"b\", role: \"<u>\"}
approvals: [{by: \"<s>mia</s>\", role: \"'>\", content_hash: \"1:0\", text: \"</del></ins><script>alert(5)</script>\"}]
brand: \"\\\" onmouseover=\\\"alert(6)\"
allow: [{rule: residue/merge-tag, reason: \"</bdi></article>\"}]
---
<script>alert(1)</script> \" onmouseover=\" ' </style> <!-- --> ]]> &amp; &lt; {{first_name}}
url(http://example.com/a.png) @import \"http://example.com/b.css\"; src=http://example.com/c.js
Read \u{202e}sdrawkcab\u{202c} and h\u{200b}\u{200b}idden, #tag @ana.example.com https://example.com/?a=1&b=\"2\"
Sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss
";

/// A thread that was changed after its approval.
const THREAD: &str = "---
network: mastodon
account: oldboatyard
author: {id: lou, role: writer}
scheduled_at: 2026-05-04T10:00[Europe/Dublin]
approvals:
  - {by: \"agent:planner\", at: \"2026-04-28T09:00Z\"}
  - {by: mia, role: comms, at: \"2026-04-29T16:40[Europe/Dublin]\", content_hash: \"1:00000000000000000000000000000000\", text: \"1/2 The slip opens at nine on Saturday. Bring boots, and the key AKIA2X7QJ5LM4RPT6WZC.\\n\\n--- next ---\\n\\n2/2 Ask Orla about the tar.\"}
  - {by: jo, role: legal, content_hash: \"1:00000000000000000000000000000000\"}
---
1/2 The slip opens at ten on Saturday. Bring boots.

--- next ---

2/2 Ask Orla about the tar. Tag a friend who likes tar!
";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn page(folder: &Path, args: &[&str]) -> Run {
    let all = [&["check", "--format", "html", "--no-config", "--now", "2026-05-01T09:00Z"], args].concat();
    run_in(folder, &all, b"")
}

/// Parses the page and checks what every page must hold to. Returns it.
fn sound(text: &str) -> Html {
    let html = Html::parse_document(text);
    assert!(html.errors.is_empty(), "{:?}", html.errors);
    let all = |selector: &str| html.select(&Selector::parse(selector).unwrap()).collect::<Vec<_>>();
    let mut ids = HashSet::new();
    for element in all("[id]") {
        let id = element.value().id().unwrap();
        assert!(ids.insert(id), "#{id} comes twice");
    }
    for element in all("[href]") {
        let target = element.attr("href").unwrap();
        let id = target.strip_prefix('#').unwrap_or_else(|| panic!("{target} leads out of the page"));
        assert!(ids.contains(id), "{target} leads nowhere");
    }
    for element in all("[aria-labelledby]") {
        assert!(ids.contains(element.attr("aria-labelledby").unwrap()));
    }
    // Nothing is run, and nothing is loaded.
    for element in all("*") {
        let name = element.value().name();
        let harmless = !matches!(
            name,
            "script"
                | "img"
                | "link"
                | "iframe"
                | "object"
                | "embed"
                | "svg"
                | "base"
                | "form"
                | "video"
                | "audio"
        );
        assert!(harmless, "<{name}>");
        for (attribute, _) in element.value().attrs() {
            assert!(
                !attribute.starts_with("on") && !matches!(attribute, "src" | "style"),
                "<{name} {attribute}>"
            );
        }
    }
    let style = all("style");
    assert_eq!(style.len(), 1);
    let style = style[0].text().collect::<String>();
    assert!(!style.contains("url(") && !style.contains("@import") && !style.contains("http"));
    // No heading skips a level.
    let mut last = 0;
    for element in all("h1, h2, h3, h4, h5, h6") {
        let level: usize = element.value().name()[1..].parse().unwrap();
        assert!(level <= last + 1, "h{level} after h{last}");
        last = level;
    }
    balanced(text);
    html
}

/// Every element that is opened is closed, in order: a parser mends a page silently where it may.
fn balanced(text: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with('!') {
            continue;
        }
        let closes = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap()];
        match (closes, name) {
            (_, "meta" | "br") => {}
            (false, _) => open.push(name),
            (true, _) => assert_eq!(open.pop(), Some(name), "before {}", &rest[..rest.len().min(80)]),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

fn without_version(text: &str) -> String {
    text.replace(&format!("draftlint {}", env!("CARGO_PKG_VERSION")), "draftlint VERSION")
}

/// The page without its style sheet, which would be the same in every snapshot.
fn body(text: &str) -> String {
    let (start, end) = (text.find("<style>").unwrap(), text.find("</style>").unwrap());
    without_version(&format!("{}{}", &text[..start + 7], &text[end..]))
}

#[test]
fn a_page_of_three_drafts() {
    let drafts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/drafts");
    let run = page(&drafts, &["launch.md", "airline-friday.md", "brewery-price.md"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    sound(&run.stdout);
    insta::assert_snapshot!(body(&run.stdout));
}

#[test]
fn hostile_text_stays_text() {
    let folder = folder(&[("hostile.md", HOSTILE)]);
    let run = page(folder.path(), &["hostile.md"]);
    assert_eq!(run.stderr, "");
    let html = sound(&run.stdout);
    let low = run.stdout.to_lowercase();
    for bad in ["<script", "<img", "<svg", "<!--", " onmouseover=\"", "\u{202e}", "\u{200b}", "\u{1}"] {
        assert!(!low.contains(bad), "{bad}");
    }
    // What it says is all there.
    let text = Selector::parse(".look .text").unwrap();
    let number = Selector::parse(".ref").unwrap();
    let shown = html.select(&text).next().unwrap();
    let numbers: HashSet<_> = shown.select(&number).flat_map(|n| n.children()).map(|n| n.id()).collect();
    let texts = shown.descendants().filter(|node| !numbers.contains(&node.id()));
    let said: String = texts.filter_map(|node| node.value().as_text().map(|t| t.to_string())).collect();
    assert!(
        said.contains("<script>alert(1)</script> \" onmouseover=\" ' </style> <!-- --> ]]> &amp; &lt;"),
        "{said}"
    );
    assert!(said.contains("[hidden: reversed order]") && said.contains("[hidden: blank without width ×2]"));
    insta::assert_snapshot!(body(&run.stdout));
}

#[test]
fn what_changed_since_the_approval() {
    let folder = folder(&[("thread.md", THREAD)]);
    let run = page(folder.path(), &["thread.md"]);
    let html = sound(&run.stdout);
    let of = |selector: &str| -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        html.select(&selector).map(|element| element.text().collect()).collect()
    };
    assert!(!run.stdout.contains("AKIA2X7QJ5LM4RPT6WZC"), "the key of the approved text is shown");
    assert_eq!(of(".approvals > li").len(), 3);
    let approvals = of(".approvals > li");
    assert!(approvals[0].contains("agent:planner") && approvals[0].contains("does not count"));
    assert!(approvals[2].contains("was not kept"), "{}", approvals[2]);
    assert_eq!(of(".since .text del").first().map(String::as_str), Some("[taken out: nine]"));
    assert_eq!(of(".since .text ins").first().map(String::as_str), Some("[added: ten]"));
    assert_eq!(of(".card .nth"), ["post 1 of 2", "post 2 of 2"]);
    assert_eq!(of(".len").len(), 2);
    let drafts = Selector::parse(".since[open]").unwrap();
    assert_eq!(html.select(&drafts).count(), 1);
}

#[test]
fn an_approval_of_this_very_text() {
    let draft = draftlint::Draft::new("The slip opens at ten.").network(draftlint::Network::X);
    let rows = format!(
        "{{\"text\": \"The slip opens at ten.\", \"network\": \"x\", \"approvals\": [{{\"by\": \"mia\", \"content_hash\": \"{}\"}}]}}",
        draft.content_hash()
    );
    let folder = folder(&[("row.jsonl", &rows)]);
    let one = page(folder.path(), &["row.jsonl"]);
    sound(&one.stdout);
    assert!(one.stdout.contains("For exactly this text."));
    // The approval names one network; the draft goes to two.
    let two = page(folder.path(), &["row.jsonl", "--network", "x,linkedin"]);
    sound(&two.stdout);
    assert!(two.stdout.contains("On LinkedIn"), "{}", two.stdout);
}

#[test]
fn every_example_makes_a_sound_page() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let run = page(&examples, &["drafts", "incidents", "--network", "x,linkedin,mastodon", "--score"]);
    let html = sound(&run.stdout);
    let drafts = html.select(&Selector::parse("article").unwrap()).count();
    assert!(drafts > 40, "{drafts}");
    let listed = html.select(&Selector::parse(".toc li").unwrap()).count();
    assert_eq!(drafts, listed);
}

#[test]
fn brands_stand_apart_and_the_worst_comes_first() {
    let rows = "{\"text\": \"The slip opens at ten.\", \"brand\": \"tar\"}\n\
                {\"text\": \"Oak is in.\", \"brand\": \"oak\"}\n\
                {\"text\": \"Dear {{customer}}, the slip opens.\", \"brand\": \"tar\"}\n";
    let folder = folder(&[("rows.jsonl", rows)]);
    let run = page(folder.path(), &["rows.jsonl"]);
    let html = sound(&run.stdout);
    let heads: Vec<String> =
        html.select(&Selector::parse("main .group > h2").unwrap()).map(|h| h.text().collect()).collect();
    assert_eq!(heads[..2], ["Brand: tar", "Brand: oak"]);
    let openings: Vec<String> =
        html.select(&Selector::parse(".opening").unwrap()).map(|h| h.text().collect()).collect();
    assert_eq!(openings, ["Dear {{customer}}, the slip opens.", "The slip opens at ten.", "Oak is in."]);
    let quiet = page(folder.path(), &["rows.jsonl", "--quiet"]);
    assert_eq!(sound(&quiet.stdout).select(&Selector::parse("article").unwrap()).count(), 1);
}

#[test]
fn no_drafts_make_a_page_too() {
    let folder = folder(&[("rows.jsonl", "")]);
    let run = page(folder.path(), &["rows.jsonl"]);
    sound(&run.stdout);
    assert!(run.stdout.contains("There are no drafts."));
}
