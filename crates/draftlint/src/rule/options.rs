//! The options that a card declares, and their values on a network.

use crate::network::{LimitKind, Network, Profile};
use crate::rule::OptionInfo;
use crate::value::{Node, Source, Value};

/// An option as the card declares it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OptionCard {
    pub(crate) name: String,
    kind: Kind,
    default: Default,
    about: String,
    least: Option<f64>,
    most: Option<f64>,
    one_of: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Integer,
    Number,
    String,
    Strings,
    Boolean,
}

const KINDS: &[(&str, Kind)] = &[
    ("integer", Kind::Integer),
    ("number", Kind::Number),
    ("string", Kind::String),
    ("strings", Kind::Strings),
    ("boolean", Kind::Boolean),
];

#[derive(Debug, Clone, PartialEq)]
enum Default {
    One(Node),
    /// By network; the entry `default` is for every other.
    ByNetwork(Vec<(String, Node)>),
    /// A fact of the network's profile, else a fixed value.
    Fact(LimitKind, Option<Node>),
}

impl OptionCard {
    /// Reads `[options.<name>]`.
    pub(crate) fn read(source: &Source, name: &str, node: &Node) -> Option<OptionCard> {
        let mut reader = source.reader(node, "an option");
        let kind = reader.one_of("type", "type", KINDS);
        let least = reader.number("min");
        let most = reader.number("max");
        let one_of = reader.strings("one-of").unwrap_or_default().into_iter().map(|(s, _)| s).collect();
        let about = reader.required("about");
        let default_node = reader.get("default");
        let at = reader.at;
        reader.finish();
        let kind = kind?;
        let Some(default_node) = default_node else {
            source.fault(at, format!("option `{name}` lacks `default`"), "add `default = …`");
            return None;
        };
        let fixed = OptionCard {
            name: name.to_string(),
            kind,
            default: Default::One(default_node.clone()),
            about,
            least,
            most,
            one_of,
        };
        let default = match &default_node.value {
            Value::Table(entries) => {
                if let Some((_, fact)) = entries.iter().find(|(k, _)| k.name == "network") {
                    let other = entries.iter().find(|(k, _)| k.name == "default").map(|(_, n)| n.clone());
                    let kinds: Vec<(&str, LimitKind)> =
                        LimitKind::ALL.iter().map(|(name, kind, _)| (*name, *kind)).collect();
                    Default::Fact(source.one_of(fact, "limit of a network", &kinds)?, other)
                } else {
                    for (_, value) in entries {
                        fixed.accepts(source, value);
                    }
                    if !entries.iter().any(|(k, _)| k.name == "default") {
                        source.fault(
                            default_node.at,
                            format!("option `{name}` has no value for other networks"),
                            "add `default = …` to the table",
                        );
                    }
                    Default::ByNetwork(entries.iter().map(|(k, n)| (k.name.to_string(), n.clone())).collect())
                }
            }
            _ => {
                fixed.accepts(source, default_node);
                Default::One(default_node.clone())
            }
        };
        Some(OptionCard { default, ..fixed })
    }

    /// Whether a configured value fits; else a fault.
    pub(crate) fn accepts(&self, source: &Source, node: &Node) -> bool {
        let ok = match (self.kind, &node.value) {
            (Kind::Integer, Value::Int(_)) | (Kind::Number, Value::Int(_) | Value::Float(_)) => {
                let number = match node.value {
                    Value::Int(i) => i as f64,
                    Value::Float(f) => f,
                    _ => 0.0,
                };
                let fits = self.least.is_none_or(|l| number >= l) && self.most.is_none_or(|m| number <= m);
                if !fits {
                    let range = match (self.least, self.most) {
                        (Some(l), Some(m)) => format!("{l} to {m}"),
                        (Some(l), None) => format!("at least {l}"),
                        (None, Some(m)) => format!("at most {m}"),
                        (None, None) => String::new(),
                    };
                    source.fault(
                        node.at,
                        format!("`{}` is out of range", self.name),
                        format!("allowed: {range}"),
                    );
                    return false;
                }
                true
            }
            (Kind::String, Value::Str(word)) => {
                if !self.one_of.is_empty() && !self.one_of.iter().any(|one| one == word) {
                    let known: Vec<&str> = self.one_of.iter().map(String::as_str).collect();
                    source.fault(
                        node.at,
                        format!("`{word}` is no value of `{}`", self.name),
                        crate::value::suggestion(word, &known),
                    );
                    return false;
                }
                true
            }
            (Kind::Strings, Value::List(_)) => source.strings(node).is_some(),
            (Kind::Boolean, Value::Bool(_)) => true,
            _ => false,
        };
        if !ok && !matches!((self.kind, &node.value), (Kind::Strings, Value::List(_))) {
            let kind = KINDS.iter().find(|(_, k)| *k == self.kind).map_or("", |(name, _)| name);
            source.fault(
                node.at,
                format!("`{}` takes {}, not {}", self.name, article(kind), node.kind()),
                self.about.clone(),
            );
        }
        ok
    }

    /// The card's value on a network.
    pub(crate) fn value(&self, network: Option<&Network>, profile: Option<&Profile>) -> Option<Node> {
        match &self.default {
            Default::One(node) => Some(node.clone()),
            Default::ByNetwork(entries) => {
                let named = network.and_then(|n| entries.iter().find(|(k, _)| k == n.as_str()));
                named.or_else(|| entries.iter().find(|(k, _)| k == "default")).map(|(_, node)| node.clone())
            }
            Default::Fact(fact, other) => {
                let known = profile.and_then(|p| p.limit(*fact)).map(crate::network::Limit::value);
                known.map(|n| Node { value: Value::Int(i64::from(n)), at: (0, 0) }).or_else(|| other.clone())
            }
        }
    }

    pub(crate) fn info(&self) -> OptionInfo {
        let default = match &self.default {
            Default::One(node) => node.to_json(),
            Default::ByNetwork(entries) => {
                serde_json::Value::Object(entries.iter().map(|(k, n)| (k.clone(), n.to_json())).collect())
            }
            Default::Fact(fact, other) => serde_json::json!({
                "network": fact.as_str(), "default": other.as_ref().map(Node::to_json),
            }),
        };
        let kind = KINDS.iter().find(|(_, k)| *k == self.kind).map_or("", |(name, _)| name);
        OptionInfo { name: self.name.clone(), kind: kind.to_string(), default, about: self.about.clone() }
    }
}

fn article(kind: &str) -> String {
    match kind {
        "integer" => "a whole number".into(),
        "strings" => "a list of strings".into(),
        "boolean" => "true or false".into(),
        other => format!("a {other}"),
    }
}
