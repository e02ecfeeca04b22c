//! The built-in cards, lexicons, network profiles and configurations, read once a process.

use std::sync::{Arc, OnceLock};

use crate::error::Fault;
use crate::network::Profile;
use crate::phrase::Written;
use crate::rule::card::{self, Card, Strictness};
use crate::value::{Faults, Node, Source};

/// What a set of files holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Catalogue {
    pub(crate) cards: Vec<Card>,
    pub(crate) lexicons: Vec<Lexicon>,
    pub(crate) networks: Vec<Profile>,
    /// Configurations by name.
    pub(crate) profiles: Vec<(String, String)>,
    /// Whole texts of the cards by id.
    pub(crate) texts: Vec<(String, Arc<str>)>,
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
        let list = source.strings(node).unwrap_or_default();
        let entries = list.into_iter().filter_map(|(text, at)| card::read_phrase(source, text, at)).collect();
        Lexicon { name: name.to_string(), source: source.clone(), entries }
    }
}

impl Catalogue {
    /// Reads files by their path below `rules/`.
    pub(crate) fn load<'f>(files: impl Iterator<Item = (&'f str, &'f str)>, faults: &Faults) -> Catalogue {
        let mut catalogue = Catalogue::default();
        for (path, text) in files {
            let (folder, file) = path.split_once('/').unwrap_or(("", path));
            let stem = file.strip_suffix(".toml").unwrap_or(file);
            match folder {
                "profiles" => catalogue.profiles.push((stem.to_string(), text.to_string())),
                "networks" => {
                    let source = Source::new(path, text, faults);
                    let read = Profile::read(&source, stem, &source.parse_toml(), &catalogue.networks);
                    catalogue.networks.extend(read);
                }
                "lexicons" => catalogue.lexicon(path, stem, text, faults),
                _ => {
                    let source = Source::new(path, card::head(text), faults);
                    let node = source.parse_toml();
                    let id = card::id_of_path(path);
                    if let Some(card) = Card::read(&source, &node, id.as_deref(), Strictness::BuiltIn) {
                        catalogue.texts.push((card.info.id.clone(), text.into()));
                        catalogue.cards.push(card);
                    }
                }
            }
        }
        catalogue
    }

    fn lexicon(&mut self, path: &str, name: &str, text: &str, faults: &Faults) {
        let source = Source::new(path, text, faults);
        let node = source.parse_toml();
        let mut reader = source.reader(&node, "a lexicon");
        reader.required("about");
        let entries = reader.get("entries");
        let at = reader.at;
        reader.finish();
        match entries {
            Some(node) => self.lexicons.push(Lexicon::read(&source, name, node)),
            None => source.fault(at, "a lexicon lacks `entries`", "add `entries = [\"…\"]`"),
        }
    }
}

/// The built-in catalogue. Its faults are those of our own files; a test holds them empty.
pub(crate) fn built_in() -> &'static (Catalogue, Vec<Fault>) {
    static BUILT_IN: OnceLock<(Catalogue, Vec<Fault>)> = OnceLock::new();
    BUILT_IN.get_or_init(|| {
        let faults = Faults::default();
        #[cfg(feature = "rules")]
        let files = draftlint_rules::FILES.iter().map(|f| (f.path, f.text));
        #[cfg(not(feature = "rules"))]
        let files = std::iter::empty();
        let catalogue = Catalogue::load(files, &faults);
        (catalogue, faults.take())
    })
}
