//! `approve`: writes down that somebody agreed to a draft as it is now. A record, not a signature.

use std::fmt::Write as _;
use std::io;

use draftlint::{Accepted, Approval, Linter, Report};

use crate::args::ApproveArgs;
use crate::check::plan::Plan;
use crate::input::approvals::{self, Sidecars};
use crate::render::plain;
use crate::settings::{Settings, unknown_brand, unknown_rule};
use crate::{EXIT_BLOCKED, EXIT_OK, EXIT_USAGE, Streams};

mod desk;
mod pick;
mod record;

use desk::Desk;
use pick::Picked;

/// Rules on approvals that are still to come: they stop no approval, and none can do away with them.
const WAITING: [&str; 2] = ["workflow/unapproved", "workflow/topic-approver"];
/// The rule on authors who approve what they wrote.
const OWN: &str = "workflow/self-approved";

/// Runs `approve`.
pub(crate) fn run(args: &ApproveArgs, streams: &mut Streams<'_>) -> io::Result<u8> {
    match approve(args, streams) {
        Ok((text, status)) => {
            streams.stdout.write_all(plain(&text).as_bytes())?;
            Ok(status)
        }
        Err(Refusal::Mistake(message)) => {
            streams.error(&plain(&message));
            Ok(EXIT_USAGE)
        }
        Err(Refusal::Stopped(message)) => {
            streams.error(&plain(&message));
            Ok(EXIT_BLOCKED)
        }
    }
}

/// Why nothing was written.
enum Refusal {
    /// A mistake in the call or an input that cannot be read.
    Mistake(String),
    /// A rule stops the draft.
    Stopped(String),
}

impl From<String> for Refusal {
    fn from(message: String) -> Refusal {
        Refusal::Mistake(message)
    }
}

/// What to say, and the exit status.
fn approve(args: &ApproveArgs, streams: &mut Streams<'_>) -> Result<(String, u8), Refusal> {
    let (by, role) = (args.by.trim(), args.role.as_deref().map(str::trim).filter(|role| !role.is_empty()));
    if by.is_empty() {
        return Err("--by names nobody\n  help: say who approves, such as --by mia".to_string().into());
    }
    let plan = Plan::told(&args.network, args.brand.as_deref(), args.now.as_deref())?;
    let Picked { source, path, mut item } = pick::pick(&args.file, streams)?;
    let loaded = Settings::new(&args.config).load_for(Some(&path)).map_err(|fault| fault.text)?;
    if let Some(message) = args.brand.as_deref().and_then(|id| unknown_brand(&loaded, id)) {
        return Err(message.into());
    }
    let accepted = accepted(&args.accept, &loaded.linter)?;
    let is_agent = Approval::new(by).is_by_agent();
    if is_agent && !accepted.is_empty() {
        let why = format!("{by} is a program: it can accept no findings\n  help: have a person approve it");
        return Err(why.into());
    }
    let as_written = item.posts.clone();
    let networks = plan.networks_of(&item);
    let (sidecar, problems) = Sidecars::default().of(Some(&path));
    problems.iter().for_each(|problem| streams.error(&plain(&problem.to_string())));
    if let Some(sidecar) = sidecar {
        sidecar.attach(&mut item, &networks, !is_agent);
    }
    let source_name = item.source.clone();
    item.posts.iter_mut().for_each(|post| plan.complete(post, &source_name));
    let mut desk = Desk { plan, loaded, item, networks, by, role };
    desk.refuse_own()?;
    let (new, reports) = desk.decide(&accepted)?;
    let mut text = String::new();
    if new.is_empty() {
        let who = desk.who();
        _ = writeln!(text, "{source_name}: {who} approved it as it is already; nothing to write");
    } else {
        let written = if record::is_in_front_matter(&source, args.sidecar) {
            record::in_front_matter(&source, &path, &desk.item, &as_written, &new)?
        } else {
            record::in_sidecar(&path, &desk.item, &new)?
        };
        desk.item.posts = desk.set(|approvals| approvals.extend(new.iter().cloned()));
        for approval in &new {
            desk.tell(approval, written.as_deref(), &mut text);
        }
    }
    tell_what_is_missing(&reports, &mut text);
    Ok((text, if problems.is_empty() { EXIT_OK } else { EXIT_USAGE }))
}

/// What `--accept` says, with the ids of the rules.
fn accepted(told: &[String], linter: &Linter) -> Result<Vec<Accepted>, String> {
    let mut all: Vec<Accepted> = Vec::new();
    for one in told {
        let (rule, reason) = one.split_once(':').unwrap_or((one, ""));
        let (rule, reason) = (rule.trim(), reason.trim());
        // A brand may have rules of its own.
        let of_brands = || linter.brands().find_map(|id| linter.brand(id)?.rule(rule).cloned());
        let info = linter.rule(rule).cloned().or_else(of_brands);
        let info = info.ok_or_else(|| unknown_rule(linter, rule))?;
        if reason.is_empty() {
            return Err(format!(
                "--accept {rule} gives no reason\n  help: say why it is fine here, such as --accept \"{rule}:agreed with the partner\""
            ));
        }
        if WAITING.contains(&info.id.as_str()) || info.id == OWN {
            return Err(format!(
                "`{}` is about approvals themselves: none can accept it\n  help: what is needed is set in draftlint.toml",
                info.id
            ));
        }
        if all.iter().any(|a| a.rule == info.id) {
            return Err(format!("`{}` is accepted twice\n  help: give one reason", info.id));
        }
        all.push(Accepted::new(&info.id, reason));
    }
    Ok(all)
}

impl Desk<'_> {
    /// `launch.md: approved by mia (editor) as 1:789c32a9…; 1 of 2 approvals`
    fn tell(&mut self, approval: &Approval, file: Option<&str>, text: &mut String) {
        let hash = approval.content_hash.as_deref().unwrap_or_default();
        let number = self
            .networks
            .iter()
            .position(|n| approvals::content_hash(&self.item, n.as_ref()) == hash)
            .unwrap_or_default();
        let network = self.networks[number].as_ref().map_or_else(String::new, |n| format!(" for {n}"));
        let short: String = hash.chars().take(10).collect();
        let kept = file.map_or_else(String::new, |file| format!(" in {file}"));
        let progress = self.progress(number).map_or_else(String::new, |words| format!("; {words}"));
        let rules: Vec<&str> = approval.accepted.iter().map(|one| one.rule.as_str()).collect();
        let accepted =
            if rules.is_empty() { String::new() } else { format!(", accepting {}", rules.join(", ")) };
        _ = writeln!(
            text,
            "{}: approved by {}{network} as {short}…{kept}{accepted}{progress}",
            self.item.source,
            self.who()
        );
        if self.is_agent() {
            _ = writeln!(text, "  an agent's approval does not count: a person has to approve it");
        } else if progress.starts_with("; 0 of") {
            _ = writeln!(text, "  it does not count here: `draftlint explain {}` says what does", WAITING[0]);
        }
    }

    /// `1 of 2 approvals`; nothing where none are asked for.
    fn progress(&mut self, number: usize) -> Option<String> {
        let unapproved = |report: &Report, key: &str| {
            let finding = report.findings().iter().find(|f| f.rule.id == WAITING[0])?;
            finding.args.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone())
        };
        let without = self.lint(Vec::clear);
        let required = unapproved(&without[number], "min")?;
        let with = self.lint(|_| ());
        let given = unapproved(&with[number], "count").unwrap_or_else(|| required.clone());
        let noun = if required == "1" { "approval" } else { "approvals" };
        Some(format!("{given} of {required} {noun}"))
    }
}

/// What still stands in the way, where the number of approvals does not say it.
fn tell_what_is_missing(reports: &[Report], text: &mut String) {
    let mut told: Vec<&str> = Vec::new();
    for finding in reports.iter().flat_map(Report::findings).filter(|f| f.counts()) {
        let message = finding.message.as_str();
        let waits = WAITING.contains(&finding.rule.id.as_str());
        if waits && !text.contains(message) && !told.contains(&message) {
            told.push(message);
        }
    }
    for message in told {
        _ = writeln!(text, "  still missing: {message}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_accepted_needs_a_rule_and_a_reason() {
        let linter = Linter::default();
        let of = |told: &str| accepted(&[told.to_string()], &linter);
        assert_eq!(of("bait/tag: why: because ").unwrap()[0].reason, "why: because");
        assert!(of("bait/tagg:x").unwrap_err().contains("did you mean `bait/tag`?"));
        assert!(of("bait/tag").unwrap_err().contains("gives no reason"));
        assert!(of("workflow/unapproved:x").unwrap_err().contains("about approvals themselves"));
    }
}
