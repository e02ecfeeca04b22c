//! Applying fixes, and writing them back into the files that they come from.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use draftlint::{Edit, Field, Fix, Report, Safety};

use crate::input::{Item, Place};

/// How often a draft is mended and checked again, at most: a fix may uncover something.
pub(crate) const ROUNDS: usize = 5;

/// The fix of a finding that would be applied.
pub(crate) fn applicable(fixes: &[Fix], safety: Safety) -> Option<&Fix> {
    fixes.iter().find(|fix| fix.safety <= safety && !fix.edits.is_empty())
}

/// Applies what a report offers to the bodies of an item. Returns how many findings that mends.
pub(crate) fn apply(item: &mut Item, report: &Report, safety: Safety) -> usize {
    let in_body = |edit: &Edit| edit.field == Field::Body;
    let mended = report
        .findings()
        .iter()
        .filter(|finding| finding.counts())
        .filter_map(|finding| applicable(&finding.fixes, safety))
        .filter(|fix| fix.edits.iter().all(in_body))
        .count();
    let mut changed = false;
    for (i, post) in item.posts.iter_mut().enumerate() {
        let body = report.fixed_post(post, i as u32, safety).body;
        if body != post.body {
            post.body = Cow::Owned(body.into_owned());
            changed = true;
        }
    }
    if changed { mended.max(1) } else { 0 }
}

/// The text of the item's file with the bodies as they are now; the item's places are those in it.
pub(crate) fn rewrite(item: &mut Item) -> Option<Arc<str>> {
    let whole = item.whole.clone()?;
    let mut out = String::with_capacity(whole.len());
    let (mut from, mut line) = (0, 1);
    for (post, place) in item.posts.iter().zip(&mut item.places) {
        let bytes = place.bytes.clone()?;
        let before = &whole[from..bytes.start];
        out.push_str(before);
        line += before.matches('\n').count() as u64;
        let start = out.len();
        out.push_str(&post.body);
        *place = Place { line, bytes: Some(start..out.len()) };
        line += post.body.matches('\n').count() as u64;
        from = bytes.end;
    }
    out.push_str(&whole[from..]);
    let text: Arc<str> = out.into();
    item.whole = Some(text.clone());
    Some(text)
}

/// Replaces a file by way of a neighbour, so that it is never half written.
pub(crate) fn write(path: &Path, text: &str) -> std::io::Result<()> {
    // A link is written through, not replaced.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let written = std::fs::write(&beside, text).and_then(|()| {
        if let Ok(data) = std::fs::metadata(&path) {
            std::fs::set_permissions(&beside, data.permissions())?;
        }
        std::fs::rename(&beside, &path)
    });
    if written.is_err() {
        _ = std::fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::InputFormat;
    use crate::input::tests::read;

    #[test]
    fn only_the_bodies_change() {
        let text = "---\nnetwork: x # here\n---\n\nfirst\r\n\n--- next ---\n\nsecond\n\n";
        let (mut items, _, _) = read("a.md", InputFormat::Md, text.as_bytes());
        let mut item = items.remove(0);
        let places = item.places.clone();
        assert_eq!(rewrite(&mut item).as_deref(), Some(text));
        assert_eq!(item.places, places);
        item.posts[0].body = "1st\nline".into();
        item.posts[1].body = "2nd, longer".into();
        let expected = text.replace("first", "1st\nline").replace("second", "2nd, longer");
        assert_eq!(*rewrite(&mut item).unwrap(), expected);
        assert_eq!(item.places[1].line, places[1].line + 1);
        assert_eq!(&expected[item.places[1].bytes.clone().unwrap()], "2nd, longer");
    }

    #[test]
    fn a_file_is_replaced_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, "old").unwrap();
        write(&path, "new").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
