//! What the configuration means for one network and one set of matching overrides: resolved once, then shared.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::compile::{Compiled, Rule};
use crate::checks::{self, Check, FeedCheck, Reach};
use crate::config::{Config, Setting};
use crate::draft::Draft;
use crate::finding::Severity;
use crate::history::History;
use crate::network::{Network, Profile};
use crate::report::{Skipped, SkippedRules};
use crate::rule::{Need, RuleInfo, Unit};

/// A rule under a plan.
#[derive(Debug)]
pub(super) struct Active {
    /// The severity that the configuration sets; levels may still lower it.
    pub(super) severity: Option<Severity>,
    /// The muted groups, by number.
    pub(super) mute: Vec<usize>,
    pub(super) check: Option<Box<dyn Check>>,
    /// The code of a feed's rule, and the posts that it sees.
    pub(super) feed: Option<(Reach, Box<dyn FeedCheck>)>,
    /// Bits of `seen` without which the check finds nothing.
    pub(super) triggers: u32,
    /// Runs even when none of its phrases was found.
    pub(super) coded: bool,
    /// What must be known, as bits by `Need`, with `ENGLISH` for rules of English wording.
    pub(super) needs: u32,
}

impl Active {
    /// The severity of a finding whose card and code make it `own`: levels may lower what the configuration sets.
    pub(super) fn severity_of(&self, own: Severity, info: &RuleInfo) -> Severity {
        match self.severity {
            Some(set) if own < info.severity => set.min(own),
            Some(set) => set,
            None => own,
        }
    }
}

/// The bit, among those of `Need`, of a text that reads as English.
const ENGLISH: u32 = 1 << 31;

/// A rule with code, and what says at once that it cannot run.
#[derive(Debug)]
pub(super) struct Coded {
    pub(super) rule: u32,
    pub(super) triggers: u32,
    pub(super) needs: u32,
}

/// All rules under one network and set of overrides.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) rules: Vec<Option<Active>>,
    pub(super) enabled: u32,
    pub(super) profile: Option<Profile>,
    /// The rules with code, in order.
    pub(super) coded: Vec<Coded>,
    /// What is skipped, by what is known: worked out once for each combination.
    skipped: RwLock<HashMap<u32, Arc<SkippedRules>>>,
}

impl Plan {
    /// The rules that cannot run on a draft of which `known` is known.
    pub(super) fn skipped(&self, compiled: &Compiled, known: u32) -> Arc<SkippedRules> {
        if let Some(list) = self.skipped.read().unwrap_or_else(PoisonError::into_inner).get(&known) {
            return Arc::clone(list);
        }
        let active = compiled.rules.iter().zip(&self.rules).filter_map(|(r, a)| Some((r, a.as_ref()?)));
        let list = active
            .filter(|(_, active)| active.needs & !known != 0)
            .map(|(rule, _)| Skipped { rule: Arc::clone(&rule.info), needs: lacks(&rule.info, known) })
            .collect();
        let list = Arc::new(SkippedRules::new(list));
        self.skipped.write().unwrap_or_else(PoisonError::into_inner).insert(known, Arc::clone(&list));
        list
    }
}

/// Which overrides hold for a draft.
pub(super) fn matching(config: &Config, draft: &Draft<'_>) -> Vec<usize> {
    let context = draft.context.as_deref();
    let account = context.and_then(|c| c.account.as_ref()).map(|a| a.handle.as_str());
    let community = context.and_then(|c| c.community.as_ref()).map(|c| c.name.as_str());
    let fits = |list: &[String], value: Option<&str>| {
        list.is_empty() || value.is_some_and(|v| list.iter().any(|l| l.eq_ignore_ascii_case(v)))
    };
    config
        .overrides
        .iter()
        .enumerate()
        .filter(|(_, o)| fits(&o.networks, draft.network.as_ref().map(Network::as_str)))
        .filter(|(_, o)| fits(&o.accounts, account) && fits(&o.communities, community))
        .filter(|(_, o)| {
            o.paths.is_empty() || draft.source.as_deref().is_some_and(|p| o.paths.iter().any(|g| glob(g, p)))
        })
        .map(|(i, _)| i)
        .collect()
}

/// `*` stands for anything but a slash, `**` for anything; a pattern without a leading slash may begin anywhere.
fn glob(pattern: &str, path: &str) -> bool {
    fn matches(pattern: &[u8], path: &[u8]) -> bool {
        match pattern {
            [] => path.is_empty(),
            [b'*', b'*', rest @ ..] => {
                let rest = rest.strip_prefix(b"/").unwrap_or(rest);
                (0..=path.len()).any(|i| matches(rest, &path[i..]))
            }
            [b'*', rest @ ..] => {
                let stop = path.iter().position(|b| *b == b'/').unwrap_or(path.len());
                (0..=stop).any(|i| matches(rest, &path[i..]))
            }
            [p, rest @ ..] => path.first() == Some(p) && matches(rest, &path[1..]),
        }
    }
    let path = path.trim_start_matches("./").split('#').next().unwrap_or(path);
    let pattern = pattern.trim_start_matches("./");
    let starts = std::iter::once(0).chain(path.match_indices('/').map(|(i, _)| i + 1));
    starts.into_iter().any(|i| matches(pattern.as_bytes(), &path.as_bytes()[i..]))
}

/// Works out a plan.
pub(super) fn plan(
    config: &Config,
    compiled: &Compiled,
    network: Option<&Network>,
    overrides: &[usize],
) -> Plan {
    let profile = network.and_then(|n| config.networks.iter().find(|p| p.network == *n)).cloned();
    let extra: Vec<&Setting> = overrides.iter().flat_map(|i| &config.overrides[*i].settings).collect();
    let rules: Vec<Option<Active>> =
        compiled.rules.iter().map(|rule| active(config, rule, network, profile.as_ref(), &extra)).collect();
    let enabled = rules.iter().flatten().count() as u32;
    let coded = (0..).zip(&rules).filter_map(|(number, active)| {
        let active = active.as_ref().filter(|active| active.coded)?;
        Some(Coded { rule: number, triggers: active.triggers, needs: active.needs })
    });
    let coded = coded.collect();
    Plan { rules, enabled, profile, coded, skipped: RwLock::default() }
}

fn active(
    config: &Config,
    rule: &Rule,
    network: Option<&Network>,
    profile: Option<&Profile>,
    extra: &[&Setting],
) -> Option<Active> {
    let info = &rule.info;
    let category = info.category.as_str();
    let names = |setting: &Setting| setting.target == info.id || info.aliases.contains(&setting.target);
    // The weakest first: profiles, categories, rules, overrides.
    let all = || config.settings.iter();
    let mut order: Vec<(&Setting, bool)> = Vec::new();
    order.extend(all().filter(|s| s.profile && s.target == category).map(|s| (s, false)));
    order.extend(all().filter(|s| s.profile && names(s)).map(|s| (s, true)));
    order.extend(all().filter(|s| !s.profile && s.target == category).map(|s| (s, false)));
    order.extend(all().filter(|s| !s.profile && names(s)).map(|s| (s, true)));
    order.extend(extra.iter().filter(|s| s.target == category).map(|s| (*s, false)));
    order.extend(extra.iter().filter(|s| names(s)).map(|s| (*s, true)));

    let mut on = info.default_on && !info.preview && info.edition.as_str() <= config.edition.as_str();
    let mut severity = None;
    let mut mute: Vec<usize> = Vec::new();
    let mut options = serde_json::Map::new();
    for option in &rule.card.options {
        if let Some(value) = option.value(network, profile) {
            options.insert(option.name.clone(), value.to_json());
        }
    }
    for (setting, of_rule) in order {
        // A category that is on does not switch on what a user has to ask for.
        if let Some(wanted) = setting.on {
            on = if of_rule { wanted } else { on && wanted };
        }
        severity = setting.severity.or(severity);
        mute.extend(setting.mute.iter().filter_map(|n| info.groups.iter().position(|g| g == n)));
        for (key, value) in &setting.options {
            options.insert(key.name.to_string(), value.to_json());
        }
    }
    if !on {
        return None;
    }
    let entry = rule.card.check.then(|| checks::entry(&info.id)).flatten();
    let options = serde_json::Value::Object(options);
    let check = entry.and_then(|e| (e.build)(&options).ok());
    let of_feed = rule.card.check.then(|| checks::feed_entry(&info.id)).flatten();
    let feed = of_feed.and_then(|e| Some((e.reach, (e.build)(&options).ok()?)));
    let coded = check.is_some() || rule.card.metric.is_some() || rule.card.pattern.is_some();
    let needs = needs(info);
    // Triggers speak for the check alone.
    let alone = rule.card.metric.is_none() && rule.card.pattern.is_none();
    let triggers = entry.filter(|_| alone).map_or(0, |e| e.triggers);
    Some(Active { severity, mute, check, feed, triggers, coded, needs })
}

/// What is known of a draft, as bits by `Need`, and whether it reads as English.
pub(super) fn known(config: &Config, draft: &Draft<'_>, thread: bool, english: bool) -> u32 {
    let mut bits = if english { ENGLISH } else { 0 };
    let mut tell = |need: Need, told: bool| bits |= u32::from(told) << need as u32;
    tell(Need::Network, draft.network.is_some());
    tell(Need::Kind, draft.kind.is_some());
    tell(Need::Media, draft.media.is_some());
    let brand = &config.brand;
    tell(Need::Brand, brand.is_told());
    let account = draft.context.as_deref().and_then(|c| c.account.as_ref());
    tell(Need::AccountKind, brand.account_kind.or(account.and_then(|a| a.kind)).is_some());
    tell(Need::Brands, !config.siblings.is_empty());
    tell(Need::People, !config.workflow.people.is_empty());
    tell(Need::Topics, !config.workflow.topics.is_empty());
    tell(Need::Audience, !config.audience.topics.is_empty());
    tell(Need::Voice, !config.voices.is_empty());
    tell(Need::Thread, thread);
    if let Some(context) = draft.context.as_deref() {
        tell(Need::Account, context.account.is_some());
        tell(Need::Author, context.author.is_some());
        tell(Need::Community, context.community.is_some());
        tell(Need::Approvals, context.approvals.is_some());
        tell(Need::ScheduledAt, context.scheduled_at.is_some());
        tell(Need::CreatedAt, context.created_at.is_some());
        tell(Need::Now, context.now.is_some());
        tell(Need::Event, context.event.is_some());
        tell(Need::Offer, context.offer.is_some());
        tell(Need::Holds, context.holds.is_some());
        tell(Need::ActiveEvents, context.active_events.is_some());
        tell(Need::Embargoes, context.embargoes.is_some());
        tell(Need::Owner, context.owner.is_some());
        tell(Need::Links, context.links.is_some());
        tell(Need::Goal, context.goal.is_some());
        tell(Need::Parent, context.parent.is_some());
        tell(Need::AiGenerated, context.ai_generated.is_some());
        tell(Need::Inbox, context.open_questions.is_some());
    }
    bits
}

/// What is known of a draft beside a history, as bits by `Need`.
pub(super) fn known_of(history: &History) -> u32 {
    let mut bits = u32::from(!history.is_empty()) << Need::History as u32;
    let mut tell = |need: Need, told: bool| bits |= u32::from(told) << need as u32;
    tell(Need::Followers, history.iter().any(|entry| entry.followers.is_some()));
    tell(Need::Voice, history.len() >= crate::history::voice::LEAST_POSTS);
    bits
}

/// What a rule needs, as bits.
fn needs(info: &RuleInfo) -> u32 {
    let own = info.needs.iter().fold(0, |bits, need| bits | 1 << *need as u32);
    let unit = match info.unit {
        Unit::Thread => 1 << Need::Thread as u32,
        // A voice can be told by the configuration, without any post.
        Unit::Feed if info.needs.contains(&Need::Voice) => 0,
        Unit::Feed => 1 << Need::History as u32,
        Unit::Post => 0,
    };
    own | unit | if info.language == "en" { ENGLISH } else { 0 }
}

/// What a rule lacks to run, by name.
pub(super) fn lacks(info: &RuleInfo, known: u32) -> Vec<Cow<'static, str>> {
    let missing = needs(info) & !known;
    let named = Need::ALL.iter().filter(|(_, need)| missing & 1 << *need as u32 != 0);
    let language = (missing & ENGLISH != 0).then_some(Cow::Borrowed("language:en"));
    named.map(|(name, _)| Cow::Borrowed(*name)).chain(language).collect()
}

pub(super) type SharedPlan = Arc<Plan>;

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn paths() {
        assert!(
            glob("*.md", "drafts/a.md")
                && glob("drafts/**", "x/drafts/a/b.md")
                && glob("drafts/*.md", "drafts/a.md#row 3")
        );
        assert!(!glob("drafts/*.md", "drafts/a/b.md") && !glob("a.md", "ba.md"));
    }
}
