//! `etiquette/hashtag-form`: tags of which the network links only a part, or nothing.
//!
//! What the writer meant is read from the text; what the network makes of it is asked of its own rules where those
//! are known. Where they are not, a hyphen, an apostrophe, `&` and a full stop end a tag, as they do on most networks.

use std::cell::OnceCell;

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::count::count;
use crate::document::{Token, bound, class};
use crate::entities::{Entity, EntityKind};
use crate::finding::{Field, Severity};
use crate::matcher::flag;
use crate::network::{LimitKind, TraitKind};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct HashtagForm {
    any_marks: bool,
    channels: bool,
}

/// So many parts of one tag are looked at.
const MOST_PARTS: usize = 8;
/// Beginnings that are no tag by themselves: what follows their hyphen was meant to be part of it.
const PREFIXES: &[&str] = &[
    "re", "e", "co", "pre", "anti", "non", "self", "un", "ex", "de", "t", "x", "y", "wi", "multi", "post",
    "mid", "semi", "sub", "inter", "ultra", "micro", "mini", "eco", "bio", "cyber", "tele", "all", "well",
    "half", "pro", "mis", "k", "g", "b", "d", "a", "hi", "lo", "sci", "lo-fi", "hip", "pop", "up", "in",
    "on", "off", "do", "to",
];
/// Endings that turn a tag into an adjective: `the #Brexit-related paperwork`.
const SUFFIXES: &[&str] = &[
    "related",
    "led",
    "based",
    "free",
    "style",
    "inspired",
    "era",
    "wide",
    "like",
    "themed",
    "friendly",
    "approved",
    "only",
    "ready",
    "driven",
    "powered",
    "specific",
    "bound",
    "born",
    "backed",
    "funded",
    "owned",
    "made",
    "level",
    "type",
    "ish",
    "esque",
    "compatible",
    "enabled",
    "focused",
    "hosted",
    "sponsored",
    "winning",
];
/// Words that make `'s` a part of what they say: `#it's` is no possessive.
const CONTRACTED: &[&str] =
    &["it", "let", "here", "there", "what", "that", "who", "how", "she", "he", "where"];
/// What follows the full stop of a name: `#node.js`.
const DOTTED: &[&str] = &["js", "net", "io", "ai", "tv", "fm", "com", "org"];
/// Words before a number that is no tag.
const NUMBERED: &[&str] = &[
    "issue", "issues", "pr", "pull", "request", "bug", "ticket", "fix", "fixes", "fixed", "close", "closes",
    "closed", "see", "no", "number", "ranked", "order", "case", "lot", "room", "flight", "episode", "part",
    "in",
];
/// More tags than this on a network without tags are a wall, which spam/hashtag-stuffing reports.
const WALL: usize = 5;

/// A tag as it was meant.
struct Meant {
    end: u32,
    /// Its letters without what divides them.
    joined: String,
}

/// What the network links, looked for where it matters.
struct Links<'s, 'a> {
    subject: &'s Subject<'a>,
    raw: &'s str,
    found: OnceCell<Option<Vec<Entity>>>,
}

impl Links<'_, '_> {
    fn get(&self) -> Option<&[Entity]> {
        self.found.get_or_init(|| support::entities(self.subject, self.raw)).as_deref()
    }
}

impl Check for HashtagForm {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let told = subject.draft.network.is_some();
        let dead = subject.network_is(TraitKind::Hashtags) == Some(false);
        for (number, view) in support::title_and_body(subject) {
            if view.text.classes & class::HASHTAG == 0 {
                continue;
            }
            if dead {
                if view.field == Field::Body {
                    found.extend(self.not_here(number, &view));
                }
                continue;
            }
            let links = Links { subject, raw: view.raw, found: OnceCell::new() };
            let tags = |token: &Token| token.is(class::HASHTAG | class::NUMBER);
            for i in (0..view.text.tokens.len()).filter(|i| tags(&view.text.tokens[*i])) {
                let one = self
                    .divided(subject, number, &view, i, &links)
                    .or_else(|| glued(number, &view, i, &links))
                    .or_else(|| spaced(number, &view, i))
                    .or_else(|| digits(number, &view, i, told, &links))
                    .or_else(|| long(subject, number, &view, i));
                if let Some(mut one) = one {
                    if !told {
                        one.severity = Some(Severity::Info);
                    }
                    found.push(one);
                }
            }
        }
    }
}

impl HashtagForm {
    /// `#re-use`, which is linked up to its hyphen.
    fn divided(
        &self,
        subject: &Subject<'_>,
        number: usize,
        view: &FieldView<'_>,
        i: usize,
        links: &Links<'_, '_>,
    ) -> Option<Found> {
        let token = tag(view, i).filter(|_| !self.any_marks)?;
        let meant = meant(subject, view, i)?;
        if links.get().and_then(|tags| linked(tags, token.start)).is_some_and(|end| end >= meant.end) {
            return None;
        }
        let linked = support::slice(view.raw, token.start as usize, token.end as usize);
        let edit = (number, token.start, meant.end, format!("#{}", meant.joined));
        let title = format!("write `#{}`", meant.joined);
        Some(
            Found::new("divided")
                .at(number, token.start, meant.end)
                .arg("value", linked)
                .fix(title, vec![edit]),
        )
    }

    /// Tags where a network makes none of them links: two or more, as one can be an aside.
    fn not_here(&self, number: usize, view: &FieldView<'_>) -> Option<Found> {
        let tokens = &view.text.tokens;
        let counts = |i: usize| {
            let token = &tokens[i];
            let block = token.is(class::TAG_BLOCK);
            // `#` opens a heading where the network knows Markdown, and names a channel in a chat.
            let other = view.text.bounds[i] & bound::LINE != 0 || self.channels;
            support::is_hashtag(view.raw, token) && (block || !other)
        };
        let all: Vec<usize> = (0..tokens.len()).filter(|i| counts(*i)).collect();
        let least = if self.channels { 3 } else { 2 };
        if all.len() < least || all.len() > WALL {
            return None;
        }
        Some(all.iter().fold(Found::new("not-here").arg("count", all.len()), |one, i| {
            one.at(number, tokens[*i].start, tokens[*i].end)
        }))
    }
}

fn tag<'v>(view: &FieldView<'v>, i: usize) -> Option<&'v Token> {
    view.text.tokens.get(i).filter(|token| support::is_hashtag(view.raw, token))
}

/// The end of the tag that the network links at a byte.
fn linked(tags: &[Entity], start: u32) -> Option<u32> {
    let at = tags.partition_point(|e| e.start < start);
    tags[at..].iter().take_while(|e| e.start == start).find(|e| e.kind == EntityKind::Hashtag).map(|e| e.end)
}

/// The tag that was meant at a token, where it is more than the token.
fn meant(subject: &Subject<'_>, view: &FieldView<'_>, i: usize) -> Option<Meant> {
    let tokens = &view.text.tokens;
    let written = |t: usize| support::slice(view.raw, tokens[t].start as usize, tokens[t].end as usize);
    let after = |last: usize| {
        let next = tokens.get(last + 1).filter(|next| next.is(class::WORD | class::NUMBER))?;
        let mark = support::slice(view.raw, tokens[last].end as usize, next.start as usize);
        matches!(mark, "-" | "'" | "’" | "&" | ".").then_some((next, mark))
    };
    // Nothing is joined to most tags.
    after(i)?;
    let mut joined = written(i)[1..].to_string();
    let (mut last, mut hyphens, mut sure) = (i, 0, false);
    while last - i < MOST_PARTS {
        let Some((next, mark)) = after(last) else { break };
        let (left, right) = (view.text.word(&tokens[last]), view.text.word(next));
        let digits = right.bytes().all(|b| b.is_ascii_digit());
        match mark {
            "-" if SUFFIXES.contains(&right) => break,
            "-" => {
                hyphens += 1;
                sure |= (digits && right.len() <= 3) || (last == i && PREFIXES.contains(&left));
            }
            "." if !(digits || DOTTED.contains(&right)) => break,
            "'" | "’" if right == "s" && !CONTRACTED.contains(&left) => break,
            "'" | "’" if matches!(right, "er" | "ers" | "ed" | "d" | "ing") => break,
            _ => sure = true,
        }
        match mark {
            "-" => push_capital(&mut joined, written(last + 1)),
            "&" => joined = joined + "And" + written(last + 1),
            _ => joined.push_str(written(last + 1)),
        }
        last += 1;
    }
    let beside = || {
        // Among tags a hyphen joins a tag; in a sentence it may as well join a tag to a word.
        let is_tag = |t: usize| tokens[t].is(class::HASHTAG);
        let before = i > 0 && is_tag(i - 1);
        let after = last + 1 < tokens.len() && is_tag(last + 1);
        let line_ends = view.text.bounds[last + 1] & bound::LINE != 0;
        // `#story-how`: there a sentence begins.
        let stop = subject.engine.flags(&view.scan.marks, last) & flag::STOP != 0;
        before && (after || line_ends) && !stop
    };
    let whole = last > i && (sure || hyphens >= 2 || beside());
    if joined.starts_with(|c: char| c.is_lowercase()) && hyphens > 0 {
        let rest = joined.split_off(joined.chars().next().map_or(0, char::len_utf8));
        joined = joined.to_uppercase() + &rest;
    }
    whole.then(|| Meant { end: tokens[last].end, joined })
}

fn push_capital(to: &mut String, word: &str) {
    let mut chars = word.chars();
    to.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    to.push_str(chars.as_str());
}

/// `#one#two`, where the network links not both.
fn glued(number: usize, view: &FieldView<'_>, i: usize, links: &Links<'_, '_>) -> Option<Found> {
    let token = tag(view, i)?;
    let next = view.text.tokens.get(i + 1)?;
    let follows = next.start == token.end + 1 && view.raw.as_bytes().get(token.end as usize) == Some(&b'#');
    if !follows || !next.is(class::WORD) {
        return None;
    }
    let tags = links.get()?;
    let second = linked(tags, token.end).is_some();
    if second && linked(tags, token.start) == Some(token.end) {
        return None;
    }
    let edit = (number, token.end, token.end, " ".to_string());
    Some(
        Found::new("glued").at(number, token.start, next.end).fix("put a blank between the tags", vec![edit]),
    )
}

/// `# travel` among other tags.
fn spaced(number: usize, view: &FieldView<'_>, i: usize) -> Option<Found> {
    let before = tag(view, i)?;
    let word = view.text.tokens.get(i + 1).filter(|t| t.is(class::WORD))?;
    let gap = support::slice(view.raw, before.end as usize, word.start as usize);
    let ends = view.text.bounds[i + 2] & bound::LINE != 0;
    if gap != " # " || !(ends || tag(view, i + 2).is_some()) {
        return None;
    }
    let (sign, start) = (before.end + 1, word.start);
    let edit = (number, sign + 1, start, String::new());
    Some(Found::new("spaced").at(number, sign, word.end).fix("drop the blank", vec![edit]))
}

/// `#2026`, where a tag needs a letter: a year beside tags, not a number of something.
fn digits(number: usize, view: &FieldView<'_>, i: usize, told: bool, links: &Links<'_, '_>) -> Option<Found> {
    let tokens = &view.text.tokens;
    let token = tokens.get(i).filter(|t| t.is(class::NUMBER) && !t.is(class::CODE))?;
    let year: u32 = view.text.word(token).strip_prefix('#').filter(|d| d.len() == 4)?.parse().ok()?;
    if !(1900..=2100).contains(&year) {
        return None;
    }
    // Networks whose rules are not known may link it.
    let tags = links.get();
    if told && tags.is_none() {
        return None;
    }
    if tags.and_then(|tags| linked(tags, token.start)).is_some() {
        return None;
    }
    let sentence = view.text.sentence(i);
    let near = sentence.start.max(i.saturating_sub(MOST_PARTS))..sentence.end.min(i + MOST_PARTS);
    let beside = near.clone().any(|t| tag(view, t).is_some());
    let numbered = (near.start..i).rev().take(3).any(|t| NUMBERED.contains(&view.text.word(&tokens[t])));
    (beside && !numbered).then(|| Found::new("digits").at(number, token.start, token.end))
}

/// A tag that is longer than the network links.
fn long(subject: &Subject<'_>, number: usize, view: &FieldView<'_>, i: usize) -> Option<Found> {
    let token = tag(view, i)?;
    let limit = subject.limit(LimitKind::Hashtag)?;
    let name = support::slice(view.raw, token.start as usize + 1, token.end as usize);
    let total = count(limit.unit, name);
    (total > limit.value()).then(|| {
        Found::new("long")
            .at(number, token.start, token.end)
            .arg("count", total)
            .arg("max", limit.value())
            .arg("unit", limit.unit.words())
            .arg("sureness", limit.fact.sureness())
    })
}
