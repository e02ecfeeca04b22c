//! A report: the Rust one, turned into Python objects when they are asked for.

use std::borrow::Cow;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use draftlint::{Field, Offsets, Safety};
use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple};
use serde_json::{Value, json};

use crate::convert::{Arrays, to_python};
use crate::draft::{Draft, restored};

type Post = draftlint::Draft<'static>;

/// The result of linting a draft or a thread.
#[pyclass(frozen, eq, module = "draftlint")]
pub(crate) struct Report {
    posts: Vec<Post>,
    origin: Origin,
    json: OnceLock<Value>,
    findings: PyOnceLock<Py<PyTuple>>,
    strengths: PyOnceLock<Py<PyTuple>>,
}

/// Where the answers come from.
enum Origin {
    Linted(Box<draftlint::Report>),
    /// Of a pickled report: the posts with safe fixes, with all fixes, and with secrets masked.
    Pickled([Vec<Post>; 3]),
}

/// A changed form of the posts, by its place in `Origin::Pickled`.
#[derive(Clone, Copy)]
enum Form {
    Safe,
    Unsafe,
    Masked,
}

impl Report {
    pub(crate) fn new(report: draftlint::Report, posts: Vec<Post>) -> Report {
        Report::over(Origin::Linted(Box::new(report)), posts)
    }

    fn over(origin: Origin, posts: Vec<Post>) -> Report {
        let (json, findings, strengths) = (OnceLock::new(), PyOnceLock::new(), PyOnceLock::new());
        Report { posts, origin, json, findings, strengths }
    }

    fn json(&self) -> &Value {
        self.json.get_or_init(|| match &self.origin {
            Origin::Linted(report) => report.to_json(&self.posts, Offsets::CodePoint),
            Origin::Pickled(_) => Value::Null,
        })
    }

    fn part<'py>(&self, py: Python<'py>, key: &str) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.json()[key], Arrays::Tuples)
    }

    /// A list of JSON objects as typed Python objects, made once.
    fn typed<'py>(
        &self,
        py: Python<'py>,
        key: &str,
        kept: &PyOnceLock<Py<PyTuple>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let made = kept.get_or_try_init(py, || {
            let list = self.part(py, key)?;
            let made = py.import("draftlint._report")?.call_method1(key, (list,))?;
            Ok::<_, PyErr>(made.cast_into::<PyTuple>()?.unbind())
        })?;
        Ok(made.bind(py).clone())
    }

    fn post_as(&self, post: usize, form: Form) -> PyResult<Draft> {
        let Some(draft) = self.posts.get(post) else {
            return Err(PyIndexError::new_err(format!(
                "there are {} posts, counted from 0",
                self.posts.len()
            )));
        };
        let changed = match (&self.origin, form) {
            (Origin::Pickled(forms), form) => forms[form as usize][post].clone(),
            (Origin::Linted(report), Form::Safe) => report.fixed_post(draft, post as u32, Safety::Safe),
            (Origin::Linted(report), Form::Unsafe) => report.fixed_post(draft, post as u32, Safety::Unsafe),
            (Origin::Linted(report), Form::Masked) => masked(report, draft, post as u32),
        };
        Ok(Draft(Arc::new(changed)))
    }

    fn all_as(&self, form: Form) -> PyResult<Vec<Value>> {
        (0..self.posts.len()).map(|post| Ok(self.post_as(post, form)?.json())).collect()
    }

    pub(crate) fn restore(state: &str) -> PyResult<Report> {
        let broken = |_| PyValueError::new_err("this is no pickled Report");
        let mut state: Value = serde_json::from_str(state).map_err(broken)?;
        let mut posts = |key: &str| serde_json::from_value(state[key].take()).map_err(broken);
        let origin = Origin::Pickled([posts("safe")?, posts("unsafe")?, posts("masked")?]);
        let report = Report::over(origin, posts("posts")?);
        _ = report.json.set(state["report"].take());
        Ok(report)
    }
}

/// A draft whose secrets cannot be read.
fn masked(report: &draftlint::Report, draft: &Post, post: u32) -> Post {
    let mask = |field: Field, text: &str| report.masked(post, field, text).into_owned();
    let some = |field: Field, text: &Option<Cow<'static, str>>| {
        text.as_deref().map(|text| Cow::Owned(mask(field, text)))
    };
    let mut shown = draft.clone();
    shown.body = Cow::Owned(mask(Field::Body, &draft.body));
    shown.title = some(Field::Title, &draft.title);
    shown.link = some(Field::Link, &draft.link);
    shown.content_warning = some(Field::ContentWarning, &draft.content_warning);
    for (i, media) in shown.media.iter_mut().flatten().enumerate() {
        media.alt = media.alt.as_deref().map(|alt| mask(Field::Alt(i as u16), alt));
    }
    shown
}

impl PartialEq for Report {
    fn eq(&self, other: &Report) -> bool {
        self.posts == other.posts && self.json() == other.json()
    }
}

/// Properties that are parts of the JSON form.
macro_rules! parts {
    ([$($(#[$meta:meta])* $key:ident),+ $(,)?], { $($more:tt)* }) => {
        #[pymethods]
        impl Report {
            $($(#[$meta])* #[getter]
            fn $key<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                self.part(py, stringify!($key))
            })+

            $($more)*
        }
    };
}

parts! {
    [
        /// The points left of 100 before the band of the verdict is applied.
        raw,
        /// The score of each concern.
        concerns,
        /// The rules that decide the verdict, most costly first.
        reasons,
        /// The rules to mend first.
        next_best_fix,
        /// The share of the enabled rules that ran, from 0 to 1.
        coverage,
        /// Remarks on the check itself, such as an unknown network.
        notices,
        /// What was measured on the text.
        facts,
        /// The draft's id, where it has one.
        id,
        /// The network it was checked for.
        network,
        /// The brand that the draft speaks for.
        brand,
        /// The language, told or guessed.
        language,
        /// The time of the check, where the draft told one.
        now,
        /// The edition of the rule set.
        edition,
    ],
    {
        /// `pass`, `warn` or `block`.
        #[getter]
        fn verdict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            match &self.origin {
                Origin::Linted(report) => Ok(PyString::intern(py, report.verdict().as_str()).into_any()),
                Origin::Pickled(_) => self.part(py, "verdict"),
            }
        }

        /// From 0 to 100, within the band of the verdict; 100 means that nothing was found.
        #[getter]
        fn score<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            match &self.origin {
                Origin::Linted(report) => Ok(report.score().into_pyobject(py)?.into_any()),
                Origin::Pickled(_) => self.part(py, "score"),
            }
        }

        /// What was found, errors first, then in order of place; those that somebody accepted are marked.
        #[getter]
        fn findings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            match &self.origin {
                // Most posts: the whole report need not be written for it.
                Origin::Linted(report) if report.findings().is_empty() => Ok(PyTuple::empty(py)),
                _ => self.typed(py, "findings", &self.findings),
            }
        }

        /// What the draft does well. Never scored.
        #[getter]
        fn strengths<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            self.typed(py, "strengths", &self.strengths)
        }

        /// The rules that could not run, with what they need.
        #[getter]
        fn skipped<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            let list = self.part(py, "skipped")?;
            py.import("draftlint._report")?.call_method1("skipped", (list,))
        }

        /// What was linted: one draft, or the posts of a thread.
        #[getter]
        fn posts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            PyTuple::new(py, self.posts.iter().map(|post| Draft(Arc::new(post.clone()))))
        }

        /// A post with fixes applied: those that cannot change the meaning, or with `unsafe=True` all.
        #[pyo3(signature = (post = 0, *, r#unsafe = false))]
        fn fixed(&self, post: usize, r#unsafe: bool) -> PyResult<Draft> {
            self.post_as(post, if r#unsafe { Form::Unsafe } else { Form::Safe })
        }

        /// A post with keys, card numbers and the like replaced by `•`, character by character: for showing it.
        #[pyo3(signature = (post = 0))]
        fn masked(&self, post: usize) -> PyResult<Draft> {
            self.post_as(post, Form::Masked)
        }

        /// The report as `draftlint check --format json` has it, with offsets in code points.
        fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            to_python(py, self.json(), Arrays::Lists)
        }

        /// The same as JSON text.
        fn to_json(&self) -> String {
            self.json().to_string()
        }

        fn __hash__(&self) -> u64 {
            let mut hasher = DefaultHasher::new();
            self.to_json().hash(&mut hasher);
            hasher.finish()
        }

        fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
            show(slf, "short")
        }

        fn __str__(slf: &Bound<'_, Self>) -> PyResult<String> {
            show(slf, "text")
        }

        fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
            show(slf, "html")
        }

        fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            let state = json!({
                "report": self.json(), "posts": self.posts, "safe": self.all_as(Form::Safe)?,
                "unsafe": self.all_as(Form::Unsafe)?, "masked": self.all_as(Form::Masked)?,
            });
            restored(py, "Report", state.to_string())
        }
    }
}

fn show(report: &Bound<'_, Report>, how: &str) -> PyResult<String> {
    report.py().import("draftlint._show")?.call_method1(how, (report,))?.extract()
}
