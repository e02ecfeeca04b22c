//! One draft in full.

use draftlint::{Field, Finding, Location, Report, Safety, Severity, Verdict};

use super::super::excerpt::Excerpt;
use super::super::style::{column, cut, hanging};
use super::super::words::{count, list};
use super::super::{Options, Outcome, name, plain};
use super::{Skips, VERDICT_COLUMN};

/// The column in which the ids of rules stand.
const ID_COLUMN: usize = 71;
/// How long a message may be; it may quote a word of a megabyte.
const MESSAGE: usize = 400;
/// How many findings of one draft are drawn; a megabyte of signs may have thousands.
const DRAWN: usize = 50;

/// A draft with a block for each network that it was checked for.
pub(super) fn outcome(options: &Options, outcome: &Outcome) -> String {
    // Networks on which the same was found share a block.
    let mut groups: Vec<Vec<&Report>> = Vec::new();
    for report in &outcome.reports {
        match groups.iter_mut().find(|group| same(group[0], report)) {
            Some(group) => group.push(report),
            None => groups.push(vec![report]),
        }
    }
    let blocks = groups.iter().map(|group| Block { options, outcome, report: group[0], group }.text());
    let mut text = blocks.collect::<Vec<_>>().join("\n");
    if let Some(rule) = &options.traced {
        text.push_str(&super::trace::traces(options, outcome, rule));
    }
    text
}

/// Whether two reports say the same.
fn same(one: &Report, other: &Report) -> bool {
    let key = |f: &Finding| (f.fingerprint, f.severity, f.counts());
    one.verdict() == other.verdict() && one.findings().iter().map(key).eq(other.findings().iter().map(key))
}

struct Block<'a> {
    options: &'a Options,
    outcome: &'a Outcome,
    /// The report to show, and those that say the same.
    report: &'a Report,
    group: &'a [&'a Report],
}

impl Block<'_> {
    fn text(&self) -> String {
        let mut out = String::new();
        let (shown, left) = self.findings();
        let hints = self.hints();
        let quiet = self.options.quiet;
        // A clean draft is one line.
        let one_line = shown.is_empty() && !self.options.score && self.report.notices().is_empty();
        let inline = if one_line && !quiet && !hints.is_empty() {
            format!(" · {}", hints.join(" · "))
        } else {
            String::new()
        };
        out.push_str(&self.header(&inline));
        if self.options.score {
            out.push_str(&self.scores());
        }
        self.draw(&mut out, &shown);
        if left > 0 {
            out.push_str(&format!("  … and {} more\n", count(left, "finding")));
        }
        if quiet {
            return out;
        }
        let mut notices: Vec<&String> = self.group.iter().flat_map(|report| report.notices()).collect();
        notices.sort();
        notices.dedup();
        for notice in notices {
            out.push_str(&hanging("  note: ", &plain(notice), self.options.width));
        }
        if !one_line && !hints.is_empty() {
            out.push_str(&format!("  {}\n", self.options.paint.dim(&hints.join(" · "))));
        }
        if self.options.why_skipped && !self.options.many {
            let mut skips = Skips::default();
            skips.add(self.report);
            for line in skips.listed().lines() {
                out.push_str(&format!("  {line}\n"));
            }
        }
        out.push_str(&self.verdict_line());
        out
    }

    /// `launch.md    block · x · 187 of 280`.
    fn header(&self, more: &str) -> String {
        let (options, report) = (self.options, self.report);
        let mut facts = vec![options.paint.verdict(report.verdict(), report.verdict().as_str())];
        let networks = self.group.iter().filter_map(|report| report.network());
        let networks: Vec<String> = networks.map(|network| plain(network.as_str()).into_owned()).collect();
        if !networks.is_empty() {
            facts.push(networks.join(", "));
        }
        if self.outcome.item.is_thread {
            facts.push(format!("thread of {}", self.outcome.item.posts.len()));
        } else if let (Some(length), [_]) = (report.length(), self.group) {
            facts.push(format!("{} of {}", length.count, length.limit));
        }
        let title = cut(&name(&self.outcome.item), options.width.saturating_sub(12).max(20));
        let width = VERDICT_COLUMN.min(options.width * 6 / 10);
        let padded = column(&title, width);
        let padded = padded.replacen(&title, &options.paint.bold(&title), 1);
        format!("{padded}{}{}\n", facts.join(" · "), options.paint.dim(more))
    }

    fn scores(&self) -> String {
        let concerns: Vec<String> = draftlint::Concern::ALL
            .iter()
            .map(|(name, concern)| format!("{name} {}", self.report.concern(*concern)))
            .collect();
        format!("  score {} of 100 · {}\n", self.report.score(), concerns.join(" · "))
    }

    /// The findings to draw, and how many more there are.
    fn findings(&self) -> (Vec<&Finding>, usize) {
        let all = self.options.all;
        let wanted = |f: &&Finding| all || (f.counts() && f.severity > Severity::Info);
        let mut wanted = self.report.findings().iter().filter(wanted);
        let mut shown: Vec<&Finding> = Vec::new();
        for finding in wanted.by_ref() {
            // Phrases of one rule may lie within each other: the widest says it all.
            if !shown.iter().any(|other| covers(other, finding)) {
                shown.retain(|other| !covers(finding, other));
                shown.push(finding);
            }
            if shown.len() == DRAWN {
                break;
            }
        }
        (shown, wanted.count())
    }

    /// `+4 notes (--all)`, `1 accepted`, `38 checks need …`, what is done well.
    fn hints(&self) -> Vec<String> {
        let mut hints = Vec::new();
        let findings = self.report.findings();
        if !self.options.all {
            let notes = findings.iter().filter(|f| f.counts() && f.severity == Severity::Info).count();
            let accepted = findings.iter().filter(|f| !f.counts()).count();
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
        for strength in self.report.strengths() {
            if !strengths.contains(&strength.rule.title.as_str()) {
                strengths.push(&strength.rule.title);
            }
        }
        if !strengths.is_empty() {
            hints.push(format!("good: {}", list(&strengths, "and")));
        }
        if !self.options.many && !self.options.why_skipped {
            let mut skips = Skips::default();
            skips.add(self.report);
            hints.extend(skips.words());
        }
        hints
    }

    fn draw(&self, out: &mut String, findings: &[&Finding]) {
        let places: Vec<String> = findings.iter().map(|f| self.place(f.location())).collect();
        let widest = places.iter().map(|place| place.chars().count()).max().unwrap_or(0);
        let lines = findings.iter().filter_map(|f| f.location()).map(|l| self.line(l));
        let digits = lines.max().unwrap_or(1).to_string().len();
        for (finding, place) in findings.iter().zip(places) {
            self.head(out, finding, &format!("{place:<widest$}"));
            // The same advice is read once.
            let first = findings.iter().find(|f| f.rule.id == finding.rule.id);
            self.body(out, finding, digits, first.is_some_and(|first| std::ptr::eq(*first, *finding)));
        }
    }

    /// `  3:4  error    the template was not filled in      residue/merge-tag`.
    fn head(&self, out: &mut String, finding: &Finding, place: &str) {
        let paint = self.options.paint;
        let blank = if place.trim().is_empty() { String::new() } else { format!("{place}  ") };
        let severity = format!("{:<7}", finding.severity);
        let before = format!("  {blank}{severity}  {}", finding.rule.title);
        let column = ID_COLUMN.min(self.options.width.saturating_sub(finding.rule.id.len()));
        let blanks = column.saturating_sub(before.chars().count()).max(2);
        let severity =
            if finding.counts() { paint.severity(finding.severity, &severity) } else { paint.dim(&severity) };
        out.push_str(&format!(
            "  {blank}{severity}  {}{}{}\n",
            paint.bold(&finding.rule.title),
            " ".repeat(blanks),
            paint.dim(&finding.rule.id)
        ));
    }

    fn body(&self, out: &mut String, finding: &Finding, digits: usize, advise: bool) {
        let (options, paint) = (self.options, self.options.paint);
        let label = |name: &str| format!(" {} = {name}: ", " ".repeat(digits));
        match finding.location().and_then(|location| Some((location, self.text_of(location)?))) {
            Some((location, text)) => {
                let masked = self.report.masked(location.post, location.field, text);
                let span = moved(text, &masked, location.start)..moved(text, &masked, location.end);
                let severity = if finding.counts() { finding.severity } else { Severity::Info };
                let line = self.line(location);
                let label = &cut(&finding.message, MESSAGE);
                let excerpt = Excerpt { text: &masked, span, line, label, severity };
                out.push_str(&excerpt.draw(paint, options.width, digits));
            }
            None => out.push_str(&hanging(
                &format!(" {} = ", " ".repeat(digits)),
                &plain(&cut(&finding.message, MESSAGE)),
                options.width,
            )),
        }
        if let [_, others @ ..] = &finding.locations[..] {
            let others: Vec<String> = others.iter().take(6).map(|l| self.place(Some(l))).collect();
            let more = if finding.locations.len() > 7 { " …" } else { "" };
            if !others.is_empty() {
                out.push_str(&hanging(
                    &label("also"),
                    &format!("{}{more}", others.join(", ")),
                    options.width,
                ));
            }
        }
        if let Some(suppression) = &finding.suppressed {
            out.push_str(&hanging(&label("accepted"), &plain(&suppression.reason), options.width));
        } else if let Some(fix) = finding.fixes.first() {
            let in_file = self.outcome.item.path.is_some();
            let how = match fix.safety {
                Safety::Safe if in_file => " (draftlint check --fix applies it)",
                Safety::Unsafe if in_file => " (--unsafe-fixes applies it)",
                _ => "",
            };
            out.push_str(&hanging(&label("fix"), &format!("{}{how}", plain(&fix.title)), options.width));
        } else if advise && !finding.rule.help.is_empty() {
            out.push_str(&hanging(&label("help"), &finding.rule.help, options.width));
        }
    }

    fn text_of(&self, location: &Location) -> Option<&str> {
        let text = self.outcome.item.posts.get(location.post as usize)?.text_of(location.field)?;
        (location.end as usize <= text.len()).then_some(text)
    }

    /// The line that is shown: of the file where the text stands in it, else of the text.
    fn line(&self, location: &Location) -> u64 {
        let position = self.outcome.position(location);
        if position.column.is_some() { position.line } else { u64::from(location.line.max(1)) }
    }

    /// `3:4`, `title`, `post 2 3:4`.
    fn place(&self, location: Option<&Location>) -> String {
        let Some(location) = location else { return String::new() };
        let exact = self.outcome.position(location).column.is_some();
        let post = match (self.outcome.item.is_thread, exact) {
            (true, false) => format!("post {} ", location.post + 1),
            _ => String::new(),
        };
        let at = format!("{}:{}", self.line(location), location.column.max(1));
        let at = match location.field {
            Field::Body => at,
            Field::Title => "title".into(),
            Field::Link => "link".into(),
            Field::ContentWarning => "warning".into(),
            Field::Alt(i) => format!("alt {}", i + 1),
            other => other.to_string(),
        };
        format!("{post}{at}")
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
                    format!("{post}line {}", self.line(location))
                }
                _ => self.place(Some(location)),
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

/// Whether a finding of the same rule marks everything that another does.
fn covers(finding: &Finding, other: &Finding) -> bool {
    let (Some(outer), Some(inner)) = (finding.location(), other.location()) else { return false };
    finding.rule.id == other.rule.id
        && finding.severity == other.severity
        && finding.counts() == other.counts()
        && (outer.post, outer.field) == (inner.post, inner.field)
        && outer.start <= inner.start
        && inner.end <= outer.end
}

/// The byte in the masked text of the character that stands at a byte of the text.
fn moved(text: &str, masked: &str, byte: u32) -> usize {
    let byte = byte as usize;
    if text.len() == masked.len() {
        return byte;
    }
    let before = text[..byte].chars().count();
    masked.char_indices().nth(before).map_or(masked.len(), |(i, _)| i)
}

#[cfg(test)]
mod tests {
    #[test]
    fn marks_stay_on_their_character_behind_a_mask() {
        let (text, masked) = ("key abc now", "key ••• now");
        assert_eq!(&masked[super::moved(text, masked, 8)..], "now");
        assert_eq!(super::moved(text, text, 8), 8);
    }
}
