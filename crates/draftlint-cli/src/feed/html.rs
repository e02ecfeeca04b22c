//! The text that a reader sees of the HTML of a post.

/// Characters that have a name. Networks write few of them; the others stay as they are.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("euro", '€'),
    ("copy", '©'),
];

/// The longest name or number between `&` and `;`.
const LONGEST: usize = 10;

/// How far the quotes of a tag are followed: stray quotes must not make reading take time squared.
const LONGEST_TAG: usize = 1 << 12;

/// Decodes `&amp;`, `&#39;`, `&#x27;` and the like.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST + 2).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, character(&rest[1..end])?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMED.iter().find(|(n, _)| *n == name).map(|(_, c)| *c);
    };
    let digits = number.strip_prefix(['x', 'X']);
    let is_plain = digits.unwrap_or(number).bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = match digits {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    code.ok().filter(|code| is_plain && *code != 0).and_then(char::from_u32)
}

/// The text of a piece of HTML: paragraphs stand apart, and a link is what it shows. Mastodon hides parts of an
/// address by style alone, so that the whole address is what is left.
pub(super) fn text(html: &str) -> String {
    let mut out = Out::default();
    let mut rest = html;
    // Without a `>` ahead there is no tag any more; looking for it at each `<` would take time squared.
    let mut tags = true;
    let mut skip: Option<&str> = None;
    while !rest.is_empty() {
        let at = if tags { rest.find('<').unwrap_or(rest.len()) } else { rest.len() };
        if skip.is_none() {
            out.words(&decode(&rest[..at]));
        }
        rest = &rest[at..];
        if rest.is_empty() {
            break;
        }
        let next = rest[1..].chars().next();
        let is_tag = next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        let end = if is_tag { end_of_tag(rest) } else { None };
        let Some(end) = end else {
            tags = !is_tag;
            if skip.is_none() {
                out.words("<");
            }
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        let name: String =
            tag.chars().take_while(|c| *c == '/' || c.is_ascii_alphanumeric()).take(12).collect();
        let name = name.to_ascii_lowercase();
        match skip {
            Some(open) => {
                if name.strip_prefix('/') == Some(open) {
                    skip = None;
                }
            }
            None => match name.as_str() {
                "script" => skip = Some("script"),
                "style" => skip = Some("style"),
                name => out.tag(name),
            },
        }
    }
    out.text
}

/// Where a tag that begins a text ends; a `>` within quotes does not end it.
fn end_of_tag(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|at| at + 2);
    }
    let mut quote = None;
    for (i, byte) in text.bytes().take(LONGEST_TAG).enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(i),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that nobody closed.
    text.find('>')
}

/// Text with the line breaks that tags ask for.
#[derive(Default)]
struct Out {
    text: String,
    /// Line breaks before the next word.
    breaks: usize,
    /// A blank before the next word.
    blank: bool,
}

impl Out {
    fn words(&mut self, words: &str) {
        for c in words.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r') {
                self.blank = true;
                continue;
            }
            if !self.text.is_empty() {
                if self.breaks > 0 {
                    self.text.extend(std::iter::repeat_n('\n', self.breaks));
                } else if self.blank {
                    self.text.push(' ');
                }
            }
            (self.breaks, self.blank) = (0, false);
            self.text.push(c);
        }
    }

    fn tag(&mut self, name: &str) {
        let name = name.trim_matches('/');
        match name {
            "br" => self.breaks = (self.breaks + 1).min(3),
            "p" | "blockquote" | "ul" | "ol" | "pre" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.breaks = self.breaks.max(2);
            }
            "div" | "tr" | "li" => self.breaks = self.breaks.max(1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_and_numbered_characters() {
        assert_eq!(decode("a &amp; b &lt;3 &#39;x&#x27; &amp;lt;"), "a & b <3 'x' &lt;");
        for text in [
            "&",
            "&;",
            "&nope;",
            "&#;",
            "&#0;",
            "&#xD800;",
            "&#99999999;",
            "&#+65;",
            "&é;",
            "a&",
            "&éééééééééé;",
        ] {
            assert_eq!(decode(text), text);
        }
    }

    #[test]
    fn paragraphs_breaks_and_links() {
        let html = "<p>One &amp; two<br />three</p><p>See <a href=\"https://mill.example/a/b\" title=\"a > b\"><span class=\"invisible\">https://</span><span class=\"ellipsis\">mill.example/a</span><span class=\"invisible\">/b</span></a> and <a href='x'>this</a>, #<span>rye</span></p>";
        assert_eq!(text(html), "One & two\nthree\n\nSee https://mill.example/a/b and this, #rye");
        assert_eq!(text("<p>a</p>\n<p>b</p><ul><li>c</li><li>d</li></ul>"), "a\n\nb\n\nc\nd");
        assert_eq!(text("<style>p{}</style>a<script>if (a < b) x()</script><!-- <b> -->b"), "ab");
        assert_eq!(text("a<br><br>b"), "a\n\nb");
    }

    #[test]
    fn broken_html_is_read_as_far_as_it_goes() {
        for (html, shown) in [
            ("I <3 rye < wheat", "I <3 rye < wheat"),
            ("<p>cut <a hre", "cut <a hre"),
            ("<p>a <a title=\"b>c", "a c"),
            ("<", "<"),
            ("</", "</"),
            ("a<!-- b", "a<!-- b"),
            ("<é>", "<é>"),
            ("", ""),
        ] {
            assert_eq!(text(html), shown, "{html}");
        }
        // Takes no time squared.
        assert_eq!(text(&"<a ".repeat(100_000)).len(), 299_999);
        assert_eq!(text(&"<!-- >".repeat(100_000)).len(), 600_000);
    }
}
