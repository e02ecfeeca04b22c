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
    /// The draft does not age: a recipe, a map.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub evergreen: bool,
    /// It goes out at once; `scheduled_at` is when somebody pressed the button.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub immediate: bool,
    /// What may not be told before a time. `None` means not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embargoes: Option<Vec<Embargo>>,
    /// Who reads the answers after it goes out; an empty text means nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// What a visit to the links of the draft showed. `None` means not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<LinkStatus>>,
    /// What the post is to reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<Goal>,
    /// The network's own label for paid posts is set. `None` means not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_label: Option<bool>,
    /// The post that this one answers or goes on from. `None` means not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<Parent>,
    /// Text or media were made by a program that generates them. `None` means not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ai_generated: Option<bool>,
    /// When each question to the account was asked that nobody has answered. `None` means not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_questions: Option<Vec<Timestamp>>,
}

/// The post that a draft answers or goes on from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Parent {
    /// Its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When it went out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// It is by the same author.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
    /// Somebody else has answered it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub answered: bool,
}

/// Something that may not be told before a time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Embargo {
    /// What it is.
    pub name: String,
    /// Until when nothing is said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Words that speak of it; empty means that the whole draft does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<String>,
}

/// What a visit to a link showed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct LinkStatus {
    /// The link as the draft has it.
    pub url: String,
    /// The HTTP status of the answer, such as 200 or 404.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Where redirects led.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_url: Option<String>,
    /// The page asks for these before it shows anything: `account`, `email`, `phone`, `payment`, `trial`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asks_for: Vec<String>,
    /// The page is to appear when the post does.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub goes_live: bool,
}

/// What a post is to reach. A plain string is what it says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "GoalForm")]
#[non_exhaustive]
pub struct Goal {
    /// In words.
    pub text: String,
    /// For whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// By what it is measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// The measure now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<f64>,
    /// The measure as it is to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<f64>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum GoalForm {
    Text(String),
    Full(GoalFull),
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct GoalFull {
    text: String,
    audience: Option<String>,
    measure: Option<String>,
    from: Option<f64>,
    to: Option<f64>,
    by: Option<Timestamp>,
}

impl From<GoalForm> for Goal {
    fn from(form: GoalForm) -> Goal {
        match form {
            GoalForm::Text(text) => Goal { text, ..Goal::default() },
            GoalForm::Full(GoalFull { text, audience, measure, from, to, by }) => {
                Goal { text, audience, measure, from, to, by }
            }
        }
    }
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

impl AccountKind {
    /// Every kind, with its name.
    pub(crate) const ALL: [(&'static str, AccountKind); 3] =
        [("brand", AccountKind::Brand), ("personal", AccountKind::Personal), ("shared", AccountKind::Shared)];
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

/// A handle as it is compared: without `@`, in lower case.
pub(crate) fn plain_handle(handle: &str) -> String {
    handle.trim().trim_start_matches('@').to_lowercase()
}

/// A community. A plain string is its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "CommunityForm")]
#[non_exhaustive]
pub struct Community {
    /// Its name, such as `r/gardening`.
    pub name: String,
    /// What it asks of posts. `None` means not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<CommunityRules>,
    /// The flair that the draft is to carry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flair: Option<String>,
    /// For how many days the author has been a member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member_days: Option<u32>,
    /// A moderator who allowed the post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
}

/// What a community asks of posts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct CommunityRules {
    /// Whether members may speak of what they sell. `None` means not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promotion: Option<Promotion>,
    /// The weekdays on which they may; empty means every day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub promotion_days: Vec<String>,
    /// Domains that may not be linked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub banned_domains: Vec<String>,
    /// The flairs of which a post must carry one; empty means none is needed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flairs: Vec<String>,
    /// How many links a post may hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_links: Option<u32>,
    /// For how many days one must have been a member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_member_days: Option<u32>,
}

impl CommunityRules {
    /// Whether a weekday, by its English name, is among the days of promotion; those may be shortened: `Fri`.
    pub(crate) fn is_promotion_day(&self, day: &str) -> bool {
        let day = day.to_lowercase();
        self.promotion_days
            .iter()
            .map(|name| name.trim().to_lowercase())
            .any(|name| name.len() >= 3 && day.starts_with(&name))
    }
}

/// Whether members may speak of what they sell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Promotion {
    /// They may not.
    None,
    /// They may, with the days and flairs of the community's rules.
    Limited,
    /// They may.
    Free,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum CommunityForm {
    Name(String),
    Full(CommunityFull),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommunityFull {
    name: String,
    #[serde(default)]
    rules: Option<CommunityRules>,
    #[serde(default)]
    flair: Option<String>,
    #[serde(default)]
    member_days: Option<u32>,
    #[serde(default)]
    approved_by: Option<String>,
}

impl From<CommunityForm> for Community {
    fn from(form: CommunityForm) -> Community {
        match form {
            CommunityForm::Name(name) => Community { name, ..Community::default() },
            CommunityForm::Full(CommunityFull { name, rules, flair, member_days, approved_by }) => {
                Community { name, rules, flair, member_days, approved_by }
            }
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
    /// The text that was approved, so that a later change can be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Findings that were accepted with it; they hold only while the content hash does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Accepted>,
}

impl Approval {
    /// An approval by somebody.
    pub fn new(by: impl Into<String>) -> Approval {
        Approval { by: by.into(), role: None, at: None, content_hash: None, text: None, accepted: Vec::new() }
    }

    /// A program gave it (`agent:…`). It is kept, and it counts for nothing.
    pub fn is_by_agent(&self) -> bool {
        let by = self.by.trim_start();
        by.get(..AGENT.len()).is_some_and(|head| head.eq_ignore_ascii_case(AGENT))
    }
}

/// How the name of an approver begins that is a program.
const AGENT: &str = "agent:";

/// A finding that somebody accepted while approving.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Accepted {
    /// The id of the rule.
    pub rule: String,
    /// Why it is fine here.
    pub reason: String,
}

impl Accepted {
    /// What a rule finds, accepted with a reason.
    pub fn new(rule: impl Into<String>, reason: impl Into<String>) -> Accepted {
        Accepted { rule: rule.into(), reason: reason.into() }
    }
}

impl Context {
    /// The approvals that people gave; those of programs do not count.
    pub(crate) fn approvals_of_people(&self) -> impl Iterator<Item = &Approval> {
        self.approvals.iter().flatten().filter(|approval| !approval.is_by_agent())
    }
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
    /// What it costs, as a post writes it, such as `$29`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    /// The code to enter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
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
