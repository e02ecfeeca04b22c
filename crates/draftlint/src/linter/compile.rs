//! From a configuration to rules and an engine.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::catalogue::{Lexicon, built_in};
use crate::checks;
use crate::config::{Config, Setting};
use crate::error::Error;
use crate::facts::{Fact, Sources};
use crate::matcher::expression::Expression;
use crate::matcher::guard::GuardLexicons;
use crate::matcher::{self, CompileFault, Engine, LexiconSource, Place};
use crate::phrase::{Phrase, Written};
use crate::rule::RuleInfo;
use crate::rule::card::{Card, Group};
use crate::value::{Source, suggestion};

/// A rule ready to run.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) info: Arc<RuleInfo>,
    pub(super) card: Arc<Card>,
    /// The groups at which a finding is located; all where the card has no `when`.
    pub(super) located: BTreeSet<usize>,
    /// Every hit stands for itself.
    pub(super) each_hit: bool,
    pub(super) metric: Option<Fact>,
    #[cfg(feature = "patterns")]
    pub(super) pattern: Option<regex::Regex>,
    /// Group number of a metric or pattern.
    pub(super) special: usize,
}

/// To which rule and group a group of the engine belongs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner {
    pub(super) rule: u32,
    pub(super) group: u32,
    /// Its hits take others away.
    pub(super) except: bool,
}

/// Everything that linting needs.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) rules: Vec<Rule>,
    pub(super) engine: Engine,
    pub(super) owners: Vec<Owner>,
    pub(super) guards: GuardLexicons,
    pub(super) allow_group: u32,
    pub(super) brand_group: u32,
    /// Where facts look words up.
    pub(super) sources: Sources,
    /// Lexicons that conditions name, by name.
    pub(super) lexicons: Vec<(String, u32)>,
}

/// Where a phrase of the engine's input stands, for faults.
struct Origin<'c> {
    source: &'c Source,
    written: &'c Written,
}

/// Compiles a configuration. Those that bring no words of their own share what they compile to, for as long as one of
/// their linters lives.
pub(super) fn compile(config: &Config) -> Result<Arc<Compiled>, Error> {
    static SHARED: Mutex<Weak<Compiled>> = Mutex::new(Weak::new());
    if has_words(config) {
        return compile_alone(config).map(Arc::new);
    }
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(compiled) = shared.upgrade() else {
        let compiled = Arc::new(compile_alone(config)?);
        *shared = Arc::downgrade(&compiled);
        return Ok(compiled);
    };
    let sources = check_settings(config, compiled.rules.iter().map(|rule| &*rule.card));
    let faults: Vec<crate::Fault> = sources.iter().flat_map(|source| source.take_faults()).collect();
    if faults.is_empty() { Ok(compiled) } else { Err(Error::new(faults)) }
}

/// Whether a configuration brings anything that is compiled.
fn has_words(config: &Config) -> bool {
    let Config { cards, lexicons, allow_phrases, brand, .. } = config;
    let named = !brand.names.is_empty() || !brand.handles.is_empty() || !brand.tags.is_empty();
    named || !cards.is_empty() || !lexicons.is_empty() || !allow_phrases.is_empty() || !brand.terms.is_empty()
}

fn compile_alone(config: &Config) -> Result<Compiled, Error> {
    let built = built_in();
    if !built.1.is_empty() {
        return Err(Error::new(built.1.clone()));
    }
    let mut cards: Vec<Arc<Card>> = built.0.cards.clone();
    for own in &config.cards {
        match cards.iter_mut().find(|c| c.info.id == own.info.id) {
            Some(place) => *place = Arc::clone(own),
            None => cards.push(Arc::clone(own)),
        }
    }
    cards.sort_by(|a, b| a.info.id.cmp(&b.info.id));
    for card in &mut cards {
        if card.info.id == "brand/terms" && !config.brand.terms.is_empty() {
            add_terms(Arc::make_mut(card), config);
        }
    }
    let (names, lexicons, lexicon_origins) = merge_lexicons(&built.0.lexicons, &config.lexicons);
    let mut phrases: Vec<Vec<&Phrase>> = Vec::new();
    let mut origins: Vec<Vec<Origin<'_>>> = Vec::new();
    let mut owners = Vec::new();
    for (r, card) in cards.iter().enumerate() {
        for (g, group) in card.groups.iter().enumerate() {
            for (list, except) in [(&group.phrases, false), (&group.except, true)] {
                if !list.is_empty() {
                    owners.push(Owner { rule: r as u32, group: g as u32, except });
                    phrases.push(list.iter().map(|w| &*w.phrase).collect());
                    // The brand's own terms follow those of the card, and stand in layers of their own.
                    let own = if is_of_brand(card, group) && !except { &config.brand.terms[..] } else { &[] };
                    let first = list.len() - own.len();
                    let source = |i: usize| match i.checked_sub(first) {
                        Some(at) => own.get(at).map_or(&card.source, |term| &term.source),
                        None => &card.source,
                    };
                    let numbered = list.iter().enumerate();
                    origins
                        .push(numbered.map(|(i, written)| Origin { source: source(i), written }).collect());
                }
            }
        }
    }
    let allow_group = phrases.len() as u32;
    phrases.push(config.allow_phrases.iter().map(|w| &*w.phrase).collect());
    let brand_group = phrases.len() as u32;
    let brand = &config.brand;
    let own_names = brand.names.iter().chain(&brand.handles).chain(&brand.tags);
    let own_names: Vec<Phrase> =
        own_names.filter_map(|name| crate::phrase::parse(&escape(name)).ok()).collect();
    phrases.push(own_names.iter().collect());

    let (engine, found) = matcher::compile(&lexicons, &phrases);
    for CompileFault { place, message, help } in found {
        match place {
            Place::Lexicon(l, e) => {
                if let Some(Origin { source, written }) = lexicon_origins.get(l).and_then(|list| list.get(e))
                {
                    source.fault(written.at, message, help);
                }
            }
            Place::Group(g, p) => {
                if let Some(Origin { source, written }) = origins.get(g).and_then(|list| list.get(p)) {
                    source.fault(written.at, message, help);
                }
            }
        }
    }
    let mut asked = Vec::new();
    for card in &cards {
        card.when
            .iter()
            .chain(card.levels.iter().filter_map(|l| l.when.as_ref()))
            .for_each(|w| w.lexicons(&mut asked));
        for name in asked.drain(..) {
            if !names.contains(&name.as_str()) {
                card.source.fault(
                    (0, 0),
                    format!("unknown lexicon `<{name}>` in a condition"),
                    suggestion(&name, &names),
                );
            }
        }
    }
    let rules: Vec<Rule> = cards.iter().map(rule).collect();
    let mut all: Vec<crate::Fault> = Vec::new();
    let mut sources: Vec<&Source> = cards.iter().map(|c| &c.source).collect();
    sources.extend(lexicon_origins.iter().flatten().map(|o| o.source));
    sources.extend(config.brand.terms.iter().map(|term| &term.source));
    sources.extend(check_settings(config, cards.iter().map(|card| &**card)));
    for source in sources {
        all.extend(source.take_faults());
    }
    if !all.is_empty() {
        return Err(Error::new(all));
    }
    let lexicon_ids = names.iter().filter_map(|n| Some((n.to_string(), engine.lexicon(n)?))).collect();
    let groups = owners.iter().map(|owner| match (&rules[owner.rule as usize], owner.except) {
        // What a check sums up counts for the facts too, though it is not reported by itself.
        (rule, false) if rule.located.contains(&(owner.group as usize)) || rule.card.check => {
            (rule.info.id.as_str(), &*rule.card.groups[owner.group as usize].name)
        }
        _ => ("", ""),
    });
    let own_names = brand.names.iter().chain(&brand.handles).chain(&brand.tags);
    let sources = Sources::new(&engine, groups, own_names.map(String::as_str));
    Ok(Compiled {
        guards: GuardLexicons::new(&engine),
        sources,
        lexicons: lexicon_ids,
        rules,
        engine,
        owners,
        allow_group,
        brand_group,
    })
}

/// Checks the options that a configuration sets. Returns the sources to which the faults were reported.
fn check_settings<'c>(config: &'c Config, cards: impl Iterator<Item = &'c Card> + Clone) -> Vec<&'c Source> {
    let settings = config.settings.iter().chain(config.overrides.iter().flat_map(|o| &o.settings));
    let with_options = settings.filter(|setting| !setting.options.is_empty());
    with_options
        .map(|setting| {
            let card = cards.clone().find(|c| c.info.id == setting.target && c.check);
            card.into_iter().for_each(|card| check_options(card, setting));
            &setting.source
        })
        .collect()
}

/// What the code of a rule has against its options: a value of the right type may still mean nothing.
fn check_options(card: &Card, setting: &Setting) {
    let (entry, of_feed) = (checks::entry(&card.info.id), checks::feed_entry(&card.info.id));
    let mut options = serde_json::Map::new();
    for option in &card.options {
        options.extend(option.value(None, None).map(|value| (option.name.clone(), value.to_json())));
    }
    let own = setting.options.iter();
    options.extend(own.map(|(key, value)| (key.name.to_string(), value.to_json())));
    let options = serde_json::Value::Object(options);
    let built = entry.map(|e| (e.build)(&options).map(|_| ()));
    let built = built.or_else(|| of_feed.map(|e| (e.build)(&options).map(|_| ())));
    if let Some(Err(why)) = built {
        let at = setting.options.first().map_or(setting.at, |(_, node)| node.at);
        setting.source.fault(at, format!("an option of `{}` cannot be used: {why}", setting.target), "");
    }
}

/// The brand's own terms are a swap of `brand/terms`.
fn is_of_brand(card: &Card, group: &Group) -> bool {
    card.info.id == "brand/terms" && &*group.name == "swap"
}

fn add_terms(card: &mut Card, config: &Config) {
    let Some(group) = card.groups.iter_mut().find(|g| &*g.name == "swap") else { return };
    for term in &config.brand.terms {
        group.phrases.push(term.written.clone());
        group.replacements.push(term.replace.clone());
    }
}

/// Lexicons of the same name add up.
fn merge_lexicons<'c>(
    built: &'c [Lexicon],
    own: &'c [Lexicon],
) -> (Vec<&'c str>, Vec<LexiconSource<'c>>, Vec<Vec<Origin<'c>>>) {
    let mut names: Vec<&str> = Vec::new();
    let mut sources: Vec<LexiconSource<'_>> = Vec::new();
    let mut origins: Vec<Vec<Origin<'c>>> = Vec::new();
    for lexicon in built.iter().chain(own) {
        let at = names.iter().position(|n| *n == lexicon.name).unwrap_or_else(|| {
            names.push(&lexicon.name);
            sources.push(LexiconSource { name: &lexicon.name, entries: Vec::new() });
            origins.push(Vec::new());
            names.len() - 1
        });
        sources[at].entries.extend(lexicon.entries.iter().map(|w| &*w.phrase));
        origins[at].extend(lexicon.entries.iter().map(|written| Origin { source: &lexicon.source, written }));
    }
    for name in GuardLexicons::NAMES {
        if !names.contains(&name) {
            names.push(name);
            sources.push(LexiconSource { name, entries: Vec::new() });
            origins.push(Vec::new());
        }
    }
    (names, sources, origins)
}

/// A name as a phrase: what the language gives a meaning is escaped.
pub(crate) fn escape(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if "()[]|<>{}^$\"'\\*".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn rule(card: &Arc<Card>) -> Rule {
    let id = &card.info.id;
    let source = &card.source;
    if card.check && checks::entry(id).is_none() && checks::feed_entry(id).is_none() {
        source.fault(
            (0, 0),
            format!("`{id}` has no code"),
            "remove `[match.check]`: only built-in rules have code",
        );
    }
    let metric =
        card.metric.as_ref().and_then(|m| match Fact::ALL.iter().find(|(name, _)| *name == m.fact) {
            Some((_, fact)) => Some(*fact),
            None => {
                let known: Vec<&str> = Fact::ALL.iter().map(|(n, _)| *n).collect();
                source.fault(m.at, format!("unknown fact `{}`", m.fact), suggestion(&m.fact, &known));
                None
            }
        });
    #[cfg(feature = "patterns")]
    let pattern = card.pattern.as_ref().and_then(|p| {
        match regex::RegexBuilder::new(&p.regex).size_limit(256 * 1024).nest_limit(64).build() {
            Ok(regex) => Some(regex),
            Err(error) => {
                source.fault(
                    p.at,
                    format!("this regular expression cannot be used: {error}"),
                    "look-around and back-references do not exist here",
                );
                None
            }
        }
    });
    let special = card.groups.iter().position(|g| ["metric", "pattern"].contains(&&*g.name)).unwrap_or(0);
    let located = match &card.when {
        Some(when) => when.located(),
        None => (0..card.groups.len()).collect(),
    };
    let each_hit = card.when.as_ref().is_none_or(Expression::is_any_of_groups);
    Rule {
        info: Arc::clone(&card.info),
        card: Arc::clone(card),
        located,
        each_hit,
        metric,
        #[cfg(feature = "patterns")]
        pattern,
        special,
    }
}
