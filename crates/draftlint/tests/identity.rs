//! Honest posts about who people are raise nothing of respect, privacy or profanity: words of identity alone are
//! never a finding.

use draftlint::{Category, Draft, Linter};

#[test]
fn words_of_identity_are_no_finding() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/corpus/identity.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let posts: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    assert!(posts.len() >= 200, "{} posts", posts.len());
    let linter = Linter::default();
    let mut wrong = Vec::new();
    for post in posts {
        for finding in linter.lint(&Draft::new(post)).findings() {
            let rule = &finding.rule;
            if matches!(rule.category, Category::Respect | Category::Privacy) || rule.id == "brand/profanity"
            {
                wrong.push(format!("{}: {post}", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
