//! One draft in full.

use draftlint::{Field, Finding, Report, Severity, Verdict};

use super::super::merge::{By, Merged, merge};
use super::super::style::{column, cut, hanging};
use super::super::words::{count, list};
use super::super::{Options, Outcome, name, plain};
use super::finding::{DRAWN, Drawing, Section, Shown, covers};
use super::{Skips, VERDICT_COLUMN, cross};

/// A draft: for one network, or for several at once.
pub(super) fn outcome(options: &Options, outcome: &Outcome) -> String {
    let mut text = match &outcome.reports[..] {
        [report] => Block { options, outcome, report }.text(),
        _ => cross::text(options, outcome),
    };
    if let Some(rule) = &options.traced {
        text.push_str(&super::trace::traces(options, outcome, rule));
    }
    text
}

/// `launch.md    block · x · 187 of 280`.
pub(super) fn header(options: &Options, outcome: &Outcome, facts: &[String], more: &str) -> String {
    let verdict = outcome.verdict();
    let verdict = options.paint.verdict(verdict, verdict.as_str());
    let facts: Vec<&str> =
        std::iter::once(verdict.as_str()).chain(facts.iter().map(String::as_str)).collect();
    let title = cut(&name(&outcome.item), options.width.saturating_sub(12).max(20));
    let width = VERDICT_COLUMN.min(options.width * 6 / 10);
    let padded = column(&title, width);
    let padded = padded.replacen(&title, &options.paint.bold(&title), 1);
    format!("{padded}{}{}\n", facts.join(" · "), options.paint.dim(more))
}

/// The findings to draw, and how many more there are.
pub(super) fn findings<'a>(options: &Options, outcome: &'a Outcome) -> (Vec<Merged<'a>>, usize) {
    let wanted = |f: &Finding| options.all || (f.counts() && f.severity > Severity::Info);
    let merged = merge(&outcome.reports, By::Place).into_iter();
    let mut wanted = merged.filter(|merged| wanted(merged.finding));
    let mut shown: Vec<Merged<'a>> = Vec::new();
    for merged in wanted.by_ref() {
        // Phrases of one rule may lie within each other: the widest says it all.
        let hides = |one: &Merged<'_>, other: &Merged<'_>| {
            covers(one.finding, other.finding) && one.holds_where(other)
        };
        if !shown.iter().any(|other| hides(other, &merged)) {
            shown.retain(|other| !hides(&merged, other));
            shown.push(merged);
        }
        if shown.len() == DRAWN {
            break;
        }
    }
    (shown, wanted.count())
}

/// `+4 notes (--all)`, `1 accepted`, `38 checks need …`, what is done well.
pub(super) fn hints(options: &Options, outcome: &Outcome) -> Vec<String> {
    let mut hints = Vec::new();
    if !options.all {
        let findings = merge(&outcome.reports, By::Place);
        let notes =
            findings.iter().filter(|m| m.finding.counts() && m.finding.severity == Severity::Info).count();
        let accepted = findings.iter().filter(|m| !m.finding.counts()).count();
        let mut folded = Vec::new();
        if notes > 0 {
            folded.push(format!("+{}", count(notes, "note")));
        }
        if accepted > 0 {
            folded.push(format!("{accepted} accepted"));
        }
        if !folded.is_empty() {
            hints.push(format!("{} (--all)", folded.join(", ")));
        }
    }
    let mut strengths: Vec<&str> = Vec::new();
    for strength in outcome.reports.iter().flat_map(Report::strengths) {
        if !strengths.contains(&strength.rule.title.as_str()) {
            strengths.push(&strength.rule.title);
        }
    }
    if !strengths.is_empty() {
        hints.push(format!("good: {}", list(&strengths, "and")));
    }
    if !options.many && !options.why_skipped {
        hints.extend(skips(outcome).words());
    }
    hints
}

fn skips(outcome: &Outcome) -> Skips {
    let mut skips = Skips::default();
    for report in &outcome.reports {
        skips.add(report);
    }
    skips
}

/// Below the findings: how many more there are, remarks on the check, hints, and what was skipped.
pub(super) fn foot(options: &Options, outcome: &Outcome, left: usize, hints: &[String]) -> String {
    let mut out = String::new();
    if left > 0 {
        out.push_str(&format!("  … and {} more\n", count(left, "finding")));
    }
    if options.quiet {
        return out;
    }
    let mut notices: Vec<&String> = outcome.reports.iter().flat_map(Report::notices).collect();
    notices.sort();
    notices.dedup();
    for notice in notices {
        out.push_str(&hanging("  note: ", &plain(notice), options.width));
    }
    if !hints.is_empty() {
        out.push_str(&format!("  {}\n", options.paint.dim(&hints.join(" · "))));
    }
    if options.why_skipped && !options.many {
        for line in skips(outcome).listed().lines() {
            out.push_str(&format!("  {line}\n"));
        }
    }
    out
}

/// A draft that was checked for one network, or for none.
struct Block<'a> {
    options: &'a Options,
    outcome: &'a Outcome,
    report: &'a Report,
}

impl Block<'_> {
    fn text(&self) -> String {
        let (options, outcome, report) = (self.options, self.outcome, self.report);
        let (merged, left) = findings(options, outcome);
        let mut hints = hints(options, outcome);
        // A clean draft is one line.
        let one_line = merged.is_empty() && !options.score && report.notices().is_empty();
        let mut inline = String::new();
        if one_line && !options.quiet && !hints.is_empty() {
            inline = format!(" · {}", hints.join(" · "));
            hints.clear();
        }
        let mut out = header(options, outcome, &self.facts(), &inline);
        if options.score {
            out.push_str(&self.scores());
        }
        let findings = merged.into_iter().map(|merged| Shown {
            finding: merged.finding,
            report,
            message: merged.finding.message.as_str().into(),
            on: String::new(),
            otherwise: Vec::new(),
        });
        let section = Section { heading: String::new(), findings: findings.collect() };
        Drawing { options, outcome }.draw(&mut out, &[section]);
        out.push_str(&foot(options, outcome, left, &hints));
        if !options.quiet {
            out.push_str(&self.verdict_line());
        }
        out
    }

    fn facts(&self) -> Vec<String> {
        let mut facts: Vec<String> = Vec::new();
        facts.extend(self.report.network().map(|network| plain(network.as_str()).into_owned()));
        if self.outcome.item.is_thread {
            facts.push(format!("thread of {}", self.outcome.item.posts.len()));
        } else if let Some(length) = self.report.length() {
            facts.push(format!("{} of {}", length.count, length.limit));
        }
        facts
    }

    fn scores(&self) -> String {
        let concerns: Vec<String> = draftlint::Concern::ALL
            .iter()
            .map(|(name, concern)| format!("{name} {}", self.report.concern(*concern)))
            .collect();
        format!("  score {} of 100 · {}\n", self.report.score(), concerns.join(" · "))
    }

    /// `stops the post: residue/merge-tag · next best fix: line 3`.
    fn verdict_line(&self) -> String {
        let report = self.report;
        let reasons = report.reasons();
        let lead = match report.verdict() {
            Verdict::Pass => return String::new(),
            Verdict::Warn => "worth a change",
            Verdict::Block => "stops the post",
        };
        let next = report.next_best_fix();
        let drawing = Drawing { options: self.options, outcome: self.outcome };
        let mut places: Vec<String> = Vec::new();
        for finding in report.findings().iter().filter(|f| f.counts() && next.contains(&f.rule.id.as_str())) {
            let Some(location) = finding.location() else { continue };
            let place = match location.field {
                Field::Body => {
                    let post =
                        if self.outcome.item.is_thread && self.outcome.position(location).column.is_none() {
                            format!("post {} ", location.post + 1)
                        } else {
                            String::new()
                        };
                    format!("{post}line {}", drawing.line(location))
                }
                _ => drawing.place(Some(location)),
            };
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places.truncate(4);
        let names: Vec<&str> = places.iter().map(String::as_str).collect();
        // Where one rule decides, its name need not be said twice.
        let same = next.len() == reasons.len() && next.iter().all(|id| reasons.contains(id));
        let ids = if same { String::new() } else { next.join(", ") };
        let mut next = match (names.is_empty(), ids.is_empty()) {
            (true, _) => ids,
            (false, true) => list(&names, "and"),
            (false, false) => format!("{} ({ids})", list(&names, "and")),
        };
        if !next.is_empty() {
            next = format!(" · next best fix: {next}");
        }
        let reasons = reasons.join(", ");
        let text = hanging(&format!("  {lead}: "), &format!("{reasons}{next}"), self.options.width);
        text.replacen(lead, &self.options.paint.verdict(report.verdict(), lead), 1)
    }
}
