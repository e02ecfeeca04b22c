//! What holds for all drafts of a run, and what is done to each of them.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use draftlint::{Draft, History, Linter, Network, Post, Report, Safety, Thread, Timestamp, Trace};

use crate::args::{CheckArgs, OutputFormat};
use crate::baseline::Baseline;
use crate::input::approvals::Sidecar;
use crate::input::{self, Item, Problem, Source, walk};
use crate::render::Outcome;
use crate::settings::Loaded;
use crate::{Streams, fix};

/// What holds for all drafts.
pub(crate) struct Plan {
    networks: Vec<Network>,
    brand: Option<String>,
    now: Option<Timestamp>,
    pub(super) fix: Option<Safety>,
    baseline: Option<Baseline>,
    /// Findings are collected for a baseline that is to be written.
    pub(super) collects: bool,
    trace: Option<String>,
    skip: Vec<PathBuf>,
    keep_suggestions: bool,
    /// Reports are written whole, their facts too.
    counts_facts: bool,
    /// What was published before, for each configuration that a draft has met.
    feed: Option<Past>,
}

/// The posts of `--feed`, and what each configuration read in them.
#[derive(Default)]
struct Past {
    posts: Vec<Post<'static>>,
    read: Mutex<HashMap<Option<PathBuf>, Arc<History>>>,
}

impl Plan {
    /// With what is told of drafts that do not say it themselves.
    pub(crate) fn told(networks: &[String], brand: Option<&str>, now: Option<&str>) -> Result<Plan, String> {
        Ok(Plan {
            networks: input::distinct(networks.iter().filter(|n| !n.trim().is_empty())),
            brand: brand.map(str::to_string),
            now: Some(time(now)?),
            fix: None,
            baseline: None,
            collects: false,
            trace: None,
            skip: Vec::new(),
            keep_suggestions: false,
            counts_facts: false,
            feed: None,
        })
    }

    pub(super) fn new(args: &CheckArgs) -> Result<Plan, String> {
        let told = Plan::told(&args.network, args.brand.as_deref(), args.now.as_deref())?;
        let baseline = match &args.baseline {
            None => None,
            Some(path) => Some(Baseline::read(path, args.write_baseline).map_err(|why| {
                format!("{}: {why}\n  help: write one with --baseline {0} --write-baseline", path.display())
            })?),
        };
        Ok(Plan {
            fix: match (args.fix, args.unsafe_fixes) {
                (_, true) => Some(Safety::Unsafe),
                (true, false) => Some(Safety::Safe),
                (false, false) => None,
            },
            // A new baseline starts from everything that is there.
            baseline: if args.write_baseline { None } else { baseline },
            collects: args.write_baseline,
            trace: args.trace.clone(),
            skip: args.baseline.iter().chain(&args.output).cloned().collect(),
            keep_suggestions: args.format == OutputFormat::Csv,
            counts_facts: matches!(args.format, OutputFormat::Json | OutputFormat::Jsonl),
            ..told
        })
    }

    /// Adds what was published before.
    pub(super) fn with_feed(mut self, posts: Vec<Post<'static>>) -> Plan {
        self.feed = Some(Past { posts, read: Mutex::default() });
        self
    }

    /// What was published before, read with a configuration; each reads it once.
    fn history(&self, loaded: &Loaded) -> Option<Arc<History>> {
        let past = self.feed.as_ref()?;
        let mut read = past.read.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(loaded.linter.history(past.posts.iter().cloned()));
        Some(Arc::clone(read.entry(loaded.path.clone()).or_insert_with(new)))
    }

    /// The files to read. Without a path: standard input when something is piped in, else the current folder.
    pub(super) fn sources(
        &self,
        args: &CheckArgs,
        piped: bool,
        streams: &mut Streams<'_>,
    ) -> (Vec<Source>, Vec<Problem>) {
        if piped {
            return (vec![Source::stdin(args.stdin_format)], Vec::new());
        }
        let here = [PathBuf::from(".")];
        let paths = if args.paths.is_empty() { &here[..] } else { &args.paths };
        let (sources, problems) = walk::sources(paths, args.stdin_format, &self.skip);
        if sources.is_empty() && problems.is_empty() {
            let names: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
            streams.notice(&format!("no drafts in {} (.txt, .md, .json, .jsonl, .csv)", names.join(", ")));
        }
        (sources, problems)
    }

    /// Lints an item for each of its networks, mending it first where that was asked for.
    pub(super) fn process(&self, job: Job) -> Outcome {
        let Job { mut item, loaded, approvals } = job;
        if let Some(approvals) = approvals {
            let networks = self.networks_of(&item);
            approvals.attach(&mut item, &networks, false);
        }
        for post in &mut item.posts {
            self.complete(post, &item.source);
        }
        let mut fixed = 0;
        let mut reports = Vec::new();
        if let Some(safety) = self.fix.filter(|_| item.whole.is_some() && item.path.is_some()) {
            for _ in 0..fix::ROUNDS {
                let mut changed = 0;
                for network in self.networks_of(&item) {
                    let report = self.lint(&loaded, &mut item, network.as_ref());
                    changed += fix::apply(&mut item, &report, safety);
                }
                fixed += changed;
                if changed == 0 {
                    break;
                }
            }
        }
        let rewritten = if fixed > 0 { fix::rewrite(&mut item) } else { None };
        for network in self.networks_of(&item) {
            reports.push(self.lint(&loaded, &mut item, network.as_ref()));
        }
        let traces = self.traces(&loaded, &item);
        let suggested = self
            .keep_suggestions
            .then(|| suggestion(&loaded, &item, reports.last(), self.fix.unwrap_or(Safety::Safe)));
        Outcome { item, reports, fixed, rewritten, traces, suggested, loaded }
    }

    /// What became of the hits of the traced rule on each network, in each post.
    fn traces(&self, loaded: &Loaded, item: &Item) -> Vec<Vec<Vec<Trace>>> {
        let Some(rule) = &self.trace else { return Vec::new() };
        let trace = |post: &Draft<'static>, network: &Option<Network>| {
            let mut post = post.clone();
            post.network = network.clone().or(post.network);
            loaded.linter.trace(&post, rule)
        };
        let networks = self.networks_of(item);
        networks.iter().map(|n| item.posts.iter().map(|post| trace(post, n)).collect()).collect()
    }

    /// Adds what the command line knows to a draft that does not say it itself.
    pub(crate) fn complete(&self, draft: &mut Draft<'static>, source: &Arc<str>) {
        draft.source = Some(source.clone());
        if self.now.is_some() || self.brand.is_some() {
            let mut context = draft.context.take().unwrap_or_default();
            let known = Arc::make_mut(&mut context);
            known.now = known.now.take().or_else(|| self.now.clone());
            known.brand = known.brand.take().or_else(|| self.brand.clone());
            draft.context = Some(context);
        }
    }

    /// The time of the check.
    pub(crate) fn now(&self) -> Option<&Timestamp> {
        self.now.as_ref()
    }

    /// The networks to check an item for. `None`: as its posts have it.
    pub(crate) fn networks_of(&self, item: &Item) -> Vec<Option<Network>> {
        if !item.networks.is_empty() {
            return item.networks.iter().cloned().map(Some).collect();
        }
        // Whoever names several wants to see what differs, also for a draft that was written for one.
        if self.networks.len() > 1 {
            return self.networks.iter().cloned().map(Some).collect();
        }
        // Else a draft's own word wins over the command line.
        if self.networks.is_empty() || item.posts.iter().any(|post| post.network.is_some()) {
            return vec![None];
        }
        self.networks.iter().cloned().map(Some).collect()
    }

    /// Lints an item for a network, or as its posts have it.
    pub(crate) fn lint(&self, loaded: &Loaded, item: &mut Item, network: Option<&Network>) -> Report {
        let told: Vec<Option<Network>> = item.posts.iter().map(|post| post.network.clone()).collect();
        if let Some(network) = network {
            item.posts.iter_mut().for_each(|post| post.network = Some(network.clone()));
        }
        let history = self.history(loaded);
        let linter = loaded.linter.clone().count_facts(self.counts_facts);
        let mut report = lint_once(&linter, item, history.as_deref());
        if let Some(baseline) = &self.baseline {
            baseline.accept(&mut report);
        }
        for (post, told) in item.posts.iter_mut().zip(told) {
            post.network = told;
        }
        report
    }
}

fn lint_once(linter: &Linter, item: &mut Item, history: Option<&History>) -> Report {
    if !item.is_thread {
        return match history {
            Some(history) => linter.lint_with(&item.posts[0], history),
            None => linter.lint(&item.posts[0]),
        };
    }
    let mut thread = Thread::new(std::mem::take(&mut item.posts));
    thread.id = item.id.clone();
    thread.source = Some(item.source.clone());
    let report = match history {
        Some(history) => linter.lint_thread_with(&thread, history),
        None => linter.lint_thread(&thread),
    };
    item.posts = thread.posts;
    report
}

/// The text with fixes applied, the safe ones unless more was asked for, and secrets masked.
fn suggestion(loaded: &Loaded, item: &Item, report: Option<&Report>, safety: Safety) -> String {
    let Some(report) = report else { return String::new() };
    let redacts = report.findings().iter().any(|f| f.rule.redact);
    let bodies = item.posts.iter().enumerate().map(|(i, post)| {
        let fixed = report.fixed_post(post, i as u32, safety);
        if redacts {
            // Places have moved: they are looked up again.
            loaded.linter.lint(&fixed).masked(0, draftlint::Field::Body, &fixed.body).into_owned()
        } else {
            fixed.body.into_owned()
        }
    });
    bodies.collect::<Vec<_>>().join("\n\n--- next ---\n\n")
}

/// The time of a check: as it was told, else the clock's.
pub(crate) fn time(told: Option<&str>) -> Result<Timestamp, String> {
    let Some(text) = told else { return Ok(clock()) };
    Timestamp::parse(text).ok_or_else(|| {
        format!("`{text}` is no date and time\n  help: write --now 2026-05-04T10:00Z or --now 2026-05-04")
    })
}

/// The system's time, as RFC 3339 in UTC.
fn clock() -> Timestamp {
    let text = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    Timestamp::parse(&text).unwrap_or_else(|| unreachable!("the clock writes RFC 3339: {text}"))
}

/// An item and the configuration that holds for it.
pub(super) struct Job {
    pub(super) item: Item,
    pub(super) loaded: Arc<Loaded>,
    /// What stands beside its file.
    pub(super) approvals: Option<Arc<Sidecar>>,
}
