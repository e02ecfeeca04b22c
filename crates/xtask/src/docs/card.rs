//! What the pages take from a card and the library does not keep: examples, levels, limits of options.

use toml::{Table, Value};

/// The parts of a card.
#[derive(Debug, Default)]
pub(super) struct Card {
    pub(super) bad: Vec<Example>,
    pub(super) good: Vec<Example>,
    pub(super) levels: Vec<String>,
    /// By the option's name: what its values may be.
    pub(super) limits: Vec<(String, String)>,
    pub(super) fix: Option<String>,
}

/// An example, as a reader sees it.
#[derive(Debug, Default)]
pub(super) struct Example {
    /// The texts of its posts, each with the name of the field, in pieces: marked or not.
    pub(super) texts: Vec<(&'static str, Vec<Piece>)>,
    pub(super) note: String,
    pub(super) network: String,
    pub(super) kind: String,
    /// Everything else that it says of the draft and its context, as TOML.
    pub(super) more: String,
    pub(super) config: String,
}

/// A piece of a text, and whether it is what the rule finds.
pub(super) type Piece = (String, bool);

/// Reads a card.
pub(super) fn read(id: &str, text: &str) -> Result<Card, String> {
    let table: Table = toml::from_str(text).map_err(|e| format!("the card of `{id}` cannot be read: {e}"))?;
    let examples = |key: &str| -> Vec<Example> {
        tables(&table, key).map(|table| example(table, key == "bad")).collect()
    };
    let mut card = Card { bad: examples("bad"), good: examples("good"), ..Card::default() };
    card.levels = tables(&table, "level").map(level).collect();
    if let Some(Value::Table(options)) = table.get("options") {
        for (name, option) in options {
            card.limits.push((name.clone(), limits(option)));
        }
    }
    card.fix = table.get("fix").and_then(fix);
    Ok(card)
}

fn tables<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table)
}

fn string(table: &Table, key: &str) -> String {
    table.get(key).and_then(Value::as_str).unwrap_or_default().to_string()
}

fn strings(table: &Table, key: &str) -> Vec<String> {
    let list = table.get(key).and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_string).collect()
}

/// `warning, on facebook, where it says `giveaway``
fn level(table: &Table) -> String {
    let mut parts = Vec::new();
    let severity = string(table, "severity");
    parts.push(if severity.is_empty() { "another wording".to_string() } else { severity });
    let (networks, kinds) = (strings(table, "networks"), strings(table, "kinds"));
    if !networks.is_empty() {
        parts.push(format!("on {}", networks.join(", ")));
    }
    if !kinds.is_empty() {
        parts.push(format!("in a {}", kinds.join(" or ")));
    }
    let when = string(table, "when");
    if !when.is_empty() {
        parts.push(format!("when `{when}`"));
    }
    parts.join(", ")
}

/// What the values of an option may be.
fn limits(option: &Value) -> String {
    let number = |key: &str| option.get(key).map(ToString::to_string);
    let words: Vec<String> = option.as_table().map(|t| strings(t, "one-of")).unwrap_or_default();
    if !words.is_empty() {
        return words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(" or ");
    }
    match (number("min"), number("max")) {
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => String::new(),
    }
}

fn fix(fix: &Value) -> Option<String> {
    let fix = fix.as_table()?;
    let title = string(fix, "title");
    (!title.is_empty()).then_some(title)
}

/// Reads an example: its texts, and beside them what a reader should know.
fn example(table: &Table, bad: bool) -> Example {
    const OWN: &[&str] =
        &["text", "body", "title", "posts", "note", "network", "kind", "span", "match", "config"];
    let given: Vec<String> = strings(table, "match");
    let marked = bad && table.get("span").and_then(Value::as_bool).unwrap_or(true);
    let pieces = |text: &str| {
        if !marked {
            vec![(text.to_string(), false)]
        } else if given.is_empty() {
            unmark(text)
        } else {
            find(text, &given)
        }
    };
    let mut example = Example {
        note: string(table, "note"),
        network: string(table, "network"),
        kind: string(table, "kind"),
        config: string(table, "config").trim().to_string(),
        ..Example::default()
    };
    let own = |table: &Table| -> Vec<(&'static str, Vec<Piece>)> {
        [("title", "title"), ("text", ""), ("body", "")]
            .into_iter()
            .filter_map(|(key, name)| Some((name, pieces(table.get(key)?.as_str()?))))
            .collect()
    };
    example.texts = own(table);
    for post in table.get("posts").and_then(Value::as_array).into_iter().flatten() {
        match post {
            Value::Table(post) => example.texts.extend(own(post)),
            Value::String(text) => example.texts.push(("", pieces(text))),
            _ => {}
        }
    }
    let more: Table = table
        .iter()
        .filter(|(k, _)| !OWN.contains(&k.as_str()))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    example.more = if more.is_empty() { String::new() } else { inline(&more) };
    example
}

/// A table as lines `key = value`.
fn inline(table: &Table) -> String {
    table.iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join("\n")
}

/// Takes a text with `[[ ]]` apart.
fn unmark(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find("[[") {
        let Some(close) = rest[open..].find("]]") else { break };
        pieces.push((rest[..open].to_string(), false));
        pieces.push((rest[open + 2..open + close].to_string(), true));
        rest = &rest[open + close + 2..];
    }
    pieces.push((rest.to_string(), false));
    pieces
}

/// Takes a text apart at the first places of other texts, in order.
fn find(text: &str, given: &[String]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    for wanted in given {
        if let Some(at) = rest.find(wanted.as_str()) {
            pieces.push((rest[..at].to_string(), false));
            pieces.push((wanted.clone(), true));
            rest = &rest[at + wanted.len()..];
        }
    }
    pieces.push((rest.to_string(), false));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out() {
        let pieces = unmark("[[Act now]] or else");
        assert_eq!(pieces, [(String::new(), false), ("Act now".into(), true), (" or else".into(), false)]);
    }

    #[test]
    fn an_example_says_everything() {
        let card = read("bait/x", "[[bad]]\nposts = [\"[[a]] b\", \"c\"]\nkind = \"reply\"\nmedia = []\n[[level]]\nwhen = \"a\"\nseverity = \"info\"\nnetworks = [\"x\"]").unwrap();
        assert_eq!(card.bad[0].texts.len(), 2);
        assert_eq!(card.bad[0].more, "media = []");
        assert_eq!(card.levels, ["info, on x, when `a`"]);
    }
}
