//! The extension module of the Python package `draftlint`: conversion and nothing else. What Python code can do as
//! well (wording, HTML, typed findings) stands in `python/draftlint`.

mod arrow;
mod config;
mod convert;
mod draft;
mod history;
mod linter;
mod pool;
mod report;

/// The extension module.
#[pyo3::pymodule(gil_used = false)]
mod _draftlint {
    use std::ffi::OsString;

    use pyo3::exceptions::PyValueError;
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::arrow::Results;
    #[pymodule_export]
    use crate::config::Config;
    #[pymodule_export]
    use crate::draft::{Context, Draft, Thread};
    #[pymodule_export]
    use crate::history::History;
    #[pymodule_export]
    use crate::linter::{Linter, audit, lint};
    #[pymodule_export]
    use crate::report::Report;

    use crate::convert::guarded;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }

    /// Runs the command line and returns its exit status. `args` begins with the name of the program.
    #[pyfunction]
    fn _main(py: Python<'_>, args: Vec<OsString>) -> PyResult<u8> {
        py.detach(|| guarded(|| draftlint_cli::main(args)))
    }

    /// Makes what was pickled again.
    #[pyfunction]
    fn _restore(py: Python<'_>, kind: &str, state: &str) -> PyResult<Py<PyAny>> {
        Ok(match kind {
            "Draft" => Draft::restore(py, state)?.into_pyobject(py)?.into_any().unbind(),
            "Context" => Context::restore(state)?.into_pyobject(py)?.into_any().unbind(),
            "Thread" => Thread::restore(state)?.into_pyobject(py)?.into_any().unbind(),
            "Config" => Config::restore(py, state)?.into_pyobject(py)?.into_any().unbind(),
            "Report" => Report::restore(state)?.into_pyobject(py)?.into_any().unbind(),
            _ => return Err(PyValueError::new_err(format!("draftlint pickles no {kind}"))),
        })
    }

    /// Panics, so that a test can see what Python sees of it.
    #[pyfunction]
    fn _panic() -> PyResult<()> {
        guarded(|| panic!("asked for"))
    }
}
