//! Configuration: layers of TOML or of objects, read with all their faults, resolved when a linter is built.

mod brand;
mod brands;
mod layer;
mod settings;
mod voice;
mod workflow;

use std::fmt;
use std::sync::Arc;

use crate::catalogue::{Lexicon, built_in};
use crate::context::AccountKind;
use crate::draft::Allow;
use crate::error::Error;
use crate::finding::Severity;
use crate::network::Profile;
use crate::phrase::Written;
use crate::rule::EDITION;
use crate::rule::card::{self, Card, Strictness};
use crate::score::Weights;
use crate::time::Timestamp;
use crate::value::{At, Faults, Key, Node, Source, Value};

pub(crate) use brands::{OwnBrand, Sibling};
pub(crate) use voice::OwnVoice;
pub(crate) use workflow::Workflow;

/// A configuration that was read without a fault.
#[derive(Debug, Clone)]
pub struct Config {
    pub(crate) edition: String,
    /// Settings by rule or category, the weakest first.
    pub(crate) settings: Vec<Setting>,
    pub(crate) overrides: Vec<Override>,
    pub(crate) allow_phrases: Vec<Written>,
    pub(crate) allow: Vec<(Allow, Source, At)>,
    pub(crate) locked: Vec<String>,
    pub(crate) brand: Brand,
    pub(crate) audience: Audience,
    pub(crate) workflow: Workflow,
    pub(crate) brands: Vec<OwnBrand>,
    /// The other brands, where this is the configuration of one; and the accounts that it owns.
    pub(crate) siblings: Vec<Sibling>,
    pub(crate) own_accounts: Vec<String>,
    /// Brands that are not built yet.
    pub(crate) written_brands: Vec<brands::Written>,
    /// Voices that were learnt, the later layers last.
    pub(crate) voices: Vec<OwnVoice>,
    pub(crate) lexicons: Vec<Lexicon>,
    pub(crate) cards: Vec<Arc<Card>>,
    pub(crate) networks: Vec<Profile>,
    pub(crate) weights: Weights,
    /// What was read, layer by layer.
    pub(crate) layers: Vec<(String, Node)>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            edition: EDITION.to_string(),
            settings: Vec::new(),
            overrides: Vec::new(),
            allow_phrases: Vec::new(),
            allow: Vec::new(),
            locked: Vec::new(),
            brand: Brand::default(),
            audience: Audience::default(),
            workflow: Workflow::default(),
            brands: Vec::new(),
            siblings: Vec::new(),
            own_accounts: Vec::new(),
            written_brands: Vec::new(),
            voices: Vec::new(),
            lexicons: Vec::new(),
            cards: Vec::new(),
            networks: built_in().0.networks.clone(),
            weights: Weights::default(),
            layers: Vec::new(),
        }
    }
}

/// What a layer says of a rule or category.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    /// A rule's id or a category's name.
    pub(crate) target: String,
    /// Comes from a built-in profile: weaker than everything else.
    pub(crate) profile: bool,
    pub(crate) on: Option<bool>,
    pub(crate) severity: Option<Severity>,
    pub(crate) mute: Vec<String>,
    pub(crate) options: Vec<(Key, Node)>,
    pub(crate) source: Source,
    pub(crate) at: At,
}

/// Settings for some drafts only.
#[derive(Debug, Clone, Default)]
pub(crate) struct Override {
    pub(crate) networks: Vec<String>,
    pub(crate) accounts: Vec<String>,
    pub(crate) communities: Vec<String>,
    pub(crate) paths: Vec<String>,
    pub(crate) settings: Vec<Setting>,
}

/// `[brand]`
#[derive(Debug, Clone, Default)]
pub(crate) struct Brand {
    pub(crate) names: Vec<String>,
    pub(crate) handles: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) domains: Vec<String>,
    pub(crate) short_domains: Vec<String>,
    pub(crate) internal_domains: Vec<String>,
    /// Telephone numbers and e-mail addresses that it publishes.
    pub(crate) phones: Vec<String>,
    pub(crate) emails: Vec<String>,
    pub(crate) account_kind: Option<AccountKind>,
    pub(crate) terms: Vec<Term>,
    pub(crate) codenames: Vec<Codename>,
    /// Names of others and of their products, as they write them.
    pub(crate) partners: Vec<String>,
    pub(crate) competitors: Vec<String>,
    pub(crate) known_handles: Vec<KnownHandle>,
    pub(crate) avoid: Vec<Avoid>,
    pub(crate) required: Vec<Required>,
    pub(crate) voice: Voice,
    pub(crate) locale: Option<Locale>,
}

impl Brand {
    /// Whether anything is said of the brand that a rule could hold a draft against.
    pub(crate) fn is_told(&self) -> bool {
        let lists =
            [&self.names, &self.handles, &self.tags, &self.domains, &self.partners, &self.competitors];
        lists.iter().any(|list| !list.is_empty())
            || !self.terms.is_empty()
            || !self.codenames.is_empty()
            || !self.known_handles.is_empty()
            || !self.avoid.is_empty()
            || !self.required.is_empty()
            || self.voice != Voice::default()
            || self.locale.is_some()
    }
}

/// A name that nobody outside may read yet.
#[derive(Debug, Clone)]
pub(crate) struct Codename {
    pub(crate) name: String,
    /// From then on it is public.
    pub(crate) until: Option<Timestamp>,
    pub(crate) severity: Option<Severity>,
}

/// The handle of somebody whom the brand speaks of.
#[derive(Debug, Clone)]
pub(crate) struct KnownHandle {
    pub(crate) name: String,
    /// Without `@`, in lower case.
    pub(crate) handle: String,
    /// Where it holds; everywhere where none is named.
    pub(crate) network: Option<String>,
}

/// A topic that the brand keeps away from.
#[derive(Debug, Clone)]
pub(crate) struct Avoid {
    pub(crate) topic: String,
    pub(crate) words: Vec<String>,
    /// Words that show that something else is meant.
    pub(crate) except: Vec<String>,
    /// So many different words of the topic make it one.
    pub(crate) min_hits: usize,
    pub(crate) severity: Option<Severity>,
    /// Roles of writers who may speak of it.
    pub(crate) roles: Vec<String>,
}

/// A line that some posts must hold.
#[derive(Debug, Clone)]
pub(crate) struct Required {
    pub(crate) text: String,
    pub(crate) reason: String,
    /// Only posts that hold one of these words.
    pub(crate) when: Vec<String>,
    pub(crate) accounts: Vec<String>,
    pub(crate) networks: Vec<String>,
    pub(crate) position: Position,
}

/// Where a required line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Position {
    #[default]
    Any,
    Start,
    End,
}

/// How the brand speaks, as bands: the least and the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Voice {
    pub(crate) contractions: Option<(usize, usize)>,
    pub(crate) emoji: Option<(usize, usize)>,
    pub(crate) exclamations: Option<(usize, usize)>,
    pub(crate) person: Option<Person>,
}

/// Who speaks for the brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Person {
    We,
    I,
}

/// Whose spelling the brand follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Locale {
    British,
    American,
}

/// A word that the brand writes otherwise, or not at all.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    pub(crate) written: Written,
    /// The layer that names it.
    pub(crate) source: Source,
    pub(crate) replace: Vec<String>,
    pub(crate) reason: String,
    pub(crate) severity: Option<Severity>,
}

/// `[audience]`
#[derive(Debug, Clone, Default)]
pub(crate) struct Audience {
    /// Kinds of readers, such as `developers`.
    pub(crate) who: Vec<String>,
    /// What they came for, and what they want solved.
    pub(crate) topics: Vec<String>,
    /// The school year up to which they read with ease.
    pub(crate) reading_grade: Option<f64>,
}

/// Resolves a name that a layer asks for: the layer that asks, the path as written there, to named texts.
type Resolve = dyn Fn(&str, &str) -> Result<Vec<(String, String)>, String>;

enum Input {
    Toml(String, String),
    Object(String, serde_json::Value),
    Rule(String, String),
}

/// Collects layers of configuration, the general ones first: a later layer wins over an earlier one.
#[derive(Default)]
pub struct ConfigBuilder {
    inputs: Vec<Input>,
    resolver: Option<Box<Resolve>>,
}

impl fmt::Debug for ConfigBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfigBuilder").field("layers", &self.inputs.len()).finish_non_exhaustive()
    }
}

impl Config {
    /// Starts an empty configuration.
    ///
    /// ```
    /// use draftlint::{Config, Linter};
    /// let config = Config::builder()
    ///     .layer("base.toml", "[rules]\nbait = \"error\"")
    ///     .layer("draftlint.toml", "[rules]\n\"bait/tag\" = \"off\"")
    ///     .build()?;
    /// let linter = Linter::new(&config)?;
    /// # Ok::<(), draftlint::Error>(())
    /// ```
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder::default()
    }

    /// One layer of TOML, called `draftlint.toml` in faults.
    ///
    /// # Errors
    /// Every fault of the text, with its place and remedy.
    pub fn from_toml(text: &str) -> Result<Config, Error> {
        Config::builder().layer("draftlint.toml", text).build()
    }

    /// What was read, as one JSON object a layer, with the layer's name.
    pub fn layers(&self) -> impl Iterator<Item = (&str, serde_json::Value)> {
        self.layers.iter().map(|(name, node)| (name.as_str(), node.to_json()))
    }
}

impl ConfigBuilder {
    /// How files that a layer names in `extends`, `rule-paths` and `[lexicons]` are read: given the name of the
    /// layer that asks and the path as it is written there, returns named texts, or why they cannot be read.
    pub fn resolver(
        mut self,
        resolve: impl Fn(&str, &str) -> Result<Vec<(String, String)>, String> + 'static,
    ) -> Self {
        self.resolver = Some(Box::new(resolve));
        self
    }

    /// Adds a layer of TOML. The name is shown in faults.
    pub fn layer(mut self, name: &str, toml: &str) -> Self {
        self.inputs.push(Input::Toml(name.into(), toml.into()));
        self
    }

    /// Adds a layer from an object of a program.
    pub fn layer_json(mut self, name: &str, value: &serde_json::Value) -> Self {
        self.inputs.push(Input::Object(name.into(), value.clone()));
        self
    }

    /// Adds a rule card. Its id comes from its path (`…/<category>/<name>.toml`) unless the card has one. A card
    /// with the id of a built-in rule takes its place.
    pub fn rule(mut self, path: &str, toml: &str) -> Self {
        self.inputs.push(Input::Rule(path.into(), toml.into()));
        self
    }

    /// Reads everything.
    ///
    /// # Errors
    /// All faults of all layers and cards together.
    pub fn build(self) -> Result<Config, Error> {
        let faults = Faults::default();
        let mut config = Config::default();
        let mut reader = layer::LayerReader {
            config: &mut config,
            faults: &faults,
            resolver: self.resolver.as_deref(),
            open: Vec::new(),
            of_brand: false,
        };
        for input in &self.inputs {
            match input {
                Input::Toml(name, text) => reader.toml(name, text),
                Input::Object(name, value) => match Node::from_json(value) {
                    Some(node @ Node { value: Value::Table(_), .. }) => {
                        reader.layer(&Source::new(name, "", &faults), &node, false);
                    }
                    _ => {
                        Source::new(name, "", &faults).fault((0, 0), "a configuration must be an object", "");
                    }
                },
                Input::Rule(path, text) => reader.rule(path, text),
            }
        }
        settings::check(&config, 0, 0, 0);
        brands::build(&mut config, &faults, self.resolver.as_deref());
        let found = faults.take();
        if found.is_empty() { Ok(config) } else { Err(Error::new(found)) }
    }
}

/// Reads a user's card by its path.
pub(crate) fn own_card(path: &str, text: &str, faults: &Faults, strictness: Strictness) -> Option<Card> {
    let source = Source::new(path, text, faults);
    let node = source.parse_toml();
    let has_id = matches!(&node.value, Value::Table(entries) if entries.iter().any(|(k, _)| k.name == "id"));
    let id = if has_id { None } else { card::id_of_path(path) };
    Card::read(&source, &node, id.as_deref(), strictness)
}
