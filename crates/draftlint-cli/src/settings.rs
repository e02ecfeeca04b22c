//! Finding the configuration of a draft, and building one linter for each configuration.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use draftlint::{Config, Linter};

use crate::args::ConfigChoice;
use crate::input::walk::shown;

/// The name of the configuration file.
pub(crate) const FILE_NAME: &str = "draftlint.toml";

/// A configuration and its linter.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// The file it was read from; `None` where there is none.
    pub(crate) path: Option<PathBuf>,
    pub(crate) config: Config,
    pub(crate) linter: Linter,
}

/// What was asked for on the command line, and what was loaded so far.
#[derive(Debug)]
pub(crate) struct Settings {
    choice: ConfigChoice,
    /// What the command line sets, as a layer over the file.
    over: Option<String>,
    by_folder: HashMap<PathBuf, Option<PathBuf>>,
    loaded: HashMap<Option<PathBuf>, Result<Arc<Loaded>, Fault>>,
}

/// Why a configuration cannot be used: its faults, as text.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) text: String,
    /// The same faults were returned before.
    pub(crate) told: bool,
}

impl Settings {
    pub(crate) fn new(choice: &ConfigChoice) -> Settings {
        Settings { choice: choice.clone(), over: None, by_folder: HashMap::new(), loaded: HashMap::new() }
    }

    /// With a layer of TOML over the file.
    pub(crate) fn over(mut self, layer: String) -> Settings {
        self.over = Some(layer);
        self
    }

    /// The configuration for a draft's file, or for the current folder where there is none.
    pub(crate) fn load_for(&mut self, path: Option<&Path>) -> Result<Arc<Loaded>, Fault> {
        let file = if self.choice.no_config {
            None
        } else if let Some(file) = &self.choice.config {
            Some(file.clone())
        } else {
            self.find(&folder_of(path))
        };
        let entry = self.loaded.entry(file.clone()).or_insert_with(|| {
            load(file.as_deref(), self.over.as_deref())
                .map(Arc::new)
                .map_err(|text| Fault { text, told: false })
        });
        let result = entry.clone();
        if let Err(fault) = entry {
            fault.told = true;
        }
        result
    }

    /// The nearest configuration at or above a folder.
    fn find(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.by_folder.get(folder) {
            return known.clone();
        }
        let candidate = folder.join(FILE_NAME);
        let found = if candidate.is_file() {
            Some(candidate)
        } else {
            folder.parent().and_then(|above| self.find(above))
        };
        self.by_folder.insert(folder.to_path_buf(), found.clone());
        found
    }
}

/// The whole path of the folder that holds a file, or of the folder itself.
fn folder_of(path: Option<&Path>) -> PathBuf {
    let here = || std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let Some(path) = path else { return here() };
    let whole = path.canonicalize().unwrap_or_else(|_| here().join(path));
    if whole.is_dir() { whole } else { whole.parent().map_or_else(here, Path::to_path_buf) }
}

/// A path as seen from the current folder, where it lies below it.
pub(crate) fn near(path: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    shown(path.strip_prefix(&here).unwrap_or(path))
}

/// Reads a configuration file, lays what the command line sets over it, and builds its linter. The error is the text
/// of all faults.
fn load(path: Option<&Path>, over: Option<&str>) -> Result<Loaded, String> {
    let mut builder = Config::builder().resolver(resolve);
    if let Some(path) = path {
        let name = near(path);
        let text = read(path).map_err(|why| format!("{name}: {why}"))?;
        builder = builder.layer(&name, &text);
    }
    if let Some(layer) = over {
        builder = builder.layer("command line", layer);
    }
    let config = builder.build().map_err(|error| error.to_string())?;
    let linter = Linter::new(&config).map_err(|error| error.to_string())?;
    Ok(Loaded { path: path.map(Path::to_path_buf), config, linter })
}

/// A file that a layer of a configuration names, or the `.toml` files of a folder that it names, by name and text.
/// Paths start from the asking file.
///
/// # Errors
/// Why a file cannot be read.
pub fn resolve(asker: &str, wanted: &str) -> Result<Vec<(String, String)>, String> {
    let path = Path::new(asker).parent().unwrap_or(Path::new("")).join(wanted);
    let path: PathBuf = path.components().filter(|c| *c != std::path::Component::CurDir).collect();
    if !path.is_dir() {
        return Ok(vec![(shown(&path), read(&path)?)]);
    }
    let mut files = Vec::new();
    toml_files(&path, &mut files)?;
    files.iter().map(|file| Ok((shown(file), read(file)?))).collect()
}

/// The `.toml` files below a folder, in sorted order, without hidden ones.
pub(crate) fn toml_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = entries.map_err(|error| format!("{} cannot be read: {error}", shown(folder)))?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            toml_files(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
    Ok(())
}

/// A text file, without the mark that some editors write in front.
///
/// # Errors
/// Why it cannot be read.
pub fn read(path: &Path) -> Result<String, String> {
    let text = read_as_is(path)?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_string))
}

/// A text file with everything that stands in it.
pub(crate) fn read_as_is(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_string(),
        _ => format!("cannot be read: {error}"),
    })?;
    String::from_utf8(bytes).map_err(|error| {
        format!("invalid UTF-8 at byte {}; save it as UTF-8", error.utf8_error().valid_up_to())
    })
}

/// The id of the known rule that is nearest to what was written.
pub(crate) fn nearest_rule(linter: &Linter, wanted: &str) -> Option<String> {
    let rules = linter.rules();
    let names = rules.iter().flat_map(|(info, _)| {
        let alone = info.id.split('/').next_back().unwrap_or(&info.id);
        let aliases = info.aliases.iter().map(String::as_str);
        aliases.chain([info.id.as_str(), alone]).map(|name| (name, info.id.as_str()))
    });
    nearest(wanted, names).map(str::to_string)
}

/// The id whose name is nearest to what was written, where one is near.
pub(crate) fn nearest<'a>(wanted: &str, names: impl Iterator<Item = (&'a str, &'a str)>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    names
        .map(|(name, id)| (distance(&name.to_lowercase(), &wanted), id))
        .min()
        .filter(|(distance, _)| *distance <= wanted.chars().count().max(3) / 2)
        .map(|(_, id)| id)
}

/// The remedy for a word that is not among the known ones: the nearest of them, else all.
pub(crate) fn hint(wanted: &str, known: &[&str]) -> String {
    nearest(wanted, known.iter().map(|word| (*word, *word)))
        .map_or_else(|| format!("known: {}", known.join(", ")), |word| format!("did you mean `{word}`?"))
}

/// How many letters must change to make one word the other (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let change = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

/// `no rule `bait/tagg`; did you mean `bait/tag`?`
pub(crate) fn unknown_rule(linter: &Linter, wanted: &str) -> String {
    let hint = nearest_rule(linter, wanted)
        .map_or_else(|| "`draftlint rules` lists them".to_string(), |id| format!("did you mean `{id}`?"));
    format!("no rule `{wanted}`\n  help: {hint}")
}

/// The linter of a brand of the configuration, or what is wrong with its id.
pub(crate) fn linter_of(loaded: &Loaded, brand: &str) -> Result<Linter, String> {
    let none = || format!("no brand `{brand}`\n  help: the configuration has no `[brands]`");
    loaded.linter.brand(brand).ok_or_else(|| unknown_brand(loaded, brand).unwrap_or_else(none))
}

/// What is wrong with the id of a brand that was asked for; nothing where the configuration names no brands.
pub(crate) fn unknown_brand(loaded: &Loaded, wanted: &str) -> Option<String> {
    let known: Vec<&str> = loaded.linter.brands().collect();
    if known.is_empty() || known.contains(&wanted) {
        return None;
    }
    Some(format!("no brand `{wanted}`\n  help: {}", hint(wanted, &known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_configuration_wins() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().canonicalize().unwrap();
        std::fs::create_dir_all(root.join("a/b")).unwrap();
        std::fs::write(root.join("draftlint.toml"), "").unwrap();
        std::fs::write(root.join("a/draftlint.toml"), "").unwrap();
        let mut settings = Settings::new(&ConfigChoice { config: None, no_config: false });
        assert_eq!(settings.find(&root.join("a/b")), Some(root.join("a/draftlint.toml")));
        assert_eq!(settings.find(&root), Some(root.join("draftlint.toml")));
    }

    #[test]
    fn files_are_resolved_from_the_asking_one() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("rules/promo")).unwrap();
        std::fs::write(root.path().join("base.toml"), "\u{feff}x = 1").unwrap();
        std::fs::write(root.path().join("rules/promo/own.toml"), "y = 1").unwrap();
        let asker = shown(&root.path().join("draftlint.toml"));
        assert_eq!(resolve(&asker, "./base.toml").unwrap()[0].1, "x = 1");
        let found = resolve(&asker, "rules").unwrap();
        assert!(found[0].0.ends_with("rules/promo/own.toml"));
        assert_eq!(resolve(&asker, "none.toml"), Err("no such file".into()));
    }

    #[test]
    fn distances() {
        assert_eq!(distance("tag", "tagg"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
