//! Node and npm, for the tasks that need them.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Outcome;
use crate::workspace::{shown, write};

/// npm is a script, which Windows finds only by its whole name.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };
/// The oldest that is supported.
const OLDEST: u32 = 20;

/// Why Node cannot be used, if it cannot.
pub(crate) fn missing() -> Option<String> {
    let version = |program: &str| {
        let output = Command::new(program).arg("--version").stdin(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
    };
    let (Some(node), Some(_)) = (version("node"), version(NPM)) else {
        return Some("Node and npm are not there".into());
    };
    let major = node.trim_start_matches('v').split('.').next().and_then(|n| n.parse::<u32>().ok());
    major.is_none_or(|n| n < OLDEST).then(|| format!("Node is {node}, and {OLDEST} or newer is needed"))
}

/// Leaves a step out, and says so; continuous integration may not.
pub(crate) fn without(why: &str, so: &str) -> Outcome {
    if std::env::var_os("CI").is_some() {
        return Err(format!("{why}, which continuous integration may not be without"));
    }
    println!("skipped: {why}, so {so}");
    Ok(())
}

/// Installs the packages that the lock file of a folder names, where they are not there yet. The registry is the one
/// of the user's own configuration of npm.
pub(crate) fn packages(folder: &Path) -> Outcome {
    let lock = folder.join("package-lock.json");
    let wanted = fs::read_to_string(&lock).map_err(|e| format!("{} cannot be read: {e}", shown(&lock)))?;
    let installed = folder.join("node_modules").join(".installed-lock.json");
    if fs::read_to_string(&installed).is_ok_and(|lock| lock == wanted) {
        return Ok(());
    }
    println!("npm ci in {}", shown(folder));
    // The scripts of packages only print.
    npm(folder, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])?;
    write(&installed, &wanted)
}

/// Runs npm in a folder.
pub(crate) fn npm<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>) -> Outcome {
    run(Command::new(NPM).args(args).current_dir(folder))
}

/// Runs Node in a folder.
pub(crate) fn node<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>) -> Outcome {
    run(Command::new("node").args(args).current_dir(folder))
}

fn run(command: &mut Command) -> Outcome {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let said = words.map(|w| w.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ");
    let status = command.stdin(Stdio::null()).status().map_err(|e| format!("`{said}` cannot be run: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{said}` ended with {status}")) }
}
