//! Lists every card, lexicon, network and profile, sorts them, parses them, and embeds them. No rule is interpreted
//! here.

use std::fs;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

#[path = "src/parts.rs"]
mod parts;

use parts::{Part, Writer};

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    // A new category is a new folder.
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(&root).expect("the crate's folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && name != "src" && name != "target" {
            println!("cargo::rerun-if-changed={}", entry.path().display());
            list(&entry.path(), &mut files);
        }
    }
    // By their names, not their endings: `x` before `x-premium`, which extends it.
    files.sort_by_key(|path| path.with_extension(""));
    // What is fetched by a browser carries the parts alone.
    let examples = std::env::var_os("CARGO_FEATURE_EXAMPLES").is_some();
    let mut writer = Writer::default();
    let mut code = String::from("&[\n");
    for file in files {
        let relative =
            file.strip_prefix(&root).expect("inside the crate").to_string_lossy().replace('\\', "/");
        let start = (writer.texts.len(), writer.values.len());
        let text = fs::read_to_string(&file).expect("a readable file");
        match DeTable::parse(&text) {
            Ok(table) => write_table(&mut writer, table.get_ref(), &["bad", "good"]),
            Err(error) => panic!("{}\n{error}", file.display()),
        }
        let path = file.to_string_lossy().replace('\\', "/");
        let text = if examples { format!("include_str!({path:?})") } else { "\"\"".to_string() };
        code.push_str(&format!("    File {{ path: {relative:?}, text: {text}, start: {start:?} }},\n"));
    }
    code.push_str("]\n");
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    for (name, bytes) in
        [("files.rs", code.as_bytes()), ("texts", writer.texts.as_bytes()), ("values", &writer.values)]
    {
        fs::write(out.join(name), bytes).expect("the build folder can be written");
    }
}

/// Writes a table in the order of its text, but for some keys.
fn write_table(writer: &mut Writer, table: &DeTable<'_>, without: &[&str]) {
    let mut entries: Vec<_> =
        table.iter().filter(|(key, _)| !without.contains(&key.get_ref().as_ref())).collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    writer.push(Part::Table(entries.len()));
    for (key, value) in entries {
        writer.push(Part::Text(key.get_ref()));
        write_value(writer, value.get_ref());
    }
}

fn write_value(writer: &mut Writer, value: &DeValue<'_>) {
    match value {
        DeValue::String(text) => writer.push(Part::Text(text)),
        DeValue::Integer(i) => {
            let number = i64::from_str_radix(i.as_str(), i.radix()).expect("a number below 2^63");
            writer.push(Part::Int(number));
        }
        DeValue::Float(f) => writer.push(Part::Float(f.as_str().parse().expect("a number"))),
        DeValue::Boolean(b) => writer.push(Part::Bool(*b)),
        DeValue::Datetime(time) => writer.push(Part::Text(&time.to_string())),
        DeValue::Array(items) => {
            writer.push(Part::List(items.len()));
            items.iter().for_each(|item| write_value(writer, item.get_ref()));
        }
        DeValue::Table(table) => write_table(writer, table, &[]),
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
}
