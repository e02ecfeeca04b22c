//! Reads one layer of a configuration, and those that it extends.

use std::sync::Arc;

use super::settings::settings;
use super::{Config, Override, Resolve, Setting, brand, own_card, voice, workflow};
use crate::catalogue::{Lexicon, built_in};
use crate::draft::Allow;
use crate::finding::Severity;
use crate::network::Profile;
use crate::rule::card::{Card, Strictness, read_phrase};
use crate::rule::{Category, EDITION};
use crate::time::Timestamp;
use crate::value::{Faults, Node, Reader, Source, Value, nearest, suggestion};

pub(super) struct LayerReader<'c> {
    pub(super) config: &'c mut Config,
    pub(super) faults: &'c Faults,
    pub(super) resolver: Option<&'c Resolve>,
    /// The layers that are being read, against circles.
    pub(super) open: Vec<String>,
    /// The layers are those of one brand among several.
    pub(super) of_brand: bool,
}

impl LayerReader<'_> {
    pub(super) fn toml(&mut self, name: &str, text: &str) {
        let source = Source::new(name, text, self.faults);
        let node = source.parse_toml();
        self.layer(&source, &node, false);
    }

    pub(super) fn rule(&mut self, path: &str, text: &str) {
        if let Some(card) = own_card(path, text, self.faults, Strictness::Own) {
            self.add_card(card);
        }
    }

    fn add_card(&mut self, card: Card) {
        let card = Arc::new(card);
        match self.config.cards.iter_mut().find(|c| c.info.id == card.info.id) {
            Some(place) => *place = card,
            None => self.config.cards.push(card),
        }
    }

    pub(super) fn resolve(&self, source: &Source, node: &Node, wanted: &str) -> Vec<(String, String)> {
        let Some(resolver) = self.resolver else {
            source.fault(
                node.at,
                format!("`{wanted}` cannot be read here"),
                "hand its text over as a layer of its own",
            );
            return Vec::new();
        };
        resolver(&source.name, wanted).unwrap_or_else(|why| {
            source.fault(
                node.at,
                format!("`{wanted}` cannot be read: {why}"),
                "check the path, which starts from this file",
            );
            Vec::new()
        })
    }

    pub(super) fn layer(&mut self, source: &Source, node: &Node, profile: bool) {
        let name = source.name.to_string();
        if self.open.contains(&name) {
            source.fault(node.at, format!("`{name}` extends itself"), "break the circle of `extends`");
            return;
        }
        self.open.push(name.clone());
        let mut reader = source.reader(node, "the configuration");
        if let Some(extends) = reader.get("extends") {
            self.extends(source, extends);
        }
        if let Some(edition) = reader.get("edition") {
            match source.string(edition) {
                Some(text) if text == EDITION => self.config.edition = text,
                Some(text) => source.fault(
                    edition.at,
                    format!("unknown edition `{text}`"),
                    format!("known: `{EDITION}`"),
                ),
                None => {}
            }
        }
        let locked = self.config.locked.clone();
        if let Some(node) = reader.get("workflow") {
            let derived = workflow::read(&mut self.config.workflow, source, node);
            let of_accounts = derived.overrides.iter().flat_map(|o| &o.settings);
            derived.settings.iter().chain(of_accounts).for_each(|setting| self.check_lock(&locked, setting));
            self.config.settings.extend(derived.settings);
            self.config.overrides.extend(derived.overrides);
        }
        if let Some(rules) = reader.get("rules") {
            let settings = settings(source, rules, profile);
            for setting in &settings {
                self.check_lock(&locked, setting);
            }
            self.config.settings.extend(settings);
        }
        if let Some(node) = reader.get("networks") {
            self.networks(source, node);
        }
        for table in reader.tables("overrides") {
            self.read_override(source, table, &locked);
        }
        if let Some(node) = reader.get("allow") {
            self.allow(source, node, &locked);
        }
        if let Some(node) = reader.get("brand") {
            brand::read(&mut self.config.brand, source, node);
        }
        if let Some(node) = reader.get("brands") {
            self.brands(source, node);
        }
        if let Some(node) = reader.get("audience") {
            let mut audience = source.reader(node, "`[audience]`");
            self.config.audience.who.extend(one_or_more(&mut audience, "who"));
            for key in ["problems", "topics"] {
                self.config.audience.topics.extend(one_or_more(&mut audience, key));
            }
            audience.strings("knows");
            if let Some(grade) = audience.number("reading-grade") {
                self.config.audience.reading_grade = Some(grade);
            }
            audience.finish();
        }
        if let Some(node) = reader.get("scoring") {
            self.scoring(source, node);
        }
        if let Some(node) = reader.get("lexicons") {
            self.lexicons(source, node);
        }
        for table in reader.tables("voice") {
            self.config.voices.extend(voice::read(source, table));
        }
        for table in reader.tables("rule") {
            if let Some(card) = Card::read(source, table, None, Strictness::Own) {
                self.add_card(card);
            }
        }
        if let Some(node) = reader.get("rule-paths") {
            for (path, at) in source.strings(node).unwrap_or_default() {
                let place = Node { value: Value::Bool(true), at };
                for (path, text) in self.resolve(source, &place, &path) {
                    self.rule(&path, &text);
                }
            }
        }
        if let Some(node) = reader.get("locked") {
            let mut inner = source.reader(node, "`[locked]`");
            self.config.locked.extend(inner.strings("rules").unwrap_or_default().into_iter().map(|(s, _)| s));
            inner.finish();
        }
        reader.finish();
        self.open.pop();
        self.config.layers.push((name, node.clone()));
    }

    fn extends(&mut self, source: &Source, node: &Node) {
        let list = match &node.value {
            Value::Str(one) => vec![(one.to_string(), node.at)],
            _ => source.strings(node).unwrap_or_default(),
        };
        for (wanted, at) in list {
            let is_path = wanted.contains('/') || wanted.contains(".toml");
            let place = Node { value: Value::Bool(true), at };
            if is_path {
                for (name, text) in self.resolve(source, &place, &wanted) {
                    self.toml(&name, &text);
                }
                continue;
            }
            let profiles = &built_in().0.profiles;
            match profiles.iter().find(|(name, _)| *name == wanted) {
                Some((name, node)) => {
                    self.layer(&Source::new(&format!("profile {name}"), "", self.faults), node, true);
                }
                None => {
                    let known: Vec<&str> = profiles.iter().map(|(n, _)| n.as_str()).collect();
                    source.fault(
                        at,
                        format!("unknown profile `{wanted}`"),
                        format!(
                            "{}; a file is named by its path, such as `./base.toml`",
                            suggestion(&wanted, &known)
                        ),
                    );
                }
            }
        }
    }

    /// A base that locked a rule may not be loosened by a later layer.
    fn check_lock(&self, locked: &[String], setting: &Setting) {
        let hit = locked.iter().find(|lock| {
            **lock == setting.target
                || setting.target.split('/').next() == Some(lock.as_str())
                || lock.split('/').next() == Some(setting.target.as_str())
        });
        let Some(lock) = hit else { return };
        let now = self.config.effective(&setting.target);
        let looser = setting.on == Some(false)
            || setting.severity.is_some_and(|s| now.is_some_and(|n| s < n))
            || !setting.mute.is_empty()
            || !setting.options.is_empty();
        if looser {
            setting.source.fault(
                setting.at,
                format!("`{}` is locked by a layer that this one extends", setting.target),
                format!("leave it as it is, or have `{lock}` taken out of `[locked] rules` there"),
            );
        }
    }

    fn read_override(&mut self, source: &Source, node: &Node, locked: &[String]) {
        let mut reader = source.reader(node, "an override");
        let mut read = Override {
            networks: one_or_more(&mut reader, "network"),
            accounts: one_or_more(&mut reader, "account"),
            communities: one_or_more(&mut reader, "community"),
            paths: one_or_more(&mut reader, "path"),
            settings: Vec::new(),
        };
        for network in &mut read.networks {
            *network = crate::Network::new(network).as_str().to_string();
            let known: Vec<&str> = self.config.networks.iter().map(|p| p.network.as_str()).collect();
            if !known.contains(&network.as_str()) {
                if let Some(near) = nearest(network, &known) {
                    let help = format!(
                        "did you mean `{near}`? A network of your own is named in `[networks]` first"
                    );
                    source.fault(reader.at, format!("`{network}` is no known network"), help);
                }
            }
        }
        for account in &mut read.accounts {
            *account = account.trim_start_matches('@').to_string();
        }
        if let Some(rules) = reader.get("rules") {
            read.settings = settings(source, rules, false);
        }
        let everything = read.networks.is_empty()
            && read.accounts.is_empty()
            && read.communities.is_empty()
            && read.paths.is_empty();
        let at = reader.at;
        reader.finish();
        if everything {
            source.fault(
                at,
                "this override names no draft",
                "add `network`, `account`, `community` or `path`",
            );
            return;
        }
        for setting in &read.settings {
            self.check_lock(locked, setting);
        }
        self.config.overrides.push(read);
    }

    fn allow(&mut self, source: &Source, node: &Node, locked: &[String]) {
        let mut reader = source.reader(node, "`[allow]`");
        for (text, at) in reader.strings("phrases").unwrap_or_default() {
            self.config.allow_phrases.extend(read_phrase(source, text, at));
        }
        for table in reader.tables("rules") {
            let mut inner = source.reader(table, "an entry of `[[allow.rules]]`");
            let allow = Allow {
                rule: inner.required("rule"),
                reason: inner.required("reason"),
                matched: inner.string("match"),
                until: time(&mut inner, "until"),
            };
            let at = inner.at;
            inner.finish();
            let category = allow.rule.split('/').next().unwrap_or("");
            if locked.iter().any(|l| *l == allow.rule || l == category) {
                source.fault(
                    at,
                    format!("`{}` is locked and cannot be allowed here", allow.rule),
                    "mend the draft instead",
                );
            } else {
                self.config.allow.push((allow, source.clone(), at));
            }
        }
        reader.finish();
    }

    fn scoring(&mut self, source: &Source, node: &Node) {
        let mut reader = source.reader(node, "`[scoring]`");
        if let Some(weights) = reader.get("weights") {
            let inner = source.reader(weights, "`[scoring.weights]`");
            for (key, value) in inner.entries() {
                let Some((_, category)) = Category::ALL.iter().find(|(name, _)| *name == key.name) else {
                    let known: Vec<&str> = Category::ALL.iter().map(|(n, _)| *n).collect();
                    source.fault(
                        key.at,
                        format!("unknown category `{}`", key.name),
                        suggestion(&key.name, &known),
                    );
                    continue;
                };
                match source.number(value) {
                    Some(w) if (0.5..=1.5).contains(&w) => self.config.weights.0[*category as usize] = w,
                    Some(_) => source.fault(value.at, "a weight is 0.5 to 1.5", ""),
                    None => {}
                }
            }
        }
        reader.finish();
    }

    /// `[networks.my-server]`: what is different on a network, or one of the writer's own.
    fn networks(&mut self, source: &Source, node: &Node) {
        let reader = source.reader(node, "`[networks]`");
        for (key, node) in reader.entries() {
            if let Some(profile) = Profile::read_own(source, &key.name, node, &self.config.networks) {
                self.config.networks.retain(|p| p.network != profile.network);
                self.config.networks.push(profile);
            }
        }
    }

    fn lexicons(&mut self, source: &Source, node: &Node) {
        let reader = source.reader(node, "`[lexicons]`");
        for (key, node) in reader.entries() {
            if let Value::Table(_) = node.value {
                let mut inner = source.reader(node, "a lexicon");
                let path = inner.required("file");
                inner.finish();
                for (name, text) in self.resolve(source, node, &path) {
                    let file = Source::new(&name, &text, self.faults);
                    let mut at = 0u32;
                    let mut entries = Vec::new();
                    for line in text.split('\n') {
                        let word = line.trim();
                        if !word.is_empty() && !word.starts_with('#') {
                            // One byte back: a fault counts the quote that a TOML string would have.
                            entries.extend(read_phrase(
                                &file,
                                word.to_string(),
                                (at.saturating_sub(1), at + line.len() as u32),
                            ));
                        }
                        at += line.len() as u32 + 1;
                    }
                    self.config.lexicons.push(Lexicon { name: key.name.to_string(), source: file, entries });
                }
            } else {
                self.config.lexicons.push(Lexicon::read(source, &key.name, node));
            }
        }
    }
}

impl Config {
    /// The severity of a rule so far, without overrides; `None` where the target is a category or unknown.
    fn effective(&self, target: &str) -> Option<Severity> {
        let card = built_in().0.cards.iter().chain(&self.cards).find(|c| c.info.id == target)?;
        let category = card.info.category.as_str();
        let mut severity = card.info.severity;
        for setting in self.settings.iter().filter(|s| s.target == category) {
            severity = setting.severity.unwrap_or(severity);
        }
        for setting in self.settings.iter().filter(|s| s.target == target) {
            severity = setting.severity.unwrap_or(severity);
        }
        Some(severity)
    }
}

/// A key that takes a string or a list of strings.
pub(super) fn one_or_more(reader: &mut Reader<'_>, key: &'static str) -> Vec<String> {
    match reader.get(key) {
        None => Vec::new(),
        Some(Node { value: Value::Str(one), .. }) => vec![one.to_string()],
        Some(node) => reader.source.strings(node).unwrap_or_default().into_iter().map(|(s, _)| s).collect(),
    }
}

/// A key that takes a date or time.
pub(super) fn time(reader: &mut Reader<'_>, key: &'static str) -> Option<Timestamp> {
    let node = reader.get(key)?;
    let text = reader.source.string(node)?;
    let time = Timestamp::parse(&text);
    if time.is_none() {
        reader.source.fault(
            node.at,
            format!("`{text}` is no date"),
            "write `2026-12-31` or `2026-12-31T14:00[Europe/London]`",
        );
    }
    time
}
