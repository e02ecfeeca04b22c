//! The examples of a card.

use std::sync::Arc;

use crate::draft::Draft;
use crate::error::Fault;
use crate::history::Post;
use crate::rule::card;
use crate::time::Timestamp;
use crate::value::{Faults, Node, Source, Value};

/// One example.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    /// `bad[0]`, `good[2]`.
    pub(crate) name: String,
    pub(crate) bad: bool,
    pub(crate) posts: Vec<Draft<'static>>,
    /// The texts of the spans, in order of place; `None` where the place does not matter.
    pub(crate) spans: Option<Vec<String>>,
    /// Posts that were published before, or are planned.
    pub(crate) history: Vec<Post<'static>>,
    /// Configuration for this example, as TOML.
    pub(crate) config: String,
}

/// Reads the examples of a card: its id, the examples, and faults.
pub(crate) fn read(path: &str, text: &str) -> (String, Vec<Example>, Vec<Fault>) {
    let faults = Faults::default();
    let source = Source::new(path, text, &faults);
    let node = source.parse_toml();
    let mut reader = source.reader(&node, "a rule");
    let id = reader.string("id").or_else(|| card::id_of_path(path)).unwrap_or_else(|| path.to_string());
    let mut examples = Vec::new();
    for bad in [true, false] {
        let key = if bad { "bad" } else { "good" };
        for (i, table) in reader.tables(key).iter().enumerate() {
            examples.extend(one(&source, table, format!("{key}[{i}]"), bad));
        }
    }
    (id, examples, faults.take())
}

fn one(source: &Source, table: &Node, name: String, bad: bool) -> Option<Example> {
    let Value::Table(entries) = &table.value else {
        source.fault(table.at, "an example is a table", "write `[[bad]]`");
        return None;
    };
    let mut reader = source.reader(table, "an example");
    reader.string("note");
    let config = reader.string("config").unwrap_or_default();
    let marked = reader.boolean("span").unwrap_or(true);
    let given: Option<Vec<String>> =
        reader.strings("match").map(|list| list.into_iter().map(|(s, _)| s).collect());
    let history = reader.get("history");
    let own = ["note", "config", "span", "match", "posts", "history"];
    let common: Vec<_> = entries.iter().filter(|(k, _)| !own.contains(&&*k.name)).cloned().collect();
    let mut tables = Vec::new();
    match reader.get("posts").map(|n| &n.value) {
        Some(Value::List(posts)) => {
            for post in posts {
                let mut entries = common.clone();
                match &post.value {
                    Value::Table(own) => entries.extend(own.clone()),
                    _ => entries.push((crate::value::Key { name: "text".into(), at: post.at }, post.clone())),
                }
                tables.push(Node::table(entries));
            }
        }
        _ => tables.push(Node::table(common)),
    }
    let mut posts = Vec::new();
    let mut spans = Vec::new();
    for node in tables {
        let serde_json::Value::Object(mut map) = node.to_json() else { continue };
        if bad && given.is_none() && marked {
            for key in ["text", "body", "title"] {
                if let Some(serde_json::Value::String(text)) = map.get_mut(key) {
                    let (plain, found) = unmark(text);
                    if plain.contains("[[") || plain.contains("]]") {
                        source.fault(
                            table.at,
                            "a mark in an example is not closed",
                            "write `[[marked words]]`; where the text itself holds brackets, `match = [\"…\"]`",
                        );
                    }
                    *text = plain;
                    spans.extend(found);
                }
            }
        }
        match Draft::from_entries(map) {
            Ok((draft, unknown)) => {
                if let Some(key) = unknown.first() {
                    source.fault(
                        table.at,
                        format!("an example has the unknown key `{key}`"),
                        "use the keys of a draft or its context",
                    );
                }
                posts.push(draft);
            }
            Err(error) => {
                source.fault(table.at, error, "");
                return None;
            }
        }
    }
    let spans = if bad && marked { Some(given.unwrap_or(spans)) } else { None };
    // A finding on the whole draft has no span to mark.
    let spans = spans.filter(|s| !s.is_empty());
    let history = history.map_or_else(Vec::new, |node| past(source, node, posts.first()));
    Some(Example { name, bad, posts, spans, history, config })
}

/// The posts of a history, the oldest first. What a post does not tell is that of the example's draft; without a time,
/// each is a day older than the next, and the last a day older than the draft.
fn past(source: &Source, node: &Node, draft: Option<&Draft<'static>>) -> Vec<Post<'static>> {
    let Value::List(list) = &node.value else {
        source.fault(
            node.at,
            "`history` is a list",
            "write texts, or tables such as `{ text = \"…\", at = \"…\" }`",
        );
        return Vec::new();
    };
    let context = draft.and_then(|d| d.context.as_deref());
    let end = context.and_then(|c| c.scheduled_at.as_ref().or(c.now.as_ref()));
    let mut posts = Vec::new();
    for (i, node) in list.iter().enumerate() {
        let map = match node.to_json() {
            serde_json::Value::Object(map) => map,
            other => serde_json::Map::from_iter([("text".to_string(), other)]),
        };
        let (mut post, ignored) = match Post::from_entries(map) {
            Ok(read) => read,
            Err(error) => {
                source.fault(node.at, error, "");
                continue;
            }
        };
        if let Some(key) = ignored.first() {
            source.fault(node.at, format!("a post of the history has the unknown key `{key}`"), "");
        }
        if let Some(draft) = draft {
            post.draft.network = post.draft.network.or_else(|| draft.network.clone());
            let account = context.and_then(|c| c.account.clone());
            if account.is_some() && post.draft.context.as_ref().is_none_or(|c| c.account.is_none()) {
                Arc::make_mut(post.draft.context.get_or_insert_default()).account = account;
            }
        }
        if post.at.is_none() {
            post.at = Timestamp::days_before(end, (list.len() - i) as i32);
        }
        posts.push(post);
    }
    posts
}

/// Takes the marks `[[ ]]` out of a text.
fn unmark(text: &str) -> (String, Vec<String>) {
    let mut plain = String::new();
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find("[[") {
        let Some(close) = rest[open..].find("]]") else { break };
        plain.push_str(&rest[..open]);
        let inner = &rest[open + 2..open + close];
        plain.push_str(inner);
        spans.push(inner.to_string());
        rest = &rest[open + close + 2..];
    }
    plain.push_str(rest);
    (plain, spans)
}

#[cfg(test)]
mod tests {
    #[test]
    fn marks_are_taken_out() {
        let (plain, spans) = super::unmark("[[Act now]] or [[else]]!");
        assert_eq!(
            (plain.as_str(), spans),
            ("Act now or else!", vec!["Act now".to_string(), "else".to_string()])
        );
    }
}
