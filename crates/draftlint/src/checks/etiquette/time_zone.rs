//! `etiquette/time-zone`: a clock time of an online event without its time zone.

use std::ops::Range;

use serde::Deserialize;

use crate::checks::support::{self, has_mark};
use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::{Token, bound, class, seen};
use crate::matcher::{ArcKind, flag};
use crate::phrase::Entity;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimeZone {
    scope: String,
}

/// Zones that are no other word, in any case, anywhere in the text.
const ZONES: &str = "utc gmt bst cet cest eet eest edt pdt cdt mdt est pst cst mst akst akdt hst aest aedt acst acdt awst \
nzst nzdt jst kst sgt hkt sast msk pht wib wita aoe";

/// Zones that are other words or short: in capitals, or right after a time. With the names that Americans use.
const SHORT_ZONES: &str =
    "et pt ct mt at ist art brt eat cat wat pkt ict wet west nst trt zulu eastern pacific central mountain";

/// Places whose time is meant where they stand right after the time.
const PLACES: &str = "uk us usa eu nyc london dublin lisbon paris berlin madrid rome amsterdam lagos accra nairobi cairo \
johannesburg delhi mumbai singapore tokyo seoul manila sydney melbourne auckland toronto chicago";

fn listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

impl Check for TimeZone {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let cues = || subject.of_group("online").map(|h| (h.field, h.tokens.0)).chain(chat_tags(subject));
        if self.scope == "local" || cues().next().is_none() || subject.of_group("local").next().is_some() {
            return;
        }
        for (f, view) in support::title_and_body(subject) {
            for cue in cues().filter(|(field, _)| *field == f) {
                let near = neighbourhood(&view, cue.1);
                if near.clone().any(|i| tells_otherwise(&view, i)) {
                    continue;
                }
                let Some((from, to)) = near.into_iter().find_map(|i| time_at(subject, &view, i)) else {
                    continue;
                };
                let (start, end) = (view.text.tokens[from].start, view.text.tokens[to - 1].end);
                if !view.text.is_quotation(view.raw, start, end) {
                    // Asked last: it looks at every word of every text.
                    if !support::texts(subject).any(|(_, view)| is_zoned(subject, &view)) {
                        found.push(Found::new("no-zone").at(f, start, end));
                    }
                    return;
                }
            }
        }
    }
}

/// `#edchat`: a tag under which people meet to talk.
fn chat_tags<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (usize, usize)> + 's {
    let tagged = support::title_and_body(subject).filter(|(_, view)| view.text.seen & seen::HASHTAG != 0);
    tagged.flat_map(|(f, view)| {
        let tokens = view.text.tokens.iter().enumerate();
        let tags = tokens.filter(move |(_, t)| {
            t.is(class::HASHTAG) && !t.is(class::CODE) && t.len > 5 && view.text.word(t).ends_with("chat")
        });
        tags.filter(|(_, t)| !matches!(view.text.word(t), "snapchat" | "wechat")).map(move |(i, _)| (f, i))
    })
}

/// The sentence of a token with the one before it and the one after it.
fn neighbourhood(view: &FieldView<'_>, at: usize) -> Range<usize> {
    let own = view.text.sentence(at);
    let start = if own.start > 0 { view.text.sentence(own.start - 1).start } else { 0 };
    let end = if own.end < view.text.tokens.len() { view.text.sentence(own.end).end } else { own.end };
    start..end
}

/// The tokens of the clock time that begins at a token, where it can be nothing else.
fn time_at(subject: &Subject<'_>, view: &FieldView<'_>, at: usize) -> Option<(usize, usize)> {
    let token = &view.text.tokens[at];
    if token.is(class::CODE | class::LINK | class::HASHTAG | class::MONEY) {
        return None;
    }
    let arcs = view.scan.marks.at(at).filter(|arc| arc.kind == ArcKind::Entity(Entity::Time));
    if let Some(len) = arcs.map(|arc| arc.len as usize).max() {
        return Some((at, at + len));
    }
    let word = view.text.word(token);
    if token.is(class::TIME) && (word.ends_with("am") || word.ends_with("pm")) {
        return Some((at, at + 1));
    }
    let before = at.checked_sub(1).map_or("", |i| view.text.word(&view.text.tokens[i]));
    let named = matches!(before, "at" | "from" | "by" | "until" | "till" | "starts" | "begins");
    // `19:30`, but not the second half of `1:19:30`, a score or a verse.
    let clock = token.is(class::TIME) && word.matches(':').count() == 1;
    let noon = subject.engine.flags(&view.scan.marks, at) & flag::CLOCK != 0;
    let after_day = at > 0 && support::weekday_at(subject, view, at - 1).is_some();
    ((clock || noon) && (named || after_day)).then_some((at, at + 1))
}

/// Whether a text says anywhere whose time it means.
fn is_zoned(subject: &Subject<'_>, view: &FieldView<'_>) -> bool {
    // Flags stand for the countries whose times follow.
    let flags = |c: char| ('\u{1F1E6}'..='\u{1F1FF}').contains(&c);
    let tokens = &view.text.tokens;
    let by_word = (0..tokens.len()).any(|i| {
        let token = &tokens[i];
        let word = view.text.word(token).trim_start_matches('#');
        let long = listed(ZONES, word) || word.starts_with("utc") || word.starts_with("gmt");
        let after_time = || i > 0 && follows_time(subject, view, i);
        long || (token.is(class::CAPS)
            && listed(SHORT_ZONES, word)
            && !matches!(word, "at" | "art" | "eat" | "cat" | "west" | "wet"))
            || (token.is(class::WORD) && (listed(SHORT_ZONES, word) || listed(PLACES, word)) && after_time())
            || matches!(word, "timezone" | "timezones" | "zone" | "zones")
            || (word == "time" && i > 0 && names_time(view, &tokens[i - 1], i))
            || (word == "in"
                && after_time()
                && tokens.get(i + 1).is_some_and(|t| is_place(subject, view, t, i + 1)))
            || glued_zone(view, token)
    });
    by_word || (view.text.emoji > 0 && view.raw.chars().any(flags))
}

/// Whether the token before, or the one before a bracket or slash, ends a clock time.
fn follows_time(subject: &Subject<'_>, view: &FieldView<'_>, at: usize) -> bool {
    if view.text.bounds[at] & (bound::JOIN | bound::SOFT) == 0 && !has_mark(view.text, at, '.') {
        return false;
    }
    let token = &view.text.tokens[at - 1];
    token.is(class::TIME)
        || token.is(class::NUMBER)
        || subject.engine.flags(&view.scan.marks, at - 1) & (flag::HALF_DAY | flag::CLOCK) != 0
        || matches!(view.text.word(token), "m" | "standard" | "daylight")
}

/// `local time`, `your time`, `Lagos time`; not `this time`, `show time`.
fn names_time(view: &FieldView<'_>, before: &Token, at: usize) -> bool {
    let joined = view.text.bounds[at] & bound::JOIN != 0;
    let word = view.text.word(before);
    joined
        && (matches!(
            word,
            "local" | "your" | "my" | "our" | "their" | "standard" | "daylight" | "summer" | "winter"
        ) || listed(SHORT_ZONES, word)
            || listed(PLACES, word)
            || (before.is(class::TITLE | class::CAPS)
                && !matches!(
                    word,
                    "the"
                        | "this"
                        | "that"
                        | "what"
                        | "first"
                        | "next"
                        | "last"
                        | "same"
                        | "show"
                        | "game"
                        | "story"
                )))
}

/// A name with a capital: a city, not a month or a room.
fn is_place(subject: &Subject<'_>, view: &FieldView<'_>, token: &Token, at: usize) -> bool {
    token.is(class::TITLE | class::CAPS)
        && subject.engine.flags(&view.scan.marks, at) & (flag::MONTH | flag::WEEKDAY) == 0
        && !matches!(view.text.word(token), "room" | "hall" | "person" | "the")
}

/// `9pmET`, `18:00Z`, `20h00CET`
fn glued_zone(view: &FieldView<'_>, token: &Token) -> bool {
    let word = view.text.word(token);
    if !token.is(class::MIXED | class::TIME) || !word.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
    let zone = letters.trim_start_matches("am").trim_start_matches("pm").trim_start_matches('h');
    let zone = zone.trim_start_matches(|c: char| c.is_ascii_digit());
    zone == "z" || (!zone.is_empty() && (listed(ZONES, zone) || listed(SHORT_ZONES, zone)))
}

/// Words beside which a time is one of the past, an hour of business, or one that has come.
fn tells_otherwise(view: &FieldView<'_>, at: usize) -> bool {
    let token = &view.text.tokens[at];
    let next = |word: &str| view.text.tokens.get(at + 1).is_some_and(|t| view.text.word(t) == word);
    match view.text.word(token) {
        "was" | "were" | "yesterday" | "missed" | "recording" | "recordings" | "replay" | "recap"
        | "recorded" | "ended" | "hours" | "available" | "agent" | "agents" | "advisor" | "advisors"
        | "adviser" | "advisers" | "helpdesk" | "opening" | "daily" | "mon-fri" | "24/7" => true,
        "last" => next("night") || next("week"),
        "open" => next("from") || next("until") || next("daily"),
        "right" | "happening" | "starting" | "starts" => next("now"),
        _ => false,
    }
}
