//! `audit --format text`: for people at a terminal.

use draftlint::{Audit, AuditFinding, Evidence, RuleRow, Severity, Standing, Trend};

use super::plain;
use super::style::{Cell, Paint, cut, grid, hanging, page_width};
use super::words::{count, need};
use crate::Terminal;

/// So many rules of single posts are listed.
const RULES: usize = 12;

/// The audit as a page of text.
pub(crate) fn page(audit: &Audit, terminal: &Terminal, to_terminal: bool) -> String {
    let paint = Paint::new(terminal.colour && to_terminal);
    let width = page_width(terminal);
    let mut out = head(audit, paint);
    out.push('\n');
    for row in &audit.principles {
        let (mark, word) = match row.standing {
            Standing::Act => (Severity::Error, "act"),
            Standing::Watch => (Severity::Warning, "watch"),
            _ => (Severity::Info, "good"),
        };
        let word = format!("{word:5}");
        let word =
            if row.standing == Standing::Good { paint.good(&word) } else { paint.severity(mark, &word) };
        out.push_str(&format!("{word}  {}{}\n", paint.bold(row.title), trend(row.trend)));
        out.push_str(&hanging("       ", &plain(&row.finding), width));
        if row.standing != Standing::Good {
            row.posts.iter().for_each(|post| out.push_str(&evidence(post, width, paint)));
        }
    }
    if !audit.findings.is_empty() {
        out.push_str(&format!("\n{}\n", paint.bold("what the posts show together")));
        audit.findings.iter().for_each(|finding| out.push_str(&one(finding, width, paint)));
    }
    rules(audit, paint, &mut out);
    numbers(audit, paint, width, &mut out);
    if !audit.skipped.is_empty() {
        out.push_str(&format!("\n{}\n", paint.bold("not checked")));
        for row in &audit.skipped {
            let needs: Vec<&str> = row.needs.iter().map(|key| need(key)).collect();
            out.push_str(&hanging("  ", &format!("{}: needs {}", row.rule, needs.join(", ")), width));
        }
    }
    out
}

fn head(audit: &Audit, paint: Paint) -> String {
    let mut names: Vec<String> = Vec::new();
    for row in &audit.accounts {
        let at = if row.account.is_empty() { String::new() } else { format!("@{}", plain(&row.account)) };
        let name = [at.as_str(), row.network.as_str()].into_iter().filter(|part| !part.is_empty());
        let name = name.collect::<Vec<_>>().join(" on ");
        if !name.is_empty() {
            names.push(format!("{name} ({})", row.posts));
        }
    }
    let more = names.len().saturating_sub(6);
    names.truncate(6);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    let period = audit.period.as_ref().map_or(String::new(), |(from, to)| format!(" from {from} to {to}"));
    let mut out = format!("{}\n", paint.bold(&format!("{}{period}", count(audit.posts, "post"))));
    if !names.is_empty() {
        out.push_str(&format!("{}\n", names.join(", ")));
    }
    if audit.undated > 0 {
        out.push_str(&format!(
            "{} without a time: rules on time leave them aside\n",
            count(audit.undated, "post")
        ));
    }
    if audit.doubled > 0 {
        out.push_str(&format!(
            "{} left out: the same post at the same second\n",
            count(audit.doubled, "row")
        ));
    }
    let l = &audit.labels;
    let labels = format!(
        "{} ask, {} give, {} neither, {} answer, {} pass on; {} without a label",
        l.ask, l.give, l.neutral, l.reply, l.share, l.unlabelled
    );
    out.push_str(&format!("{}\n", paint.dim(&labels)));
    out
}

fn trend(trend: Option<Trend>) -> String {
    match trend {
        Some(Trend::Rising) => " · more of late".to_string(),
        Some(Trend::Falling) => " · less of late".to_string(),
        _ => String::new(),
    }
}

fn evidence(post: &Evidence, width: usize, paint: Paint) -> String {
    let day = post.at.as_deref().map_or("", |at| at.get(..10).unwrap_or(at));
    let id = post.id.as_deref().map_or(String::new(), |id| format!(" {}", plain(id)));
    let label = format!("{day}{id}");
    let room = width.saturating_sub(label.len() + 11).max(20);
    format!("         {}  {}\n", paint.dim(&label), cut(&plain(&post.text), room))
}

fn one(finding: &AuditFinding, width: usize, paint: Paint) -> String {
    let severity = format!("{:7}", finding.severity.to_string());
    let on = if finding.network.is_empty() { String::new() } else { format!(" · {}", finding.network) };
    let times =
        if finding.times > 1 { format!(" · {} times, the worst", finding.times) } else { String::new() };
    let when = finding.period.as_ref().map_or(String::new(), |(from, to)| {
        if from == to { format!(" · {from}") } else { format!(" · {from} to {to}") }
    });
    let mut out = format!(
        "\n{}  {}  {}\n",
        paint.severity(finding.severity, &severity),
        finding.title,
        paint.dim(&format!("{}{on}{times}{when}", finding.rule))
    );
    out.push_str(&hanging("         ", &plain(&finding.message), width));
    finding.posts.iter().for_each(|post| out.push_str(&evidence(post, width, paint)));
    out.push_str(&hanging("         = help: ", &finding.help, width));
    out
}

fn rules(audit: &Audit, paint: Paint, out: &mut String) {
    let list = |title: &str, rows: &[RuleRow], out: &mut String| {
        if rows.is_empty() {
            return;
        }
        out.push_str(&format!("\n{}\n", paint.bold(title)));
        let cells: Vec<Vec<Cell>> = rows
            .iter()
            .take(RULES)
            .map(|row| {
                vec![
                    Cell::new(count(row.count, "post")),
                    Cell::new(format!("{}{}", row.title, trend(row.trend))),
                    Cell::painted(row.rule.clone(), paint.dim(&row.rule)),
                ]
            })
            .collect();
        out.push_str(&grid("  ", &cells));
        if rows.len() > RULES {
            out.push_str(&format!("  and {} more rules\n", rows.len() - RULES));
        }
    };
    list("in single posts", &audit.rules, out);
    list("done well", &audit.strengths, out);
}

fn numbers(audit: &Audit, paint: Paint, width: usize, out: &mut String) {
    if !audit.domains.is_empty() {
        let all: Vec<String> =
            audit.domains.iter().take(8).map(|d| format!("{} ({})", plain(&d.domain), d.posts)).collect();
        out.push_str(&format!("\n{}\n", paint.bold("links")));
        out.push_str(&hanging("  ", &all.join(", "), width));
    }
    if !audit.repeated.is_empty() {
        out.push_str(&format!("\n{}\n", paint.bold("posts that repeat each other")));
        for group in audit.repeated.iter().take(5) {
            let first = group.posts.first().map_or("", |post| post.text.as_str());
            let label = format!("  {} times  ", group.count);
            out.push_str(&format!(
                "{label}{}\n",
                cut(&plain(first), width.saturating_sub(label.len()).max(20))
            ));
        }
    }
}
