//! `--trace`: what became of everything that a rule might have found.

use draftlint::Trace;

use super::super::words::count;
use super::super::{Options, Outcome, plain};

/// What became of everything that a rule might have found.
pub(super) fn traces(options: &Options, outcome: &Outcome, rule: &str) -> String {
    let skipped = outcome.reports.iter().flat_map(draftlint::Report::skipped).find(|s| s.rule.id == rule);
    if let Some(skipped) = skipped {
        return format!("  trace of {rule}: skipped, needs {}\n", skipped.needs.join(", "));
    }
    let total: usize = outcome.traces.iter().map(Vec::len).sum();
    let mut out =
        format!("  trace of {rule}: {}\n", if total == 0 { "no hit".into() } else { count(total, "hit") });
    for (i, traces) in outcome.traces.iter().enumerate() {
        for trace in traces {
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
