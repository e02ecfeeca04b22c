//! Arrow data through the PyCapsule protocol: borrowed on the way in, handed over on the way out.

mod capsule;
pub(crate) mod input;
pub(crate) mod output;

use arrow_array::RecordBatch;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

/// What `Linter.lint_many` found in a table: a row a post, to be read by anything that takes Arrow data, such as
/// `pyarrow.table(results)`, `polars.DataFrame(results)` or a query of duckdb.
#[pyclass(frozen, module = "draftlint")]
pub(crate) struct Results {
    batches: Vec<RecordBatch>,
}

impl Results {
    pub(crate) fn new(batches: Vec<RecordBatch>) -> Results {
        Results { batches }
    }
}

#[pymethods]
impl Results {
    /// The rows as a stream of Arrow record batches; may be asked for again.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The protocol lets a producer disregard the wish.
        drop(requested_schema);
        capsule::export_stream(py, output::schema(), self.batches.clone())
    }

    /// The columns, as an Arrow schema.
    #[allow(clippy::unused_self)] // The protocol asks an object.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::export_schema(py, &output::schema())
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __repr__(&self) -> String {
        let schema = output::schema();
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        format!("<Results: {} rows of {}>", self.__len__(), names.join(", "))
    }
}
