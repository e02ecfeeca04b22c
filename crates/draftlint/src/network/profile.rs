//! A network's profile: what it allows and how it reads a text.

use serde::Serialize;

use super::limit::{CountUnit, Fact, Limit, Voice};
use super::{EntityRules, Network};
use crate::value::{Node, Reader, Source};

macro_rules! limits {
    ($(#[doc = $about:literal] $name:ident = $key:literal, $unit:ident;)+) => {
        /// What a network limits.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum LimitKind {
            $(#[doc = $about] $name,)+
        }

        impl LimitKind {
            /// Every kind, with the key that it has in a profile and the unit that it has where none is written.
            pub const ALL: &'static [(&'static str, LimitKind, CountUnit)] =
                &[$(($key, LimitKind::$name, CountUnit::$unit)),+];

            /// What it limits, as a sentence.
            pub fn about(self) -> &'static str {
                match self { $(LimitKind::$name => $about.trim_ascii(),)+ }
            }
        }
    };
}

limits! {
    /// The most that a text may hold.
    Text = "text-limit", CodePoints;
    /// A second limit on the text, in bytes.
    TextBytes = "byte-limit", Bytes;
    /// The least that a text must hold.
    TextMin = "text-min", CodePoints;
    /// The most that a title may hold.
    Title = "title-limit", CodePoints;
    /// The least that a title must hold.
    TitleMin = "title-min", CodePoints;
    /// The most that a text alternative may hold.
    Alt = "alt-limit", CodePoints;
    /// The most that a link may hold.
    Link = "link-limit", CodePoints;
    /// The most that one hashtag may hold.
    Hashtag = "hashtag-limit", CodePoints;
    /// What is shown before the reader has to open the text.
    Fold = "fold", CodePoints;
    /// The lines that are shown before the reader has to open the text.
    FoldLines = "fold-lines", Lines;
    /// The most hashtags that the network takes or links.
    Hashtags = "hashtags-max", Items;
    /// The most hashtags that readers put up with.
    HashtagsAdvised = "hashtags-advised", Items;
    /// The most mentions.
    Mentions = "mentions-max", Items;
    /// The most links.
    Links = "links-max", Items;
    /// The most cashtags.
    Cashtags = "cashtags-max", Items;
    /// The most attachments.
    Media = "media-max", Items;
    /// The least attachments.
    MediaMin = "media-min", Items;
    /// The most films among them.
    Videos = "videos-max", Items;
    /// The most moving pictures among them.
    Gifs = "gifs-max", Items;
}

impl LimitKind {
    /// The key that it has in a profile.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind, _)| *kind == self).map_or("", |(name, ..)| name)
    }
}

macro_rules! traits {
    ($(#[doc = $about:literal] $name:ident = $key:literal;)+) => {
        /// How a network behaves.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum TraitKind {
            $(#[doc = $about] $name,)+
        }

        impl TraitKind {
            /// Every trait, with the key that it has in a profile.
            pub const ALL: &'static [(&'static str, TraitKind)] = &[$(($key, TraitKind::$name)),+];

            /// What is so where it holds, as a sentence.
            pub fn about(self) -> &'static str {
                match self { $(TraitKind::$name => $about.trim_ascii(),)+ }
            }
        }
    };
}

traits! {
    /// Links in its texts can be followed.
    ClickableLinks = "clickable-links";
    /// Accounts have a profile link that posts point to.
    LinkInBio = "link-in-bio";
    /// Markdown is shown as formatting.
    Markdown = "markdown";
    /// Hashtags are links.
    Hashtags = "hashtags";
    /// Several kinds of attachments go together in one post.
    MixedMedia = "mixed-media";
    /// Writers answer themselves to publish several posts as a thread.
    Threads = "threads";
    /// Attachments take a text alternative.
    AltText = "alt-text";
}

impl TraitKind {
    /// The key that it has in a profile.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// Posts of a network that have limits of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Variant {
    /// A comment or a reply.
    Comment,
    /// A long article.
    Article,
    /// A post whose attachments are pictures.
    Photo,
    /// A post with attachments.
    Media,
}

impl Variant {
    /// Every one, with the table that it has in a profile.
    pub const ALL: [(&'static str, Variant); 4] = [
        ("comment", Variant::Comment),
        ("article", Variant::Article),
        ("photo", Variant::Photo),
        ("media", Variant::Media),
    ];

    /// The table that it has in a profile.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, v)| *v == self).map_or("", |(name, _)| name)
    }

    /// The words for its posts.
    pub fn about(self) -> &'static str {
        match self {
            Variant::Comment => "comments and replies",
            Variant::Article => "long articles",
            Variant::Photo => "posts with pictures",
            Variant::Media => "posts with attachments",
        }
    }
}

/// A fact of a profile by its key: what a rule may rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FactKind {
    /// A limit.
    Limit(LimitKind),
    /// A trait.
    Trait(TraitKind),
}

impl FactKind {
    /// Every one, with the key that it has in a profile.
    pub fn all() -> impl Iterator<Item = (&'static str, FactKind)> {
        let limits = LimitKind::ALL.iter().map(|(key, kind, _)| (*key, FactKind::Limit(*kind)));
        limits.chain(TraitKind::ALL.iter().map(|(key, kind)| (*key, FactKind::Trait(*kind))))
    }

    /// The key that it has in a profile.
    pub fn as_str(self) -> &'static str {
        match self {
            FactKind::Limit(kind) => kind.as_str(),
            FactKind::Trait(kind) => kind.as_str(),
        }
    }

    /// What it says of a network, as a sentence.
    pub fn about(self) -> &'static str {
        match self {
            FactKind::Limit(kind) => kind.about(),
            FactKind::Trait(kind) => kind.about(),
        }
    }
}

impl Serialize for FactKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What a network allows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Profile {
    /// The network.
    pub network: Network,
    /// Its name.
    pub name: String,
    /// How it finds links, mentions and tags in a text; `None` where that is not known.
    pub entities: Option<EntityRules>,
    limits: Vec<(Option<Variant>, LimitKind, Limit)>,
    traits: Vec<(TraitKind, Fact<bool>)>,
}

impl Profile {
    /// A limit of its posts.
    pub fn limit(&self, kind: LimitKind) -> Option<&Limit> {
        self.limit_of(&[], kind)
    }

    /// A limit of posts that are one of `variants`: of the first that has its own, else that of all posts.
    pub fn limit_of(&self, variants: &[Variant], kind: LimitKind) -> Option<&Limit> {
        let of = |variant: Option<Variant>| {
            self.limits.iter().find(|(v, k, _)| *v == variant && *k == kind).map(|(_, _, limit)| limit)
        };
        variants.iter().find_map(|v| of(Some(*v))).or_else(|| of(None))
    }

    /// Every limit that is known, with the posts that it holds for; `None` means all.
    pub fn limits(&self) -> impl Iterator<Item = (Option<Variant>, LimitKind, &Limit)> + '_ {
        self.limits.iter().map(|(variant, kind, limit)| (*variant, *kind, limit))
    }

    /// Whether it behaves so; `None` where that is not known.
    pub fn is(&self, kind: TraitKind) -> Option<bool> {
        self.traits().find(|(k, _)| *k == kind).map(|(_, fact)| fact.value)
    }

    /// Every trait that is known.
    pub fn traits(&self) -> impl Iterator<Item = (TraitKind, &Fact<bool>)> + '_ {
        self.traits.iter().map(|(kind, fact)| (*kind, fact))
    }

    /// Reads `networks/<id>.toml`; `known` are the profiles that it may extend.
    pub(crate) fn read(source: &Source, id: &str, node: &Node, known: &[Profile]) -> Option<Profile> {
        let mut reader = source.reader(node, "a network profile");
        let voice = Voice { checked: reader.required("checked"), own: None };
        let mut profile = match reader.get("extends") {
            Some(base) => Self::base(source, base, known)?,
            None => Profile::empty(),
        };
        profile.network = Network::new(id);
        profile.name = reader.required("name");
        profile.facts(source, reader, &voice);
        Some(profile)
    }

    /// Reads `[networks.<id>]` of a configuration: what it says of a known network, or of a new one that extends it.
    pub(crate) fn read_own(source: &Source, id: &str, node: &Node, known: &[Profile]) -> Option<Profile> {
        let network = Network::new(id);
        let mut reader = source.reader(node, "a network");
        let voice = Voice { checked: String::new(), own: Some(source.name.to_string()) };
        let mut profile = match reader.get("extends") {
            Some(base) => Self::base(source, base, known)?,
            // Without `extends` it is the known one, or a network of which nothing is known but what stands here.
            None => known.iter().find(|p| p.network == network).cloned().unwrap_or_else(Profile::empty),
        };
        profile.network = network;
        profile.name = reader.string("name").unwrap_or_else(|| match profile.name.as_str() {
            "" => id.to_string(),
            name => name.to_string(),
        });
        profile.facts(source, reader, &voice);
        Some(profile)
    }

    fn empty() -> Profile {
        Profile {
            network: Network::new(""),
            name: String::new(),
            entities: None,
            limits: Vec::new(),
            traits: Vec::new(),
        }
    }

    /// The profile that `extends` names; a fault where there is none of that name.
    fn base(source: &Source, node: &Node, known: &[Profile]) -> Option<Profile> {
        let name = source.string(node)?;
        let wanted = Network::new(&name);
        let base = known.iter().find(|p| p.network == wanted).cloned();
        if base.is_none() {
            let ids: Vec<&str> = known.iter().map(|p| p.network.as_str()).collect();
            source.fault(
                node.at,
                format!("`{name}` is no known network"),
                crate::value::suggestion(wanted.as_str(), &ids),
            );
        }
        base
    }

    fn facts(&mut self, source: &Source, mut reader: Reader<'_>, voice: &Voice) {
        if let Some(rules) = reader.one_of("entities", "set of rules", &EntityRules::ALL) {
            self.entities = Some(rules);
        }
        for (key, kind) in TraitKind::ALL {
            let Some(node) = reader.get(key) else { continue };
            if let Some((fact, _)) = voice.fact(source, node, Source::boolean) {
                self.traits.retain(|(k, _)| k != kind);
                self.traits.push((*kind, fact));
            }
        }
        self.some_limits(source, &mut reader, voice, None);
        for (key, variant) in Variant::ALL {
            let Some(node) = reader.get(key) else { continue };
            let mut inner = source.reader(node, "the limits of some posts");
            self.some_limits(source, &mut inner, voice, Some(variant));
            inner.finish();
        }
        reader.finish();
    }

    fn some_limits(
        &mut self,
        source: &Source,
        reader: &mut Reader<'_>,
        voice: &Voice,
        variant: Option<Variant>,
    ) {
        for (key, kind, default) in LimitKind::ALL {
            let Some(node) = reader.get(key) else { continue };
            let number = |source: &Source, node: &Node| {
                let number = source.number(node)?;
                if number.fract() == 0.0 && (0.0..=1e9).contains(&number) {
                    return Some(number as u32);
                }
                source.fault(node.at, format!("`{key}` takes a whole number, 0 or more"), "");
                None
            };
            let Some((fact, unit)) = voice.fact(source, node, number) else { continue };
            // A new number of the same thing is counted as before.
            let before = self.limit_of(variant.as_slice(), *kind).map(|l| l.unit);
            let unit = unit.or(before.filter(|_| voice.own.is_some())).unwrap_or(*default);
            self.limits.retain(|(v, k, _)| (*v, *k) != (variant, *kind));
            self.limits.push((variant, *kind, Limit { unit, fact }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_one_key_and_says_what_it_is() {
        let mut keys: Vec<&str> = FactKind::all().map(|(key, _)| key).collect();
        assert!(FactKind::all().all(|(key, kind)| kind.as_str() == key));
        assert_eq!(
            LimitKind::FoldLines.about(),
            "The lines that are shown before the reader has to open the text."
        );
        keys.sort_unstable();
        let all = keys.len();
        keys.dedup();
        assert_eq!((all, keys.len()), (LimitKind::ALL.len() + TraitKind::ALL.len(), all));
    }
}
