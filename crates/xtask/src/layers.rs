//! Holds the order of the core's modules, and what the core may not use.

mod code;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::Outcome;
use crate::workspace::{files_below, root};

/// The order: a module uses only modules before it. `module::part` is a part that stands elsewhere than its module.
const ORDER: &[&str] = &[
    "few",
    "error",
    // Untyped input with places, and times.
    "value",
    "time",
    // What a caller gives, and what a rule is and finds.
    "network",
    "context",
    "rule",
    "finding",
    "draft",
    // What comes out.
    "score",
    "report",
    "json",
    // The text, read once, and what is counted on it.
    "document",
    "entities",
    "phrase",
    "matcher",
    "count",
    "facts",
    // What other posts say.
    "history",
    "counter",
    "split",
    // The files: cards, lexicons, networks, configuration.
    "rule::options",
    "rule::card",
    "rule::example",
    "catalogue",
    "config",
    // What runs.
    "checks",
    "linter",
    "feed",
    "brief",
    "parts",
];

/// Uses against the order that are accepted, each with the reason.
const ACCEPTED: &[(&str, &str, &str)] = &[(
    "rule",
    "finding",
    "a rule's documentation names the severity and safety of what it finds, and a finding holds its rule",
)];

/// What the core does not know: files, the environment, the net, other programs, clocks, the terminal.
const FORBIDDEN: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::os",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
    "dbg!",
];

/// What only looks forbidden: an address is a value.
const ALLOWED: &[&str] = &["std::net::IpAddr", "std::net::Ipv4Addr", "std::net::Ipv6Addr"];

/// A use of a module by another, with the file that holds it.
type Uses = BTreeMap<(String, String), String>;

/// Checks `crates/draftlint/src`.
pub(crate) fn run() -> Outcome {
    let src = root().join("crates/draftlint/src");
    let mut files = Vec::new();
    for path in files_below(&src, &["rs"]) {
        let text =
            fs::read_to_string(&path).map_err(|e| format!("{} cannot be read: {e}", path.display()))?;
        let name = path.strip_prefix(&src).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        files.push((name, text));
    }
    let (uses, mut faults) = read(&files);
    faults.extend(judge(&uses));
    for cycle in cycles(&uses) {
        println!(
            "layers: a cycle of whole modules, in which a part or an accepted use goes back: {}",
            cycle.join(", ")
        );
    }
    for (user, used, why) in ACCEPTED {
        match uses.get(&((*user).into(), (*used).into())) {
            Some(file) => println!("layers: accepted: `{user}` uses `{used}` ({file}): {why}"),
            None => faults
                .push(format!("`{user}` does not use `{used}` any more: take it out of the accepted list")),
        }
    }
    for fault in &faults {
        eprintln!("layers: {fault}");
    }
    if faults.is_empty() {
        println!("layers: {} uses among {} modules keep the order", uses.len(), ORDER.len());
        return Ok(());
    }
    Err(format!("{} faults in the order of modules (crates/xtask/src/layers.rs holds it)", faults.len()))
}

/// The uses in the files of a crate, by path below `src`, and what they use that is forbidden.
fn read(files: &[(String, String)]) -> (Uses, Vec<String>) {
    let exports: BTreeMap<String, String> = files
        .iter()
        .filter(|(name, _)| name == "lib.rs")
        .flat_map(|(_, text)| code::exports(&code::plain(text)))
        .collect();
    let tests: Vec<Vec<String>> =
        files.iter().flat_map(|(name, text)| code::test_modules(name, text)).collect();
    let mut uses = Uses::new();
    let mut faults = Vec::new();
    for (name, text) in files {
        let plain = code::plain(text);
        let module = code::module_of(name);
        if tests.iter().any(|tests| module.starts_with(tests)) {
            continue;
        }
        for path in code::paths(&plain) {
            if let Some(forbidden) = FORBIDDEN
                .iter()
                .find(|f| path.starts_with(**f) && !ALLOWED.iter().any(|a| path.starts_with(a)))
            {
                faults.push(format!(
                    "{name} uses `{forbidden}`: the core knows no files, clocks, terminal or net"
                ));
            }
            let Some(inner) = code::inside(&path, &module) else { continue };
            let inner = match inner.split("::").next().and_then(|first| exports.get(first)) {
                Some(home) => format!("{home}::{inner}"),
                None => inner,
            };
            let (user, used) = (layer(&module.join("::")), layer(&inner));
            if name != "lib.rs" && user != used && !used.is_empty() {
                uses.entry((user, used)).or_insert_with(|| name.clone());
            }
        }
        for makro in FORBIDDEN.iter().filter(|f| f.ends_with('!')) {
            if code::calls(&plain, makro) {
                faults.push(format!("{name} uses `{makro}`: the core writes to no terminal"));
            }
        }
        if code::without_tests(text).contains("include_str!(\"../../..") {
            faults.push(format!("{name} reads a file outside the crate, which cannot be packaged then"));
        }
    }
    (uses, faults)
}

/// The layer that a path within the crate belongs to: the longest entry of the order that it begins with.
fn layer(path: &str) -> String {
    let mut parts: Vec<&str> = path.split("::").collect();
    while parts.len() > 1 && !ORDER.contains(&parts.join("::").as_str()) {
        parts.pop();
    }
    parts.join("::")
}

/// The uses that go against the order, and modules that it does not name.
fn judge(uses: &Uses) -> Vec<String> {
    let place = |layer: &str| ORDER.iter().position(|l| *l == layer);
    let mut faults = BTreeSet::new();
    for ((user, used), file) in uses {
        match (place(user), place(used)) {
            (Some(a), Some(b)) if b < a => {}
            (Some(_), Some(_)) => {
                if !ACCEPTED.iter().any(|(a, b, _)| a == user && b == used) {
                    faults.insert(format!("`{user}` uses `{used}`, which comes later ({file})"));
                }
            }
            (None, _) => {
                faults.insert(format!("the module `{user}` ({file}) has no place in the order"));
            }
            (_, None) => {
                faults.insert(format!("the module `{used}`, used in {file}, has no place in the order"));
            }
        }
    }
    faults.into_iter().collect()
}

/// Groups of top-level modules each of which reaches the others.
fn cycles(uses: &Uses) -> Vec<Vec<String>> {
    let top = |layer: &str| layer.split("::").next().unwrap_or(layer).to_string();
    let mut reach: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (user, used) in uses.keys() {
        let (user, used) = (top(user), top(used));
        if user != used {
            reach.entry(user).or_default().insert(used);
        }
    }
    loop {
        let mut grown = false;
        for module in reach.keys().cloned().collect::<Vec<_>>() {
            let further: Vec<String> =
                reach[&module].iter().filter_map(|m| reach.get(m)).flatten().cloned().collect();
            for next in further {
                grown |= reach.get_mut(&module).is_some_and(|set| set.insert(next));
            }
        }
        if !grown {
            break;
        }
    }
    let mut found: Vec<Vec<String>> = Vec::new();
    for (module, reached) in &reach {
        if reached.contains(module) && !found.iter().any(|cycle| cycle.contains(module)) {
            let both = |m: &&String| reach.get(*m).is_some_and(|back| back.contains(module));
            found.push(reached.iter().filter(both).cloned().collect());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses_of(files: &[(&str, &str)]) -> (Uses, Vec<String>) {
        let files: Vec<(String, String)> =
            files.iter().map(|(n, t)| (n.to_string(), t.to_string())).collect();
        read(&files)
    }

    #[test]
    fn an_upward_use_is_found_however_it_is_written() {
        for text in [
            "use crate::linter::Linter;",
            "use crate::{error::Error, linter::{Linter}};",
            "fn f() -> crate::linter::Linter { todo!() }",
            "use crate::Linter;",
        ] {
            let (uses, _) = uses_of(&[("lib.rs", "pub use linter::{CardTest, Linter};"), ("facts.rs", text)]);
            assert_eq!(judge(&uses), ["`facts` uses `linter`, which comes later (facts.rs)"], "{text}");
        }
    }

    #[test]
    fn comments_strings_and_tests_do_not_count() {
        let text = "/// See [`crate::linter::Linter`].\nconst A: &str = \"crate::linter\";\n#[cfg(test)]\nmod tests { use crate::linter; use std::fs; }";
        let (uses, faults) = uses_of(&[("facts.rs", text)]);
        assert!(uses.is_empty() && faults.is_empty(), "{uses:?} {faults:?}");
        let (uses, faults) = uses_of(&[
            ("facts.rs", "#[cfg(test)]\nmod plain;\nmod other;"),
            ("facts/plain.rs", "mod rows;"),
            ("facts/plain/rows.rs", "use crate::linter; use std::fs;"),
            ("facts/other.rs", "use crate::document;"),
        ]);
        assert!(uses.len() == 1 && faults.is_empty(), "{uses:?} {faults:?}");
    }

    #[test]
    fn a_part_of_a_module_may_stand_elsewhere() {
        let (uses, _) = uses_of(&[
            ("rule/card.rs", "use crate::phrase::Phrase; use super::Category;"),
            ("rule/mod.rs", "use super::phrase;"),
        ]);
        assert_eq!(judge(&uses), ["`rule` uses `phrase`, which comes later (rule/mod.rs)"]);
    }

    #[test]
    fn the_outer_world_is_forbidden() {
        let (_, faults) =
            uses_of(&[("facts.rs", "use std::{fs, fmt}; fn f() { println!(\"x\"); let v = env!(\"X\"); }")]);
        assert_eq!(faults.len(), 2, "{faults:?}");
    }

    #[test]
    fn cycles_are_named() {
        let (uses, _) =
            uses_of(&[("rule/mod.rs", "use crate::finding;"), ("finding.rs", "use crate::rule;")]);
        assert_eq!(cycles(&uses), [["finding", "rule"]]);
    }
}
