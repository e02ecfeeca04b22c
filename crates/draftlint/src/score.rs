//! From findings to points, a score and a verdict. The laws are those of the property tests: a finding more never
//! raises the score, points sum to what is missing from 100, one error of confidence 0.8 blocks, infos never do.

use std::fmt;

use serde::Serialize;

use crate::finding::{Finding, Severity};
use crate::rule::{Category, Concern};

/// What to do with a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing speaks against publishing.
    Pass,
    /// Worth a change first.
    Warn,
    /// Not to be published as it is.
    Block,
}

impl Verdict {
    /// The name used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Warn => "warn",
            Verdict::Block => "block",
        }
    }

    /// The highest score that a draft with this verdict shows.
    pub fn ceiling(self) -> u32 {
        match self {
            Verdict::Pass => 100,
            Verdict::Warn => 79,
            Verdict::Block => 49,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Points that a category can lose to infos, and to warnings; errors have no cap.
const INFO_CAP: f64 = 6.0;
const WARNING_CAP: f64 = 30.0;
/// Points that infos can cost in all.
const ALL_INFO_CAP: f64 = 15.0;
/// An error of at least this confidence blocks whatever the score.
pub(crate) const BLOCKING_CONFIDENCE: f32 = 0.8;

/// Weights of the categories, 0.5 to 1.5; 1 where nothing is configured.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weights(pub(crate) [f64; Category::COUNT]);

impl Default for Weights {
    fn default() -> Self {
        Weights([1.0; Category::COUNT])
    }
}

/// The outcome of scoring.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Score {
    pub(crate) verdict: Verdict,
    /// 100 minus the points of all findings, not below 0.
    pub(crate) raw: u32,
    /// `raw`, but never above the band of the verdict.
    pub(crate) shown: u32,
    /// The same formula on the categories of one concern each, in the order of `Concern::ALL`.
    pub(crate) concerns: [u32; Concern::ALL.len()],
    /// Points of each finding, summing to `100 - raw`.
    pub(crate) points: Vec<u32>,
}

/// Scores findings; suppressed ones and strengths cost nothing.
pub(crate) fn score(findings: &[Finding], weights: &Weights) -> Score {
    if findings.is_empty() {
        let concerns = [100; Concern::ALL.len()];
        return Score { verdict: Verdict::Pass, raw: 100, shown: 100, concerns, points: Vec::new() };
    }
    let counted: Vec<bool> = findings.iter().map(Finding::counts).collect();
    let shares = penalties(findings, &counted, weights);
    let raw = raw_of(&shares, |_| true, findings);
    let verdict = verdict_of(findings, &counted, raw);
    let concerns =
        Concern::ALL.map(|(_, concern)| raw_of(&shares, |f| f.rule.category.concern() == concern, findings));
    Score {
        verdict,
        raw,
        shown: raw.min(verdict.ceiling()),
        concerns,
        points: whole_points(&shares, 100 - raw),
    }
}

/// Scores the findings of a thread: the verdict of its worst post, the least score, and for each finding its points
/// within its own post. Findings without a place count for every post.
pub(crate) fn score_thread(findings: &[Finding], weights: &Weights) -> Score {
    let mut posts: Vec<u32> = findings.iter().filter_map(|f| Some(f.location()?.post)).collect();
    posts.sort_unstable();
    posts.dedup();
    if posts.len() <= 1 {
        return score(findings, weights);
    }
    let mut whole: Option<Score> = None;
    let mut points = vec![0; findings.len()];
    for post in posts {
        let inside: Vec<usize> =
            (0..findings.len()).filter(|i| findings[*i].location().is_none_or(|l| l.post == post)).collect();
        let own: Vec<Finding> = inside.iter().map(|i| findings[*i].clone()).collect();
        let scored = score(&own, weights);
        for (i, value) in inside.iter().zip(&scored.points) {
            points[*i] = points[*i].max(*value);
        }
        whole = Some(match whole {
            None => scored,
            Some(mut all) => {
                all.verdict = all.verdict.max(scored.verdict);
                all.raw = all.raw.min(scored.raw);
                all.shown = all.shown.min(scored.shown);
                for (a, b) in all.concerns.iter_mut().zip(scored.concerns) {
                    *a = b.min(*a);
                }
                all
            }
        });
    }
    let mut whole = whole.unwrap_or_else(|| score(findings, weights));
    whole.points = points;
    whole
}

fn verdict_of(findings: &[Finding], counted: &[bool], raw: u32) -> Verdict {
    let mut worst = Verdict::Pass;
    for (finding, counts) in findings.iter().zip(counted) {
        if *counts {
            worst = worst.max(match finding.severity {
                Severity::Error if finding.confidence >= BLOCKING_CONFIDENCE => Verdict::Block,
                Severity::Error | Severity::Warning => Verdict::Warn,
                Severity::Info => Verdict::Pass,
            });
        }
    }
    let by_score = match raw {
        0..50 => Verdict::Block,
        50..80 => Verdict::Warn,
        _ => Verdict::Pass,
    };
    worst.max(by_score)
}

fn base(severity: Severity) -> f64 {
    match severity {
        Severity::Info => 2.0,
        Severity::Warning => 10.0,
        Severity::Error => 40.0,
    }
}

/// What each finding takes, after the halving of repeats and the caps.
fn penalties(findings: &[Finding], counted: &[bool], weights: &Weights) -> Vec<f64> {
    let single =
        |f: &Finding| base(f.severity) * f64::from(f.confidence) * weights.0[f.rule.category as usize];
    let mut shares = vec![0.0; findings.len()];
    let mut order: Vec<usize> = (0..findings.len()).filter(|&i| counted[i]).collect();
    order.sort_by(|&a, &b| {
        let key = |i: usize| (&findings[i].rule.id, -single(&findings[i]));
        let (x, y) = (key(a), key(b));
        x.0.cmp(y.0).then(x.1.total_cmp(&y.1)).then(a.cmp(&b))
    });
    let mut repeat = 0;
    for (n, &i) in order.iter().enumerate() {
        repeat = if n > 0 && findings[order[n - 1]].rule.id == findings[i].rule.id { repeat + 1 } else { 0 };
        shares[i] = single(&findings[i]) * 0.5f64.powi(repeat);
    }
    let scale = |shares: &mut [f64], cap: f64, of: &dyn Fn(&Finding) -> bool| {
        let sum: f64 = (0..findings.len()).filter(|&i| of(&findings[i])).map(|i| shares[i]).sum();
        if sum > cap {
            for i in 0..findings.len() {
                if of(&findings[i]) {
                    shares[i] *= cap / sum;
                }
            }
        }
    };
    for (_, category) in Category::ALL {
        if !findings.iter().any(|f| f.rule.category == category) {
            continue;
        }
        let of = |severity| move |f: &Finding| f.rule.category == category && f.severity == severity;
        scale(&mut shares, INFO_CAP, &of(Severity::Info));
        scale(&mut shares, WARNING_CAP, &of(Severity::Warning));
    }
    scale(&mut shares, ALL_INFO_CAP, &|f: &Finding| f.severity == Severity::Info);
    shares
}

fn raw_of(shares: &[f64], keep: impl Fn(&Finding) -> bool, findings: &[Finding]) -> u32 {
    let sum: f64 = shares.iter().zip(findings).filter(|(_, f)| keep(f)).map(|(s, _)| s).sum();
    // A hair of tolerance, so that the order of summation cannot move the rounding.
    (100.0 - sum + 1e-9).floor().clamp(0.0, 100.0) as u32
}

/// Whole numbers in proportion to the shares that sum to `total` (largest remainder, ties by order).
fn whole_points(shares: &[f64], total: u32) -> Vec<u32> {
    let sum: f64 = shares.iter().sum();
    if sum <= 0.0 {
        return vec![0; shares.len()];
    }
    let exact: Vec<f64> = shares.iter().map(|s| s / sum * f64::from(total)).collect();
    let mut points: Vec<u32> = exact.iter().map(|e| e.floor() as u32).collect();
    let mut order: Vec<usize> = (0..shares.len()).filter(|&i| shares[i] > 0.0).collect();
    order.sort_by(|&a, &b| (exact[b].fract()).total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    let missing = total.saturating_sub(points.iter().sum());
    for &i in order.iter().cycle().take(missing as usize) {
        points[i] += 1;
    }
    points
}
