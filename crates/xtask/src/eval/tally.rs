//! Counts of what was found in rows.

use std::collections::{BTreeMap, BTreeSet};

use draftlint::{Category, Finding, Severity};
use serde_json::{Map, Value, json};

/// What is kept of a finding.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) rule: String,
    pub(super) category: Category,
    pub(super) severity: Severity,
    pub(super) message: String,
    /// The places in the text.
    pub(super) spans: Vec<(usize, usize)>,
    /// What stands there.
    pub(super) texts: Vec<String>,
}

impl Found {
    pub(super) fn new(finding: &Finding, text: &str) -> Found {
        let spans: Vec<(usize, usize)> =
            finding.locations.iter().map(|l| (l.start as usize, l.end as usize)).collect();
        Found {
            rule: finding.rule.id.clone(),
            category: finding.rule.category,
            severity: finding.severity,
            message: finding.message.clone(),
            texts: spans
                .iter()
                .filter_map(|&(start, end)| text.get(start..end))
                .map(str::to_string)
                .collect(),
            spans,
        }
    }
}

/// Rows, and how many of them hold what.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub(super) rows: u32,
    /// A finding of any severity.
    pub(super) flagged: u32,
    pub(super) error: u32,
    /// A warning, or graver.
    pub(super) warning: u32,
    /// The same, of spam, bait or claims.
    pub(super) doubtful: u32,
    pub(super) concerns: BTreeMap<&'static str, u32>,
    pub(super) categories: BTreeMap<&'static str, u32>,
    pub(super) severities: BTreeMap<&'static str, u32>,
    pub(super) rules: BTreeMap<String, u32>,
    /// By the number of findings: how many rows have so many.
    counts: BTreeMap<usize, u32>,
}

impl Tally {
    /// Adds a row with what was found in it.
    pub(super) fn add(&mut self, found: &[Found]) {
        let any = |test: &dyn Fn(&Found) -> bool| u32::from(found.iter().any(test));
        self.rows += 1;
        self.flagged += any(&|_| true);
        self.error += any(&|f| f.severity == Severity::Error);
        self.warning += any(&|f| f.severity >= Severity::Warning);
        self.doubtful += any(&|f| {
            f.severity >= Severity::Warning
                && matches!(f.category, Category::Spam | Category::Bait | Category::Claims)
        });
        *self.counts.entry(found.len()).or_default() += 1;
        once(&mut self.concerns, found.iter().map(|f| f.category.concern().as_str()));
        once(&mut self.categories, found.iter().map(|f| f.category.as_str()));
        once(&mut self.severities, found.iter().map(|f| f.severity.as_str()));
        once(&mut self.rules, found.iter().map(|f| f.rule.clone()));
    }

    /// The number of findings that this share of rows does not exceed.
    pub(super) fn findings_at(&self, share: f64) -> usize {
        let rank = (f64::from(self.rows) * share).ceil().max(1.0) as u32;
        let mut seen = 0;
        for (count, rows) in &self.counts {
            seen += rows;
            if seen >= rank {
                return *count;
            }
        }
        0
    }

    pub(super) fn share(&self, rows: u32) -> f64 {
        if self.rows == 0 { 0.0 } else { f64::from(rows) / f64::from(self.rows) }
    }

    pub(super) fn to_json(&self) -> Map<String, Value> {
        let value = json!({
            "rows": self.rows,
            "flagged": self.flagged,
            "error": self.error,
            "warning": self.warning,
            "spam_bait_claims_warning": self.doubtful,
            "findings_median": self.findings_at(0.5),
            "findings_p90": self.findings_at(0.9),
            "concerns": self.concerns,
            "categories": self.categories,
            "severities": self.severities,
            "rules": self.rules,
        });
        match value {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }
}

/// Counts each name once.
fn once<K: Ord>(counts: &mut BTreeMap<K, u32>, names: impl Iterator<Item = K>) {
    for name in names.collect::<BTreeSet<K>>() {
        *counts.entry(name).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rule: &str, category: Category, severity: Severity) -> Found {
        Found { rule: rule.into(), category, severity, message: String::new(), spans: vec![], texts: vec![] }
    }

    #[test]
    fn a_row_counts_once_a_name() {
        let mut tally = Tally::default();
        tally.add(&[
            found("bait/tag", Category::Bait, Severity::Warning),
            found("bait/tag", Category::Bait, Severity::Error),
        ]);
        tally.add(&[]);
        assert_eq!((tally.rows, tally.flagged, tally.error, tally.warning, tally.doubtful), (2, 1, 1, 1, 1));
        assert_eq!(tally.rules["bait/tag"], 1);
        assert_eq!((tally.findings_at(0.5), tally.findings_at(0.9)), (0, 2));
    }
}
