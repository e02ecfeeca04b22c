//! Reads a rule's card.

use std::sync::Arc;

use crate::finding::{Safety, Severity};
use crate::matcher::expression::{self, Expression};
use crate::matcher::guard::Guard;
use crate::network::{FactKind, Network};
use crate::phrase::{self, Written};
use crate::rule::options::OptionCard;
use crate::rule::{Category, FieldKind, Need, Principle, RuleInfo, RuleKind, Unit};
use crate::value::{At, Node, Reader, Source, Text, Value, suggestion};

/// A card: what it says about the rule, and its matchers.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    pub(crate) info: Arc<RuleInfo>,
    pub(crate) source: Source,
    pub(crate) groups: Vec<Group>,
    pub(crate) check: bool,
    pub(crate) metric: Option<Metric>,
    pub(crate) pattern: Option<Pattern>,
    pub(crate) when: Option<Expression>,
    pub(crate) within_post: bool,
    pub(crate) levels: Vec<Level>,
    pub(crate) fix: Option<FixCard>,
    pub(crate) options: Vec<OptionCard>,
}

/// A group: a list of phrases, or a kind of thing that code reports.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    pub(crate) name: Arc<str>,
    pub(crate) phrases: Vec<Written>,
    pub(crate) except: Vec<Written>,
    /// Bits of the guards that are on.
    pub(crate) guards: u8,
    /// For each phrase, what to write instead.
    pub(crate) replacements: Vec<Vec<String>>,
}

/// A number with a limit.
#[derive(Debug, Clone)]
pub(crate) struct Metric {
    pub(crate) fact: String,
    pub(crate) max: Option<f64>,
    pub(crate) min: Option<f64>,
    pub(crate) at: At,
}

/// A regular expression with a text that must be there.
#[derive(Debug, Clone)]
#[cfg_attr(not(feature = "patterns"), allow(dead_code))]
pub(crate) struct Pattern {
    pub(crate) regex: String,
    pub(crate) literal: String,
    pub(crate) at: At,
}

/// A condition under which another severity holds.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    pub(crate) when: Option<Expression>,
    pub(crate) networks: Vec<Network>,
    pub(crate) kinds: Vec<String>,
    pub(crate) severity: Option<Severity>,
    pub(crate) confidence: Option<f32>,
    pub(crate) message: Option<String>,
}

/// How a card mends what it finds.
#[derive(Debug, Clone)]
pub(crate) struct FixCard {
    pub(crate) safety: Safety,
    pub(crate) title: String,
    pub(crate) action: Action,
}

/// What a fix does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    Replace(String),
    DeleteMatch,
    DeleteSentence,
    DeleteLine,
    /// Code, or the replacements of a swap, say what.
    Given,
}

/// The names that a message may hold in braces.
pub(crate) const PLACEHOLDERS: &[&str] = &[
    "match",
    "value",
    "max",
    "min",
    "network",
    "unit",
    "count",
    "replacement",
    "reason",
    "name",
    "expected",
    "source",
    "checked",
    "sureness",
    "by",
    "role",
    "missing",
    "date",
    "provider",
    "hash",
    "window",
    "days",
    "text",
];

/// How strict a card is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// One of ours: complete, with examples.
    BuiltIn,
    /// A user's: an id, a message and a matcher are enough.
    Own,
}

impl Card {
    /// Reads a card; `id` comes from its path, or from the card's own `id`.
    pub(crate) fn read(
        source: &Source,
        node: &Node,
        path_id: Option<&str>,
        strictness: Strictness,
    ) -> Option<Card> {
        let ours = strictness == Strictness::BuiltIn;
        let mut reader = source.reader(node, "a rule");
        let own_id = reader.get("id");
        let id = match (path_id, own_id) {
            (Some(path), Some(node)) => {
                let own = source.string(node)?;
                if own != path {
                    source.fault(
                        node.at,
                        format!("the id `{own}` differs from the path, which says `{path}`"),
                        "leave `id` out; the path is the id",
                    );
                }
                path.to_string()
            }
            (Some(path), None) => path.to_string(),
            (None, Some(node)) => source.string(node)?,
            (None, None) => {
                source.fault(reader.at, "a rule lacks `id`", "add `id = \"brand/our-rule\"`");
                return None;
            }
        };
        let Some(category) = category_of(source, reader.at, &id) else {
            // Examples and everything else may be fine: only the place is wrong.
            return None;
        };
        let text = |reader: &mut Reader<'_>, key| {
            if ours { reader.required(key) } else { reader.string(key).unwrap_or_default() }
        };
        let title = text(&mut reader, "title");
        let message_node = reader.get("message");
        let message = match message_node {
            Some(node) => source.string(node).unwrap_or_default(),
            None => reader.required("message"),
        };
        let why = text(&mut reader, "why");
        let help = text(&mut reader, "help");
        let principles: Vec<Principle> = list_of(&mut reader, "principles", "principle", &Principle::ALL);
        if ours && principles.is_empty() {
            source.fault(reader.at, format!("`{id}` serves no principle"), "add `principles = [\"…\"]`");
        }
        let severity =
            reader.one_of("severity", "severity", &Severity::ALL).unwrap_or(category.default_severity());
        let confidence = reader.number("confidence").unwrap_or(0.8) as f32;
        let default_on = reader.one_of("default", "default", &[("on", true), ("off", false)]).unwrap_or(true);
        let preview =
            reader.one_of("status", "status", &[("stable", false), ("preview", true)]).unwrap_or(false);
        let edition = reader.string("edition").unwrap_or_else(|| crate::rule::EDITION.to_string());
        let kind = reader.one_of("kind", "kind", &RuleKind::ALL).unwrap_or(RuleKind::Problem);
        let unit = reader.one_of("unit", "unit", &Unit::ALL).unwrap_or(Unit::Post);
        let mut fields: Vec<FieldKind> = list_of(&mut reader, "fields", "field", &FieldKind::ALL);
        if fields.is_empty() {
            fields = vec![FieldKind::Title, FieldKind::Body];
        }
        let needs: Vec<Need> = list_of(&mut reader, "needs", "need", &Need::ALL);
        let networks = read_networks(&mut reader);
        let facts = list_of(&mut reader, "facts", "fact of a network", &FactKind::all().collect::<Vec<_>>());
        let language = reader.string("language").unwrap_or_default();
        let sources = reader.strings("sources").unwrap_or_default().into_iter().map(|(s, _)| s).collect();
        let aliases = reader.strings("aliases").unwrap_or_default().into_iter().map(|(s, _)| s).collect();
        let redact = reader.boolean("redact").unwrap_or(false);
        let guards = guards(&mut reader, Guard::DEFAULT);
        let mut groups = Vec::new();
        if let Some(node) = reader.get("group") {
            let group_reader = source.reader(node, "`group`");
            for (key, node) in group_reader.entries() {
                groups.push(read_group(source, &key.name, node, guards));
            }
        }
        let mut check = false;
        let (mut metric, mut pattern) = (None, None);
        let mut require = None;
        if let Some(node) = reader.get("match") {
            let mut matchers = source.reader(node, "`match`");
            if let Some(node) = matchers.get("swap") {
                groups.push(read_swap(source, node, guards));
            }
            if let Some(node) = matchers.get("check") {
                let mut inner = source.reader(node, "`match.check`");
                for (name, _) in inner.strings("groups").unwrap_or_default() {
                    groups.push(Group { name: name.into(), ..Group::default() });
                }
                inner.finish();
                check = true;
            }
            if let Some(node) = matchers.get("metric") {
                let mut inner = source.reader(node, "`match.metric`");
                let fact_at = inner.get("fact").map_or(node.at, |n| n.at);
                metric = Some(Metric {
                    fact: inner.required("fact"),
                    max: inner.number("max"),
                    min: inner.number("min"),
                    at: fact_at,
                });
                if metric.as_ref().is_some_and(|m| m.max.is_none() && m.min.is_none()) {
                    source.fault(node.at, "a metric needs `max` or `min`", "add `max = 3`");
                }
                inner.finish();
                groups.push(Group { name: "metric".into(), ..Group::default() });
            }
            if let Some(node) = matchers.get("pattern") {
                pattern = read_pattern(source, node);
                groups.push(Group { name: "pattern".into(), ..Group::default() });
            }
            if let Some(node) = matchers.get("require") {
                let mut inner = source.reader(node, "`match.require`");
                let (cause, must) = (inner.required("if"), inner.required("then"));
                require = Some((format!("({cause}) and not ({must})"), node.at));
                inner.finish();
            }
            matchers.finish();
        }
        let names: Vec<String> = groups.iter().map(|g| g.name.to_string()).collect();
        let condition = |text: &str, at: At| match expression::parse(text, &names) {
            Ok(expression) => Some(expression),
            Err((message, help)) => {
                source.fault(at, message, help);
                None
            }
        };
        let when_node = reader.get("when");
        let when = match (when_node, require) {
            (Some(node), _) => source.string(node).and_then(|text| condition(&text, node.at)),
            (None, Some((text, at))) => condition(&text, at),
            (None, None) => None,
        };
        let within_post =
            reader.one_of("within", "scope", &[("sentence", false), ("post", true)]).unwrap_or(false);
        let levels = reader
            .tables("level")
            .iter()
            .map(|node| {
                let mut level = source.reader(node, "a level");
                let when = level.get("when").and_then(|n| source.string(n).and_then(|t| condition(&t, n.at)));
                let read = Level {
                    when,
                    networks: read_networks(&mut level),
                    kinds: level.strings("kinds").unwrap_or_default().into_iter().map(|(s, _)| s).collect(),
                    severity: level.one_of("severity", "severity", &Severity::ALL),
                    confidence: level.number("confidence").map(|c| c as f32),
                    message: level.string("message"),
                };
                level.finish();
                read
            })
            .collect();
        let fix = reader.get("fix").map(|node| read_fix(source, node));
        let mut options = Vec::new();
        if let Some(node) = reader.get("options") {
            let inner = source.reader(node, "`options`");
            for (key, node) in inner.entries() {
                options.extend(OptionCard::read(source, &key.name, node));
            }
        }
        reader.get("bad");
        reader.get("good");
        let at = reader.at;
        reader.finish();
        if groups.is_empty() && !check {
            source.fault(
                at,
                format!("`{id}` has no matcher"),
                "add `[group.name]` with `any = [\"a phrase\"]`, or a `[match.…]` table",
            );
        }
        if let Some(node) = message_node {
            check_message(source, node.at, &message, redact);
        }
        let info = RuleInfo {
            aliases,
            title: if title.is_empty() { message.clone() } else { title },
            category,
            concern: category.concern(),
            message,
            why,
            help,
            principles,
            kind,
            severity,
            confidence,
            default_on,
            preview,
            edition,
            unit,
            fields,
            needs,
            networks,
            facts,
            language,
            sources,
            groups: names,
            options: options.iter().map(OptionCard::info).collect(),
            fix: fix.as_ref().map(|f| f.safety),
            redact,
            id,
        };
        Some(Card {
            info: Arc::new(info),
            source: source.clone(),
            groups,
            check,
            metric,
            pattern,
            when,
            within_post,
            levels,
            fix,
            options,
        })
    }
}

/// The id that a path gives: the last two parts without the ending.
pub(crate) fn id_of_path(path: &str) -> Option<String> {
    let stem = path.strip_suffix(".toml")?.replace('\\', "/");
    let mut parts = stem.rsplit('/');
    let (name, category) = (parts.next()?, parts.next()?);
    Some(format!("{category}/{name}"))
}

fn category_of(source: &Source, at: At, id: &str) -> Option<Category> {
    let (category, name) = id.split_once('/').unwrap_or(("", id));
    let plain =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if let Some((_, known)) = Category::ALL.iter().find(|(n, _)| *n == category) {
        if plain {
            return Some(*known);
        }
        source.fault(at, format!("`{name}` is no name for a rule"), "use lower-case words joined by hyphens");
        return None;
    }
    let known: Vec<&str> = Category::ALL.iter().map(|(n, _)| *n).collect();
    source.fault(at, format!("`{id}` names no known category"), suggestion(category, &known));
    None
}

fn list_of<T: Copy>(reader: &mut Reader<'_>, key: &'static str, what: &str, table: &[(&str, T)]) -> Vec<T> {
    let Some(node) = reader.get(key) else { return Vec::new() };
    let source = reader.source;
    match &node.value {
        Value::List(items) => items.iter().filter_map(|item| source.one_of(item, what, table)).collect(),
        _ => {
            source.fault(node.at, format!("`{key}` must be a list"), format!("write `{key} = [\"…\"]`"));
            Vec::new()
        }
    }
}

fn read_networks(reader: &mut Reader<'_>) -> Vec<Network> {
    reader.strings("networks").unwrap_or_default().iter().map(|(name, _)| Network::new(name)).collect()
}

fn guards(reader: &mut Reader<'_>, on: u8) -> u8 {
    let without: Vec<Guard> = list_of(reader, "without", "guard", &Guard::ALL);
    let with: Vec<Guard> = list_of(reader, "with", "guard", &Guard::ALL);
    let off = without.iter().fold(0, |bits, g| bits | g.bit());
    with.iter().fold(on & !off, |bits, g| bits | g.bit())
}

fn phrases(source: &Source, reader: &mut Reader<'_>, key: &'static str) -> Vec<Written> {
    reader.get(key).map(|node| read_phrases(source, node)).unwrap_or_default()
}

/// Reads a list of phrases.
pub(crate) fn read_phrases(source: &Source, node: &Node) -> Vec<Written> {
    let list = source.texts(node).unwrap_or_default();
    list.into_iter().filter_map(|(text, at)| read_phrase(source, text, at)).collect()
}

/// Reads a phrase; a fault is reported at its place.
pub(crate) fn read_phrase(source: &Source, text: impl Into<Text>, at: At) -> Option<Written> {
    let text = text.into();
    match phrase::parse(&text) {
        Ok(phrase) => Some(Written { text, at, phrase: phrase.into() }),
        Err(fault) => {
            source.fault(source.inside(at, fault.offset), fault.message, fault.help);
            None
        }
    }
}

fn read_group(source: &Source, name: &str, node: &Node, guards_on: u8) -> Group {
    let mut reader = source.reader(node, "a group");
    let group = Group {
        name: name.into(),
        phrases: phrases(source, &mut reader, "any"),
        except: phrases(source, &mut reader, "except"),
        guards: guards(&mut reader, guards_on),
        replacements: Vec::new(),
    };
    let missing = reader.get("any").is_none();
    let at = reader.at;
    reader.finish();
    if missing {
        source.fault(at, format!("group `{name}` has no phrases"), "add `any = [\"a phrase\"]`");
    }
    group
}

fn read_swap(source: &Source, node: &Node, guards: u8) -> Group {
    let mut group = Group { name: "swap".into(), guards, ..Group::default() };
    let mut reader = source.reader(node, "`match.swap`");
    if let Some(words) = reader.get("words") {
        let inner = source.reader(words, "`words`");
        for (key, value) in inner.entries() {
            let offers = match &value.value {
                Value::Str(text) => vec![text.to_string()],
                Value::List(_) => {
                    source.strings(value).unwrap_or_default().into_iter().map(|(s, _)| s).collect()
                }
                _ => {
                    source.fault(value.at, "a replacement is a string or a list of strings", "");
                    continue;
                }
            };
            if let Some(written) = read_phrase(source, key.name.clone(), key.at) {
                group.phrases.push(written);
                group.replacements.push(offers);
            }
        }
    }
    group.except = phrases(source, &mut reader, "except");
    reader.finish();
    group
}

fn read_pattern(source: &Source, node: &Node) -> Option<Pattern> {
    let mut reader = source.reader(node, "`match.pattern`");
    let (regex, literal) = (reader.required("regex"), reader.required("literal"));
    let at = reader.get("regex").map_or(node.at, |n| n.at);
    reader.finish();
    if regex.contains("\\b") && !regex.contains("(?-u:\\b)") && !regex.starts_with("(?-u)") {
        source.fault(
            at,
            "a Unicode `\\b` makes every text slow",
            "write `(?-u:\\b)`, which looks at ASCII letters only",
        );
        return None;
    }
    Some(Pattern { regex, literal, at })
}

fn read_fix(source: &Source, node: &Node) -> FixCard {
    let mut reader = source.reader(node, "`fix`");
    let safety = reader
        .one_of("safety", "safety", &[("safe", Safety::Safe), ("unsafe", Safety::Unsafe)])
        .unwrap_or(Safety::Unsafe);
    let title = reader.string("title").unwrap_or_default();
    let replace = reader.string("replace");
    let delete = reader.one_of("delete", "part", &[("match", 0), ("sentence", 1), ("line", 2)]);
    reader.finish();
    let action = match (replace, delete) {
        (Some(text), _) => Action::Replace(text),
        (None, Some(0)) => Action::DeleteMatch,
        (None, Some(1)) => Action::DeleteSentence,
        (None, Some(_)) => Action::DeleteLine,
        (None, None) => Action::Given,
    };
    FixCard { safety, title, action }
}

fn check_message(source: &Source, at: At, message: &str, redact: bool) {
    let mut rest = message;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else { break };
        let name = &rest[open + 1..open + close];
        if redact && name == "match" {
            source.fault(
                at,
                "a message of a `redact` card must not show what it found",
                "leave `{match}` out",
            );
        } else if !PLACEHOLDERS.contains(&name)
            && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            && !name.is_empty()
        {
            source.fault(
                at,
                format!("unknown name `{{{name}}}` in the message"),
                suggestion(name, PLACEHOLDERS),
            );
        }
        rest = &rest[open + close + 1..];
    }
}
