//! The audit of a history as one page, for those who write posts and those who answer for them. It loads nothing
//! and runs nothing.

use std::fmt::Write as _;

use draftlint::Audit;

use super::html::escape;
use super::html::{POLICY, STYLE};

mod balance;
mod chart;
mod domains;
mod findings;
mod hours;
mod principles;
mod quote;
mod repeated;
mod rows;
mod summary;
mod voices;
mod weeks;
mod words;

#[cfg(test)]
mod tests;

/// How the page looks, beyond what it shares with the page of drafts.
const OWN_STYLE: &str = include_str!("page.css");

/// The parts of the page, in order: their ids and their names.
const PARTS: [(&str, &str); 7] = [
    ("short", "In short"),
    ("principles", "The fourteen principles"),
    ("change", "What to change first"),
    ("numbers", "The posts in numbers"),
    ("single", "Found post by post"),
    ("well", "Done well"),
    ("unchecked", "What could not be checked"),
];

/// The page of an audit.
pub(crate) fn page(audit: &Audit, title: &str) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{}</title>\n<style>\n{STYLE}{OWN_STYLE}</style>\n</head>\n\
         <body class=\"audit\">\n<a class=\"skip\" href=\"#short\">To the audit</a>\n",
        // A title holds no elements, not even the marks of hidden characters.
        chart::bare(title),
    );
    out.push_str(chart::PATTERNS);
    _ = writeln!(
        out,
        "<header class=\"top\">\n<h1>{}</h1>\n{}</header>",
        escape::plain(title),
        summary::head(audit)
    );
    out.push_str("<main>\n");
    let groups = findings::groups(audit);
    let numbers = [weeks::html, balance::html, hours::html, domains::html, repeated::html, voices::html]
        .map(|part| part(audit));
    let bodies = [
        summary::html(audit, &groups),
        principles::html(audit, &groups),
        findings::html(audit, &groups),
        numbers.concat(),
        rows::single(audit),
        rows::strengths(audit),
        rows::skipped(audit),
    ];
    for (i, ((id, name), body)) in PARTS.iter().zip(bodies).enumerate() {
        _ = write!(
            out,
            "<section class=\"part\" id=\"{id}\" aria-labelledby=\"{id}-h\">\n<h2 id=\"{id}-h\">{name}</h2>\n{body}</section>\n"
        );
        if i == 0 {
            contents(&mut out);
        }
    }
    out.push_str("</main>\n");
    _ = write!(
        out,
        "<footer>\n<p>How this was worked out: draftlint {} read the wording of each post and compared posts with \
         those before them. What a post does (asks, gives, answers) is worked out from its wording unless it came \
         with a label, and wording can mislead. Likes, views and followers are not looked at. Nothing here is a \
         judgement of people: it is about posts, and what they cost those who read them.</p>\n</footer>\n\
         </body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    );
    out
}

fn contents(out: &mut String) {
    out.push_str("<nav class=\"contents\" aria-label=\"On this page\"><ul>");
    for (id, name) in &PARTS[1..] {
        _ = write!(out, "<li><a href=\"#{id}\">{name}</a></li>");
    }
    out.push_str("</ul></nav>\n");
}
