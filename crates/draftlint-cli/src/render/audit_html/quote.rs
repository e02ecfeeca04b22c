//! Posts as evidence.

use std::fmt::Write as _;

use draftlint::{Audit, Evidence};

use super::super::html::escape::{bdi, plain};
use super::super::style::cut;
use super::words;

/// Posts as a list of quotes, each with its day, its account where there are several, and its id.
pub(super) fn list(audit: &Audit, posts: &[Evidence]) -> String {
    if posts.is_empty() {
        return String::new();
    }
    let mut out = String::from("<ul class=\"posts\">");
    for post in posts {
        let mut facts = Vec::new();
        match &post.at {
            Some(at) => facts.push(plain(&words::day(&cut(at, 60)))),
            None => facts.push("no date".to_string()),
        }
        if words::several(audit) {
            facts.push(words::account(&cut(&post.account, 60), &cut(&post.network, 60)));
        }
        if let Some(id) = &post.id {
            facts.push(format!("post {}", bdi(&cut(id, 60))));
        }
        facts.retain(|fact| !fact.is_empty());
        let text = if post.text.trim().is_empty() {
            "<p class=\"unknown\">no text</p>".to_string()
        } else {
            format!("<blockquote dir=\"auto\">{}</blockquote>", plain(&post.text))
        };
        _ = write!(out, "<li>{text}<p class=\"small\">{}</p></li>", facts.join(" · "));
    }
    out.push_str("</ul>");
    out
}

/// The quotes under a fold.
pub(super) fn folded(audit: &Audit, posts: &[Evidence]) -> String {
    match posts {
        [] => String::new(),
        [_] => {
            format!("<details class=\"seen\"><summary>Show a post</summary>{}</details>", list(audit, posts))
        }
        _ => format!(
            "<details class=\"seen\"><summary>Show {} posts</summary>{}</details>",
            posts.len(),
            list(audit, posts)
        ),
    }
}
