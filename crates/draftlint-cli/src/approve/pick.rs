//! Finding the one draft that is to be approved.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::Streams;
use crate::args::InputFormat;
use crate::input::approvals::{place_in_file, usable_id};
use crate::input::{Event, Item, Source, walk};
use crate::render::plain;
use crate::render::words::count;
use crate::settings::nearest;

/// A draft, and the file that it was read from.
#[derive(Debug)]
pub(super) struct Picked {
    pub(super) source: Source,
    pub(super) path: PathBuf,
    pub(super) item: Item,
}

/// Reads the draft that `calendar.csv#row 3` names, or the only one of a file.
pub(super) fn pick(wanted: &Path, streams: &mut Streams<'_>) -> Result<Picked, String> {
    if wanted.as_os_str() == "-" {
        return Err("standard input has no room for an approval\n  help: save the draft as a file".into());
    }
    let (path, fragment) = split(wanted);
    if path.is_dir() {
        return Err(format!("{}: is a folder; a draft is approved by itself", walk::shown(&path)));
    }
    let (sources, problems) = walk::sources(std::slice::from_ref(&path), InputFormat::Md, &[]);
    if let Some(problem) = problems.first() {
        return Err(problem.to_string());
    }
    let Some(source) = sources.into_iter().next() else {
        return Err(format!("{}: no such file", walk::shown(&path)));
    };
    let file = &source.shown;
    let mut reader = File::open(&path).map_err(|error| format!("{file}: cannot be read: {error}"))?;
    let mut search = Search { fragment: fragment.as_deref(), ..Search::default() };
    _ = source.read(&mut reader, &mut |event| {
        match event {
            Event::Item(item) => search.look_at(item),
            Event::Problem(problem) => search.problems.push(problem.to_string()),
            Event::Notice(notice) => streams.notice(&plain(&notice)),
        }
        ControlFlow::Continue(())
    });
    let problems = std::mem::take(&mut search.problems);
    match search.finish(file) {
        // The draft may be one of those that cannot be read.
        Err(message) if !problems.is_empty() => {
            Err(format!("{}\nerror: {message}", problems.join("\nerror: ")))
        }
        Ok(_) if fragment.is_none() && !problems.is_empty() => Err(problems.join("\nerror: ")),
        Err(message) => Err(message),
        Ok(item) => {
            problems.iter().for_each(|problem| streams.notice(&plain(problem)));
            Ok(Picked { source, path, item })
        }
    }
}

/// The file and what comes after its `#`. Both may hold more of them: the longest name of a file wins.
fn split(wanted: &Path) -> (PathBuf, Option<String>) {
    let whole = (wanted.to_path_buf(), None);
    let Some(text) = wanted.to_str().filter(|_| !wanted.exists()) else { return whole };
    let cut = text.rmatch_indices('#').find(|(at, _)| Path::new(&text[..*at]).is_file());
    cut.map_or(whole, |(at, _)| (text[..at].into(), Some(text[at + 1..].to_string())))
}

/// A draft as it may be called.
#[derive(Debug)]
struct Name {
    place: Option<String>,
    id: Option<String>,
    /// The id, where it is one to use, else the place.
    best: String,
}

/// Drafts that were looked at.
#[derive(Debug, Default)]
struct Search<'a> {
    fragment: Option<&'a str>,
    names: Vec<Name>,
    by_place: Option<Box<Item>>,
    by_id: Vec<Item>,
    by_number: Option<Box<Item>>,
    problems: Vec<String>,
}

impl Search<'_> {
    fn look_at(&mut self, item: Box<Item>) {
        let place = place_in_file(&item);
        let id = usable_id(&item).filter(|id| !id.contains(char::is_control));
        let best = id.or(place).unwrap_or_default().to_string();
        self.names.push(Name { place: place.map(str::to_string), id: item.id.clone(), best });
        let number = place.and_then(|place| place.rsplit(' ').next());
        match self.fragment.map(str::trim) {
            None if self.by_place.is_none() => self.by_place = Some(item),
            Some(wanted) if place == Some(wanted) => self.by_place = Some(item),
            Some(wanted) if item.id.as_deref().is_some_and(|id| id.trim() == wanted) => {
                self.by_id.push(*item);
            }
            Some(wanted) if number == Some(wanted.trim_start_matches('0')) => self.by_number = Some(item),
            _ => {}
        }
    }

    fn finish(mut self, file: &str) -> Result<Item, String> {
        let Some(wanted) = self.fragment else {
            return match (self.by_place, self.names.len()) {
                (Some(item), 1) => Ok(*item),
                (None, _) => Err(format!("{file}: holds no draft")),
                (_, drafts) => {
                    let drafts = count(drafts, "draft");
                    Err(format!(
                        "{file}: holds {drafts}\n  help: name one, such as {}",
                        shown(file, &self.names)
                    ))
                }
            };
        };
        if let Some(item) = self.by_place {
            return Ok(*item);
        }
        let same: Vec<&Item> = self.by_id.iter().chain(self.by_number.as_deref()).collect();
        if same.len() > 1 {
            let places: Vec<String> = same.iter().take(2).map(|item| format!("`{}`", item.source)).collect();
            return Err(format!(
                "{file}: `{wanted}` may be any of {} drafts\n  help: name one by its place: {}",
                same.len(),
                places.join(" or ")
            ));
        }
        if let Some(item) = self.by_id.pop().or(self.by_number.map(|item| *item)) {
            return Ok(item);
        }
        let known = self.names.iter().flat_map(|name| {
            [&name.place, &name.id].into_iter().flatten().map(|known| (known.as_str(), name.best.as_str()))
        });
        let hint = match nearest(wanted, known.filter(|(_, best)| !best.is_empty())) {
            Some(best) => format!("did you mean `{file}#{best}`?"),
            None if self.names.iter().all(|name| name.place.is_none()) => {
                format!("it is one draft: name it `{file}`")
            }
            None => format!("such as {}", shown(file, &self.names)),
        };
        Err(format!("{file}: no draft is called `{wanted}`\n  help: {hint}"))
    }
}

/// Two names to use.
fn shown(file: &str, names: &[Name]) -> String {
    let names: Vec<String> = names.iter().take(2).map(|name| format!("`{file}#{}`", name.best)).collect();
    names.join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::tests::read;

    fn find(name: &str, text: &str, fragment: Option<&str>) -> Result<String, String> {
        let format = walk::format_of(Path::new(name)).unwrap();
        let (items, problems, _) = read(name, format, text.as_bytes());
        assert!(problems.is_empty(), "{problems:?}");
        let mut search = Search { fragment, ..Search::default() };
        items.into_iter().for_each(|item| search.look_at(Box::new(item)));
        search.finish(name).map(|item| item.posts[0].body.to_string())
    }

    #[test]
    fn a_draft_is_found_by_place_id_or_number() {
        let sheet = "id,text\nlaunch,one\n,two\n3,three\nrow 2,four\n";
        let found = |fragment| find("a.csv", sheet, Some(fragment));
        assert_eq!(found("row 2").unwrap(), "one");
        assert_eq!(found("launch").unwrap(), "one");
        assert_eq!(found("4").unwrap(), "three");
        assert_eq!(found("5").unwrap(), "four");
        // The id of one, the row of another.
        assert!(found("3").unwrap_err().contains("`a.csv#row 4` or `a.csv#row 3`"), "{:?}", found("3"));
        assert!(found("lunch").unwrap_err().ends_with("did you mean `a.csv#launch`?"));
        assert!(found("").is_err());
        let twice =
            find("a.jsonl", "{\"id\":\"a\",\"text\":\"1\"}\n{\"id\":\"a\",\"text\":\"2\"}", Some("a"));
        assert!(twice.unwrap_err().contains("`a.jsonl#line 1` or `a.jsonl#line 2`"));
    }

    #[test]
    fn a_file_of_many_names_two() {
        let none = find("a.csv", "id,text\nlaunch,one\n,two\n,three\n", None).unwrap_err();
        assert_eq!(none, "a.csv: holds 3 drafts\n  help: name one, such as `a.csv#launch` or `a.csv#row 3`");
        assert_eq!(find("a.csv", "text\none\n", None).unwrap(), "one");
        let odd = find("a.md", "---\nid: b\n---\none", Some("zzzzzz")).unwrap_err();
        assert!(odd.ends_with("it is one draft: name it `a.md`"), "{odd}");
        assert_eq!(find("a.md", "---\nid: b\n---\none", Some("b")).unwrap(), "one");
        let odd = "{\"id\":\"a\\n\\\"b\\\" 🎉#1\",\"text\":\"1\"}\n{\"text\":\"2\"}";
        assert_eq!(find("a.jsonl", odd, Some("a\n\"b\" 🎉#1")).unwrap(), "1");
    }

    #[test]
    fn the_longest_name_of_a_file_wins() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a", "a#b c.csv"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let path = folder.path().join("a#b c.csv");
        assert_eq!(split(&folder.path().join("a#b c.csv#row 3")), (path.clone(), Some("row 3".into())));
        assert_eq!(split(&folder.path().join("a#b c.csv#x#1")), (path.clone(), Some("x#1".into())));
        assert_eq!(split(&path), (path, None));
    }
}
