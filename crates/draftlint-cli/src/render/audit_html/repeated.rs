//! Posts that repeat each other.

use std::fmt::Write as _;

use draftlint::{Audit, Repeated};

use super::super::html::escape::plain;
use super::super::style::cut;
use super::{chart, quote, words};

/// So many groups are open.
const OPEN: usize = 2;
/// How much of a text stands on its fold.
const OPENING: usize = 70;

pub(super) fn html(audit: &Audit) -> String {
    let (id, title) = ("repeated", "Posts that repeat each other");
    let Some(first) = audit.repeated.first() else {
        return chart::empty(id, title, "No two posts say nearly the same.");
    };
    let all: usize = audit.repeated.iter().map(|group| group.count).sum();
    let lead = match audit.repeated.len() {
        1 => format!("{} say nearly the same.", words::posts(first.count)),
        n => format!(
            "{n} groups of posts that say nearly the same, {} in all; the largest has {}.",
            words::posts(all),
            words::grouped(first.count)
        ),
    };
    let mut out = chart::open(id, title, &lead);
    out.push_str("<ul class=\"groups\">\n");
    for (i, group) in audit.repeated.iter().enumerate() {
        out.push_str(&item(audit, group, i < OPEN));
    }
    out.push_str("</ul>\n</section>\n");
    out
}

fn item(audit: &Audit, group: &Repeated, open: bool) -> String {
    let open = if open { " open" } else { "" };
    let opening = group.posts.first().map_or_else(String::new, |post| plain(&cut(&post.text, OPENING)));
    let mut out = format!(
        "<li><details{open}><summary><b>{}:</b> <bdi>{opening}</bdi></summary>{}",
        words::posts(group.count),
        quote::list(audit, &group.posts)
    );
    let left = group.count.saturating_sub(group.posts.len());
    if left > 0 {
        _ = write!(out, "<p class=\"small\">And {} more like these.</p>", words::grouped(left));
    }
    out.push_str("</details></li>\n");
    out
}
