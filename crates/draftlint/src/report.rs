//! What linting a draft or a thread yields.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use serde_json::value::RawValue;

use crate::draft::Draft;
use crate::finding::{Edit, Field, Finding, Safety, Suppression};
use crate::network::Network;
use crate::rule::RuleInfo;
use crate::score::{self, Score, Verdict, Weights};

/// A rule that did not run, and what it would need.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Skipped {
    /// The rule.
    pub rule: Arc<RuleInfo>,
    /// What is missing: keys of the draft or its context, or `language:en`.
    pub needs: Vec<Cow<'static, str>>,
}

/// The rules that did not run; all drafts of which as much is known share one list.
#[derive(Debug, Default)]
pub(crate) struct SkippedRules {
    pub(crate) list: Box<[Skipped]>,
    /// The list as JSON: it is the larger part of most reports, and the same in thousands of them.
    json: OnceLock<Box<RawValue>>,
}

impl SkippedRules {
    pub(crate) fn new(list: Box<[Skipped]>) -> SkippedRules {
        SkippedRules { list, json: OnceLock::new() }
    }

    pub(crate) fn json(&self) -> &RawValue {
        // A list of names is always written.
        self.json.get_or_init(|| serde_json::value::to_raw_value(&self.list).unwrap_or_default())
    }
}

/// A number that was measured on the draft.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FactValue {
    /// The fact's name, such as `hashtags`.
    pub name: &'static str,
    /// The value; facts below their minimum of text are left out.
    pub value: f64,
}

/// Numbers that are counted when they are asked for: few callers of a lint want them, and all would pay.
#[derive(Clone, Default)]
pub(crate) struct Counted {
    values: OnceLock<Vec<FactValue>>,
    count: Option<Arc<dyn Fn() -> Vec<FactValue> + Send + Sync>>,
}

impl Counted {
    /// Numbers that are known.
    pub(crate) fn known(values: Vec<FactValue>) -> Counted {
        Counted { values: values.into(), count: None }
    }

    /// Numbers to be counted later.
    pub(crate) fn new(count: impl Fn() -> Vec<FactValue> + Send + Sync + 'static) -> Counted {
        Counted { values: OnceLock::new(), count: Some(Arc::new(count)) }
    }

    fn get(&self) -> &[FactValue] {
        self.values.get_or_init(|| self.count.as_ref().map_or_else(Vec::new, |count| count()))
    }
}

impl fmt::Debug for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.get()).finish()
    }
}

/// The result of linting one draft or thread.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Report {
    pub(crate) id: Option<String>,
    pub(crate) source: Option<Arc<str>>,
    pub(crate) network: Option<Network>,
    pub(crate) brand: Option<String>,
    pub(crate) language: Cow<'static, str>,
    pub(crate) now: Option<String>,
    pub(crate) edition: &'static str,
    pub(crate) findings: Vec<Finding>,
    pub(crate) strengths: Vec<Finding>,
    pub(crate) skipped: Arc<SkippedRules>,
    pub(crate) notices: Vec<String>,
    pub(crate) facts: Counted,
    pub(crate) enabled: u32,
    pub(crate) length: Option<Length>,
    pub(crate) weights: Weights,
    pub(crate) score: Score,
}

/// How long a draft is, as its network counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Length {
    /// The count.
    pub count: u32,
    /// The limit.
    pub limit: u32,
    /// What is counted, such as `weighted characters`.
    pub unit: &'static str,
}

impl Report {
    /// The id of the brand that the draft speaks for, by its own word or by its account.
    pub fn brand(&self) -> Option<&str> {
        self.brand.as_deref()
    }

    /// Pass, warn or block.
    pub fn verdict(&self) -> Verdict {
        self.score.verdict
    }

    /// What was found, errors first, then in order of place. Suppressed findings are among them, marked.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What the draft does well. Never scored.
    pub fn strengths(&self) -> &[Finding] {
        &self.strengths
    }

    /// The rules that could not run, with what they need.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped.list
    }

    /// Remarks on the check itself, such as an unknown network.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// What was measured on the text, counted when it is first asked for; of a thread, on its first post.
    pub fn facts(&self) -> &[FactValue] {
        self.facts.get()
    }

    /// The score from 0 to 100, never above the band of the verdict: 100 means that nothing was found.
    pub fn score(&self) -> u32 {
        self.score.shown
    }

    /// 100 minus the points of all findings, before the band of the verdict is applied; for a thread, that of its
    /// worst post.
    pub fn raw(&self) -> u32 {
        self.score.raw
    }

    /// The score of one concern, from 0 to 100.
    pub fn concern(&self, concern: crate::rule::Concern) -> u32 {
        self.score.concerns[concern as usize]
    }

    /// The share of the enabled rules that ran, from 0 to 1.
    pub fn coverage(&self) -> f64 {
        if self.enabled == 0 {
            return 1.0;
        }
        1.0 - self.skipped.list.len() as f64 / f64::from(self.enabled)
    }

    /// The draft's id, where it has one.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Where the draft was read from, where the reader said so.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The network it was checked for.
    pub fn network(&self) -> Option<&Network> {
        self.network.as_ref()
    }

    /// The language that it is in, told or guessed, as a BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The time of the check, where the caller gave one.
    pub fn now(&self) -> Option<&str> {
        self.now.as_deref()
    }

    /// The edition of the rule set.
    pub fn edition(&self) -> &str {
        self.edition
    }

    /// The length as the network counts, where it has a limit.
    pub fn length(&self) -> Option<Length> {
        self.length
    }

    /// The ids of the rules that decide the verdict, most costly first; empty for a pass.
    pub fn reasons(&self) -> Vec<&str> {
        if self.verdict() == Verdict::Pass {
            return Vec::new();
        }
        let mut deciding: Vec<&Finding> = self
            .findings
            .iter()
            .filter(|f| f.counts())
            .filter(|f| match self.verdict() {
                Verdict::Block => blocks(f),
                _ => f.severity > crate::Severity::Info,
            })
            .collect();
        if deciding.is_empty() {
            // The sum of many smaller findings decided.
            deciding = self.findings.iter().filter(|f| f.counts() && f.points > 0).collect();
        }
        deciding.sort_by_key(|f| std::cmp::Reverse(f.points));
        let mut ids: Vec<&str> = Vec::new();
        for finding in deciding {
            if !ids.contains(&finding.rule.id.as_str()) {
                ids.push(&finding.rule.id);
            }
        }
        ids
    }

    /// The rules to mend first: as few as change the verdict for the better, most costly first, else the one that
    /// costs most.
    pub fn next_best_fix(&self) -> Vec<&str> {
        let mut left: Vec<&Finding> = self.findings.iter().filter(|f| f.counts()).collect();
        let mut order: Vec<(u32, bool, &str)> = Vec::new();
        for finding in &left {
            match order.iter_mut().find(|(_, _, id)| *id == finding.rule.id) {
                Some(entry) => {
                    entry.0 += finding.points;
                    entry.1 |= blocks(finding);
                }
                None => order.push((finding.points, blocks(finding), &finding.rule.id)),
            }
        }
        order.sort_by_key(|(points, blocks, _)| (std::cmp::Reverse(*blocks), std::cmp::Reverse(*points)));
        let mut chosen = Vec::new();
        for (_, _, id) in &order {
            chosen.push(*id);
            left.retain(|f| f.rule.id != *id);
            let rest: Vec<Finding> = left.iter().map(|f| (*f).clone()).collect();
            if score::score_thread(&rest, &self.weights).verdict < self.verdict() {
                return chosen;
            }
        }
        chosen.truncate(1);
        chosen
    }

    /// Marks the findings that `accepted` picks as suppressed, and scores anew: for baselines. Findings that are
    /// suppressed already stay as they are.
    pub fn accept(&mut self, by: &str, reason: &str, accepted: impl Fn(&Finding) -> bool) {
        for finding in self.findings.iter_mut().filter(|f| f.suppressed.is_none()) {
            if accepted(finding) {
                finding.suppressed = Some(Suppression { by: by.to_string(), reason: reason.to_string() });
            }
        }
        self.score_findings();
    }

    pub(crate) fn score_findings(&mut self) {
        self.score = score::score_thread(&self.findings, &self.weights);
        for (finding, points) in self.findings.iter_mut().zip(&self.score.points) {
            finding.points = *points;
        }
    }

    /// The draft with fixes applied: the first fix of each counted finding that is at most as risky as `safety`,
    /// in order of place; a fix that overlaps one before it is left out. Only the edits of post `post` count.
    pub fn fixed_post<'a>(&self, draft: &Draft<'a>, post: u32, safety: Safety) -> Draft<'a> {
        let mut fixed = draft.clone();
        for (field, edits) in self.edits(post, safety) {
            match field {
                Field::Body => fixed.body = Cow::Owned(apply(&draft.body, &edits)),
                Field::Title => fixed.title = draft.title.as_deref().map(|t| Cow::Owned(apply(t, &edits))),
                Field::Link => fixed.link = draft.link.as_deref().map(|t| Cow::Owned(apply(t, &edits))),
                Field::ContentWarning => {
                    fixed.content_warning =
                        draft.content_warning.as_deref().map(|t| Cow::Owned(apply(t, &edits)));
                }
                Field::Alt(i) => {
                    if let Some(media) = fixed.media.as_mut().and_then(|m| m.get_mut(i as usize)) {
                        media.alt = media.alt.as_deref().map(|t| apply(t, &edits));
                    }
                }
            }
        }
        fixed
    }

    /// The draft with fixes applied; see [`Report::fixed_post`].
    pub fn fixed<'a>(&self, draft: &Draft<'a>, safety: Safety) -> Draft<'a> {
        self.fixed_post(draft, 0, safety)
    }

    fn edits(&self, post: u32, safety: Safety) -> Vec<(Field, Vec<&Edit>)> {
        let mut by_field: Vec<(Field, Vec<&Edit>)> = Vec::new();
        let mut fixes: Vec<&[Edit]> = self
            .findings
            .iter()
            .filter(|f| f.counts())
            .filter_map(|f| f.fixes.iter().find(|fix| fix.safety <= safety))
            .map(|fix| fix.edits.as_slice())
            .filter(|edits| edits.first().is_some_and(|e| e.post == post))
            .collect();
        fixes.sort_by_key(|edits| edits.first().map(|e| (e.field, e.start, e.end)));
        for edits in fixes {
            let free = edits.iter().all(|edit| {
                by_field.iter().filter(|(field, _)| *field == edit.field).all(|(_, taken)| {
                    taken.iter().all(|t| edit.end <= t.start || t.end <= edit.start)
                        && !taken.iter().any(|t| t.start == edit.start && t.end == edit.end)
                })
            });
            if free {
                for edit in edits {
                    match by_field.iter_mut().find(|(field, _)| *field == edit.field) {
                        Some((_, list)) => list.push(edit),
                        None => by_field.push((edit.field, vec![edit])),
                    }
                }
            }
        }
        for (_, edits) in &mut by_field {
            edits.sort_by_key(|e| (e.start, e.end));
        }
        by_field
    }

    /// A field's text with the spans of redacted findings (keys, card numbers) replaced by `•`, one for each
    /// character: for everything that shows text to anyone.
    pub fn masked<'t>(&self, post: u32, field: Field, text: &'t str) -> Cow<'t, str> {
        let mut spans: Vec<(usize, usize)> = self
            .findings
            .iter()
            .filter(|f| f.rule.redact)
            .flat_map(|f| &f.locations)
            .filter(|l| l.post == post && l.field == field)
            .map(|l| (l.start as usize, l.end as usize))
            .collect();
        if spans.is_empty() {
            return Cow::Borrowed(text);
        }
        spans.sort_unstable();
        let mut out = String::with_capacity(text.len());
        for (i, c) in text.char_indices() {
            let hidden = spans.iter().any(|&(start, end)| start <= i && i < end);
            out.push(if hidden && c != '\n' { '•' } else { c });
        }
        Cow::Owned(out)
    }
}

fn blocks(finding: &Finding) -> bool {
    finding.severity == crate::Severity::Error && finding.confidence >= score::BLOCKING_CONFIDENCE
}

fn apply(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        out.push_str(&text[from..edit.start as usize]);
        out.push_str(&edit.text);
        from = edit.end as usize;
    }
    out.push_str(&text[from..]);
    out
}
