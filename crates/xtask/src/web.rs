//! The browser side: its tests, and the page of examples/web.

use std::path::PathBuf;

use crate::workspace::root;
use crate::{Outcome, dist, node};

/// Options of `web`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The port to serve the page on
    #[arg(long, default_value_t = 4173)]
    port: u16,
}

fn page() -> PathBuf {
    root().join("examples").join("web")
}

/// Builds the page and serves it until it is stopped.
pub(crate) fn run(args: &Args) -> Outcome {
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
    if let Some(why) = node::missing().or_else(dist::target_missing) {
        return node::without(&why, "nothing was tested in Node or a browser");
    }
    dist::wasm(true)?;
    node::node(&root().join("bindings").join("wasm"), ["--test", "tests/"])?;
    node::packages(&page())?;
    node::npm(&page(), ["run", "--silent", "check"])?;
    node::npm(&page(), ["test", "--silent"])
}
