//! Pages of whole histories. `AUDIT_PAGE=/some/page.html` writes the page of `AUDIT_POSTS` (the example by default).

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use draftlint::{Audit, Linter, Post};
use scraper::{Html, Selector};

use super::page;

fn posts(path: &Path) -> Vec<Post<'static>> {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| Post::from_entries(serde_json::from_str(line).unwrap()).unwrap().0).collect()
}

fn post(entries: serde_json::Value) -> Post<'static> {
    let serde_json::Value::Object(entries) = entries else { panic!("no object") };
    Post::from_entries(entries).unwrap().0
}

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/feed").join(name)
}

fn audit(posts: Vec<Post<'static>>) -> Audit {
    let linter = Linter::default();
    linter.audit(&linter.history(posts))
}

fn all<'h>(html: &'h Html, selector: &str) -> Vec<scraper::ElementRef<'h>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn words(html: &Html, selector: &str) -> String {
    all(html, selector).iter().flat_map(scraper::ElementRef::text).collect::<Vec<_>>().join(" ")
}

/// Parses the page and checks what every page must hold to.
fn sound(text: &str) -> Html {
    let html = Html::parse_document(text);
    assert!(html.errors.is_empty(), "{:?}", html.errors);
    let mut ids = HashSet::new();
    for element in all(&html, "[id]") {
        assert!(ids.insert(element.attr("id").unwrap()), "{:?} comes twice", element.attr("id"));
    }
    for element in all(&html, "[href]") {
        let target = element.attr("href").unwrap();
        assert!(target.strip_prefix('#').is_some_and(|id| ids.contains(id)), "{target} leads nowhere");
    }
    for element in all(&html, "[aria-labelledby]") {
        let named = element.attr("aria-labelledby").unwrap();
        assert!(named.split(' ').all(|id| ids.contains(id)), "{named}");
    }
    let known = "html head meta title style body a header main section nav footer h1 h2 h3 h4 p ul ol li dl dt dd div \
                 span b bdi blockquote details summary table caption thead tbody tr th td svg defs pattern rect circle \
                 line path g text desc";
    let known: HashSet<&str> = known.split_whitespace().collect();
    for element in all(&html, "*") {
        let name = element.value().name();
        assert!(known.contains(name), "<{name}>");
        for (attribute, value) in element.value().attrs() {
            let loads = attribute.starts_with("on")
                || matches!(attribute, "src" | "srcset" | "style" | "xlink:href" | "data" | "action")
                || value.contains("url(");
            assert!(!loads, "<{name} {attribute}>");
        }
    }
    let style = words(&html, "style");
    assert!(
        !style.contains("@import") && !style.contains("http") && !style.replace("url(#", "").contains("url(")
    );
    assert_eq!(all(&html, "style").len(), 1);
    assert!(text.contains("default-src 'none'; style-src 'unsafe-inline'"));
    for picture in all(&html, "svg[role=img]") {
        assert!(!words_in(picture, "title").is_empty() && !words_in(picture, "desc").is_empty());
    }
    // Every other picture is told in words beside it.
    assert!(all(&html, "svg:not([role])").iter().all(|svg| svg.attr("aria-hidden") == Some("true")));
    let mut last = 0;
    for element in all(&html, "h1, h2, h3, h4, h5, h6") {
        let level: usize = element.value().name()[1..].parse().unwrap();
        assert!(level <= last + 1, "h{level} after h{last}");
        last = level;
    }
    assert_eq!((all(&html, "h1").len(), all(&html, "main").len(), all(&html, "footer").len()), (1, 1, 1));
    balanced(text);
    html
}

fn words_in(element: scraper::ElementRef<'_>, selector: &str) -> String {
    element.select(&Selector::parse(selector).unwrap()).flat_map(|e| e.text()).collect()
}

/// Every element that is opened is closed, in order: a parser mends a page silently where it may.
fn balanced(text: &str) {
    let mut open: Vec<&str> = Vec::new();
    for part in text.split('<').skip(1).filter(|part| !part.starts_with('!')) {
        let name = part.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap()];
        let tag = &part[..part.find('>').unwrap()];
        if name == "meta" || tag.ends_with('/') {
            continue;
        }
        if part.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "before {}", part.chars().take(80).collect::<String>());
        } else {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn the_example_makes_a_sound_page() {
    let path = std::env::var_os("AUDIT_POSTS").map_or_else(|| example("brand.jsonl"), PathBuf::from);
    let audit = audit(posts(&path));
    let text = page(&audit, "Audit of a feed");
    if let Some(target) = std::env::var_os("AUDIT_PAGE") {
        std::fs::write(target, &text).unwrap();
    }
    let html = sound(&text);
    let rows = all(&html, ".rows > .row");
    assert_eq!(rows.len(), 14);
    let named: Vec<String> = rows.iter().map(|row| words_in(*row, "h3")).collect();
    let titles: Vec<&str> = audit.principles.iter().map(|row| row.title).collect();
    assert_eq!(named, titles);
    let said = ["good", "watch", "act"];
    assert!(rows.iter().all(|row| said.iter().any(|word| words_in(*row, ".chip").ends_with(word))));
    for finding in &audit.findings {
        assert!(text.contains(&format!("<span class=\"rule\">{}</span>", finding.rule)), "{}", finding.rule);
    }
    // Every picture has its numbers beside it.
    assert_eq!(all(&html, ".plot").len(), all(&html, ".numbers").len() + 1, "the hours are drawn twice");
}

#[test]
fn a_feed_without_faults_and_none_at_all() {
    let clean = sound(&page(&audit(posts(&example("clean.jsonl"))), "A good feed"));
    assert_eq!(all(&clean, ".rows > .row").len(), 14);
    let none = sound(&page(&audit(Vec::new()), ""));
    assert!(words(&none, "#short").contains("There are no posts"));
    let undated =
        sound(&page(&audit(vec![post(serde_json::json!({ "text": "The lift runs again." }))]), "One"));
    assert!(words(&undated, "header").contains("no post has a date"));
}

#[test]
fn hostile_text_stays_text() {
    let evil = "</text></svg><script>alert(1)</script><img src=http://evil.example/x onerror=alert(1)> buy now `a` \u{202e}";
    let posts: Vec<Post<'static>> = (0..30)
        .map(|i| {
            post(serde_json::json!({
                "id": format!("<i>{i}"), "account": "<b>\"me'", "network": "x<y", "text": format!("{evil} https://a-{i}.example/ BUY NOW!!! Only today!!!"),
                "time": format!("2026-03-{:02}T10:00:00Z", i % 28 + 1)
            }))
        })
        .collect();
    let text = page(&audit(posts), "<script>alert(2)</script>\u{202e}");
    let html = sound(&text);
    assert!(!text.contains("<script") && !text.contains("<img"));
    assert!(words(&html, "blockquote").contains("<script>alert(1)</script>"));
    assert_eq!(words(&html, "title").matches("<script>alert(2)</script>").count(), 1);
    assert!(words(&html, "h1").contains("[hidden: reversed order]"));
}

#[test]
fn a_long_history_stays_a_short_page() {
    let texts =
        ["Buy now, only today!!!", "How to mend a sleeve in five steps:", "We won an award, thank you all!"];
    let posts = (0..6_000).map(|i: i64| {
        let time = jiff::Timestamp::from_second(1_000_000_000 + i * 120_000).unwrap().to_string();
        let text = format!("{} number {i} https://shop-{}.example/{i} {}", texts[i as usize % 3], i % 90, "so ".repeat(60));
        post(serde_json::json!({
            "id": i.to_string(), "account": format!("account{}", i % 60), "network": "x", "text": text, "time": time
        }))
    });
    let audit = audit(posts.collect());
    let text = page(&audit, "Many posts");
    assert!(text.len() < 1_000_000, "{}", text.len());
    let html = sound(&text);
    let (_, bars, _) = super::weeks::bars(&audit);
    assert!(bars.len() <= 200 && bars.len() > 60);
    assert!(words(&html, "#numbers").contains("too many weeks"));
}
