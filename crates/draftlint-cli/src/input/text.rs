//! `.txt`, which is only the text of a post, and `.md`, which may have a front matter and the parts of a thread.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use draftlint::Draft;

use super::{Entries, Event, Ignored, Item, Place, Problem, Sink, Source, front_matter};
use crate::args::InputFormat;

/// The line between two posts of a thread.
const SEPARATOR: &str = "--- next ---";

/// Reads a `.txt` or `.md` file.
pub(super) fn read(source: &Source, text: String, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut ignored = Ignored::default();
    match item(source, text, &mut ignored) {
        Err(problem) => sink(Event::Problem(problem)),
        Ok(item) => {
            if let Some(notice) = ignored.notice(source, "key") {
                sink(notice)?;
            }
            sink(Event::Item(Box::new(item)))
        }
    }
}

fn item(source: &Source, text: String, ignored: &mut Ignored) -> Result<Item, Problem> {
    let whole: Arc<str> = text.into();
    let after_mark = whole.len() - whole.trim_start_matches('\u{feff}').len();
    let (mut common, ranges) = if source.format == InputFormat::Txt {
        let end = whole.trim_end_matches(['\n', '\r']).len().max(after_mark);
        (Entries::new(), std::iter::once(after_mark..end).collect())
    } else {
        let (entries, start) = front_matter::read(source, &whole, after_mark)?;
        (entries, split_posts(&whole, start))
    };
    for key in ["body", "text"] {
        if common.contains_key(key) {
            return Err(source.problem(
                None,
                format!("the front matter has a `{key}`"),
                "the text of the post is what stands below the front matter",
            ));
        }
    }
    super::tolerate(&mut common);
    let networks = super::take_networks(&mut common);
    let id = common.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_string));
    let is_thread = ranges.len() > 1;
    let posts: Vec<Entries> = ranges
        .iter()
        .map(|range| Entries::from_iter([("body".to_string(), whole[range.clone()].into())]))
        .collect();
    let posts = super::spread(common, posts)
        .into_iter()
        .map(|entries| {
            let (draft, unknown) = Draft::from_entries(entries)
                .map_err(|message| source.problem(None, format!("in the front matter, {message}"), ""))?;
            ignored.add(unknown);
            Ok(draft)
        })
        .collect::<Result<Vec<_>, Problem>>()?;
    let places = ranges
        .into_iter()
        .map(|bytes| Place { line: line_of(&whole, bytes.start), bytes: Some(bytes) })
        .collect();
    Ok(Item {
        file: source.shown.clone(),
        path: source.path.clone(),
        source: source.shown.clone(),
        id,
        posts,
        places,
        is_thread,
        networks,
        whole: Some(whole),
        row: None,
    })
}

/// The line on which a byte stands, from 1.
fn line_of(text: &str, byte: usize) -> u64 {
    1 + text[..byte].matches('\n').count() as u64
}

/// The posts of a text from `start` on, without the blank lines around them.
fn split_posts(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut from, mut at) = (start, start);
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == SEPARATOR {
            ranges.push(from..at);
            from = at + line.len();
        }
        at += line.len();
    }
    ranges.push(from..text.len());
    let mut ranges: Vec<Range<usize>> =
        ranges.into_iter().map(|range| without_blank_lines(text, range)).collect();
    if ranges.len() > 1 && ranges.last().is_some_and(Range::is_empty) {
        ranges.pop();
    }
    ranges
}

fn without_blank_lines(text: &str, mut range: Range<usize>) -> Range<usize> {
    for line in text[range.clone()].split_inclusive('\n') {
        if !line.trim_matches([' ', '\t', '\r', '\n']).is_empty() || !line.ends_with('\n') {
            break;
        }
        range.start += line.len();
    }
    range.end = range.start + text[range.clone()].trim_end_matches(['\n', '\r']).len();
    range
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::*;

    #[test]
    fn a_text_file_is_only_the_post() {
        let (items, problems, _) =
            read("a.txt", InputFormat::Txt, b"\xef\xbb\xbf---\nnetwork: x\n---\nhello\r\n\n");
        assert!(problems.is_empty());
        assert_eq!(items[0].posts[0].body, "---\nnetwork: x\n---\nhello");
        assert_eq!(items[0].places[0], Place { line: 1, bytes: Some(3..27) });
        assert!(items[0].posts[0].network.is_none());
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let text = b"---\nnetwork: twitter\nlabel: a\n---\n\nfirst\n\n--- next ---\nsecond\nline\n";
        let (items, problems, notices) = read("a.md", InputFormat::Md, text);
        assert!(problems.is_empty(), "{problems:?}");
        let item = &items[0];
        assert!(item.is_thread);
        assert_eq!(item.posts[0].body, "first");
        assert_eq!(item.posts[1].body, "second\nline");
        assert_eq!(item.places.iter().map(|p| p.line).collect::<Vec<_>>(), [6, 9]);
        assert!(item.posts.iter().all(|p| p.network.as_ref().is_some_and(|n| n.as_str() == "x")));
        assert_eq!(notices, ["a.md: ignored 1 unknown key: label"]);
    }

    #[test]
    fn an_empty_file_is_an_empty_draft() {
        for text in ["", "\n\n", "\u{feff}"] {
            let (items, problems, _) = read("a.md", InputFormat::Md, text.as_bytes());
            assert!(problems.is_empty());
            assert_eq!(items[0].posts[0].body, "", "{text:?}");
        }
    }
}
