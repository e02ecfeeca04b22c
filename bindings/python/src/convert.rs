//! Python objects as JSON values and back, and what goes wrong on the way.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple};
use serde_json::{Map, Number, Value};

use crate::draft::{Context, Draft};

/// Deeper than any draft or configuration: an object that holds itself ends here.
const DEPTH: usize = 64;

/// The text of a Python string. A lone surrogate is one character there, and becomes one U+FFFD.
pub(crate) fn text<'a>(string: &'a Bound<'_, PyString>) -> PyResult<Cow<'a, str>> {
    if let Ok(text) = string.to_str() {
        return Ok(Cow::Borrowed(text));
    }
    let units: Vec<u8> = string.call_method1("encode", ("utf-32-le", "surrogatepass"))?.extract()?;
    let units = units.chunks_exact(4).map(|unit| u32::from_le_bytes([unit[0], unit[1], unit[2], unit[3]]));
    Ok(units.map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

pub(crate) fn to_json(object: &Bound<'_, PyAny>) -> PyResult<Value> {
    value(object, DEPTH)
}

fn value(object: &Bound<'_, PyAny>, depth: usize) -> PyResult<Value> {
    if depth == 0 {
        return Err(PyValueError::new_err("the object is nested too deeply, or holds itself"));
    }
    if object.is_none() {
        Ok(Value::Null)
    } else if let Ok(string) = object.cast::<PyString>() {
        Ok(Value::String(text(string)?.into_owned()))
    } else if let Ok(truth) = object.cast::<PyBool>() {
        Ok(Value::Bool(truth.is_true()))
    } else if object.is_instance_of::<PyInt>() {
        let small = object.extract::<i64>().map(Number::from);
        Ok(Value::Number(small.or_else(|_| object.extract::<u64>().map(Number::from))?))
    } else if let Ok(float) = object.cast::<PyFloat>() {
        // A data frame has NaN where nothing is told.
        Ok(Number::from_f64(float.value()).map_or(Value::Null, Value::Number))
    } else if let Ok(draft) = object.cast::<Draft>() {
        Ok(draft.get().json())
    } else if let Ok(context) = object.cast::<Context>() {
        Ok(context.get().json())
    } else if let Ok(mapping) = object.cast::<PyMapping>() {
        Ok(Value::Object(entries(mapping, depth)?))
    } else if object.is_instance_of::<PyList>() || object.is_instance_of::<PyTuple>() {
        let items = object.try_iter()?.map(|item| value(&item?, depth - 1));
        Ok(Value::Array(items.collect::<PyResult<_>>()?))
    } else if object.hasattr("isoformat")? {
        value(&object.call_method0("isoformat")?, depth - 1)
    } else {
        let kind = object.get_type().name()?;
        Err(PyTypeError::new_err(format!(
            "{kind} cannot be read: use strings, numbers, bools, dates, lists, dicts or None"
        )))
    }
}

fn entries(mapping: &Bound<'_, PyMapping>, depth: usize) -> PyResult<Map<String, Value>> {
    let mut map = Map::new();
    for pair in mapping.items()? {
        let (key, entry): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.extract()?;
        let key = key
            .cast::<PyString>()
            .map_err(|_| PyTypeError::new_err(format!("the key {key} is no string")))?;
        map.insert(text(key)?.into_owned(), value(&entry, depth - 1)?);
    }
    Ok(map)
}

pub(crate) fn object(mapping: &Bound<'_, PyMapping>) -> PyResult<Map<String, Value>> {
    entries(mapping, DEPTH)
}

/// The kinds of a Python sequence that a JSON array becomes.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Arrays {
    /// For what must not change.
    Tuples,
    /// For what is to be written as JSON again.
    Lists,
}

pub(crate) fn to_python<'py>(py: Python<'py>, value: &Value, arrays: Arrays) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Null => py.None().into_bound(py),
        Value::Bool(truth) => PyBool::new(py, *truth).to_owned().into_any(),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(small), _) => small.into_pyobject(py)?.into_any(),
            (_, Some(large)) => large.into_pyobject(py)?.into_any(),
            _ => PyFloat::new(py, number.as_f64().unwrap_or(f64::NAN)).into_any(),
        },
        Value::String(text) => PyString::new(py, text).into_any(),
        Value::Array(items) => {
            let items = items.iter().map(|item| to_python(py, item, arrays)).collect::<PyResult<Vec<_>>>()?;
            match arrays {
                Arrays::Tuples => PyTuple::new(py, items)?.into_any(),
                Arrays::Lists => PyList::new(py, items)?.into_any(),
            }
        }
        Value::Object(entries) => {
            let dict = PyDict::new(py);
            for (key, entry) in entries {
                dict.set_item(key, to_python(py, entry, arrays)?)?;
            }
            dict.into_any()
        }
    })
}

/// `DraftlintError` with the faults of a configuration or of its rules.
pub(crate) fn faulty(py: Python<'_>, error: &draftlint::Error) -> PyErr {
    let faults = error.faults().iter();
    raise(py, faults.map(|f| (f.path(), f.line(), f.column(), f.message(), f.help())).collect())
}

/// `DraftlintError` with a fault that has no line.
pub(crate) fn fault(py: Python<'_>, path: &str, message: &str, help: &str) -> PyErr {
    raise(py, vec![(path, 0, 0, message, help)])
}

fn raise(py: Python<'_>, faults: Vec<(&str, u32, u32, &str, &str)>) -> PyErr {
    let made = py.import("draftlint._errors").and_then(|module| module.call_method1("error", (faults,)));
    made.map_or_else(|error| error, PyErr::from_value)
}

/// What to write instead of a name that means nothing: the nearest known one, else all.
pub(crate) fn hint(py: Python<'_>, name: &str, known: &[&str]) -> PyResult<String> {
    py.import("draftlint._errors")?.call_method1("hint", (name, known.to_vec()))?.extract()
}

/// Runs Rust code that must not panic. If it does all the same, Python sees an ordinary exception.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let told = payload.downcast_ref::<String>().map(String::as_str);
        let what = told.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no reason was given");
        PyRuntimeError::new_err(format!("draftlint has a bug, please report it: {what}"))
    })
}
