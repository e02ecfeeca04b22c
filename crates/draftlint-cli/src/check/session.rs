//! A run under way: drafts come in one by one, are linted in chunks, and are written in order.

use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use draftlint::Verdict;
use rayon::prelude::*;

use super::plan::{Job, Plan};
use super::progress::{Counted, Progress};
use crate::args::{CheckArgs, FailOn};
use crate::baseline::Collected;
use crate::input::approvals::{Sidecar, Sidecars};
use crate::input::{Event, Problem, Source};
use crate::render::words::count;
use crate::render::{self, Outcome, Renderer};
use crate::settings::{self, Loaded};
use crate::{EXIT_BLOCKED, EXIT_OK, EXIT_USAGE, fix};

/// How many drafts are held at once.
const CHUNK: usize = 2048;
/// How many problems of one file are told one by one.
const PROBLEMS_SHOWN: usize = 10;

/// One run of `check` under way.
pub(super) struct Session<'a> {
    plan: &'a Plan,
    renderer: Box<dyn Renderer>,
    out: &'a mut dyn Write,
    stderr: &'a mut dyn Write,
    batch: Vec<Job>,
    /// The approvals that stand beside the files.
    approvals: Sidecars,
    /// Those beside the file that is read.
    beside: Option<Arc<Sidecar>>,
    /// Something could not be read.
    pub(super) failed: bool,
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

impl<'a> Session<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        renderer: Box<dyn Renderer>,
        out: &'a mut dyn Write,
        stderr: &'a mut dyn Write,
        progress: Progress,
    ) -> Session<'a> {
        Session {
            plan,
            renderer,
            out,
            stderr,
            batch: Vec::new(),
            approvals: Sidecars::default(),
            beside: None,
            failed: false,
            worst: Verdict::Pass,
            fixed: 0,
            fixed_files: 0,
            not_fixable: 0,
            collected: Collected::default(),
            file_problems: (Arc::from(""), 0),
            progress,
            result: Ok(()),
        }
    }

    pub(super) fn read(
        &mut self,
        source: &Source,
        loaded: &Arc<Loaded>,
        stdin: &mut dyn Read,
    ) -> ControlFlow<()> {
        let (beside, problems) = self.approvals.of(source.path.as_deref());
        self.beside = beside;
        problems.iter().for_each(|problem| self.problem(problem));
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
                let approvals = self.beside.clone();
                self.batch.push(Job { item: *item, loaded: loaded.clone(), approvals });
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
    pub(super) fn flush(&mut self) -> ControlFlow<()> {
        let batch = std::mem::take(&mut self.batch);
        let drafts = batch.len();
        let (plan, renderer) = (self.plan, &*self.renderer);
        let mut done: Vec<(Outcome, String)> = batch
            .into_par_iter()
            .map(|job| {
                let outcome = plan.process(job);
                let piece = renderer.piece(&outcome);
                (outcome, piece)
            })
            .collect();
        for (outcome, piece) in &mut done {
            self.write_back(outcome);
            self.worst = self.worst.max(outcome.verdict());
            // Kept to the end: nobody else waits for them.
            for report in outcome.reports.iter().filter(|_| self.plan.collects) {
                self.collected.add(&outcome.item.source, report);
            }
            let written = self.renderer.add(self.out, outcome, std::mem::take(piece));
            if let Err(error) = written {
                self.result = Err(error);
                return ControlFlow::Break(());
            }
        }
        // Giving back so many small pieces takes a while too.
        done.into_par_iter().for_each(drop);
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

    pub(super) fn configuration(&mut self, fault: &settings::Fault) {
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

    pub(super) fn finish(mut self, args: &CheckArgs) -> io::Result<u8> {
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
