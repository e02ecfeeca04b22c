//! The columns of a table that say something of a post.

use std::borrow::Cow;

use arrow_array::cast::AsArray;
use arrow_array::{
    AnyDictionaryArray, Array, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray, StructArray,
};
use arrow_schema::{DataType, Field};
use draftlint::{Draft, Network};
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;

use super::capsule;

/// The columns that are read beside the text, where a table has them.
const OTHERS: [&str; 5] = ["title", "network", "language", "link", "content_warning"];

/// How many rows a thread takes at once.
const PIECE: (usize, usize) = (256, 16_384);

/// Posts in Arrow's memory.
pub(crate) struct Posts {
    batches: Vec<Batch>,
}

/// The columns of a batch: the body, and those of `OTHERS` that are there.
struct Batch {
    rows: usize,
    body: Texts,
    others: Vec<(&'static str, Texts)>,
}

/// A part of a batch.
pub(crate) struct Piece {
    batch: usize,
    first: usize,
    pub(crate) rows: usize,
}

/// A column of strings. Read as bytes, because nobody has checked yet that they are UTF-8.
enum Texts {
    Small(BinaryArray),
    Large(LargeBinaryArray),
    View(BinaryViewArray),
    /// The row's place in the dictionary, and the dictionary.
    Dictionary(ArrayRef, Vec<usize>, Box<Texts>),
}

impl Texts {
    fn of(array: &ArrayRef) -> Option<Texts> {
        match array.data_type() {
            DataType::Utf8 => Some(Texts::Small(array.as_string::<i32>().clone().into())),
            DataType::LargeUtf8 => Some(Texts::Large(array.as_string::<i64>().clone().into())),
            DataType::Utf8View => Some(Texts::View(array.as_string_view().clone().to_binary_view())),
            DataType::Dictionary(..) => {
                let dictionary: &dyn AnyDictionaryArray = array.as_any_dictionary_opt()?;
                let values = Texts::of(dictionary.values())?;
                // Keys of an empty dictionary have nothing to be normalised to.
                let keys = if dictionary.values().is_empty() {
                    vec![0; array.len()]
                } else {
                    dictionary.normalized_keys()
                };
                Some(Texts::Dictionary(array.clone(), keys, Box::new(values)))
            }
            _ => None,
        }
    }

    fn at(&self, row: usize) -> Option<Cow<'_, str>> {
        let bytes = match self {
            Texts::Small(array) => array.is_valid(row).then(|| array.value(row)),
            Texts::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Texts::View(array) => array.is_valid(row).then(|| array.value(row)),
            Texts::Dictionary(array, keys, values) => {
                return if array.is_valid(row) { values.at(keys[row]) } else { None };
            }
        };
        bytes.map(String::from_utf8_lossy)
    }
}

impl Posts {
    /// The posts of anything that offers Arrow data; nothing where an object offers none.
    pub(crate) fn read(object: &Bound<'_, PyAny>, text: Option<&str>) -> PyResult<Option<Posts>> {
        let Some((field, chunks)) = capsule::import(object)? else { return Ok(None) };
        let DataType::Struct(fields) = field.data_type() else {
            let batches = chunks.iter().map(|chunk| {
                let body = column("the data", chunk)?;
                Ok(Batch { rows: chunk.len(), body, others: Vec::new() })
            });
            return Ok(Some(Posts { batches: batches.collect::<PyResult<_>>()? }));
        };
        let body = text_column(fields, text)?;
        let batches = chunks.iter().map(|chunk| batch(chunk.as_struct(), body));
        Ok(Some(Posts { batches: batches.collect::<PyResult<_>>()? }))
    }

    pub(crate) fn rows(&self) -> usize {
        self.batches.iter().map(|batch| batch.rows).sum()
    }

    /// The batches in parts, enough of them to keep the threads busy to the end.
    pub(crate) fn pieces(&self, threads: usize) -> Vec<Piece> {
        let size = (self.rows() / (threads * 8)).clamp(PIECE.0, PIECE.1);
        let mut pieces = Vec::new();
        for (number, batch) in self.batches.iter().enumerate() {
            for first in (0..batch.rows).step_by(size) {
                pieces.push(Piece { batch: number, first, rows: size.min(batch.rows - first) });
            }
        }
        pieces
    }

    /// The drafts of a piece, each over `base`; nothing for a row without a text.
    pub(crate) fn drafts<'a>(
        &'a self,
        base: &'a Draft<'static>,
        piece: &Piece,
    ) -> impl Iterator<Item = Option<Draft<'a>>> {
        let batch = &self.batches[piece.batch];
        (piece.first..piece.first + piece.rows).map(move |row| {
            let mut draft: Draft<'a> = base.clone();
            draft.body = batch.body.at(row)?;
            for (name, texts) in &batch.others {
                let Some(text) = texts.at(row) else { continue };
                match *name {
                    "title" => draft.title = Some(text),
                    "network" => draft.network = Some(Network::new(&text)),
                    "language" => draft.language = Some(text.into_owned()),
                    "link" => draft.link = Some(text),
                    _ => draft.content_warning = Some(text),
                }
            }
            Some(draft)
        })
    }
}

/// The number of the column that holds the texts.
fn text_column(fields: &arrow_schema::Fields, text: Option<&str>) -> PyResult<usize> {
    let named = |name: &str| fields.iter().position(|field| field.name() == name);
    let names = || fields.iter().map(|field| format!("`{}`", field.name())).collect::<Vec<_>>().join(", ");
    match text {
        Some(name) => named(name)
            .ok_or_else(|| PyKeyError::new_err(format!("there is no column `{name}`; there are {}", names()))),
        None => named("text").or_else(|| named("body")).or((fields.len() == 1).then_some(0)).ok_or_else(|| {
            PyKeyError::new_err(format!(
                "no column is called `text` or `body`: say which holds the posts by `text=`; there are {}",
                names()
            ))
        }),
    }
}

fn batch(table: &StructArray, body: usize) -> PyResult<Batch> {
    let named = |(name, array): (&Field, &ArrayRef)| {
        Some((OTHERS.into_iter().find(|n| *n == name.name())?, array.clone()))
    };
    let columns = table.fields().iter().map(AsRef::as_ref).zip(table.columns());
    let mut others = Vec::new();
    for (number, (field, array)) in columns.enumerate() {
        let Some((name, array)) = named((field, array)) else { continue };
        // A column of nulls alone has no type of its own.
        if number != body && *array.data_type() != DataType::Null {
            others.push((name, column(name, &array)?));
        }
    }
    let body = column(table.fields()[body].name(), table.column(body))?;
    Ok(Batch { rows: table.len(), body, others })
}

fn column(name: &str, array: &ArrayRef) -> PyResult<Texts> {
    Texts::of(array).ok_or_else(|| {
        PyTypeError::new_err(format!(
            "`{name}` holds no strings but {}: cast it or leave it out",
            array.data_type()
        ))
    })
}
