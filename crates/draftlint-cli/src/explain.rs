//! `explain`: all that a rule's card says, for reading.

use std::io;

use draftlint::{Linter, OptionInfo, RuleInfo, RuleKind, Severity};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::args::ExplainArgs;
use crate::render::style::{Paint, column, cut, hanging, page_width, wrap};
use crate::settings::{Settings, unknown_rule};
use crate::{EXIT_OK, EXIT_USAGE, Streams, networks};

/// Runs `explain`.
pub(crate) fn run(args: &ExplainArgs, streams: &mut Streams<'_>) -> io::Result<u8> {
    let loaded = match Settings::new(&args.config).load_for(None) {
        Ok(loaded) => loaded,
        Err(fault) => {
            streams.error(&fault.text);
            return Ok(EXIT_USAGE);
        }
    };
    let Some(info) = loaded.linter.rule(&args.rule) else {
        streams.error(&unknown_rule(&loaded.linter, &args.rule));
        return Ok(EXIT_USAGE);
    };
    let page = Page { paint: Paint::new(streams.terminal.colour), width: page_width(&streams.terminal) };
    streams.stdout.write_all(page.text(&loaded.linter, info, &args.rule).as_bytes())?;
    Ok(EXIT_OK)
}

/// The page on a rule, without colours.
pub(crate) fn page(linter: &Linter, info: &RuleInfo) -> String {
    Page { paint: Paint::new(false), width: 80 }.text(linter, info, &info.id)
}

struct Page {
    paint: Paint,
    width: usize,
}

impl Page {
    fn text(&self, linter: &Linter, info: &RuleInfo, asked: &str) -> String {
        let mut out = format!("{}\n{}\n", self.paint.bold(&info.id), info.title);
        if asked != info.id {
            out.push_str(&format!("(formerly {asked})\n"));
        }
        out.push('\n');
        out.push_str(&self.facts(linter, info));
        if !info.why.is_empty() {
            self.section(&mut out, "Why", &info.why);
        }
        if !info.help.is_empty() {
            self.section(&mut out, "Instead", &info.help);
        }
        if !info.options.is_empty() {
            self.head(&mut out, "Options");
            for option in &info.options {
                let words = format!("{}, {}: {}", option.kind, default_of(option), option.about);
                out.push_str(&hanging(&format!("  {}", column(&option.name, 12)), &words, self.width));
            }
        }
        if let Some(card) = linter.card(&info.id) {
            self.examples(&mut out, card);
        }
        if !info.facts.is_empty() {
            self.head(&mut out, "What it knows of networks");
            let page = networks::Page { paint: self.paint, width: self.width };
            out.push_str(&page.facts(linter, &info.facts, info.severity == Severity::Error));
        }
        if !info.sources.is_empty() {
            self.head(&mut out, "Sources");
            for source in &info.sources {
                out.push_str(&hanging("  ", source, self.width));
            }
        }
        self.head(&mut out, "To turn it off");
        let id = &info.id;
        out.push_str(&format!("  everywhere      in draftlint.toml: [rules]  \"{id}\" = \"off\"\n"));
        out.push_str(&format!("  for one draft   draftlint allow {id} --reason \"…\" launch.md\n"));
        out
    }

    fn head(&self, out: &mut String, title: &str) {
        out.push_str(&format!("\n{}\n", self.paint.bold(title)));
    }

    fn section(&self, out: &mut String, title: &str, text: &str) {
        self.head(out, title);
        out.push_str(&hanging("  ", text, self.width));
    }

    fn facts(&self, linter: &Linter, info: &RuleInfo) -> String {
        let mut out = String::new();
        let mut fact = |name: &str, text: String| {
            out.push_str(&hanging(&format!("  {}", column(name, 12)), &text, self.width));
        };
        let here =
            linter.rules().iter().find(|(rule, _)| rule.id == info.id).and_then(|(_, severity)| *severity);
        let severity = match (info.kind, here) {
            (RuleKind::Strength, _) => "none: it names what is done well".to_string(),
            (_, None) if info.default_on => format!("{} (off in this configuration)", info.severity),
            (_, None) => format!("{} (off unless turned on)", info.severity),
            (_, Some(here)) if here != info.severity => {
                format!("{} ({here} in this configuration)", info.severity)
            }
            _ => info.severity.to_string(),
        };
        fact("severity", severity + if info.severity == Severity::Error { ": it stops a post" } else { "" });
        fact("category", format!("{} ({})", info.category, info.concern));
        let principles: Vec<&str> = info.principles.iter().map(|p| p.as_str()).collect();
        fact("principles", principles.join(", "));
        if !info.networks.is_empty() {
            let networks: Vec<&str> = info.networks.iter().map(draftlint::Network::as_str).collect();
            fact("networks", networks.join(", "));
        }
        if !info.needs.is_empty() {
            let needs: Vec<&str> = info.needs.iter().map(|need| need.as_str()).collect();
            fact("needs", needs.join(", "));
        }
        if !info.language.is_empty() {
            fact("language", crate::render::words::language(&info.language).to_string());
        }
        if info.groups.len() > 1 {
            fact("groups", format!("{} (`mute` silences one)", info.groups.join(", ")));
        }
        if info.preview {
            fact("status", "preview: may change; off unless turned on".to_string());
        }
        if !info.aliases.is_empty() {
            fact("formerly", info.aliases.join(", "));
        }
        out
    }

    fn examples(&self, out: &mut String, card: &str) {
        let Ok(table) = card.parse::<toml::Table>() else { return };
        for (key, title) in [("bad", "What it finds"), ("good", "What it leaves alone")] {
            let Some(list) = table.get(key).and_then(toml::Value::as_array) else { continue };
            self.head(out, title);
            for example in list.iter().filter_map(toml::Value::as_table) {
                self.example(out, example, key == "bad");
            }
        }
    }

    fn example(&self, out: &mut String, example: &toml::Table, bad: bool) {
        let own = ["text", "body", "note", "span", "match", "posts"];
        let mut remarks: Vec<String> = Vec::new();
        for (key, value) in example.iter().filter(|(key, _)| !own.contains(&key.as_str())) {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_string);
            remarks.push(format!("{key} = {}", cut(&value.trim().replace('\n', " · "), 48)));
        }
        if let Some(note) = example.get("note").and_then(toml::Value::as_str) {
            remarks.push(note.to_string());
        }
        let posts = match example.get("posts").and_then(toml::Value::as_array) {
            Some(posts) => posts.iter().map(text_of).collect(),
            None => vec![text_of(&toml::Value::Table(example.clone()))],
        };
        for text in posts.iter().flatten() {
            let marked = bad && !example.contains_key("match") && example.get("span").is_none();
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                out.push_str(&self.marked(line, marked));
            }
        }
        if !remarks.is_empty() {
            out.push_str(&format!("    {}\n", self.paint.dim(&format!("({})", remarks.join("; ")))));
        }
    }

    /// A line of an example with marks under what stood in `[[ ]]`.
    fn marked(&self, line: &str, marked: bool) -> String {
        let room = self.width - 4;
        let (mut text, mut marks) = (String::new(), String::new());
        let mut rest = line;
        while let Some((before, found, after)) = marked.then(|| split_marks(rest)).flatten() {
            text.push_str(before);
            marks.push_str(&" ".repeat(before.width()));
            text.push_str(found);
            marks.push_str(&"^".repeat(found.width()));
            rest = after;
        }
        text.push_str(rest);
        if text.width() <= room && !marks.is_empty() {
            return format!("  {text}\n  {}\n", self.paint.severity(Severity::Warning, &marks));
        }
        // Too long for marks below it: what is found stands in back-ticks.
        let text = if marks.is_empty() { text } else { line.replace("[[", "`").replace("]]", "`") };
        format!("  {}\n", wrap(&text, room).join("\n    "))
    }
}

/// What stands before, in and after the first `[[ ]]`.
fn split_marks(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("[[")?;
    let (found, after) = rest.split_once("]]")?;
    Some((before, found, after))
}

fn text_of(example: &toml::Value) -> Option<String> {
    match example {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Table(table) => {
            ["text", "body", "title"].iter().find_map(|key| Some(table.get(*key)?.as_str()?.to_string()))
        }
        _ => None,
    }
}

/// `2`, or `0; x 1, instagram 10`, or `as the network has it, else 5`.
fn default_of(option: &OptionInfo) -> String {
    let plain = |value: &Value| match value {
        Value::String(text) => format!("\"{text}\""),
        other => other.to_string(),
    };
    let Value::Object(table) = &option.default else { return plain(&option.default) };
    let other = table.get("default").filter(|v| !v.is_null()).map(plain);
    if table.get("network").is_some_and(Value::is_string) && table.len() <= 2 {
        return match other {
            Some(other) => format!("as the network has it, else {other}"),
            None => "as the network has it".into(),
        };
    }
    let networks: Vec<String> = table
        .iter()
        .filter(|(key, _)| key.as_str() != "default")
        .map(|(key, value)| format!("{key} {}", plain(value)))
        .collect();
    format!("{}; {}", other.unwrap_or_default(), networks.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_under_what_is_found() {
        let page = Page { paint: Paint::new(false), width: 60 };
        assert_eq!(
            page.marked("so [[act now]] or [[never]]", true),
            "  so act now or never\n     ^^^^^^^    ^^^^^\n"
        );
        assert_eq!(page.marked("so [[it]]", false), "  so [[it]]\n");
        let long = format!("[[act now]] {}", "word ".repeat(20));
        assert!(page.marked(&long, true).starts_with("  `act now` word"));
    }
}
