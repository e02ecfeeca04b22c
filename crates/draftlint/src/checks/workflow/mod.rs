//! Checks of the category `workflow`.

use crate::checks::Subject;
use crate::context::Approval;
use crate::draft::hash_of_posts;

pub(crate) mod crisis_hold;
pub(crate) mod edited_after_approval;
pub(crate) mod embargo;
pub(crate) mod goal;
pub(crate) mod link_check;
pub(crate) mod locale_mismatch;
pub(crate) mod no_owner;
pub(crate) mod offer_mismatch;
pub(crate) mod other_client;
pub(crate) mod past_event;
pub(crate) mod past_time;
pub(crate) mod quiet_hours;
pub(crate) mod relative_date;
pub(crate) mod role;
pub(crate) mod self_approved;
pub(crate) mod sensitive_date;
pub(crate) mod stale_draft;
pub(crate) mod topic_approver;
pub(crate) mod unapproved;
pub(crate) mod unused_allow;
pub(crate) mod utm_mismatch;
pub(crate) mod weekday_mismatch;
pub(crate) mod wrong_account;

/// The approvals of people that stand. Once one of them is for exactly this text, those of an earlier text are history;
/// where none is, that is the finding of a rule of its own.
fn standing<'a>(subject: &Subject<'a>) -> Vec<&'a Approval> {
    let Some(context) = subject.context() else { return Vec::new() };
    let mut all: Vec<&Approval> = context.approvals_of_people().collect();
    if all.iter().any(|a| a.content_hash.is_some()) {
        let text = Hashes::of(subject);
        let of_this = |a: &Approval| a.content_hash.as_deref().is_some_and(|hash| text.fit(hash));
        if all.iter().any(|a| of_this(a)) {
            all.retain(|a| a.content_hash.is_none() || of_this(a));
        }
    }
    all
}

/// The content hashes of what goes out: a thread is approved as a whole, or post by post.
struct Hashes {
    whole: String,
    post: Option<String>,
}

impl Hashes {
    fn of(subject: &Subject<'_>) -> Hashes {
        let post = (subject.posts.len() > 1).then(|| subject.draft.content_hash());
        Hashes { whole: hash_of_posts(subject.posts), post }
    }

    /// Whether a hash that was approved is of this text.
    fn fit(&self, approved: &str) -> bool {
        let mut own = self.post.iter().chain([&self.whole]);
        own.any(|hash| hash.eq_ignore_ascii_case(approved.trim()))
    }
}
