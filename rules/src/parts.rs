//! The files as they are embedded: parsed when this crate is built, so that nobody has to parse them again.
//!
//! Two streams hold the values of all files. In `texts` every different string stands once, in the order of first
//! use. In `values` a value is a number whose three lowest bits tell its kind:
//!
//! | kind | what the upper bits are | what follows |
//! |---|---|---|
//! | `FALSE`, `TRUE` | nothing | |
//! | `INT` | nothing | the number, zigzag |
//! | `FLOAT` | nothing | eight bytes, the lowest first |
//! | `TEXT` | the length in bytes | where it stands: 0 for right behind the last new string, else the place + 1 |
//! | `LIST` | how many values | the values |
//! | `TABLE` | how many keys | of each the key, a `TEXT`, and its value |
//!
//! Numbers are written seven bits a byte, the lowest first; the eighth bit says that more follow.

// The build script writes, the library reads.
#![allow(dead_code, unreachable_pub)]

use std::collections::HashMap;

const FALSE: u64 = 0;
const TRUE: u64 = 1;
const INT: u64 = 2;
const FLOAT: u64 = 3;
const TEXT: u64 = 4;
const LIST: u64 = 5;
const TABLE: u64 = 6;

/// A part of a file, in the order of writing. A date is its text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Part<'t> {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Another number.
    Float(f64),
    /// A string, or the key of a table.
    Text(&'t str),
    /// A list: so many values follow.
    List(usize),
    /// A table: so many times a key and its value follow.
    Table(usize),
}

/// Writes the parts of files one after the other.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    pub(crate) texts: String,
    pub(crate) values: Vec<u8>,
    places: HashMap<String, usize>,
}

impl Writer {
    pub(crate) fn push(&mut self, part: Part<'_>) {
        match part {
            Part::Bool(yes) => self.number(if yes { TRUE } else { FALSE }),
            Part::Int(i) => {
                self.number(INT);
                self.number((i << 1 ^ i >> 63) as u64);
            }
            Part::Float(f) => {
                self.number(FLOAT);
                self.values.extend(f.to_le_bytes());
            }
            Part::Text(text) => {
                self.number((text.len() as u64) << 3 | TEXT);
                match self.places.get(text) {
                    Some(place) => self.number(*place as u64 + 1),
                    None => {
                        self.places.insert(text.to_string(), self.texts.len());
                        self.texts.push_str(text);
                        self.number(0);
                    }
                }
            }
            Part::List(count) => self.number((count as u64) << 3 | LIST),
            Part::Table(count) => self.number((count as u64) << 3 | TABLE),
        }
    }

    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.values.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.values.push(number as u8);
    }
}

/// Reads what a [`Writer`] wrote, from a file's first part on.
#[derive(Debug, Clone)]
pub struct Parts<'t> {
    texts: &'t str,
    values: &'t [u8],
    /// The next byte of `values`, and the end of the last new string.
    value: usize,
    text: usize,
}

impl<'t> Parts<'t> {
    pub(crate) fn new(texts: &'t str, values: &'t [u8], (text, value): (usize, usize)) -> Parts<'t> {
        Parts { texts, values, value, text }
    }

    fn byte(&mut self) -> Option<u8> {
        self.value += 1;
        self.values.get(self.value - 1).copied()
    }

    fn number(&mut self) -> Option<u64> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    }

    fn text(&mut self, len: usize) -> Option<&'t str> {
        let start = match self.number()? {
            0 => {
                self.text += len;
                self.text - len
            }
            place => place as usize - 1,
        };
        self.texts.get(start..start + len)
    }
}

/// Goes on with the parts of the next file where one ends: who reads a file knows by its counts when it is over.
impl<'t> Iterator for Parts<'t> {
    type Item = Part<'t>;

    fn next(&mut self) -> Option<Part<'t>> {
        let head = self.number()?;
        let upper = (head >> 3) as usize;
        Some(match head & 7 {
            FALSE => Part::Bool(false),
            TRUE => Part::Bool(true),
            INT => {
                let number = self.number()?;
                Part::Int((number >> 1) as i64 ^ -((number & 1) as i64))
            }
            FLOAT => {
                let mut bytes = [0; 8];
                for byte in &mut bytes {
                    *byte = self.byte()?;
                }
                Part::Float(f64::from_le_bytes(bytes))
            }
            TEXT => Part::Text(self.text(upper)?),
            LIST => Part::List(upper),
            _ => Part::Table(upper),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let parts = [
            Part::Table(2),
            Part::Text("numbers"),
            Part::List(6),
            Part::Int(0),
            Part::Int(-1),
            Part::Int(i64::MAX),
            Part::Int(i64::MIN),
            Part::Float(-0.5),
            Part::Float(f64::MAX),
            Part::Text("numbers and more"),
            Part::List(5),
            Part::Bool(true),
            Part::Bool(false),
            Part::Text(""),
            Part::Text("numbers"),
            Part::Text("größer"),
        ];
        let mut writer = Writer::default();
        writer.push(Part::Text("another file"));
        let start = (writer.texts.len(), writer.values.len());
        parts.into_iter().for_each(|part| writer.push(part));
        let read: Vec<Part<'_>> = Parts::new(&writer.texts, &writer.values, start).collect();
        assert_eq!(read, parts);
        assert_eq!(writer.texts, "another filenumbersnumbers and moregrößer");
    }
}
