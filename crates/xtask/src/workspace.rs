//! Where things are, and how other programs are run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).unwrap_or(manifest).to_path_buf()
}

/// Reads a text file below the root.
pub(crate) fn read(path: &str) -> Result<String, String> {
    read_at(&root().join(path))
}

/// Reads a text file.
pub(crate) fn read_at(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{} cannot be read: {e}", path.display()))
}

/// Writes a text file, with the folders that it needs.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|e| format!("{} cannot be made: {e}", folder.display()))?;
    }
    fs::write(path, text).map_err(|e| format!("{} cannot be written: {e}", path.display()))
}

/// Every file below a folder with one of the endings, sorted by path; none where the folder is missing.
pub(crate) fn files_below(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().and_then(|e| e.to_str()).is_some_and(|e| endings.contains(&e)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A path as it reads from the root, with forward slashes.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// `cargo`, as it runs this program, at the root of the workspace.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// The folder of build results.
pub(crate) fn target() -> PathBuf {
    // This program is `<target>/<profile>/xtask`.
    let exe = std::env::current_exe().ok();
    let own = exe.as_deref().and_then(|exe| exe.ancestors().nth(2)).map(Path::to_path_buf);
    let told = std::env::var_os("CARGO_TARGET_DIR").map(|dir| root().join(dir));
    told.or(own).unwrap_or_else(|| root().join("target"))
}

/// Runs this task again in a release build where the build at hand is not one: figures of others mislead.
/// Returns whether it did.
pub(crate) fn again_in_release() -> Result<bool, String> {
    if !cfg!(debug_assertions) {
        return Ok(false);
    }
    eprintln!(
        "running again in a release build (`cargo run --release --package xtask`), which takes a while the first time"
    );
    let status = cargo()
        .args(["run", "--quiet", "--release", "--package", "xtask", "--"])
        .args(std::env::args_os().skip(1))
        .current_dir(std::env::current_dir().map_err(|e| e.to_string())?)
        .status()
        .map_err(|e| format!("cargo cannot be run: {e}"))?;
    if status.success() { Ok(true) } else { Err("the release run failed".into()) }
}

/// Runs a program with its output shown.
pub(crate) fn show(mut command: Command) -> Outcome {
    let shown = format!("{command:?}").replace('"', "");
    let status = command.stdin(Stdio::null()).status().map_err(|e| format!("{shown} cannot be run: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown} ended with {status}")) }
}
