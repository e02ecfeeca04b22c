//! The audit of a whole history: what its posts show by principle, and the numbers behind it.

mod charts;
mod learn;
mod principles;

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use crate::finding::{Evidence, Severity};
use crate::history::{Entry, History, Label, does, rule_key};
use crate::linter::{Linter, OfFeed};
use crate::rule::{RuleInfo, RuleKind};

pub use charts::{Domain, Repeated, VoiceNumber, VoiceOf, Week};
pub use learn::{Habit, Learnt};
pub use principles::{PrincipleRow, Standing, Trend};

/// So many posts are shown as evidence for one thing.
const SHOWN: usize = 3;

/// What a history shows. Its posts are judged, never the people in them: figures of reach are not looked at.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Audit {
    /// The posts that were read.
    pub posts: usize,
    /// Those without a time: rules on time leave them aside.
    pub undated: usize,
    /// Rows that hold one of these posts once more: the same second, the same text or nearly.
    pub doubled: usize,
    /// The first and the last day, as `2026-03-01`; `None` where no post has a time.
    pub period: Option<(String, String)>,
    /// The accounts, each on each network, most posts first.
    pub accounts: Vec<AccountRow>,
    /// What the posts do.
    pub labels: Labels,
    /// One row for each principle, in their order.
    pub principles: Vec<PrincipleRow>,
    /// What the rules of a feed found, the gravest first.
    pub findings: Vec<AuditFinding>,
    /// What the rules of a post found, by rule, the gravest and most frequent first.
    pub rules: Vec<RuleRow>,
    /// What was done well, by rule, the most frequent first.
    pub strengths: Vec<RuleRow>,
    /// Posts a week by label.
    pub weeks: Vec<Week>,
    /// Posts by weekday (Monday first) and hour, where they were written.
    pub hours: Vec<[u32; 24]>,
    /// Links by domain, the most frequent first.
    pub domains: Vec<Domain>,
    /// Posts that repeat each other.
    pub repeated: Vec<Repeated>,
    /// How each account speaks.
    pub voices: Vec<VoiceOf>,
    /// The rules of a feed that could not run, with what they need.
    pub skipped: Vec<SkippedRow>,
}

/// An account on a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AccountRow {
    /// Its handle, without `@`; empty where not told.
    pub account: String,
    /// The network; empty where not told.
    pub network: String,
    /// Its posts.
    pub posts: usize,
}

/// What the posts do. A label that the host gave is taken as it is; the others are worked out from the wording.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Labels {
    /// They ask for something.
    pub ask: usize,
    /// They give something.
    pub give: usize,
    /// Neither.
    pub neutral: usize,
    /// They answer somebody.
    pub reply: usize,
    /// They pass on somebody else's words.
    pub share: usize,
    /// Nothing could be said: not English, or too short.
    pub unlabelled: usize,
    /// Of all, those whose label the host gave.
    pub given: usize,
}

impl Labels {
    fn add(&mut self, entry: &Entry) {
        *match entry.label {
            Some(Label::Ask) => &mut self.ask,
            Some(Label::Give) => &mut self.give,
            Some(Label::Neutral) => &mut self.neutral,
            Some(Label::Reply) => &mut self.reply,
            Some(Label::Share) => &mut self.share,
            None => &mut self.unlabelled,
        } += 1;
        self.given += usize::from(entry.does(does::LABEL_GIVEN));
    }
}

/// What a rule of a feed found.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct AuditFinding {
    /// The id of the rule.
    pub rule: String,
    /// The group within the rule; empty where it has only one.
    pub group: String,
    /// The rule in a few words.
    pub title: String,
    /// How grave it is.
    pub severity: Severity,
    /// The principles that it serves.
    pub principles: Vec<&'static str>,
    /// The account, without `@`.
    pub account: String,
    /// The network.
    pub network: String,
    /// What was found, in one line.
    pub message: String,
    /// What it costs the reader.
    pub why: String,
    /// What to do.
    pub help: String,
    /// The days of the first and the last post that it rests on.
    pub period: Option<(String, String)>,
    /// How often it was found for this account: this is the worst time.
    pub times: usize,
    /// How many posts it rests on.
    pub count: usize,
    /// Some of them, in order of time, the last one among them.
    pub posts: Vec<Evidence>,
}

/// What a rule found in post after post.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct RuleRow {
    /// The id of the rule.
    pub rule: String,
    /// The rule in a few words.
    pub title: String,
    /// How grave one finding is.
    pub severity: Severity,
    /// The principles that it serves.
    pub principles: Vec<&'static str>,
    /// The posts in which it found something.
    pub count: usize,
    /// Whether that changes with time.
    pub trend: Option<Trend>,
    /// The latest of them.
    pub posts: Vec<Evidence>,
}

/// A rule that could not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SkippedRow {
    /// The id of the rule.
    pub rule: String,
    /// The rule in a few words.
    pub title: String,
    /// What is missing.
    pub needs: Vec<String>,
}

impl Linter {
    /// Audits a history. The order in which its posts were given does not matter.
    pub fn audit(&self, history: &History) -> Audit {
        let (found, skipped) = self.judge(history);
        let rules = self.rule_rows(history);
        let mut labels = Labels::default();
        history.iter().for_each(|entry| labels.add(entry));
        let mut accounts: Vec<AccountRow> = history
            .streams
            .iter()
            .map(|((account, network), posts)| AccountRow {
                account: history.name(*account).to_string(),
                network: history.name(*network).to_string(),
                posts: posts.len(),
            })
            .collect();
        accounts.sort_by(|a, b| (b.posts, &a.account, &a.network).cmp(&(a.posts, &b.account, &b.network)));
        let (strengths, problems): (Vec<_>, Vec<_>) =
            rules.into_iter().partition(|(info, _)| info.kind == RuleKind::Strength);
        let mut found = worst(found);
        found.sort_by(|(a, _), (b, _)| {
            let key = |f: &OfFeed<'_>| (std::cmp::Reverse(f.severity), f.rule.id.clone(), f.at.at);
            key(a).cmp(&key(b)).then_with(|| a.at.order().cmp(&b.at.order())).then(a.group.cmp(&b.group))
        });
        let worst: Vec<&OfFeed<'_>> = found.iter().map(|(one, _)| one).collect();
        let principles = principles::rows(history, &worst, &problems, &strengths, &skipped);
        Audit {
            posts: history.len(),
            doubled: history.doubled,
            undated: history.iter().filter(|entry| entry.at.is_none()).count(),
            period: period(history.iter()),
            accounts,
            labels,
            principles,
            findings: found.iter().map(|(one, times)| finding(history, one, *times)).collect(),
            rules: problems.into_iter().map(|(_, row)| row).collect(),
            strengths: strengths.into_iter().map(|(_, row)| row).collect(),
            weeks: charts::weeks(history),
            hours: charts::hours(history),
            domains: charts::domains(history),
            repeated: charts::repeated(history),
            voices: charts::voices(history),
            skipped: skipped
                .into_iter()
                .map(|s| SkippedRow {
                    rule: s.rule.id.clone(),
                    title: s.rule.title.clone(),
                    needs: s.needs.iter().map(ToString::to_string).collect(),
                })
                .collect(),
        }
    }

    /// What the rules of a post found, the gravest and most frequent first.
    fn rule_rows(&self, history: &History) -> Vec<(Arc<RuleInfo>, RuleRow)> {
        let mut of_rule: HashMap<u32, Vec<u32>> = HashMap::new();
        for (i, entry) in history.iter().enumerate() {
            for rule in &entry.found {
                of_rule.entry(*rule).or_default().push(i as u32);
            }
        }
        let halves = principles::Halves::of(history);
        let mut rows = Vec::new();
        for (info, severity) in self.all_rules() {
            let Some(posts) = of_rule.get(&rule_key(&info.id, "")) else { continue };
            let entries = || history.at(posts);
            let row = RuleRow {
                rule: info.id.clone(),
                title: info.title.clone(),
                severity,
                principles: info.principles.iter().map(|p| p.as_str()).collect(),
                count: posts.len(),
                trend: halves.trend(entries()),
                posts: entries().rev().take(SHOWN).map(|entry| history.evidence(entry)).collect(),
            };
            rows.push((info, row));
        }
        rows.sort_by(|(_, a), (_, b)| (b.severity, b.count, &a.rule).cmp(&(a.severity, a.count, &b.rule)));
        rows
    }
}

/// The first and the last day of posts.
fn period<'e>(entries: impl Iterator<Item = &'e Entry>) -> Option<(String, String)> {
    let days = entries.filter(|e| e.at.is_some()).map(|e| e.day);
    let (first, last) = days.fold((i32::MAX, i32::MIN), |(a, b), day| (a.min(day), b.max(day)));
    (first <= last).then(|| (charts::date(first), charts::date(last)))
}

/// Of the findings of one rule and group for one account, the worst, and how many there are.
fn worst(found: Vec<OfFeed<'_>>) -> Vec<(OfFeed<'_>, usize)> {
    let mut kept: Vec<(OfFeed<'_>, usize)> = Vec::new();
    let mut places: HashMap<(String, Arc<str>, u64, u64), usize> = HashMap::new();
    for one in found {
        let key = (one.rule.id.clone(), Arc::clone(&one.group), one.at.account, one.at.network);
        match places.get(&key) {
            None => {
                places.insert(key, kept.len());
                kept.push((one, 1));
            }
            Some(place) => {
                let (told, times) = &mut kept[*place];
                *times += 1;
                // Of equals the latest: it is what a reader still sees.
                if (one.severity, one.weight) >= (told.severity, told.weight) {
                    *told = one;
                }
            }
        }
    }
    kept
}

fn finding(history: &History, one: &OfFeed<'_>, times: usize) -> AuditFinding {
    // The last three say most: they are what a reader can still see.
    let shown = one.posts.iter().rev().take(SHOWN).rev();
    AuditFinding {
        rule: one.rule.id.clone(),
        group: if one.rule.groups.len() > 1 { one.group.to_string() } else { String::new() },
        title: one.rule.title.clone(),
        severity: one.severity,
        principles: one.rule.principles.iter().map(|p| p.as_str()).collect(),
        account: history.name(one.at.account).to_string(),
        network: history.name(one.at.network).to_string(),
        message: one.message.clone(),
        why: one.rule.why.clone(),
        help: one.rule.help.clone(),
        period: period(one.posts.iter().copied()),
        times,
        count: one.posts.len(),
        posts: shown.map(|entry| history.evidence(entry)).collect(),
    }
}
