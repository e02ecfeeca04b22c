//! What a file is, by its first bytes and its ending.

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Nothing in it.
    Empty,
    /// JSON Lines: a post a line.
    Lines,
    /// A JSON array of posts.
    List,
    /// One JSON object.
    Object,
    /// A sheet.
    Table,
    /// `tweets.js` of an archive of X.
    X,
    /// `outbox.json` of an archive of Mastodon.
    Outbox,
}

/// The format of a file that begins with some bytes; its ending is in lower case.
///
/// # Errors
/// Why it is no feed, and what to do.
pub(super) fn of(head: &[u8], ending: Option<&str>) -> Result<Format, (String, &'static str)> {
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        return Err(("this is UTF-16".into(), "save it as UTF-8"));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(&[0x1F, 0x8B]) {
        return Err(("this is packed".into(), "unpack it, and name the folder"));
    }
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let holds = |word: &str| memchr_of(start, word.as_bytes());
    let is_sheet = matches!(ending, Some("csv" | "tsv" | "tab"));
    match start.first() {
        None if matches!(ending, Some("json" | "js")) => {
            Err(("the file is empty".into(), "download or save it again"))
        }
        None => Ok(Format::Empty),
        _ if is_sheet => Ok(Format::Table),
        _ if start.starts_with(b"window.YTD.") || start.starts_with(b"YTD.") => Ok(Format::X),
        _ if ending == Some("js") => {
            Err(("not a file of an archive of X".into(), "name the `tweets.js` in its folder `data`"))
        }
        // Quotes within a text are escaped: these can only be keys or whole values.
        Some(b'[') if ending != Some("jsonl") && holds("\"full_text\"") => Ok(Format::X),
        Some(b'[') => Ok(Format::List),
        Some(b'{') if matches!(ending, Some("jsonl" | "ndjson")) => Ok(Format::Lines),
        Some(b'{') if holds("\"orderedItems\"") || holds("\"OrderedCollection\"") => Ok(Format::Outbox),
        Some(b'{') => {
            let first = start.split(|&byte| byte == b'\n').next().unwrap_or(start);
            // One line that goes on beyond the head is a large object, or a large line: both are one value.
            let whole = serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok();
            Ok(if whole { Format::Lines } else { Format::Object })
        }
        Some(b'<') => Err(("this is a page or XML".into(), FORMATS)),
        _ => match ending {
            Some("jsonl" | "ndjson") => Ok(Format::Lines),
            Some("json") => Ok(Format::List),
            None | Some("txt" | "text") => Ok(Format::Table),
            Some(_) => Err(("this kind of file is not read".into(), FORMATS)),
        },
    }
}

const FORMATS: &str = "a feed is .jsonl, .json, .csv, `tweets.js` of X or `outbox.json` of Mastodon";

fn memchr_of(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_win_over_endings() {
        let cases: &[(&str, Option<&str>, Format)] = &[
            ("  \n", None, Format::Empty),
            ("{\"text\":\"a\"}\n{\"text\":\"b\"}", Some("json"), Format::Lines),
            ("{\n\"text\":\"a\"}", Some("json"), Format::Object),
            ("{\"text\":\"the \\\"orderedItems\\\" of it\"}", Some("json"), Format::Lines),
            ("\u{feff}[{\"text\":\"a\"}]", None, Format::List),
            ("[{\"tweet\":{\"full_text\":\"a\"}}]", Some("json"), Format::X),
            ("window.YTD.tweets.part0 = [", Some("js"), Format::X),
            ("{\"@context\":\"x\",\"type\":\"OrderedCollection\"", Some("json"), Format::Outbox),
            ("text,time\n", None, Format::Table),
            ("[a],b", Some("csv"), Format::Table),
        ];
        for (head, ending, format) in cases {
            assert_eq!(of(head.as_bytes(), *ending), Ok(*format), "{head}");
        }
        for (head, ending) in
            [("PK\u{3}\u{4}", "zip"), ("<html>", "html"), ("var a", "js"), ("", "json"), ("a", "docx")]
        {
            assert!(of(head.as_bytes(), Some(ending)).is_err(), "{head}");
        }
    }
}
