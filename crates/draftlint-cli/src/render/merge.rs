//! One draft on several networks: what was found on more than one of them is told once.

use std::collections::HashMap;

use draftlint::{Finding, Report, Severity};

/// A finding, and where it was made.
#[derive(Debug)]
pub(super) struct Merged<'a> {
    /// The finding as the first of the reports has it.
    pub(super) finding: &'a Finding,
    /// The numbers of the reports that have it, in order.
    pub(super) reports: Vec<usize>,
    /// The finding as others of these reports have it, where it says something else or stands a little elsewhere:
    /// each network has its own limit.
    pub(super) otherwise: Vec<(&'a Finding, Vec<usize>)>,
}

/// What makes two findings one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The same words at the same severity, and the same message.
    Message,
    /// The same rule at the same severity, on the same words or on some of them, whatever each network's message.
    Place,
}

/// The findings of several reports on the same draft, in the order in which they first occur.
pub(super) fn merge(reports: &[Report], by: By) -> Vec<Merged<'_>> {
    let mut known: HashMap<(u64, Severity, bool, &str), Vec<usize>> = HashMap::new();
    let mut all: Vec<Merged<'_>> = Vec::new();
    for (number, report) in reports.iter().enumerate() {
        // Where a report has something twice, it has two; only what other reports have is joined.
        let before = all.len();
        for finding in report.findings() {
            let message = if by == By::Message { finding.message.as_str() } else { "" };
            let key = (finding.fingerprint, finding.severity, finding.counts(), message);
            let same = known.entry(key).or_default();
            let free = |i: &usize| all[*i].reports.last() != Some(&number);
            let found = same.iter().copied().find(free).or_else(|| {
                let near = |i: &usize| by == By::Place && free(i) && near(all[*i].finding, finding);
                (0..before).find(near)
            });
            match found {
                Some(i) => all[i].add(number, finding),
                None => {
                    same.push(all.len());
                    all.push(Merged { finding, reports: vec![number], otherwise: Vec::new() });
                }
            }
        }
    }
    all
}

/// Whether two findings of a rule share some words.
fn near(one: &Finding, other: &Finding) -> bool {
    let (Some(a), Some(b)) = (one.location(), other.location()) else { return false };
    one.rule.id == other.rule.id
        && one.severity == other.severity
        && one.counts() == other.counts()
        && (a.post, a.field) == (b.post, b.field)
        && a.start < b.end
        && b.start < a.end
}

impl<'a> Merged<'a> {
    fn add(&mut self, number: usize, finding: &'a Finding) {
        let alike = |one: &Finding| {
            one.message == finding.message
                && one.location().map(|l| l.start) == finding.location().map(|l| l.start)
        };
        self.reports.push(number);
        if alike(self.finding) {
            return;
        }
        match self.otherwise.iter_mut().find(|(one, _)| alike(one)) {
            Some((_, reports)) => reports.push(number),
            None => self.otherwise.push((finding, vec![number])),
        }
    }

    /// The finding as a report has it.
    pub(super) fn of(&self, report: usize) -> Option<&'a Finding> {
        let other = self.otherwise.iter().find(|(_, reports)| reports.contains(&report));
        let first = self.reports.contains(&report).then_some(self.finding);
        other.map(|(finding, _)| *finding).or(first)
    }

    /// The reports that have it as `finding`.
    pub(super) fn as_the_first(&self) -> Vec<usize> {
        let elsewhere = |number: &usize| self.otherwise.iter().any(|(_, reports)| reports.contains(number));
        self.reports.iter().filter(|number| !elsewhere(number)).copied().collect()
    }

    /// Whether it was made wherever another was.
    pub(super) fn holds_where(&self, other: &Merged<'_>) -> bool {
        other.reports.iter().all(|number| self.reports.contains(number))
    }
}

#[cfg(test)]
mod tests {
    use draftlint::{Draft, Linter, Network};

    use super::*;

    fn reports(body: &str) -> Vec<Report> {
        // The limit of one network only.
        let config = "[networks.a]\ntext-limit = 20\n[networks.b]\ntext-limit = 2000";
        let config = draftlint::Config::from_toml(config).unwrap();
        let linter = Linter::new(&config).unwrap();
        ["a", "b"].map(|id| linter.lint(&Draft::new(body).network(Network::new(id)))).into()
    }

    #[test]
    fn what_is_found_twice_in_a_report_stays_two() {
        let reports = reports("Hi {{first_name}}, dear {{first_name}}, the mill is open.");
        let of = |id: &str| -> Vec<Vec<usize>> {
            let merged = merge(&reports, By::Place).into_iter();
            merged.filter(|m| m.finding.rule.id == id).map(|m| m.reports).collect()
        };
        assert_eq!(of("residue/merge-tag"), [[0, 1], [0, 1]]);
        assert_eq!(of("etiquette/length"), [[0]]);
    }

    #[test]
    fn what_stands_on_some_of_the_words_is_one() {
        let reports = reports(&"The mill is open again, and the bakery too. ".repeat(60));
        let merged = merge(&reports, By::Place);
        let length = merged.iter().find(|m| m.finding.rule.id == "etiquette/length").unwrap();
        assert_eq!((length.as_the_first(), &length.reports), (vec![0], &vec![0, 1]));
        assert!(length.otherwise[0].0.message.contains("takes 2000"), "{:?}", length.otherwise);
        let each = merge(&reports, By::Message);
        assert_eq!(each.iter().filter(|m| m.finding.rule.id == "etiquette/length").count(), 2);
    }
}
