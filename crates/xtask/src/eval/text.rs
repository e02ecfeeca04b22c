//! The result for people.

use std::collections::BTreeSet;

use super::tally::{Found, Tally};
use super::{HONEST, Measured};

/// Writes it.
pub(super) fn text(measured: &Measured) -> String {
    let mut out = String::from("undone before linting, with the number of rows:\n");
    for (about, rows) in measured.undone.table() {
        out += &format!("{rows:>7}  {about}\n");
    }
    out += &overview(measured);
    out += &families(measured, "concern", |t| t.concerns.iter().map(|(k, v)| (k.to_string(), *v)).collect());
    out +=
        &families(measured, "category", |t| t.categories.iter().map(|(k, v)| (k.to_string(), *v)).collect());
    out +=
        &families(measured, "severity", |t| t.severities.iter().map(|(k, v)| (k.to_string(), *v)).collect());
    out += &rules(measured);
    out += &samples(measured);
    out += &format!("\n{:.1} s\n", measured.seconds);
    out
}

fn percent(tally: &Tally, rows: u32) -> String {
    format!("{:.2}", tally.share(rows) * 100.0)
}

fn head(label: &str) -> &'static str {
    if HONEST.contains(&label) { "" } else { " *" }
}

fn overview(measured: &Measured) -> String {
    let mut out = String::from(
        "\nshare of rows in percent, and findings a post (* = not an honest set; s/b/c = spam, bait or claims; warning = or graver)\n",
    );
    out += &format!(
        "{:<34} {:>6} {:>7} {:>9} {:>8} {:>8} {:>7} {:>4}\n",
        "set, label", "rows", "error", "s/b/c wrn", "warning", "any", "median", "p90"
    );
    let mut line = |name: &str, tally: &Tally| {
        out += &format!(
            "{name:<34} {:>6} {:>7} {:>9} {:>8} {:>8} {:>7} {:>4}\n",
            tally.rows,
            percent(tally, tally.error),
            percent(tally, tally.doubtful),
            percent(tally, tally.warning),
            percent(tally, tally.flagged),
            tally.findings_at(0.5),
            tally.findings_at(0.9),
        );
    };
    for ((set, label), tally) in &measured.groups {
        line(&format!("{set}, {label}{}", head(label)), tally);
    }
    line("all honest", &measured.honest);
    line("all others *", &measured.other);
    out
}

/// A table of shares: a line a set and label, a column a name.
fn families(measured: &Measured, title: &str, counts: impl Fn(&Tally) -> Vec<(String, u32)>) -> String {
    let names: BTreeSet<String> =
        [&measured.honest, &measured.other].iter().flat_map(|t| counts(t)).map(|(name, _)| name).collect();
    if names.is_empty() {
        return String::new();
    }
    let mut out = format!("\nshare of rows in percent, by {title}\n{:<34}", "set, label");
    for name in &names {
        out += &format!(" {name:>7}");
    }
    out.push('\n');
    for ((set, label), tally) in &measured.groups {
        out += &format!("{:<34}", format!("{set}, {label}{}", head(label)));
        let own = counts(tally);
        for name in &names {
            let rows = own.iter().find(|(n, _)| n == name).map_or(0, |(_, rows)| *rows);
            let shown = if rows == 0 { "·".to_string() } else { percent(tally, rows) };
            out += &format!(" {shown:>width$}", width = name.len().max(7));
        }
        out.push('\n');
    }
    out
}

/// A line a rule: rows flagged among honest ones and others, and the sets where it is most frequent.
fn rules(measured: &Measured) -> String {
    let names: BTreeSet<&String> = measured.honest.rules.keys().chain(measured.other.rules.keys()).collect();
    let mut lines: Vec<(&String, u32, u32)> = names
        .into_iter()
        .map(|name| {
            let rows = |tally: &Tally| tally.rules.get(name).copied().unwrap_or(0);
            (name, rows(&measured.honest), rows(&measured.other))
        })
        .collect();
    lines.sort_by_key(|(name, honest, other)| (std::cmp::Reverse(*honest), std::cmp::Reverse(*other), *name));
    let mut out = format!(
        "\nrows flagged by rule\n{:<34} {:>7} {:>7} {:>7} {:>7}  most frequent in\n",
        "rule", "honest", "%", "others", "%"
    );
    for (name, honest, other) in lines {
        let mut sets: Vec<(f64, String)> = measured
            .groups
            .iter()
            .filter_map(|((set, label), tally)| {
                let rows = *tally.rules.get(name)?;
                Some((tally.share(rows), format!("{set}, {label}{} {}%", head(label), percent(tally, rows))))
            })
            .collect();
        sets.sort_by(|a, b| b.0.total_cmp(&a.0));
        let sets: Vec<String> = sets.into_iter().take(3).map(|(_, shown)| shown).collect();
        out += &format!(
            "{name:<34} {honest:>7} {:>7} {other:>7} {:>7}  {}\n",
            percent(&measured.honest, honest),
            percent(&measured.other, other),
            sets.join("; ")
        );
    }
    out
}

fn samples(measured: &Measured) -> String {
    let mut out = String::new();
    let mut rule = "";
    for sample in &measured.samples {
        if rule != sample.found.rule {
            rule = &sample.found.rule;
            out += &format!("\n{rule}\n");
        }
        let label = if HONEST.contains(&sample.label.as_str()) {
            String::new()
        } else {
            format!(" ({})", sample.label)
        };
        out += &format!("  {}{label} {}: {}\n", sample.id, sample.found.severity, sample.found.message);
        out += &format!("    {}\n", cut(&sample.text, &sample.found));
    }
    out
}

/// The text in one line, cut around the first place, which is marked.
pub(super) fn cut(text: &str, found: &Found) -> String {
    const AROUND: usize = 90;
    let (start, end) = found.spans.first().copied().unwrap_or((0, 0));
    let (before, rest) = text.split_at_checked(start).unwrap_or(("", text));
    let (inside, after) = rest.split_at_checked(end.saturating_sub(start)).unwrap_or((rest, ""));
    let tail: Vec<char> = before.chars().collect();
    let from = tail.len().saturating_sub(AROUND);
    let mut out = String::new();
    if from > 0 {
        out.push('…');
    }
    out.extend(&tail[from..]);
    if !inside.is_empty() {
        out.push('⟦');
        out.extend(inside.chars().take(2 * AROUND));
        out.push('⟧');
    }
    out.extend(after.chars().take(AROUND));
    if after.chars().nth(AROUND).is_some() {
        out.push('…');
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
