//! A network, what it allows, and how it counts.

mod limit;
mod profile;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use limit::{Confidence, CountUnit, Fact, Limit};
pub use profile::{FactKind, LimitKind, Profile, TraitKind, Variant};

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
    /// X with a Premium subscription.
    X_PREMIUM = "x-premium",
    /// Pinterest.
    PINTEREST = "pinterest",
    /// Slack.
    SLACK = "slack",
    /// Telegram.
    TELEGRAM = "telegram",
    /// A Google Business Profile.
    GOOGLE_BUSINESS = "google-business",
    /// Substack Notes.
    SUBSTACK_NOTES = "substack-notes",
    /// Product Hunt.
    PRODUCT_HUNT = "product-hunt",
    /// Lobsters.
    LOBSTERS = "lobsters",
    /// A Discourse forum with default settings.
    DISCOURSE = "discourse",
    /// dev.to.
    DEV_TO = "dev-to",
    /// Medium.
    MEDIUM = "medium",
    /// WhatsApp.
    WHATSAPP = "whatsapp",
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
    ("tg", "telegram"),
    ("pin", "pinterest"),
    ("gbp", "google-business"),
    ("google-business-profile", "google-business"),
    ("substack", "substack-notes"),
    ("ph", "product-hunt"),
    ("producthunt", "product-hunt"),
    ("dev.to", "dev-to"),
    ("devto", "dev-to"),
    ("twitter-premium", "x-premium"),
    ("wa", "whatsapp"),
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

/// How a network finds links, mentions and tags in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EntityRules {
    /// As X does: a bare `main.rs` is a link. Source: twitter-text, its conformance files.
    X,
    /// As Bluesky's clients do. Source: atproto, `packages/api/src/rich-text/detection.ts`.
    Bluesky,
    /// As Mastodon does: links have a scheme, handles may name a server.
    Mastodon,
}

impl EntityRules {
    /// Every way, with the name that it has in a profile.
    pub const ALL: [(&'static str, EntityRules); 3] =
        [("x", EntityRules::X), ("bluesky", EntityRules::Bluesky), ("mastodon", EntityRules::Mastodon)];
}
