//! A rule: its documentation, its place in the catalogue, and what it needs.

pub(crate) mod card;
pub(crate) mod example;
pub(crate) mod options;

use std::fmt;

use serde::{Serialize, Serializer};

use crate::finding::{Safety, Severity};
use crate::network::{FactKind, Network};

/// The edition of the rule set that this version ships.
pub(crate) const EDITION: &str = "2026";

macro_rules! names {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every one with its name.
            pub const ALL: [(&'static str, $name); [$($text),+].len()] = [$(($text, $name::$variant)),+];

            /// The name used in cards, configuration and reports.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

names! {
    /// What a rule is about; the folder of its card.
    Category {
        /// Spam signals and obfuscation.
        Spam = "spam",
        /// Engagement bait and clickbait.
        Bait = "bait",
        /// Self-promotion.
        Promo = "promo",
        /// How often, and in what balance, an account posts.
        Cadence = "cadence",
        /// Brand terms and voice.
        Brand = "brand",
        /// Relevance and value to the reader.
        Value = "value",
        /// Norms of networks and communities.
        Etiquette = "etiquette",
        /// Respect for people, communities and moments.
        Respect = "respect",
        /// Claims that need proof or cannot be true.
        Claims = "claims",
        /// Who is paid, who is speaking.
        Disclosure = "disclosure",
        /// Secrets, personal data, confidential facts.
        Privacy = "privacy",
        /// Leftovers that must not be published.
        Residue = "residue",
        /// Approval, schedule and crisis.
        Workflow = "workflow",
        /// Posts that everyone can read.
        A11y = "a11y",
    }
}

names! {
    /// What a reader would say is wrong with a post.
    Concern {
        /// It reads as spam.
        Spammy = "spammy",
        /// It is about its writer.
        SelfPromotional = "self-promotional",
        /// It does not sound like the brand.
        OffBrand = "off-brand",
        /// It can do harm.
        Risky = "risky",
        /// It works badly where it is posted.
        HowItLands = "how-it-lands",
    }
}

names! {
    /// The fourteen principles of good social presence; every rule serves at least one.
    Principle {
        /// Provide value.
        ProvideValue = "provide-value",
        /// Respect the community.
        RespectTheCommunity = "respect-the-community",
        /// Be one honest self.
        BeOneHonestSelf = "be-one-honest-self",
        /// Be authentic without oversharing.
        AuthenticNotOversharing = "authentic-not-oversharing",
        /// Be patient.
        BePatient = "be-patient",
        /// Know the tech and the etiquette of each network.
        KnowTheEtiquette = "know-the-etiquette",
        /// Listen more than you talk.
        ListenMore = "listen-more",
        /// Give more than you take.
        GiveMore = "give-more",
        /// Come out from behind the logo.
        ShowYourself = "show-yourself",
        /// Ignore influence scores.
        IgnoreInfluenceScores = "ignore-influence-scores",
        /// Know who is at the wheel.
        KnowWhoIsAtTheWheel = "know-who-is-at-the-wheel",
        /// Be human and realistic.
        HumanAndRealistic = "human-and-realistic",
        /// Be relevant: it is not about you.
        BeRelevant = "be-relevant",
        /// No shortcuts.
        NoShortcuts = "no-shortcuts",
    }
}

names! {
    /// What a rule reads at once.
    Unit {
        /// One post.
        Post = "post",
        /// A thread.
        Thread = "thread",
        /// The posts of an account.
        Feed = "feed",
    }
}

names! {
    /// Whether a card reports a fault or something done well.
    RuleKind {
        /// Something to mend.
        Problem = "problem",
        /// Something done well: shown, never scored.
        Strength = "strength",
    }
}

names! {
    /// Something that must be known for a rule to run.
    Need {
        /// The network.
        Network = "network",
        /// The kind of post.
        Kind = "kind",
        /// What is attached.
        Media = "media",
        /// Whose account it is.
        Account = "account",
        /// Whose voice the account is.
        AccountKind = "account-kind",
        /// Who wrote it.
        Author = "author",
        /// The community.
        Community = "community",
        /// The approvals.
        Approvals = "approvals",
        /// When it goes out.
        ScheduledAt = "scheduled_at",
        /// When it was written.
        CreatedAt = "created_at",
        /// The time of the check.
        Now = "now",
        /// The event it invites to.
        Event = "event",
        /// The offer it makes.
        Offer = "offer",
        /// Whether a hold is on.
        Holds = "holds",
        /// Grave events going on.
        ActiveEvents = "active_events",
        /// What may not be told yet.
        Embargoes = "embargoes",
        /// Who reads the answers.
        Owner = "owner",
        /// What a visit to the links showed.
        Links = "links",
        /// What the post is to reach.
        Goal = "goal",
        /// The post that it answers or goes on from.
        Parent = "parent",
        /// Whether a program generated text or media.
        AiGenerated = "ai_generated",
        /// Terms of the brand's configuration.
        Brand = "brand",
        /// Other brands of the same house.
        Brands = "brands",
        /// Who may post what.
        People = "people",
        /// Topics that somebody has to agree to.
        Topics = "topics",
        /// What the readers of the configuration came for.
        Audience = "audience",
        /// Posts that went out before.
        History = "history",
        /// Whom the posts of the history answer, with the followers of each.
        Followers = "reply_to_followers",
        /// How the account usually speaks: learnt, or read from the history.
        Voice = "voice",
        /// Questions to the account that nobody has answered.
        Inbox = "open_questions",
        /// A thread.
        Thread = "thread",
    }
}

impl Category {
    /// How many there are.
    pub const COUNT: usize = Category::ALL.len();

    /// What a reader would say is wrong.
    pub fn concern(self) -> Concern {
        match self {
            Category::Spam | Category::Bait => Concern::Spammy,
            Category::Promo | Category::Cadence => Concern::SelfPromotional,
            Category::Brand | Category::Value => Concern::OffBrand,
            Category::Etiquette | Category::A11y => Concern::HowItLands,
            Category::Respect
            | Category::Claims
            | Category::Disclosure
            | Category::Privacy
            | Category::Residue
            | Category::Workflow => Concern::Risky,
        }
    }

    /// The severity of its rules where a card names none.
    pub fn default_severity(self) -> Severity {
        match self {
            Category::Promo | Category::Brand | Category::Value | Category::A11y => Severity::Info,
            Category::Residue | Category::Workflow => Severity::Error,
            _ => Severity::Warning,
        }
    }
}

/// What a rule's card says about it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RuleInfo {
    /// `category/name`.
    pub id: String,
    /// Earlier ids, still understood.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What it finds, in plain words.
    pub title: String,
    /// The category.
    pub category: Category,
    /// The concern of the category.
    pub concern: Concern,
    /// What it says at a finding; names in braces are filled in.
    pub message: String,
    /// What it costs the reader.
    pub why: String,
    /// What to do instead.
    pub help: String,
    /// The principles that it serves.
    pub principles: Vec<Principle>,
    /// Fault or strength.
    pub kind: RuleKind,
    /// The severity before configuration.
    pub severity: Severity,
    /// How sure it is, before levels.
    pub confidence: f32,
    /// Whether it runs unless configured otherwise.
    pub default_on: bool,
    /// New and outside the promise of stability.
    pub preview: bool,
    /// The edition of the rule set that first holds it.
    pub edition: String,
    /// What it reads at once.
    pub unit: Unit,
    /// The fields that it reads.
    pub fields: Vec<FieldKind>,
    /// What must be known for it to run.
    pub needs: Vec<Need>,
    /// The networks that it is for; empty means every one.
    pub networks: Vec<Network>,
    /// The facts of the network that it rests on.
    pub facts: Vec<FactKind>,
    /// The language that it is for; empty means every one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// Where its facts come from.
    pub sources: Vec<String>,
    /// The names of its groups.
    pub groups: Vec<String>,
    /// Its options.
    pub options: Vec<OptionInfo>,
    /// The safety of its fix, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Safety>,
    /// What it finds must never be shown.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub redact: bool,
}

/// An option of a rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OptionInfo {
    /// Its name.
    pub name: String,
    /// `integer`, `number`, `string`, `strings`, `boolean` or `duration`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The value, or the values by network.
    pub default: serde_json::Value,
    /// What it means.
    pub about: String,
}

names! {
    /// A part of a draft that a rule reads.
    FieldKind {
        /// The title.
        Title = "title",
        /// The body.
        Body = "body",
        /// The first line of the body.
        FirstLine = "first-line",
        /// The hashtags of the body.
        Hashtags = "hashtags",
        /// The links of the body, and the link card.
        Links = "links",
        /// The text alternatives.
        Alt = "alt",
        /// The content warning.
        Cw = "cw",
    }
}
