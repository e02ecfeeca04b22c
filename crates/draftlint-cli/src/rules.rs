//! `rules`: the list of rules, and the tests of rule files.

use std::io;
use std::path::{Path, PathBuf};

use draftlint::{Category, Linter, Severity};
use serde_json::{Value, json};

use crate::args::{ListFormat, RulesArgs, RulesCommand};
use crate::input::walk::shown;
use crate::render::style::{Paint, column};
use crate::render::words::count;
use crate::settings::{Settings, read, toml_files};
use crate::{EXIT_BLOCKED, EXIT_OK, EXIT_USAGE, Streams};

/// Folders beside the categories that hold no rules.
const NO_RULES: &[&str] = &["lexicons", "networks", "profiles", "target", "src", "node_modules"];

/// Runs `rules`.
pub(crate) fn run(args: &RulesArgs, streams: &mut Streams<'_>) -> io::Result<u8> {
    if let Some(RulesCommand::Test { paths, quiet }) = &args.command {
        return test(paths, *quiet, streams);
    }
    let loaded = match Settings::new(&args.config).load_for(None) {
        Ok(loaded) => loaded,
        Err(fault) => {
            streams.error(&fault.text);
            return Ok(EXIT_USAGE);
        }
    };
    let text = match args.format {
        ListFormat::Json => format!("{:#}\n", as_json(&loaded.linter)),
        ListFormat::Text => as_text(&loaded.linter, Paint::new(streams.terminal.colour)),
    };
    streams.stdout.write_all(text.as_bytes())?;
    Ok(EXIT_OK)
}

/// Every field of every rule, its severity under the configuration, and whether it is on.
fn as_json(linter: &Linter) -> Value {
    let rules = linter.rules().into_iter().map(|(info, severity)| {
        let mut value = json!(info);
        // Fields that a card leaves out are there all the same.
        for (key, empty) in [
            ("aliases", json!([])),
            ("language", Value::Null),
            ("fix", Value::Null),
            ("redact", json!(false)),
        ] {
            if value.get(key).is_none() {
                value[key] = empty;
            }
        }
        value["default_severity"] = json!(info.severity);
        value["severity"] = json!(severity.unwrap_or(info.severity));
        value["enabled"] = severity.is_some().into();
        // A number that JSON would write as 0.800000011920929.
        value["confidence"] = json!((f64::from(info.confidence) * 100.0).round() / 100.0);
        value
    });
    rules.collect()
}

fn as_text(linter: &Linter, paint: Paint) -> String {
    let rules = linter.rules();
    let widest = rules.iter().map(|(info, _)| info.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (name, category) in Category::ALL {
        let of_category: Vec<_> = rules.iter().filter(|(info, _)| info.category == category).collect();
        if of_category.is_empty() {
            continue;
        }
        out.push_str(&format!("{} ({})\n", paint.bold(name), category.concern()));
        for (info, severity) in of_category {
            let severity = match severity {
                None => paint.dim("off    "),
                Some(_) if info.kind == draftlint::RuleKind::Strength => paint.good("good   "),
                Some(severity) => paint.severity(*severity, &format!("{severity:<7}")),
            };
            out.push_str(&format!("  {}{severity}  {}\n", column(&info.id, widest + 2), info.title));
        }
        out.push('\n');
    }
    let off = rules.iter().filter(|(_, severity)| severity.is_none()).count();
    let errors = rules.iter().filter(|(_, severity)| *severity == Some(Severity::Error)).count();
    out.push_str(&format!(
        "{}, {off} off, {errors} stop a post · `draftlint explain ID` says more\n",
        count(rules.len(), "rule")
    ));
    out
}

/// Runs the examples of rule files.
fn test(paths: &[PathBuf], quiet: bool, streams: &mut Streams<'_>) -> io::Result<u8> {
    let paint = Paint::new(streams.terminal.colour);
    let cards = match cards(paths) {
        Ok(cards) => cards,
        Err(message) => {
            streams.error(&message);
            return Ok(EXIT_USAGE);
        }
    };
    let (tests, warnings) = match Linter::test_cards(&cards) {
        Ok(results) => results,
        Err(error) => {
            for fault in error.faults() {
                streams.error(&fault.to_string());
            }
            let faults = count(error.faults().len(), "fault");
            writeln!(streams.stdout, "test result: {}. {faults}", paint.severity(Severity::Error, "FAILED"))?;
            return Ok(EXIT_BLOCKED);
        }
    };
    let mut failed = 0;
    for test in &tests {
        match &test.failure {
            None if quiet => {}
            None => writeln!(streams.stdout, "{} {}", paint.good("ok"), test.name)?,
            Some(reason) => {
                failed += 1;
                writeln!(streams.stdout, "{} {}", paint.severity(Severity::Error, "FAILED"), test.name)?;
                for line in reason.lines() {
                    writeln!(streams.stdout, "    {line}")?;
                }
            }
        }
    }
    for warning in &warnings {
        writeln!(streams.stdout, "{}: {warning}", paint.severity(Severity::Warning, "warning"))?;
    }
    let result = if failed == 0 { paint.good("ok") } else { paint.severity(Severity::Error, "FAILED") };
    let passed = tests.len() - failed;
    writeln!(
        streams.stdout,
        "test result: {result}. {passed} passed; {failed} failed; {}",
        count(cards.len(), "rule file")
    )?;
    Ok(if failed == 0 { EXIT_OK } else { EXIT_BLOCKED })
}

/// The rule files that the paths name, with their texts.
fn cards(paths: &[PathBuf]) -> Result<Vec<(String, String)>, String> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut found = Vec::new();
            toml_files(path, &mut found)?;
            // The folder that was named may itself be called `src`: only what is below it counts.
            files.extend(found.into_iter().filter(|file| is_rule(file.strip_prefix(path).unwrap_or(file))));
        } else {
            files.push(path.clone());
        }
    }
    if files.is_empty() {
        let names: Vec<String> = paths.iter().map(|path| shown(path)).collect();
        return Err(format!(
            "no rule files in {}\n  help: a rule is <category>/<name>.toml",
            names.join(", ")
        ));
    }
    files
        .iter()
        .map(|file| {
            let whole = shown(file);
            let text = read(file).map_err(|why| format!("{whole}: {why}"))?;
            // The id comes from the folder: `tag.toml` within `bait/` needs its name too.
            let real =
                file.canonicalize().map_or_else(|_| whole.clone(), |real| crate::settings::near(&real));
            let with_folder = whole.split('/').filter(|part| !part.is_empty() && *part != "..").count() > 1;
            Ok((
                if with_folder { whole } else { category_of(file).map_or(real, |c| format!("{c}/{whole}")) },
                text,
            ))
        })
        .collect()
}

/// The name of the folder that holds a file.
fn category_of(file: &Path) -> Option<String> {
    let real = file.canonicalize().ok()?;
    Some(real.parent()?.file_name()?.to_string_lossy().into_owned())
}

/// Whether a file below a folder of rules is a rule, by the folders on the way to it.
fn is_rule(below: &Path) -> bool {
    let folders = below.parent().into_iter().flat_map(Path::components);
    let mut names = folders.map(|part| part.as_os_str().to_string_lossy().into_owned());
    let is_manifest =
        ["Cargo.toml", "draftlint.toml"].iter().any(|name| below.file_name().is_some_and(|n| n == *name));
    !is_manifest && !names.any(|name| NO_RULES.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_other_things_are_left_out() {
        assert!(is_rule(Path::new("bait/tag.toml")));
        assert!(is_rule(Path::new("tag.toml")));
        assert!(!is_rule(Path::new("lexicons/per.toml")));
        assert!(!is_rule(Path::new("Cargo.toml")));
    }
}
