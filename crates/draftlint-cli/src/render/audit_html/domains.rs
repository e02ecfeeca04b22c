//! Where links lead.

use std::fmt::Write as _;

use draftlint::Audit;

use super::super::html::escape::bdi;
use super::super::style::cut;
use super::chart::{self, Chart, bare, percent};
use super::words::{grouped, posts, share};

/// The height of a domain: its name, and its bar below.
const ROW: usize = 38;
/// A longer name is cut in the picture; the table has it whole.
const NAME: usize = 34;
/// The table too has an end.
const LONG: usize = 253;

pub(super) fn html(audit: &Audit) -> String {
    let (id, title) = ("domains", "Where links lead");
    let domains = &audit.domains;
    let Some(first) = domains.first() else {
        return chart::empty(id, title, "No post links anywhere.");
    };
    let most = first.posts.max(1);
    let mut inside = String::new();
    for (i, domain) in domains.iter().enumerate() {
        let y = i * ROW;
        let width = 100.0 * domain.posts as f64 / most as f64;
        _ = write!(
            inside,
            "<text x=\"0\" y=\"{}\">{}</text><text class=\"count\" x=\"100%\" y=\"{}\" text-anchor=\"end\">{}</text>\
             <rect class=\"bar\" x=\"0\" y=\"{}\" width=\"{}\" height=\"12\" rx=\"2\"/>",
            y + 14,
            bare(&cut(&domain.domain, NAME)),
            y + 14,
            grouped(domain.posts),
            y + 20,
            percent(width.max(0.5))
        );
    }
    let named: Vec<String> =
        domains.iter().take(5).map(|d| format!("{} in {}", d.domain, posts(d.posts))).collect();
    let rows = domains
        .iter()
        .map(|d| vec![bdi(&cut(&d.domain, LONG)), grouped(d.posts), share(d.posts, audit.posts)]);
    let shown = match domains.len() {
        1 => "All links lead to one domain".to_string(),
        n => format!("The {n} domains linked to most; first"),
    };
    Chart {
        id,
        title,
        lead: format!(
            "{shown}: {} in {} ({} of all).",
            bdi(&cut(&first.domain, LONG)),
            posts(first.posts),
            share(first.posts, audit.posts)
        ),
        pictures: vec![("", ROW * domains.len(), inside)],
        said: format!("Bars of domains by the number of posts that link there: {}.", named.join(", ")),
        told: true,
        legend: String::new(),
        table: chart::table(title, &["Domain", "Posts", "Share of all posts"], rows),
    }
    .html()
}
