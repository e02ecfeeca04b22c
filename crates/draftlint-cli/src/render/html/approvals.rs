//! Who approved a draft, whether it was this text, and what changed since.

use std::fmt::Write as _;

use draftlint::{Approval, Field, Network, Report, Thread, Timestamp};

use super::super::{Outcome, posts};
use super::draft::names;
use super::escape::{self, bdi, capital, prose};
use super::{diff, words};

/// What stands between the posts of a thread in an approved text.
const NEXT: &str = "\n\n--- next ---\n\n";
/// What is shown there.
const NEXT_POST: &str = "\n\n— next post —\n\n";
/// How many approvals are shown.
const SHOWN: usize = 20;

/// Whether an approval is for the text at hand.
enum Fit {
    /// It does not say which text it was for.
    Unknown,
    Exact,
    /// For the text as it goes to some of the networks.
    Some(Vec<usize>),
    Other,
}

/// The part of a page on approvals.
pub(super) fn html(outcome: &Outcome) -> String {
    let Some(approvals) = approvals(outcome) else {
        return "<p class=\"unknown\">Not told: nobody said who approved it.</p>".to_string();
    };
    if approvals.is_empty() {
        return "<p>Nobody has approved it yet.</p>".to_string();
    }
    let hashes = Hashes::new(outcome);
    let last = last_of_people(&approvals);
    let mut out = String::new();
    if last.is_none() {
        out.push_str("<p>No person has approved it yet.</p>");
    }
    out.push_str("<ul class=\"approvals\">");
    for (i, approval) in approvals.iter().enumerate().take(SHOWN) {
        item(&mut out, outcome, approval, &hashes.fit(approval), last == Some(i));
    }
    out.push_str("</ul>");
    if approvals.len() > SHOWN {
        _ = write!(out, "<p>And {} more.</p>", approvals.len() - SHOWN);
    }
    out
}

/// The approvals of an outcome; `None` where nothing was told.
fn approvals(outcome: &Outcome) -> Option<Vec<&Approval>> {
    let told = posts(outcome).iter().filter_map(|post| post.context.as_ref()?.approvals.as_ref());
    let mut all: Option<Vec<&Approval>> = None;
    for approval in told.inspect(|_| _ = all.get_or_insert_default()).flatten().collect::<Vec<_>>() {
        let all = all.get_or_insert_default();
        if !all.contains(&approval) {
            all.push(approval);
        }
    }
    all
}

/// The number of the last approval by a person: the latest by its time, else the last in the list.
fn last_of_people(approvals: &[&Approval]) -> Option<usize> {
    let people = approvals.iter().enumerate().filter(|(_, approval)| !approval.is_by_agent());
    people.max_by_key(|(i, approval)| (approval.at.as_ref().and_then(instant), *i)).map(|(i, _)| i)
}

/// The point in time; a local time counts as one of UTC.
fn instant(time: &Timestamp) -> Option<jiff::Timestamp> {
    let text = time.as_str();
    let zoned = text.parse::<jiff::ZonedDateTime>().ok().map(|zoned| zoned.timestamp());
    let local = || {
        let local = text.parse::<jiff::civil::DateTime>().ok()?;
        jiff::tz::Offset::UTC.to_timestamp(local).ok()
    };
    zoned.or_else(|| text.parse().ok()).or_else(local)
}

/// The hashes of the text at hand: as it was given, and as it goes to each network.
struct Hashes {
    given: String,
    of_reports: Vec<String>,
}

impl Hashes {
    fn new(outcome: &Outcome) -> Hashes {
        let hash = |network: Option<&Network>| {
            let mut posts = posts(outcome).to_vec();
            if let Some(network) = network {
                posts.iter_mut().for_each(|post| post.network = Some(network.clone()));
            }
            Thread::new(posts).content_hash()
        };
        Hashes {
            given: hash(None),
            of_reports: outcome.reports.iter().map(|report| hash(report.network())).collect(),
        }
    }

    fn fit(&self, approval: &Approval) -> Fit {
        let Some(approved) = &approval.content_hash else { return Fit::Unknown };
        let same = |hash: &String| approved.trim().eq_ignore_ascii_case(hash);
        let fitting: Vec<usize> =
            self.of_reports.iter().enumerate().filter(|(_, hash)| same(hash)).map(|(i, _)| i).collect();
        if fitting.len() == self.of_reports.len() || (self.of_reports.len() > 1 && same(&self.given)) {
            Fit::Exact
        } else if fitting.is_empty() {
            Fit::Other
        } else {
            Fit::Some(fitting)
        }
    }
}

fn item(out: &mut String, outcome: &Outcome, approval: &Approval, fit: &Fit, is_last: bool) {
    let role = approval.role.as_ref().map_or_else(String::new, |role| format!(", {}", bdi(role)));
    let when = match &approval.at {
        Some(at) => format!("on {}", escape::plain(&words::time(at))),
        None => "at a time that was not noted".to_string(),
    };
    if approval.is_by_agent() {
        _ = write!(
            out,
            "<li class=\"change\"><p><b>{}</b>{role}, {when}</p>\
             <p>This is a program. Its approval does not count: a person has to approve.</p></li>",
            bdi(&approval.by)
        );
        return;
    }
    let (class, said) = match fit {
        Fit::Unknown => (
            "change",
            "It was not noted which text this was for; the text may have been changed since.".into(),
        ),
        Fit::Exact => ("fine", "For exactly this text.".into()),
        Fit::Some(reports) => (
            "change",
            format!("For this text as it goes to {}, but not elsewhere.", names(outcome, reports).join(", ")),
        ),
        Fit::Other => ("stop", "For another version: the draft was changed after this approval.".to_string()),
    };
    _ = write!(
        out,
        "<li class=\"{class}\"><p><b>{}</b>{role}, approved {when}</p><p>{said}</p>",
        bdi(&approval.by)
    );
    if matches!(fit, Fit::Other) {
        out.push_str(&since(outcome, approval, is_last));
    }
    if !approval.accepted.is_empty() {
        let holds = if matches!(fit, Fit::Exact | Fit::Some(_)) { "" } else { " (no longer in force)" };
        _ = write!(out, "<p>Accepted with it{holds}:</p><ul>");
        for accepted in &approval.accepted {
            let title = outcome.loaded.linter.rule(&accepted.rule).map(|rule| capital(&rule.title));
            let title = title.map_or_else(|| bdi(&accepted.rule), |title| prose(&title));
            _ = write!(out, "<li>{title}: “{}”</li>", bdi(&accepted.reason));
        }
        out.push_str("</ul>");
    }
    out.push_str("</li>");
}

/// What changed since an approval.
fn since(outcome: &Outcome, approval: &Approval, is_last: bool) -> String {
    let Some(approved) = &approval.text else {
        return "<p>The approved text was not kept, so the change cannot be shown.</p>".to_string();
    };
    let Some(report) = outcome.reports.first() else { return String::new() };
    let present = present(outcome, report);
    if diff::alike(approved, &bodies(outcome)) {
        return "<p>The text itself is the same. Something beside it was changed: the title, the link, the content \
                warning, what is attached, or the network.</p>"
            .to_string();
    }
    let approved = masked(outcome, report, approved);
    let Some(shown) = diff::diff(&diff::tidy(&approved), &diff::tidy(&present)) else {
        return "<p>The text was changed; it is too long to show the change word by word.</p>".to_string();
    };
    let only_masked =
        if approved == present { "<p>Only what is hidden here (•) was changed.</p>" } else { "" };
    let open = if is_last { " open" } else { "" };
    format!(
        "<details class=\"since\"{open}><summary>What changed since this approval</summary>{only_masked}\
         <p class=\"key\"><del>struck out</del>: taken out since · <ins>underlined</ins>: added since</p>\
         <div class=\"text\" dir=\"auto\">{shown}</div></details>"
    )
}

fn bodies(outcome: &Outcome) -> String {
    posts(outcome).iter().map(|post| &*post.body).collect::<Vec<_>>().join(NEXT)
}

/// The text at hand, with secrets masked.
fn present(outcome: &Outcome, report: &Report) -> String {
    let bodies = posts(outcome).iter().enumerate();
    bodies
        .map(|(i, post)| report.masked(i as u32, Field::Body, &post.body))
        .collect::<Vec<_>>()
        .join(NEXT_POST)
}

/// An approved text with its secrets masked: they are looked up in it, for they stand elsewhere than now.
fn masked(outcome: &Outcome, report: &Report, approved: &str) -> String {
    let parts = approved.split(NEXT).enumerate().map(|(i, part)| {
        let mut post = posts(outcome).get(i).or(posts(outcome).last()).cloned().unwrap_or_default();
        post.body = part.to_string().into();
        post.network = report.network().cloned().or(post.network);
        outcome.loaded.linter.lint(&post).masked(0, Field::Body, part).into_owned()
    });
    parts.collect::<Vec<_>>().join(NEXT_POST)
}
