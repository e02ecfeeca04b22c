//! What people judged by reading hits: `tests/eval/precision/*.toml`.

use std::collections::BTreeMap;

use draftlint::{Linter, RuleKind, Severity};
use serde::Deserialize;

use crate::workspace::{files_below, read_at, root, shown};

/// Below so many read hits nothing is known of a rule.
pub(super) const ENOUGH: u32 = 10;
/// The precision that a warning needs.
const WANTED: f64 = 0.9;

/// How many hits of a rule were read, and how many of them were right.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reading {
    pub(super) read: u32,
    #[serde(default)]
    pub(super) right: u32,
    #[serde(default)]
    pub(super) note: String,
    /// Of the hits that are warnings or errors, where a rule also has slighter ones.
    pub(super) graver: Option<Graver>,
}

/// How many of the graver hits were read, and how many of them were right.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Graver {
    pub(super) read: u32,
    pub(super) right: u32,
}

impl Reading {
    /// The share of right hits: of all that were read, or of the graver ones where those were read apart.
    pub(super) fn precision(&self, severity: Severity) -> Option<f64> {
        let (read, right) = self.of(severity);
        (read > 0).then(|| f64::from(right) / f64::from(read))
    }

    fn of(&self, severity: Severity) -> (u32, u32) {
        let graver = self.graver.filter(|_| severity >= Severity::Warning);
        graver.map_or((self.read, self.right), |g| (g.read, g.right))
    }
}

/// Readings by rule.
pub(super) type Readings = BTreeMap<String, Reading>;

/// Reads every file; a rule stands in one of them.
pub(super) fn readings() -> Result<Readings, String> {
    let mut all = Readings::new();
    for path in files_below(&root().join("tests/eval/precision"), &["toml"]) {
        let of_file: Readings =
            toml::from_str(&read_at(&path)?).map_err(|e| format!("{}: {e}", shown(&path)))?;
        for (rule, reading) in of_file {
            if reading.right > reading.read || reading.graver.is_some_and(|g| g.right > g.read) {
                return Err(format!("{}: more hits of `{rule}` are right than were read", shown(&path)));
            }
            if all.insert(rule.clone(), reading).is_some() {
                return Err(format!("{}: `{rule}` stands in another file too", shown(&path)));
            }
        }
    }
    Ok(all)
}

/// What is known of a rule's precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// A matter of form or of facts that the caller gave: nothing to judge.
    Structural,
    /// Enough hits were read, and nine in ten were right.
    Proven,
    /// Enough hits were read, and fewer were right.
    Doubtful,
    /// Too few hits were read.
    Unproven,
}

impl Standing {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Standing::Structural => "structural",
            Standing::Proven => "proven",
            Standing::Doubtful => "doubtful",
            Standing::Unproven => "unproven",
        }
    }

    pub(super) fn of(reading: Option<&Reading>, severity: Severity, confidence: f64) -> Standing {
        let enough = reading.filter(|r| r.of(severity).0 >= ENOUGH);
        match enough.and_then(|r| r.precision(severity)) {
            Some(precision) if precision >= WANTED => Standing::Proven,
            Some(_) => Standing::Doubtful,
            None if confidence >= 1.0 => Standing::Structural,
            None => Standing::Unproven,
        }
    }
}

/// The part of a card that says how grave a finding can be.
#[derive(Debug, Deserialize)]
struct Weight {
    severity: Option<String>,
    confidence: Option<f64>,
    #[serde(default)]
    level: Vec<Weight>,
}

/// How grave the findings of a rule can be, with the confidence of each.
pub(super) fn weights(linter: &Linter, id: &str) -> Result<Vec<(Severity, f64)>, String> {
    let severity = |name: &str| Severity::ALL.iter().find(|(n, _)| *n == name).map(|(_, s)| *s);
    let info = linter.rules().into_iter().find(|(rule, _)| rule.id == id).map(|(rule, _)| rule);
    let info = info.ok_or_else(|| format!("there is no rule `{id}`"))?;
    let base = (info.severity, (f64::from(info.confidence) * 100.0).round() / 100.0);
    let card: Weight =
        toml::from_str(linter.card(id).unwrap_or_default()).map_err(|e| format!("{id}: {e}"))?;
    let mut all = vec![base];
    all.extend(card.level.iter().map(|level| {
        (level.severity.as_deref().and_then(severity).unwrap_or(base.0), level.confidence.unwrap_or(base.1))
    }));
    Ok(all)
}

/// What breaks the rules that precision sets: an error by wording needs hits that were read, and fewer than nine
/// right ones in ten leave a rule an info.
pub(super) fn faults(linter: &Linter, readings: &Readings) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    for rule in readings.keys() {
        if !linter.rules().iter().any(|(info, _)| info.id == *rule) {
            faults.push(format!("`{rule}` was read, but there is no such rule"));
        }
    }
    for (info, severity) in linter.rules() {
        if severity.is_none() || info.kind == RuleKind::Strength {
            continue;
        }
        let reading = readings.get(&info.id);
        for (severity, confidence) in weights(linter, &info.id)? {
            let standing = Standing::of(reading, severity, confidence);
            if severity == Severity::Error && standing == Standing::Unproven {
                let read = reading.map_or(0, |r| r.read);
                faults.push(format!("`{}` stops a post, and only {read} hits of it were read", info.id));
            }
            if severity >= Severity::Warning && standing == Standing::Doubtful {
                faults.push(format!("`{}` warns, and fewer than nine in ten of its hits are right", info.id));
            }
        }
    }
    faults.dedup();
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docs::built_in;

    #[test]
    fn no_rule_is_graver_than_its_precision_allows() {
        let faults = faults(&built_in().unwrap(), &readings().unwrap()).unwrap();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn standing_needs_hits_that_were_read() {
        let reading = |read, right| Reading { read, right, ..Reading::default() };
        assert_eq!(Standing::of(Some(&reading(30, 27)), Severity::Warning, 0.8), Standing::Proven);
        assert_eq!(Standing::of(Some(&reading(30, 26)), Severity::Warning, 1.0), Standing::Doubtful);
        assert_eq!(Standing::of(Some(&reading(9, 9)), Severity::Warning, 0.8), Standing::Unproven);
        let apart = Reading { graver: Some(Graver { read: 12, right: 12 }), ..reading(30, 20) };
        assert_eq!(Standing::of(Some(&apart), Severity::Error, 0.8), Standing::Proven);
        assert_eq!(Standing::of(Some(&apart), Severity::Info, 0.8), Standing::Doubtful);
        assert_eq!(Standing::of(None, Severity::Warning, 1.0), Standing::Structural);
    }
}
