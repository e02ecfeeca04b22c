//! One draft for several networks: a table of what becomes of it on each, then what to change for all of them, then
//! what to change for some.

use draftlint::{Network, Report};

use super::super::merge::Merged;
use super::super::style::{Cell, cut, grid};
use super::super::words::count;
use super::super::{Options, Outcome, plain};
use super::draft::{findings, foot, header, hints};
use super::finding::{Drawing, Section, Shown};

/// How many columns the names of networks may take beside a finding.
const NAMES: usize = 40;
/// How many rules the table names for a network.
const REASONS: usize = 2;

/// Draws it.
pub(super) fn text(options: &Options, outcome: &Outcome) -> String {
    let (merged, left) = findings(options, outcome);
    let mut facts = vec![count(outcome.reports.len(), "network")];
    if outcome.item.is_thread {
        facts.push(format!("thread of {}", outcome.item.posts.len()));
    }
    let mut out = header(options, outcome, &facts, "");
    out.push_str(&table(options, outcome));
    let networks = outcome.reports.len();
    let (everywhere, mut somewhere): (Vec<_>, Vec<_>) =
        merged.into_iter().partition(|merged| merged.reports.len() == networks);
    // Reports come one after the other; a reader goes by weight and place.
    let order = |m: &Merged<'_>| {
        let place = m.finding.location().map(|l| (l.post, l.field, l.start));
        (std::cmp::Reverse(m.finding.severity), place)
    };
    somewhere.sort_by_key(order);
    let drawing = Drawing { options, outcome };
    let all = if networks == 2 { "on both networks".into() } else { format!("on all {networks} networks") };
    let sections = [
        section(drawing, all, everywhere),
        section(drawing, "only on the networks named".to_string(), somewhere),
    ];
    drawing.draw(&mut out, &sections);
    out.push_str(&foot(options, outcome, left, &hints(options, outcome)));
    out
}

fn section<'a>(drawing: Drawing<'a>, heading: String, merged: Vec<Merged<'a>>) -> Section<'a> {
    Section { heading, findings: merged.into_iter().map(|merged| shown(drawing, &merged)).collect() }
}

fn shown<'a>(drawing: Drawing<'a>, merged: &Merged<'a>) -> Shown<'a> {
    let (outcome, finding) = (drawing.outcome, merged.finding);
    let start = finding.location().map(|l| l.start);
    let otherwise = merged.otherwise.iter().map(|(other, reports)| {
        let at = other.location().filter(|l| Some(l.start) != start);
        let at = at.map_or_else(String::new, |l| format!(" at {}", drawing.place(Some(l))));
        format!("{}{at}: {}", names(outcome, reports), other.message)
    });
    // Where messages differ, each says whose it is.
    let message = match merged.otherwise[..] {
        [] => finding.message.as_str().into(),
        [..] => format!("{}: {}", names(outcome, &merged.as_the_first()), finding.message).into(),
    };
    let everywhere = merged.reports.len() == outcome.reports.len();
    let on = if everywhere { String::new() } else { names(outcome, &merged.reports) };
    let report = &outcome.reports[merged.reports[0]];
    Shown { finding, report, message, on, otherwise: otherwise.collect() }
}

/// The name of the network of a report, as it is shown.
pub(super) fn network(report: &Report) -> String {
    report.network().map_or_else(|| "no network".to_string(), |n| plain(Network::as_str(n)).into_owned())
}

/// `x, bluesky`, or `all but mastodon` where that is shorter.
fn names(outcome: &Outcome, reports: &[usize]) -> String {
    let of = |wanted: bool| -> Vec<String> {
        let numbered = outcome.reports.iter().enumerate();
        numbered.filter(|(i, _)| reports.contains(i) == wanted).map(|(_, report)| network(report)).collect()
    };
    let (with, without) = (of(true).join(", "), of(false));
    let but = format!("all but {}", without.join(", "));
    cut(if without.is_empty() || with.len() <= but.len() { &with } else { &but }, NAMES)
}

/// A row for each network: `x  block  312 of 280  etiquette/length`.
fn table(options: &Options, outcome: &Outcome) -> String {
    let rows = outcome.reports.iter().map(|report| {
        let verdict = report.verdict();
        let mut row = vec![
            Cell::new(network(report)),
            Cell::painted(verdict.as_str(), options.paint.verdict(verdict, verdict.as_str())),
        ];
        if !outcome.item.is_thread {
            row.push(Cell::new(
                report.length().map_or_else(String::new, |l| format!("{} of {}", l.count, l.limit)),
            ));
        }
        if options.score {
            row.push(Cell::new(format!("score {}", report.score())));
        }
        row.push(Cell::new(reasons(&report.reasons())));
        row
    });
    grid("  ", &rows.collect::<Vec<_>>())
}

/// `etiquette/length, bait/tag +3`.
pub(super) fn reasons<S: AsRef<str>>(ids: &[S]) -> String {
    let shown: Vec<&str> = ids.iter().take(REASONS).map(AsRef::as_ref).collect();
    let more = ids.len().saturating_sub(REASONS);
    let more = if more > 0 { format!(" +{more}") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}
