//! Configurations: read from TOML, a file or a dict, and kept with everything that they were read from.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyString, PyTuple};
use serde_json::{Value, json};

use crate::convert::{Arrays, fault, faulty, guarded, object, text, to_python};
use crate::draft::restored;

/// A configuration that was read without a fault.
#[pyclass(frozen, eq, hash, module = "draftlint")]
pub(crate) struct Config {
    pub(crate) core: draftlint::Config,
    /// The layer and the files that it named, as JSON: another process may not have them.
    state: String,
}

impl PartialEq for Config {
    fn eq(&self, other: &Config) -> bool {
        self.state == other.state
    }
}

impl std::hash::Hash for Config {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.state.hash(state);
    }
}

/// The files that layers named: who asked, for what, and what was there.
type Files = Vec<(String, String, Vec<(String, String)>)>;

#[pymethods]
impl Config {
    /// Reads the text of a `draftlint.toml`. `name` is shown in faults; files that it names are found from there.
    #[staticmethod]
    #[pyo3(signature = (text, *, name = "draftlint.toml"))]
    fn from_toml(py: Python<'_>, text: &Bound<'_, PyString>, name: &str) -> PyResult<Config> {
        let text = crate::convert::text(text)?;
        read(py, json!({"name": name, "toml": text}), None)
    }

    /// Reads a file, and the files that it names.
    #[staticmethod]
    fn from_path(py: Python<'_>, path: PathBuf) -> PyResult<Config> {
        let name = path.to_string_lossy().replace('\\', "/");
        let text = draftlint_cli::read_text(&path).map_err(|why| {
            let help = if name.contains(['\n', '=']) { "for TOML text, use `Config.from_toml`" } else { "" };
            fault(py, &name, &why, help)
        })?;
        read(py, json!({"name": name, "toml": text}), None)
    }

    /// Reads a dict with the keys of a `draftlint.toml`.
    #[staticmethod]
    fn from_dict(py: Python<'_>, config: &Bound<'_, PyMapping>) -> PyResult<Config> {
        read(py, json!({"name": "config", "dict": object(config)?}), None)
    }

    /// What was read, as one dict a layer, by the layer's name.
    #[getter]
    fn layers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let layers = PyDict::new(py);
        for (name, layer) in self.core.layers() {
            layers.set_item(name, to_python(py, &layer, Arrays::Lists)?)?;
        }
        Ok(layers)
    }

    fn __repr__(&self) -> String {
        let names: Vec<&str> = self.core.layers().map(|(name, _)| name).collect();
        format!("<Config of {}>", if names.is_empty() { "nothing".into() } else { names.join(", ") })
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        restored(py, "Config", self.state.clone())
    }
}

/// Whether two linters judge alike; none is that of the built-in rules.
pub(crate) fn same(one: Option<&Py<Config>>, other: Option<&Py<Config>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.get() == other.get(),
        (one, other) => one.is_none() && other.is_none(),
    }
}

impl Config {
    /// What `Linter` takes: a configuration, a dict, or the path of a file.
    pub(crate) fn of<'py>(config: &Bound<'py, PyAny>) -> PyResult<Bound<'py, Config>> {
        let py = config.py();
        if let Ok(config) = config.cast::<Config>() {
            return Ok(config.clone());
        }
        let read = if let Ok(mapping) = config.cast::<PyMapping>() {
            Config::from_dict(py, mapping)
        } else if let Ok(path) = config.cast::<PyString>() {
            Config::from_path(py, PathBuf::from(text(path)?.as_ref()))
        } else if config.hasattr("__fspath__")? {
            Config::from_path(py, config.extract()?)
        } else {
            let kind = config.get_type().name()?;
            Err(PyTypeError::new_err(format!(
                "a configuration is a Config, a dict or the path of a file, not {kind}"
            )))
        };
        Bound::new(py, read?)
    }

    pub(crate) fn restore(py: Python<'_>, state: &str) -> PyResult<Config> {
        let broken = |_| PyValueError::new_err("this is no pickled Config");
        let mut state: Value = serde_json::from_str(state).map_err(broken)?;
        let files = serde_json::from_value(state["files"].take()).map_err(broken)?;
        read(py, state, Some(files))
    }
}

/// Reads the layer of a state; files come from `kept`, where it is given, else from the disk.
fn read(py: Python<'_>, mut state: Value, kept: Option<Files>) -> PyResult<Config> {
    let files = Arc::new(Mutex::new(Files::new()));
    let seen = files.clone();
    let resolver = move |asker: &str, wanted: &str| {
        let known = kept.as_ref().map(|kept| kept.iter().find(|(a, w, _)| a == asker && w == wanted));
        let found = match known {
            Some(Some((_, _, found))) => found.clone(),
            Some(None) => return Err("it was not pickled".to_string()),
            None => draftlint_cli::resolve(asker, wanted)?,
        };
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.push((asker.to_string(), wanted.to_string(), found.clone()));
        Ok(found)
    };
    let builder = draftlint::Config::builder().resolver(resolver);
    let name = state["name"].as_str().unwrap_or_default();
    let builder = match state["toml"].as_str() {
        Some(toml) => builder.layer(name, toml),
        None => builder.layer_json(name, &state["dict"]),
    };
    let core = guarded(|| builder.build())?.map_err(|error| faulty(py, &error))?;
    let files = std::mem::take(&mut *files.lock().unwrap_or_else(PoisonError::into_inner));
    state["files"] = json!(files);
    Ok(Config { core, state: state.to_string() })
}
