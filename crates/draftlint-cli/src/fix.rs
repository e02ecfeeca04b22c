//! Applying fixes, and writing them back into the files that they come from.

use std::borrow::Cow;
use std::path::Path;

use draftlint::{Edit, Field, Fix, Report, Safety};

use crate::input::Item;

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

/// The text of the item's file with the bodies as they are now.
pub(crate) fn rewritten(item: &Item) -> Option<String> {
    let whole = item.whole.as_deref()?;
    let mut out = String::with_capacity(whole.len());
    let mut from = 0;
    for (post, place) in item.posts.iter().zip(&item.places) {
        let bytes = place.bytes.clone()?;
        out.push_str(&whole[from..bytes.start]);
        out.push_str(&post.body);
        from = bytes.end;
    }
    out.push_str(&whole[from..]);
    Some(out)
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
        assert_eq!(rewritten(&item).as_deref(), Some(text));
        item.posts[0].body = "1st".into();
        item.posts[1].body = "2nd, longer".into();
        assert_eq!(rewritten(&item).unwrap(), text.replace("first", "1st").replace("second", "2nd, longer"));
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
