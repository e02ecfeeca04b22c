//! As much of Rust's grammar as reading its paths needs.

/// The code without comments, texts and test modules.
pub(super) fn plain(text: &str) -> String {
    let text = without_tests(text);
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < bytes.len() {
        let rest = &text[i..];
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with('"') {
            string(rest)
        } else if rest.starts_with("r\"") || rest.starts_with("r#") {
            raw_string(rest)
        } else if rest.starts_with('\'') {
            character(rest)
        } else {
            0
        };
        if skipped == 0 {
            let c = rest.chars().next().unwrap_or(' ');
            out.push(c);
            i += c.len_utf8();
        } else {
            out.push(' ');
            i += skipped;
        }
    }
    out
}

/// The modules of their own files that a file declares for tests alone, as paths.
pub(super) fn test_modules(file: &str, text: &str) -> Vec<Vec<String>> {
    let declared = text.split("#[cfg(test)]\nmod ").skip(1);
    let names = declared.filter_map(|rest| rest.split_once(';').map(|(name, _)| name));
    let names = names.filter(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'));
    names.map(|name| module_of(file).into_iter().chain([name.to_string()]).collect()).collect()
}

/// A text up to its test module, which stands last.
pub(super) fn without_tests(text: &str) -> &str {
    text.find("\n#[cfg(test)]\nmod tests {").map_or(text, |at| &text[..at])
}

/// The length of a string, with its marks.
fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return i + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a raw string; 0 where it is none, such as `r#type`.
fn raw_string(rest: &str) -> usize {
    let hashes = rest[1..].bytes().take_while(|b| *b == b'#').count();
    if rest.as_bytes().get(1 + hashes) != Some(&b'"') {
        return 0;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let from = hashes + 2;
    rest[from..].find(&close).map_or(rest.len(), |at| from + at + close.len())
}

/// The length of a character; 0 where it is a lifetime.
fn character(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => {
            rest[2..].char_indices().skip(1).find(|(_, c)| *c == '\'').map_or(0, |(i, _)| i + 3)
        }
        Some(_) => match chars.next() {
            Some((i, '\'')) => i + 1,
            _ => 0,
        },
        None => 0,
    }
}

/// Every path that begins with `crate`, `super`, `self` or `std`, with braces written out.
pub(super) fn paths(plain: &str) -> Vec<String> {
    let mut found = Vec::new();
    for root in ["crate::", "super::", "self::", "std::"] {
        for (at, _) in plain.match_indices(root) {
            let before = plain[..at].chars().next_back().unwrap_or(' ');
            // Not inside a longer path or name.
            if !before.is_alphanumeric() && before != '_' && before != ':' {
                expand(&mut Scanner { rest: &plain[at..] }, String::new(), &mut found);
            }
        }
    }
    found
}

struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    fn name(&mut self) -> &'a str {
        self.rest = self.rest.trim_start();
        let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        name
    }

    fn eat(&mut self, mark: &str) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}

/// Reads one path, or a brace of paths, after a prefix.
fn expand(scanner: &mut Scanner<'_>, prefix: String, found: &mut Vec<String>) {
    if scanner.eat("{") {
        while !scanner.eat("}") {
            let before = scanner.rest.len();
            expand(scanner, prefix.clone(), found);
            if scanner.name() == "as" {
                scanner.name();
            }
            scanner.eat(",");
            if scanner.rest.len() == before {
                return;
            }
        }
        return;
    }
    if scanner.eat("*") {
        found.push(prefix);
        return;
    }
    let name = scanner.name();
    if name.is_empty() {
        found.push(prefix);
        return;
    }
    let path = match (prefix.is_empty(), name) {
        (true, _) => name.to_string(),
        (false, "self") => prefix,
        (false, _) => format!("{prefix}::{name}"),
    };
    if scanner.rest.starts_with("::") && !scanner.rest.starts_with("::<") {
        scanner.eat("::");
        expand(scanner, path, found);
    } else {
        found.push(path);
    }
}

/// The path of a module from the path of its file: `rule/card.rs` is `rule`, `card`.
pub(super) fn module_of(file: &str) -> Vec<String> {
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let mut parts: Vec<String> = stem.split('/').map(str::to_string).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib")) {
        parts.pop();
    }
    parts
}

/// A path seen from the crate's root: `super::x` in `rule::card` is `rule::x`. `None` for other crates.
pub(super) fn inside(path: &str, module: &[String]) -> Option<String> {
    let mut parts = path.split("::").peekable();
    let mut base: Vec<&str> = module.iter().map(String::as_str).collect();
    match parts.next()? {
        "crate" => base.clear(),
        "self" => {}
        "super" => _ = base.pop(),
        _ => return None,
    }
    while parts.next_if_eq(&"super").is_some() {
        base.pop();
    }
    base.extend(parts);
    Some(base.join("::"))
}

/// What a root offers under its own name: name and the module it comes from.
pub(super) fn exports(plain: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, found_use) in plain.match_indices("pub use ") {
        let mut paths = Vec::new();
        expand(&mut Scanner { rest: &plain[at + found_use.len()..] }, String::new(), &mut paths);
        for path in paths {
            if let Some((home, name)) = path.rsplit_once("::") {
                found.push((name.to_string(), home.to_string()));
            }
        }
    }
    found
}

/// Whether a macro is called.
pub(super) fn calls(plain: &str, makro: &str) -> bool {
    plain.match_indices(makro).any(|(at, _)| {
        let before = plain[..at].chars().next_back().unwrap_or(' ');
        !before.is_alphanumeric() && before != '_'
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_lifetimes_are_told_apart() {
        let text =
            "fn f<'a>(x: &'a str) { let c = ['\"', '\\'', 'x']; let s = r#\"crate::b\"#; crate::a::b(c, s) }";
        assert_eq!(paths(&plain(text)), ["crate::a::b"]);
    }

    #[test]
    fn braces_are_written_out() {
        let found = paths("use crate::{a::{self, B as C, d::*}, e};");
        assert_eq!(found, ["crate::a", "crate::a::B", "crate::a::d", "crate::e"]);
    }
}
