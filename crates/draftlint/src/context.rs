//! What is known around a draft: who wrote it, for which account, who approved it, when it goes out.
//!
//! Everything is optional. A rule that needs what is missing is skipped and listed, never passed silently.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// The circumstances of a draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Context {
    /// Who wrote the draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// The account it goes out from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
    /// The brand it speaks for, by the id that the configuration uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    /// The community it is posted in: a subreddit, a server, a forum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub community: Option<Community>,
    /// Who approved it. `None` means not told; an empty list means that nobody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approvals: Option<Vec<Approval>>,
    /// When it is to be published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_at: Option<Timestamp>,
    /// When it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// The time of the check. The library reads no clock; callers pass the time in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<Timestamp>,
    /// The event that the draft invites to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<Event>,
    /// The offer that the draft makes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
    /// Stops on publishing, such as during a crisis. `None` means not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<Vec<Hold>>,
    /// Disasters and other grave events going on now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_events: Option<Vec<ActiveEvent>>,
    /// The draft must go out even during a hold.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub essential: bool,
}

/// The writer of a draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Author {
    /// A name or id, as approvals use it.
    pub id: String,
    /// The writer's role, such as `editor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What ties the writer to what the draft praises: `employee`, `founder`, `agency`, `family`, `paid`, `gifted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relationship: Option<String>,
}

/// Whose voice an account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum AccountKind {
    /// A company, an institution, a project.
    Brand,
    /// One person.
    Personal,
    /// Several people in turn.
    Shared,
}

/// The account that publishes. A plain string is its handle.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "AccountForm")]
#[non_exhaustive]
pub struct Account {
    /// The handle without `@`.
    pub handle: String,
    /// Whose voice it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<AccountKind>,
    /// The language it is written in, as a BCP 47 tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum AccountForm {
    Handle(String),
    Full(AccountFull),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AccountFull {
    #[serde(default)]
    handle: String,
    #[serde(default)]
    kind: Option<AccountKind>,
    #[serde(default)]
    language: Option<String>,
}

impl From<AccountForm> for Account {
    fn from(form: AccountForm) -> Account {
        match form {
            AccountForm::Handle(handle) => {
                Account { handle: handle.trim_start_matches('@').to_string(), ..Account::default() }
            }
            AccountForm::Full(AccountFull { handle, kind, language }) => {
                Account { handle: handle.trim_start_matches('@').to_string(), kind, language }
            }
        }
    }
}

/// A community. A plain string is its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "CommunityForm")]
#[non_exhaustive]
pub struct Community {
    /// Its name, such as `r/gardening`.
    pub name: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum CommunityForm {
    Name(String),
    Full { name: String },
}

impl From<CommunityForm> for Community {
    fn from(form: CommunityForm) -> Community {
        match form {
            CommunityForm::Name(name) | CommunityForm::Full { name } => Community { name },
        }
    }
}

/// One approval: a record of who agreed to what, not a signature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Approval {
    /// Who approved.
    pub by: String,
    /// In which role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// The content hash of what was approved; see [`crate::Draft::content_hash`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_hash: Option<String>,
}

/// An event that a draft invites to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Event {
    /// When it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
}

/// An offer that a draft makes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Offer {
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// How many are left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stock: Option<u64>,
}

/// A stop on publishing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Hold {
    /// Why it was called.
    pub reason: String,
    /// Since when; `None` means always.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Until when; `None` means until it is lifted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// The accounts it stops, without `@`; empty means all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<String>,
    /// It stops only drafts that hold one of these words; empty means every draft.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<String>,
}

/// A grave event going on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ActiveEvent {
    /// What it is called.
    pub name: String,
    /// Words and hashtags that speak of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<String>,
    /// Until when it is grave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}
