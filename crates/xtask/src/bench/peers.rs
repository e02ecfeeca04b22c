//! Our speed beside that of other checkers of text, each beside draftlint in its own language: one process, one thread,
//! the same posts. The programs that measure are in benches/peers, apart from the workspace, which is not to depend on
//! what they install.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::json;

use super::posts::{Posts, plain};
use crate::workspace::{cargo, root, show, target, write};
use crate::{Outcome, dist, node, python};

/// Options of `bench peers`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How often each is measured; the median counts
    #[arg(long, value_name = "N", default_value_t = 5)]
    passes: usize,
    /// Take the npm package, and the Python package in target/peers, as they were built last
    #[arg(long)]
    as_built: bool,
}

/// Seconds after which no further post is given to a slow peer.
const LIMIT: f64 = 1.5;
/// At least so many seconds a pass, far above the grain of the clocks.
const CHUNK: f64 = 0.1;

/// A peer on the short posts, and on the long ones.
#[derive(Deserialize)]
struct Peer {
    name: String,
    version: String,
    lines: [Line; 2],
}

#[derive(Deserialize)]
struct Line {
    posts: usize,
    flagged: usize,
    /// Microseconds a post, of the peer and of draftlint in the same process.
    micros: f64,
    own: f64,
}

pub(super) fn run(args: &Args) -> Outcome {
    let sets = plain()?;
    let given = target().join("peers").join("posts.json");
    let texts: Vec<_> = sets.iter().map(|set| &set.texts).collect();
    let told = json!({"passes": args.passes, "limit": LIMIT, "chunk": CHUNK, "sets": texts});
    write(&given, &told.to_string())?;
    let mut rows = Vec::new();
    for runner in RUNNERS {
        match (runner.ready)(args).and_then(|command| outcome(command, &given)) {
            Ok(peers) => rows.extend(peers.iter().map(|peer| row(runner.language, peer))),
            Err(why) => println!("{}: skipped, {why}. It takes {}.", runner.language, runner.needs),
        }
    }
    print(&sets, &rows, args.passes);
    Ok(())
}

/// The peers of a language.
struct Runner {
    language: &'static str,
    needs: &'static str,
    /// Installs what is missing, and returns the program that measures.
    ready: fn(&Args) -> Result<Command, String>,
}

const RUNNERS: [Runner; 3] = [
    Runner { language: "Rust", needs: "the crates of benches/peers/rust, which cargo fetches", ready: rust },
    Runner {
        language: "Python",
        needs: "Python 3.10 or newer and the packages of benches/peers/requirements.txt, which pip installs",
        ready: python,
    },
    Runner {
        language: "JavaScript",
        needs: "Node 20 or newer and the packages of benches/peers/package.json, which npm installs",
        ready: javascript,
    },
];

fn folder() -> PathBuf {
    root().join("benches").join("peers")
}

fn rust(_: &Args) -> Result<Command, String> {
    let built = target().join("peers/rust");
    let mut build = cargo();
    build.args(["build", "--release", "--quiet", "--locked", "--manifest-path"]);
    build.arg(folder().join("rust/Cargo.toml")).arg("--target-dir").arg(&built);
    show(build)?;
    Ok(Command::new(built.join(format!("release/draftlint-peers{}", std::env::consts::EXE_SUFFIX))))
}

fn python(args: &Args) -> Result<Command, String> {
    let interpreter = python::interpreter().ok_or("there is no `python3` of 3.10 or newer")?;
    let own = python::environment(&interpreter, &target().join("peers/venv"))?;
    let mut peers = python::pip(&own);
    peers.args(["install", "--requirement"]).arg(folder().join("requirements.txt"));
    show(peers)?;
    if !args.as_built {
        let mut ours = python::pip(&own);
        ours.args(["install", "--force-reinstall", "./bindings/python"]).env("CARGO_TARGET_DIR", target());
        show(ours)?;
    }
    let mut command = Command::new(own);
    command.arg(folder().join("peers.py"));
    Ok(command)
}

fn javascript(args: &Args) -> Result<Command, String> {
    if let Some(why) = node::missing() {
        return Err(why);
    }
    node::packages(&folder())?;
    if !args.as_built {
        dist::wasm(false)?;
    }
    let mut command = Command::new("node");
    command.arg(folder().join("peers.mjs"));
    Ok(command)
}

/// Runs a program with the file of posts, and reads what it prints.
fn outcome(mut command: Command, given: &Path) -> Result<Vec<Peer>, String> {
    let output = command.arg(given).stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let said = format!("{command:?}").replace('"', "");
    let output = output.map_err(|e| format!("`{said}` cannot be run: {e}"))?;
    if !output.status.success() {
        return Err(format!("`{said}` ended with {}", output.status));
    }
    serde_json::from_slice(&output.stdout).map_err(|e| format!("`{said}` printed something else: {e}"))
}

/// The titles of the columns, the first three of which hold words.
const TITLES: [&str; 8] = [
    "language",
    "peer",
    "version",
    "short, µs",
    "long, µs",
    "short ÷ ours",
    "long ÷ ours",
    "short ones flagged",
];

fn row(language: &str, peer: &Peer) -> [String; TITLES.len()] {
    let [short, long] = &peer.lines;
    let micros = |line: &Line| format!("{:.0}", line.micros);
    let ratio = |line: &Line| format!("{:.2}", line.micros / line.own);
    [
        language.to_string(),
        peer.name.clone(),
        peer.version.clone(),
        micros(short),
        micros(long),
        ratio(short),
        ratio(long),
        format!("{} of {}", short.flagged, short.posts),
    ]
}

/// Prints a table in Markdown, as docs/performance.md has it.
fn print([short, long]: &[Posts; 2], rows: &[[String; TITLES.len()]], passes: usize) {
    println!(
        "\nprocessor time of a post without start-up, median of {passes} passes, each in turns with draftlint in the \
         same language; short posts have {}, long ones {}\n",
        short.name, long.name
    );
    println!("| {} |", TITLES.join(" | "));
    println!("|{}", " --- |".repeat(3) + &" ---: |".repeat(TITLES.len() - 3));
    for row in rows {
        println!("| {} |", row.join(" | "));
    }
}
