//! `config show`, `config schema` and `config check`.

use std::io;
use std::path::Path;
use std::sync::Arc;

use draftlint::{Config, Linter};
use serde_json::{Map, Value};

use crate::args::{ConfigArgs, ConfigChoice, ConfigCommand};
use crate::render::words::count;
use crate::settings::{Fault, Loaded, Settings, near};
use crate::{EXIT_OK, EXIT_USAGE, Streams, schema, settings};

/// Runs `config`.
pub(crate) fn run(args: &ConfigArgs, streams: &mut Streams<'_>) -> io::Result<u8> {
    let (path, choice) = match &args.command {
        ConfigCommand::Show { path, config, .. } | ConfigCommand::Check { path, config } => {
            (path.as_deref(), config)
        }
        ConfigCommand::Schema { config } => (None, config),
    };
    let loaded = match load(path, choice) {
        Ok(loaded) => loaded,
        Err(fault) => {
            streams.error(&fault.text);
            return Ok(EXIT_USAGE);
        }
    };
    let text = match &args.command {
        ConfigCommand::Show { brand: None, .. } => show(&loaded.config, &loaded.linter),
        ConfigCommand::Show { brand: Some(id), .. } => {
            let linter = match settings::linter_of(&loaded, id) {
                Ok(linter) => linter,
                Err(message) => {
                    streams.error(&message);
                    return Ok(EXIT_USAGE);
                }
            };
            let config = loaded.config.brand(id).unwrap_or(&loaded.config);
            show(config, &linter)
        }
        ConfigCommand::Schema { .. } => match schema::config_schema(&loaded.linter) {
            Ok(schema) => format!("{schema:#}\n"),
            Err(why) => {
                streams.error(&why);
                return Ok(EXIT_USAGE);
            }
        },
        ConfigCommand::Check { .. } => {
            let rules = loaded.linter.rules();
            let on = rules.iter().filter(|(_, severity)| severity.is_some()).count();
            format!("{}: ok, {} on, {} off\n", name(&loaded), count(on, "rule"), rules.len() - on)
        }
    };
    streams.stdout.write_all(text.as_bytes())?;
    Ok(EXIT_OK)
}

/// The configuration at a path, or the one that holds for a draft.
fn load(path: Option<&Path>, choice: &ConfigChoice) -> Result<Arc<Loaded>, Fault> {
    let is_config = path.is_some_and(|path| path.extension().is_some_and(|ending| ending == "toml"));
    if is_config && choice.config.is_none() {
        let choice = ConfigChoice { config: path.map(Path::to_path_buf), no_config: false };
        return Settings::new(&choice).load_for(None);
    }
    Settings::new(choice).load_for(path)
}

fn name(loaded: &Loaded) -> String {
    loaded.path.as_deref().map_or_else(|| "no draftlint.toml".to_string(), near)
}

/// The layers made one, and the severity of every rule: a configuration that can be read again.
fn show(config: &Config, linter: &Linter) -> String {
    let mut merged = Map::new();
    let mut names: Vec<String> = Vec::new();
    for (name, layer) in config.layers() {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_string());
        }
        if let Value::Object(layer) = layer {
            merge(&mut merged, layer);
        }
    }
    let mut out = String::from("# The configuration that holds here.\n");
    let from = if names.is_empty() { "nothing but the built-in rules".to_string() } else { names.join(", ") };
    out.push_str(&format!("# From: {from}\n\n"));
    // What they extended is in it.
    merged.remove("extends");
    // A loosened rule would be refused again by its own lock.
    merged.remove("locked");
    // What is shown for one brand is its own, whole.
    if config.brands().next().is_none() {
        merged.remove("brands");
    }
    let mut rules = match merged.remove("rules") {
        Some(Value::Object(rules)) => rules,
        _ => Map::new(),
    };
    let categories: Vec<&str> = draftlint::Category::ALL.iter().map(|(name, _)| *name).collect();
    rules.retain(|key, _| !categories.contains(&key.as_str()));
    for (info, severity) in linter.rules() {
        let word = Value::from(severity.map_or("off", |severity| severity.as_str()));
        match rules.get_mut(&info.id) {
            Some(Value::Object(options)) => _ = options.insert("severity".into(), word),
            _ => _ = rules.insert(info.id.clone(), word),
        }
    }
    let rules: Map<String, Value> = {
        let mut sorted: Vec<(String, Value)> = rules.into_iter().collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        sorted.into_iter().collect()
    };
    merged.entry("edition").or_insert("2026".into());
    merged.insert("rules".into(), Value::Object(rules));
    match toml::to_string_pretty(&without_nulls(Value::Object(merged))) {
        Ok(text) => out + &text,
        Err(error) => format!("{out}# cannot be written as TOML: {error}\n"),
    }
}

/// Lays one layer over another: tables are joined, lists add up, all else is replaced.
fn merge(base: &mut Map<String, Value>, layer: Map<String, Value>) {
    for (key, value) in layer {
        match (base.get_mut(&key), value) {
            (Some(Value::Object(base)), Value::Object(layer)) => merge(base, layer),
            (Some(Value::Array(base)), Value::Array(layer)) => {
                for item in layer {
                    if !base.contains(&item) {
                        base.push(item);
                    }
                }
            }
            (_, value) => _ = base.insert(key, value),
        }
    }
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k, without_nulls(v))).collect(),
        ),
        Value::Array(list) => list.into_iter().filter(|v| !v.is_null()).map(without_nulls).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_laid_over_each_other() {
        let object = |value: Value| value.as_object().unwrap().clone();
        let mut base = object(serde_json::json!({"a": {"b": 1, "c": [1]}, "d": 1}));
        merge(&mut base, object(serde_json::json!({"a": {"b": 2, "c": [1, 2]}, "e": 3})));
        assert_eq!(Value::Object(base), serde_json::json!({"a": {"b": 2, "c": [1, 2]}, "d": 1, "e": 3}));
    }
}
