//! Linting: a configuration compiled once, shared by all threads, applied to drafts and threads.

mod brands;
mod compile;
mod evaluate;
mod feed;
mod observe;
mod plan;
mod run;
mod scope;
mod suppress;
mod testing;
mod wording;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::catalogue;
use crate::config::Config;
use crate::draft::{Draft, Thread};
use crate::error::Error;
use crate::finding::Severity;
use crate::history::{History, Post, ReadPost};
use crate::network::{Limit, LimitKind, Network, Profile};
use crate::report::Report;
use crate::rule::RuleInfo;
use crate::split::{self, Numbering, SplitError};

pub use evaluate::Trace;
pub(crate) use feed::OfFeed;
pub use testing::CardTest;

use compile::Compiled;
use plan::{Plan, SharedPlan};

/// A field longer than this is cut, and the cut is a finding. In bytes.
const SIZE_LIMIT: usize = 1 << 20;

/// A compiled configuration. Cheap to clone, safe to share; linting cannot fail.
///
/// ```
/// use draftlint::{Draft, Linter};
/// let linter = Linter::default();
/// let report = linter.lint(&Draft::new("We resole boots. Bring them in wet, we do not mind."));
/// assert!(report.findings().is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct Linter {
    inner: Arc<Inner>,
    size_limit: usize,
    counts_facts: bool,
}

#[derive(Debug)]
struct Inner {
    config: Config,
    compiled: Arc<Compiled>,
    plans: RwLock<HashMap<PlanKey, SharedPlan>>,
    /// One for each brand of the configuration, in its order.
    brands: Vec<Linter>,
}

/// What a caller wants to know beside the report of a lone draft.
#[derive(Debug, Default)]
struct Ask<'a> {
    /// The posts are a thread.
    thread: bool,
    /// What happened to the hits of a rule.
    trace: Option<(&'a str, &'a mut Vec<Trace>)>,
    /// What was published before.
    history: Option<&'a History>,
    /// The first post as the rules of a feed see it.
    read: Option<&'a mut ReadPost>,
}

type PlanKey = (Option<Network>, Vec<usize>);

impl Default for Linter {
    /// All built-in rules as their cards have them.
    fn default() -> Linter {
        match Linter::new(&Config::default()) {
            Ok(linter) => linter,
            // The cards of a release were tested; this cannot be reached with them.
            Err(error) => panic!("the built-in rules are broken:\n{error}"),
        }
    }
}

impl Linter {
    /// Compiles a configuration.
    ///
    /// # Errors
    /// Every fault in the phrases, lexicons and options of the configuration's rules.
    pub fn new(config: &Config) -> Result<Linter, Error> {
        let compiled = compile::compile(config)?;
        let brands = brands::compile(config)?;
        let inner = Inner { config: config.clone(), compiled, plans: RwLock::default(), brands };
        Ok(Linter { inner: Arc::new(inner), size_limit: SIZE_LIMIT, counts_facts: false })
    }

    /// Reads fields up to so many bytes instead of 1 MiB.
    pub fn size_limit(mut self, bytes: usize) -> Linter {
        self.size_limit = bytes;
        self
    }

    /// Whether the facts of a report are counted while its draft is read, instead of reading it again when they are
    /// first asked for: for those who write whole reports.
    pub fn count_facts(mut self, yes: bool) -> Linter {
        self.counts_facts = yes;
        self
    }

    /// Lints a draft.
    pub fn lint(&self, draft: &Draft<'_>) -> Report {
        let (id, source) = (draft.id.as_deref(), draft.source.clone());
        self.run(std::slice::from_ref(draft), id, source, Ask::default())
    }

    /// Lints a draft beside what its account published before and plans: the same findings as [`Linter::lint`], and
    /// those of the rules of a feed.
    pub fn lint_with(&self, draft: &Draft<'_>, history: &History) -> Report {
        let (id, source) = (draft.id.as_deref(), draft.source.clone());
        let ask = Ask { history: Some(history), ..Ask::default() };
        self.run(std::slice::from_ref(draft), id, source, ask)
    }

    /// Reads a post for a [`History`]. Posts can be read on several threads.
    pub fn read(&self, post: &Post<'_>) -> ReadPost {
        let mut read = ReadPost::default();
        let ask = Ask { read: Some(&mut read), ..Ask::default() };
        let report = self.run(std::slice::from_ref(&post.draft), None, None, ask);
        observe::complete(&mut read, post, &report);
        read
    }

    /// Reads posts, whatever their order.
    pub fn history<'p>(&self, posts: impl IntoIterator<Item = Post<'p>>) -> History {
        History::new(posts.into_iter().map(|post| self.read(&post)))
    }

    /// Lints the posts of a thread together: the verdict is that of the worst post.
    pub fn lint_thread(&self, thread: &Thread<'_>) -> Report {
        let ask = Ask { thread: true, ..Ask::default() };
        self.run(&thread.posts, thread.id.as_deref(), thread.source.clone(), ask)
    }

    /// Lints a thread beside what its account published before: the rules of a feed judge its first post.
    pub fn lint_thread_with(&self, thread: &Thread<'_>, history: &History) -> Report {
        let ask = Ask { thread: true, history: Some(history), ..Ask::default() };
        self.run(&thread.posts, thread.id.as_deref(), thread.source.clone(), ask)
    }

    /// A draft that is too long for its network as a thread, broken at sentence ends and numbered, each part within
    /// the limit. One that fits is a thread of one post, as it is.
    ///
    /// ```
    /// use draftlint::{Draft, Linter, Network, Numbering};
    /// let draft = Draft::new("The mill opens at nine. ".repeat(20)).network(Network::X);
    /// let thread = Linter::default().split(&draft, Numbering::End)?;
    /// assert!(thread.posts[0].body.ends_with(". 1/2"));
    /// # Ok::<(), draftlint::SplitError>(())
    /// ```
    ///
    /// # Errors
    /// When the draft names no network, none with a known limit, or the limit leaves no room.
    pub fn split(&self, draft: &Draft<'_>, numbering: Numbering) -> Result<Thread<'static>, SplitError> {
        let network = draft.network.as_ref().ok_or(SplitError::NoNetwork)?;
        let profile = self.networks().iter().find(|p| p.network == *network);
        let limit = |kind| profile.and_then(|p| p.limit_of(draft.variants(), kind));
        let limits: Vec<&Limit> =
            [LimitKind::Text, LimitKind::TextBytes].into_iter().filter_map(limit).collect();
        if limits.is_empty() {
            return Err(SplitError::NoLimit(network.to_string()));
        }
        split::split(draft, &limits, numbering)
    }

    /// Every rule, sorted by id, with its severity under this configuration, before overrides; `None` means off.
    pub fn rules(&self) -> Vec<(&RuleInfo, Option<Severity>)> {
        self.rules_under(None)
    }

    /// Every rule with its severity for drafts of a network of which nothing else is told.
    pub(crate) fn rules_under(&self, network: Option<&Network>) -> Vec<(&RuleInfo, Option<Severity>)> {
        let draft = Draft { network: network.cloned(), ..Draft::default() };
        let overrides = plan::matching(&self.inner.config, &draft);
        let plan = self.plan((draft.network, overrides));
        let rules = self.inner.compiled.rules.iter().zip(&plan.rules);
        rules
            .map(|(rule, active)| {
                (&*rule.info, active.as_ref().map(|a| a.severity.unwrap_or(rule.info.severity)))
            })
            .collect()
    }

    /// Every rule of this configuration and of its brands once, with its severity, whether it is on or off.
    pub(crate) fn all_rules(&self) -> Vec<(Arc<RuleInfo>, Severity)> {
        let plan = self.plan((None, Vec::new()));
        let own = self.inner.compiled.rules.iter().zip(&plan.rules);
        let severity = |rule: &compile::Rule, active: &Option<plan::Active>| {
            active.as_ref().and_then(|a| a.severity).unwrap_or(rule.info.severity)
        };
        let mut all: Vec<(Arc<RuleInfo>, Severity)> =
            own.map(|(rule, active)| (Arc::clone(&rule.info), severity(rule, active))).collect();
        for brand in &self.inner.brands {
            let known = |id: &str| all.iter().any(|(info, _)| info.id == id);
            let more: Vec<_> = brand.all_rules().into_iter().filter(|(info, _)| !known(&info.id)).collect();
            all.extend(more);
        }
        all
    }

    /// A rule by its id or an alias.
    pub fn rule(&self, id: &str) -> Option<&RuleInfo> {
        let named = |info: &RuleInfo| info.id == id || info.aliases.iter().any(|a| a == id);
        self.inner.compiled.rules.iter().map(|r| &*r.info).find(|info| named(info))
    }

    /// The text of a built-in rule's card, with its examples; `None` where the feature `examples` is off.
    pub fn card(&self, id: &str) -> Option<&'static str> {
        catalogue::text_of(&self.rule(id)?.id)
    }

    /// The known networks.
    pub fn networks(&self) -> &[Profile] {
        &self.inner.config.networks
    }

    /// Lints posts with the configuration of their brand, and with what it knows of their account.
    fn run(&self, posts: &[Draft<'_>], id: Option<&str>, source: Option<Arc<str>>, ask: Ask<'_>) -> Report {
        let (linter, brand) = self.of_brand(posts);
        let posts = brands::completed(&linter.inner.config, brand, posts);
        let mut report = run::lint(&linter, &posts, id, source, ask);
        self.tell_brand(brand, &posts, &mut report);
        report
    }

    /// What became of every possible finding of a rule.
    pub fn trace(&self, draft: &Draft<'_>, rule: &str) -> Vec<Trace> {
        let mut traces = Vec::new();
        let ask = Ask { trace: Some((rule, &mut traces)), ..Ask::default() };
        self.run(std::slice::from_ref(draft), None, None, ask);
        traces
    }

    /// Runs the examples of cards, given by path and text, on top of the built-in rules. Returns one result for
    /// each example, and warnings on phrases that are costly to look up.
    ///
    /// # Errors
    /// Every fault of the cards.
    pub fn test_cards(cards: &[(String, String)]) -> Result<(Vec<CardTest>, Vec<String>), Error> {
        testing::test_cards(cards)
    }

    pub(crate) fn config(&self) -> &Config {
        &self.inner.config
    }

    pub(crate) fn engine(&self) -> &crate::matcher::Engine {
        &self.inner.compiled.engine
    }

    fn number(&self, id: &str) -> Option<usize> {
        self.inner.compiled.rules.binary_search_by(|r| r.info.id.as_str().cmp(id)).ok()
    }

    fn plan(&self, key: PlanKey) -> SharedPlan {
        let plans = &self.inner.plans;
        if let Some(plan) = plans.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(plan);
        }
        let plan: Arc<Plan> =
            Arc::new(plan::plan(&self.inner.config, &self.inner.compiled, key.0.as_ref(), &key.1));
        let mut plans = plans.write().unwrap_or_else(PoisonError::into_inner);
        // Networks come from drafts: a stream of made-up names must not fill the memory.
        if plans.len() >= 1024 {
            plans.clear();
        }
        plans.insert(key, Arc::clone(&plan));
        plan
    }
}
