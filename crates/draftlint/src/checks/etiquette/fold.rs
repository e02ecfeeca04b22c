//! `etiquette/fold`: what most readers never see, because it stands behind the fold.

use serde::Deserialize;

use super::length::fits;
use crate::checks::{Check, FieldView, Found, Subject};
use crate::count::measure;
use crate::document::class;
use crate::draft::Kind;
use crate::finding::Field;
use crate::matcher::flag;
use crate::network::{CountUnit, Limit, LimitKind, TraitKind};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Fold {
    link_cards: bool,
}

/// More links than this are a list, not the point of the post.
const FEW_LINKS: usize = 2;
/// A clock time within so many tokens of a date makes it an appointment.
const NEAR: usize = 12;

impl Check for Fold {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if subject.is_answer() || subject.draft.kind == Some(Kind::Article) {
            return;
        }
        let Some(number) = subject.fields.iter().position(|f| f.field == Field::Body) else { return };
        let view = subject.fields[number];
        // Measuring is dear, and most posts have nothing to lose: no cue, link, weekday or clock time.
        let timed =
            view.text.classes & class::TIME != 0 || view.scan.flags & (flag::WEEKDAY | flag::CLOCK) != 0;
        if subject.hits.is_empty() && view.text.classes & class::LINK == 0 && !timed {
            return;
        }
        let Some((cut, limit)) = fold(subject, &view) else { return };
        let with_facts = |group| {
            Found::new(group)
                .arg("max", limit.value())
                // Where exactly a text is folded depends on the screen: the unit would promise too much.
                .arg("unit", if limit.unit == CountUnit::Lines { "lines" } else { "characters" })
                .arg("sureness", limit.fact.sureness())
        };
        if let Some((start, end)) = hidden(cut, hits(subject, "label-cue", number)) {
            found.push(with_facts("label").at(number, start, end));
        }
        let lost = [
            ("the link", self.link(subject, &view, cut)),
            ("the date", appointment(subject, &view, cut)),
            ("what the reader is asked to do", hidden(cut, hits(subject, "ask-cue", number))),
        ];
        let names: Vec<&str> =
            lost.iter().filter(|(_, place)| place.is_some()).map(|(name, _)| *name).collect();
        let name = match &names[..] {
            [] => return,
            [one] => (*one).to_string(),
            [first, second] => format!("{first} and {second}"),
            [first, rest @ ..] => format!("{first}, {}", rest.join(" and ")),
        };
        let places = lost.iter().filter_map(|(_, place)| *place);
        let one = with_facts("lost").arg("name", name);
        found.push(places.fold(one, |one, (start, end)| one.at(number, start, end)));
    }
}

impl Fold {
    /// The first link, where all links are hidden and no card shows one of them.
    fn link(&self, subject: &Subject<'_>, view: &FieldView<'_>, cut: u32) -> Option<(u32, u32)> {
        let draft = subject.draft;
        // A network shows the card of a link where nothing else is attached.
        let card = self.link_cards && draft.media.as_ref().is_none_or(Vec::is_empty);
        if card || draft.link.is_some() || subject.network_is(TraitKind::ClickableLinks) == Some(false) {
            return None;
        }
        let links = || view.text.of_class(class::LINK);
        let few = links().nth(FEW_LINKS).is_none();
        hidden(cut, links().map(|t| (t.start, t.end))).filter(|_| few)
    }
}

/// The first byte behind the fold, and the limit that says so.
pub(in crate::checks) fn fold<'a>(subject: &Subject<'a>, view: &FieldView<'_>) -> Option<(u32, &'a Limit)> {
    let length = subject
        .limit(LimitKind::Fold)
        .filter(|limit| !fits(limit, view.raw))
        .and_then(|limit| measure(limit.unit, view.raw, limit.value()).1.map(|at| (at as u32, limit)));
    let lines = subject.limit(LimitKind::FoldLines).and_then(|limit| {
        let last = (limit.value() as usize).checked_sub(1)?;
        view.raw.match_indices('\n').nth(last).map(|(at, _)| (at as u32 + 1, limit))
    });
    length.into_iter().chain(lines).min_by_key(|(at, _)| *at)
}

/// The hits of a group in the body; a hit in another field counts as seen.
fn hits<'s>(subject: &'s Subject<'_>, group: &str, body: usize) -> impl Iterator<Item = (u32, u32)> + 's {
    subject.of_group(group).map(move |h| if h.field == body { (h.start, h.end) } else { (0, 0) })
}

/// The first of some places, where all of them stand behind the fold.
fn hidden(cut: u32, places: impl Iterator<Item = (u32, u32)>) -> Option<(u32, u32)> {
    let mut first = None;
    for (start, end) in places {
        if start < cut {
            return None;
        }
        first = first.or(Some((start, end)));
    }
    first
}

/// The first date with a weekday or a clock time beside it, where no date at all stands before the fold. Other
/// dates tell of the past more often than of something to come to.
fn appointment(subject: &Subject<'_>, view: &FieldView<'_>, cut: u32) -> Option<(u32, u32)> {
    let tokens = &view.text.tokens;
    let entities = subject.engine.entities(view.text, &view.scan.marks);
    let mut first = None;
    let mut i = 0;
    while i < tokens.len() {
        let Some(date) = entities.date(i) else {
            i += 1;
            continue;
        };
        let last = i + date.len - 1;
        if tokens[i].start < cut {
            return None;
        }
        if first.is_none() {
            let near = i.saturating_sub(NEAR)..(last + NEAR).min(tokens.len());
            let clock = |t: usize| {
                tokens[t].is(class::TIME) || subject.engine.flags(&view.scan.marks, t) & flag::CLOCK != 0
            };
            if date.weekday.is_some() || near.into_iter().any(clock) {
                first = Some((tokens[i].start, tokens[last].end));
            }
        }
        i = last + 1;
    }
    first
}
