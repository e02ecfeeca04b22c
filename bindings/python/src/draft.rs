//! Drafts, threads and their context, as Python sees them.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyString, PyTuple};
use serde_json::{Map, Value};

use crate::convert::{Arrays, fault, hint, object, text, to_json, to_python};

type Core = draftlint::Draft<'static>;

/// Reads entries as a draft. `what` names it in a fault.
pub(crate) fn read(py: Python<'_>, entries: Map<String, Value>, what: &str) -> PyResult<Core> {
    let (draft, unknown) = Core::from_entries(entries).map_err(|why| fault(py, what, &why, ""))?;
    match unknown.first() {
        Some(key) => {
            let help = hint(py, key, &[Draft::KEYS, Context::KEYS].concat())?;
            Err(fault(py, what, &format!("unknown key `{key}`"), &help))
        }
        None => Ok(draft),
    }
}

/// Whatever stands for a draft: a string, a mapping or a `Draft`; with `fields` over it.
pub(crate) fn draft_of(
    draft: &Bound<'_, PyAny>,
    fields: Option<&Bound<'_, PyDict>>,
    what: &str,
) -> PyResult<Core> {
    let fields = fields.filter(|fields| !fields.is_empty());
    if fields.is_none() {
        if let Ok(string) = draft.cast::<PyString>() {
            return Ok(Core::new(text(string)?.into_owned()));
        }
        if let Ok(draft) = draft.cast::<Draft>() {
            return Ok(Core::clone(&draft.get().0));
        }
    }
    let mut entries = entries_of(draft)?;
    if let Some(fields) = fields {
        known(fields, &[Draft::KEYS, Context::KEYS].concat())?;
        entries.extend(object(fields.as_mapping())?);
    }
    read(draft.py(), entries, what)
}

/// Whether something stands for one draft.
pub(crate) fn is_draft(object: &Bound<'_, PyAny>) -> bool {
    object.is_instance_of::<PyString>()
        || object.cast::<PyMapping>().is_ok()
        || object.is_instance_of::<Draft>()
}

/// The entries of whatever stands for a draft.
pub(crate) fn entries_of(draft: &Bound<'_, PyAny>) -> PyResult<Map<String, Value>> {
    if let Ok(string) = draft.cast::<PyString>() {
        Ok(Map::from_iter([("body".to_string(), Value::String(text(string)?.into_owned()))]))
    } else if let Ok(draft) = draft.cast::<Draft>() {
        Ok(draft.get().entries())
    } else if let Ok(mapping) = draft.cast::<PyMapping>() {
        object(mapping)
    } else {
        let kind = draft.get_type().name()?;
        Err(PyTypeError::new_err(format!("a draft is a str, a dict or a Draft, not {kind}")))
    }
}

/// Refuses keyword arguments that mean nothing, as Python itself would, and names the nearest that does.
fn known(fields: &Bound<'_, PyDict>, names: &[&str]) -> PyResult<()> {
    for key in fields.keys() {
        let key: String = key.extract()?;
        if !names.contains(&key.as_str()) && !matches!(key.as_str(), "text" | "lang") {
            let help = hint(fields.py(), &key, names)?;
            return Err(PyTypeError::new_err(format!("unexpected keyword argument '{key}': {help}")));
        }
    }
    Ok(())
}

fn hash_of(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.to_string().hash(&mut hasher);
    hasher.finish()
}

/// A class over a serde struct of the core: built from keywords, read by attribute, never changed.
macro_rules! record {
    ($(#[$meta:meta])* $name:ident($core:ty), new($($head:ident)?) $signature:literal, [$($key:ident),+], { $($more:tt)* }) => {
        $(#[$meta])*
        #[pyclass(frozen, eq, module = "draftlint")]
        #[derive(PartialEq)]
        pub(crate) struct $name(pub(crate) Arc<$core>);

        impl $name {
            pub(crate) const KEYS: &[&str] = &[$(stringify!($key)),+];

            pub(crate) fn json(&self) -> Value {
                serde_json::to_value(&*self.0).unwrap_or_default()
            }

            fn part<'py>(&self, py: Python<'py>, key: &str) -> PyResult<Bound<'py, PyAny>> {
                let empty = match key {
                    "allow" => Value::Array(Vec::new()),
                    "essential" | "evergreen" | "immediate" => Value::Bool(false),
                    _ => Value::Null,
                };
                to_python(py, self.json().get(key).unwrap_or(&empty), Arrays::Tuples)
            }
        }

        #[pymethods]
        impl $name {
            #[new]
            #[pyo3(signature = ($($head = None,)? **fields), text_signature = $signature)]
            fn new($($head: Option<Bound<'_, PyString>>,)? fields: Option<Bound<'_, PyDict>>, py: Python<'_>) -> PyResult<Self> {
                let fields = fields.unwrap_or_else(|| PyDict::new(py));
                $(if let Some(head) = $head {
                    fields.set_item(stringify!($head), head)?;
                })?
                Self::build(&fields)
            }

            /// The same with some fields changed.
            #[pyo3(signature = (**changes))]
            fn replace(&self, changes: Option<Bound<'_, PyDict>>, py: Python<'_>) -> PyResult<Self> {
                let fields = self.to_dict(py)?.cast_into::<PyDict>()?;
                if let Some(changes) = changes {
                    fields.update(changes.as_mapping())?;
                }
                Self::build(&fields)
            }

            /// What was told, as a dict that can be read back.
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                to_python(py, &self.json(), Arrays::Lists)
            }

            fn __hash__(&self) -> u64 {
                hash_of(&self.json())
            }

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                let fields = self.to_dict(py)?;
                py.import("draftlint._show")?.call_method1("call", (stringify!($name), fields))?.extract()
            }

            fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
                restored(py, stringify!($name), self.json().to_string())
            }

            $(#[getter]
            fn $key<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                self.part(py, stringify!($key))
            })+

            $($more)*
        }
    };
}

/// How pickle makes an object again: by `_restore`, from its JSON.
pub(crate) fn restored<'py>(py: Python<'py>, kind: &str, state: String) -> PyResult<Bound<'py, PyTuple>> {
    let restore = py.import("draftlint._draftlint")?.getattr("_restore")?;
    (restore, (kind, state)).into_pyobject(py)
}

record! {
    /// A post that is not published yet.
    ///
    /// `body` is its text; everything else is optional and given by name. What is known around it (who wrote it,
    /// when it goes out, who approved it …) may stand beside the draft's own fields or in a `Context`. What is not
    /// told is not guessed: rules that need it are skipped, and the report lists them.
    Draft(Core), new(body) "(body='', **fields)",
    [id, body, title, network, kind, language, link, content_warning, media, allow],
    {
        /// What is known around the draft, where anything is.
        #[getter]
        fn context(&self) -> Option<Context> {
            self.0.context.as_ref().map(|context| Context(context.clone()))
        }

        /// The hash of what would be published, as approvals record it.
        #[getter]
        fn content_hash(&self) -> String {
            self.0.content_hash()
        }
    }
}

impl Draft {
    pub(crate) fn restore(py: Python<'_>, state: &str) -> PyResult<Draft> {
        let entries =
            serde_json::from_str(state).map_err(|_| PyValueError::new_err("this is no pickled Draft"))?;
        Ok(Draft(Arc::new(read(py, entries, "draft")?)))
    }

    fn build(fields: &Bound<'_, PyDict>) -> PyResult<Draft> {
        known(fields, &[Draft::KEYS, Context::KEYS, &["context"]].concat())?;
        Ok(Draft(Arc::new(read(fields.py(), object(fields.as_mapping())?, "draft")?)))
    }

    fn entries(&self) -> Map<String, Value> {
        match self.json() {
            Value::Object(entries) => entries,
            _ => Map::new(),
        }
    }
}

record! {
    /// What is known around a draft: who wrote it, for which account, who approved it, when it goes out.
    Context(draftlint::Context), new() "(**fields)",
    [
        author, account, brand, community, approvals, scheduled_at, created_at, now, event, offer, holds,
        active_events, essential, evergreen, immediate, embargoes, owner, links, goal, paid_label, parent, ai_generated
    ],
    {}
}

impl Context {
    pub(crate) fn restore(state: &str) -> PyResult<Context> {
        let context =
            serde_json::from_str(state).map_err(|_| PyValueError::new_err("this is no pickled Context"))?;
        Ok(Context(Arc::new(context)))
    }

    fn build(fields: &Bound<'_, PyDict>) -> PyResult<Context> {
        known(fields, Context::KEYS)?;
        let entries = Map::from_iter([("context".to_string(), to_json(fields)?)]);
        let draft = read(fields.py(), entries, "context")?;
        Ok(Context(draft.context.unwrap_or_default()))
    }
}

/// Several posts that are read one after the other.
#[pyclass(frozen, eq, module = "draftlint")]
#[derive(PartialEq)]
pub(crate) struct Thread(pub(crate) Arc<draftlint::Thread<'static>>);

#[pymethods]
impl Thread {
    #[new]
    #[pyo3(signature = (posts, *, id = None))]
    fn new(posts: &Bound<'_, PyAny>, id: Option<String>) -> PyResult<Thread> {
        if posts.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("a thread is made of several posts: pass a list"));
        }
        let posts = posts.try_iter()?.enumerate();
        let posts = posts.map(|(i, post)| draft_of(&post?, None, &format!("post {i}")));
        let mut thread = draftlint::Thread::new(posts.collect::<PyResult<_>>()?);
        thread.id = id;
        Ok(Thread(Arc::new(thread)))
    }

    #[getter]
    fn id(&self) -> Option<&str> {
        self.0.id.as_deref()
    }

    /// The posts, in order.
    #[getter]
    fn posts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.posts.iter().map(|post| Draft(Arc::new(post.clone()))))
    }

    fn __len__(&self) -> usize {
        self.0.posts.len()
    }

    fn __hash__(&self) -> u64 {
        hash_of(&self.json())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let posts = self.posts(py)?;
        py.import("draftlint._show")?.call_method1("thread", (posts, self.id()))?.extract()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        restored(py, "Thread", self.json().to_string())
    }
}

impl Thread {
    pub(crate) fn restore(state: &str) -> PyResult<Thread> {
        let broken = |_| PyValueError::new_err("this is no pickled Thread");
        let mut state: Value = serde_json::from_str(state).map_err(broken)?;
        let mut thread =
            draftlint::Thread::new(serde_json::from_value(state["posts"].take()).map_err(broken)?);
        thread.id = state["id"].as_str().map(str::to_string);
        Ok(Thread(Arc::new(thread)))
    }

    fn json(&self) -> Value {
        serde_json::to_value(&*self.0).unwrap_or_default()
    }
}
