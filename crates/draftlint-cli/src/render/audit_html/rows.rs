//! What was found post by post, what was done well, and what could not be checked.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use draftlint::{Audit, RuleRow, SkippedRow};

use super::super::html::escape::{plain, prose};
use super::super::html::skipped::missing;
use super::super::words::count;
use super::{quote, words};

/// So many rules are shown with their posts.
const FULL: usize = 60;
/// So many more are named.
const NAMED: usize = 400;

/// The rules of single posts, folded.
pub(super) fn single(audit: &Audit) -> String {
    if audit.rules.is_empty() {
        return "<p>Nothing was found in single posts.</p>\n".to_string();
    }
    format!(
        "<p>What was found in posts taken by themselves, the gravest and most frequent first.</p>\n\
         <details class=\"fold-part\"><summary>{} found something</summary>\n{}</details>\n",
        count(audit.rules.len(), "check"),
        list(audit, &audit.rules, true)
    )
}

/// What was done well, each with a post.
pub(super) fn strengths(audit: &Audit) -> String {
    if audit.strengths.is_empty() {
        return "<p>No check for what is done well found a post.</p>\n".to_string();
    }
    list(audit, &audit.strengths, false)
}

fn list(audit: &Audit, rows: &[RuleRow], graded: bool) -> String {
    let mut out = String::from("<ul class=\"checks\">\n");
    let (full, rest) = rows.split_at(rows.len().min(FULL));
    for row in full {
        let (class, said) = if graded { words::severity(row.severity) } else { ("fine", "") };
        let sev = if graded { format!("<span class=\"sev\">{said}:</span> ") } else { String::new() };
        _ = write!(
            out,
            "<li class=\"check {class}\"><h3>{sev}{}</h3><p>in {} of {}</p>",
            prose(&row.title),
            words::grouped(row.count),
            words::posts(audit.posts)
        );
        if let Some(trend) = row.trend {
            _ = write!(out, "<p class=\"small\">{}</p>", words::trend(trend));
        }
        out.push_str(&quote::folded(audit, &row.posts));
        _ = writeln!(out, "<p class=\"meta\"><span class=\"rule\">{}</span></p></li>", plain(&row.rule));
    }
    out.push_str("</ul>\n");
    if !rest.is_empty() {
        let named: Vec<String> = rest
            .iter()
            .take(NAMED)
            .map(|row| format!("<li>{}: in {}</li>", prose(&row.title), words::posts(row.count)))
            .collect();
        _ = writeln!(
            out,
            "<details><summary>{} more</summary><ul>{}</ul></details>",
            rest.len(),
            named.concat()
        );
    }
    out
}

/// What could not be checked, by what it needs.
pub(super) fn skipped(audit: &Audit) -> String {
    if audit.skipped.is_empty() {
        return "<p>Every check of a feed could run.</p>\n".to_string();
    }
    let mut groups: BTreeMap<String, Vec<&SkippedRow>> = BTreeMap::new();
    for row in &audit.skipped {
        groups.entry(missing(&row.needs)).or_default().push(row);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.len()));
    let mut out = format!(
        "<p>{} did not run, because what they need did not come with the posts. Open a line to see which.</p>\n\
         <ul class=\"gaps\">",
        count(audit.skipped.len(), "check")
    );
    for (missing, rows) in groups {
        let verb = if rows.len() == 1 { missing.replacen("need ", "needs ", 1) } else { missing };
        _ = write!(
            out,
            "<li><details><summary>{} {}</summary><ul>",
            count(rows.len(), "check"),
            plain(&verb)
        );
        for row in rows {
            _ = write!(
                out,
                "<li>{} <span class=\"rule\">{}</span></li>",
                prose(&row.title),
                plain(&row.rule)
            );
        }
        out.push_str("</ul></details></li>");
    }
    out.push_str("</ul>\n");
    out
}
