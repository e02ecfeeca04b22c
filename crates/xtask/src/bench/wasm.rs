//! The browser package: its size, when it is ready, and its time against the native library in the same run.

use std::hint::black_box;
use std::time::Instant;

use draftlint::{Draft, Network, Offsets};
use serde_json::json;

use super::measure::median;
use crate::docs::built_in;
use crate::workspace::{again_in_release, root, target, write};
use crate::{Outcome, dist, node};

/// What a post is made of here: words that rules look at among words that they do not.
const SENTENCES: &str = "We mended the kiln on Monday and the blue mugs are back 🎉 A reader asked why the glaze runs, \
    and here is what we learned: it was too thick. Last chance to see the old ones, they go on Friday. Tell us what you \
    would like to see next, @quaycafe reads along #pottery https://quaycafe.example/kiln ";

/// As many characters of it as asked for.
fn text(characters: usize) -> String {
    SENTENCES.chars().cycle().take(characters).collect()
}

pub(super) fn run(rounds: usize) -> Outcome {
    if again_in_release()? {
        return Ok(());
    }
    if let Some(why) = node::missing() {
        return Err(why);
    }
    dist::wasm(false)?;
    let page = root().join("examples").join("web");
    node::packages(&page)?;
    let (short, long) = (text(280), text(3000));
    let linter = built_in()?.count_facts(true);
    let draft = Draft::new(short.as_str()).network(Network::X);
    // Both sides end with the report as JSON.
    let once = || {
        let mut out = Vec::new();
        linter.lint(&draft).write_json(std::slice::from_ref(&draft), Offsets::Utf16, &mut out);
        out.len()
    };
    let time = |_| {
        let start = Instant::now();
        for _ in 0..20 {
            black_box(once());
        }
        start.elapsed().as_secs_f64() * 1e6 / 20.0
    };
    for round in 0..rounds {
        black_box(time(round));
    }
    let native = median((0..rounds).map(time).collect());
    let given = target().join("bench-wasm.json");
    write(&given, &json!({"short": short, "long": long, "native": native, "rounds": rounds}).to_string())?;
    node::node(&page, ["bench.mjs".as_ref(), given.as_os_str()])
}
