//! A post of a history after it was read: what the rules of a feed look at, and no more, since there may be millions.

use super::similar::{LEAST_WORDS, Signature, Words, words_of};
use crate::document::{self, Text};
use crate::draft::Kind;
use crate::facts::VOICE;
use crate::history::post::Label;
use crate::time::Timestamp;

/// What a post does or holds; bits of `Entry::traits`.
pub(crate) mod does {
    /// Puts a question to the reader.
    pub(crate) const QUESTION: u16 = 1 << 0;
    /// Speaks of death or disaster.
    pub(crate) const GRAVE: u16 = 1 << 1;
    /// Cheers or offers.
    pub(crate) const LIGHT: u16 = 1 << 2;
    /// A person speaks, is named with what they do, or signs.
    pub(crate) const PERSON: u16 = 1 << 3;
    /// Names the brand.
    pub(crate) const BRAND: u16 = 1 << 4;
    /// Links to the brand's own domains, and to others.
    pub(crate) const OWN_LINK: u16 = 1 << 5;
    pub(crate) const OTHER_LINK: u16 = 1 << 6;
    /// Reads as English.
    pub(crate) const ENGLISH: u16 = 1 << 7;
    /// The label is the host's, not worked out.
    pub(crate) const LABEL_GIVEN: u16 = 1 << 8;
    /// Belongs to a planned campaign.
    pub(crate) const CAMPAIGN: u16 = 1 << 9;
    /// A rule on promotion found something.
    pub(crate) const SELLS: u16 = 1 << 10;
    /// The kind was read from the text.
    pub(crate) const KIND_GUESSED: u16 = 1 << 11;
}

/// A name, an id or a word as a number: whatever its case, and without a leading `@` or `#`.
pub(crate) fn key(name: &str) -> u64 {
    let name = name.trim().trim_start_matches(['@', '#']);
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in name.chars().flat_map(char::to_lowercase) {
        hash = (hash ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01b3);
    }
    // The multiplication alone leaves the low bits of short names alike.
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash.max(1)
}

/// A rule, or one of its groups, as a number.
pub(crate) fn rule_key(rule: &str, group: &str) -> u32 {
    let of_rule = key(rule);
    let mixed = if group.is_empty() { of_rule } else { of_rule.rotate_left(17) ^ key(group) };
    (mixed >> 32) as u32 ^ mixed as u32
}

/// A post that was read. A number of 0 means not told.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entry {
    pub(crate) id: Option<Box<str>>,
    /// The body with secrets masked, cut where it is very long.
    pub(crate) text: Box<str>,
    /// The time as it was given.
    pub(crate) time: Option<Box<str>>,
    /// Seconds since 1970 in UTC; a local time without a zone as if in UTC.
    pub(crate) at: Option<i64>,
    /// Days since 1970 and minutes of the day where the post was written.
    pub(crate) day: i32,
    pub(crate) minute: u16,
    pub(crate) account: u64,
    pub(crate) network: u64,
    pub(crate) community: u64,
    pub(crate) thread: u64,
    pub(crate) kind: Option<Kind>,
    pub(crate) label: Option<Label>,
    /// Bits of `does`.
    pub(crate) traits: u16,
    pub(crate) words: u32,
    /// The rules that found something, and the groups of the feed's rules that matched, sorted.
    pub(crate) found: Box<[u32]>,
    pub(crate) tags: Box<[u64]>,
    pub(crate) mentions: Box<[u64]>,
    /// Those of them whom the post speaks to: it begins with the handle, or greets or copies it.
    pub(crate) calls: Box<[u64]>,
    pub(crate) hosts: Box<[u64]>,
    /// Codes, and links without their parameters: what an offer is known by.
    pub(crate) offers: Box<[u64]>,
    /// The account that it answers.
    pub(crate) answers: u64,
    pub(crate) followers: Option<u64>,
    pub(crate) approvers: Option<Box<[u64]>>,
    /// Words with a capital inside a sentence, which may be names; and the one that signs the post.
    pub(crate) names: Box<[u64]>,
    pub(crate) signed: u64,
    /// The first four words; 0 where there are fewer.
    pub(crate) opening: u64,
    /// What its text is compared by.
    pub(crate) same: Option<Signature>,
    pub(crate) voice: Option<[f32; VOICE.len()]>,
}

impl Entry {
    /// Whether a rule, or a group of a feed's rule, was met.
    pub(crate) fn has(&self, rule: u32) -> bool {
        self.found.binary_search(&rule).is_ok()
    }

    pub(crate) fn does(&self, bits: u16) -> bool {
        self.traits & bits != 0
    }

    /// Somebody else's words, for the most part.
    pub(crate) fn is_share(&self) -> bool {
        let shared = self.label == Some(Label::Share) && self.kind != Some(Kind::Quote);
        self.kind == Some(Kind::Repost) || (shared && !self.is_reply())
    }

    /// A post of the account's own: neither an answer nor somebody else's words.
    pub(crate) fn is_own(&self) -> bool {
        !self.is_reply() && !self.is_share()
    }

    /// A post of its own that stands alone: no part of a thread.
    pub(crate) fn is_post(&self) -> bool {
        self.is_own() && self.kind != Some(Kind::ThreadPart) && self.thread == 0
    }

    /// Its text can be told from another's: short greetings and thanks resemble each other, and answers too.
    pub(crate) fn is_comparable(&self) -> bool {
        self.is_own() && self.same.is_some_and(|same| same.words() as usize >= LEAST_WORDS)
    }

    /// Whether it begins with one of some texts, whatever their case: posts of a series do.
    pub(crate) fn begins_with(&self, heads: &[String]) -> bool {
        let text = self.text.trim_start();
        heads.iter().any(|head| text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head)))
    }

    /// The words of its text, for an exact comparison.
    pub(crate) fn read_words(&self) -> Words {
        let mut text = Text::default();
        document::read(&self.text, &mut text);
        Words::new(words_of(&text))
    }

    pub(crate) fn is_reply(&self) -> bool {
        matches!(self.kind, Some(Kind::Reply | Kind::Comment))
    }

    /// When it went out.
    pub(crate) fn set_time(&mut self, at: &Timestamp) {
        let civil = at.civil_in(None);
        let day = civil.date().duration_since(jiff::civil::Date::constant(1970, 1, 1)).as_hours() / 24;
        self.time = Some(at.as_str().into());
        self.at = Some(at.unix_seconds());
        self.day = day as i32;
        self.minute = civil.hour() as u16 * 60 + civil.minute() as u16;
    }

    /// 0 for Monday.
    pub(crate) fn weekday(&self) -> usize {
        // The first of January 1970 was a Thursday.
        (self.day + 3).rem_euclid(7) as usize
    }

    /// Weeks since the Monday before 1970.
    pub(crate) fn week(&self) -> i32 {
        (self.day + 3).div_euclid(7)
    }

    /// What orders the posts of a feed, whatever the order of the input.
    pub(crate) fn order(&self) -> (Option<i64>, Option<&str>, &str, u64, u64) {
        (self.at, self.id.as_deref(), &self.text, self.account, self.network)
    }
}
