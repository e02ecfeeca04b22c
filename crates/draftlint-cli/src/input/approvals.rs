//! `approvals.jsonl`: the approvals of the drafts in its folder, one a line, for files that have no room for them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use draftlint::{Approval, Network, Thread};
use serde::Serialize;
use serde_json::Value;

use super::walk::shown;
use super::{Entries, Item, Problem};

/// The name of the file.
pub(crate) const FILE_NAME: &str = "approvals.jsonl";

/// How many approvals of earlier texts are told of a draft, the last ones: one is enough to see that it was changed.
const STALE_KEPT: usize = 50;

/// Whether a file of this name holds approvals. Some file systems do not tell `A` from `a`.
pub(crate) fn is_its_name(name: &str) -> bool {
    name.eq_ignore_ascii_case(FILE_NAME)
}

/// The file that holds the approvals of a draft's file.
pub(crate) fn beside(draft: &Path) -> PathBuf {
    draft.with_file_name(FILE_NAME)
}

/// One line of the file, as it is written.
#[derive(Debug, Serialize)]
pub(crate) struct Line<'a> {
    pub(crate) draft: &'a str,
    pub(crate) content_hash: Option<&'a str>,
    pub(crate) by: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) role: Option<&'a str>,
    pub(crate) at: Option<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(crate) accepted: &'a [draftlint::Accepted],
    pub(crate) text: Option<&'a str>,
}

/// The approvals of a folder.
#[derive(Debug, Default)]
pub(crate) struct Sidecar {
    approvals: Vec<Approval>,
    by_hash: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Sidecar {
    /// Reads the bytes of a file. A line that cannot be read is a problem; the others are used.
    fn read(file: &Arc<str>, bytes: &[u8]) -> (Sidecar, Vec<Problem>) {
        let mut sidecar = Sidecar::default();
        let mut problems = Vec::new();
        for (i, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
            match record(line) {
                Ok(None) => {}
                Ok(Some((draft, approval))) => sidecar.add(draft, approval),
                Err(why) => problems.push(Problem {
                    file: file.clone(),
                    line: Some(i as u64 + 1),
                    message: format!("not an approval: {why}"),
                    help: "mend this line, or take it out; the others are used".into(),
                }),
            }
        }
        (sidecar, problems)
    }

    fn add(&mut self, draft: Option<String>, approval: Approval) {
        let number = self.approvals.len();
        if let Some(hash) = &approval.content_hash {
            self.by_hash.entry(normal(hash)).or_default().push(number);
        }
        if let Some(name) = draft {
            self.by_name.entry(name).or_default().push(number);
        }
        self.approvals.push(approval);
    }

    /// Adds to an item the approvals of what it is now and, where nobody approved that, those that name it: then its
    /// text has changed since. An item that nobody approved was approved by nobody. `approving` says that somebody is
    /// about to approve what it is now.
    pub(crate) fn attach(&self, item: &mut Item, networks: &[Option<Network>], approving: bool) {
        let hashes: Vec<String> = networks.iter().map(|n| content_hash(item, n.as_ref())).collect();
        let mut numbers: Vec<usize> =
            hashes.iter().filter_map(|hash| self.by_hash.get(hash)).flatten().copied().collect();
        let holds = |approval: &Approval| {
            !approval.is_by_agent()
                && approval.content_hash.as_deref().is_some_and(|hash| hashes.contains(&normal(hash)))
        };
        let own = item.posts.iter().filter_map(|post| post.context.as_ref()?.approvals.as_ref()).flatten();
        // What was approved before a change must not count beside what was approved after it.
        let stale =
            !approving && !own.into_iter().chain(numbers.iter().map(|&i| &self.approvals[i])).any(holds);
        let named = self.by_name.get(&name_of(item)).map_or(&[][..], Vec::as_slice);
        let is_open = |i: &&usize| self.approvals[**i].content_hash.is_none();
        numbers.extend(named.iter().filter(is_open));
        if stale {
            numbers.extend(named.iter().rev().filter(|i| !is_open(i)).take(STALE_KEPT));
        }
        numbers.sort_unstable();
        numbers.dedup();
        for post in &mut item.posts {
            let context = Arc::make_mut(post.context.get_or_insert_default());
            let approvals = context.approvals.get_or_insert_default();
            let own = approvals.len();
            for approval in numbers.iter().map(|&i| &self.approvals[i]) {
                if !approvals[..own].contains(approval) {
                    approvals.push(approval.clone());
                }
            }
        }
    }
}

/// One line; nothing where it is blank.
fn record(line: &[u8]) -> Result<Option<(Option<String>, Approval)>, String> {
    let text = std::str::from_utf8(line).map_err(|_| "invalid UTF-8".to_string())?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Ok(None);
    }
    let mut entries: Entries = serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        message.split(" at line ").next().unwrap_or(&message).to_string()
    })?;
    let draft = match entries.remove("draft") {
        None | Some(Value::Null) => None,
        Some(Value::String(name)) => Some(name),
        Some(_) => return Err("`draft` must be a text".into()),
    };
    let approval: Approval =
        serde_json::from_value(Value::Object(entries)).map_err(|error| error.to_string())?;
    if approval.by.trim().is_empty() {
        return Err("`by` is empty".into());
    }
    if draft.is_none() && approval.content_hash.is_none() {
        return Err("it names neither a `draft` nor a `content_hash`".into());
    }
    Ok(Some((draft, approval)))
}

fn normal(hash: &str) -> String {
    hash.trim().to_ascii_lowercase()
}

/// The hash of an item as it is published on a network, or as its posts have it.
pub(crate) fn content_hash(item: &Item, network: Option<&Network>) -> String {
    let mut posts = item.posts.clone();
    if let Some(network) = network {
        posts.iter_mut().for_each(|post| post.network = Some(network.clone()));
    }
    Thread::new(posts).content_hash()
}

/// The name of an item within its folder: `launch.md`, `calendar.csv#launch`, or `calendar.csv#row 3` where it has no
/// id. Rows move: an id stays.
pub(crate) fn name_of(item: &Item) -> String {
    let file = item.file.rsplit('/').next().unwrap_or(&item.file);
    match place_in_file(item) {
        None => file.to_string(),
        Some(place) => format!("{file}#{}", usable_id(item).unwrap_or(place)),
    }
}

/// Where an item stands in a file of several, such as `row 3`.
pub(crate) fn place_in_file(item: &Item) -> Option<&str> {
    item.source.strip_prefix(&*item.file)?.strip_prefix('#')
}

/// The id of an item, unless it reads as a place.
pub(crate) fn usable_id(item: &Item) -> Option<&str> {
    let id = item.id.as_deref().filter(|id| !id.trim().is_empty())?;
    let is_place = ["row ", "item ", "line "].iter().any(|word| {
        let number = id.trim().strip_prefix(word);
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
    });
    (!is_place).then_some(id)
}

/// The approvals of every folder that drafts were read from, each file read once.
#[derive(Debug, Default)]
pub(crate) struct Sidecars(HashMap<PathBuf, Option<Arc<Sidecar>>>);

impl Sidecars {
    /// Those beside a draft's file, and what is wrong with them the first time that they are asked for.
    pub(crate) fn of(&mut self, draft: Option<&Path>) -> (Option<Arc<Sidecar>>, Vec<Problem>) {
        let Some(path) = draft.map(beside) else { return (None, Vec::new()) };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let key = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        if let Some(known) = self.0.get(&key) {
            return (known.clone(), Vec::new());
        }
        let (sidecar, problems) = open(&path);
        let sidecar = sidecar.map(Arc::new);
        self.0.insert(key, sidecar.clone());
        (sidecar, problems)
    }
}

fn open(path: &Path) -> (Option<Sidecar>, Vec<Problem>) {
    let file: Arc<str> = shown(path).into();
    match std::fs::read(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => (None, Vec::new()),
        // Approvals that cannot be read are none: nothing goes out on their word.
        Err(error) => {
            let message = format!("cannot be read: {error}");
            let help = "mend it: until then its approvals are missing".into();
            (Some(Sidecar::default()), vec![Problem { file, line: None, message, help }])
        }
        Ok(bytes) => {
            let (sidecar, problems) = Sidecar::read(&file, &bytes);
            (Some(sidecar), problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::*;
    use crate::args::InputFormat;

    const NINE: &str = "1:789c32a9661a49cdf375251616f1e121";

    fn sidecar(text: &str) -> (Sidecar, Vec<String>) {
        let (sidecar, problems) = Sidecar::read(&"approvals.jsonl".into(), text.as_bytes());
        (sidecar, problems.iter().map(Problem::to_string).collect())
    }

    /// Who approved each draft of a sheet.
    fn approvers(sidecar: &Sidecar, sheet: &str) -> Vec<Vec<String>> {
        let (items, ..) = read("plans/calendar.csv", InputFormat::Csv, sheet.as_bytes());
        let attached = items.into_iter().map(|mut item| {
            sidecar.attach(&mut item, &[None], false);
            let context = item.posts[0].context.as_deref().unwrap();
            context.approvals.as_ref().unwrap().iter().map(|a| a.by.clone()).collect()
        });
        attached.collect()
    }

    #[test]
    fn an_approval_finds_its_draft_by_its_text_or_its_name() {
        let (sidecar, problems) = sidecar(&format!(
            "\u{feff}{{\"draft\":\"calendar.csv#launch\",\"by\":\"mia\",\"content_hash\":\"{NINE}\"}}\r\n\n{{\"content_hash\":\"{}\",\"by\":\"tom\"}}\n{{\"draft\":\"calendar.csv#row 3\",\"by\":\"ana\"}}",
            NINE.to_uppercase()
        ));
        assert!(problems.is_empty(), "{problems:?}");
        // Moved, changed, and without a word on any.
        assert_eq!(approvers(&sidecar, "id,text\n,Doors open at nine.\n"), [["mia", "tom"]]);
        let sheet = "id,text\nlaunch,Doors open at ten.\n,Bye.\nelse,Hi.\n";
        assert_eq!(approvers(&sidecar, sheet), [vec!["mia"], vec!["ana"], vec![]]);
    }

    #[test]
    fn what_was_approved_before_a_change_does_not_count_after_it() {
        let (sidecar, _) = sidecar(&format!(
            "{{\"draft\":\"calendar.csv#a\",\"by\":\"tom\",\"content_hash\":\"1:0\"}}\n{{\"draft\":\"calendar.csv#a\",\"by\":\"mia\",\"content_hash\":\"{NINE}\"}}\n"
        ));
        assert_eq!(approvers(&sidecar, "id,text\na,Doors open at nine.\n"), [["mia"]]);
        assert_eq!(approvers(&sidecar, "id,text\na,Doors open at ten.\n"), [["tom", "mia"]]);
    }

    #[test]
    fn a_broken_line_is_told_and_the_others_are_used() {
        let (sidecar, problems) = sidecar(
            "{\"draft\":\"a.txt\",\"by\":\"mia\"}\n{\"draft\":\n{\"by\":\"tom\"}\n{\"draft\":\"a\",\"by\":\"x\",\"when\":1}\n",
        );
        assert_eq!(sidecar.approvals.len(), 1);
        assert_eq!(problems.len(), 3);
        assert!(problems[0].starts_with("approvals.jsonl:2: not an approval: EOF"), "{problems:?}");
        assert!(problems[0].contains("help: mend this line"), "{problems:?}");
        assert!(problems[1].contains("neither a `draft` nor"), "{problems:?}");
        assert!(problems[2].contains("unknown field `when`"), "{problems:?}");
    }

    #[test]
    fn ids_that_read_as_places_are_not_names() {
        let (items, ..) = read("calendar.csv", InputFormat::Csv, b"id,text\nrow 3,One.\nb #1,Two.\n");
        assert_eq!(
            items.iter().map(name_of).collect::<Vec<_>>(),
            ["calendar.csv#row 2", "calendar.csv#b #1"]
        );
    }
}
