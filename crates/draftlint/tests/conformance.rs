//! Drafts and what is found in them, the same in every language. `UPDATE_CONFORMANCE=1` writes what is found now;
//! read the difference before it is committed.

use draftlint::{Config, Draft, Linter, Thread};
use serde_json::{Value, json};

#[test]
fn cases() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/conformance/cases.json");
    let text = std::fs::read_to_string(path).unwrap();
    let mut cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    let mut wrong = Vec::new();
    for case in &mut cases {
        let config =
            Config::builder().layer_json("case", case.get("config").unwrap_or(&json!({}))).build().unwrap();
        let linter = Linter::new(&config).unwrap();
        let posts: Vec<Draft<'static>> = match case.get("posts") {
            Some(posts) => serde_json::from_value(posts.clone()).unwrap(),
            None => vec![serde_json::from_value(case["draft"].clone()).unwrap()],
        };
        let report = if posts.len() == 1 {
            linter.lint(&posts[0])
        } else {
            linter.lint_thread(&Thread::new(posts.clone()))
        };
        let findings: Vec<Value> = report
            .findings()
            .iter()
            .map(|f| {
                let texts: Vec<&str> = f
                    .locations
                    .iter()
                    .map(|l| {
                        &posts[l.post as usize].text_of(l.field).unwrap()[l.start as usize..l.end as usize]
                    })
                    .collect();
                json!({"rule": f.rule.id, "severity": f.severity, "message": f.message, "texts": texts})
            })
            .collect();
        let found = json!({"verdict": report.verdict(), "score": report.score(), "findings": findings});
        if case.get("expect") != Some(&found) {
            wrong.push(format!(
                "{}: expected {}, found {found}",
                case["name"],
                case.get("expect").unwrap_or(&Value::Null)
            ));
            case["expect"] = found;
        }
    }
    if std::env::var_os("UPDATE_CONFORMANCE").is_some() {
        std::fs::write(path, serde_json::to_string_pretty(&cases).unwrap() + "\n").unwrap();
    } else {
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
