//! A network, what it allows, and how it counts.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::value::{Node, Source};

/// A network by its id, such as `x`. Any id is accepted; one without a profile is a notice in the report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Network(Cow<'static, str>);

macro_rules! networks {
    ($($(#[$meta:meta])* $name:ident = $id:literal,)+) => {
        impl Network {
            $($(#[$meta])* pub const $name: Network = Network(Cow::Borrowed($id));)+
        }
    };
}

networks! {
    /// X, free account.
    X = "x",
    /// A LinkedIn post.
    LINKEDIN = "linkedin",
    /// A Facebook page.
    FACEBOOK = "facebook",
    /// An Instagram caption.
    INSTAGRAM = "instagram",
    /// Threads.
    THREADS = "threads",
    /// TikTok.
    TIKTOK = "tiktok",
    /// YouTube.
    YOUTUBE = "youtube",
    /// Reddit.
    REDDIT = "reddit",
    /// Hacker News.
    HACKER_NEWS = "hacker-news",
    /// Mastodon with default settings.
    MASTODON = "mastodon",
    /// Bluesky.
    BLUESKY = "bluesky",
    /// Discord.
    DISCORD = "discord",
}

/// Other names that people write.
const ALIASES: &[(&str, &str)] = &[
    ("twitter", "x"),
    ("hn", "hacker-news"),
    ("hackernews", "hacker-news"),
    ("ig", "instagram"),
    ("insta", "instagram"),
    ("fb", "facebook"),
    ("li", "linkedin"),
    ("linked-in", "linkedin"),
    ("yt", "youtube"),
    ("bsky", "bluesky"),
    ("masto", "mastodon"),
    ("tt", "tiktok"),
];

impl Network {
    /// The network with an id; the case does not matter, and common short names are understood.
    pub fn new(id: &str) -> Network {
        let id = id.trim().to_ascii_lowercase().replace([' ', '_'], "-");
        let known = ALIASES.iter().find(|(alias, _)| *alias == id);
        Network(known.map_or(Cow::Owned(id), |(_, name)| Cow::Borrowed(*name)))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CountUnit {
    /// Characters as X weighs them.
    XWeighted,
    /// Grapheme clusters: what a reader takes for one character.
    Graphemes,
    /// UTF-16 units.
    Utf16,
    /// Graphemes, where a link with a scheme is 23, the server's part of a handle nothing, and the content warning
    /// counts with the text.
    Fediverse,
}

impl CountUnit {
    const TABLE: &'static [(&'static str, CountUnit)] = &[
        ("x-weighted", CountUnit::XWeighted),
        ("graphemes", CountUnit::Graphemes),
        ("utf-16", CountUnit::Utf16),
        ("fediverse", CountUnit::Fediverse),
    ];

    /// The words for it in a message.
    pub fn words(self) -> &'static str {
        match self {
            CountUnit::XWeighted => "weighted characters",
            CountUnit::Graphemes | CountUnit::Fediverse => "characters",
            CountUnit::Utf16 => "UTF-16 units",
        }
    }
}

/// How sure a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Confidence {
    /// The network's own documentation.
    Official,
    /// Open-source code of the network or of a client.
    Code,
    /// Documentation of tools, or the press.
    ThirdParty,
    /// Stated nowhere, concluded from use.
    Inferred,
}

impl Confidence {
    const TABLE: &'static [(&'static str, Confidence)] = &[
        ("official", Confidence::Official),
        ("code", Confidence::Code),
        ("third-party", Confidence::ThirdParty),
        ("inferred", Confidence::Inferred),
    ];

    /// Whether a limit of this confidence may stop a post.
    pub fn is_firm(self) -> bool {
        matches!(self, Confidence::Official | Confidence::Code)
    }

    /// The words for it in a message.
    pub fn words(self) -> &'static str {
        match self {
            Confidence::Official => "as the network documents it",
            Confidence::Code => "as its published code has it",
            Confidence::ThirdParty => "by third parties, not confirmed by the network",
            Confidence::Inferred => "as far as is known",
        }
    }
}

/// A limit, with where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Limit {
    /// The most that is allowed.
    pub value: u32,
    /// What is counted.
    pub unit: CountUnit,
    /// How sure it is.
    pub confidence: Confidence,
    /// Where it is stated.
    pub source: String,
    /// The day it was looked up, `YYYY-MM-DD`.
    pub checked: String,
}

/// What a network allows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Profile {
    /// The network.
    pub network: Network,
    /// Its name.
    pub name: String,
    /// How long a text may be.
    pub text_limit: Option<Limit>,
    /// How many hashtags its readers or its rules accept.
    pub hashtags_max: Option<u32>,
    /// Links in its texts can be followed.
    pub clickable_links: bool,
    /// It has a profile link that posts point to.
    pub link_in_bio: bool,
    /// It shows Markdown as formatting.
    pub markdown: bool,
}

impl Profile {
    /// Reads `networks/<id>.toml`.
    pub(crate) fn read(source: &Source, id: &str, node: &Node) -> Profile {
        let mut reader = source.reader(node, "a network profile");
        let name = reader.required("name");
        let hashtags_max = reader.number("hashtags-max").map(|n| n as u32);
        let clickable_links = reader.boolean("clickable-links").unwrap_or(true);
        let link_in_bio = reader.boolean("link-in-bio").unwrap_or(false);
        let markdown = reader.boolean("markdown").unwrap_or(false);
        let text_limit = reader.get("text-limit").map(|node| {
            let mut limit = source.reader(node, "a limit");
            let read = Limit {
                value: limit.number("value").unwrap_or(0.0) as u32,
                unit: limit.one_of("unit", "unit", CountUnit::TABLE).unwrap_or(CountUnit::Utf16),
                confidence: limit
                    .one_of("confidence", "confidence", Confidence::TABLE)
                    .unwrap_or(Confidence::Inferred),
                source: limit.required("source"),
                checked: limit.required("checked"),
            };
            limit.finish();
            read
        });
        reader.finish();
        Profile {
            network: Network::new(id),
            name,
            text_limit,
            hashtags_max,
            clickable_links,
            link_in_bio,
            markdown,
        }
    }
}
