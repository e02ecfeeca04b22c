//! Text as Markdown.

/// The note at the head of a generated page.
pub(super) fn generated_from(source: &str) -> String {
    format!("<!-- Written by `cargo xtask docs` from {source}: change that, not this page. -->\n")
}

/// A text with what Markdown gives a meaning escaped; characters that nobody sees are named. Code in back-ticks
/// stays code.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('`') {
        let Some(length) = rest[open + 1..].find('`') else { break };
        let (before, code) = (&rest[..open], &rest[open..open + length + 2]);
        escape_into(&mut out, before);
        out.push_str(code);
        rest = &rest[open + length + 2..];
    }
    escape_into(&mut out, rest);
    out
}

/// The same where back-ticks are to be seen, too.
pub(super) fn escape_all(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

fn escape_into(out: &mut String, text: &str) {
    for (i, c) in text.char_indices() {
        match c {
            // Inside a word it is only a letter to a reader of Markdown.
            '_' if between_letters(text, i) => out.push('_'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '&' => out.push_str("&amp;"),
            c if unseen(c) => out.push_str(&format!("⟨U+{:04X}⟩", c as u32)),
            c => out.push(c),
        }
    }
}

fn between_letters(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// Whether a character shows nothing; the joiners of emoji are left alone.
fn unseen(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(
            c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
                | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E007F}'
        )
}

/// A text as the cell of a table.
pub(super) fn cell(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}

/// A text as code.
pub(super) fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// Lines as a quotation, each on a line of its own.
pub(super) fn quote(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out = String::new();
    for (i, line) in lines.iter().enumerate() {
        let next = lines.get(i + 1).is_some_and(|next| !next.is_empty());
        // A list or a number at the start of a line would be taken for a list.
        let first = line.trim_start().chars().next();
        let mark = if matches!(first, Some('-' | '+' | '=')) { "\\" } else { "" };
        let line = line.trim_end();
        let end = if next && !line.is_empty() { "\\" } else { "" };
        let text = format!("> {mark}{}{end}", line.trim_start());
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_would_eat_is_escaped() {
        assert_eq!(escape("`{match}` is *not* first_name [x]"), "`{match}` is \\*not\\* first_name \\[x\\]");
        assert_eq!(escape_all("a\u{200B}b `c`"), "a⟨U+200B⟩b \\`c\\`");
    }

    #[test]
    fn a_quotation_keeps_its_lines() {
        assert_eq!(quote("one\ntwo\n\n- three"), "> one\\\n> two\n>\n> \\- three\n");
    }
}
