//! Everything that must pass, cheap checks first.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::Outcome;
use crate::workspace::{cargo, root, show, target};
use crate::{differential, docs, generated, layers, python, schema, web};

/// Options of `test`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Leave out packaging, which needs the registry
    #[arg(long)]
    skip_package: bool,
}

/// The crates that are published, in order of their dependencies.
const PUBLISHED: &[&str] = &["draftlint-rules", "draftlint", "draftlint-cli"];

pub(crate) fn run(args: &Args) -> Outcome {
    let mut steps = Steps { done: Vec::new(), start: Instant::now() };
    let check = generated::Args { check: true };
    steps.step("tools", tools)?;
    steps.step("cargo fmt --check", || cargo_with(&["fmt", "--all", "--check"]))?;
    steps.step("cargo xtask layers", layers::run)?;
    steps.step("cargo xtask docs --check", || docs::run(&check))?;
    steps.step("cargo xtask schema --check", || schema::run(&check))?;
    steps.step("cargo clippy", || {
        cargo_with(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
    })?;
    // Doctests and the examples of the cards are among them.
    steps.step("cargo test", || cargo_with(&["test", "--workspace"]))?;
    steps.step("draftlint rules test rules/", card_examples)?;
    steps.step("cargo xtask differential", || differential::run(&differential::Args::default()))?;
    steps.step("cargo xtask python", python::run)?;
    steps.step("cargo xtask web --test", web::test)?;
    if !args.skip_package {
        steps.step("cargo package", package)?;
    }
    steps.summary();
    println!("everything passed");
    Ok(())
}

struct Steps {
    done: Vec<(&'static str, Duration)>,
    start: Instant,
}

impl Steps {
    fn step(&mut self, name: &'static str, run: impl FnOnce() -> Outcome) -> Outcome {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = run();
        self.done.push((name, start.elapsed()));
        outcome.map_err(|why| {
            self.summary();
            format!("`{name}` failed: {why}")
        })
    }

    fn summary(&self) {
        println!("\n== time of each step");
        for (name, time) in &self.done {
            println!("{:>7.1} s  {name}", time.as_secs_f64());
        }
        println!("{:>7.1} s  in all", self.start.elapsed().as_secs_f64());
    }
}

fn cargo_with(args: &[&str]) -> Outcome {
    let mut command = cargo();
    command.args(args);
    show(command)
}

/// Sees to rustfmt and clippy.
fn tools() -> Outcome {
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        let there = cargo()
            .args([tool, "--version"])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if !there {
            let mut rustup = Command::new("rustup");
            rustup.args(["component", "add", component]).current_dir(root());
            show(rustup).map_err(|why| format!("`cargo {tool}` is missing, and {why}"))?;
        }
    }
    Ok(())
}

/// Builds the command with the profile of the tests.
pub(crate) fn binary() -> Result<PathBuf, String> {
    // The same targets and profile as `cargo test`, so that nothing is built again.
    cargo_with(&["build", "--workspace", "--bins", "--tests", "--profile", "test"])?;
    Ok(target().join("debug").join(format!("draftlint{}", std::env::consts::EXE_SUFFIX)))
}

/// Runs the examples of the cards through the command line, as an author of rules does.
fn card_examples() -> Outcome {
    let mut command = Command::new(binary()?);
    command.current_dir(root()).args(["rules", "test", "--quiet", "rules/"]);
    show(command)
}

/// Takes away what packaging left in Cargo's home; a run does not depend on it.
fn forget_unpacked() {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let Some(sources) = home.and_then(|home| fs::read_dir(home.join("registry").join("src")).ok()) else {
        return;
    };
    // The registries of packages that are not published have no name before their hash.
    let nameless = sources.flatten().filter(|one| one.file_name().to_string_lossy().starts_with('-'));
    for registry in nameless {
        for name in PUBLISHED {
            let unpacked = registry.path().join(format!("{name}-{}", env!("CARGO_PKG_VERSION")));
            _ = fs::remove_dir_all(unpacked);
        }
    }
}

/// Packages what is published, and builds each from its package.
fn package() -> Outcome {
    // Cargo unpacks and builds a package once for each version and path: only a folder that no earlier run
    // had proves what the sources are now.
    let packaged = target().join("packaged");
    _ = fs::remove_dir_all(&packaged);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos());
    let fresh = packaged.join(now.to_string());
    let mut command = cargo();
    command.arg("package").arg("--allow-dirty");
    for name in PUBLISHED {
        command.args(["--package", name]);
    }
    command.env("CARGO_TARGET_DIR", &fresh).env("CARGO_PROFILE_DEV_DEBUG", "0");
    let outcome = show(command);
    forget_unpacked();
    outcome
}
