//! What is published for other languages: `cargo xtask dist wasm` makes the npm package.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use draftlint::{Config, Linter};

use crate::Outcome;
use crate::node::npm;
use crate::workspace::{cargo, files_below, root, shown, target, write};

/// Options of `dist`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// The npm package `draftlint`, into bindings/wasm/pkg
    Wasm {
        /// Built quickly: larger and slower, for tests
        #[arg(long)]
        light: bool,
    },
}

const TRIPLE: &str = "wasm32-unknown-unknown";

pub(crate) fn run(args: &Args) -> Outcome {
    let What::Wasm { light } = args.what;
    wasm(light)?;
    if !light {
        npm(&package_folder(), ["pack", "--silent", "--pack-destination", ".."])?;
    }
    Ok(())
}

/// The folder that holds the npm package.
pub(crate) fn package_folder() -> PathBuf {
    root().join("bindings").join("wasm").join("pkg")
}

/// Why WebAssembly cannot be built, if it cannot: the target is installed where rustup can do so.
pub(crate) fn target_missing() -> Option<String> {
    let output = Command::new("rustc").args(["--print", "target-libdir", "--target", TRIPLE]).output();
    let there = output.is_ok_and(|o| Path::new(String::from_utf8_lossy(&o.stdout).trim()).is_dir());
    if there {
        return None;
    }
    let mut rustup = Command::new("rustup");
    let status = rustup.args(["target", "add", TRIPLE]).current_dir(root()).stdin(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => None,
        _ => Some(format!("the target {TRIPLE} cannot be installed")),
    }
}

/// Makes the npm package.
pub(crate) fn wasm(light: bool) -> Outcome {
    if let Some(why) = target_missing() {
        return Err(why);
    }
    let pkg = package_folder();
    let fresh = pkg.with_file_name("pkg-new");
    _ = fs::remove_dir_all(&fresh);
    let bindgen = bindgen()?;
    for (name, features) in [("draftlint", None), ("draftlint_full", Some("full"))] {
        let module = module(light, features)?;
        let mut command = Command::new(&bindgen);
        command.arg(&module).arg(fresh.join("wasm")).arg(name);
        succeed(command.stdin(Stdio::null()))?;
    }
    for source in files_below(&root().join("bindings/wasm/npm"), &["js", "ts", "json"]) {
        copy(&source, &fresh)?;
    }
    for file in ["bindings/wasm/README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&root().join(file), &fresh)?;
    }
    write(&fresh.join("rule-ids.d.ts"), &rule_ids()?)?;
    // The folder itself stays where it is linked to.
    fs::create_dir_all(&pkg).map_err(|e| format!("{} cannot be made: {e}", shown(&pkg)))?;
    for entry in fs::read_dir(&pkg).into_iter().flatten().flatten() {
        let path = entry.path();
        _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
    }
    for entry in fs::read_dir(&fresh).into_iter().flatten().flatten() {
        fs::rename(entry.path(), pkg.join(entry.file_name())).map_err(|e| e.to_string())?;
    }
    _ = fs::remove_dir_all(&fresh);
    println!("the npm package is in {}", shown(&pkg));
    Ok(())
}

/// Builds the program that writes the loaders.
fn bindgen() -> Result<PathBuf, String> {
    let folder = target().join("bindgen");
    let mut command = cargo();
    command.args(["build", "--quiet", "--locked", "--manifest-path", "bindings/wasm/bindgen/Cargo.toml"]);
    // Cargo's own target folder would be made anew for each set of features.
    succeed(command.env("CARGO_TARGET_DIR", &folder))?;
    let name = format!("draftlint-bindgen{}", std::env::consts::EXE_SUFFIX);
    Ok(folder.join("debug").join(name))
}

/// Builds one of the two modules.
fn module(light: bool, features: Option<&str>) -> Result<PathBuf, String> {
    let profile = if light { "wasm-light" } else { "wasm" };
    let mut command = cargo();
    command.args(["build", "--package", "draftlint-wasm", "--lib", "--target", TRIPLE, "--profile", profile]);
    if let Some(features) = features {
        command.args(["--features", features]);
    }
    succeed(&mut command)?;
    let built = target().join(TRIPLE).join(profile).join("draftlint_wasm.wasm");
    // The next build has the same name.
    let kept = built.with_file_name(format!("{}.wasm", features.unwrap_or("default")));
    fs::copy(&built, &kept).map_err(|e| format!("{} cannot be copied: {e}", built.display()))?;
    Ok(kept)
}

/// The ids of the built-in rules as a type.
fn rule_ids() -> Result<String, String> {
    let linter = Linter::new(&Config::default()).map_err(|e| e.to_string())?;
    let ids: Vec<String> = linter.rules().iter().map(|(rule, _)| format!("  | {:?}", rule.id)).collect();
    Ok(format!("/** The built-in rules. */\nexport type RuleId =\n{};\n", ids.join("\n")))
}

fn copy(file: &Path, folder: &Path) -> Outcome {
    let to = folder.join(file.file_name().unwrap_or_default());
    fs::copy(file, &to).map(|_| ()).map_err(|e| format!("{} cannot be copied: {e}", shown(file)))
}

fn succeed(command: &mut Command) -> Outcome {
    let said = format!("{command:?}").replace('"', "");
    let status = command.status().map_err(|e| format!("{said} cannot be run: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{said} ended with {status}")) }
}
