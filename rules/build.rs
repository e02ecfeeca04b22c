//! Lists every card, lexicon, network and profile, sorts them, and embeds them. Nothing is interpreted here.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    // A new category is a new folder.
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(&root).expect("the crate's folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && name != "src" && name != "target" {
            println!("cargo::rerun-if-changed={}", entry.path().display());
            list(&entry.path(), &mut files);
        }
    }
    // By their names, not their endings: `x` before `x-premium`, which extends it.
    files.sort_by_key(|path| path.with_extension(""));
    let mut code = String::from("&[\n");
    for file in files {
        let relative =
            file.strip_prefix(&root).expect("inside the crate").to_string_lossy().replace('\\', "/");
        let path = file.to_string_lossy().replace('\\', "/");
        code.push_str(&format!("    File {{ path: {relative:?}, text: include_str!({path:?}) }},\n"));
    }
    code.push_str("]\n");
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it")).join("files.rs");
    fs::write(out, code).expect("the build folder can be written");
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
}
