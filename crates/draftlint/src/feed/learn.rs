//! The voice of an account in numbers that can be read, and in words.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::charts::VoiceNumber;
use crate::document::{self, Text, class};
use crate::facts::{VOICE, is_common_word};
use crate::finding::Evidence;
use crate::history::voice::{LEAST_POSTS, Voice};
use crate::history::{Entry, History, rule_key};
use crate::linter::Linter;
use crate::rule::RuleKind;

/// The voice of one account on one network, learnt from its own posts: answers and shares are left out.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Learnt {
    /// The account, without `@`; empty where not told.
    pub account: String,
    /// The network; empty where not told.
    pub network: String,
    /// The posts that it was learnt from.
    pub posts: usize,
    /// The first and the last day of them.
    pub period: Option<(String, String)>,
    /// The numbers.
    pub numbers: Vec<VoiceNumber>,
    /// The four words that posts open with most, and in how many posts.
    pub openings: Vec<(String, usize)>,
    /// Words of its own that come back most, and in how many posts.
    pub words: Vec<(String, usize)>,
    /// The three habits that set it apart most from posts in general.
    pub habits: Vec<Habit>,
    /// One thing that it does well.
    pub well: Option<Habit>,
}

/// A habit in words, with a post that shows it.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Habit {
    /// What it does.
    pub text: String,
    /// A post that shows it.
    pub post: Evidence,
}

/// Texts, and in how many posts each stands.
type Counted = Vec<(String, usize)>;

/// So many openings, words and habits are told.
const OPENINGS: usize = 5;
const WORDS: usize = 20;
const HABITS: usize = 3;

/// What a number means where it is high, and where it is low; in the order of [`VOICE`].
const IN_WORDS: [(&str, &str); VOICE.len()] = [
    ("says I", "hardly ever says I"),
    ("speaks as we", "seldom says we"),
    ("speaks to the reader: you, your", "seldom speaks to the reader"),
    ("writes as people talk: it's, we're", "writes words out: it is, we are"),
    ("exclaims", "stays calm: hardly an exclamation mark"),
    ("asks questions", "hardly asks anything"),
    ("uses emoji", "does without emoji"),
    ("tags much", "does without hashtags"),
    ("writes words in capitals", "does without words in capitals"),
    ("writes long sentences", "writes short sentences"),
    ("uses long words", "uses short words"),
];

impl Linter {
    /// Learns the voice of each account on each network of a history. Those with fewer than twenty posts of their own
    /// in English are left out.
    pub fn learn(&self, history: &History) -> Vec<Learnt> {
        let mut all: Vec<Learnt> = history
            .streams
            .iter()
            .filter_map(|((account, network), posts)| {
                let posts: Vec<&Entry> =
                    history.at(posts).filter(|post| post.is_own() && post.voice.is_some()).collect();
                let voice = Voice::learn(posts.iter().copied())?;
                Some(self.learnt(history, history.name(*account), history.name(*network), &posts, &voice))
            })
            .collect();
        all.sort_by(|a, b| (b.posts, &a.account, &a.network).cmp(&(a.posts, &b.account, &b.network)));
        all
    }

    fn learnt(
        &self,
        history: &History,
        account: &str,
        network: &str,
        posts: &[&Entry],
        voice: &Voice,
    ) -> Learnt {
        let (openings, words) = favourites(posts);
        Learnt {
            account: account.to_string(),
            network: network.to_string(),
            posts: voice.posts,
            period: super::period(posts.iter().copied()),
            numbers: super::charts::numbers(voice),
            openings,
            words,
            habits: habits(history, posts, voice),
            well: self.well(history, posts),
        }
    }

    /// The strength that most posts show.
    fn well(&self, history: &History, posts: &[&Entry]) -> Option<Habit> {
        let rules = self.all_rules().into_iter().filter(|(info, _)| info.kind == RuleKind::Strength);
        let (count, _, info) = rules
            .map(|(info, _)| {
                let key = rule_key(&info.id, "");
                (posts.iter().filter(|post| post.has(key)).count(), std::cmp::Reverse(info.id.clone()), info)
            })
            .max_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)))?;
        let key = rule_key(&info.id, "");
        let post = posts.iter().rev().find(|post| post.has(key))?;
        let text = format!("{}: in {count} of {} posts", info.title, posts.len());
        Some(Habit { text, post: history.evidence(post) })
    }
}

/// The openings and the words that come back most, with the number of posts that have them.
fn favourites(posts: &[&Entry]) -> (Counted, Counted) {
    let mut openings: BTreeMap<u64, (usize, &Entry)> = BTreeMap::new();
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    let mut text = Text::default();
    for post in posts {
        if post.opening != 0 {
            openings.entry(post.opening).or_insert((0, post)).0 += 1;
        }
        document::read(&post.text, &mut text);
        let mut own: Vec<&str> = text
            .of_class(class::WORD)
            .filter(|t| !t.is(class::LINK | class::MENTION | class::HASHTAG | class::EMAIL))
            .map(|t| text.word(t))
            .filter(|word| word.len() > 3 && !is_common_word(word.as_bytes()))
            .collect();
        own.sort_unstable();
        own.dedup();
        for word in own {
            *words.entry(word.to_string()).or_default() += 1;
        }
    }
    let first_words = |post: &Entry| {
        let words: Vec<&str> = post.text.split_whitespace().take(4).collect();
        words.join(" ")
    };
    let often = openings.into_values().filter(|(count, _)| *count >= 3);
    let openings = often.map(|(count, post)| (first_words(post), count)).collect();
    let words = words.into_iter().filter(|(_, count)| *count >= 3).collect();
    (most(openings, OPENINGS), most(words, WORDS))
}

fn most(mut list: Counted, count: usize) -> Counted {
    list.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    list.truncate(count);
    list
}

/// The numbers in which an account lies farthest from posts in general.
fn habits(history: &History, posts: &[&Entry], voice: &Voice) -> Vec<Habit> {
    let mut apart: Vec<(f32, usize)> = VOICE
        .iter()
        .enumerate()
        .map(|(fact, about)| ((voice.mean[fact] - about.general) / about.floor, fact))
        .collect();
    apart.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then(a.1.cmp(&b.1)));
    apart
        .into_iter()
        .take(HABITS)
        .filter_map(|(distance, fact)| {
            let about = &VOICE[fact];
            let words = if distance > 0.0 { IN_WORDS[fact].0 } else { IN_WORDS[fact].1 };
            let round = |value: f32| format!("{}", (f64::from(value) * 10.0).round() / 10.0);
            let text = format!(
                "{words}: {} {}, posts in general have {}",
                round(voice.mean[fact]),
                about.unit,
                round(about.general)
            );
            // The post that shows it best without being the wildest: the upper quarter of those that lean this way.
            let mut ranked: Vec<&&Entry> = posts.iter().collect();
            let value = |post: &Entry| post.voice.map_or(0.0, |v| v[fact]) * distance.signum();
            ranked.sort_by(|a, b| value(b).total_cmp(&value(a)).then_with(|| a.order().cmp(&b.order())));
            let post = ranked.get(ranked.len() / 8)?;
            Some(Habit { text, post: history.evidence(post) })
        })
        .collect()
}

impl Learnt {
    /// The voice as a layer of a configuration: `extends` names the file, and `brand/voice-drift` reads it.
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        let who = match (self.account.as_str(), self.network.as_str()) {
            ("", "") => "one account".to_string(),
            (account, "") => format!("@{account}"),
            ("", network) => format!("one account on {network}"),
            (account, network) => format!("@{account} on {network}"),
        };
        let when = self.period.as_ref().map_or(String::new(), |(from, to)| format!(", {from} to {to}"));
        let _ = writeln!(out, "# The voice of {who}, learnt from {} posts of its own{when}.", self.posts);
        for habit in &self.habits {
            let _ = writeln!(out, "# - {}\n#     {}", habit.text, habit.post.text);
        }
        if let Some(well) = &self.well {
            let _ = writeln!(out, "# Done well: {}\n#     {}", well.text, well.post.text);
        }
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let _ = writeln!(out, "[[voice]]");
        if !self.account.is_empty() {
            let _ = writeln!(out, "account = {}", quoted(&self.account));
        }
        if !self.network.is_empty() {
            let _ = writeln!(out, "network = {}", quoted(&self.network));
        }
        let _ = writeln!(out, "posts = {}", self.posts);
        let list = |list: &[(String, usize)]| {
            let all: Vec<String> = list.iter().map(|(text, _)| quoted(text)).collect();
            all.join(", ")
        };
        let _ = writeln!(out, "openings = [{}]", list(&self.openings));
        let _ = writeln!(out, "words = [{}]", list(&self.words));
        let _ =
            writeln!(out, "[voice.facts]  # the centre of the posts, and how far they usually lie from it");
        for number in &self.numbers {
            let _ = writeln!(
                out,
                "{:14} = {{ centre = {:.2}, spread = {:.2} }}  # {}",
                number.name, number.centre, number.spread, number.unit
            );
        }
        out
    }

    /// The least number of posts that a voice is learnt from.
    pub const LEAST_POSTS: usize = LEAST_POSTS;
}
