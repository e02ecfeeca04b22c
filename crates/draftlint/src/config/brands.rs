//! `[brands.<id>]`: several brands under one roof, each with the accounts it owns and a configuration over the
//! common one.

use super::layer::{LayerReader, one_or_more};
use super::{Config, Resolve, settings};
use crate::context::plain_handle;
use crate::value::{Faults, Key, Node, Source, Value, nearest, suggestion};

/// What layers say of a brand, before it is built.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) id: String,
    pub(crate) accounts: Vec<String>,
    /// Layers over the common one, in order: files, and the table itself.
    layers: Vec<(Source, Node)>,
}

/// A brand with its whole configuration.
#[derive(Debug, Clone)]
pub(crate) struct OwnBrand {
    pub(crate) id: String,
    /// Handles without `@`, in lower case.
    pub(crate) accounts: Vec<String>,
    pub(crate) config: Config,
}

/// Another brand of the same house, as far as a draft could name it by mistake.
#[derive(Debug, Clone)]
pub(crate) struct Sibling {
    pub(crate) id: String,
    pub(crate) names: Vec<String>,
    pub(crate) handles: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) domains: Vec<String>,
    pub(crate) accounts: Vec<String>,
}

impl LayerReader<'_> {
    /// Reads the table `[brands]`.
    pub(super) fn brands(&mut self, source: &Source, node: &Node) {
        let reader = source.reader(node, "`[brands]`");
        if self.of_brand {
            source.fault(node.at, "a brand has no brands of its own", "name every brand in the common file");
            return;
        }
        for (key, node) in reader.entries() {
            let mut inner = source.reader(node, "a brand");
            let accounts: Vec<String> =
                one_or_more(&mut inner, "accounts").iter().map(|a| plain_handle(a)).collect();
            let mut layers = Vec::new();
            if let Some(node) = inner.get("file") {
                let path = source.string(node).unwrap_or_default();
                for (name, text) in self.resolve(source, node, &path) {
                    let file = Source::new(&name, &text, self.faults);
                    let node = file.parse_toml();
                    layers.push((file, node));
                }
            }
            // The layer below knows its own keys, and none of these.
            let is_own = |key: &Key| match nearest(&key.name, &["accounts", "file"]) {
                Some(near) if near == key.name => false,
                Some(near) => {
                    let message = format!("unknown key `{}` in a brand", key.name);
                    source.fault(key.at, message, format!("did you mean `{near}`?"));
                    false
                }
                None => true,
            };
            let own: Vec<_> = inner.entries().iter().filter(|(key, _)| is_own(key)).cloned().collect();
            if !own.is_empty() {
                layers.push((source.clone(), Node { value: Value::Table(own), at: node.at }));
            }
            for account in &accounts {
                let owner = self.config.written_brands.iter().find(|b| b.accounts.contains(account));
                if let Some(owner) = owner.filter(|b| b.id != key.name) {
                    source.fault(
                        key.at,
                        format!("`@{account}` belongs to `{}` already", owner.id),
                        "an account has one brand: take it out of the other",
                    );
                }
            }
            match self.config.written_brands.iter_mut().find(|b| b.id == key.name) {
                Some(known) => {
                    known.accounts.extend(accounts);
                    known.layers.extend(layers);
                }
                None => {
                    let id = key.name.to_string();
                    self.config.written_brands.push(Written { id, accounts, layers });
                }
            }
        }
    }
}

/// Builds the configuration of each brand: what all share, then its own layers.
pub(super) fn build(config: &mut Config, faults: &Faults, resolver: Option<&Resolve>) {
    let written = std::mem::take(&mut config.written_brands);
    let mut brands: Vec<OwnBrand> = Vec::new();
    for Written { id, accounts, layers } in written {
        let mut own = config.clone();
        let (settings, overrides) = (own.settings.len(), own.overrides.len());
        let allow = own.allow.len();
        let mut reader = LayerReader { config: &mut own, faults, resolver, open: Vec::new(), of_brand: true };
        for (source, node) in &layers {
            reader.layer(source, node, false);
        }
        settings::check(&own, settings, overrides, allow);
        brands.push(OwnBrand { id, accounts, config: own });
    }
    let siblings: Vec<Sibling> = brands.iter().map(sibling).collect();
    for brand in &mut brands {
        brand.config.own_accounts.clone_from(&brand.accounts);
        brand.config.siblings = siblings.iter().filter(|s| s.id != brand.id).cloned().collect();
    }
    config.brands = brands;
}

fn sibling(brand: &OwnBrand) -> Sibling {
    let of = &brand.config.brand;
    let handles = of.handles.iter().map(|h| plain_handle(h));
    Sibling {
        id: brand.id.clone(),
        names: of.names.clone(),
        handles: handles.chain(brand.accounts.iter().cloned()).collect(),
        tags: of.tags.clone(),
        domains: of.domains.iter().chain(&of.short_domains).cloned().collect(),
        accounts: brand.accounts.clone(),
    }
}

impl Config {
    /// The brands of `[brands]`, in the order they are written, with the accounts that each owns, without `@`.
    ///
    /// ```
    /// use draftlint::Config;
    /// let config = Config::from_toml("[brands.acme]\naccounts = [\"@acme_tools\"]")?;
    /// assert_eq!(config.brands().collect::<Vec<_>>(), [("acme", &["acme_tools".to_string()][..])]);
    /// # Ok::<(), draftlint::Error>(())
    /// ```
    pub fn brands(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.brands.iter().map(|b| (b.id.as_str(), b.accounts.as_slice()))
    }

    /// The whole configuration of a brand: what all brands share, and its own.
    pub fn brand(&self, id: &str) -> Option<&Config> {
        self.brands.iter().find(|b| b.id == id).map(|b| &b.config)
    }

    /// What to do about an id that no brand has.
    pub(crate) fn unknown_brand(&self, id: &str) -> String {
        let known: Vec<&str> = self.brands.iter().map(|b| b.id.as_str()).collect();
        suggestion(id, &known)
    }
}
