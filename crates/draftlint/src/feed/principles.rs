//! The fourteen principles as rows: what the posts show of each, whether it changes, and posts as evidence.

use std::sync::Arc;

use serde::Serialize;

use super::{RuleRow, SHOWN};
use crate::finding::{Evidence, Severity};
use crate::history::{Entry, History, rule_key};
use crate::linter::OfFeed;
use crate::report::Skipped;
use crate::rule::{Principle, RuleInfo};

/// How a feed stands by one principle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Standing {
    /// Nothing was found against it.
    Good,
    /// Something to look at, in a few posts or of little weight.
    Watch,
    /// Something to change.
    Act,
}

/// Whether something became more or less frequent from the first half of the posts to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Trend {
    /// More in the second half.
    Rising,
    /// No difference that chance would not make.
    Steady,
    /// Less in the second half.
    Falling,
}

/// One principle.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct PrincipleRow {
    /// Its id, such as `give-more`.
    pub principle: &'static str,
    /// In words.
    pub title: &'static str,
    /// How the feed stands.
    pub standing: Standing,
    /// What was found, in one line.
    pub finding: String,
    /// The rule that says so; empty where none does.
    pub rule: String,
    /// The posts in which a rule of the principle found something.
    pub count: usize,
    /// Whether that changes; `None` where there are too few of them to say.
    pub trend: Option<Trend>,
    /// Up to three posts.
    pub posts: Vec<Evidence>,
    /// The rules of a feed that serve it and could not run.
    pub skipped: usize,
}

/// A principle in words.
fn title(principle: Principle) -> &'static str {
    match principle {
        Principle::ProvideValue => "provide value",
        Principle::RespectTheCommunity => "respect the community",
        Principle::BeOneHonestSelf => "be one honest self",
        Principle::AuthenticNotOversharing => "be authentic without oversharing",
        Principle::BePatient => "be patient",
        Principle::KnowTheEtiquette => "know the network and its etiquette",
        Principle::ListenMore => "listen more than you talk",
        Principle::GiveMore => "give more than you take",
        Principle::ShowYourself => "come out from behind the logo",
        Principle::IgnoreInfluenceScores => "ignore influence scores",
        Principle::KnowWhoIsAtTheWheel => "know who is at the wheel",
        Principle::HumanAndRealistic => "be human and realistic",
        Principle::BeRelevant => "be relevant: it is not about you",
        Principle::NoShortcuts => "no shortcuts",
    }
}

/// A rule of a post that finds something in more than this share of the posts is a habit.
const HABIT: f64 = 0.02;
/// Fewer posts than this are no habit.
const HABIT_POSTS: usize = 3;
/// Below so many posts no trend is told.
const TREND_POSTS: usize = 10;
/// So many standard errors apart, two shares differ by more than chance: one case in a hundred.
const TREND_ERRORS: f64 = 2.6;

/// The middle of a history in posts, to compare its halves.
pub(super) struct Halves {
    middle: Option<i64>,
    first: f64,
    second: f64,
}

impl Halves {
    pub(super) fn of(history: &History) -> Halves {
        let times: Vec<i64> = history.iter().filter_map(|e| e.at).collect();
        let middle = times.get(times.len() / 2).copied();
        let first = middle.map_or(0, |m| times.partition_point(|t| *t < m));
        Halves { middle, first: first as f64, second: (times.len() - first) as f64 }
    }

    pub(super) fn trend<'e>(&self, posts: impl Iterator<Item = &'e Entry>) -> Option<Trend> {
        let middle = self.middle?;
        let (mut early, mut late) = (0.0, 0.0);
        for at in posts.filter_map(|post| post.at) {
            if at < middle { early += 1.0 } else { late += 1.0 }
        }
        if early + late < TREND_POSTS as f64 || self.first < 1.0 || self.second < 1.0 {
            return None;
        }
        let all = (early + late) / (self.first + self.second);
        let error = (all * (1.0 - all) * (1.0 / self.first + 1.0 / self.second)).sqrt();
        let difference = late / self.second - early / self.first;
        Some(match difference {
            d if error > 0.0 && d > TREND_ERRORS * error => Trend::Rising,
            d if error > 0.0 && d < -TREND_ERRORS * error => Trend::Falling,
            _ => Trend::Steady,
        })
    }
}

type Rows = [(Arc<RuleInfo>, RuleRow)];

pub(super) fn rows(
    history: &History,
    found: &[&OfFeed<'_>],
    problems: &Rows,
    strengths: &Rows,
    skipped: &[Skipped],
) -> Vec<PrincipleRow> {
    let halves = Halves::of(history);
    Principle::ALL
        .iter()
        .map(|(id, principle)| {
            let serves = |info: &RuleInfo| info.principles.contains(principle);
            let of_feed: Vec<&OfFeed<'_>> = found.iter().copied().filter(|one| serves(&one.rule)).collect();
            let of_posts: Vec<&RuleRow> =
                problems.iter().filter(|(info, _)| serves(info)).map(|(_, row)| row).collect();
            let keys: Vec<u32> = of_posts.iter().map(|row| rule_key(&row.rule, "")).collect();
            let hit = |entry: &&Entry| keys.iter().any(|key| entry.has(*key));
            let count = history.iter().filter(hit).count();
            let worst_of_feed = of_feed
                .iter()
                .max_by(|a, b| a.severity.cmp(&b.severity).then(a.posts.len().cmp(&b.posts.len())));
            let worst_of_posts = of_posts.iter().max_by_key(|row| (row.severity, row.count));
            let habit = |row: &&&RuleRow| {
                row.severity > Severity::Info
                    && row.count >= HABIT_POSTS
                    && row.count as f64 > HABIT * history.len() as f64
            };
            let standing = match (worst_of_feed, worst_of_posts) {
                (Some(one), _) if one.severity > Severity::Info => Standing::Act,
                (_, Some(row)) if row.severity == Severity::Error || habit(&row) => Standing::Act,
                (None, None) => Standing::Good,
                _ => Standing::Watch,
            };
            let (finding, rule, posts) = match (worst_of_feed, worst_of_posts) {
                (Some(one), row) if row.is_none_or(|row| one.severity >= row.severity) => {
                    let shown = one.posts.iter().rev().take(SHOWN).rev();
                    let also = of_feed.len() - 1;
                    let more = match also {
                        0 => String::new(),
                        1 => " (and one thing more)".to_string(),
                        also => format!(" (and {also} things more)"),
                    };
                    let posts = shown.map(|entry| history.evidence(entry)).collect();
                    (format!("{}{more}", one.message), one.rule.id.clone(), posts)
                }
                (_, Some(row)) => {
                    let times = if row.count == 1 { "once" } else { "post by post" };
                    let line = match row.count {
                        1 => format!("{}: {times}", row.title),
                        count => format!("{}: in {count} of {} posts", row.title, history.len()),
                    };
                    (line, row.rule.clone(), row.posts.clone())
                }
                (_, None) => {
                    let well = strengths.iter().filter(|(info, _)| serves(info));
                    let best = well.map(|(_, row)| row).max_by_key(|row| row.count);
                    match best {
                        Some(row) => (
                            format!("nothing against it; {}: in {} posts", row.title, row.count),
                            row.rule.clone(),
                            row.posts.clone(),
                        ),
                        None => (
                            format!("nothing against it in {} posts", history.len()),
                            String::new(),
                            Vec::new(),
                        ),
                    }
                }
            };
            PrincipleRow {
                principle: id,
                title: title(*principle),
                standing,
                finding,
                rule,
                count,
                trend: halves.trend(history.iter().filter(hit)),
                posts,
                skipped: skipped.iter().filter(|s| serves(&s.rule)).count(),
            }
        })
        .collect()
}
