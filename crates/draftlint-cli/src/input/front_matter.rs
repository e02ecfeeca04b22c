//! The front matter of a `.md` file: YAML between `---` lines, or TOML between `+++` lines.

use std::ops::Range;

use serde_json::Value;

use super::{Entries, Problem, Source};

/// How a front matter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    Yaml,
    Toml,
}

/// Where the front matter of a text stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    pub(crate) syntax: Syntax,
    /// What is between the fences.
    pub(crate) inner: Range<usize>,
    /// The first byte after the closing fence's line.
    pub(crate) end: usize,
}

/// Finds the front matter that begins at byte `start`; `Ok(None)` where there is none, `Err` where it has no end.
pub(crate) fn find(text: &str, start: usize) -> Result<Option<FrontMatter>, ()> {
    let mut lines = text[start..].split_inclusive('\n');
    let Some(first) = lines.next() else { return Ok(None) };
    let (fence, syntax) = match first.trim_end() {
        "---" => ("---", Syntax::Yaml),
        "+++" => ("+++", Syntax::Toml),
        _ => return Ok(None),
    };
    let from = start + first.len();
    let mut at = from;
    for line in lines {
        if line.trim_end() == fence {
            return Ok(Some(FrontMatter { syntax, inner: from..at, end: at + line.len() }));
        }
        at += line.len();
    }
    Err(())
}

/// The entries of the front matter, and the byte after it.
pub(super) fn read(source: &Source, text: &str, start: usize) -> Result<(Entries, usize), Problem> {
    let Ok(found) = find(text, start) else {
        let fence = text[start..].lines().next().unwrap_or_default().trim_end();
        return Err(source.problem(
            Some(1),
            "the front matter that begins here has no end",
            &format!("close it with a line `{fence}`"),
        ));
    };
    let Some(front) = found else { return Ok((Entries::new(), start)) };
    match parse(front.syntax, &text[front.inner]) {
        Ok(entries) => Ok((entries, front.end)),
        // The fence is line 1.
        Err((line, message)) => {
            Err(source.problem(Some(line + 1), format!("the front matter cannot be read: {message}"), ""))
        }
    }
}

/// The text with `network` in its front matter in place of the networks that stand there, if any do. What cannot be
/// understood line by line is left: the caller reads the text again.
pub(crate) fn with_network(text: &str, start: usize, network: &str) -> String {
    let quoted = Value::from(network).to_string();
    let Ok(Some(front)) = find(text, start) else {
        let (mark, body) = text.split_at(start);
        return format!("{mark}---\nnetwork: {quoted}\n---\n\n{}", body.trim_start_matches(['\n', '\r']));
    };
    let (inner, end) =
        (&text[front.inner.clone()], if text[start..].contains("\r\n") { "\r\n" } else { "\n" });
    let assign = if front.syntax == Syntax::Yaml { ": " } else { " = " };
    let own = format!("network{assign}{quoted}{end}");
    let mut new = String::new();
    // `Some` while the lines belong to a value that is replaced; it holds the brackets that are open.
    let mut inside: Option<usize> = None;
    let mut top = true;
    let mut written = false;
    for line in inner.split_inclusive('\n') {
        let is_key = ["network", "networks"].iter().any(|key| {
            let rest = line.strip_prefix(key).map(str::trim_start);
            rest.is_some_and(|rest| rest.starts_with(assign.trim()))
        });
        top &= front.syntax == Syntax::Yaml || !line.starts_with('[');
        let depth =
            |open: usize| (open + line.matches('[').count()).saturating_sub(line.matches(']').count());
        inside = match inside {
            _ if is_key && top => Some(depth(0)),
            Some(open) if open > 0 => Some(depth(open)),
            // An item of a YAML list.
            Some(open) if front.syntax == Syntax::Yaml && line.starts_with([' ', '\t', '-']) => Some(open),
            _ => None,
        };
        if inside.is_none() {
            new.push_str(line);
        } else if !written {
            new.push_str(&own);
            written = true;
        }
    }
    if !written {
        new.insert_str(0, &own);
    }
    format!("{}{new}{}", &text[..front.inner.start], &text[front.inner.end..])
}

/// Reads a front matter; a fault has its line within it, from 1.
pub(crate) fn parse(syntax: Syntax, text: &str) -> Result<Entries, (u64, String)> {
    match syntax {
        Syntax::Yaml => {
            // `language: no` is Norwegian.
            let options = serde_saphyr::options! { strict_booleans: true };
            let value: Value = serde_saphyr::from_str_with_options(text, options).map_err(|error| {
                let line = error.location().map_or(1, |l| l.line());
                (line, yaml_message(&error))
            })?;
            match value {
                Value::Object(entries) => Ok(entries),
                Value::Null => Ok(Entries::new()),
                _ => Err((1, "it must be lines of `key: value`".into())),
            }
        }
        Syntax::Toml => match text.parse::<toml::Table>() {
            Ok(table) => Ok(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect()),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start.min(text.len()));
                Err((1 + text[..at].matches('\n').count() as u64, error.message().to_string()))
            }
        },
    }
}

/// The first line of the parser's message, without its own idea of the place.
fn yaml_message(error: &serde_saphyr::Error) -> String {
    let text = error.without_snippet().to_string();
    let line = text.lines().next().unwrap_or_default();
    let line = line.split(" at line ").next().unwrap_or(line);
    line.trim_start_matches("error: ").trim_end_matches([',', ' ', '.']).to_string()
}

/// A TOML value as JSON; times become their text.
pub(crate) fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(time) => time.to_string().into(),
        toml::Value::Array(list) => list.into_iter().map(from_toml).collect::<Vec<_>>().into(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use crate::args::InputFormat;

    fn md(text: &str) -> (Vec<super::super::Item>, Vec<String>) {
        let (items, problems, _) = read("a.md", InputFormat::Md, text.as_bytes());
        (items, problems)
    }

    #[test]
    fn yaml_and_toml_say_the_same() {
        let yaml = "---\nnetwork: x\nlanguage: no\nscheduled_at: 2026-05-04T10:00\ntitle: 2026\nmedia:\n  - alt: a map\napprovals:\n  - by: kim\nauthor: lee\n---\nbody\n";
        let toml = "+++\nnetwork = \"x\"\nlanguage = \"no\"\nscheduled_at = 2026-05-04T10:00\ntitle = 2026\nmedia = [{ alt = \"a map\" }]\napprovals = [{ by = \"kim\" }]\nauthor = \"lee\"\n+++\nbody\n";
        let (yaml, problems) = md(yaml);
        assert!(problems.is_empty(), "{problems:?}");
        let (mut toml, problems) = md(toml);
        assert!(problems.is_empty(), "{problems:?}");
        let (left, right) = (&yaml[0].posts[0], &mut toml[0].posts[0]);
        assert_eq!(left.body, right.body);
        assert_eq!(left.language.as_deref(), Some("no"));
        assert_eq!(left.title.as_deref(), Some("2026"));
        let (one, other) = (left.context.as_deref().unwrap(), right.context.as_deref().unwrap());
        assert_eq!(one.author, other.author);
        assert_eq!(one.approvals, other.approvals);
        assert_eq!(one.scheduled_at.as_ref().unwrap().date(), other.scheduled_at.as_ref().unwrap().date());
        assert_eq!(left.media, right.media);
    }

    #[test]
    fn faults_name_their_line() {
        let (_, problems) = md("---\nnetwork: x\ntitle: \"open\nmore\n---\nbody\n");
        assert!(problems[0].starts_with("a.md:"), "{problems:?}");
        let (_, problems) = md("+++\nnetwork = \"x\"\ntitle = \n+++\nbody\n");
        assert!(problems[0].starts_with("a.md:3: the front matter cannot be read"), "{problems:?}");
        let (_, problems) = md("---\nnetwork: x\nbody\n");
        assert!(problems[0].contains("has no end") && problems[0].contains("`---`"), "{problems:?}");
        let (_, problems) = md("---\nscheduled_at: soon\n---\nbody\n");
        assert!(problems[0].contains("`scheduled_at`"), "{problems:?}");
        let (_, problems) = md("---\njust words\n---\nbody\n");
        assert!(problems[0].contains("key: value"), "{problems:?}");
    }

    #[test]
    fn a_network_takes_the_place_of_those_before() {
        for (old, new) in [
            ("body", "---\nnetwork: \"x\"\n---\n\nbody"),
            ("---\nid: 7 # kept\n---\nbody", "---\nnetwork: \"x\"\nid: 7 # kept\n---\nbody"),
            ("---\nid: 7\nnetwork: fb\n---\nbody", "---\nid: 7\nnetwork: \"x\"\n---\nbody"),
            ("---\nnetworks:\n- x\n- fb\nid: 7\n---\nbody", "---\nnetwork: \"x\"\nid: 7\n---\nbody"),
            ("---\nnetworks: [x,\nfb]\nid: 7\n---\nbody", "---\nnetwork: \"x\"\nid: 7\n---\nbody"),
            (
                "+++\nnetworks = [\n\"fb\",\n]\n[offer]\nnetwork = \"y\"\n+++\nbody",
                "+++\nnetwork = \"x\"\n[offer]\nnetwork = \"y\"\n+++\nbody",
            ),
            ("---\r\nnetwork: fb\r\n---\r\nbody", "---\r\nnetwork: \"x\"\r\n---\r\nbody"),
        ] {
            assert_eq!(super::with_network(old, 0, "x"), new);
        }
    }

    #[test]
    fn several_networks_may_be_named() {
        let (items, problems) = md("---\nnetworks: [x, LinkedIn]\n---\nbody\n");
        assert!(problems.is_empty());
        assert_eq!(
            items[0].networks.iter().map(draftlint::Network::as_str).collect::<Vec<_>>(),
            ["x", "linkedin"]
        );
    }
}
