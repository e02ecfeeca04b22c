//! The items of a JSON array one by one, wherever they end: a file need not fit into memory as a tree.

use std::cell::Cell;
use std::fmt;
use std::io::Read;
use std::ops::ControlFlow;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::error::Category;

use super::{Input, Reading, Spot};

/// Counts the lines that were read.
struct Counted<'a, 'c> {
    input: Input<'a>,
    line: &'c Cell<u64>,
}

impl Read for Counted<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.input.read(buffer)?;
        let breaks = buffer[..read].iter().filter(|&&byte| byte == b'\n').count();
        self.line.set(self.line.get() + breaks as u64);
        Ok(read)
    }
}

/// What takes an item.
pub(super) type Take<'t> = dyn FnMut(&mut Reading<'_>, Spot, Value) -> ControlFlow<()> + 't;

/// Where the items stand.
#[derive(Debug, Clone, Copy)]
pub(super) enum At {
    /// The array is the whole file.
    Root,
    /// The array is the value of a key of the object that is the file.
    Key(&'static str),
}

/// Hands on each item of an array; `before` lines were read already. A fault in the form ends the file with a
/// problem, after the items before it.
pub(super) fn items(
    reading: &mut Reading<'_>,
    input: Input<'_>,
    before: u64,
    at: At,
    take: &mut Take<'_>,
) -> ControlFlow<()> {
    let line = Cell::new(before + 1);
    let mut json = serde_json::Deserializer::from_reader(Counted { input, line: &line });
    let mut walk = Walk { reading, take, line: &line, count: 0, stopped: false, found: false };
    let outcome = match at {
        At::Root => Items(&mut walk).deserialize(&mut json),
        At::Key(key) => Object(&mut walk, key).deserialize(&mut json),
    };
    let (count, stopped, found) = (walk.count, walk.stopped, walk.found);
    if stopped {
        return ControlFlow::Break(());
    }
    match (outcome, at) {
        (Ok(()), At::Key(key)) if !found => {
            reading.unfit(None, format!("no `{key}` in it"), "name the file that holds the posts")
        }
        (Ok(()), _) => match json.end() {
            Err(error) => broken(reading, before, count, &error),
            Ok(()) => ControlFlow::Continue(()),
        },
        (Err(error), _) => broken(reading, before, count, &error),
    }
}

/// Tells that a file ends or goes astray after so many items.
pub(super) fn broken(
    reading: &mut Reading<'_>,
    before: u64,
    count: u64,
    error: &serde_json::Error,
) -> ControlFlow<()> {
    let line = Some(before + error.line().max(1) as u64);
    let read = match count {
        0 => "nothing was read".to_string(),
        1 => "the post before it was read".to_string(),
        n => format!("the {n} items before it were read"),
    };
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or(&text);
    match error.classify() {
        Category::Io => reading.problem(line, format!("cannot be read: {text}"), "see that it may be read"),
        Category::Eof => {
            reading.problem(line, format!("the file is cut off; {read}"), "download or save it again")
        }
        Category::Data => {
            reading.unfit(line, format!("not a list of posts: {text}"), "a feed is a list of objects")
        }
        Category::Syntax => {
            let message = format!("not JSON: {text}, column {}; {read}", error.column());
            reading.problem(line, message, "mend that place, or save it again as UTF-8")
        }
    }
}

struct Walk<'w, 'r, 't> {
    reading: &'w mut Reading<'r>,
    take: &'w mut Take<'t>,
    line: &'w Cell<u64>,
    count: u64,
    stopped: bool,
    found: bool,
}

struct Items<'i, 'w, 'r, 't>(&'i mut Walk<'w, 'r, 't>);

impl<'de> DeserializeSeed<'de> for Items<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let walk = self.0;
        walk.found = true;
        while let Some((line, value)) = items.next_element_seed(Item(walk.line))? {
            walk.count += 1;
            let spot = Spot { word: "item", number: walk.count, line };
            if (walk.take)(walk.reading, spot, value).is_break() {
                walk.stopped = true;
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// An item with the line on which it begins.
struct Item<'c>(&'c Cell<u64>);

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = (u64, Value);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(u64, Value), D::Error> {
        let line = self.0.get();
        serde::Deserialize::deserialize(deserializer).map(|value| (line, value))
    }
}

struct Object<'i, 'w, 'r, 't>(&'i mut Walk<'w, 'r, 't>, &'static str);

impl<'de> DeserializeSeed<'de> for Object<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == self.1 {
                map.next_value_seed(Items(&mut *self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}
