//! Files that are generated and checked in.

use std::collections::BTreeMap;
use std::fs;

use crate::Outcome;
use crate::workspace::{files_below, root, shown, write};

/// Options of the tasks that generate files.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail if a checked-in file differs
    #[arg(long)]
    pub(crate) check: bool,
}

/// Texts by path below the root of the workspace.
pub(crate) type Files = BTreeMap<String, String>;

/// Writes the files, or says which differ. Other files with the ending `md` in `folder` are stale.
pub(crate) fn bring(task: &str, args: &Args, files: &Files, folder: Option<&str>) -> Outcome {
    let there = folder.map_or_else(Vec::new, |folder| files_below(&root().join(folder), &["md"]));
    let stale: Vec<String> = there.iter().map(|p| shown(p)).filter(|p| !files.contains_key(p)).collect();
    let differ: Vec<&String> = files
        .iter()
        .filter(|(path, text)| {
            // A checkout may have other line ends.
            let found = fs::read_to_string(root().join(path)).map(|t| t.replace("\r\n", "\n"));
            found.ok().as_ref() != Some(*text)
        })
        .map(|(path, _)| path)
        .collect();
    if args.check {
        for path in &differ {
            eprintln!("differs: {path}");
        }
        for path in &stale {
            eprintln!("belongs to nothing any more: {path}");
        }
        if differ.is_empty() && stale.is_empty() {
            println!("{task}: {} generated files are up to date", files.len());
            return Ok(());
        }
        return Err(format!(
            "generated files are out of date: run `cargo xtask {task}` and commit what it writes"
        ));
    }
    for path in &differ {
        write(&root().join(path), &files[*path])?;
    }
    for path in &stale {
        fs::remove_file(root().join(path)).map_err(|e| format!("{path} cannot be removed: {e}"))?;
    }
    println!("{task}: {} files, {} written, {} removed", files.len(), differ.len(), stale.len());
    Ok(())
}
