//! The built-in cards, lexicons, network profiles and configurations, read once a process.

use std::sync::{Arc, OnceLock};

use crate::error::Fault;
use crate::network::Profile;
use crate::phrase::Written;
use crate::rule::card::{self, Card, Strictness};
use crate::value::{Faults, Node, Source};
#[cfg(feature = "rules")]
use crate::value::{Key, Value};

/// What a set of files holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Catalogue {
    pub(crate) cards: Vec<Arc<Card>>,
    pub(crate) lexicons: Vec<Lexicon>,
    pub(crate) networks: Vec<Profile>,
    /// Configurations by name.
    pub(crate) profiles: Vec<(String, Node)>,
}

/// A named list of phrases.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon {
    pub(crate) name: String,
    pub(crate) source: Source,
    pub(crate) entries: Vec<Written>,
}

impl Lexicon {
    /// Reads the entries of a list of strings.
    pub(crate) fn read(source: &Source, name: &str, node: &Node) -> Lexicon {
        let entries = card::read_phrases(source, node);
        Lexicon { name: name.to_string(), source: source.clone(), entries }
    }
}

impl Catalogue {
    /// Takes in a file by its path below `rules/`.
    fn add(&mut self, source: &Source, node: Node) {
        let path = &*source.name;
        let (folder, file) = path.split_once('/').unwrap_or(("", path));
        let stem = file.strip_suffix(".toml").unwrap_or(file);
        match folder {
            "profiles" => self.profiles.push((stem.to_string(), node)),
            "networks" => self.networks.extend(Profile::read(source, stem, &node, &self.networks)),
            "lexicons" => self.lexicon(source, stem, &node),
            _ => {
                let id = card::id_of_path(path);
                self.cards
                    .extend(Card::read(source, &node, id.as_deref(), Strictness::BuiltIn).map(Arc::new));
            }
        }
    }

    fn lexicon(&mut self, source: &Source, name: &str, node: &Node) {
        let mut reader = source.reader(node, "a lexicon");
        reader.required("about");
        let entries = reader.get("entries");
        let at = reader.at;
        reader.finish();
        match entries {
            Some(node) => self.lexicons.push(Lexicon::read(source, name, node)),
            None => source.fault(at, "a lexicon lacks `entries`", "add `entries = [\"…\"]`"),
        }
    }
}

/// The built-in catalogue. Its faults are those of our own files; a test holds them empty.
pub(crate) fn built_in() -> &'static (Catalogue, Vec<Fault>) {
    static BUILT_IN: OnceLock<(Catalogue, Vec<Fault>)> = OnceLock::new();
    BUILT_IN.get_or_init(|| {
        let faults = Faults::default();
        let mut catalogue = Catalogue::default();
        for (path, node) in embedded() {
            catalogue.add(&Source::new(path, "", &faults), node);
        }
        (catalogue, faults.take())
    })
}

/// The files of the crate `draftlint-rules`, read.
#[cfg(feature = "rules")]
fn embedded() -> impl Iterator<Item = (&'static str, Node)> {
    draftlint_rules::FILES.iter().filter_map(|file| Some((file.path, node(&mut file.parts())?)))
}

#[cfg(not(feature = "rules"))]
fn embedded() -> impl Iterator<Item = (&'static str, Node)> {
    std::iter::empty()
}

/// The value that comes next in an embedded file, without its place.
#[cfg(feature = "rules")]
fn node(parts: &mut draftlint_rules::Parts<'static>) -> Option<Node> {
    use draftlint_rules::Part;
    let value = match parts.next()? {
        Part::Bool(b) => Value::Bool(b),
        Part::Int(i) => Value::Int(i),
        Part::Float(f) => Value::Float(f),
        Part::Text(text) => Value::Str(text.into()),
        Part::List(count) => Value::List((0..count).map_while(|_| node(parts)).collect()),
        Part::Table(count) => {
            let entry = |_| match parts.next()? {
                Part::Text(name) => Some((Key { name: name.into(), at: (0, 0) }, node(parts)?)),
                _ => None,
            };
            Value::Table((0..count).map_while(entry).collect())
        }
    };
    Some(Node { value, at: (0, 0) })
}

/// The text of the card of a built-in rule, where this build carries it.
pub(crate) fn text_of(id: &str) -> Option<&'static str> {
    #[cfg(feature = "rules")]
    let files = draftlint_rules::FILES.iter().map(|file| (file.path, file.text));
    #[cfg(not(feature = "rules"))]
    let files = std::iter::empty::<(&str, &str)>();
    let mut texts = files.filter(|(path, text)| path.strip_suffix(".toml") == Some(id) && !text.is_empty());
    texts.next().map(|(_, text)| text)
}

#[cfg(all(test, feature = "rules", feature = "toml"))]
mod tests {
    use super::*;

    /// As an embedded file holds it: without places, and the examples of a card.
    fn bare(node: &Node, skip: &[&str]) -> Node {
        let value = match &node.value {
            Value::List(items) => Value::List(items.iter().map(|item| bare(item, &[])).collect()),
            Value::Table(entries) => {
                let kept = entries.iter().filter(|(key, _)| !skip.contains(&&*key.name));
                let bare_key = |key: &Key| Key { name: key.name.clone(), at: (0, 0) };
                Value::Table(kept.map(|(key, node)| (bare_key(key), bare(node, &[]))).collect())
            }
            other => other.clone(),
        };
        Node { value, at: (0, 0) }
    }

    #[test]
    fn every_file_is_embedded_as_its_text_says_and_has_no_fault() {
        let faults = Faults::default();
        let mut catalogue = Catalogue::default();
        for file in draftlint_rules::FILES {
            let source = Source::new(file.path, file.text, &faults);
            let parsed = source.parse_toml();
            assert_eq!(node(&mut file.parts()), Some(bare(&parsed, &["bad", "good"])), "{}", file.path);
            catalogue.add(&source, parsed);
        }
        // With the line of each.
        assert_eq!(faults.take(), []);
        assert_eq!(catalogue.cards.len(), built_in().0.cards.len());
    }
}
