//! Good posts raise nothing of warning or above; the post that the project grew from meets its own test.

use draftlint::{Category, Draft, Linter, Severity};

fn rows(path: &str) -> Vec<Draft<'static>> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| {
            let entries = serde_json::from_str::<serde_json::Map<_, _>>(line).unwrap();
            Draft::from_entries(entries).unwrap().0
        })
        .collect()
}

#[test]
fn good_posts_raise_no_warning() {
    let linter = Linter::default();
    let mut wrong = Vec::new();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/corpus/good.jsonl");
    let rows = rows(path);
    assert!(rows.len() >= 150);
    for draft in rows {
        for finding in linter.lint(&draft).findings() {
            if finding.severity > Severity::Info {
                wrong.push(format!(
                    "{}: {} {}",
                    draft.id.as_deref().unwrap_or(""),
                    finding.rule.id,
                    finding.message
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_seed_post_passes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seed.txt");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: the seed post is not here");
        return;
    };
    let report = Linter::default().lint(&Draft::new(text));
    for finding in report.findings() {
        let category = finding.rule.category;
        let line = format!("{} {}: {}", finding.severity, finding.rule.id, finding.message);
        assert!(finding.severity < Severity::Error, "{line}");
        assert!(!matches!(category, Category::Spam | Category::Claims), "{line}");
        assert!(category != Category::Promo || finding.severity == Severity::Info, "{line}");
    }
}
