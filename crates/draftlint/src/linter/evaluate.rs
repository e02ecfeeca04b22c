//! From hits to findings: exceptions, guards, conditions, levels.

mod hits;

use std::sync::Arc;

use super::compile::{Compiled, Rule};
use super::plan::{Active, Coded, Plan};
use super::scope::{Candidate, Scope, key_of, scope};
use super::wording::{Place, Wording};
use crate::checks::{CardHit, FeedSubject, FieldView, Found, HITS, Reach, Subject};
use crate::config::Config;
use crate::draft::Draft;
use crate::facts::Facts;
use crate::few::Few;
use crate::finding::{Field, Finding};
use crate::history::stream::Stream;
use crate::history::{Entry, History, ReadPost};
use crate::matcher::Hit;
use crate::matcher::expression::Expression;
use crate::rule::Unit;
use crate::rule::card::Level;

/// The most findings of one rule in one post; what is beyond tells a reader nothing new.
const MOST_FINDINGS: usize = 100;

/// The most hits of one rule that are looked at in one post.
const MOST_HITS: usize = 1000;

/// A post that was read, and what is known about it.
pub(super) struct Post<'a> {
    /// The posts that are published together.
    pub(super) posts: &'a [Draft<'a>],
    pub(super) draft: &'a Draft<'a>,
    pub(super) number: u32,
    pub(super) views: &'a [FieldView<'a>],
    /// Of each field.
    pub(super) facts: &'a [Facts<'a>],
    pub(super) compiled: &'a Compiled,
    pub(super) config: &'a Config,
    pub(super) plan: &'a Plan,
    /// What is known of the draft, as the needs of rules are written.
    pub(super) known: u32,
    /// The text reads as English, as far as limits go that were counted on English posts.
    pub(super) english: bool,
    /// The audience reads code for a living.
    pub(super) technical: bool,
}

/// Vectors that are reused from post to post.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// The hits of all fields, by rule.
    hits: Vec<(u32, usize, Hit)>,
    shields: Vec<(usize, Hit, bool)>,
    work: Work,
}

/// Vectors that are reused from rule to rule.
#[derive(Debug, Default)]
struct Work {
    candidates: Vec<Candidate>,
    cards: Vec<CardHit>,
    found: Vec<Found>,
}

/// What became of one possible finding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Trace {
    /// The group of the rule.
    pub group: String,
    /// The words that matched.
    pub matched: String,
    /// The line in the field, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// `reported`, or what silenced it: a guard's name, `except`, `allowed phrase`, `brand name`, `muted`, `when`.
    pub outcome: String,
}

/// Runs every rule of the plan on a post.
pub(super) fn evaluate(
    post: &Post<'_>,
    scratch: &mut Scratch,
    out: &mut Vec<Finding>,
    mut trace: Option<(usize, &mut Vec<Trace>)>,
) {
    let compiled = post.compiled;
    let Scratch { hits, shields, work } = scratch;
    hits.clear();
    shields.clear();
    for (f, view) in post.views.iter().enumerate() {
        for hit in &view.scan.hits {
            if hit.group >= compiled.allow_group {
                shields.push((f, *hit, hit.group == compiled.brand_group));
            } else {
                hits.push((compiled.owners[hit.group as usize].rule, f, *hit));
            }
        }
    }
    hits.sort_unstable();
    shields.sort_unstable_by_key(|(f, hit, _)| (*f, hit.start));
    let seen = post.views.iter().fold(0, |bits, v| bits | v.seen());
    let mut wording = Wording::new(post.draft, post.number, post.views, post.plan.profile.as_ref());
    let mut next = 0;
    // Whoever traces a rule wants to see what it looks at, triggered or not.
    let wanted = trace.as_ref().map(|(wanted, _)| *wanted as u32);
    let runs = |coded: &&Coded| {
        coded.needs & !post.known == 0
            && (coded.triggers == 0 || seen & coded.triggers != 0 || wanted == Some(coded.rule))
    };
    let mut coded = post.plan.coded.iter().filter(runs).map(|coded| coded.rule).peekable();
    loop {
        // The next rule that has a hit or code, in order of the rules.
        let number = match (hits.get(next).map(|h| h.0), coded.peek().copied()) {
            (Some(a), Some(b)) => a.min(b),
            (Some(a), None) => a,
            (None, Some(b)) => b,
            (None, None) => break,
        } as usize;
        coded.next_if_eq(&(number as u32));
        let rule = &compiled.rules[number];
        let from = next;
        while next < hits.len() && hits[next].0 as usize == number {
            next += 1;
        }
        let Some(active) = &post.plan.rules[number] else { continue };
        let own = &hits[from..next.min(from + MOST_HITS)];
        let met = seen | if own.is_empty() { 0 } else { HITS };
        let traced = trace.as_ref().is_some_and(|(wanted, _)| *wanted == number);
        let coded = active.coded && (traced || active.triggers == 0 || met & active.triggers != 0);
        if own.is_empty() && !coded {
            continue;
        }
        if active.needs & !post.known != 0 {
            continue;
        }
        let network = post.draft.network.as_ref();
        if !rule.info.networks.is_empty() && network.is_some_and(|n| !rule.info.networks.contains(n)) {
            continue;
        }
        let traced = match &mut trace {
            Some((wanted, traces)) if *wanted == number => Some(&mut **traces),
            _ => None,
        };
        let mut one = One { post, rule, active, shields, wording: &mut wording, trace: traced };
        one.run(own, coded, work, out);
    }
}

/// The phrase groups of the feed's rules that the post holds, after their guards.
pub(super) fn feed_groups(post: &Post<'_>, mut met: impl FnMut(&str, &str)) {
    let compiled = post.compiled;
    let mut hits: Vec<(u32, usize, Hit)> = Vec::new();
    for (f, view) in post.views.iter().enumerate() {
        let own = view.scan.hits.iter().filter(|hit| hit.group < compiled.allow_group);
        let own = own.map(|hit| (compiled.owners[hit.group as usize].rule, f, *hit));
        hits.extend(own.filter(|(rule, ..)| compiled.rules[*rule as usize].info.unit == Unit::Feed));
    }
    hits.sort_unstable();
    let mut wording = Wording::new(post.draft, post.number, post.views, post.plan.profile.as_ref());
    for own in hits.chunk_by(|a, b| a.0 == b.0) {
        let number = own[0].0 as usize;
        let rule = &compiled.rules[number];
        let Some(active) = &post.plan.rules[number] else { continue };
        let mut one = One { post, rule, active, shields: &[], wording: &mut wording, trace: None };
        let mut candidates = Vec::new();
        one.phrase_hits(&own[..own.len().min(MOST_HITS)], &mut candidates);
        for candidate in candidates {
            if !active.mute.contains(&candidate.group) {
                met(&rule.info.id, &rule.info.groups[candidate.group]);
            }
        }
    }
}

/// What a history holds beside a draft that is judged with it.
pub(super) struct Past<'a> {
    pub(super) history: &'a History,
    /// The draft itself, read.
    pub(super) read: &'a ReadPost,
    pub(super) own_accounts: &'a [u64],
}

/// Runs the rules of a feed on a draft beside what was published before.
pub(super) fn evaluate_feed<'a>(post: &Post<'_>, past: &Past<'a>, out: &mut Vec<Finding>) {
    let (history, entry): (&'a History, &'a Entry) = (past.history, &past.read.entry);
    let with_draft = |mut posts: Vec<&'a Entry>| {
        // A post without a time comes last: it is about to be published.
        let place = match entry.at {
            Some(at) => posts.partition_point(|p| p.at.is_none_or(|of| of <= at)),
            None => posts.len(),
        };
        posts.insert(place, entry);
        (posts, place)
    };
    let reached = |reach: Reach| match reach {
        Reach::Stream => with_draft(history.beside(entry.account, entry.network)),
        Reach::Account => with_draft(history.beside(entry.account, 0)),
        Reach::Everything => with_draft(history.iter().collect()),
    };
    let mut wording = Wording::new(post.draft, post.number, post.views, post.plan.profile.as_ref());
    let mut known: Vec<(Reach, (Vec<&Entry>, usize))> = Vec::new();
    for (rule, active) in post.compiled.rules.iter().zip(&post.plan.rules) {
        let Some(active) = active else { continue };
        let Some((reach, check)) = &active.feed else { continue };
        let network = post.draft.network.as_ref();
        let elsewhere =
            !rule.info.networks.is_empty() && network.is_some_and(|n| !rule.info.networks.contains(n));
        if active.needs & !post.known != 0 || elsewhere {
            continue;
        }
        if !known.iter().any(|(r, _)| r == reach) {
            known.push((*reach, reached(*reach)));
        }
        let Some((_, (posts, place))) = known.iter().find(|(r, _)| r == reach) else { continue };
        let subject = FeedSubject {
            stream: Stream { posts, only: Some(*place), history },
            config: post.config,
            context: post.draft.context.as_deref(),
            names: &past.read.names,
            rule: &rule.info.id,
            own_accounts: past.own_accounts,
        };
        let mut found = Vec::new();
        check.run(&subject, &mut found);
        let mut one = One { post, rule, active, shields: &[], wording: &mut wording, trace: None };
        for found in found {
            let group = rule.info.groups.iter().position(|g| g == found.group).unwrap_or(0);
            if active.mute.contains(&group) {
                continue;
            }
            let evidence = found.posts.iter().filter(|i| *i != place).map(|i| history.evidence(posts[*i]));
            let evidence = evidence.collect();
            let as_check =
                Found { group: found.group, args: found.args, severity: found.severity, ..Found::default() };
            let candidate =
                Candidate { group, places: Few::none(), tokens: None, program: None, found: Some(as_check) };
            let finding = one.finding(&[&candidate], None, group);
            out.push(Finding { evidence, ..finding });
        }
    }
}

/// One rule on one post.
struct One<'o, 'a> {
    post: &'o Post<'a>,
    rule: &'o Rule,
    active: &'o Active,
    shields: &'o [(usize, Hit, bool)],
    wording: &'o mut Wording<'a>,
    trace: Option<&'o mut Vec<Trace>>,
}

impl<'o, 'a> One<'o, 'a> {
    fn run(&mut self, hits: &[(u32, usize, Hit)], coded: bool, work: &mut Work, out: &mut Vec<Finding>) {
        work.candidates.clear();
        if !hits.is_empty() {
            self.phrase_hits(hits, &mut work.candidates);
        }
        if coded {
            self.check(work);
            self.metric(&mut work.candidates);
            self.pattern(&mut work.candidates);
            work.candidates.truncate(2 * MOST_HITS);
        }
        let candidates = &mut work.candidates;
        if !self.active.mute.is_empty() {
            candidates.retain(|c| !self.active.mute.contains(&c.group) || self.drop(c, "muted"));
        }
        if candidates.is_empty() {
            return;
        }
        let before = out.len();
        if !self.rule.each_hit {
            self.conditional(candidates, out, before);
            return;
        }
        let scoped = self.levels_need_scope();
        for candidate in &*candidates {
            if !self.rule.located.contains(&candidate.group) {
                self.note(candidate, "when");
                continue;
            }
            self.note(candidate, "reported");
            if out.len() - before < MOST_FINDINGS {
                let scope = scoped.then(|| scope(self.rule, self.post, candidate, candidates));
                out.push(self.finding(&[candidate], scope.as_ref(), candidate.group));
            }
        }
        if out.len() > before + 1 {
            let own = out.split_off(before);
            out.extend(without_overlaps(own));
        }
    }

    fn levels_need_scope(&self) -> bool {
        self.rule.card.levels.iter().any(|l| l.when.is_some())
    }

    fn check(&mut self, work: &mut Work) {
        let Some(check) = &self.active.check else { return };
        let Work { candidates, cards, found } = work;
        cards.clear();
        if !candidates.is_empty() {
            cards.extend(candidates.iter().filter_map(|c| {
                let (field, start, end) = *c.places.first()?;
                Some(CardHit { group: c.group, field, tokens: c.tokens?, start, end })
            }));
        }
        let post = self.post;
        let subject = Subject {
            posts: post.posts,
            number: post.number as usize,
            draft: post.draft,
            fields: post.views,
            engine: &post.compiled.engine,
            profile: post.plan.profile.as_ref(),
            brand: &post.config.brand,
            audience: &post.config.audience,
            config: post.config,
            technical: post.technical,
            english: post.english,
            hits: cards,
            groups: &self.rule.info.groups,
            facts: post.facts,
        };
        check.run(&subject, found);
        if found.is_empty() {
            return;
        }
        for mut found in found.drain(..) {
            let group = self.rule.info.groups.iter().position(|g| g == found.group).unwrap_or(0);
            let tokens =
                found.spans.first().map(|(f, start, end)| post.views[*f].text.tokens_in(*start, *end));
            candidates.push(Candidate {
                group,
                places: Few::Many(std::mem::take(&mut found.spans)),
                tokens,
                program: None,
                found: Some(found),
            });
        }
    }

    fn metric(&mut self, candidates: &mut Vec<Candidate>) {
        let (Some(fact), Some(metric)) = (self.rule.metric, &self.rule.card.metric) else { return };
        let Some(body) = self.post.views.iter().position(|v| v.field == Field::Body) else { return };
        let Some(value) = self.post.facts[body].get(fact) else { return };
        let round = |v: f64| format!("{}", (v * 100.0).round() / 100.0);
        let beyond = metric.max.filter(|m| value > *m).map(|m| ("max", m));
        let below = metric.min.filter(|m| value < *m).map(|m| ("min", m));
        if let Some((name, limit)) = beyond.or(below) {
            let found = Found::new("metric").arg("value", round(value)).arg(name, round(limit));
            candidates.push(Candidate {
                group: self.rule.special,
                places: Few::none(),
                tokens: None,
                program: None,
                found: Some(found),
            });
        }
    }

    #[cfg(not(feature = "patterns"))]
    fn pattern(&mut self, _candidates: &mut Vec<Candidate>) {}

    #[cfg(feature = "patterns")]
    fn pattern(&mut self, candidates: &mut Vec<Candidate>) {
        let (Some(regex), Some(pattern)) = (&self.rule.pattern, &self.rule.card.pattern) else { return };
        /// A match looks at this much text around its literal, so that every text takes linear time.
        const WINDOW: usize = 512;
        for (f, view) in self.post.views.iter().enumerate() {
            if !matches!(view.field, Field::Title | Field::Body) {
                continue;
            }
            let mut from = 0;
            let mut count = 0;
            while let Some(at) = view.raw[from..].find(&pattern.literal).map(|i| i + from) {
                let mut start = at.saturating_sub(WINDOW).max(from);
                let mut end = (at + pattern.literal.len() + WINDOW).min(view.raw.len());
                while !view.raw.is_char_boundary(start) {
                    start += 1;
                }
                while !view.raw.is_char_boundary(end) {
                    end -= 1;
                }
                let found = regex.find(&view.raw[start..end]).filter(|m| !m.is_empty());
                from = at + pattern.literal.len();
                if let Some(m) = found {
                    let span = (f, (start + m.start()) as u32, (start + m.end()) as u32);
                    from = from.max(start + m.end());
                    candidates.push(Candidate {
                        group: self.rule.special,
                        places: Few::One(span),
                        tokens: Some(view.text.tokens_in(span.1, span.2)),
                        program: None,
                        found: None,
                    });
                    count += 1;
                }
                if count >= MOST_FINDINGS {
                    break;
                }
            }
        }
    }

    /// One finding for each sentence or post in which the condition holds.
    fn conditional(&mut self, candidates: &[Candidate], out: &mut Vec<Finding>, before: usize) {
        let Some(when) = &self.rule.card.when else { return };
        let mut done: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
        for candidate in candidates {
            let key = key_of(self.rule, self.post, candidate);
            if done.contains(&key) {
                continue;
            }
            if candidates.len() > 1 {
                done.push(key);
            }
            let scope = scope(self.rule, self.post, candidate, candidates);
            let holds = when.holds(&scope);
            let rule = self.rule;
            let located = |c: &&Candidate| rule.located.contains(&c.group);
            if !holds || !scope.members.iter().any(located) {
                scope.members.iter().for_each(|c| self.note(c, "when"));
            } else if out.len() - before < MOST_FINDINGS {
                let mut inside: Vec<&Candidate> = scope.members.iter().copied().filter(located).collect();
                inside.sort_by(|a, b| a.places.cmp(&b.places));
                // What a check words comes first: it knows the values.
                let group = inside.iter().find(|c| c.found.is_some()).map_or(inside[0].group, |c| c.group);
                out.push(self.finding(&inside, Some(&scope), group));
                inside.iter().for_each(|c| self.note(c, "reported"));
            }
            if done.len() > 4 * MOST_FINDINGS {
                break;
            }
        }
    }

    fn finding(
        &mut self,
        candidates: &[&Candidate],
        scope: Option<&Scope<'_, '_, '_>>,
        group: usize,
    ) -> Finding {
        let rule = self.rule;
        let info = &rule.info;
        let draft = self.post.draft;
        let fits = |level: &&Level| {
            let network = level.networks.is_empty()
                || draft.network.as_ref().is_some_and(|n| level.networks.contains(n));
            let kind = level.kinds.is_empty()
                || draft.kind.is_some_and(|k| {
                    serde_json::to_value(k)
                        .ok()
                        .and_then(|v| v.as_str().map(|s| level.kinds.iter().any(|l| l == s)))
                        .unwrap_or(false)
                });
            let when = level.when.as_ref().is_none_or(|w| match w {
                // A group that is reported by itself means the hit's own; one that only conditions name, any.
                Expression::Group(g) if rule.each_hit && rule.located.contains(g) => *g == group,
                w => scope.is_some_and(|s| w.holds(s)),
            });
            network && kind && when
        };
        let level = rule.card.levels.iter().find(fits);
        let found = candidates.iter().find_map(|c| c.found.as_ref());
        let own = level.and_then(|l| l.severity).or(found.and_then(|f| f.severity)).unwrap_or(info.severity);
        let term = Self::term(self.rule, self.post, candidates[0]);
        let own = term.and_then(|t| t.severity).unwrap_or(own);
        let severity = self.active.severity_of(own, info);
        let confidence = level.and_then(|l| l.confidence).unwrap_or(info.confidence);
        let all = candidates.iter().flat_map(|c| c.places.iter());
        let place =
            |(field, start, end): &(usize, u32, u32)| Place { field: *field, start: *start, end: *end };
        let mut places: Vec<Place> = Vec::with_capacity(candidates[0].places.len());
        places.extend(all.map(place));
        let message = level.and_then(|l| l.message.as_deref()).unwrap_or(&info.message);
        let replacements = Self::replacements(self.rule, self.post, candidates[0]);
        let reason =
            term.map(|t| if t.reason.is_empty() { "it is on the brand's list" } else { t.reason.as_str() });
        self.wording.finding(super::wording::Draft {
            rule: Arc::clone(info),
            card: &rule.card,
            group: Arc::clone(&rule.card.groups[group].name),
            severity,
            confidence,
            message,
            places,
            tokens: candidates[0].tokens,
            found,
            replacements,
            reason,
        })
    }

    /// The configured term behind a hit of `brand/terms`.
    fn term(rule: &Rule, post: &Post<'a>, candidate: &Candidate) -> Option<&'a crate::config::Term> {
        if rule.info.id != "brand/terms" {
            return None;
        }
        let group = &rule.card.groups[candidate.group];
        let built_in = group.phrases.len() - post.config.brand.terms.len().min(group.phrases.len());
        let index = post.compiled.engine.phrase_in_group(candidate.program?);
        post.config.brand.terms.get(index.checked_sub(built_in)?)
    }

    /// What to write instead, for hits of a swap.
    fn replacements(rule: &'o Rule, post: &Post<'a>, candidate: &Candidate) -> &'o [String] {
        let Some(program) = candidate.program else { return &[] };
        let index = post.compiled.engine.phrase_in_group(program);
        rule.card.groups[candidate.group].replacements.get(index).map_or(&[], Vec::as_slice)
    }

    fn drop(&mut self, candidate: &Candidate, why: &str) -> bool {
        self.note(candidate, why);
        false
    }

    fn note(&mut self, candidate: &Candidate, outcome: &str) {
        if self.trace.is_none() {
            return;
        }
        let (mut matched, mut line, mut column) = (String::new(), 0, 0);
        if let Some((f, start, end)) = candidate.places.first() {
            let view = &self.post.views[*f];
            if !self.rule.info.redact {
                matched = view.raw[*start as usize..*end as usize].to_string();
            }
            (line, column) = self.wording.line_column(*f, *start);
        }
        let group = self.rule.info.groups[candidate.group].clone();
        if let Some(traces) = &mut self.trace {
            traces.push(Trace { group, matched, line, column, outcome: outcome.to_string() });
        }
    }
}

/// Groups of a rule may overlap; a reader is told once: of findings that share text, the gravest, then the longest.
fn without_overlaps(mut findings: Vec<Finding>) -> Vec<Finding> {
    let length = |f: &Finding| f.location().map_or(0, |l| l.end - l.start);
    findings.sort_by_key(|f| {
        (f.location().map(|l| l.field), std::cmp::Reverse(f.severity), std::cmp::Reverse(length(f)))
    });
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let shares = |other: &Finding| {
            let mut pairs =
                finding.locations.iter().flat_map(|a| other.locations.iter().map(move |b| (a, b)));
            pairs.any(|(a, b)| a.field == b.field && a.start < b.end && b.start < a.end)
        };
        if !kept.iter().any(shares) {
            kept.push(finding);
        }
    }
    kept
}
