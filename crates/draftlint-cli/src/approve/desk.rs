//! Whether a draft may be approved: it is linted as it would be with the approval.

use std::fmt::Write as _;
use std::sync::Arc;

use draftlint::{Accepted, Approval, Draft, Field, Finding, Network, Report, Severity, Timestamp, Verdict};

use super::{OWN, Refusal, WAITING};
use crate::check::plan::Plan;
use crate::input::{Item, approvals};
use crate::render::words::count;
use crate::settings::Loaded;

/// A draft on its way to an approval.
pub(super) struct Desk<'a> {
    pub(super) plan: Plan,
    pub(super) loaded: Arc<Loaded>,
    /// The draft with the approvals that it has.
    pub(super) item: Item,
    pub(super) networks: Vec<Option<Network>>,
    pub(super) by: &'a str,
    pub(super) role: Option<&'a str>,
}

impl Desk<'_> {
    /// `mia (editor)`
    pub(super) fn who(&self) -> String {
        self.role.map_or_else(|| self.by.to_string(), |role| format!("{} ({role})", self.by))
    }

    pub(super) fn is_agent(&self) -> bool {
        Approval::new(self.by).is_by_agent()
    }

    /// The posts with other approvals.
    pub(super) fn set(&self, change: impl Fn(&mut Vec<Approval>)) -> Vec<Draft<'static>> {
        let mut posts = self.item.posts.clone();
        for post in &mut posts {
            let context = Arc::make_mut(post.context.get_or_insert_default());
            change(context.approvals.get_or_insert_default());
        }
        posts
    }

    /// A report for each network, as if the approvals were others.
    pub(super) fn lint(&mut self, change: impl Fn(&mut Vec<Approval>)) -> Vec<Report> {
        let posts = self.set(change);
        let kept = std::mem::replace(&mut self.item.posts, posts);
        let networks = self.networks.clone();
        let lint = |network: &Option<Network>| self.plan.lint(&self.loaded, &mut self.item, network.as_ref());
        let reports = networks.iter().map(lint).collect();
        self.item.posts = kept;
        reports
    }

    /// Authors do not approve what they wrote, also where others did, unless the configuration lets them.
    pub(super) fn refuse_own(&mut self) -> Result<(), Refusal> {
        let alone = Approval::new(self.by);
        let reports = self.lint(|approvals| *approvals = vec![alone.clone()]);
        let own = |f: &Finding| f.rule.id == OWN && f.counts() && f.severity == Severity::Error;
        if !reports.iter().flat_map(Report::findings).any(own) {
            return Ok(());
        }
        Err(Refusal::Stopped(format!(
            "{}: not approved: {} wrote it, and authors do not approve their own drafts ({OWN})\n  help: ask somebody else; if you work alone, turn the rule off and set `allow-solo` of `workflow/unapproved`",
            self.item.source, self.by
        )))
    }

    /// The approvals to write, one for each network, and what is found with them; or why there are none.
    pub(super) fn decide(&mut self, accepted: &[Accepted]) -> Result<(Vec<Approval>, Vec<Report>), Refusal> {
        let new = self.new_approvals(accepted);
        let base = self.lint(|approvals| approvals.extend(new.iter().map(|(_, a)| a.clone())));
        let mut found = vec![false; accepted.len()];
        let mut full = Vec::new();
        for (i, mut approval) in new {
            for (one, found) in accepted.iter().zip(&mut found) {
                if base[i].findings().iter().any(|f| f.rule.id == one.rule && f.counts()) {
                    *found = true;
                    approval.accepted.push(one.clone());
                }
            }
            approval.text = Some(approved_text(&self.item, &base[i]));
            full.push(approval);
        }
        if full.is_empty() {
            self.refuse_stopped(&base)?;
            return Ok((full, base));
        }
        if let Some((one, _)) = accepted.iter().zip(found).find(|(_, found)| !found) {
            return Err(self.finds_nothing(one, &base).into());
        }
        let reports = self.lint(|approvals| approvals.extend(full.iter().cloned()));
        let still = |f: &&Finding| f.counts() && accepted.iter().any(|a| a.rule == f.rule.id);
        if let Some(finding) = reports.iter().flat_map(Report::findings).find(still) {
            return Err(Refusal::Mistake(format!(
                "`{}` cannot be accepted: the configuration locks it\n  help: change the text",
                finding.rule.id
            )));
        }
        self.refuse_stopped(&reports)?;
        Ok((full, reports))
    }

    /// An approval for each network that has none of this kind yet, without what it accepts.
    fn new_approvals(&self, accepted: &[Accepted]) -> Vec<(usize, Approval)> {
        let same = |one: Option<&str>, other: Option<&str>| {
            one.map(|text| text.trim().to_lowercase()) == other.map(|text| text.trim().to_lowercase())
        };
        let hashes = self.networks.iter().map(|n| approvals::content_hash(&self.item, n.as_ref()));
        let there = |hash: &str| {
            let posts = self.item.posts.iter().filter_map(|post| post.context.as_ref()?.approvals.as_ref());
            posts.flatten().any(|a| {
                same(Some(&a.by), Some(self.by))
                    && same(a.role.as_deref(), self.role)
                    && same(a.content_hash.as_deref(), Some(hash))
                    && accepted.iter().all(|new| a.accepted.iter().any(|old| old.rule == new.rule))
            })
        };
        let new = hashes.enumerate().filter(|(_, hash)| !there(hash)).map(|(i, hash)| {
            let mut approval = Approval::new(self.by);
            approval.role = self.role.map(str::to_string);
            approval.at = self.plan.now().and_then(in_utc);
            approval.content_hash = Some(hash);
            (i, approval)
        });
        new.collect()
    }

    fn finds_nothing(&self, one: &Accepted, reports: &[Report]) -> String {
        let findings = reports.iter().flat_map(Report::findings);
        match findings.filter(|f| f.rule.id == one.rule).find_map(|f| f.suppressed.as_ref()) {
            Some(by) => format!(
                "`{}` needs no accepting: {} accepted it ({})\n  help: leave the --accept out",
                one.rule, by.by, by.reason
            ),
            None => format!(
                "`{}` finds nothing in {}\n  help: leave the --accept out",
                one.rule, self.item.source
            ),
        }
    }

    /// Refuses a draft that something else stops than missing approvals.
    fn refuse_stopped(&mut self, reports: &[Report]) -> Result<(), Refusal> {
        let mut stops: Vec<(String, String)> = Vec::new();
        for report in reports {
            let mut rest = report.clone();
            rest.accept("approve", "more approvals may come", |f| WAITING.contains(&f.rule.id.as_str()));
            if rest.verdict() < Verdict::Block {
                continue;
            }
            for id in rest.reasons() {
                let finding = rest.findings().iter().find(|f| f.rule.id == id && f.counts());
                if let Some(finding) = finding.filter(|_| !stops.iter().any(|(known, _)| known == id)) {
                    stops.push((id.to_string(), self.with_place(finding)));
                }
            }
        }
        if stops.is_empty() {
            return Ok(());
        }
        let rules = count(stops.len(), "rule");
        let verb = if stops.len() == 1 { "stops" } else { "stop" };
        let mut text = format!("{}: not approved: {rules} {verb} it", self.item.source);
        let locked = self.locked(&stops);
        for (id, message) in &stops {
            _ = write!(text, "\n  {id}: {message}");
            if locked.contains(id) {
                text.push_str("\n    locked in the configuration: it cannot be accepted");
            } else if !self.is_agent() {
                _ = write!(text, "\n    --accept \"{id}:REASON\"");
            }
        }
        text.push_str(match (self.is_agent(), locked.is_empty()) {
            (true, _) => "\n  help: change the text, or have a person approve it",
            (false, true) => {
                "\n  help: change the text, or add these options, with a reason in place of REASON"
            }
            (false, false) => "\n  help: change the text",
        });
        Err(Refusal::Stopped(text))
    }

    /// The message of a finding, with the line of the file that it is on.
    fn with_place(&self, finding: &Finding) -> String {
        let place = finding.location().filter(|l| l.field == Field::Body).and_then(|l| {
            let place = self.item.places.get(l.post as usize)?;
            // A row of a sheet is told by its own line.
            let within = place.bytes.as_ref().map_or(0, |_| u64::from(l.line) - 1);
            Some(place.line + within)
        });
        place.map_or_else(|| finding.message.clone(), |line| format!("line {line}: {}", finding.message))
    }

    /// The rules that still stop the draft when all are accepted.
    fn locked(&mut self, stops: &[(String, String)]) -> Vec<String> {
        let hashes: Vec<String> =
            self.networks.iter().map(|n| approvals::content_hash(&self.item, n.as_ref())).collect();
        let all = hashes.into_iter().map(|hash| {
            let mut approval = Approval::new("somebody");
            approval.content_hash = Some(hash);
            approval.accepted = stops.iter().map(|(id, _)| Accepted::new(id, "would it hold")).collect();
            approval
        });
        let all: Vec<Approval> = all.collect();
        let reports = self.lint(|approvals| approvals.extend(all.iter().cloned()));
        let findings = reports.iter().flat_map(Report::findings).filter(|f| f.counts());
        let ids: Vec<&String> = findings.map(|f| &f.rule.id).collect();
        stops.iter().map(|(id, _)| id).filter(|id| ids.contains(id)).cloned().collect()
    }
}

/// The text to keep with an approval, so that a change can be shown; keys and card numbers are not copied.
fn approved_text(item: &Item, report: &Report) -> String {
    let bodies = item.posts.iter().enumerate().map(|(i, post)| {
        let masked = report.masked(i as u32, Field::Body, &post.body);
        masked.into_owned()
    });
    bodies.collect::<Vec<_>>().join("\n\n--- next ---\n\n")
}

/// A time as RFC 3339 in UTC; one without a zone is taken for UTC.
fn in_utc(time: &Timestamp) -> Option<Timestamp> {
    let text = time.as_str();
    let zoned = || Some(text.parse::<jiff::ZonedDateTime>().ok()?.timestamp());
    let local = || jiff::tz::Offset::UTC.to_timestamp(text.parse::<jiff::civil::DateTime>().ok()?).ok();
    let instant = text.parse::<jiff::Timestamp>().ok().or_else(zoned).or_else(local)?;
    Timestamp::parse(&instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_utc() {
        for (told, written) in [
            ("2026-05-04T10:00Z", "2026-05-04T10:00:00Z"),
            ("2026-05-04T10:00+02:00", "2026-05-04T08:00:00Z"),
            ("2026-05-04T10:00[Europe/London]", "2026-05-04T09:00:00Z"),
            ("2026-05-04 10:00", "2026-05-04T10:00:00Z"),
            ("2026-05-04", "2026-05-04T00:00:00Z"),
        ] {
            assert_eq!(in_utc(&Timestamp::parse(told).unwrap()).unwrap().as_str(), written, "{told}");
        }
    }
}
