//! The linter: one draft, many drafts, or a column of an Arrow table.

use std::hint::black_box;
use std::sync::OnceLock;
use std::time::Instant;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

use crate::arrow::{Results, input::Posts, output};
use crate::config::{Config, same};
use crate::convert::{Arrays, faulty, guarded, to_python};
use crate::draft::{Thread, draft_of, is_draft};
use crate::history::History;
use crate::pool::{Work, run};
use crate::report::Report;

/// A configuration, compiled once and shared by all threads.
#[pyclass(frozen, eq, module = "draftlint")]
pub(crate) struct Linter {
    core: draftlint::Linter,
    config: Option<Py<Config>>,
}

impl PartialEq for Linter {
    fn eq(&self, other: &Linter) -> bool {
        same(self.config.as_ref(), other.config.as_ref())
    }
}

/// The linter of the built-in rules: compiling them is worth doing once.
fn built_in() -> PyResult<&'static draftlint::Linter> {
    static LINTER: OnceLock<draftlint::Linter> = OnceLock::new();
    match LINTER.get() {
        Some(linter) => Ok(linter),
        None => guarded(|| LINTER.get_or_init(draftlint::Linter::default)),
    }
}

/// Lints a draft with the built-in rules: a string, a dict, a `Draft` or a `Thread`. Keywords are fields of the
/// draft or of its context.
#[pyfunction]
#[pyo3(signature = (draft, **fields))]
pub(crate) fn lint(
    py: Python<'_>,
    draft: &Bound<'_, PyAny>,
    fields: Option<&Bound<'_, PyDict>>,
) -> PyResult<Report> {
    lint_with(py, built_in()?, draft, None, fields)
}

/// Audits posts with the built-in rules: what a whole calendar or export shows, by principle.
#[pyfunction]
pub(crate) fn audit<'py>(posts: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    audit_with(posts, built_in()?, None)
}

fn audit_with<'py>(
    posts: &Bound<'py, PyAny>,
    linter: &draftlint::Linter,
    config: Option<&Py<Config>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = posts.py();
    if let Ok(history) = posts.cast::<History>() {
        return history.get().audit(py, linter, config);
    }
    let own = config.map(|config| config.clone_ref(py));
    History::read(linter, own, posts, None, None)?.audit(py, linter, config)
}

/// What is to be linted, read from Python.
enum Given {
    Draft(draftlint::Draft<'static>),
    Thread(draftlint::Thread<'static>),
}

impl Given {
    fn read(draft: &Bound<'_, PyAny>, fields: Option<&Bound<'_, PyDict>>, what: &str) -> PyResult<Given> {
        match draft.cast::<Thread>() {
            Ok(_) if fields.is_some_and(|fields| !fields.is_empty()) => {
                Err(PyTypeError::new_err("fields belong to the posts of a thread: give them to each Draft"))
            }
            Ok(thread) => Ok(Given::Thread(draftlint::Thread::clone(&thread.get().0))),
            Err(_) => draft_of(draft, fields, what).map(Given::Draft),
        }
    }

    fn lint(&self, linter: &draftlint::Linter, history: Option<&draftlint::History>) -> draftlint::Report {
        match (self, history) {
            (Given::Draft(draft), None) => linter.lint(draft),
            (Given::Draft(draft), Some(history)) => linter.lint_with(draft, history),
            (Given::Thread(thread), None) => linter.lint_thread(thread),
            (Given::Thread(thread), Some(history)) => linter.lint_thread_with(thread, history),
        }
    }

    fn report(self, report: draftlint::Report) -> Report {
        match self {
            Given::Draft(draft) => Report::new(report, vec![draft]),
            Given::Thread(thread) => Report::new(report, thread.posts),
        }
    }
}

fn lint_with(
    py: Python<'_>,
    linter: &draftlint::Linter,
    draft: &Bound<'_, PyAny>,
    history: Option<&draftlint::History>,
    fields: Option<&Bound<'_, PyDict>>,
) -> PyResult<Report> {
    let given = Given::read(draft, fields, "draft")?;
    let report = py.detach(|| guarded(|| given.lint(linter, history)))?;
    Ok(given.report(report))
}

#[pymethods]
impl Linter {
    #[new]
    #[pyo3(signature = (config = None))]
    fn new(py: Python<'_>, config: Option<&Bound<'_, PyAny>>) -> PyResult<Linter> {
        let Some(config) = config else {
            return Ok(Linter { core: built_in()?.clone(), config: None });
        };
        let config = Config::of(config)?;
        let core = &config.get().core;
        let core =
            py.detach(|| guarded(|| draftlint::Linter::new(core)))?.map_err(|error| faulty(py, &error))?;
        Ok(Linter { core, config: Some(config.unbind()) })
    }

    /// Lints a draft or a thread, beside a history where one is given.
    #[pyo3(signature = (draft, *, history = None, **fields))]
    fn lint(
        &self,
        py: Python<'_>,
        draft: &Bound<'_, PyAny>,
        history: Option<&Bound<'_, History>>,
        fields: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Report> {
        let history = history.map(|history| history.get().of(self.config.as_ref())).transpose()?;
        lint_with(py, &self.core, draft, history, fields)
    }

    /// Reads posts, whatever their order: strings, dicts or drafts.
    #[pyo3(signature = (posts, *, threads = None, progress = None))]
    fn history(
        &self,
        posts: &Bound<'_, PyAny>,
        threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<History> {
        History::read(&self.core, self.config(posts.py()), posts, threads, progress)
    }

    /// Audits a history, or posts: what a whole calendar or export shows, by principle.
    fn audit<'py>(&self, posts: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        audit_with(posts, &self.core, self.config.as_ref())
    }

    /// Lints many drafts on all cores.
    ///
    /// From an iterable of strings, dicts, drafts and threads comes an iterator of reports, in order. From anything
    /// that offers Arrow data (a table of pyarrow, polars, pandas or duckdb, or a column of strings) come
    /// `Results`, a row a post.
    #[pyo3(signature = (drafts, *, text = None, threads = None, progress = None, **fields))]
    fn lint_many<'py>(
        slf: &Bound<'py, Self>,
        drafts: &Bound<'py, PyAny>,
        text: Option<&str>,
        threads: Option<usize>,
        progress: Option<Py<PyAny>>,
        fields: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        if is_draft(drafts) {
            return Err(PyTypeError::new_err("lint_many takes many drafts; lint takes one"));
        }
        let Some(posts) = Posts::read(drafts, text)? else {
            if text.is_some() {
                return Err(PyTypeError::new_err("`text` names a column, and this is no table"));
            }
            let chunks = py.import("draftlint._batch")?.getattr("chunks")?;
            return chunks.call1((slf, drafts, threads, progress, fields));
        };
        let body = PyString::new(py, "");
        let base = draft_of(&body, fields, "fields")?;
        let work = Work { threads, progress, total: posts.rows() };
        let linter = &slf.get().core;
        let pieces = posts.pieces(work.threads());
        let batches =
            run(py, &work, &pieces, |piece| piece.rows, |piece| output::lint(linter, &base, &posts, piece))?;
        Ok(Bound::new(py, Results::new(batches))?.into_any())
    }

    /// Lints a list of drafts at once.
    fn _lint_chunk(
        &self,
        py: Python<'_>,
        drafts: Vec<Bound<'_, PyAny>>,
        first: usize,
        threads: Option<usize>,
        fields: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Vec<Report>> {
        let given = drafts.iter().zip(first..);
        let given = given.map(|(draft, row)| Given::read(draft, fields, &format!("draft {row}")));
        let given = given.collect::<PyResult<Vec<Given>>>()?;
        let work = Work { threads, progress: None, total: given.len() };
        let pieces: Vec<&[Given]> = given.chunks(64).collect();
        let reports = run(
            py,
            &work,
            &pieces,
            |piece| piece.len(),
            |piece| piece.iter().map(|given| given.lint(&self.core, None)).collect::<Vec<_>>(),
        )?;
        drop(pieces);
        Ok(given
            .into_iter()
            .zip(reports.into_iter().flatten())
            .map(|(given, report)| given.report(report))
            .collect())
    }

    /// The seconds that Rust alone takes to lint texts one after the other: what bench.py compares with.
    fn _seconds(&self, py: Python<'_>, texts: Vec<String>) -> f64 {
        py.detach(|| {
            let drafts: Vec<draftlint::Draft<'_>> =
                texts.iter().map(|t| draftlint::Draft::new(t.as_str())).collect();
            let start = Instant::now();
            for draft in &drafts {
                black_box(self.core.lint(draft));
            }
            start.elapsed().as_secs_f64()
        })
    }

    /// Every rule, sorted by id, with its severity under this configuration.
    #[getter]
    fn rules<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let make = py.import("draftlint._report")?.getattr("rule")?;
        let rules = self.core.rules().into_iter().map(|(info, severity)| {
            let info = to_python(py, &serde_json::to_value(info).unwrap_or_default(), Arrays::Tuples)?;
            make.call1((info, severity.map(draftlint::Severity::as_str)))
        });
        PyTuple::new(py, rules.collect::<PyResult<Vec<_>>>()?)
    }

    /// The configuration; None for the built-in rules as they are.
    #[getter]
    fn config(&self, py: Python<'_>) -> Option<Py<Config>> {
        self.config.as_ref().map(|config| config.clone_ref(py))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.config.as_ref().map_or(Ok(0), |config| config.bind(py).hash())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        match &self.config {
            Some(config) => Ok(format!("Linter({})", config.bind(py).repr()?)),
            None => Ok("Linter()".into()),
        }
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        (slf.get_type(), (slf.get().config(slf.py()),)).into_pyobject(slf.py())
    }
}
