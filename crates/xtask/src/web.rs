//! The browser side: its tests, and the page of examples/web.

use std::path::PathBuf;

use crate::workspace::root;
use crate::{Outcome, dist, node};

/// Options of `web`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Test the package in Node, and the page and the element in a browser; serve nothing
    #[arg(long)]
    test: bool,
    /// The port to serve the page on
    #[arg(long, default_value_t = 4173)]
    port: u16,
}

fn page() -> PathBuf {
    root().join("examples").join("web")
}

/// Builds the page and serves it until it is stopped.
pub(crate) fn run(args: &Args) -> Outcome {
    if args.test {
        return test();
    }
    if let Some(why) = node::missing() {
        return Err(why);
    }
    dist::wasm(false)?;
    node::packages(&page())?;
    node::npm(&page(), ["run", "build"])?;
    node::npm(&page(), ["run", "preview", "--", "--port", &args.port.to_string()])
}

/// The package in Node, and the page and the element in a browser.
pub(crate) fn test() -> Outcome {
    const SO: &str = "nothing was tested in Node or a browser";
    if let Some(why) = node::missing() {
        return node::without(&why, SO);
    }
    if let Some(why) = dist::target_missing() {
        println!("skipped: {why}, so {SO}");
        return Ok(());
    }
    dist::wasm(true)?;
    // By name: what a folder means to the runner depends on the version of Node.
    let tests = ["--test", "tests/api.test.mjs", "tests/conformance.test.mjs"];
    node::node(&root().join("bindings").join("wasm"), tests)?;
    node::packages(&page())?;
    node::npm(&page(), ["run", "--silent", "check"])?;
    node::npm(&page(), ["test", "--silent"])
}
