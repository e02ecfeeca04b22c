//! `check`: reads drafts in chunks, lints a chunk in parallel, and writes what was found in the order of the input.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use draftlint::{Draft, Network, Report, Safety, Thread, Timestamp, Trace, Verdict};
use rayon::prelude::*;

use crate::args::{CheckArgs, FailOn, OutputFormat};
use crate::baseline::{Baseline, Collected};
use crate::input::{Event, Item, Problem, Source, walk};
use crate::render::words::count;
use crate::render::{self, Outcome, Renderer};
use crate::settings::{self, Loaded, Settings};
use crate::{EXIT_BLOCKED, EXIT_OK, EXIT_USAGE, Streams, fix};

mod progress;

use progress::{Counted, Progress};

/// How many drafts are held at once.
const CHUNK: usize = 2048;
/// How many problems of one file are told one by one.
const PROBLEMS_SHOWN: usize = 10;

/// Runs `check`.
pub(crate) fn run(args: &CheckArgs, streams: &mut Streams<'_>) -> io::Result<u8> {
    let plan = match Plan::new(args) {
        Ok(plan) => plan,
        Err(message) => {
            streams.error(&message);
            return Ok(EXIT_USAGE);
        }
    };
    let mut first = [0];
    let piped = args.paths.is_empty() && !streams.terminal.stdin && streams.stdin.read(&mut first)? > 0;
    let (sources, problems) = plan.sources(args, piped, streams);
    let mut settings = Settings::new(&args.config);
    let mut failed = false;
    for problem in problems {
        streams.error(&problem.to_string());
        failed = true;
    }
    let style = render::Options::new(args, &streams.terminal, &sources);
    let progress = Progress::new(&streams.terminal, args.output.is_some(), &sources);
    let Streams { stdin, stdout, stderr, .. } = streams;
    let mut stdin = first[..usize::from(piped)].chain(&mut **stdin);
    let mut file = args.output.as_deref().map(OutputFile::create).transpose()?;
    let out: &mut dyn Write = match &mut file {
        Some(file) => &mut file.writer,
        None => &mut **stdout,
    };
    let mut session = Session {
        plan: &plan,
        renderer: render::renderer(style),
        out,
        stderr: &mut **stderr,
        batch: Vec::new(),
        failed,
        worst: Verdict::Pass,
        fixed: 0,
        fixed_files: 0,
        not_fixable: 0,
        collected: Collected::default(),
        file_problems: (Arc::from(""), 0),
        progress,
        result: Ok(()),
    };
    for source in &sources {
        let loaded = match settings.load_for(source.path.as_deref()) {
            Ok(loaded) => loaded,
            Err(fault) => {
                session.configuration(&fault);
                continue;
            }
        };
        if let Some(message) = args.trace.as_deref().filter(|rule| loaded.linter.rule(rule).is_none()) {
            _ = session.flush();
            streams.error(&settings::unknown_rule(&loaded.linter, message));
            return Ok(EXIT_USAGE);
        }
        if session.read(source, &loaded, &mut stdin).is_break() {
            break;
        }
    }
    // Whether to go on no longer matters.
    _ = session.flush();
    let status = session.finish(args)?;
    if let Some(file) = file {
        file.finish()?;
    }
    Ok(status)
}

/// What holds for all drafts.
struct Plan {
    networks: Vec<Network>,
    brand: Option<String>,
    now: Option<Timestamp>,
    fix: Option<Safety>,
    baseline: Option<Baseline>,
    trace: Option<String>,
    skip: Vec<PathBuf>,
    keep_suggestions: bool,
}

impl Plan {
    fn new(args: &CheckArgs) -> Result<Plan, String> {
        let now = match &args.now {
            Some(text) => Timestamp::parse(text).ok_or_else(|| {
                format!(
                    "`{text}` is no date and time\n  help: write --now 2026-05-04T10:00Z or --now 2026-05-04"
                )
            })?,
            None => clock(),
        };
        let baseline = match &args.baseline {
            None => None,
            Some(path) => Some(Baseline::read(path, args.write_baseline).map_err(|why| {
                format!("{}: {why}\n  help: write one with --baseline {0} --write-baseline", path.display())
            })?),
        };
        Ok(Plan {
            networks: args.network.iter().filter(|n| !n.trim().is_empty()).map(|n| Network::new(n)).collect(),
            brand: args.brand.clone(),
            now: Some(now),
            fix: match (args.fix, args.unsafe_fixes) {
                (_, true) => Some(Safety::Unsafe),
                (true, false) => Some(Safety::Safe),
                (false, false) => None,
            },
            // A new baseline starts from everything that is there.
            baseline: if args.write_baseline { None } else { baseline },
            trace: args.trace.clone(),
            skip: args.baseline.iter().chain(&args.output).cloned().collect(),
            keep_suggestions: args.format == OutputFormat::Csv,
        })
    }

    /// The files to read. Without a path: standard input when something is piped in, else the current folder.
    fn sources(
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
    fn process(&self, job: Job) -> Outcome {
        let Job { mut item, loaded } = job;
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
        let suggested = self.keep_suggestions.then(|| suggestion(&loaded, &item, reports.last()));
        Outcome { item, reports, fixed, rewritten, traces, suggested }
    }

    /// What became of the hits of the traced rule in each post.
    fn traces(&self, loaded: &Loaded, item: &Item) -> Vec<Vec<Trace>> {
        let Some(rule) = &self.trace else { return Vec::new() };
        let network = self.networks_of(item).swap_remove(0);
        let trace = |post: &Draft<'static>| {
            let mut post = post.clone();
            post.network = post.network.take().or_else(|| network.clone());
            loaded.linter.trace(&post, rule)
        };
        item.posts.iter().map(trace).collect()
    }

    /// Adds what the command line knows to a draft that does not say it itself.
    fn complete(&self, draft: &mut Draft<'static>, source: &Arc<str>) {
        draft.source = Some(source.clone());
        if self.now.is_some() || self.brand.is_some() {
            let mut context = draft.context.take().unwrap_or_default();
            let known = Arc::make_mut(&mut context);
            known.now = known.now.take().or_else(|| self.now.clone());
            known.brand = known.brand.take().or_else(|| self.brand.clone());
            draft.context = Some(context);
        }
    }

    /// The networks to check an item for. `None`: as its posts have it.
    fn networks_of(&self, item: &Item) -> Vec<Option<Network>> {
        if !item.networks.is_empty() {
            return item.networks.iter().cloned().map(Some).collect();
        }
        // A draft's own word wins over the command line.
        if self.networks.is_empty() || item.posts.iter().any(|post| post.network.is_some()) {
            return vec![None];
        }
        self.networks.iter().cloned().map(Some).collect()
    }

    fn lint(&self, loaded: &Loaded, item: &mut Item, network: Option<&Network>) -> Report {
        let told: Vec<bool> = item.posts.iter().map(|post| post.network.is_some()).collect();
        if let Some(network) = network {
            for post in item.posts.iter_mut().filter(|post| post.network.is_none()) {
                post.network = Some(network.clone());
            }
        }
        let mut report = lint_once(loaded, item);
        if let Some(baseline) = &self.baseline
            && baseline.accept(item, &report)
        {
            report = lint_once(loaded, item);
            if baseline.take_back(item, &report) {
                report = lint_once(loaded, item);
            }
        }
        for (post, _) in item.posts.iter_mut().zip(told).filter(|(_, told)| !told) {
            post.network = None;
        }
        report
    }
}

fn lint_once(loaded: &Loaded, item: &mut Item) -> Report {
    if !item.is_thread {
        return loaded.linter.lint(&item.posts[0]);
    }
    let mut thread = Thread::new(std::mem::take(&mut item.posts));
    thread.id = item.id.clone();
    thread.source = Some(item.source.clone());
    let report = loaded.linter.lint_thread(&thread);
    item.posts = thread.posts;
    report
}

/// The text with safe fixes applied and secrets masked.
fn suggestion(loaded: &Loaded, item: &Item, report: Option<&Report>) -> String {
    let Some(report) = report else { return String::new() };
    let redacts = report.findings().iter().any(|f| f.rule.redact);
    let bodies = item.posts.iter().enumerate().map(|(i, post)| {
        let fixed = report.fixed_post(post, i as u32, Safety::Safe);
        if redacts {
            // Places have moved: they are looked up again.
            loaded.linter.lint(&fixed).masked(0, draftlint::Field::Body, &fixed.body).into_owned()
        } else {
            fixed.body.into_owned()
        }
    });
    bodies.collect::<Vec<_>>().join("\n\n--- next ---\n\n")
}

/// The system's time, as RFC 3339 in UTC.
fn clock() -> Timestamp {
    let text = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    Timestamp::parse(&text).unwrap_or_else(|| unreachable!("the clock writes RFC 3339: {text}"))
}

/// An item and the configuration that holds for it.
struct Job {
    item: Item,
    loaded: Arc<Loaded>,
}

/// One run of `check` under way.
struct Session<'a> {
    plan: &'a Plan,
    renderer: Box<dyn Renderer>,
    out: &'a mut dyn Write,
    stderr: &'a mut dyn Write,
    batch: Vec<Job>,
    /// Something could not be read.
    failed: bool,
    worst: Verdict,
    fixed: usize,
    fixed_files: usize,
    /// Drafts with safe fixes that stand in no file to write back to.
    not_fixable: usize,
    collected: Collected,
    file_problems: (Arc<str>, usize),
    progress: Progress,
    result: io::Result<()>,
}

impl Session<'_> {
    fn read(&mut self, source: &Source, loaded: &Arc<Loaded>, stdin: &mut dyn Read) -> ControlFlow<()> {
        let mut file;
        let reader: &mut dyn Read = match &source.path {
            None => stdin,
            Some(path) => match File::open(path) {
                Ok(open) => {
                    file = open;
                    &mut file
                }
                Err(error) => {
                    return self.take(
                        Event::Problem(source.problem(None, format!("cannot be read: {error}"), "")),
                        loaded,
                    );
                }
            },
        };
        let mut reader = Counted { inner: reader, count: self.progress.bytes.clone() };
        let flow = source.read(&mut reader, &mut |event| self.take(event, loaded));
        self.end_of_file();
        flow
    }

    fn take(&mut self, event: Event, loaded: &Arc<Loaded>) -> ControlFlow<()> {
        match event {
            Event::Item(item) => {
                self.batch.push(Job { item: *item, loaded: loaded.clone() });
                if self.batch.len() >= CHUNK {
                    return self.flush();
                }
            }
            Event::Problem(problem) => self.problem(&problem),
            Event::Notice(notice) => self.say(&notice),
        }
        ControlFlow::Continue(())
    }

    /// Lints and writes what was read so far.
    fn flush(&mut self) -> ControlFlow<()> {
        let batch = std::mem::take(&mut self.batch);
        let drafts = batch.len();
        let (plan, renderer) = (self.plan, &*self.renderer);
        let done: Vec<(Outcome, String)> = batch
            .into_par_iter()
            .map(|job| {
                let outcome = plan.process(job);
                let piece = renderer.piece(&outcome);
                (outcome, piece)
            })
            .collect();
        for (outcome, piece) in done {
            self.write_back(&outcome);
            self.worst = self.worst.max(outcome.verdict());
            for report in &outcome.reports {
                self.collected.add(&outcome.item.source, report);
            }
            let written = self.renderer.add(self.out, &outcome, piece);
            if let Err(error) = written {
                self.result = Err(error);
                return ControlFlow::Break(());
            }
        }
        self.progress.advance(drafts);
        ControlFlow::Continue(())
    }

    fn write_back(&mut self, outcome: &Outcome) {
        if self.plan.fix.is_some() && outcome.item.path.is_none() && outcome.has_safe_fix() {
            self.not_fixable += 1;
        }
        let (Some(text), Some(path)) = (&outcome.rewritten, &outcome.item.path) else { return };
        match fix::write(path, text) {
            Ok(()) => {
                self.fixed += outcome.fixed;
                self.fixed_files += 1;
            }
            Err(error) => {
                self.failed = true;
                self.say(&format!("error: {}: cannot be written: {error}", outcome.item.file));
            }
        }
    }

    fn problem(&mut self, problem: &Problem) {
        self.failed = true;
        if self.file_problems.0 != problem.file {
            self.end_of_file();
            self.file_problems = (problem.file.clone(), 0);
        }
        self.file_problems.1 += 1;
        if self.file_problems.1 <= PROBLEMS_SHOWN {
            self.say(&format!("error: {problem}"));
        }
    }

    /// Says how many problems of the file before were not told one by one.
    fn end_of_file(&mut self) {
        let (file, count) = std::mem::replace(&mut self.file_problems, (Arc::from(""), 0));
        if count > PROBLEMS_SHOWN {
            self.say(&format!("error: {file}: {} more rows cannot be read", count - PROBLEMS_SHOWN));
        }
    }

    fn configuration(&mut self, fault: &settings::Fault) {
        self.failed = true;
        if !fault.told {
            self.say(&format!(
                "error: {}",
                fault.text.replace('\n', "\nerror: ").replace("error:   help:", "  help:")
            ));
        }
    }

    fn say(&mut self, message: &str) {
        let stderr = &mut self.stderr;
        let message = render::plain(message);
        self.progress.suspend(|| _ = writeln!(stderr, "{message}"));
    }

    fn finish(mut self, args: &CheckArgs) -> io::Result<u8> {
        self.progress.finish();
        std::mem::replace(&mut self.result, Ok(()))?;
        self.renderer.finish(self.out)?;
        self.out.flush()?;
        if self.plan.fix.is_some() && !args.quiet {
            let (fixed, files) = (count(self.fixed, "finding"), count(self.fixed_files, "file"));
            self.say(&format!("fixed {fixed} in {files}"));
            if self.not_fixable > 0 {
                let drafts = count(self.not_fixable, "draft");
                self.say(&format!(
                    "{drafts} with fixes in no .txt or .md file: --format csv suggests the texts"
                ));
            }
        }
        if let (true, Some(path)) = (args.write_baseline, &args.baseline) {
            fix::write(path, &self.collected.text())?;
            let findings = count(self.collected.len(), "finding");
            self.say(&format!("wrote {findings} to {}", path.display()));
            return Ok(if self.failed { EXIT_USAGE } else { EXIT_OK });
        }
        let fails = match args.fail_on {
            FailOn::Block => self.worst >= Verdict::Block,
            FailOn::Warn => self.worst >= Verdict::Warn,
            FailOn::Never => false,
        };
        Ok(match (self.failed, fails) {
            (true, _) => EXIT_USAGE,
            (false, true) => EXIT_BLOCKED,
            (false, false) => EXIT_OK,
        })
    }
}

/// The file of `--output`, written beside its place and moved there at the end: it may be among the inputs.
struct OutputFile {
    path: PathBuf,
    temporary: PathBuf,
    writer: BufWriter<File>,
}

impl OutputFile {
    fn create(path: &std::path::Path) -> io::Result<OutputFile> {
        let mut name = path.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".{}.tmp", std::process::id()));
        let temporary = path.with_file_name(name);
        let file = File::create(&temporary).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: cannot be written: {error}", path.display()))
        })?;
        Ok(OutputFile { path: path.to_path_buf(), temporary, writer: BufWriter::new(file) })
    }

    fn finish(mut self) -> io::Result<()> {
        self.writer.flush()?;
        std::fs::rename(&self.temporary, &self.path)
    }
}

impl Drop for OutputFile {
    fn drop(&mut self) {
        _ = std::fs::remove_file(&self.temporary);
    }
}
