//! One draft: how it will look, what was found, who approved it, what could not be checked.

use std::fmt::Write as _;

use draftlint::{Context, Length, Profile, Report, Verdict};

use super::super::words::{count, list};
use super::super::{Options, Outcome, posts};
use super::card::{self, Card};
use super::escape::{self, bdi, prose};
use super::findings::Findings;
use super::skipped::Skips;
use super::{approvals, words};

/// Up to so many bytes, a text takes less than the height of a screen.
const SHORT: usize = 600;

/// The draft as a part of the page. `\u{1}` stands for its place in the page, which is not known yet.
pub(super) fn html(options: &Options, outcome: &Outcome) -> String {
    let (class, sign, said) = words::verdict(outcome.verdict());
    let (name, source) = name(outcome);
    let mut out = format!(
        "<article class=\"draft {class}\" id=\"\u{1}\" aria-labelledby=\"\u{1}h\"><header><h3 id=\"\u{1}h\">{name}{source}</h3>\
         <p class=\"verdict\"><span class=\"chip {class}\"><span aria-hidden=\"true\">{sign}</span> {said}</span> {}</p>",
        words::verdict_sentence(outcome.verdict())
    );
    facts(&mut out, options, outcome);
    networks(&mut out, options, outcome);
    notices(&mut out, outcome);
    out.push_str("</header><div class=\"cols\">");
    let findings = Findings::new(outcome, !options.quiet);
    let mut seen = Vec::new();
    let cards = cards(outcome, &findings, &mut seen);
    // A short one stays in sight while its findings are read.
    let signs: usize = posts(outcome).iter().map(|post| post.body.len()).sum();
    let short = if signs * outcome.reports.len() < SHORT && posts(outcome).len() < 3 { " short" } else { "" };
    _ = write!(out, "<section class=\"look{short}\"><h4>How it will look</h4>{cards}</section>");
    _ = write!(out, "<section><h4>What was found</h4>{}", findings.html(&seen));
    strengths(&mut out, outcome);
    _ = write!(out, "</section><section><h4>Who approved it</h4>{}", approvals::html(outcome));
    out.push_str("</section></div>");
    let mut skips = Skips::default();
    outcome.reports.iter().for_each(|report| skips.add(report));
    if skips.len() > 0 {
        _ = write!(
            out,
            "<details class=\"fold-part skipped\"><summary>{} could not run</summary>\
             <p>What they need was not there, so nothing is known about these points:</p><ul>{}</ul></details>",
            count(skips.len(), "check"),
            skips.items(false)
        );
    }
    out.push_str("</article>\n");
    out
}

/// The name of an item: its id, and then where it was read from; without an id, the latter.
pub(super) fn name(outcome: &Outcome) -> (String, String) {
    let item = &outcome.item;
    match &item.id {
        Some(id) if **id != *item.source => {
            (bdi(id), format!(" <span class=\"src\">{}</span>", bdi(&item.source)))
        }
        _ => (bdi(&item.source), String::new()),
    }
}

/// The profile of the network of a report.
pub(super) fn profile<'a>(outcome: &'a Outcome, report: &Report) -> Option<&'a Profile> {
    let network = report.network()?;
    outcome.loaded.linter.networks().iter().find(|profile| profile.network == *network)
}

/// The names of the networks of reports.
pub(super) fn names(outcome: &Outcome, reports: &[usize]) -> Vec<String> {
    let of = |report: &Report| card::network(report.network(), profile(outcome, report));
    reports.iter().filter_map(|i| outcome.reports.get(*i)).map(of).collect()
}

/// The names of all networks that it was checked for, such as `X and LinkedIn`; empty where none was told.
pub(super) fn all_networks(outcome: &Outcome) -> String {
    let told: Vec<usize> =
        (0..outcome.reports.len()).filter(|i| outcome.reports[*i].network().is_some()).collect();
    let names = names(outcome, &told);
    list(&names.iter().map(String::as_str).collect::<Vec<_>>(), "and")
}

/// What is known around the draft: the first post that tells it.
pub(super) fn known<'a, T>(outcome: &'a Outcome, of: impl Fn(&'a Context) -> Option<T>) -> Option<T> {
    posts(outcome).iter().filter_map(|post| post.context.as_deref()).find_map(of)
}

/// Who wrote it, in which role.
pub(super) fn author(outcome: &Outcome) -> Option<String> {
    let author = known(outcome, |c| c.author.as_ref()).filter(|author| !author.id.is_empty())?;
    let role = author.role.as_ref().map_or_else(String::new, |role| format!(", {}", bdi(role)));
    Some(format!("{}{role}", bdi(&author.id)))
}

/// When it goes out.
pub(super) fn scheduled(outcome: &Outcome) -> Option<String> {
    known(outcome, |c| c.scheduled_at.as_ref()).map(|at| escape::plain(&words::time(at)))
}

fn facts(out: &mut String, options: &Options, outcome: &Outcome) {
    let untold = || "<span class=\"unknown\">not told</span>".to_string();
    let networks = all_networks(outcome);
    let mut facts = vec![
        ("Network", if networks.is_empty() { untold() } else { networks }),
        ("Goes out", scheduled(outcome).unwrap_or_else(untold)),
        ("Written by", author(outcome).unwrap_or_else(untold)),
    ];
    if let Some(brand) = outcome.reports.first().and_then(draftlint::Report::brand) {
        facts.push(("Brand", bdi(brand)));
    }
    if let Some(owner) = known(outcome, |c| c.owner.as_ref()).filter(|owner| !owner.trim().is_empty()) {
        facts.push(("Reads the answers", bdi(owner)));
    }
    if let Some(goal) = known(outcome, |c| c.goal.as_ref()).filter(|goal| !goal.text.is_empty()) {
        facts.push(("Is to reach", bdi(&goal.text)));
    }
    if let Some(now) = known(outcome, |c| c.now.as_ref()) {
        facts.push(("Checked as of", escape::plain(&words::time(now))));
    }
    if options.score {
        let scores: Vec<String> = outcome.reports.iter().map(|report| report.score().to_string()).collect();
        facts.push(("Score", format!("{} of 100", scores.join(", "))));
    }
    out.push_str("<dl class=\"facts\">");
    for (label, value) in facts {
        _ = write!(out, "<div><dt>{label}</dt><dd>{value}</dd></div>");
    }
    out.push_str("</dl>");
}

/// The verdict on each network, where there are several.
fn networks(out: &mut String, options: &Options, outcome: &Outcome) {
    if !outcome.is_cross_post() {
        return;
    }
    out.push_str("<ul class=\"nets\">");
    for report in &outcome.reports {
        let (class, sign, said) = words::verdict(report.verdict());
        let name = card::network(report.network(), profile(outcome, report));
        let score = if options.score { format!(", {} of 100", report.score()) } else { String::new() };
        _ = write!(
            out,
            "<li><b>{name}</b> <span class=\"chip {class}\"><span aria-hidden=\"true\">{sign}</span> {said}</span>{score}</li>"
        );
    }
    out.push_str("</ul>");
}

fn notices(out: &mut String, outcome: &Outcome) {
    let mut notices: Vec<&String> = outcome.reports.iter().flat_map(Report::notices).collect();
    notices.sort();
    notices.dedup();
    for notice in notices {
        _ = write!(out, "<p class=\"notice\"><b>Note:</b> {}</p>", prose(notice));
    }
}

fn strengths(out: &mut String, outcome: &Outcome) {
    let mut titles: Vec<&str> = Vec::new();
    for strength in outcome.reports.iter().flat_map(Report::strengths) {
        if !titles.contains(&strength.rule.title.as_str()) {
            titles.push(&strength.rule.title);
        }
    }
    if !titles.is_empty() {
        _ = write!(out, "<p class=\"good\"><b>Done well:</b> {}</p>", prose(&list(&titles, "and")));
    }
}

fn cards(outcome: &Outcome, findings: &Findings<'_>, seen: &mut Vec<bool>) -> String {
    let mut out = String::new();
    let of = posts(outcome).len();
    for (i, report) in outcome.reports.iter().enumerate() {
        let profile = profile(outcome, report);
        let mut cards = String::new();
        for (number, post) in posts(outcome).iter().enumerate() {
            let length = length(outcome, report, number);
            let marks = findings.marks(i, number as u32, seen);
            cards.push_str(&Card { post, number, of, report, profile, length, marks: &marks }.html());
        }
        if outcome.is_cross_post() {
            // The first one, and those that do not pass: what is marked in them should be seen.
            let open = if i == 0 || report.verdict() > Verdict::Pass { " open" } else { "" };
            let name = card::network(report.network(), profile);
            _ = write!(out, "<details class=\"net\"{open}><summary>On {name}</summary>{cards}</details>");
        } else {
            out.push_str(&cards);
        }
    }
    out
}

/// How long a post is. A report knows that of the first; the others of a thread are asked by themselves.
fn length(outcome: &Outcome, report: &Report, number: usize) -> Option<Length> {
    let first = report.length()?;
    if number == 0 {
        return Some(first);
    }
    let mut post = posts(outcome)[number].clone();
    post.network = report.network().cloned();
    outcome.loaded.linter.lint(&post).length()
}
