//! The page of one rule.

use draftlint::{OptionInfo, RuleInfo, RuleKind, Safety, Unit};
use serde_json::Value;

use super::card::{Card, Example};
use super::markdown::{cell, code, escape, escape_all, generated_from, quote};
use super::{default_of, weight};

/// Writes it.
pub(super) fn page(rule: &RuleInfo, card: &Card) -> String {
    let mut out = generated_from(&format!("rules/{}.toml", rule.id));
    out += &format!("\n# {}\n\n", escape(&rule.title));
    out += &format!("`{}` · {} · {}\n\n", rule.id, weight(rule), default_words(rule));
    out += &format!("> {}\n\n", escape(&rule.message));
    out += &facts(rule, card);
    if !rule.why.is_empty() {
        out += &format!("\n## Why\n\n{}\n", escape(&rule.why));
    }
    if !rule.help.is_empty() {
        out += &format!("\n## What to do\n\n{}\n", escape(&rule.help));
    }
    out += &fix(rule, card);
    out += &options(rule, card);
    if !UNSHOWN.contains(&rule.id.as_str()) {
        out += &examples(rule, card);
    }
    if !rule.sources.is_empty() {
        out += "\n## Sources\n\n";
        for source in &rule.sources {
            out += &format!("- {}\n", escape(source));
        }
    }
    out += &configure(rule);
    out
}

fn default_words(rule: &RuleInfo) -> &'static str {
    match default_of(rule) {
        "preview" => "preview: off unless asked for",
        "off" => "off by default",
        _ => "on by default",
    }
}

/// The table at the head.
fn facts(rule: &RuleInfo, card: &Card) -> String {
    let list = |names: &[&str]| names.iter().map(|n| code(n)).collect::<Vec<_>>().join(", ");
    let mut rows: Vec<(&str, String)> = vec![
        ("category", format!("[{}](../README.md#{})", rule.category, rule.category)),
        ("concern", rule.concern.as_str().replace('-', " ")),
        (
            "principles",
            rule.principles.iter().map(|p| p.as_str().replace('-', " ")).collect::<Vec<_>>().join(", "),
        ),
        ("confidence", format!("{:.1}", rule.confidence)),
    ];
    if !card.levels.is_empty() {
        rows.push(("otherwise", card.levels.iter().map(|l| cell(l)).collect::<Vec<_>>().join("<br>")));
    }
    if rule.unit != Unit::Post {
        rows.push(("reads", format!("a {}", rule.unit)));
    }
    rows.push(("fields", list(&rule.fields.iter().map(|f| f.as_str()).collect::<Vec<_>>())));
    let networks: Vec<&str> = rule.networks.iter().map(draftlint::Network::as_str).collect();
    rows.push(("networks", if networks.is_empty() { "every one".into() } else { networks.join(", ") }));
    rows.push((
        "language",
        if rule.language.is_empty() { "every one".into() } else { rule.language.clone() },
    ));
    if !rule.needs.is_empty() {
        let needs = list(&rule.needs.iter().map(|n| n.as_str()).collect::<Vec<_>>());
        rows.push(("needs", format!("{needs}; skipped, and listed as skipped, where that is not told")));
    }
    if !rule.aliases.is_empty() {
        rows.push(("earlier names", list(&rule.aliases.iter().map(String::as_str).collect::<Vec<_>>())));
    }
    rows.push(("since edition", rule.edition.clone()));
    let mut out = String::from("| | |\n| --- | --- |\n");
    for (name, value) in rows {
        out += &format!("| {name} | {value} |\n");
    }
    out
}

fn fix(rule: &RuleInfo, card: &Card) -> String {
    let Some(safety) = rule.fix else { return String::new() };
    let what = card.fix.as_deref().unwrap_or("");
    let what = if what.is_empty() { String::new() } else { format!("{}. ", escape(what)) };
    let how = match safety {
        Safety::Safe => "Safe: the meaning cannot change, so `draftlint check --fix` applies it.",
        Safety::Unsafe => {
            "For a person to decide: what is said may change. `draftlint check --unsafe-fixes` applies it."
        }
    };
    format!("\n## Fix\n\n{what}{how}\n")
}

fn options(rule: &RuleInfo, card: &Card) -> String {
    if rule.options.is_empty() {
        return String::new();
    }
    let mut out = String::from(
        "\n## Options\n\n| option | type | default | what it means |\n| --- | --- | --- | --- |\n",
    );
    for option in &rule.options {
        let limits = card.limits.iter().find(|(name, _)| *name == option.name).map_or("", |(_, l)| l);
        let kind = if limits.is_empty() { option.kind.clone() } else { format!("{}, {limits}", option.kind) };
        out += &format!("| `{}` | {kind} | {} | {} |\n", option.name, default(option), cell(&option.about));
    }
    out
}

/// The default of an option, network by network where it differs.
fn default(option: &OptionInfo) -> String {
    let one = |value: &Value| code(&value.to_string());
    let Value::Object(entries) = &option.default else { return one(&option.default) };
    if let Some(Value::String(fact)) = entries.get("network") {
        let other = entries.get("default").filter(|v| !v.is_null());
        let other = other.map_or_else(String::new, |v| format!(", else {}", one(v)));
        return format!("the network's `{fact}`{other}");
    }
    let mut parts: Vec<String> =
        entries.iter().filter(|(k, _)| *k != "default").map(|(k, v)| format!("{k}: {}", one(v))).collect();
    if let Some(other) = entries.get("default") {
        parts.push(format!("else {}", one(other)));
    }
    parts.join("<br>")
}

/// Rules whose examples nobody should have to read: their words stand in the lexicons alone.
const UNSHOWN: &[&str] = &["respect/slur"];

fn examples(rule: &RuleInfo, card: &Card) -> String {
    let found = if rule.kind == RuleKind::Strength { "Praised" } else { "Found" };
    let mut out = String::new();
    for (title, list) in [(found, &card.bad), ("Not found", &card.good)] {
        if list.is_empty() {
            continue;
        }
        out += &format!("\n## {title}\n");
        for example in list {
            out += &one_example(example);
        }
    }
    out
}

fn one_example(example: &Example) -> String {
    let mut out = String::new();
    for (i, (field, pieces)) in example.texts.iter().enumerate() {
        let mut text = String::new();
        if !field.is_empty() {
            text.push_str(&format!("*{field}:* "));
        }
        for (piece, marked) in pieces {
            let escaped = escape_all(piece);
            text.push_str(&if *marked { bold(&escaped) } else { escaped });
        }
        out += if i == 0 { "\n" } else { ">\n" };
        out += &quote(text.trim_end());
    }
    let mut about = Vec::new();
    if !example.network.is_empty() {
        about.push(format!("on {}", example.network));
    }
    if !example.kind.is_empty() {
        about.push(format!("a {}", example.kind));
    }
    if !example.note.is_empty() {
        about.push(escape(&example.note));
    }
    if !about.is_empty() {
        out += &format!("\n*{}*\n", about.join("; "));
    }
    if !example.more.is_empty() {
        out += &format!("\nwith\n\n```toml\n{}\n```\n", example.more);
    }
    if !example.config.is_empty() {
        out += &format!("\nwith the configuration\n\n```toml\n{}\n```\n", example.config);
    }
    out
}

/// Bold, also over line breaks and beside letters, where asterisks are not read as marks.
fn bold(escaped: &str) -> String {
    escaped
        .split('\n')
        .map(|line| if line.is_empty() { String::new() } else { format!("<b>{line}</b>") })
        .collect::<Vec<_>>()
        .join("\n")
}

fn configure(rule: &RuleInfo) -> String {
    let id = &rule.id;
    let mut out = String::from("\n## Configure\n\nIn `draftlint.toml`:\n\n```toml\n[rules]\n");
    if default_of(rule) == "on" {
        out += &format!("\"{id}\" = \"off\"        # or \"info\", \"warning\", \"error\"\n");
    } else {
        out += &format!("\"{id}\" = \"on\"         # or \"info\", \"warning\", \"error\"\n");
    }
    let mut table = Vec::new();
    if let Some(option) = rule.options.iter().find(|o| !o.default.is_object()) {
        table.push(format!("{} = {}", option.name, option.default));
    }
    if let [first, _, ..] = rule.groups.as_slice() {
        table.push(format!("mute = [\"{first}\"]"));
    }
    if !table.is_empty() {
        out += &format!("# or: \"{id}\" = {{ {} }}\n", table.join(", "));
    }
    out += "```\n";
    if rule.groups.len() > 1 {
        let groups: Vec<String> = rule.groups.iter().map(|g| code(g)).collect();
        out += &format!("\nGroups that `mute` takes: {}.\n", groups.join(", "));
    }
    out += &format!(
        "\nFor one draft, with a reason: `draftlint allow {id} --reason \"…\" draft.md`, which writes it into the front matter, never into the post.\n"
    );
    out
}
