//! `docs/accuracy.md`: what was measured, and what was read.

use std::path::PathBuf;

use draftlint::{Category, Linter, RuleKind, Severity};

use super::aims::{self, Answer};
use super::precision::{self, Readings, Standing};
use super::tally::Tally;
use super::{HONEST, Measured};
use crate::Outcome;
use crate::generated::{self, Files};

const PATH: &str = "docs/accuracy.md";

/// Writes the page; fails where a rule is graver than what was read of it allows.
pub(super) fn write(linter: &Linter, measured: &Measured, sets: &[PathBuf]) -> Outcome {
    let readings = precision::readings()?;
    let page = page(linter, measured, &aims::ask(linter, sets)?, &readings);
    let files = Files::from([(PATH.to_string(), page)]);
    generated::bring("eval", &generated::Args { check: false }, &files, None)?;
    let faults = precision::faults(linter, &readings)?;
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

fn page(linter: &Linter, measured: &Measured, answers: &[Answer], readings: &Readings) -> String {
    format!(
        "# Accuracy\n\n\
        Written by `cargo xtask eval FOLDER --accuracy`; not edited by hand. Measured with the default rules on labelled \
        sets of real posts, which are not part of the project (each keeps its own licence). The network was not told, so \
        that rules on a network's limits say little here. \"Honest\" is what the makers of a set assumed, seldom what they \
        checked: some honest sets hold real spam, and part of what is flagged in them is right.\n\n\
        ## Honest posts\n\n{}\n\
        ## Other sets\n\nSets or labels that hold what is looked for, or that nobody judged.\n\n{}\n\
        ## What is found where it is\n\n{}\n\
        ## By rule\n\n\
        Hits are rows of all sets together. Up to 30 hits of a rule were read by one of its makers, who judged whether \
        an editor would call the finding right and worth saying. *Proven*: {} hits or more were read and nine in ten were \
        right. *Unproven*: fewer were read; such a rule is never an error. *Doubtful*: fewer than nine in ten were right; such a \
        rule is never a warning. *Structural*: a matter of form, or of facts that the caller gave. The sets hold texts and \
        nothing else, so that rules which need approvals, media or a configuration find nothing in them.\n\n{}",
        sets(measured, true),
        sets(measured, false),
        found(answers),
        precision::ENOUGH,
        rules(linter, measured, readings),
    )
}

fn percent(rows: u32, of: u32) -> String {
    if of == 0 { "–".into() } else { format!("{:.2}", f64::from(rows) * 100.0 / f64::from(of)) }
}

/// A line a set and label.
fn sets(measured: &Measured, honest: bool) -> String {
    const CONCERNS: [&str; 5] = ["spammy", "self-promotional", "off-brand", "risky", "how-it-lands"];
    let mut out = String::from(
        "Shares of posts in percent, and the number of findings a post that half and nine in ten of the posts do not exceed.\n\n\
        | set, label | posts | error | warning of spam, bait or claims | any warning | any finding | half | nine in ten |",
    );
    for concern in CONCERNS {
        out += &format!(" {concern} |");
    }
    out += &format!("\n| --- |{}\n", " ---: |".repeat(7 + CONCERNS.len()));
    let mut line = |name: &str, tally: &Tally| {
        let share = |rows: u32| percent(rows, tally.rows);
        out += &format!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} |",
            tally.rows,
            share(tally.error),
            share(tally.doubtful),
            share(tally.warning),
            share(tally.flagged),
            tally.findings_at(0.5),
            tally.findings_at(0.9),
        );
        for concern in CONCERNS {
            out += &format!(" {} |", share(tally.concerns.get(concern).copied().unwrap_or(0)));
        }
        out.push('\n');
    };
    for ((set, label), tally) in &measured.groups {
        if HONEST.contains(&label.as_str()) == honest {
            line(&format!("{set}, {label}"), tally);
        }
    }
    line("all", if honest { &measured.honest } else { &measured.other });
    out
}

fn found(answers: &[Answer]) -> String {
    let mut out = String::from(
        "| set | what counts | rows that hold it | found, % | other rows | flagged, % |\n\
         | --- | --- | ---: | ---: | ---: | ---: |\n",
    );
    for answer in answers {
        let ((wanted, hit), (others, wrong)) = (answer.wanted, answer.others);
        out += &format!(
            "| {} | {} | {wanted} | {} | {others} | {} |\n",
            answer.set,
            answer.what,
            percent(hit, wanted),
            percent(wrong, others),
        );
    }
    out
}

fn rules(linter: &Linter, measured: &Measured, readings: &Readings) -> String {
    let mut out = String::new();
    for (name, category) in Category::ALL {
        let mut lines = String::new();
        for (info, severity) in linter.rules() {
            if info.category != category || info.kind == RuleKind::Strength {
                continue;
            }
            let hits = |tally: &Tally| tally.rules.get(&info.id).copied().unwrap_or(0);
            let reading = readings.get(&info.id);
            let hits = match severity {
                None => "off".to_string(),
                Some(_) => (hits(&measured.honest) + hits(&measured.other)).to_string(),
            };
            let precision = reading
                .and_then(|r| r.precision(Severity::Info))
                .map_or_else(|| "–".into(), |p| format!("{:.0} %", p * 100.0));
            let confidence = (f64::from(info.confidence) * 100.0).round() / 100.0;
            let notes = reading.into_iter().flat_map(|r| {
                let graver = r.graver.map(|g| format!("{} of {} warnings were right", g.right, g.read));
                graver.into_iter().chain((!r.note.is_empty()).then(|| r.note.clone()))
            });
            lines += &format!(
                "| [{id}](rules/{id}.md) | {} | {hits} | {} | {precision} | {} | {} |\n",
                severity.unwrap_or(info.severity),
                reading.map_or(0, |r| r.read),
                Standing::of(reading, severity.unwrap_or(info.severity), confidence).name(),
                notes.collect::<Vec<_>>().join("; "),
                id = info.id,
            );
        }
        if !lines.is_empty() {
            out += &format!(
                "### {name}\n\n| rule | severity | hits | read | right | | |\n| --- | --- | ---: | ---: | ---: | --- | --- |\n{lines}\n"
            );
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}
