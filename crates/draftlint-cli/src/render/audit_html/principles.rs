//! The fourteen principles, one row each.

use std::fmt::Write as _;

use draftlint::{Audit, PrincipleRow};

use super::super::html::escape::{plain, prose};
use super::super::style::cut;
use super::super::words::count;
use super::findings::{Group, LONG};
use super::{quote, words};

pub(super) fn html(audit: &Audit, groups: &[Group<'_>]) -> String {
    let mut out = String::from("<ol class=\"rows\">\n");
    for row in &audit.principles {
        out.push_str(&item(audit, groups, row));
    }
    out.push_str("</ol>\n");
    out
}

fn item(audit: &Audit, groups: &[Group<'_>], row: &PrincipleRow) -> String {
    let (class, sign, said) = words::standing(row.standing);
    let mut out = format!(
        "<li class=\"row {class}\"><p class=\"mark\"><span class=\"chip {class}\"><span aria-hidden=\"true\">{sign}</span> \
         {said}</span></p>\n<div class=\"what\"><h3>{}</h3><p>{}</p>",
        plain(row.title),
        prose(&cut(&row.finding, LONG))
    );
    if row.count > 0 {
        // The finding may rest on other posts than those that a rule of single posts found.
        let trend = row.trend.map_or("too few to say whether that changes", words::trend);
        _ = write!(
            out,
            "<p class=\"small\">Single posts with something against it: {}; {trend}.</p>",
            words::grouped(row.count)
        );
    }
    if row.skipped > 0 {
        _ = write!(
            out,
            "<p class=\"small\"><a href=\"#unchecked\">{} of it could not run</a></p>",
            count(row.skipped, "check")
        );
    }
    out.push_str(&quote::folded(audit, &row.posts));
    if !row.rule.is_empty() {
        let more = groups.iter().find(|group| group.first().rule == row.rule);
        let more = more.map_or_else(String::new, |group| {
            format!("<a href=\"#{}\">Why, and what to do</a> · ", group.id)
        });
        _ = write!(out, "<p class=\"meta\">{more}<span class=\"rule\">{}</span></p>", plain(&row.rule));
    }
    out.push_str("</div></li>\n");
    out
}
