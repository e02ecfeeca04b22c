//! From the paths of the command line to the files to read.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::{Problem, Source, approvals};
use crate::args::InputFormat;

/// How a file is read, by its ending.
pub(crate) fn format_of(path: &Path) -> Option<InputFormat> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "txt" | "text" => Some(InputFormat::Txt),
        "md" | "markdown" => Some(InputFormat::Md),
        "json" => Some(InputFormat::Json),
        "jsonl" | "ndjson" => Some(InputFormat::Jsonl),
        "csv" | "tsv" => Some(InputFormat::Csv),
        _ => None,
    }
}

/// The path with `/` between its parts, without a `./` in front.
pub(crate) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() };
    text.strip_prefix("./").map_or_else(|| text.clone(), str::to_string)
}

/// The files that the paths name, folders opened up and in sorted order, each file once; `skip` are
/// left out unless they are named.
pub(crate) fn sources(
    paths: &[PathBuf],
    stdin: InputFormat,
    skip: &[PathBuf],
) -> (Vec<Source>, Vec<Problem>) {
    let mut walk =
        Walk { skip: skip.iter().filter_map(|p| p.canonicalize().ok()).collect(), ..Walk::default() };
    for path in paths {
        if path.as_os_str() == "-" {
            walk.sources.push(Source::stdin(stdin));
        } else {
            walk.named(path);
        }
    }
    (walk.sources, walk.problems)
}

#[derive(Default)]
struct Walk {
    sources: Vec<Source>,
    problems: Vec<Problem>,
    seen: HashSet<PathBuf>,
    skip: HashSet<PathBuf>,
}

impl Walk {
    /// A path that the user wrote.
    fn named(&mut self, path: &Path) {
        match path.metadata() {
            Err(error) => {
                let message = if error.kind() == std::io::ErrorKind::NotFound {
                    "no such file or folder".to_string()
                } else {
                    error.to_string()
                };
                self.problem(path, message, "");
            }
            Ok(data) if data.is_dir() => self.folder(path),
            Ok(_) if path.file_name().is_some_and(|name| approvals::is_its_name(&name.to_string_lossy())) => {
                self.problem(
                    path,
                    "this file holds the approvals of the drafts beside it, no draft".into(),
                    "name the drafts: it is read with them",
                );
            }
            Ok(_) => match format_of(path) {
                Some(format) => self.add(path, format, true),
                None => self.problem(
                    path,
                    "this kind of file is not read".into(),
                    "save it as .txt, .md, .json, .jsonl or .csv, or pipe it in with --stdin-format",
                ),
            },
        }
    }

    fn folder(&mut self, folder: &Path) {
        let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.problem(folder, format!("cannot be read: {error}"), ""),
        };
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let path = if folder == Path::new(".") { PathBuf::from(entry.file_name()) } else { entry.path() };
            let Ok(kind) = entry.file_type() else { continue };
            let skipped = name.starts_with('.')
                || approvals::is_its_name(&name)
                || name.eq_ignore_ascii_case("readme.md")
                || name.eq_ignore_ascii_case("changelog.md");
            if skipped {
                continue;
            }
            // A link to a folder may lead back up: links are followed to files only.
            if kind.is_dir() {
                self.folder(&path);
            } else if let (Some(format), true) = (format_of(&path), path.is_file()) {
                self.add(&path, format, false);
            }
        }
    }

    fn add(&mut self, path: &Path, format: InputFormat, named: bool) {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        if (named || !self.skip.contains(&real)) && self.seen.insert(real) {
            self.sources.push(Source {
                shown: shown(path).into(),
                path: Some(path.to_path_buf()),
                format,
                named,
            });
        }
    }

    fn problem(&mut self, path: &Path, message: String, help: &str) {
        self.problems.push(Problem { file: shown(path).into(), line: None, message, help: help.into() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_opened_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir_all(root.join("b/.hidden")).unwrap();
        for name in [
            "b/z.md",
            "a.txt",
            "c.csv",
            "README.md",
            "b/.hidden/x.md",
            "b/notes.docx",
            "out.json",
            "b/approvals.jsonl",
        ] {
            std::fs::write(root.join(name), "x").unwrap();
        }
        let more = ["a.txt", "none.md", "b/notes.docx", "b/approvals.jsonl"].map(|name| root.join(name));
        let paths = [&[root.to_path_buf()][..], &more].concat();
        let (sources, problems) = sources(&paths, InputFormat::Md, &[root.join("out.json")]);
        let names: Vec<String> = sources
            .iter()
            .map(|s| s.shown.strip_prefix(&format!("{}/", shown(root))).unwrap().to_string())
            .collect();
        assert_eq!(names, ["a.txt", "b/z.md", "c.csv"]);
        assert_eq!(problems.len(), 3);
        assert!(problems[0].message.contains("no such file"));
        assert!(problems[2].message.contains("holds the approvals"));
    }
}
