//! A baseline: findings of old drafts that don't count, by their fingerprints.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use draftlint::Report;
use serde_json::{Value, json};

/// The reason that a finding of the baseline gives.
const REASON: &str = "in the baseline";

/// The findings that don't count.
#[derive(Debug, Default)]
pub(crate) struct Baseline(HashSet<u64>);

impl Baseline {
    /// Reads a baseline; a file that is not there yet is an empty one when it is to be written.
    pub(crate) fn read(path: &Path, may_be_missing: bool) -> Result<Baseline, String> {
        if may_be_missing && !path.exists() {
            return Ok(Baseline::default());
        }
        let text = crate::settings::read(path)?;
        let value: Value = serde_json::from_str(&text).map_err(|error| format!("not JSON: {error}"))?;
        let list = value["findings"].as_array().ok_or("this is no baseline: it has no `findings`")?;
        let read = |entry: &Value| {
            let text = entry["fingerprint"].as_str()?;
            u64::from_str_radix(text, 16).ok()
        };
        let fingerprints =
            list.iter().map(|entry| read(entry).ok_or_else(|| format!("not a fingerprint: {entry}")));
        fingerprints.collect::<Result<_, _>>().map(Baseline)
    }

    /// Accepts in a report what the baseline lists.
    pub(crate) fn accept(&self, report: &mut Report) {
        report.accept("baseline", REASON, |finding| self.0.contains(&finding.fingerprint));
    }
}

/// Collects what is found, to be written as a baseline.
#[derive(Debug, Default)]
pub(crate) struct Collected(BTreeSet<(String, String, u64)>);

impl Collected {
    pub(crate) fn add(&mut self, source: &str, report: &Report) {
        // What somebody accepted elsewhere needs no place here.
        let kept =
            report.findings().iter().filter(|f| f.suppressed.as_ref().is_none_or(|s| s.reason == REASON));
        for finding in kept {
            self.0.insert((source.to_string(), finding.rule.id.clone(), finding.fingerprint));
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The text of the file: a finding a line, so that changes read well in version control.
    pub(crate) fn text(&self) -> String {
        let lines: Vec<String> = self
            .0
            .iter()
            .map(|(source, rule, fingerprint)| {
                json!({"fingerprint": format!("{fingerprint:016x}"), "rule": rule, "source": source})
                    .to_string()
            })
            .collect();
        format!("{{\"draftlint-baseline\": 1, \"findings\": [\n{}\n]}}\n", lines.join(",\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        let mut collected = Collected::default();
        collected.0.insert(("a.md".into(), "bait/tag".into(), 42));
        collected.0.insert(("a.md".into(), "bait/tag".into(), u64::MAX));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("baseline.json");
        assert!(Baseline::read(&path, false).is_err());
        assert!(Baseline::read(&path, true).unwrap().0.is_empty());
        std::fs::write(&path, collected.text()).unwrap();
        assert_eq!(Baseline::read(&path, false).unwrap().0, HashSet::from([42, u64::MAX]));
        std::fs::write(&path, Collected::default().text()).unwrap();
        assert!(Baseline::read(&path, false).unwrap().0.is_empty());
    }
}
