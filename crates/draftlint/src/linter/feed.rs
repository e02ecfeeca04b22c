//! Runs the rules of a feed over a whole history.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::compile::Rule;
use super::plan::{self, Active, Plan};
use super::wording::fill;
use super::{Linter, observe};
use crate::checks::{FeedFound, FeedSubject, Reach};
use crate::config::Config;
use crate::context::{Account, Context};
use crate::draft::Draft;
use crate::finding::Severity;
use crate::history::stream::Stream;
use crate::history::{Entry, History, does};
use crate::matcher::expression::Expression;
use crate::network::Network;
use crate::report::Skipped;
use crate::rule::{Need, RuleInfo, Unit};

/// What a rule of a feed found, with the posts that it rests on.
#[derive(Debug, Clone)]
pub(crate) struct OfFeed<'h> {
    pub(crate) rule: Arc<RuleInfo>,
    pub(crate) group: Arc<str>,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    /// The post that is judged.
    pub(crate) at: &'h Entry,
    /// In order of time.
    pub(crate) posts: Vec<&'h Entry>,
    pub(crate) weight: f64,
}

/// A part of a history that rules see at once.
struct Part<'h> {
    reach: Reach,
    account: u64,
    network: u64,
    posts: Vec<&'h Entry>,
}

impl Linter {
    /// What the rules of a feed find in a history, and which of them could not run anywhere.
    pub(crate) fn judge<'h>(&self, history: &'h History) -> (Vec<OfFeed<'h>>, Vec<Skipped>) {
        let mut found = Vec::new();
        let mut skipped: BTreeMap<String, Option<Skipped>> = BTreeMap::new();
        for part in parts(history) {
            let draft = stand_in(history, &part);
            let (linter, _) = self.of_brand(std::slice::from_ref(&draft));
            let overrides = plan::matching(&linter.inner.config, &draft);
            let plan = linter.plan((draft.network.clone(), overrides));
            let known = known(&linter.inner.config, &draft, &part, history);
            linter.judge_part(&part, &plan, known, history, &mut found, &mut skipped);
        }
        (found, skipped.into_values().flatten().collect())
    }

    fn judge_part<'h>(
        &self,
        part: &Part<'h>,
        plan: &Plan,
        known: u32,
        history: &'h History,
        out: &mut Vec<OfFeed<'h>>,
        skipped: &mut BTreeMap<String, Option<Skipped>>,
    ) {
        let config = &self.inner.config;
        let own_accounts = observe::own_accounts(config);
        let rules = self.inner.compiled.rules.iter().zip(&plan.rules);
        for (rule, active) in rules.filter_map(|(r, a)| Some((r, a.as_ref()?))) {
            if rule.info.unit != Unit::Feed {
                continue;
            }
            let Some((_, check)) = active.feed.as_ref().filter(|(reach, _)| *reach == part.reach) else {
                continue;
            };
            if active.needs & !known != 0 {
                let lacks =
                    || Some(Skipped { rule: Arc::clone(&rule.info), needs: plan::lacks(&rule.info, known) });
                skipped.entry(rule.info.id.clone()).or_insert_with(lacks);
                continue;
            }
            skipped.insert(rule.info.id.clone(), None);
            let subject = FeedSubject {
                stream: Stream { posts: &part.posts, only: None, history },
                config,
                context: None,
                names: &[],
                rule: &rule.info.id,
                own_accounts: &own_accounts,
            };
            let mut found = Vec::new();
            check.run(&subject, &mut found);
            let network = plan.profile.as_ref().map(|p| &p.network);
            out.extend(found.into_iter().filter_map(|one| word(rule, active, network, part, one)));
        }
    }
}

/// The accounts of a history on each network, the accounts, and all together.
fn parts(history: &History) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = history
        .streams
        .iter()
        .map(|((account, network), posts)| Part {
            reach: Reach::Stream,
            account: *account,
            network: *network,
            posts: history.at(posts).collect(),
        })
        .collect();
    let mut accounts: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    for ((account, _), posts) in &history.streams {
        accounts.entry(*account).or_default().extend(posts);
    }
    for (account, mut posts) in accounts {
        posts.sort_unstable();
        let posts = history.at(&posts).collect();
        parts.push(Part { reach: Reach::Account, account, network: 0, posts });
    }
    let posts = history.iter().collect();
    parts.push(Part { reach: Reach::Everything, account: 0, network: 0, posts });
    parts
}

/// A draft that stands for a part when the configuration is asked what holds for it.
fn stand_in(history: &History, part: &Part<'_>) -> Draft<'static> {
    let mut draft = Draft::default();
    if part.network != 0 {
        draft.network = Some(Network::new(history.name(part.network)));
    }
    if part.account != 0 {
        let account = Account { handle: history.name(part.account).to_string(), ..Account::default() };
        draft.context = Some(Arc::new(Context { account: Some(account), ..Context::default() }));
    }
    draft
}

/// What is known of a part, as bits by `Need`.
fn known(config: &Config, draft: &Draft<'_>, part: &Part<'_>, history: &History) -> u32 {
    let english = part.posts.iter().any(|post| post.does(does::ENGLISH));
    let mut bits = plan::known(config, draft, false, english) | 1 << Need::History as u32;
    let mut tell = |need: Need, told: bool| bits |= u32::from(told) << need as u32;
    tell(Need::Network, part.network != 0);
    tell(Need::Kind, part.posts.iter().any(|post| post.kind.is_some()));
    tell(Need::Approvals, part.posts.iter().any(|post| post.approvers.is_some()));
    tell(Need::Followers, part.posts.iter().any(|post| post.followers.is_some()));
    tell(Need::Community, part.posts.iter().any(|post| post.community != 0));
    tell(Need::Voice, history.len() >= crate::history::voice::LEAST_POSTS);
    bits
}

/// A finding in the words of its card.
fn word<'h>(
    rule: &Rule,
    active: &Active,
    network: Option<&Network>,
    part: &Part<'h>,
    found: FeedFound,
) -> Option<OfFeed<'h>> {
    let group = rule.info.groups.iter().position(|g| g == found.group).unwrap_or(0);
    if active.mute.contains(&group) {
        return None;
    }
    let level = rule.card.levels.iter().find(|level| {
        let here = level.networks.is_empty() || network.is_some_and(|n| level.networks.contains(n));
        let of_group =
            level.when.as_ref().is_none_or(|when| matches!(when, Expression::Group(g) if *g == group));
        here && of_group
    });
    let own = level.and_then(|l| l.severity).or(found.severity).unwrap_or(rule.info.severity);
    let severity = active.severity_of(own, &rule.info);
    let message = level.and_then(|l| l.message.as_deref()).unwrap_or(&rule.info.message);
    Some(OfFeed {
        rule: Arc::clone(&rule.info),
        group: Arc::clone(&rule.card.groups[group].name),
        severity,
        message: fill(message, &found.args),
        at: part.posts[found.at],
        posts: found.posts.iter().map(|i| part.posts[*i]).collect(),
        weight: found.weight,
    })
}
