//! Measures what is found in labelled sets of real posts.

mod accuracy;
mod aims;
mod artefacts;
mod precision;
mod rows;
mod tally;
mod text;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ValueEnum;
use draftlint::{Draft, Linter, Network};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::Outcome;
use crate::docs::built_in;
use crate::workspace::{again_in_release, files_below};
use artefacts::Undone;
use rows::Row;
use tally::{Found, Tally};

/// Options of `eval`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A folder of JSONL sets whose rows have `text` and `label`, or one set; folders called `feeds` are skipped
    path: PathBuf,
    /// Only rows with this value, such as `label=spam`, `tags=brand_reply` or `set=legit_corporate`
    #[arg(long = "where", value_name = "KEY=VALUE")]
    filters: Vec<String>,
    /// Lint for this network [default: not told]
    #[arg(long)]
    network: Option<String>,
    /// How to write the result
    #[arg(long, default_value = "text")]
    format: Format,
    /// Show so many findings of each of the most frequent rules on honest sets
    #[arg(long, value_name = "N", default_value_t = 0)]
    samples: usize,
    /// Count only findings of this rule or category, and take samples from every set
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,
    /// Leave out findings of this rule or category
    #[arg(long, value_name = "RULE")]
    without: Vec<String>,
    /// Take samples only of findings of this severity or a graver one
    #[arg(long, value_name = "SEVERITY", default_value = "info", value_parser = ["info", "warning", "error"])]
    severity: String,
    /// Write docs/accuracy.md from what is measured and from the hits that were read (tests/eval)
    #[arg(long, conflicts_with_all = ["filters", "network", "rule", "without"])]
    accuracy: bool,
    /// Use the build at hand, even where it is not optimised
    #[arg(long)]
    here: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// The labels of rows that nobody holds anything against.
const HONEST: &[&str] = &["legit", "ham", "not", "none", "human", "clean"];

/// What was measured.
struct Measured {
    /// By set and label.
    groups: BTreeMap<(String, String), Tally>,
    honest: Tally,
    other: Tally,
    undone: Undone,
    samples: Vec<Sample>,
    seconds: f64,
}

/// A finding to look at.
#[derive(Debug, Clone)]
struct Sample {
    set: String,
    label: String,
    id: String,
    found: Found,
    text: String,
}

pub(crate) fn run(args: &Args) -> Outcome {
    if !args.here && again_in_release()? {
        return Ok(());
    }
    let filters = args
        .filters
        .iter()
        .map(|f| f.split_once('=').ok_or_else(|| format!("`--where {f}` lacks `=`")))
        .collect::<Result<Vec<_>, _>>()?;
    let linter = built_in()?;
    for rule in args.rule.iter().chain(&args.without) {
        let known = linter.rules().iter().any(|(r, _)| r.id == *rule || r.category.as_str() == rule);
        if !known {
            return Err(format!("unknown rule or category `{rule}`"));
        }
    }
    let sets: Vec<PathBuf> = sets_below(&args.path);
    if sets.is_empty() {
        return Err(format!("{} holds no .jsonl file", args.path.display()));
    }
    let measured = measure(args, &linter, &sets, &filters)?;
    if measured.honest.rows + measured.other.rows == 0 {
        return Err("no row is left: they need `text` and `label`, and what `--where` asks for".into());
    }
    if args.accuracy {
        return accuracy::write(&linter, &measured, &sets);
    }
    match args.format {
        Format::Text => print!("{}", text::text(&measured)),
        Format::Json => {
            println!("{}", serde_json::to_string_pretty(&to_json(&measured)).map_err(|e| e.to_string())?);
        }
    }
    Ok(())
}

/// The sets at a path. Feeds are posts in order of time, for other measurements.
fn sets_below(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_path_buf()];
    }
    let feed = |p: &PathBuf| p.strip_prefix(path).is_ok_and(|p| p.iter().any(|part| part == "feeds"));
    files_below(path, &["jsonl"]).into_iter().filter(|p| !feed(p)).collect()
}

fn measure(
    args: &Args,
    linter: &Linter,
    sets: &[PathBuf],
    filters: &[(&str, &str)],
) -> Result<Measured, String> {
    let start = Instant::now();
    let network = args.network.as_deref().map(Network::new);
    let wanted = args.rule.as_deref();
    let mut measured = Measured {
        groups: BTreeMap::new(),
        honest: Tally::default(),
        other: Tally::default(),
        undone: Undone::default(),
        samples: Vec::new(),
        seconds: 0.0,
    };
    let mut all = Vec::new();
    for set in sets {
        let mut rows = rows::read(set, filters)?;
        let name = rows::name(set);
        for row in &mut rows {
            row.text = measured.undone.undo(&name, &row.text);
        }
        let found: Vec<Vec<Found>> =
            rows.par_iter().map(|row| lint(linter, row, network.as_ref(), wanted)).collect();
        for (row, found) in rows.iter().zip(&found) {
            let honest = HONEST.contains(&row.label.as_str());
            let left_out = |f: &Found| args.without.iter().any(|w| f.rule == *w || f.category.as_str() == w);
            let found: Vec<Found> =
                found.iter().filter(|f| !measured.undone.is_damage(f) && !left_out(f)).cloned().collect();
            measured.groups.entry((name.clone(), row.label.clone())).or_default().add(&found);
            if honest { &mut measured.honest } else { &mut measured.other }.add(&found);
            if args.samples > 0 && (honest || wanted.is_some()) {
                for found in found
                    .into_iter()
                    .filter(|f| f.severity.as_str() == args.severity || graver(f, &args.severity))
                {
                    all.push(Sample {
                        set: name.clone(),
                        label: row.label.clone(),
                        id: row.id.clone(),
                        found,
                        text: row.text.clone(),
                    });
                }
            }
        }
    }
    measured.samples = choose(all, args.samples);
    measured.seconds = start.elapsed().as_secs_f64();
    Ok(measured)
}

fn graver(found: &Found, than: &str) -> bool {
    let level = |name: &str| draftlint::Severity::ALL.iter().position(|(n, _)| *n == name);
    level(found.severity.as_str()) > level(than)
}

fn lint(linter: &Linter, row: &Row, network: Option<&Network>, wanted: Option<&str>) -> Vec<Found> {
    let mut draft = Draft::new(row.text.as_str());
    if let Some(network) = network {
        draft = draft.network(network.clone());
    }
    let report = linter.lint(&draft);
    let findings = report.findings().iter().filter(|f| f.counts());
    // What is done well is shown only to those who ask for it.
    let strengths = report.strengths().iter().filter(|_| wanted.is_some());
    findings
        .chain(strengths)
        .filter(|f| wanted.is_none_or(|w| f.rule.id == w || f.rule.category.as_str() == w))
        .map(|f| Found::new(f, &row.text))
        .collect()
}

/// So many samples of each rule, the most frequent rules first, spread over all that was found.
fn choose(all: Vec<Sample>, each: usize) -> Vec<Sample> {
    const RULES: usize = 20;
    let mut by_rule: BTreeMap<String, Vec<Sample>> = BTreeMap::new();
    for sample in all {
        by_rule.entry(sample.found.rule.clone()).or_default().push(sample);
    }
    let mut rules: Vec<Vec<Sample>> = by_rule.into_values().collect();
    rules.sort_by_key(|list| std::cmp::Reverse(list.len()));
    let spread = |list: Vec<Sample>| {
        let step = list.len().div_ceil(each.max(1)).max(1);
        list.into_iter().step_by(step)
    };
    rules.into_iter().take(RULES).flat_map(spread).collect()
}

fn to_json(measured: &Measured) -> Value {
    let groups: Vec<Value> = measured
        .groups
        .iter()
        .map(|((set, label), tally)| {
            let mut value = tally.to_json();
            value.insert("set".into(), json!(set));
            value.insert("label".into(), json!(label));
            value.insert("honest".into(), json!(HONEST.contains(&label.as_str())));
            Value::Object(value)
        })
        .collect();
    let samples: Vec<Value> = measured
        .samples
        .iter()
        .map(|s| {
            json!({
                "set": s.set, "label": s.label, "id": s.id, "rule": s.found.rule,
                "severity": s.found.severity.as_str(), "message": s.found.message, "text": text::cut(&s.text, &s.found),
            })
        })
        .collect();
    let mut out = Map::new();
    out.insert("schema".into(), json!(1));
    out.insert("seconds".into(), json!((measured.seconds * 100.0).round() / 100.0));
    out.insert("artefacts".into(), measured.undone.to_json());
    out.insert("honest".into(), Value::Object(measured.honest.to_json()));
    out.insert("other".into(), Value::Object(measured.other.to_json()));
    out.insert("groups".into(), groups.into());
    out.insert("samples".into(), samples.into());
    Value::Object(out)
}
