//! What the rules of a feed found, rule by rule, the gravest first.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt::Write as _;

use draftlint::{Audit, AuditFinding, Severity, Standing};

use super::super::html::escape::{plain, prose};
use super::super::style::cut;
use super::super::words::count;
use super::{quote, words};

/// How long a message may be.
pub(super) const LONG: usize = 400;
/// So many findings of a rule are shown with their posts.
const FULL: usize = 3;
/// So many more are named.
const NAMED: usize = 25;

/// What one rule found: a rule tells why and what to do once, however often it found something.
pub(super) struct Group<'a> {
    /// Its place in the page.
    pub(super) id: String,
    /// Never empty; those that rest on most posts first.
    pub(super) all: Vec<&'a AuditFinding>,
}

impl<'a> Group<'a> {
    pub(super) fn first(&self) -> &'a AuditFinding {
        self.all[0]
    }

    fn severity(&self) -> Severity {
        self.first().severity
    }
}

/// The findings by rule, in the order in which they are worth changing.
pub(super) fn groups(audit: &Audit) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut of_rule: HashMap<(&str, Severity), usize> = HashMap::new();
    for finding in &audit.findings {
        let at = *of_rule.entry((&finding.rule, finding.severity)).or_insert_with(|| {
            groups.push(Group { id: String::new(), all: Vec::new() });
            groups.len() - 1
        });
        groups[at].all.push(finding);
    }
    let acts = |finding: &AuditFinding| {
        let rows = audit.principles.iter().filter(|row| row.standing == Standing::Act);
        rows.filter(|row| finding.principles.contains(&row.principle)).count()
    };
    for group in &mut groups {
        // A stable sort: those of one size stay in the order of time.
        group.all.sort_by_key(|finding| Reverse(finding.count));
    }
    groups.sort_by_cached_key(|group| {
        let posts: usize = group.all.iter().map(|finding| finding.count).sum();
        Reverse((group.severity(), acts(group.first()), posts))
    });
    for (i, group) in groups.iter_mut().enumerate() {
        group.id = format!("f{}", i + 1);
    }
    groups
}

pub(super) fn html(audit: &Audit, groups: &[Group<'_>]) -> String {
    let grave = groups.iter().take_while(|group| group.severity() > Severity::Info).count();
    let items = |groups: &[Group<'_>]| groups.iter().map(|group| item(audit, group)).collect::<String>();
    let (grave, notes) = groups.split_at(grave);
    let mut out = match grave {
        [] => "<p>Nothing in the posts taken together that has to be changed.</p>\n".to_string(),
        _ => format!("<ol class=\"finds\">{}</ol>\n", items(grave)),
    };
    if !notes.is_empty() {
        _ = writeln!(
            out,
            "<details class=\"fold-part\"><summary>{}: worth knowing, nothing that has to be changed</summary>\n\
             <ol class=\"finds\">{}</ol></details>",
            count(notes.len(), "note"),
            items(notes)
        );
    }
    out
}

fn item(audit: &Audit, group: &Group<'_>) -> String {
    let first = group.first();
    let (class, said) = words::severity(first.severity);
    let mut out = format!(
        "<li class=\"find {class}\" id=\"{}\"><h3><span class=\"sev\">{said}:</span> {}</h3>",
        group.id,
        prose(&first.title)
    );
    let (full, rest) = group.all.split_at(group.all.len().min(FULL));
    let lone = full.len() == 1;
    for (i, finding) in full.iter().enumerate() {
        _ = write!(
            out,
            "<p class=\"msg\">{}</p><p class=\"small\">{}</p>",
            message(finding),
            facts(audit, finding)
        );
        // The posts of the first say it; those of others would only make the page longer.
        if i == 0 && lone {
            out.push_str(&quote::list(audit, &finding.posts));
        } else {
            out.push_str(&quote::folded(audit, &finding.posts));
        }
    }
    if !rest.is_empty() {
        let named: Vec<String> = rest
            .iter()
            .take(NAMED)
            .map(|finding| {
                format!(
                    "<li>{} <span class=\"small\">{}</span></li>",
                    message(finding),
                    facts(audit, finding)
                )
            })
            .collect();
        let left = rest.len().saturating_sub(NAMED);
        let left =
            if left > 0 { format!("<p>And {} more.</p>", words::grouped(left)) } else { String::new() };
        _ = write!(
            out,
            "<details class=\"seen\"><summary>{} more of the same</summary><ul>{}</ul>{left}</details>",
            words::grouped(rest.len()),
            named.concat()
        );
    }
    if !first.why.is_empty() {
        _ = write!(out, "<p class=\"why\"><b>Why it matters:</b> {}</p>", prose(&first.why));
    }
    if !first.help.is_empty() {
        _ = write!(out, "<p class=\"help\"><b>What to do:</b> {}</p>", prose(&first.help));
    }
    let mut meta: Vec<String> = first.principles.iter().map(|id| words::principle(audit, id)).collect();
    meta.push(format!("<span class=\"rule\">{}</span>", plain(&first.rule)));
    _ = writeln!(out, "<p class=\"meta\">{}</p></li>", meta.join(" · "));
    out
}

fn message(finding: &AuditFinding) -> String {
    prose(&cut(&finding.message, LONG))
}

/// Whose posts, from when, and how many.
fn facts(audit: &Audit, finding: &AuditFinding) -> String {
    let mut facts = Vec::new();
    if words::several(audit) {
        facts.push(words::account(&cut(&finding.account, 60), &cut(&finding.network, 60)));
        facts.retain(|fact| !fact.is_empty());
    }
    facts.extend(finding.period.as_ref().map(|period| plain(&words::period(period))));
    if finding.count > 0 {
        facts.push(format!("rests on {}", words::posts(finding.count)));
    }
    facts.join(" · ")
}
