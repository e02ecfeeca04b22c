//! What the caller gives: a draft, or a thread of them.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::context::Context;
use crate::finding::Field;
use crate::network::{Network, Variant};
use crate::time::Timestamp;

/// A post that is not published yet.
///
/// ```
/// use draftlint::{Draft, Network};
/// let draft = Draft::new("Doors open at nine.").network(Network::X);
/// assert_eq!(draft.body, "Doors open at nine.");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Draft<'a> {
    /// A name for the draft, shown in reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The text of the post.
    pub body: Cow<'a, str>,
    /// The title, where the network has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Cow<'a, str>>,
    /// Where it is to be published. `None` means not told: rules that need it are skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<Network>,
    /// What kind of post it is. `None` means not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// The language, as a BCP 47 tag; guessed where it is not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// A link shown as a card beside the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Cow<'a, str>>,
    /// The content warning, on networks that have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_warning: Option<Cow<'a, str>>,
    /// What is attached. `None` means not told: rules on media are skipped, not guessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<Vec<Media>>,
    /// What is known around the draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Arc<Context>>,
    /// Findings that somebody accepted, with the reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allow: Vec<Allow>,
    /// Where the draft was read from. Set by the reader of a file, never taken from the data.
    #[serde(skip)]
    pub source: Option<Arc<str>>,
}

/// What kind of post a draft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// A post of its own.
    Post,
    /// An answer to another post.
    Reply,
    /// A post that quotes another.
    Quote,
    /// A comment below a post.
    Comment,
    /// A post within a thread.
    ThreadPart,
    /// A long article.
    Article,
    /// Somebody else's post, passed on as it is.
    Repost,
}

/// One attachment.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Media {
    /// `image`, `gif`, `chart`, `video`, `audio`, `document` or another word.
    pub kind: MediaKind,
    /// The text alternative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// The picture carries no meaning and needs no text.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub decorative: bool,
    /// Captions or a transcript exist. `None` means not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captions: Option<bool>,
}

impl Media {
    /// An attachment of a kind, without a text alternative.
    pub fn new(kind: MediaKind) -> Media {
        Media { kind, ..Media::default() }
    }

    /// Gives it a text alternative.
    pub fn alt(mut self, alt: impl Into<String>) -> Media {
        self.alt = Some(alt.into());
        self
    }
}

/// The kind of an attachment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MediaKind {
    /// A picture.
    #[default]
    Image,
    /// A moving picture without sound.
    Gif,
    /// A chart or an infographic.
    Chart,
    /// A film.
    Video,
    /// Sound.
    Audio,
    /// A document, such as a PDF.
    Document,
}

/// A finding that somebody accepted beforehand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Allow {
    /// The id of the rule.
    pub rule: String,
    /// Why it is accepted.
    pub reason: String,
    /// Only findings on this text; `None` means every finding of the rule.
    #[serde(rename = "match", default, skip_serializing_if = "Option::is_none")]
    pub matched: Option<String>,
    /// The last day on which it is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl Allow {
    /// Accepts every finding of a rule.
    pub fn new(rule: impl Into<String>, reason: impl Into<String>) -> Allow {
        Allow { rule: rule.into(), reason: reason.into(), matched: None, until: None }
    }

    /// Only findings on this text.
    pub fn matching(mut self, text: impl Into<String>) -> Allow {
        self.matched = Some(text.into());
        self
    }
}

impl<'a> Draft<'a> {
    /// A draft with a text and nothing else told.
    pub fn new(body: impl Into<Cow<'a, str>>) -> Draft<'a> {
        Draft { body: body.into(), ..Draft::default() }
    }

    /// Gives it a title.
    pub fn title(mut self, title: impl Into<Cow<'a, str>>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Says where it will be published.
    pub fn network(mut self, network: Network) -> Self {
        self.network = Some(network);
        self
    }

    /// Says what kind of post it is.
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Says which language it is in, as a BCP 47 tag.
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = Some(language.into());
        self
    }

    /// Says what is attached; an empty list says that nothing is.
    pub fn media(mut self, media: Vec<Media>) -> Self {
        self.media = Some(media);
        self
    }

    /// Says what is known around it.
    pub fn context(mut self, context: impl Into<Arc<Context>>) -> Self {
        self.context = Some(context.into());
        self
    }

    /// The posts of a network that it is one of, where those have limits of their own.
    pub fn variants(&self) -> &'static [Variant] {
        let media = self.media.as_deref().unwrap_or(&[]);
        let pictures = media.iter().all(|m| matches!(m.kind, MediaKind::Image | MediaKind::Chart));
        match self.kind {
            Some(Kind::Comment | Kind::Reply) => &[Variant::Comment],
            Some(Kind::Article) => &[Variant::Article],
            _ if media.is_empty() => &[],
            _ if pictures => &[Variant::Photo, Variant::Media],
            _ => &[Variant::Media],
        }
    }

    /// The text of a field, where the draft has it.
    pub fn text_of(&self, field: Field) -> Option<&str> {
        match field {
            Field::Title => self.title.as_deref(),
            Field::Body => Some(&self.body),
            Field::Link => self.link.as_deref(),
            Field::ContentWarning => self.content_warning.as_deref(),
            Field::Alt(i) => self.media.as_ref()?.get(i as usize)?.alt.as_deref(),
        }
    }

    /// The same draft owning all its text.
    pub fn into_owned(self) -> Draft<'static> {
        let own = |text: Option<Cow<'a, str>>| text.map(|t| Cow::Owned(t.into_owned()));
        Draft {
            id: self.id,
            body: Cow::Owned(self.body.into_owned()),
            title: own(self.title),
            network: self.network,
            kind: self.kind,
            language: self.language,
            link: own(self.link),
            content_warning: own(self.content_warning),
            media: self.media,
            context: self.context,
            allow: self.allow,
            source: self.source,
        }
    }

    /// The hash of what would be published, version 1: `1:` and 32 hexadecimal digits.
    ///
    /// It is the first half of a SHA-256 over the fields title, body, link, content warning, network and each
    /// attachment (kind, alt, decorative), every one written as its length in bytes (eight bytes, little-endian)
    /// and its text; a missing field has the length 2^64 - 1. In texts, line ends are made `\n`, blanks at line
    /// ends are dropped, and so are blank lines at the end: changes that alter nothing published do not alter it.
    pub fn content_hash(&self) -> String {
        let mut hasher = Sha256::new();
        let mut field = |text: Option<&str>| match text {
            None => hasher.update(u64::MAX.to_le_bytes()),
            Some(text) => {
                let text = published(text);
                hasher.update((text.len() as u64).to_le_bytes());
                hasher.update(text.as_bytes());
            }
        };
        field(self.title.as_deref());
        field(Some(&self.body));
        field(self.link.as_deref());
        field(self.content_warning.as_deref());
        field(self.network.as_ref().map(Network::as_str));
        for media in self.media.iter().flatten() {
            field(Some(match media.kind {
                MediaKind::Image => "image",
                MediaKind::Gif => "gif",
                MediaKind::Chart => "chart",
                MediaKind::Video => "video",
                MediaKind::Audio => "audio",
                MediaKind::Document => "document",
            }));
            field(media.alt.as_deref());
            field(Some(if media.decorative { "decorative" } else { "" }));
        }
        shown(&hasher.finalize())
    }

    /// Reads a draft from the entries of a JSON object, a CSV row or a front matter, where the keys of the context
    /// may stand beside those of the draft. `text` means `body`, `lang` means `language`. Returns the draft and
    /// the keys that mean nothing here.
    ///
    /// # Errors
    /// A message that names the key whose value cannot be read.
    pub fn from_entries(
        entries: serde_json::Map<String, serde_json::Value>,
    ) -> Result<(Draft<'static>, Vec<String>), String> {
        let mut draft = serde_json::Map::new();
        let mut context = serde_json::Map::new();
        let mut unknown = Vec::new();
        for (key, value) in entries {
            if value.is_null() {
                continue;
            }
            match key.as_str() {
                "text" if !draft.contains_key("body") => _ = draft.insert("body".into(), value),
                "lang" => _ = draft.insert("language".into(), value),
                "context" => match value {
                    serde_json::Value::Object(inner) => context.extend(inner),
                    _ => return Err("`context` must be a table".into()),
                },
                k if DRAFT_KEYS.contains(&k) => _ = draft.insert(key, value),
                k if CONTEXT_KEYS.contains(&k) => _ = context.insert(key, value),
                _ => unknown.push(key),
            }
        }
        let mut form: DraftForm = read_fields(draft, "draft")?;
        if let Some(network) = &mut form.network {
            *network = Network::new(network.as_str());
        }
        let context = if context.is_empty() {
            None
        } else {
            Some(Arc::new(read_fields::<Context>(context, "context")?))
        };
        let own = |text: Option<String>| text.map(Cow::Owned);
        let draft = Draft {
            id: form.id.map(|id| match id {
                serde_json::Value::String(s) => s,
                other => other.to_string(),
            }),
            body: Cow::Owned(form.body),
            title: own(form.title),
            network: form.network,
            kind: form.kind,
            language: form.language,
            link: own(form.link),
            content_warning: own(form.content_warning),
            media: form.media,
            context,
            allow: form.allow,
            source: None,
        };
        Ok((draft, unknown))
    }
}

impl<'de> Deserialize<'de> for Draft<'static> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = serde_json::Map::deserialize(deserializer)?;
        let (draft, unknown) = Draft::from_entries(entries).map_err(serde::de::Error::custom)?;
        match unknown.first() {
            Some(key) => Err(serde::de::Error::custom(format!("unknown key `{key}` in a draft"))),
            None => Ok(draft),
        }
    }
}

/// The keys of a draft, as readers and documentation list them.
pub(crate) const DRAFT_KEYS: &[&str] =
    &["id", "body", "title", "network", "kind", "language", "link", "content_warning", "media", "allow"];

/// The keys of a context.
pub(crate) const CONTEXT_KEYS: &[&str] = &[
    "author",
    "account",
    "brand",
    "community",
    "approvals",
    "scheduled_at",
    "created_at",
    "now",
    "event",
    "offer",
    "holds",
    "active_events",
    "essential",
    "evergreen",
    "immediate",
    "embargoes",
    "owner",
    "links",
    "goal",
    "paid_label",
    "parent",
    "ai_generated",
    "open_questions",
];

#[derive(Deserialize)]
struct DraftForm {
    #[serde(default)]
    id: Option<serde_json::Value>,
    #[serde(default)]
    body: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    network: Option<Network>,
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    link: Option<String>,
    #[serde(default)]
    content_warning: Option<String>,
    #[serde(default)]
    media: Option<Vec<Media>>,
    #[serde(default)]
    allow: Vec<Allow>,
}

/// Reads a struct field by field where the whole cannot be read, so that the message names the key.
fn read_fields<T: serde::de::DeserializeOwned>(
    map: serde_json::Map<String, serde_json::Value>,
    what: &str,
) -> Result<T, String> {
    let whole = serde_json::Value::Object(map);
    T::deserialize(&whole).map_err(|error| {
        // The key that cannot be read by itself is the one to name.
        for (key, value) in whole.as_object().into_iter().flatten() {
            let one = serde_json::Map::from_iter([(key.clone(), value.clone())]);
            if let Err(error) = T::deserialize(&serde_json::Value::Object(one)) {
                return format!("`{key}` cannot be read: {error}");
            }
        }
        format!("the {what} cannot be read: {error}")
    })
}

/// A text as it would be published: `\n` line ends, no blanks at line ends, no blank lines at the end.
fn published(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.replace("\r\n", "\n").replace('\r', "\n").split('\n') {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.truncate(out.trim_end_matches('\n').len());
    out
}

/// Several posts that are read one after the other.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Thread<'a> {
    /// A name for the thread, shown in reports.
    pub id: Option<String>,
    /// Its posts, in order.
    pub posts: Vec<Draft<'a>>,
    /// Where it was read from.
    #[serde(skip)]
    pub source: Option<Arc<str>>,
}

impl<'a> Thread<'a> {
    /// A thread of posts.
    pub fn new(posts: Vec<Draft<'a>>) -> Thread<'a> {
        Thread { posts, ..Thread::default() }
    }

    /// The hash of what would be published: that of a lone post is its own, that of several is made of theirs.
    pub fn content_hash(&self) -> String {
        hash_of_posts(&self.posts)
    }
}

/// The hash of posts that are published together: `1:` and the first half of a SHA-256 over the content hash of
/// each, every one followed by a line feed.
pub(crate) fn hash_of_posts(posts: &[Draft<'_>]) -> String {
    if let [only] = posts {
        return only.content_hash();
    }
    let mut hasher = Sha256::new();
    for post in posts {
        hasher.update(post.content_hash().as_bytes());
        hasher.update(b"\n");
    }
    shown(&hasher.finalize())
}

fn shown(digest: &[u8]) -> String {
    let mut text = String::from("1:");
    for byte in &digest[..16] {
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_hash_ignores_what_is_not_published() {
        let hash = |body: &str| Draft::new(body.to_string()).content_hash();
        assert_eq!(hash("a\r\nb  \n"), hash("a\nb"));
        assert_ne!(hash("a\nb"), hash("a\nc"));
        assert_ne!(hash("a\n\nb"), hash("a\nb"));
        assert_ne!(Draft::new("a").title("").content_hash(), Draft::new("a").content_hash());
        // Files store it: the value itself must not change.
        assert_eq!(hash("Doors open at nine."), "1:789c32a9661a49cdf375251616f1e121");
    }

    #[test]
    fn keys_of_the_context_may_stand_beside_those_of_the_draft() {
        let entries = serde_json::json!({
            "text": "hello", "lang": "en", "scheduled_at": "2026-05-04T10:00Z", "context": {"brand": "acme"}, "row": 3
        });
        let (draft, unknown) = Draft::from_entries(entries.as_object().unwrap().clone()).unwrap();
        assert_eq!(draft.body, "hello");
        let context = draft.context.unwrap();
        assert_eq!(context.brand.as_deref(), Some("acme"));
        assert_eq!(context.scheduled_at.as_ref().unwrap().date(), (2026, 5, 4));
        assert_eq!(unknown, ["row"]);
    }

    #[test]
    fn a_bad_value_names_its_key() {
        let entries = serde_json::json!({"text": "x", "scheduled_at": "soon"});
        let error = Draft::from_entries(entries.as_object().unwrap().clone()).unwrap_err();
        assert!(error.contains("`scheduled_at`") && error.contains("2026-05-04"), "{error}");
    }
}
