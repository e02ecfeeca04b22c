//! A baseline: findings of old drafts that don't count, by their fingerprints.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use draftlint::{Allow, Report};
use serde_json::{Value, json};

use crate::input::Item;

/// What a finding of the baseline says of itself.
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

    /// Accepts in the item what the baseline lists. Returns whether there is anything: then it must be checked
    /// again.
    pub(crate) fn accept(&self, item: &mut Item, report: &Report) -> bool {
        let known = report.findings().iter().filter(|f| f.counts() && self.0.contains(&f.fingerprint));
        let mut any = false;
        for finding in known {
            let post = finding.location().map_or(0, |l| l.post as usize);
            let Some(post) = item.posts.get(post) else { continue };
            let words =
                finding.location().and_then(|l| post.text_of(l.field)?.get(l.start as usize..l.end as usize));
            let mut allow = json!({"rule": finding.rule.id, "reason": REASON});
            if let Some(words) = words.filter(|words| !words.is_empty()) {
                allow["match"] = words.into();
            }
            if let Ok(allow) = serde_json::from_value::<Allow>(allow) {
                // It holds for a whole thread wherever it stands.
                let list = &mut item.posts[0].allow;
                if !list.contains(&allow) {
                    list.push(allow);
                }
                any = true;
            }
        }
        any
    }
}

impl Baseline {
    /// Takes back what reached further than the baseline: an acceptance covers a rule's words, the baseline lists
    /// single findings. Returns whether there was anything: then the item must be checked again.
    pub(crate) fn take_back(&self, item: &mut Item, report: &Report) -> bool {
        let wrong: HashSet<&str> = report
            .findings()
            .iter()
            .filter(|f| {
                let accepted = f.suppressed.as_ref().is_some_and(|s| s.reason == REASON);
                let listed = self.0.contains(&f.fingerprint);
                (accepted && !listed) || (listed && f.counts())
            })
            .map(|f| f.rule.id.as_str())
            .collect();
        for post in &mut item.posts {
            post.allow.retain(|allow| allow.reason != REASON || !wrong.contains(allow.rule.as_str()));
        }
        !wrong.is_empty()
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
