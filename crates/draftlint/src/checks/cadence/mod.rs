//! Rules that a history shows: one file a rule, found in the table below. A test compares it with the cards.

mod calendar;
mod coupon;
mod give_take;
mod listening;
mod pace;
pub(crate) mod people;
mod repeats;
mod sameness;
mod shares;
pub(crate) mod support;
pub(crate) mod unanswered;
pub(crate) mod voices;

use std::fmt::Debug;

use serde::de::DeserializeOwned;

use crate::config::Config;
use crate::context::Context;
use crate::finding::Severity;
use crate::history::stream::Stream;
use crate::history::{Entry, rule_key};

/// What a rule of a feed looks at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FeedSubject<'a> {
    pub(crate) stream: Stream<'a>,
    pub(crate) config: &'a Config,
    /// What is known around the one draft that is judged.
    pub(crate) context: Option<&'a Context>,
    /// The names that only the one draft holds.
    pub(crate) names: &'a [(u64, Box<str>)],
    /// The rule's id.
    pub(crate) rule: &'a str,
    /// The numbers of the accounts that are known to be of one owner.
    pub(crate) own_accounts: &'a [u64],
}

impl<'a> FeedSubject<'a> {
    pub(crate) fn post(&self, i: usize) -> &'a Entry {
        self.stream.posts[i]
    }

    /// How a number is written: an account, a community, a tag.
    pub(crate) fn name(&self, number: u64) -> &'a str {
        let own = self.names.iter().find(|(n, _)| *n == number);
        own.map_or_else(|| self.stream.history.name(number), |(_, name)| name)
    }

    /// The number of one of the rule's own phrase groups, for [`Entry::has`].
    pub(crate) fn group(&self, name: &str) -> u32 {
        rule_key(self.rule, name)
    }
}

/// What a rule found in a feed.
#[derive(Debug, Clone, Default)]
pub(crate) struct FeedFound {
    /// The group of the card that it belongs to.
    pub(crate) group: &'static str,
    pub(crate) args: Vec<(&'static str, String)>,
    /// A severity that the card cannot know.
    pub(crate) severity: Option<Severity>,
    /// The post that is judged.
    pub(crate) at: usize,
    /// The posts that it rests on, in order of time, the judged one among them where it counts.
    pub(crate) posts: Vec<usize>,
    /// How bad it is, to choose among findings that rest on the same posts.
    pub(crate) weight: f64,
}

impl FeedFound {
    pub(crate) fn new(group: &'static str, at: usize) -> FeedFound {
        FeedFound { group, at, ..FeedFound::default() }
    }

    pub(crate) fn arg(mut self, name: &'static str, value: impl ToString) -> FeedFound {
        self.args.push((name, value.to_string()));
        self
    }

    /// The posts that it rests on, in any order.
    pub(crate) fn on(mut self, posts: impl IntoIterator<Item = usize>) -> FeedFound {
        self.posts.extend(posts);
        self.posts.sort_unstable();
        self.posts.dedup();
        self
    }

    pub(crate) fn weight(mut self, weight: f64) -> FeedFound {
        self.weight = weight;
        self
    }
}

/// A rule of a feed with its options.
pub(crate) trait FeedCheck: Debug + Send + Sync {
    /// Reports what it finds for the judged posts.
    fn run(&self, feed: &FeedSubject<'_>, found: &mut Vec<FeedFound>);
}

/// The posts that a rule sees at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Those of one account on one network.
    Stream,
    /// Those of one account on all networks.
    Account,
    /// All.
    Everything,
}

/// An entry of the table.
pub(crate) struct FeedEntry {
    pub(crate) id: &'static str,
    pub(crate) reach: Reach,
    /// Reads the options.
    pub(crate) build: fn(&serde_json::Value) -> Result<Box<dyn FeedCheck>, String>,
}

fn build<C: FeedCheck + DeserializeOwned + 'static>(
    options: &serde_json::Value,
) -> Result<Box<dyn FeedCheck>, String> {
    serde_json::from_value::<C>(options.clone())
        .map(|c| Box::new(c) as Box<dyn FeedCheck>)
        .map_err(|e| e.to_string())
}

macro_rules! checks {
    ($($id:literal = $check:ty, $reach:ident;)+) => {
        /// Every rule of a feed, sorted by id.
        pub(crate) static FEED_CHECKS: &[FeedEntry] =
            &[$(FeedEntry { id: $id, reach: Reach::$reach, build: build::<$check> }),+];
    };
}

checks! {
    "brand/voice-drift" = voices::VoiceDrift, Stream;
    "cadence/approval-gaps" = people::ApprovalGaps, Account;
    "cadence/broadcast-listen" = listening::BroadcastListen, Stream;
    "cadence/burst" = pace::Burst, Stream;
    "cadence/calendar-clash" = calendar::CalendarClash, Account;
    "cadence/coupon" = coupon::Coupon, Stream;
    "cadence/crosspost-identical" = repeats::CrosspostIdentical, Account;
    "cadence/daily-quota" = pace::DailyQuota, Stream;
    "cadence/erratic-rhythm" = pace::ErraticRhythm, Stream;
    "cadence/faceless-feed" = shares::FacelessFeed, Stream;
    "cadence/give-take" = give_take::GiveTake, Stream;
    "cadence/hashtag-rut" = sameness::HashtagRut, Stream;
    "cadence/hype-habit" = shares::HypeHabit, Stream;
    "cadence/influencer-only" = shares::InfluencerOnly, Stream;
    "cadence/nag" = people::Nag, Stream;
    "cadence/near-duplicate" = repeats::NearDuplicate, Stream;
    "cadence/no-questions" = listening::NoQuestions, Stream;
    "cadence/oversharing-share" = shares::OversharingShare, Stream;
    "cadence/own-links" = shares::OwnLinks, Stream;
    "cadence/perpetual-deadline" = calendar::PerpetualDeadline, Account;
    "cadence/persona-drift" = voices::PersonaDrift, Everything;
    "cadence/same-hook" = sameness::SameHook, Stream;
    "cadence/silence-then-sell" = pace::SilenceThenSell, Stream;
    "cadence/topic-monoculture" = shares::TopicMonoculture, Stream;
    "cadence/undisclosed-own-account" = voices::UndisclosedOwnAccount, Everything;
    "respect/barge-in" = people::BargeIn, Account;
}

/// The code of a feed's rule.
pub(crate) fn feed_entry(id: &str) -> Option<&'static FeedEntry> {
    FEED_CHECKS.binary_search_by(|e| e.id.cmp(id)).ok().map(|i| &FEED_CHECKS[i])
}
