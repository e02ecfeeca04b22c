//! `allow`: accepts what a rule finds, in the front matter of a draft or in the configuration; never in the post.

use std::io;
use std::path::{Path, PathBuf};

use draftlint::{Draft, Timestamp};

use crate::args::{AllowArgs, InputFormat};
use crate::entry::{self, Entry};
use crate::input::front_matter::{self, FrontMatter, Syntax};
use crate::input::walk::{format_of, shown};
use crate::settings::{self, FILE_NAME, Settings, near, unknown_rule};
use crate::{EXIT_OK, EXIT_USAGE, Streams, fix};

/// The key of the front matter.
const LIST: &str = "allow";

/// Runs `allow`.
pub(crate) fn run(args: &AllowArgs, streams: &mut Streams<'_>) -> io::Result<u8> {
    match allow(args) {
        Ok((path, text)) => {
            fix::write(&path, &text)?;
            let what = args.matched.as_ref().map_or_else(String::new, |words| format!(" on `{words}`"));
            streams.notice(&format!("{}: accepted {}{what}: {}", near(&path), args.rule, args.reason.trim()));
            Ok(EXIT_OK)
        }
        Err(message) => {
            streams.error(&message);
            Ok(EXIT_USAGE)
        }
    }
}

/// The file to write and its new text.
fn allow(args: &AllowArgs) -> Result<(PathBuf, String), String> {
    let loaded = Settings::new(&args.config).load_for(args.file.as_deref()).map_err(|fault| fault.text)?;
    let info = loaded.linter.rule(&args.rule).ok_or_else(|| unknown_rule(&loaded.linter, &args.rule))?;
    if args.reason.trim().is_empty() {
        return Err(
            "the reason is empty\n  help: say why this is fine here, such as --reason \"launch week\"".into(),
        );
    }
    let mut entry =
        Entry { keys: vec![("rule", info.id.as_str().into()), ("reason", args.reason.trim().into())] };
    if let Some(words) = args.matched.as_deref().filter(|words| !words.trim().is_empty()) {
        entry.keys.push(("match", words.into()));
    }
    if let Some(until) = &args.until {
        if Timestamp::parse(until).is_none() {
            return Err(format!("`{until}` is no date\n  help: write --until 2026-06-01"));
        }
        entry.keys.push(("until", until.trim().into()));
    }
    if let Some(file) = &args.file {
        return in_draft(file, &entry).map(|text| (file.clone(), text));
    }
    let path = loaded.path.clone().unwrap_or_else(|| PathBuf::from(FILE_NAME));
    in_config(&path, &entry).map(|text| (path, text))
}

/// The text of a `.md` file with the entry in its front matter.
fn in_draft(file: &Path, entry: &Entry) -> Result<String, String> {
    if format_of(file) != Some(InputFormat::Md) {
        return Err(format!(
            "{}: only a .md file has room for it\n  help: save the post as .md, or leave the file out to accept it in {FILE_NAME}",
            shown(file)
        ));
    }
    let text = settings::read_as_is(file).map_err(|why| format!("{}: {why}", shown(file)))?;
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let no_end = |()| format!("{}:1: the front matter that begins here has no end", shown(file));
    let front = front_matter::find(&text, start).map_err(no_end)?;
    let before = count(&text, front.as_ref());
    let new = entry::added(&text, start, LIST, entry).map_err(no_end)?;
    // What was written must be read back as one acceptance more.
    let after = front_matter::find(&new, start).ok().flatten();
    if before.is_none() || count(&new, after.as_ref()) != before.map(|n| n + 1) {
        return Err(format!(
            "{}: its front matter is written in a way that cannot be added to\n  help: add by hand:\n{}",
            shown(file),
            entry.by_hand(LIST, front.map_or(Syntax::Yaml, |front| front.syntax))
        ));
    }
    Ok(new)
}

/// How many acceptances the front matter of a text holds; `None` where it cannot be read.
fn count(text: &str, front: Option<&FrontMatter>) -> Option<usize> {
    let Some(front) = front else { return Some(0) };
    let mut entries = front_matter::parse(front.syntax, &text[front.inner.clone()]).ok()?;
    entries.retain(|key, _| key == LIST);
    Draft::from_entries(entries).ok().map(|(draft, _)| draft.allow.len())
}

/// The text of the configuration with the entry at its end.
fn in_config(path: &Path, entry: &Entry) -> Result<String, String> {
    let old = if path.exists() {
        settings::read(path).map_err(|why| format!("{}: {why}", near(path)))?
    } else {
        "edition = \"2026\"\n".to_string()
    };
    let gap = if old.is_empty() || old.ends_with('\n') { "" } else { "\n" };
    let added = entry.toml("[[allow.rules]]", "\n");
    let new = format!("{old}{gap}\n{added}");
    if new.parse::<toml::Table>().is_err() {
        return Err(format!("{}: cannot be added to\n  help: add by hand:\n{added}", near(path)));
    }
    Ok(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            keys: vec![
                ("rule", "bait/tag".into()),
                ("reason", "it's \"fine\": really # so".into()),
                ("until", "2026-06-01".into()),
            ],
        }
    }

    fn add(text: &str) -> Result<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, text).unwrap();
        in_draft(&path, &entry())
    }

    #[test]
    fn every_front_matter_can_be_added_to() {
        let new = add("hello").unwrap();
        assert!(
            new.starts_with("---\nallow:\n  - rule: \"bait/tag\"\n    reason:")
                && new.ends_with("---\nhello"),
            "{new}"
        );
        // Again, into the list that is there now.
        let again = add(&new).unwrap();
        assert_eq!(again.matches("allow:").count(), 1, "{again}");
        let middle = add("---\nallow:\n- rule: a/b\n  reason: c\nnetwork: x\n---\nhello").unwrap();
        assert!(middle.ends_with("\nnetwork: x\n---\nhello"), "{middle}");
        let toml = add("+++\nnetwork = \"x\"\n+++\nhello").unwrap();
        assert!(toml.contains("\n[[allow]]\nrule = \"bait/tag\"\n"), "{toml}");
        let empty = add("---\nallow: []\n---\nhello").unwrap();
        assert!(empty.starts_with("---\nallow:\n  - rule: "), "{empty}");
        let marked = add("\u{feff}---\r\nid: 7\r\n---\r\nhello").unwrap();
        assert!(marked.starts_with("\u{feff}---\r\nid: 7\r\nallow:\r\n"), "{marked:?}");
        let inline = add("---\nallow: [{rule: a/b, reason: c}]\n---\nhello").unwrap_err();
        assert!(inline.contains("add by hand"), "{inline}");
    }

    #[test]
    fn a_configuration_is_added_to_at_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        let new = in_config(&path, &entry()).unwrap();
        assert!(new.starts_with("edition = \"2026\"\n\n[[allow.rules]]\n"));
        std::fs::write(&path, "[allow]\nphrases = [\"x\"]").unwrap();
        let table: toml::Table = in_config(&path, &entry()).unwrap().parse().unwrap();
        assert_eq!(table["allow"]["rules"][0]["reason"].as_str(), Some("it's \"fine\": really # so"));
        std::fs::write(&path, "[allow]\nrules = []").unwrap();
        assert!(in_config(&path, &entry()).unwrap_err().contains("add by hand"));
    }
}
