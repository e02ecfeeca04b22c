//! What the audit comes to, in a few sentences.

use std::fmt::Write as _;

use draftlint::{Audit, Standing};

use super::super::html::escape::{plain, prose};
use super::super::style::cut;
use super::super::words::count;
use super::findings::{Group, LONG};
use super::words;

/// So many accounts are named.
const ACCOUNTS: usize = 8;
/// So many findings are told first.
const GRAVEST: usize = 3;

/// Whose posts these are, from when, and how many.
pub(super) fn head(audit: &Audit) -> String {
    let mut out = String::from("<dl class=\"facts\">");
    let several = words::several(audit);
    let named: Vec<String> = audit
        .accounts
        .iter()
        .take(ACCOUNTS)
        .map(|row| {
            let name = words::account(&cut(&row.account, 60), &cut(&row.network, 60));
            let name = if name.is_empty() { "account not told".to_string() } else { name };
            if several { format!("{name}: {}", words::posts(row.posts)) } else { name }
        })
        .collect();
    let more = audit.accounts.len().saturating_sub(ACCOUNTS);
    if !named.is_empty() {
        let more = if more > 0 { format!("<li>and {more} more</li>") } else { String::new() };
        let items = named.join("</li><li>");
        let noun = if several { "Accounts" } else { "Account" };
        _ = write!(
            out,
            "<div class=\"accounts\"><dt>{noun}</dt><dd><ul class=\"plain\"><li>{items}</li>{more}</ul></dd></div>"
        );
    }
    let period = audit.period.as_ref().map_or_else(|| "no post has a date".to_string(), words::period);
    _ = write!(out, "<div><dt>Period</dt><dd>{}</dd></div>", plain(&period));
    let undated = match audit.undated {
        0 => String::new(),
        n if n == audit.posts => ", all without a date".to_string(),
        n => format!(", {} of them without a date", words::grouped(n)),
    };
    _ = writeln!(out, "<div><dt>Posts read</dt><dd>{}{undated}</dd></div></dl>", words::grouped(audit.posts));
    out
}

/// How many principles stand how, what is gravest, and one thing done well.
pub(super) fn html(audit: &Audit, groups: &[Group<'_>]) -> String {
    if audit.posts == 0 {
        return "<p>There are no posts.</p>\n".to_string();
    }
    let of = |standing: Standing| audit.principles.iter().filter(|row| row.standing == standing).count();
    let mut out = String::from("<ul class=\"totals\">");
    for (standing, said) in
        [(Standing::Act, "to act on"), (Standing::Watch, "to watch"), (Standing::Good, "good")]
    {
        let (class, sign, _) = words::standing(standing);
        _ = write!(
            out,
            "<li class=\"chip {class}\"><span aria-hidden=\"true\">{sign}</span> <b>{}</b> {said}</li>",
            of(standing)
        );
    }
    _ = writeln!(
        out,
        "</ul>\n<p>Of {}, {} to act on, {} to watch, and {} good.</p>",
        count(audit.principles.len(), "principle"),
        are(of(Standing::Act)),
        are(of(Standing::Watch)),
        are(of(Standing::Good)),
    );
    out.push_str(&gravest(audit, groups));
    if let Some(best) = audit.strengths.iter().rev().max_by_key(|row| row.count) {
        _ = writeln!(
            out,
            "<p><b>Done well:</b> {}, in {} of {}.</p>",
            prose(&best.title),
            words::grouped(best.count),
            words::posts(audit.posts)
        );
    } else if let Some(row) = audit.principles.iter().find(|row| row.standing == Standing::Good) {
        _ = writeln!(
            out,
            "<p><b>Done well:</b> {}; {}.</p>",
            plain(row.title),
            prose(&cut(&row.finding, LONG))
        );
    }
    out
}

fn gravest(audit: &Audit, groups: &[Group<'_>]) -> String {
    let of_feed: Vec<String> = groups
        .iter()
        .take(GRAVEST)
        .map(|group| {
            format!(
                "<li><a href=\"#{}\">{}</a>: {}</li>",
                group.id,
                prose(&group.first().title),
                prose(&cut(&group.first().message, LONG))
            )
        })
        .collect();
    if !of_feed.is_empty() {
        return format!("<p><b>The gravest:</b></p>\n<ol>{}</ol>\n", of_feed.concat());
    }
    let of_posts: Vec<String> = audit
        .rules
        .iter()
        .take(GRAVEST)
        .map(|row| format!("<li>{}: in {}</li>", prose(&row.title), words::posts(row.count)))
        .collect();
    if of_posts.is_empty() {
        return "<p>Nothing was found against these posts.</p>\n".to_string();
    }
    format!(
        "<p>Nothing was found in the posts taken together. <b>The gravest in single posts:</b></p>\n<ol>{}</ol>\n",
        of_posts.concat()
    )
}

fn are(number: usize) -> String {
    match number {
        0 => "none is".to_string(),
        1 => "1 is".to_string(),
        n => format!("{n} are"),
    }
}
