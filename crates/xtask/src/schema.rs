//! The JSON Schemas of `draftlint.toml` and of a report.

use draftlint::Linter;
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
    Ok(files)
}
