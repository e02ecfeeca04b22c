//! Untyped input with the place of every value: what cards and configuration are read from, so that a fault can
//! name its line, and every fault of a file can be reported at once.

#[cfg(feature = "toml")]
mod parse;

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Fault;

/// A string of the input: those of the built-in files are never copied.
pub(crate) type Text = Cow<'static, str>;

/// Where a value stands in its text, in bytes; empty for values that a program handed over.
pub(crate) type At = (u32, u32);

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) at: At,
}

/// The value itself. A TOML date is kept as its text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Text),
    List(Vec<Node>),
    Table(Vec<(Key, Node)>),
}

/// A key of a table and its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key {
    pub(crate) name: Text,
    pub(crate) at: At,
}

impl Node {
    pub(crate) fn table(entries: Vec<(Key, Node)>) -> Node {
        Node { value: Value::Table(entries), at: (0, 0) }
    }

    /// The word for the value's type, as a reader of TOML knows it.
    pub(crate) fn kind(&self) -> &'static str {
        match self.value {
            Value::Bool(_) => "true or false",
            Value::Int(_) => "a whole number",
            Value::Float(_) => "a number",
            Value::Str(_) => "a string",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }

    /// The same value as JSON: for serde, which needs no places.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as J;
        match &self.value {
            Value::Bool(b) => J::Bool(*b),
            Value::Int(i) => J::from(*i),
            Value::Float(f) => J::from(*f),
            Value::Str(s) => J::String(s.to_string()),
            Value::List(items) => J::Array(items.iter().map(Node::to_json).collect()),
            Value::Table(entries) => {
                J::Object(entries.iter().map(|(key, node)| (key.name.to_string(), node.to_json())).collect())
            }
        }
    }

    /// A value without places, from JSON. A null is left out of its table.
    pub(crate) fn from_json(json: &serde_json::Value) -> Option<Node> {
        use serde_json::Value as J;
        let value = match json {
            J::Null => return None,
            J::Bool(b) => Value::Bool(*b),
            J::Number(n) => match n.as_i64() {
                Some(i) => Value::Int(i),
                None => Value::Float(n.as_f64()?),
            },
            J::String(s) => Value::Str(s.clone().into()),
            J::Array(items) => Value::List(items.iter().filter_map(Node::from_json).collect()),
            J::Object(entries) => Value::Table(
                entries
                    .iter()
                    .filter_map(|(k, v)| {
                        Some((Key { name: k.clone().into(), at: (0, 0) }, Node::from_json(v)?))
                    })
                    .collect(),
            ),
        };
        Some(Node { value, at: (0, 0) })
    }
}

/// The faults found so far, shared by all texts of one loading.
#[derive(Debug, Clone, Default)]
pub(crate) struct Faults(Arc<Mutex<Vec<Fault>>>);

impl Faults {
    pub(crate) fn push(&self, fault: Fault) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    pub(crate) fn take(&self) -> Vec<Fault> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A named text, to turn places into lines and columns, and the faults found in it.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) name: Arc<str>,
    text: Arc<str>,
    faults: Faults,
}

impl Source {
    pub(crate) fn new(name: &str, text: &str, faults: &Faults) -> Source {
        Source { name: name.into(), text: text.into(), faults: faults.clone() }
    }

    /// Takes the faults that were reported through this source and those that share its list.
    pub(crate) fn take_faults(&self) -> Vec<Fault> {
        self.faults.take()
    }

    /// Reports a fault at a place.
    pub(crate) fn fault(&self, at: At, message: impl Into<String>, help: impl Into<String>) {
        let (line, column) = self.line_column(at.0);
        self.faults.push(Fault {
            path: self.name.to_string(),
            line,
            column,
            message: message.into(),
            help: help.into(),
        });
    }

    fn line_column(&self, offset: u32) -> (u32, u32) {
        if self.text.is_empty() {
            return (0, 0);
        }
        let mut end = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[..end];
        let line = before.matches('\n').count() as u32 + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() as u32 + 1;
        (line, column)
    }

    /// The text between two quotes of a TOML string starts one byte after its place (three for a long string):
    /// the offset of byte `inner` of the string's value, as near as an unescaped string allows.
    pub(crate) fn inside(&self, at: At, inner: usize) -> At {
        let (start, end) = (at.0 as usize, (at.1 as usize).min(self.text.len()));
        let raw = self.text.get(start..end).unwrap_or("");
        let open = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
        let place = (start + open + inner).min(end) as u32;
        (place, place)
    }

    /// This build reads no TOML.
    #[cfg(not(feature = "toml"))]
    pub(crate) fn parse_toml(&self) -> Node {
        self.fault(
            (0, 0),
            "TOML cannot be read here",
            "hand an object over, or switch on the feature `toml`",
        );
        Node::table(Vec::new())
    }

    /// Reads a table key by key; `Reader::finish` reports the keys nobody asked for.
    pub(crate) fn reader<'n>(&'n self, node: &'n Node, what: &'static str) -> Reader<'n> {
        let entries = match &node.value {
            Value::Table(entries) => entries.as_slice(),
            _ => {
                self.fault(node.at, format!("{what} must be a table, not {}", node.kind()), "");
                &[]
            }
        };
        Reader { source: self, entries, at: node.at, what, asked: Vec::new() }
    }

    pub(crate) fn string(&self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Str(s) => Some(s.to_string()),
            _ => self.wrong(node, "a string"),
        }
    }

    pub(crate) fn strings(&self, node: &Node) -> Option<Vec<(String, At)>> {
        Some(self.texts(node)?.into_iter().map(|(text, at)| (text.into_owned(), at)).collect())
    }

    /// The same, without a copy of what is built in.
    pub(crate) fn texts(&self, node: &Node) -> Option<Vec<(Text, At)>> {
        let text = |item: &Node| match &item.value {
            Value::Str(text) => Some((text.clone(), item.at)),
            _ => self.wrong(item, "a string"),
        };
        match &node.value {
            Value::List(items) => Some(items.iter().filter_map(text).collect()),
            _ => self.wrong(node, "a list of strings"),
        }
    }

    pub(crate) fn number(&self, node: &Node) -> Option<f64> {
        match node.value {
            Value::Int(i) => Some(i as f64),
            Value::Float(f) if f.is_finite() => Some(f),
            _ => self.wrong(node, "a number"),
        }
    }

    pub(crate) fn boolean(&self, node: &Node) -> Option<bool> {
        match node.value {
            Value::Bool(b) => Some(b),
            _ => self.wrong(node, "true or false"),
        }
    }

    fn wrong<T>(&self, node: &Node, expected: &str) -> Option<T> {
        self.fault(node.at, format!("expected {expected}, found {}", node.kind()), "");
        None
    }

    /// A word of a fixed set, else a fault that names the nearest one.
    pub(crate) fn one_of<T: Copy>(&self, node: &Node, what: &str, table: &[(&str, T)]) -> Option<T> {
        let Value::Str(word) = &node.value else { return self.wrong(node, "a string") };
        if let Some((_, value)) = table.iter().find(|(name, _)| *name == &**word) {
            return Some(*value);
        }
        let names: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
        self.fault(node.at, format!("unknown {what} `{word}`"), suggestion(word, &names));
        None
    }
}

/// Reads a table, remembering which keys were asked for.
#[derive(Debug)]
pub(crate) struct Reader<'n> {
    pub(crate) source: &'n Source,
    entries: &'n [(Key, Node)],
    pub(crate) at: At,
    what: &'static str,
    asked: Vec<&'static str>,
}

impl<'n> Reader<'n> {
    pub(crate) fn get(&mut self, key: &'static str) -> Option<&'n Node> {
        self.asked.push(key);
        self.entries.iter().find(|(k, _)| k.name == key).map(|(_, node)| node)
    }

    pub(crate) fn entries(&self) -> &'n [(Key, Node)] {
        self.entries
    }

    pub(crate) fn string(&mut self, key: &'static str) -> Option<String> {
        let node = self.get(key)?;
        self.source.string(node)
    }

    pub(crate) fn strings(&mut self, key: &'static str) -> Option<Vec<(String, At)>> {
        let node = self.get(key)?;
        self.source.strings(node)
    }

    pub(crate) fn number(&mut self, key: &'static str) -> Option<f64> {
        let node = self.get(key)?;
        self.source.number(node)
    }

    pub(crate) fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let node = self.get(key)?;
        self.source.boolean(node)
    }

    pub(crate) fn one_of<T: Copy>(
        &mut self,
        key: &'static str,
        what: &str,
        table: &[(&str, T)],
    ) -> Option<T> {
        let node = self.get(key)?;
        self.source.one_of(node, what, table)
    }

    /// The tables of a list such as `[[bad]]`.
    pub(crate) fn tables(&mut self, key: &'static str) -> &'n [Node] {
        match self.get(key) {
            None => &[],
            Some(Node { value: Value::List(items), .. }) => items,
            Some(node) => {
                self.source.fault(
                    node.at,
                    format!("`{key}` is a list of tables"),
                    format!("write `[[{key}]]`"),
                );
                &[]
            }
        }
    }

    /// A string that must be there.
    pub(crate) fn required(&mut self, key: &'static str) -> String {
        self.string(key).unwrap_or_else(|| {
            if !self.entries.iter().any(|(k, _)| k.name == key) {
                self.source.fault(
                    self.at,
                    format!("{} lacks `{key}`", self.what),
                    format!("add `{key} = \"…\"`"),
                );
            }
            String::new()
        })
    }

    /// Reports every key that was not asked for, with the nearest known one.
    pub(crate) fn finish(self) {
        for (key, _) in self.entries {
            if !self.asked.contains(&&*key.name) {
                self.source.fault(
                    key.at,
                    format!("unknown key `{}` in {}", key.name, self.what),
                    suggestion(&key.name, &self.asked),
                );
            }
        }
    }
}

/// The remedy for a word that is not in a list: the nearest one, else the whole list.
pub(crate) fn suggestion(word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.len() <= 24 && !known.is_empty() => {
            let list: Vec<String> = known.iter().map(|k| format!("`{k}`")).collect();
            format!("known: {}", list.join(", "))
        }
        None => String::new(),
    }
}

/// The known word that is fewest edits away, where that is near enough to be meant.
pub(crate) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    // Among equals, the one of the same length is the likelier slip.
    let best = known.iter().map(|k| (distance(word, k), word.len().abs_diff(k.len()), *k)).min()?;
    (best.0 <= (word.chars().count() / 3).max(1)).then_some(best.2)
}

/// Edits between two words, a swap of neighbours counted once (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().max(b.len()) > 64 {
        return usize::MAX;
    }
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for j in 0..=b.len() {
        rows[0][j] = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}
