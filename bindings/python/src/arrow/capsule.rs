//! The C structs of Arrow in and out of PyCapsules.
#![allow(unsafe_code)] // The protocol passes C structs by pointer.

use std::ffi::CStr;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{ArrayReader, ArrayRef, RecordBatch, RecordBatchIterator, make_array};
use arrow_schema::{ArrowError, Field, SchemaRef};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyCapsuleMethods};

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

fn unusable(error: ArrowError) -> PyErr {
    PyValueError::new_err(format!("the Arrow data cannot be read: {error}"))
}

/// The pointer in a capsule of the given name.
fn pointer<T>(capsule: &Bound<'_, PyAny>, name: &'static CStr) -> PyResult<*mut T> {
    let capsule =
        capsule.cast::<PyCapsule>().map_err(|_| PyTypeError::new_err("the Arrow data is in no PyCapsule"))?;
    Ok(capsule.pointer_checked(Some(name))?.cast::<T>().as_ptr())
}

/// The field and the chunks of anything that offers Arrow data; nothing where an object offers none.
pub(super) fn import(object: &Bound<'_, PyAny>) -> PyResult<Option<(Field, Vec<ArrayRef>)>> {
    if object.hasattr("__arrow_c_stream__")? {
        let capsule = object.call_method0("__arrow_c_stream__")?;
        let pointer = pointer::<FFI_ArrowArrayStream>(&capsule, STREAM)?;
        // SAFETY: the name says what the capsule holds. The struct is moved out, as the protocol asks, and a
        // released one left in its place.
        let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer) };
        let read = || {
            let reader = ArrayStreamReader::try_new(stream)?;
            let field = Field::clone(reader.field());
            Ok((field, reader.collect::<Result<_, _>>()?))
        };
        return object.py().detach(read).map(Some).map_err(unusable);
    }
    if object.hasattr("__arrow_c_array__")? {
        let pair = object.call_method0("__arrow_c_array__")?;
        let (schema, array): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.extract()?;
        let (schema, array) =
            (pointer::<FFI_ArrowSchema>(&schema, SCHEMA)?, pointer::<FFI_ArrowArray>(&array, ARRAY)?);
        // SAFETY: as above.
        let (schema, array) = unsafe { (FFI_ArrowSchema::from_raw(schema), FFI_ArrowArray::from_raw(array)) };
        let field = Field::try_from(&schema).map_err(unusable)?;
        // SAFETY: a producer of the protocol hands over an array that fits its schema.
        let data = unsafe { from_ffi(array, &schema) }.map_err(unusable)?;
        return Ok(Some((field, vec![make_array(data)])));
    }
    Ok(None)
}

pub(super) fn export_stream(
    py: Python<'_>,
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
) -> PyResult<Bound<'_, PyCapsule>> {
    let reader = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
}

pub(super) fn export_schema<'py>(py: Python<'py>, schema: &SchemaRef) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(&**schema).map_err(unusable)?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}
