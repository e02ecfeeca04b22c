//! `--trace`: what became of everything that a rule might have found.

use draftlint::Trace;

use super::super::words::count;
use super::super::{Options, Outcome, plain};
use super::cross::network;

/// What became of everything that a rule might have found, on each network.
pub(super) fn traces(options: &Options, outcome: &Outcome, rule: &str) -> String {
    let mut out = String::new();
    for (report, posts) in outcome.reports.iter().zip(&outcome.traces) {
        let on = if outcome.is_cross_post() { format!(" on {}", network(report)) } else { String::new() };
        let skipped = report.skipped().iter().find(|s| s.rule.id == rule);
        let total: usize = posts.iter().map(Vec::len).sum();
        let what = match (skipped, total) {
            (Some(skipped), _) => format!("skipped, needs {}", skipped.needs.join(", ")),
            (None, 0) => "no hit".to_string(),
            (None, _) => count(total, "hit"),
        };
        out.push_str(&format!("  trace of {rule}{on}: {what}\n"));
        let traces = posts.iter().enumerate().flat_map(|(i, traces)| traces.iter().map(move |t| (i, t)));
        for (i, trace) in traces.filter(|_| skipped.is_none()) {
            out.push_str(&trace_line(options, outcome, i, trace));
        }
    }
    out
}

fn trace_line(options: &Options, outcome: &Outcome, post: usize, trace: &Trace) -> String {
    let place = outcome.item.places.get(post);
    let (line, prefix) = match place {
        Some(place) if place.bytes.is_some() => {
            (place.line + u64::from(trace.line.max(1)) - 1, String::new())
        }
        _ if outcome.item.is_thread => (u64::from(trace.line), format!("post {} ", post + 1)),
        _ => (u64::from(trace.line), String::new()),
    };
    let group = if trace.group.is_empty() { String::new() } else { format!(" ({})", trace.group) };
    let verdict = if trace.outcome == "reported" {
        options.paint.bold("reported")
    } else {
        match trace.outcome.as_str() {
            "when" => "not reported, the rule's condition (`when`) does not hold here".to_string(),
            guard => format!("silenced by {guard}"),
        }
    };
    format!("    {prefix}{line}:{} `{}`{group}: {verdict}\n", trace.column, plain(&trace.matched))
}
