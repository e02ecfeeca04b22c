//! The Python package: built and installed as `pip install ./bindings/python` does it, then tested from outside.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;
use crate::testing::binary;
use crate::workspace::{root, show, target};

/// The package, below the root.
const PACKAGE: &str = "bindings/python";

/// Where the tests of types look.
const TYPED: &[&str] =
    &["bindings/python/python/draftlint", "bindings/python/tests", "examples/python", "examples/batch"];

pub(crate) fn run() -> Outcome {
    let Some(python) = interpreter() else {
        println!("python: skipped, there is no `python3` of 3.10 or newer");
        return Ok(());
    };
    let folder = target().join("python");
    let python = environment(&python, &folder.join("venv"))?;
    install(&python, &folder.join("wheels"))?;
    let mut tests = module(&python, "pytest");
    tests.args(["-q", "-rs", PACKAGE]).env("DRAFTLINT_BINARY", binary()?);
    show(tests)?;
    let config = format!("{PACKAGE}/pyproject.toml");
    let mut stubtest = module(&python, "mypy.stubtest");
    stubtest.args(["--mypy-config-file", &config, "draftlint._draftlint"]);
    show(stubtest)?;
    let mut mypy = module(&python, "mypy");
    mypy.args(["--config-file", &config, "--cache-dir"]).arg(folder.join("mypy")).args(TYPED);
    show(mypy)?;
    let mut pyright = module(&python, "pyright");
    pyright.args(["--project", PACKAGE, "--pythonpath"]).arg(&python);
    show(pyright)
}

/// `python3`, where it is new enough.
pub(crate) fn interpreter() -> Option<PathBuf> {
    let told = std::env::var_os("PYTHON").map(PathBuf::from);
    told.into_iter().chain(["python3".into(), "python".into()]).find(|python| {
        let check = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";
        let status =
            Command::new(python).args(["-c", check]).stdin(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    })
}

/// A virtual environment, made where there is none that runs; returns its interpreter.
pub(crate) fn environment(python: &Path, venv: &Path) -> Result<PathBuf, String> {
    let own = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let mut pip = Command::new(&own);
    pip.args(["-m", "pip", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    if !pip.status().is_ok_and(|status| status.success()) {
        let mut make = Command::new(python);
        make.args(["-m", "venv", "--clear"]).arg(venv);
        show(make)?;
    }
    Ok(own)
}

fn module(python: &Path, name: &str) -> Command {
    let mut command = Command::new(python);
    command.current_dir(root()).args(["-m", name]).env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

pub(crate) fn pip(python: &Path) -> Command {
    let mut command = module(python, "pip");
    command.args(["--disable-pip-version-check", "--quiet"]).env_remove("PYTHONDONTWRITEBYTECODE");
    command
}

/// Builds the package without optimising it (the profile of tests would make a test program of it), and installs it
/// and what its tests need. Both take a while, and the one waits for the net while the other computes.
fn install(python: &Path, wheels: &Path) -> Outcome {
    _ = fs::remove_dir_all(wheels);
    let mut build = pip(python);
    build.args(["wheel", "--no-deps", "--wheel-dir"]).arg(wheels).arg(format!("./{PACKAGE}"));
    build.env("MATURIN_PEP517_ARGS", "--profile dev").env("CARGO_TARGET_DIR", target()).stdin(Stdio::null());
    let mut building = build.spawn().map_err(|e| format!("pip cannot be run: {e}"))?;
    let tests = |file: &str| format!("{PACKAGE}/tests/{file}");
    let mut needs = pip(python);
    needs.args(["install", "--requirement", &tests("requirements.txt")]);
    let needs = show(needs);
    let mut engines = pip(python);
    engines.args(["install", "--requirement", &tests("requirements-engines.txt")]);
    if let Err(why) = needs.as_ref().map_or(Ok(()), |()| show(engines)) {
        println!("python: the tests on large engines are skipped: {why}");
    }
    let built = building.wait().map_err(|e| format!("pip cannot be waited for: {e}"))?;
    needs?;
    if !built.success() {
        return Err(format!("pip could not build ./{PACKAGE}"));
    }
    let mut wheel = pip(python);
    wheel.args(["install", "--force-reinstall", "--no-deps", "--no-index", "--find-links"]);
    wheel.arg(wheels).arg("draftlint");
    show(wheel)
}
