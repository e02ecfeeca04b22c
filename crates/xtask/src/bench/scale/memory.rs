//! Memory: of the rules, of a linter, and what a lint holds and a thread keeps, by length of the text.

use std::thread;

use draftlint::{Draft, Linter, Network};
use serde_json::{Value, json};

use super::{Measured, size};
use crate::bench::feed::memory;
use crate::bench::posts::ordinary;
use crate::counting::{Used, used};
use crate::docs::built_in;

const SIZES: [usize; 5] = [256, 4 << 10, 64 << 10, 256 << 10, 1 << 20];

pub(super) struct Memory {
    /// The first linter of the process, with the cards that all share.
    first: Used,
    /// Another one.
    later: Used,
    /// What the first draft for a network adds.
    plan: i64,
    /// By size: on a thread of its own, a lint and what is kept after its report is gone.
    lints: Vec<(usize, Used)>,
    process: f64,
}

pub(super) fn measure() -> Result<Memory, String> {
    let (linter, first) = used(built_in);
    let linter = linter?;
    let (other, later) = used(Linter::default);
    let draft = Draft::new("We mended the kiln.").network(Network::X);
    drop(linter.lint(&draft));
    let ((), plan) = used(|| drop(other.lint(&draft)));
    let mut lints = Vec::new();
    for size in SIZES {
        let text = ordinary(size, 1)?.remove(0);
        let draft = Draft::new(text).network(Network::X);
        let linter = linter.clone();
        let lint = thread::spawn(move || used(|| drop(linter.lint(&draft))).1);
        lints.push((size, lint.join().map_err(|_| "a lint panicked")?));
    }
    Ok(Memory { first, later, plan: plan.kept, lints, process: memory("VmHWM:") })
}

impl Measured for Memory {
    fn print(&self) {
        let mb = |bytes: i64| bytes as f64 / 1e6;
        println!("memory, counted by the allocator, in MB");
        println!(
            "cards of the built-in rules, once a process    {:>8.2}",
            mb(self.first.kept - self.later.kept)
        );
        println!("a linter                                       {:>8.2}", mb(self.later.kept));
        println!("the most that building one takes               {:>8.2}", mb(self.later.peak));
        println!("the same for the first of a process            {:>8.2}", mb(self.first.peak));
        println!("what the first draft for a network adds        {:>8.2}", mb(self.plan));
        println!("resident in the process at its largest         {:>8.2}\n", self.process / 1e6);
        println!(
            "{:>8} {:>12} {:>12} {:>14}   first lint of a thread",
            "text", "held MB", "kept MB", "held by byte"
        );
        for (bytes, lint) in &self.lints {
            let by_byte = lint.peak as f64 / *bytes as f64;
            println!("{:>8} {:>12.3} {:>12.3} {by_byte:>14.0}", size(*bytes), mb(lint.peak), mb(lint.kept));
        }
    }

    fn json(&self) -> Value {
        let lint = |(size, lint): &(usize, Used)| json!({"size": size, "held": lint.peak, "kept": lint.kept});
        json!({
            "cards": self.first.kept - self.later.kept, "linter": self.later.kept, "build": self.later.peak,
            "first_build": self.first.peak, "network": self.plan, "process": self.process,
            "lints": self.lints.iter().map(lint).collect::<Vec<_>>(),
        })
    }
}
