//! Links, mentions and tags as a network finds them, which is not how the tokenizer reads them: on X a bare
//! `main.rs` is a link, on Mastodon a handle may name its server.

mod bluesky;
mod host;
mod mastodon;
mod x;
mod x_url;

use serde::Serialize;

use crate::network::EntityRules;

/// What a network makes of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EntityKind {
    /// A link.
    Link,
    /// An account.
    Mention,
    /// A hashtag.
    Hashtag,
    /// A ticker symbol after a dollar sign.
    Cashtag,
}

/// A piece of text that a network makes a link of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
pub struct Entity {
    /// The first byte, with the sign of a tag or mention.
    pub start: u32,
    /// The byte after it.
    pub end: u32,
    /// What it is.
    pub kind: EntityKind,
}

impl Entity {
    fn new(start: usize, end: usize, kind: EntityKind) -> Entity {
        Entity { start: start as u32, end: end as u32, kind }
    }
}

impl EntityRules {
    /// Everything that the network makes a link of, in order of place. Takes linear time.
    ///
    /// ```
    /// use draftlint::{EntityKind, EntityRules};
    /// let found = EntityRules::Bluesky.find("thanks @ana.example.com, see #notes");
    /// let kinds: Vec<_> = found.iter().map(|e| e.kind).collect();
    /// assert_eq!(kinds, [EntityKind::Mention, EntityKind::Hashtag]);
    /// ```
    pub fn find(self, text: &str) -> Vec<Entity> {
        let mut found = match self {
            EntityRules::X => x::find(text),
            EntityRules::Bluesky => bluesky::find(text),
            EntityRules::Mastodon => mastodon::find(text),
        };
        found.sort_unstable();
        found
    }
}

/// In order of place; of two that overlap the first stays, of two that begin together the one that was found first.
fn apart(mut all: Vec<Entity>) -> Vec<Entity> {
    all.sort_by_key(|one| one.start);
    let mut end = 0;
    all.retain(|one| {
        let apart = one.start >= end;
        if apart {
            end = one.end;
        }
        apart
    });
    all
}

/// The links of X.
pub(crate) fn links_on_x(text: &str) -> Vec<Entity> {
    x::links(text)
}

/// What X counts otherwise than its characters, as bytes: links.
pub(crate) fn counted_on_x(text: &str) -> Vec<(usize, usize)> {
    x_url::counted(text)
}

/// What Mastodon counts otherwise than its characters: links, and handles that name a server.
pub(crate) fn counted_on_mastodon(text: &str) -> Vec<Entity> {
    mastodon::counted(text)
}
