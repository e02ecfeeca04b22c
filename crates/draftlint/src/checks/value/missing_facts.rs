//! `value/missing-facts`: an invitation without a time, a job without a way to ask, a sale without a price.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::class;
use crate::draft::Kind;
use crate::finding::Severity;
use crate::matcher::flag;
use crate::phrase::Entity;

/// Options of the card: none.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MissingFacts {}

/// Words that say when, or that it will be said.
const WHEN: [&str; 18] = [
    "today",
    "tonight",
    "tomorrow",
    "weekend",
    "week",
    "month",
    "now",
    "noon",
    "midnight",
    "morning",
    "afternoon",
    "evening",
    "soon",
    "date",
    "every",
    "daily",
    "weekly",
    "live",
];
/// Words that say where the rest stands, or how to ask for it.
const ELSEWHERE: [&str; 22] = [
    "link",
    "bio",
    "below",
    "comments",
    "comment",
    "thread",
    "details",
    "info",
    "information",
    "flyer",
    "poster",
    "website",
    "dm",
    "message",
    "email",
    "e-mail",
    "call",
    "phone",
    "write",
    "apply",
    "inbox",
    "ask",
];

impl Check for MissingFacts {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let draft = subject.draft;
        let media = draft.media.as_ref().map(|m| !m.is_empty());
        let part = matches!(draft.kind, Some(Kind::ThreadPart | Kind::Quote)) || subject.posts.len() > 1;
        let told = subject.context().is_some_and(|c| c.event.is_some() || c.offer.is_some());
        // A poster, a card, the post before or the event's own page may hold what is missing.
        if subject.hits.is_empty()
            || part
            || told
            || media == Some(true)
            || draft.link.is_some()
            || subject.is_answer()
        {
            return;
        }
        let mut has = Has::default();
        for (_, view) in support::title_and_body(subject) {
            if view.text.classes & (class::LINK | class::EMAIL | class::MENTION) != 0 {
                return;
            }
            has.read(subject, &view);
        }
        if has.elsewhere {
            return;
        }
        for (group, missing, lacks) in [
            ("event", "event-when", !has.when),
            ("job", "job-contact", !has.place),
            ("sale", "sale-what", !has.figure),
        ] {
            if let Some(hit) = subject.of_group(group).next().filter(|_| lacks) {
                let mut one = Found::new(missing).at(hit.field, hit.start, hit.end);
                // Where nobody said that there is no picture, one may hold the facts.
                one.severity = (media == Some(false)).then_some(Severity::Warning);
                found.push(one);
            }
        }
    }
}

/// What a text tells.
#[derive(Default)]
struct Has {
    when: bool,
    place: bool,
    figure: bool,
    elsewhere: bool,
}

impl Has {
    fn read(&mut self, subject: &Subject<'_>, view: &FieldView<'_>) {
        let seen = subject.engine.view(view.raw, view.text, &view.scan.marks);
        for (i, token) in view.text.tokens.iter().enumerate() {
            let flags = subject.engine.flags(&view.scan.marks, i);
            let word = view.text.word(token);
            let is = |entity| seen.longest(entity, i) > 0;
            let money = is(Entity::Money) || is(Entity::Percent);
            self.elsewhere |= ELSEWHERE.contains(&word);
            self.when |= is(Entity::Date) || is(Entity::Time) || is(Entity::Duration) || WHEN.contains(&word);
            self.when |=
                flags & (flag::WEEKDAY | flag::MONTH) != 0 || token.is(class::NUMBER | class::ORDINAL);
            self.figure |=
                money || token.is(class::NUMBER) || matches!(word, "half" | "free" | "everything" | "all");
            // `in Leeds`, `at Mill Hall`, `remote`
            let at =
                i > 0 && matches!(view.text.word(&view.text.tokens[i - 1]), "in" | "at" | "near" | "from");
            self.place |=
                (at && token.is(class::TITLE | class::CAPS)) || matches!(word, "remote" | "remotely");
            self.place |= money;
        }
    }
}
