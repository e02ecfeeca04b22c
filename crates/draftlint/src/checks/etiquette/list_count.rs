//! `etiquette/list-count`: the number that is promised and the number of items differ.

mod items;

use serde::Deserialize;

use crate::checks::{CardHit, Check, FieldView, Found, Subject, support};
use crate::counter::{self, Form};
use crate::document::{Token, bound, class};
use crate::draft::MediaKind;
use crate::finding::Field;
use crate::matcher::flag;
use items::List;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ListCount {
    min_items: u32,
    tolerance: u32,
    bonus_ok: bool,
}

/// Nobody numbers more items than this in a post.
const MOST: u32 = 50;
/// Lines that may stand between a heading and its list.
const LINES_BETWEEN: usize = 2;
/// From so many posts on, a thread without numbers may have an item in each.
const LEAST_PARTS: u32 = 3;

/// A promise: how many, and where the number stands.
#[derive(Debug, Clone, Copy)]
struct Promise<'h> {
    hit: &'h CardHit,
    number: u32,
    /// The tokens of the number.
    tokens: (usize, usize),
}

impl Check for ListCount {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let promises: Vec<Promise<'_>> =
            subject.of_group("promise").filter_map(|hit| promise(subject, hit)).collect();
        if promises.is_empty() || subject.of_group("elsewhere").next().is_some() {
            return;
        }
        let Some(field) = subject.fields.iter().position(|f| f.field == Field::Body) else { return };
        let view = subject.fields[field];
        if let Some(list) = items::find(view.raw) {
            let promise = before_list(subject, field, &view, &list, &promises);
            found.extend(promise.and_then(|p| self.judge(subject, &view, &list, p)));
        } else if subject.number == 0 && subject.posts.len() > 1 {
            found.extend(heading(subject, field, &view, &promises).and_then(|p| self.thread(subject, p)));
        }
    }
}

impl ListCount {
    /// A list in the post itself.
    fn judge(
        &self,
        subject: &Subject<'_>,
        view: &FieldView<'_>,
        list: &List,
        promise: Promise<'_>,
    ) -> Option<Found> {
        if list.items < self.min_items || self.fits(promise.number, list.items, list.bonus) {
            return None;
        }
        if list.items < promise.number {
            // What is missing may stand behind a link, on the slides, or in the next posts.
            let linked = subject.draft.link.is_some() || view.text.of_class(class::LINK).next().is_some();
            let elsewhere = linked && list.items * 2 <= promise.number;
            let slides = subject.draft.media.iter().flatten();
            let slides = slides.filter(|m| matches!(m.kind, MediaKind::Image | MediaKind::Chart)).count() > 1;
            let shown = subject.draft.media.iter().flatten();
            let shown = shown.into_iter().any(|m| matches!(m.kind, MediaKind::Video | MediaKind::Document));
            if list.open || elsewhere || slides || shown || subject.number + 1 < subject.posts.len() {
                return None;
            }
        }
        Some(report(subject, "items", promise, list.items))
    }

    fn fits(&self, promised: u32, items: u32, bonus: u32) -> bool {
        let near = |count: u32| count.abs_diff(promised) <= self.tolerance;
        near(items) || (self.bonus_ok && near(items + bonus))
    }

    /// A list whose items are the posts of the thread, or stand in them.
    fn thread(&self, subject: &Subject<'_>, promise: Promise<'_>) -> Option<Found> {
        let (mut numbers, mut bonus, mut unnumbered) = (Vec::new(), 0, 0);
        for post in &subject.posts[1..] {
            let body: &str = &post.body;
            let body = match counter::find(body).filter(|c| c.style.form != Form::Item) {
                Some(counter) => counter.rest(body),
                None => body,
            };
            let own = items::numbers(body);
            bonus += own.iter().filter(|(_, bonus)| *bonus).count() as u32;
            if own.is_empty() {
                unnumbered += most_items(body);
            }
            numbers.extend(own.into_iter().map(|(n, _)| n));
        }
        if numbers.is_empty() {
            // Each post may hold an item: a thread that is one short has lost it.
            let short = unnumbered >= LEAST_PARTS && unnumbered + 1 == promise.number;
            return short.then(|| report(subject, "parts", promise, unnumbered));
        }
        let items = (numbers.len() as u32).saturating_sub(bonus);
        let sure = numbers.len() >= 2 && items::is_sequence(&numbers) && items >= self.min_items;
        // Posts without a number may hold the rest.
        if !sure
            || self.fits(promise.number, items, bonus)
            || (items < promise.number && items + unnumbered >= promise.number)
        {
            return None;
        }
        Some(report(subject, "items", promise, items))
    }
}

/// The most items that a post without numbers can be taken to hold: its paragraphs, or what it adds with `also`.
fn most_items(text: &str) -> u32 {
    let paragraphs = text.split("\n\n").filter(|p| !p.trim().is_empty()).count() as u32;
    let lines = text.lines().filter(|l| l.trim_start().starts_with(['-', '*', '•', '→'])).count() as u32;
    let added = text.split(|c: char| !c.is_alphanumeric()).filter(|word| {
        let word = word.to_ascii_lowercase();
        matches!(word.as_str(), "also" | "another" | "plus" | "secondly" | "thirdly" | "finally" | "lastly")
    });
    paragraphs.max(lines).max(1 + added.count() as u32)
}

fn report(subject: &Subject<'_>, group: &'static str, promise: Promise<'_>, count: u32) -> Found {
    let hit = promise.hit;
    let view = subject.fields[hit.field];
    let tokens = &view.text.tokens[promise.tokens.0..promise.tokens.1];
    let (start, end) = (tokens[0].start, tokens[tokens.len() - 1].end);
    let written = written(&view, &tokens[0], count);
    Found::new(group)
        .at(hit.field, start, hit.end)
        .arg("count", count)
        .arg("max", promise.number)
        .fix(format!("write `{written}`"), vec![(hit.field, start, end, written)])
}

/// A number as the one before was written: in digits or words, with its capitals.
fn written(view: &FieldView<'_>, token: &Token, number: u32) -> String {
    let word = support::NUMBER_WORDS.get((number as usize).wrapping_sub(1)).filter(|_| token.is(class::WORD));
    let Some(word) = word else { return number.to_string() };
    let old = support::slice(view.raw, token.start as usize, token.end as usize);
    let mut capitals = old.chars().map(char::is_uppercase);
    match (capitals.next(), capitals.next()) {
        (Some(true), Some(true)) => word.to_uppercase(),
        (Some(true), _) => word[..1].to_uppercase() + &word[1..],
        _ => (*word).to_string(),
    }
}

/// Reads the number of a promise, where it says how many items there are in all.
fn promise<'h>(subject: &Subject<'h>, hit: &'h CardHit) -> Option<Promise<'h>> {
    let view = subject.fields[hit.field];
    let text = view.text;
    let word = |i: usize| text.tokens.get(i).map_or("", |t| text.word(t));
    let (from, last) = hit.tokens;
    let in_range = |i: usize| value(word(i)).filter(|n| (2..=MOST).contains(n));
    // `1/4 Five things`: the last number before the noun is the one that counts it.
    let first = (from..last.checked_sub(1)?).rev().find(|i| in_range(*i).is_some())?;
    let token = text.tokens.get(first)?;
    if token.is(class::CODE | class::MONEY | class::PERCENT | class::TIME) {
        return None;
    }
    let number = in_range(first)?;
    // `10+ tips`, `3-5 tips`, `10,000 steps`
    let after = view.raw.as_bytes().get(token.end as usize);
    if matches!(after, Some(b'+' | b'-' | b'/' | b'.' | b','))
        || text.bounds[first] & (bound::HYPHEN | bound::TIGHT) != 0
    {
        return None;
    }
    let between = (first + 1..last - 1).any(|i| {
        let flags = subject.engine.flags(&view.scan.marks, i);
        flags & (flag::NUMBER | flag::SCALE | flag::UNIT | flag::CURRENCY | flag::WEEKDAY | flag::MONTH) != 0
            || text.tokens[i].is(class::NUMBER | class::MENTION | class::LINK)
            || matches!(
                word(i),
                "and"
                    | "or"
                    | "in"
                    | "at"
                    | "to"
                    | "for"
                    | "with"
                    | "is"
                    | "are"
                    | "was"
                    | "that"
                    | "on"
                    | "from"
                    | "by"
                    | "people"
                    | "more"
                    | "other"
                    | "additional"
                    | "my"
                    | "have"
                    | "had"
            )
    });
    let before = first.checked_sub(1).map_or("", word);
    let partial = matches!(
        before,
        "over"
            | "than"
            | "least"
            | "most"
            | "about"
            | "around"
            | "nearly"
            | "almost"
            | "first"
            | "last"
            | "next"
            | "other"
            | "another"
            | "previous"
            | "of"
            | "or"
            | "to"
            | "part"
            | "chapter"
            | "by"
            | "rule"
            | "page"
            | "nr"
            | "number"
            | "approximately"
            | "roughly"
            | "maybe"
            | "your"
            | "their"
            | "his"
            | "her"
            | "some"
            | "any"
            | "every"
            | "only"
    );
    // `between 3 and 5 tips`
    let range = before == "and" && first >= 2 && value(word(first - 2)).is_some();
    (!between && !partial && !range).then_some(Promise { hit, number, tokens: (first, first + 1) })
}

fn value(word: &str) -> Option<u32> {
    support::number_in_words(word).or_else(|| word.parse().ok())
}

/// The promise that a list belongs to.
fn before_list<'h>(
    subject: &Subject<'_>,
    field: usize,
    view: &FieldView<'_>,
    list: &List,
    promises: &[Promise<'h>],
) -> Option<Promise<'h>> {
    let before = &view.raw[..list.start];
    let own = before.trim_end();
    let line = own.rfind('\n').map_or(0, |i| i + 1);
    let inside =
        |p: &&Promise<'_>| p.hit.field == field && (line..own.len()).contains(&(p.hit.start as usize));
    let mut adjacent = promises.iter().filter(inside);
    if let Some(promise) = adjacent.next() {
        // Two promises in one line: of which the list is, is not said.
        let alone = adjacent.next().is_none();
        // A sentence of a paragraph speaks of something; a heading, or what ends in a colon, of the list.
        let leads = own.ends_with(':') || is_heading(own[line..].trim());
        return (alone && leads).then_some(*promise);
    }
    // Another line introduces the list.
    if own.ends_with(':') || !list.numbered {
        return None;
    }
    let promise = heading(subject, field, view, promises)?;
    let from = if promise.hit.field == field { promise.hit.end as usize } else { 0 };
    let lines = before.get(from..)?.lines().filter(|l| !l.trim().is_empty()).count();
    (lines <= LINES_BETWEEN + 1).then_some(promise)
}

/// A line that is a title: one sentence at most.
fn is_heading(line: &str) -> bool {
    let inner = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    !inner.contains(". ") && !inner.contains("? ") && !inner.contains("! ")
}

/// The promise in the title or the first line, where it is the only one there.
fn heading<'h>(
    subject: &Subject<'_>,
    field: usize,
    view: &FieldView<'_>,
    promises: &[Promise<'h>],
) -> Option<Promise<'h>> {
    let mut titled = promises.iter().filter(|p| subject.fields[p.hit.field].field == Field::Title);
    if let Some(promise) = titled.next() {
        return titled.next().is_none().then_some(*promise);
    }
    let start = view.raw.len() - view.raw.trim_start().len();
    let end = view.raw[start..].find('\n').map_or(view.raw.len(), |i| start + i);
    let mut first =
        promises.iter().filter(|p| p.hit.field == field && (start..end).contains(&(p.hit.start as usize)));
    let promise = first.next()?;
    first.next().is_none().then_some(*promise)
}
