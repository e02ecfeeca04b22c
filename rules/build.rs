//! Lists every card, lexicon, network and profile, sorts them, and embeds them. No rule is interpreted here.

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
    let examples = std::env::var_os("CARGO_FEATURE_EXAMPLES").is_some();
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    let mut code = String::from("&[\n");
    for file in files {
        let relative =
            file.strip_prefix(&root).expect("inside the crate").to_string_lossy().replace('\\', "/");
        let embedded = if examples { file } else { shortened(&file, &out.join(&relative)) };
        let path = embedded.to_string_lossy().replace('\\', "/");
        code.push_str(&format!("    File {{ path: {relative:?}, text: include_str!({path:?}) }},\n"));
    }
    code.push_str("]\n");
    fs::write(out.join("files.rs"), code).expect("the build folder can be written");
}

/// Writes a file without its examples and whole lines of comment: what is fetched by a browser carries neither.
fn shortened(file: &Path, to: &Path) -> PathBuf {
    let text = fs::read_to_string(file).expect("a readable file");
    let cut = ["\n[[bad]]", "\n[[good]]"].iter().filter_map(|mark| text.find(mark)).min();
    let head = &text[..cut.map_or(text.len(), |at| at + 1)];
    let lines: Vec<&str> =
        head.lines().filter(|line| !line.is_empty() && !line.trim_start().starts_with('#')).collect();
    fs::create_dir_all(to.parent().expect("a folder")).expect("the build folder can be written");
    fs::write(to, lines.join("\n") + "\n").expect("the build folder can be written");
    to.to_path_buf()
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
