//! The JSON Schemas of `draftlint.toml` and of a report, and the names that they use as types of Python.

use draftlint::{Category, Concern, Linter};
use draftlint_cli::{config_schema, report_schema};

use crate::Outcome;
use crate::docs::built_in;
use crate::generated::{self, Args, Files};

pub(crate) fn run(args: &Args) -> Outcome {
    generated::bring("schema", args, &files(&built_in()?)?, None)
}

fn files(linter: &Linter) -> Result<Files, String> {
    let schemas = [
        ("docs/draftlint.schema.json", config_schema(linter)?),
        ("docs/report.schema.json", report_schema(linter)),
    ];
    let mut files = Files::new();
    for (path, schema) in schemas {
        let text = serde_json::to_string_pretty(&schema).map_err(|e| e.to_string())?;
        files.insert(path.to_string(), text + "\n");
    }
    files.insert("bindings/python/python/draftlint/_rules.py".to_string(), python(linter));
    Ok(files)
}

/// The names as literal types, which editors complete and type checkers check.
fn python(linter: &Linter) -> String {
    let mut out = "\"\"\"The names of rules, categories, concerns and networks. Written by `cargo xtask schema`; not edited by hand.\"\"\"\n\n\
        from typing import Literal\n"
        .to_string();
    let mut literal = |name: &str, about: &str, words: Vec<&str>| {
        out += &format!("\n#: {about}\n{name} = Literal[\n");
        for word in words {
            out += &format!("    \"{word}\",\n");
        }
        out += "]\n";
    };
    let rules = linter.rules();
    literal("RuleId", "The built-in rules.", rules.iter().map(|(rule, _)| rule.id.as_str()).collect());
    literal("Category", "What rules are about.", Category::ALL.iter().map(|(name, _)| *name).collect());
    literal(
        "Concern",
        "What a reader would say is wrong.",
        Concern::ALL.iter().map(|(name, _)| *name).collect(),
    );
    let networks = linter.networks().iter().map(|profile| profile.network.as_str());
    literal("NetworkId", "The networks of which something is known.", networks.collect());
    out
}
