//! Other posts beside a draft: what an account published before and plans, read once and kept in order of time.

mod entry;
mod post;
pub(crate) mod similar;
pub(crate) mod stream;
pub(crate) mod voice;

use std::collections::{BTreeMap, HashMap};

use crate::finding::Evidence;

pub(crate) use entry::{Entry, does, key, rule_key};
pub(crate) use post::kind_of;
pub use post::{Label, Post};

/// A post that a linter has read; see [`crate::Linter::read`].
#[derive(Debug, Clone, Default)]
pub struct ReadPost {
    /// In a box: of a million posts, the entries stay where they are while they are put in order.
    pub(crate) entry: Box<Entry>,
    /// How the numbers of the entry are written.
    pub(crate) names: Vec<(u64, Box<str>)>,
}

/// The posts of one or more accounts, read and in order of time.
///
/// ```
/// use draftlint::{Draft, History, Linter, Post};
/// let linter = Linter::default();
/// let before = ["Rye is back on Thursday.", "Who wants the oven tour?"].map(|text| Post::new(Draft::new(text)));
/// let history = linter.history(before);
/// assert_eq!(history.len(), 2);
/// let report = linter.lint_with(&Draft::new("Rye is back on Thursday."), &history);
/// ```
#[derive(Debug, Clone, Default)]
pub struct History {
    /// In order of time, those without a time first.
    #[expect(clippy::vec_box, reason = "to order a million entries of 600 bytes without moving them")]
    pub(crate) entries: Vec<Box<Entry>>,
    pub(crate) names: HashMap<u64, Box<str>>,
    /// Rows that were left out because they are a post of the history once more.
    pub(crate) doubled: usize,
    /// The posts of each account on each network, in order of time.
    pub(crate) streams: BTreeMap<StreamKey, Vec<u32>>,
}

/// An account and a network; 0 where not told.
pub(crate) type StreamKey = (u64, u64);

/// Takes posts as they are read, whatever their order, and puts them in order at the end.
#[derive(Debug, Default)]
pub struct HistoryBuilder {
    #[expect(clippy::vec_box, reason = "as in `History`")]
    entries: Vec<Box<Entry>>,
    names: HashMap<u64, Box<str>>,
}

impl HistoryBuilder {
    /// Takes a post.
    pub fn add(&mut self, post: ReadPost) {
        for (number, name) in post.names {
            // Which of several spellings is shown must not depend on the order of the input.
            match self.names.entry(number) {
                std::collections::hash_map::Entry::Vacant(place) => _ = place.insert(name),
                std::collections::hash_map::Entry::Occupied(mut shown) if name < *shown.get() => {
                    shown.insert(name);
                }
                std::collections::hash_map::Entry::Occupied(_) => (),
            }
        }
        self.entries.push(post.entry);
    }

    /// The number of posts that were taken.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no post was taken.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The history. An export may hold a post twice: of rows with the same text, or nearly, at the same second on the
    /// same account and network, one counts.
    pub fn build(self) -> History {
        let mut history = History { entries: self.entries, names: self.names, ..History::default() };
        history.entries.sort_by(|a, b| a.order().cmp(&b.order()));
        let before = history.entries.len();
        let mut kept: Vec<Box<Entry>> = Vec::with_capacity(before);
        for entry in std::mem::take(&mut history.entries) {
            let twin = |other: &&Entry| {
                let place = |e: &Entry| (e.account, e.network, e.community);
                place(other) == place(&entry) && is_once_more(&entry, other)
            };
            let now = kept
                .iter()
                .rev()
                .map(|other| &**other)
                .take_while(|other| entry.at.is_some() && other.at == entry.at);
            if now.take(MOST_AT_ONCE).find(twin).is_none() {
                kept.push(entry);
            }
        }
        history.doubled = before - kept.len();
        history.entries = kept;
        for (i, entry) in history.entries.iter().enumerate() {
            history.streams.entry((entry.account, entry.network)).or_default().push(i as u32);
        }
        history
    }
}

impl History {
    /// Posts that were read, whatever their order; see [`HistoryBuilder::build`].
    pub fn new(posts: impl IntoIterator<Item = ReadPost>) -> History {
        let mut builder = HistoryBuilder::default();
        posts.into_iter().for_each(|post| builder.add(post));
        builder.build()
    }

    /// The number of posts.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no post.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The posts, in order of time.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().map(|entry| &**entry)
    }

    /// Posts by their numbers.
    pub(crate) fn at<'n>(
        &self,
        numbers: &'n [u32],
    ) -> impl DoubleEndedIterator<Item = &Entry> + Clone + use<'_, 'n> {
        numbers.iter().map(|i| &*self.entries[*i as usize])
    }

    /// How a number is written.
    pub(crate) fn name(&self, number: u64) -> &str {
        self.names.get(&number).map_or("", |name| name)
    }

    /// The posts beside which a post of an account on a network is judged. Where the post does not tell one of them,
    /// or the history does not, that one does not matter.
    pub(crate) fn beside(&self, account: u64, network: u64) -> Vec<&Entry> {
        let same = |a: u64, b: u64| a == 0 || b == 0 || a == b;
        let mut numbers: Vec<u32> = self
            .streams
            .iter()
            .filter(|((of, on), _)| same(*of, account) && same(*on, network))
            .flat_map(|(_, posts)| posts.iter().copied())
            .collect();
        numbers.sort_unstable();
        numbers.into_iter().map(|i| &*self.entries[i as usize]).collect()
    }
}

/// So many posts of one second are compared.
const MOST_AT_ONCE: usize = 64;

/// Whether two rows of one second are one post: characters may have been damaged in one of them.
fn is_once_more(a: &Entry, b: &Entry) -> bool {
    let alike = a.same.zip(b.same).is_some_and(|(a, b)| a.could_be(&b));
    a.text == b.text || (alike && a.read_words().similarity(&b.read_words()) >= similar::ALIKE)
}

/// So much of a post is shown as evidence, in characters.
const EXCERPT: usize = 140;

impl History {
    pub(crate) fn evidence(&self, entry: &Entry) -> Evidence {
        let line: Vec<&str> = entry.text.split_whitespace().collect();
        let line = line.join(" ");
        let text = match line.char_indices().nth(EXCERPT) {
            Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
            None => line,
        };
        Evidence {
            id: entry.id.as_deref().map(str::to_string),
            account: self.name(entry.account).to_string(),
            network: self.name(entry.network).to_string(),
            at: entry.time.as_deref().map(str::to_string),
            text,
        }
    }
}
