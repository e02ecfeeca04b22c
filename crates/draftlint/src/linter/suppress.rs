//! Findings that somebody accepted beforehand, and acceptances that no longer match anything.

use std::sync::Arc;

use super::wording::Fingerprint;
use super::{Inner, Linter};
use crate::context::Context;
use crate::draft::{Allow, Draft, hash_of_posts};
use crate::finding::{Finding, Suppression};
use crate::report::Report;
use crate::time::Timestamp;

/// The rule that reports an acceptance without a finding.
const UNUSED: &str = "workflow/unused-allow";
/// Who accepts what the draft's own `allow` names.
const DRAFT: &str = "draft";

/// Marks the findings that the draft or the configuration allows.
pub(super) fn apply(linter: &Linter, posts: &[Draft<'_>], report: &mut Report) {
    let inner = &linter.inner;
    let accepted = accepted(posts);
    if inner.config.allow.is_empty() && accepted.is_empty() && posts.iter().all(|d| d.allow.is_empty()) {
        return;
    }
    let of_config =
        inner.config.allow.iter().map(|(allow, source, _)| (allow, source.name.to_string(), false));
    let of_drafts = posts.iter().flat_map(|d| &d.allow).map(|allow| (allow, DRAFT.to_string(), true));
    let of_approvals = accepted.iter().map(|(allow, by)| (allow, by.clone(), true));
    let now = posts.iter().find_map(|d| d.context.as_ref()?.now.as_ref());
    let mut unused = Vec::new();
    for (allow, by, of_draft) in of_drafts.chain(of_approvals).chain(of_config) {
        let locked = of_draft && is_locked(inner, &allow.rule);
        let over = allow.until.as_ref().zip(now).is_some_and(|(until, now)| is_over(until, now));
        let mut used = false;
        if !locked && !over {
            for finding in report.findings.iter_mut().filter(|f| covers(allow, f, posts)) {
                used = true;
                finding
                    .suppressed
                    .get_or_insert(Suppression { by: by.clone(), reason: allow.reason.clone() });
            }
        }
        if of_draft && !used && by == DRAFT {
            let why = if locked {
                "the configuration locks this rule"
            } else if over {
                "its last day has passed"
            } else {
                "it matches no finding"
            };
            unused.push((allow, why));
        }
    }
    let Some(number) = linter.number(UNUSED) else { return };
    let plan = linter.plan((report.network.clone(), Vec::new()));
    let Some(active) = &plan.rules[number] else { return };
    let rule = &inner.compiled.rules[number];
    for (allow, why) in unused {
        let mut fingerprint = Fingerprint::new(UNUSED, &allow.rule);
        fingerprint.add(allow.matched.as_deref().unwrap_or("").as_bytes());
        report.findings.push(Finding {
            rule: Arc::clone(&rule.info),
            group: rule.card.groups.first().map_or_else(|| "".into(), |group| Arc::clone(&group.name)),
            severity: active.severity.unwrap_or(rule.info.severity),
            confidence: rule.info.confidence,
            locations: Vec::new(),
            message: rule.info.message.replace("{name}", &allow.rule).replace("{reason}", why),
            args: vec![("name", allow.rule.clone()), ("reason", why.to_string())],
            fixes: Vec::new(),
            suppressed: None,
            evidence: Vec::new(),
            points: 0,
            fingerprint: fingerprint.0,
        });
    }
}

/// What people accepted while they approved exactly these posts, and who.
fn accepted(posts: &[Draft<'_>]) -> Vec<(Allow, String)> {
    let contexts = posts.iter().filter_map(|d| d.context.as_deref());
    let approvals = contexts.flat_map(Context::approvals_of_people).filter(|a| !a.accepted.is_empty());
    let mut all: Vec<(Allow, String)> = Vec::new();
    let mut hash = None;
    for approval in approvals {
        let current = hash.get_or_insert_with(|| hash_of_posts(posts));
        if approval.content_hash.as_ref().is_none_or(|h| !h.trim().eq_ignore_ascii_case(current)) {
            continue;
        }
        for one in &approval.accepted {
            let entry = (Allow::new(&one.rule, &one.reason), approval.by.clone());
            if !all.contains(&entry) {
                all.push(entry);
            }
        }
    }
    all
}

fn is_locked(inner: &Inner, rule: &str) -> bool {
    let category = rule.split('/').next().unwrap_or("");
    inner.config.locked.iter().any(|l| l == rule || l == category)
}

/// The last day itself still counts.
fn is_over(until: &Timestamp, now: &Timestamp) -> bool {
    now.date() > until.date()
}

fn covers(allow: &Allow, finding: &Finding, posts: &[Draft<'_>]) -> bool {
    if allow.rule != finding.rule.id && !finding.rule.aliases.contains(&allow.rule) {
        return false;
    }
    let Some(wanted) = &allow.matched else { return true };
    let wanted = wanted.to_lowercase();
    finding.locations.iter().any(|l| {
        let text = posts.get(l.post as usize).and_then(|d| d.text_of(l.field)).unwrap_or("");
        text.get(l.start as usize..l.end as usize).is_some_and(|t| {
            let found = t.to_lowercase();
            found.contains(&wanted) || wanted.contains(&found)
        })
    })
}
