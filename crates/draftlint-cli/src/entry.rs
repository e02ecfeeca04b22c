//! Writing one entry more into a list of a front matter: an acceptance, an approval.

use serde_json::Value;

use crate::input::front_matter::{self, FrontMatter, Syntax};

/// One entry of a list: keys with their values, which are texts, or lists of tables of texts.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) keys: Vec<(&'static str, Value)>,
}

impl Entry {
    /// As a table of TOML below a head such as `[[allow]]`.
    pub(crate) fn toml(&self, head: &str, end: &str) -> String {
        let lines: Vec<String> =
            self.keys.iter().map(|(key, value)| format!("{key} = {}{end}", inline(value, " = "))).collect();
        format!("{head}{end}{}", lines.concat())
    }

    /// As an item of a YAML list.
    pub(crate) fn yaml(&self, indent: &str, end: &str) -> String {
        let lines = self.keys.iter().enumerate().map(|(i, (key, value))| {
            format!("{indent}{} {key}: {}{end}", if i == 0 { "-" } else { " " }, inline(value, ": "))
        });
        lines.collect()
    }

    /// What to add by hand to a list.
    pub(crate) fn by_hand(&self, list: &str, syntax: Syntax) -> String {
        match syntax {
            Syntax::Toml => self.toml(&format!("[[{list}]]"), "\n"),
            Syntax::Yaml => format!("{list}:\n{}", self.yaml("  ", "\n")),
        }
    }
}

/// A value on one line, as YAML or TOML by what stands between a key and its value.
fn inline(value: &Value, assign: &str) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(item, assign)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(keys) => {
            let keys: Vec<String> =
                keys.iter().map(|(key, value)| format!("{key}{assign}{}", inline(value, assign))).collect();
            format!("{{ {} }}", keys.join(", "))
        }
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// A string that JSON, TOML and YAML all read alike.
pub(crate) fn quoted(text: &str) -> String {
    let json = Value::from(text).to_string();
    // YAML refuses or changes these where they stand as they are.
    let hidden = |c: char| {
        matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    if !json.contains(hidden) {
        return json;
    }
    json.chars().fold(String::with_capacity(json.len() + 8), |mut out, c| {
        if hidden(c) {
            out.push_str(&format!("\\u{:04x}", c as u32));
        } else {
            out.push(c);
        }
        out
    })
}

/// The text of a `.md` file with an entry more in a list of its front matter, which is made where there is none.
/// `start` is the byte after the mark that some editors write in front. What cannot be understood line by line comes
/// out wrong: the caller reads the text again. `Err` where the front matter has no end.
pub(crate) fn added(text: &str, start: usize, list: &str, entry: &Entry) -> Result<String, ()> {
    let end = line_end(&text[start..]);
    let Some(FrontMatter { syntax, inner, .. }) = front_matter::find(text, start)? else {
        let (mark, body) = text.split_at(start);
        return Ok(format!("{mark}---{end}{list}:{end}{}---{end}{body}", entry.yaml("  ", end)));
    };
    let front = match syntax {
        Syntax::Toml => {
            let front = without_empty(&text[inner.clone()], list);
            let gap = if front.is_empty() { "" } else { end };
            format!("{front}{gap}{}", entry.toml(&format!("[[{list}]]"), end))
        }
        Syntax::Yaml => in_yaml(&text[inner.clone()], list, entry, end),
    };
    Ok(format!("{}{front}{}", &text[..inner.start], &text[inner.end..]))
}

/// The line end that a text uses.
fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

fn in_yaml(yaml: &str, list: &str, entry: &Entry, end: &str) -> String {
    let Some(found) = find_list(yaml, list) else {
        return format!("{yaml}{list}:{end}{}", entry.yaml("  ", end));
    };
    let (head, tail) = yaml.split_at(found.end);
    let added = entry.yaml(found.indent.as_deref().unwrap_or("  "), end);
    match found.empty {
        // `approvals: []` would not take another item.
        Some(at) => format!("{}{}{added}{tail}", head[..at].trim_end(), &head[at + EMPTY.len()..]),
        None => format!("{head}{added}{tail}"),
    }
}

/// An empty list as it is written.
const EMPTY: &str = "[]";

/// Where a list in block style stands in YAML.
#[derive(Debug, Default)]
struct Block {
    /// The byte after its last item.
    end: usize,
    /// The indent of its items, where it has any.
    indent: Option<String>,
    /// Where `[]` says that it has none.
    empty: Option<usize>,
}

fn find_list(yaml: &str, list: &str) -> Option<Block> {
    let mut found: Option<Block> = None;
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        let from = at;
        at += line.len();
        let Some(block) = &mut found else {
            let Some(value) = line.strip_prefix(list).and_then(|rest| rest.trim_start().strip_prefix(':'))
            else {
                continue;
            };
            let bare = |text: &str| text.trim().is_empty() || text.trim_start().starts_with('#');
            if bare(value) {
                found = Some(Block { end: at, ..Block::default() });
            } else if value.trim_start().strip_prefix(EMPTY).is_some_and(bare) {
                let empty = line.find(EMPTY).map(|i| from + i);
                found = Some(Block { end: at, empty, ..Block::default() });
            }
            continue;
        };
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if !line.starts_with([' ', '\t', '-']) {
            break;
        }
        block.end = at;
        let item = line.trim_start();
        if block.indent.is_none() && item.starts_with('-') {
            block.indent = Some(line[..line.len() - item.len()].to_string());
        }
    }
    found
}

/// The TOML without a line that says that a list is empty: it would not take another entry.
fn without_empty(toml: &str, list: &str) -> String {
    let mut top = true;
    let lines = toml.split_inclusive('\n').filter(|line| {
        top &= !line.starts_with('[');
        let value = line.strip_prefix(list).and_then(|rest| rest.trim_start().strip_prefix('='));
        !(top && value.is_some_and(|value| value.trim() == EMPTY))
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(text: &str) -> String {
        let entry = Entry { keys: vec![("by", "mia".into()), ("why", "it's \"so\": # really".into())] };
        added(text, text.len() - text.trim_start_matches('\u{feff}').len(), "list", &entry).unwrap()
    }

    const ITEM: &str = "- by: \"mia\"\n    why: \"it's \\\"so\\\": # really\"\n";

    #[test]
    fn lists_of_every_shape_take_an_entry() {
        for (old, new) in [
            ("hello", format!("---\nlist:\n  {ITEM}---\nhello")),
            ("\u{feff}hello", format!("\u{feff}---\nlist:\n  {ITEM}---\nhello")),
            ("---\n---\nhello", format!("---\nlist:\n  {ITEM}---\nhello")),
            ("---\nlist:\nid: 7\n---\n", format!("---\nlist:\n  {ITEM}id: 7\n---\n")),
            ("---\nlist: [] # none\n---\n", format!("---\nlist: # none\n  {ITEM}---\n")),
            ("---\nlist: []\nid: 7\n---\n", format!("---\nlist:\n  {ITEM}id: 7\n---\n")),
            (
                "---\nlist: # who\n  # one\n  - by: a\n    why: |\n      #tag\n\n# next\nid: 7\n---\n",
                format!(
                    "---\nlist: # who\n  # one\n  - by: a\n    why: |\n      #tag\n  {ITEM}\n# next\nid: 7\n---\n"
                ),
            ),
            (
                "---\nlist:\n- by: a\nid: 7\n---\n",
                format!("---\nlist:\n- by: a\n{}id: 7\n---\n", ITEM.replace("    why", "  why")),
            ),
        ] {
            assert_eq!(add(old), new, "{old:?}");
        }
        let toml = "\n[[list]]\nby = \"mia\"\nwhy = \"it's \\\"so\\\": # really\"\n+++\n";
        assert_eq!(add("+++\nid = 7\n[offer]\nx = 1\n+++\n"), format!("+++\nid = 7\n[offer]\nx = 1\n{toml}"));
        assert_eq!(add("+++\nid = 7\nlist = []\n+++\n"), format!("+++\nid = 7\n{toml}"));
        assert_eq!(add("+++\n+++\n"), format!("+++{toml}"));
    }

    #[test]
    fn line_ends_are_those_of_the_file() {
        for old in ["hello\r\n", "---\r\nid: 7\r\n---\r\nhello\r\n", "+++\r\nid = 7\r\n+++\r\nhello"] {
            let new = add(old);
            assert_eq!(new.matches('\n').count(), new.matches("\r\n").count(), "{new:?}");
        }
    }

    #[test]
    fn hidden_characters_are_written_as_escapes() {
        assert_eq!(quoted("a\u{85}b\u{2028}\n🎉"), "\"a\\u0085b\\u2028\\n🎉\"");
    }
}
