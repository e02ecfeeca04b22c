//! Reads the rows of a set.

use std::path::Path;

use serde_json::Value;

use crate::workspace::read_at;

/// A labelled post. Its `lang`, `source` and other keys are not passed on: a writer has only the text.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) label: String,
    pub(super) tags: Vec<String>,
}

/// The name of a set: its file without the ending.
pub(super) fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Reads the rows of a set that have a text and a label and the values that the filters ask for.
pub(super) fn read(path: &Path, filters: &[(&str, &str)]) -> Result<Vec<Row>, String> {
    let set = name(path);
    let mut rows = Vec::new();
    for (i, line) in read_at(path)?.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let value: Value =
            serde_json::from_str(line).map_err(|e| format!("{}, line {}: {e}", path.display(), i + 1))?;
        let string = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_string);
        let (Some(text), Some(label)) = (string("text"), string("label")) else { continue };
        let wanted = filters.iter().all(|(key, wanted)| match *key {
            "set" => set == *wanted,
            key => value.get(key).is_some_and(|value| holds(value, wanted)),
        });
        if wanted {
            let id = string("id").unwrap_or_else(|| format!("{set}:{}", i + 1));
            let tags = value.get("tags").and_then(Value::as_array).into_iter().flatten();
            let tags = tags.filter_map(|tag| tag.as_str().map(str::to_string)).collect();
            rows.push(Row { id, text, label, tags });
        }
    }
    Ok(rows)
}

/// Whether a value is the one wanted, or a list that holds it.
fn holds(value: &Value, wanted: &str) -> bool {
    match value {
        Value::String(text) => text == wanted,
        Value::Array(items) => items.iter().any(|item| holds(item, wanted)),
        Value::Bool(_) | Value::Number(_) => format!("{value}") == wanted,
        Value::Null | Value::Object(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_holds_each_of_its_values() {
        let tags = serde_json::json!(["inbound", 3]);
        assert!(holds(&tags, "inbound") && holds(&tags, "3") && !holds(&tags, "in"));
    }
}
