//! `text`: for people. One draft in full; of many, first who passes and who does not, then what to change.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use draftlint::{Report, Severity, Verdict};

use super::style::{column, hanging};
use super::words::{count, language, list, need};
use super::{Options, Outcome, Renderer, name, plain};

mod cross;
mod draft;
mod finding;
mod table;
mod trace;

/// Up to so many drafts are held back for the table; beyond, they are shown as they come.
const TABLE: usize = 200;
/// The column in which verdicts stand.
const VERDICT_COLUMN: usize = 54;
/// How many rules and notices the end lists.
const LISTED: usize = 5;

/// Writes text.
pub(super) struct Text {
    options: Options,
    held: Vec<Row>,
    streaming: bool,
    /// Something was written: the next draft is set off by a blank line.
    begun: bool,
    /// Drafts by verdict: pass, warn, block.
    verdicts: [usize; 3],
    /// The same for each brand; the empty name stands for drafts of none.
    brands: BTreeMap<String, [usize; 3]>,
    skips: Skips,
    notices: BTreeSet<String>,
    rules: BTreeMap<String, usize>,
}

/// A line of the table, and the draft in full.
struct Row {
    verdict: Verdict,
    name: String,
    /// The networks that it was checked for, with the verdict on each.
    networks: Vec<(String, Verdict)>,
    reasons: Vec<String>,
    piece: String,
}

impl Text {
    pub(super) fn new(options: Options) -> Text {
        Text {
            options,
            held: Vec::new(),
            streaming: false,
            begun: false,
            verdicts: [0; 3],
            brands: BTreeMap::new(),
            skips: Skips::default(),
            notices: BTreeSet::new(),
            rules: BTreeMap::new(),
        }
    }

    fn block(&mut self, out: &mut dyn Write, piece: &str) -> io::Result<()> {
        if piece.is_empty() {
            return Ok(());
        }
        if self.begun {
            out.write_all(b"\n")?;
        }
        self.begun = true;
        out.write_all(piece.as_bytes())
    }

    fn table(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut rows: Vec<&Row> = self.held.iter().collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.verdict));
        out.write_all(table::table(&self.options, &rows).as_bytes())?;
        self.begun = true;
        Ok(())
    }

    fn summary(&self, out: &mut dyn Write) -> io::Result<()> {
        let paint = self.options.paint;
        let say = |number: usize, verdict: Verdict, words: &str| {
            let text = format!("{number} {words}");
            if number == 0 { text } else { paint.verdict(verdict, &text) }
        };
        let drafts = |[pass, warn, block]: [usize; 3]| {
            format!(
                "{}: {}, {}, {}",
                count(pass + warn + block, "draft"),
                say(block, Verdict::Block, "blocked"),
                say(warn, Verdict::Warn, "warned"),
                say(pass, Verdict::Pass, "pass")
            )
        };
        writeln!(out, "{}", drafts(self.verdicts))?;
        if self.brands.len() > 1 {
            let name = |brand: &str| {
                if brand.is_empty() { "no brand".to_string() } else { plain(brand).into_owned() }
            };
            let width = self.brands.keys().map(|b| name(b).chars().count()).max().unwrap_or(0) + 2;
            for (brand, verdicts) in &self.brands {
                writeln!(out, "  {}{}", column(&name(brand), width), drafts(*verdicts))?;
            }
        }
        if self.streaming && !self.rules.is_empty() {
            let mut rules: Vec<(&String, &usize)> = self.rules.iter().collect();
            rules.sort_by_key(|(_, number)| std::cmp::Reverse(**number));
            let shown: Vec<String> =
                rules.iter().take(LISTED).map(|(id, number)| format!("{id} {number}")).collect();
            writeln!(out, "most often: {}", shown.join(", "))?;
        }
        if self.options.why_skipped {
            out.write_all(self.skips.listed().as_bytes())?;
        } else if let Some(words) = self.skips.words() {
            writeln!(out, "{}", paint.dim(&words))?;
        }
        for notice in self.notices.iter().take(LISTED) {
            out.write_all(hanging("note: ", &plain(notice), self.options.width).as_bytes())?;
        }
        Ok(())
    }
}

impl Renderer for Text {
    fn piece(&self, outcome: &Outcome) -> String {
        if self.options.quiet && outcome.verdict() == Verdict::Pass && self.options.traced.is_none() {
            return String::new();
        }
        draft::outcome(&self.options, outcome)
    }

    fn add(&mut self, out: &mut dyn Write, outcome: &Outcome, piece: String) -> io::Result<()> {
        let verdict = outcome.verdict();
        self.verdicts[verdict as usize] += 1;
        let brand = outcome.reports.first().and_then(Report::brand).unwrap_or_default();
        match self.brands.get_mut(brand) {
            Some(verdicts) => verdicts[verdict as usize] += 1,
            None => self.brands.entry(brand.to_string()).or_default()[verdict as usize] += 1,
        }
        for report in &outcome.reports {
            self.skips.add(report);
            if self.notices.len() <= LISTED {
                self.notices.extend(report.notices().iter().cloned());
            }
            for finding in report.findings().iter().filter(|f| f.counts() && f.severity > Severity::Info) {
                *self.rules.entry(finding.rule.id.clone()).or_default() += 1;
            }
        }
        if !self.streaming {
            let mut reasons: Vec<String> = Vec::new();
            for id in outcome.reports.iter().flat_map(Report::reasons) {
                if !reasons.iter().any(|known| known == id) {
                    reasons.push(id.to_string());
                }
            }
            let told = outcome.reports.iter().filter(|report| report.network().is_some());
            self.held.push(Row {
                verdict,
                name: name(&outcome.item),
                networks: told.map(|report| (cross::network(report), report.verdict())).collect(),
                reasons,
                piece,
            });
            if self.held.len() <= TABLE {
                return Ok(());
            }
            self.streaming = true;
            for row in std::mem::take(&mut self.held) {
                if self.shown(row.verdict) {
                    self.block(out, &row.piece)?;
                }
            }
            return Ok(());
        }
        if self.shown(verdict) { self.block(out, &piece) } else { Ok(()) }
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let drafts: usize = self.verdicts.iter().sum();
        if drafts > 1 && !self.streaming && !self.options.quiet {
            self.table(out)?;
        }
        for row in std::mem::take(&mut self.held) {
            if drafts == 1 || self.shown(row.verdict) {
                self.block(out, &row.piece)?;
            }
        }
        if drafts > 1 && !self.options.quiet {
            if self.begun {
                writeln!(out)?;
            }
            self.summary(out)?;
        }
        Ok(())
    }
}

impl Text {
    /// Of many drafts, those that pass are not shown in full.
    fn shown(&self, verdict: Verdict) -> bool {
        verdict > Verdict::Pass || self.options.all || self.options.traced.is_some()
    }
}

/// Rules that did not run.
#[derive(Debug, Default)]
pub(super) struct Skips {
    /// Rules with what they need.
    rules: BTreeMap<String, Vec<String>>,
}

impl Skips {
    fn add(&mut self, report: &Report) {
        for skipped in report.skipped() {
            // Thousands of drafts skip the same rules: nothing is made anew for them.
            if !self.rules.contains_key(&skipped.rule.id) {
                self.rules.insert(skipped.rule.id.clone(), Vec::new());
            }
            let Some(known) = self.rules.get_mut(&skipped.rule.id) else { continue };
            for need in &skipped.needs {
                if !known.iter().any(|k| *k == **need) {
                    known.push(need.to_string());
                }
            }
        }
    }

    /// `38 checks need approvals, schedule or history (--why-skipped)`. Of the language there is a notice.
    fn words(&self) -> Option<String> {
        let mut frequent: BTreeMap<&str, usize> = BTreeMap::new();
        let mut checks = 0;
        for needs in self.rules.values() {
            let needs: Vec<&String> = needs.iter().filter(|need| !need.starts_with("language:")).collect();
            checks += usize::from(!needs.is_empty());
            for key in needs {
                *frequent.entry(need(key)).or_default() += 1;
            }
        }
        let mut needs: Vec<(&str, usize)> = frequent.into_iter().collect();
        needs.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
        let names: Vec<&str> = needs.iter().map(|(name, _)| *name).collect();
        let named =
            if names.len() > 4 { format!("{} …", names[..3].join(", ")) } else { list(&names, "or") };
        let verb = if checks == 1 { "needs" } else { "need" };
        (checks > 0).then(|| format!("{} {verb} {named} (--why-skipped)", count(checks, "check")))
    }

    /// A line for each rule.
    fn listed(&self) -> String {
        if self.rules.is_empty() {
            return String::new();
        }
        let mut out = format!("{} did not run:\n", count(self.rules.len(), "check"));
        for (id, needs) in &self.rules {
            let needs: Vec<String> = needs
                .iter()
                .map(|key| match key.strip_prefix("language:") {
                    Some(tag) => format!("a text in {}", language(tag)),
                    None if need(key) == key => key.clone(),
                    None => format!("{} ({key})", need(key)),
                })
                .collect();
            out.push_str(&format!("  {}needs {}\n", column(id, 36), needs.join(", ")));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skipped_rules_read_as_a_sentence() {
        let mut skips = Skips::default();
        assert_eq!(skips.words(), None);
        let mut rule = |id: &str, needs: &[&str]| {
            skips.rules.insert(id.into(), needs.iter().map(ToString::to_string).collect());
        };
        rule("a/a", &["scheduled_at"]);
        rule("a/b", &["scheduled_at", "now"]);
        rule("a/c", &["language:en"]);
        assert_eq!(skips.words().unwrap(), "2 checks need schedule or time of the check (--why-skipped)");
        assert!(skips.listed().contains("needs schedule (scheduled_at), time of the check (now)"));
    }
}
