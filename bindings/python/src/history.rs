//! What accounts published and plan: posts that a linter has read, for the rules of a feed.

use draftlint::HistoryBuilder;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use crate::config::{Config, same};
use crate::convert::{Arrays, fault, guarded, hint, to_python};
use crate::draft::{Context, Draft, entries_of, is_draft};
use crate::pool::{Work, run};

type Post = draftlint::Post<'static>;

/// How many posts are held unread at once.
const CHUNK: usize = 4096;

/// The posts of one or more accounts, read by a linter and in order of time.
#[pyclass(frozen, module = "draftlint")]
pub(crate) struct History {
    core: draftlint::History,
    /// Of the linter that read it.
    config: Option<Py<Config>>,
}

#[pymethods]
impl History {
    fn __len__(&self) -> usize {
        self.core.len()
    }

    fn __repr__(&self) -> String {
        format!("<History of {} posts>", self.core.len())
    }
}

impl History {
    /// The keys of a post beside those of a draft and its context.
    const KEYS: &[&str] =
        &["at", "time", "in_reply_to", "label", "reply_to_followers", "thread", "campaign", "context"];

    /// Reads posts, whatever their order, a chunk at a time on all cores.
    pub(crate) fn read(
        linter: &draftlint::Linter,
        config: Option<Py<Config>>,
        posts: &Bound<'_, PyAny>,
        threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<History> {
        let py = posts.py();
        if is_draft(posts) {
            return Err(PyTypeError::new_err("a history is made of many posts: pass a list"));
        }
        let total = posts.len().ok();
        let work = Work { threads, progress: None, total: 0 };
        let mut builder = HistoryBuilder::default();
        let mut rest = posts.try_iter()?;
        loop {
            let first = builder.len();
            let chunk = rest.by_ref().take(CHUNK).zip(first..).map(|(post, row)| read(&post?, row));
            let chunk = chunk.collect::<PyResult<Vec<Post>>>()?;
            if chunk.is_empty() {
                break;
            }
            let pieces: Vec<&[Post]> = chunk.chunks(64).collect();
            let each = |piece: &&[Post]| piece.iter().map(|post| linter.read(post)).collect::<Vec<_>>();
            let read = run(py, &work, &pieces, |piece| piece.len(), each)?;
            read.into_iter().flatten().for_each(|post| builder.add(post));
            if let Some(progress) = &progress {
                progress.call1(py, (builder.len(), total))?;
            }
        }
        Ok(History { core: py.detach(|| guarded(|| builder.build()))?, config })
    }

    /// For use by a linter with a configuration: what another one read says nothing to it.
    pub(crate) fn of(&self, config: Option<&Py<Config>>) -> PyResult<&draftlint::History> {
        let error = || PyValueError::new_err("the history was read by a linter with another configuration");
        same(self.config.as_ref(), config).then_some(&self.core).ok_or_else(error)
    }

    pub(crate) fn audit<'py>(
        &self,
        py: Python<'py>,
        linter: &draftlint::Linter,
        config: Option<&Py<Config>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let history = self.of(config)?;
        let audit =
            py.detach(|| guarded(|| serde_json::to_value(linter.audit(history)).unwrap_or_default()))?;
        let found = to_python(py, &audit, Arrays::Tuples)?;
        py.import("draftlint._audit")?.call_method1("audit", (found, audit.to_string()))
    }
}

/// Whatever stands for a post: a string, a mapping or a `Draft`.
fn read(post: &Bound<'_, PyAny>, row: usize) -> PyResult<Post> {
    let py = post.py();
    let what = format!("post {row}");
    let (post, ignored) = Post::from_entries(entries_of(post)?).map_err(|why| fault(py, &what, &why, ""))?;
    match ignored.first() {
        None => Ok(post),
        Some(label) if label.starts_with("label `") => {
            let labels = draftlint::Label::ALL.map(|(name, _)| name).join(", ");
            Err(fault(py, &what, &format!("unknown {label}"), &format!("known: {labels}")))
        }
        Some(key) => {
            let help = hint(py, key, &[Draft::KEYS, Context::KEYS, History::KEYS].concat())?;
            Err(fault(py, &what, &format!("unknown key `{key}`"), &help))
        }
    }
}
