//! `[rules]`: what a layer says of rules and categories, and whether there is anything of that name.

use std::sync::Arc;

use super::{Config, Setting};
use crate::catalogue::built_in;
use crate::finding::Severity;
use crate::rule::Category;
use crate::rule::card::Card;
use crate::value::{Node, Source, Value, suggestion};

/// Reads a table of settings by rule or category.
pub(super) fn settings(source: &Source, node: &Node, profile: bool) -> Vec<Setting> {
    const WORDS: &[(&str, (bool, Option<Severity>))] = &[
        ("off", (false, None)),
        ("on", (true, None)),
        ("info", (true, Some(Severity::Info))),
        ("warning", (true, Some(Severity::Warning))),
        ("error", (true, Some(Severity::Error))),
    ];
    let reader = source.reader(node, "`[rules]`");
    let mut all = Vec::new();
    for (key, node) in reader.entries() {
        let mut setting = Setting {
            target: key.name.to_string(),
            profile,
            on: None,
            severity: None,
            mute: Vec::new(),
            options: Vec::new(),
            source: source.clone(),
            at: key.at,
        };
        match &node.value {
            Value::Table(entries) => {
                setting.on = Some(true);
                for (key, value) in entries {
                    match &*key.name {
                        "severity" => {
                            if let Some((on, severity)) = source.one_of(value, "severity", WORDS) {
                                (setting.on, setting.severity) = (Some(on), severity);
                            }
                        }
                        "mute" => {
                            setting.mute = source
                                .strings(value)
                                .unwrap_or_default()
                                .into_iter()
                                .map(|(s, _)| s)
                                .collect();
                        }
                        _ => setting.options.push((key.clone(), value.clone())),
                    }
                }
            }
            Value::Str(_) => match source.one_of(node, "setting", WORDS) {
                Some((on, severity)) => (setting.on, setting.severity) = (Some(on), severity),
                None => continue,
            },
            _ => {
                source.fault(
                    node.at,
                    format!("`{}` takes a severity or a table of options", key.name),
                    "write `\"off\"`, `\"warning\"` or `{ max = 3 }`",
                );
                continue;
            }
        }
        all.push(setting);
    }
    all
}

/// Checks settings, overrides and acceptances, each from a number on, against the rules that exist.
pub(super) fn check(config: &Config, settings: usize, overrides: usize, allow: usize) {
    let cards: Vec<&Arc<Card>> = built_in().0.cards.iter().chain(&config.cards).collect();
    let mut known: Vec<&str> = Category::ALL.iter().map(|(n, _)| *n).collect();
    known.extend(cards.iter().map(|c| c.info.id.as_str()));
    let own = config.settings.iter().skip(settings);
    let all = own.chain(config.overrides.iter().skip(overrides).flat_map(|o| &o.settings));
    for setting in all {
        let is_category = Category::ALL.iter().any(|(n, _)| *n == setting.target);
        let card = cards
            .iter()
            .rev()
            .find(|c| c.info.id == setting.target || c.info.aliases.contains(&setting.target));
        match card {
            None if is_category => {
                if let Some((key, _)) = setting.options.first() {
                    setting.source.fault(
                        key.at,
                        format!("a category has no option `{}`", key.name),
                        "set it for a rule",
                    );
                }
            }
            None if setting.profile => {}
            None => setting.source.fault(
                setting.at,
                format!("unknown rule or category `{}`", setting.target),
                suggestion(&setting.target, &known),
            ),
            Some(card) => {
                for (key, node) in &setting.options {
                    match card.options.iter().find(|o| o.name == key.name) {
                        Some(option) => _ = option.accepts(&setting.source, node),
                        None => {
                            let mut names: Vec<&str> = card.options.iter().map(|o| o.name.as_str()).collect();
                            names.extend(["severity", "mute"]);
                            setting.source.fault(
                                key.at,
                                format!("`{}` has no option `{}`", setting.target, key.name),
                                suggestion(&key.name, &names),
                            );
                        }
                    }
                }
                for name in &setting.mute {
                    if !card.info.groups.contains(name) {
                        let groups: Vec<&str> = card.info.groups.iter().map(String::as_str).collect();
                        setting.source.fault(
                            setting.at,
                            format!("`{}` has no group `{name}`", setting.target),
                            suggestion(name, &groups),
                        );
                    }
                }
            }
        }
    }
    for (allow, source, at) in config.allow.iter().skip(allow) {
        if !cards.iter().any(|c| c.info.id == allow.rule) {
            source.fault(*at, format!("unknown rule `{}`", allow.rule), suggestion(&allow.rule, &known));
        }
    }
}
