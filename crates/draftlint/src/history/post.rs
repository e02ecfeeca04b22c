//! A post of a history, as a caller gives it.

use serde::{Deserialize, Serialize};

use crate::draft::{Draft, Kind};
use crate::time::Timestamp;

/// What a post does for those who read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Label {
    /// Asks for something: to buy, book, follow, come.
    Ask,
    /// Gives something: an answer, a how-to, a number, a credit, a question that is meant.
    Give,
    /// Neither.
    Neutral,
    /// Answers somebody.
    Reply,
    /// Passes on what somebody else wrote.
    Share,
}

impl Label {
    /// Every label with its name.
    pub const ALL: [(&'static str, Label); 5] = [
        ("ask", Label::Ask),
        ("give", Label::Give),
        ("neutral", Label::Neutral),
        ("reply", Label::Reply),
        ("share", Label::Share),
    ];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        Label::ALL[self as usize].0
    }
}

/// A post of a feed: published, or planned.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Post<'a> {
    /// What it says, where, and what is known around it.
    pub draft: Draft<'a>,
    /// When it went out or is to go out. `None` means not told: rules on time leave it aside.
    pub at: Option<Timestamp>,
    /// The account that it answers, without `@`.
    pub in_reply_to: Option<String>,
    /// What the host says it is; worked out from the text where `None`.
    pub label: Option<Label>,
    /// The followers of the account that it answers. Only `cadence/influencer-only` looks at it.
    pub reply_to_followers: Option<u64>,
    /// The thread that it is part of.
    pub thread: Option<String>,
    /// The planned campaign, season or live report that it belongs to: its pace and its asks were meant.
    pub campaign: Option<String>,
}

impl<'a> Post<'a> {
    /// A post with a text and nothing else told.
    pub fn new(draft: Draft<'a>) -> Post<'a> {
        Post { draft, ..Post::default() }
    }

    /// Says when it goes out.
    pub fn at(mut self, at: Timestamp) -> Self {
        self.at = Some(at);
        self
    }

    /// Reads a post from the entries of a JSON object or a row of a sheet: the keys of a draft and its context, and
    /// `at` (also `time`, `published_at`, `date`), `in_reply_to`, `label`, `reply_to_followers`, `thread`,
    /// `campaign`. The kinds `repost`, `share` and `retweet` are one. Without a time of its own, a post is at its
    /// `scheduled_at`, else at its `created_at`. Returns the post and what means nothing here: unknown keys, and a
    /// label that is none of [`Label`].
    ///
    /// # Errors
    /// A message that names the key whose value cannot be read.
    pub fn from_entries(
        mut entries: serde_json::Map<String, serde_json::Value>,
    ) -> Result<(Post<'static>, Vec<String>), String> {
        let mut ignored = Vec::new();
        let mut own =
            |keys: &[&str]| keys.iter().filter_map(|key| entries.remove(*key)).find(|value| !value.is_null());
        let text = |value: serde_json::Value| match value {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        };
        let at = match own(&["at", "time", "published_at", "date"]).map(text) {
            Some(written) if !written.trim().is_empty() => Some(
                serde_json::from_value(serde_json::Value::String(written))
                    .map_err(|error| format!("the time of the post cannot be read: {error}"))?,
            ),
            _ => None,
        };
        let plain = |handle: String| handle.trim().trim_start_matches('@').to_string();
        let told = |value: &String| !value.is_empty();
        let in_reply_to = own(&["in_reply_to"]).map(text).map(plain).filter(told);
        let thread = own(&["thread"]).map(text).filter(told);
        let campaign = own(&["campaign"]).map(text).filter(told);
        let followers = own(&["reply_to_followers"]).map(text).filter(told);
        let reply_to_followers = match followers {
            Some(count) => Some(
                count.trim().parse().map_err(|_| format!("`reply_to_followers` is no number: `{count}`"))?,
            ),
            None => None,
        };
        let mut label = None;
        if let Some(written) = own(&["label"]).map(text).filter(told) {
            label = Label::ALL.iter().find(|(name, _)| written.eq_ignore_ascii_case(name)).map(|(_, l)| *l);
            if label.is_none() {
                ignored.push(format!("label `{written}`"));
            }
        }
        if let Some(serde_json::Value::String(kind)) = entries.get_mut("kind") {
            if matches!(kind.to_ascii_lowercase().as_str(), "share" | "retweet" | "reblog" | "repost") {
                *kind = "repost".to_string();
            }
        }
        if in_reply_to.is_some() && !entries.contains_key("kind") {
            entries.insert("kind".to_string(), "reply".into());
        }
        let (draft, unknown) = Draft::from_entries(entries)?;
        ignored.extend(unknown);
        let context = draft.context.as_deref();
        let planned = context.and_then(|c| c.scheduled_at.clone().or_else(|| c.created_at.clone()));
        let at = at.or(planned);
        Ok((Post { draft, at, in_reply_to, label, reply_to_followers, thread, campaign }, ignored))
    }
}

/// The kind of a post as its text shows it: a share says whose words it passes on, and a post that begins with a handle
/// shows only to those who follow both, on X and on what came of it.
pub(crate) fn kind_of(body: &str) -> Option<Kind> {
    let body = body.trim_start();
    if body.starts_with("RT @") || body.starts_with("RT: @") {
        return Some(Kind::Repost);
    }
    body.starts_with('@').then_some(Kind::Reply)
}
