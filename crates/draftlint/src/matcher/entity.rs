//! Entities of several tokens: amounts of money, durations, dates, times, quotes.

use super::english::{self, flag};
use super::view::{ArcKind, Marks};
use super::vocabulary::Vocabulary;
use crate::document::{Text, bound, class};
use crate::phrase::Entity;

/// A date as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WrittenDate {
    /// Tokens that it takes.
    pub(crate) len: usize,
    /// From Monday = 1.
    pub(crate) weekday: Option<i8>,
    pub(crate) day: i8,
    pub(crate) month: i8,
    pub(crate) year: Option<i16>,
}

/// Reads the entities of a text.
pub(crate) struct Entities<'t> {
    pub(crate) text: &'t Text,
    pub(crate) ids: &'t [u32],
    pub(crate) vocabulary: &'t Vocabulary,
}

impl Entities<'_> {
    fn flags(&self, at: usize) -> u32 {
        self.ids.get(at).map_or(0, |id| self.vocabulary.flags(*id))
    }

    fn is(&self, at: usize, class: u32) -> bool {
        self.text.tokens.get(at).is_some_and(|t| t.is(class))
    }

    fn joined(&self, at: usize) -> bool {
        at < self.text.tokens.len() && self.text.bounds[at] & bound::JOIN != 0
    }

    fn flagged(&self, at: usize, flags: u32) -> bool {
        self.joined(at) && self.flags(at) & flags != 0
    }

    fn word(&self, at: usize) -> &str {
        self.text.tokens.get(at).map_or("", |t| self.text.word(t))
    }

    /// The tokens of the number that begins at a token: `5`, `twenty five`, `2 million`.
    fn number(&self, at: usize) -> usize {
        let digits = self.is(at, class::NUMBER) && !self.is(at, class::PERCENT);
        let mut len = usize::from(digits || self.flags(at) & flag::NUMBER != 0);
        if len == 0 {
            return 0;
        }
        if !digits && self.flagged(at + 1, flag::NUMBER) {
            len = 2;
        }
        while len < 3 && self.flagged(at + len, flag::SCALE) {
            len += 1;
        }
        len
    }

    /// Adds the entities that begin at a token.
    pub(crate) fn mark(&self, at: usize, marks: &mut impl FnMut(usize, Entity, usize)) {
        let token = &self.text.tokens[at];
        let flags = self.flags(at);
        let numeric = token.is(class::NUMBER) || flags & flag::NUMBER != 0;
        if numeric {
            let len = self.number(at);
            let money = token.is(class::MONEY);
            if len > 1 {
                marks(at, if money { Entity::Money } else { Entity::Number }, len);
            }
            if len > 0 && !money {
                if self.flagged(at + len, flag::CURRENCY) {
                    marks(at, Entity::Money, len + 1);
                } else if self.flagged(at + len, flag::UNIT) {
                    marks(at, Entity::Duration, len + 1);
                } else if self.flagged(at + len, flag::PERCENT) {
                    marks(at, Entity::Percent, len + 1);
                } else if self.joined(at + len + 1)
                    && self.word(at + len) == "per"
                    && self.word(at + len + 1) == "cent"
                {
                    marks(at, Entity::Percent, len + 2);
                }
            }
            if self.flagged(at + 1, flag::HALF_DAY) || (self.joined(at + 1) && self.word(at + 1) == "o'clock")
            {
                marks(at, Entity::Time, 2);
            }
        } else if flags & flag::ARTICLE != 0 && self.flagged(at + 1, flag::UNIT) {
            marks(at, Entity::Duration, 2);
        } else if token.is(class::TIME) && self.flagged(at + 1, flag::HALF_DAY) {
            marks(at, Entity::Time, 2);
        } else if token.is(class::MIXED) && short_duration(self.text.word(token)) {
            marks(at, Entity::Duration, 1);
        } else if flags & flag::CURRENCY != 0
            && self.text.tokens[at].len == 3
            && self.joined(at + 1)
            && self.is(at + 1, class::NUMBER)
        {
            // `USD 50`
            marks(at, Entity::Money, 2);
        }
        if numeric || token.is(class::ORDINAL) || flags & (flag::MONTH | flag::WEEKDAY) != 0 {
            if let Some(date) = self.date(at) {
                marks(at, Entity::Date, date.len);
            }
        }
    }

    /// The date that begins at a token: day and month, perhaps with weekday and year, or ISO 8601.
    pub(crate) fn date(&self, at: usize) -> Option<WrittenDate> {
        let mut i = at;
        let mut weekday = None;
        if self.flags(i) & flag::WEEKDAY != 0 {
            weekday = english::weekday(self.word(i));
            i += 1;
            let abbreviated =
                i < self.text.tokens.len() && self.text.bounds[i] & (bound::JOIN | bound::SOFT) != 0;
            if !self.joined(i) && !abbreviated {
                return None;
            }
            if self.flags(i) & flag::THE != 0 {
                i += 1;
            }
        }
        let core = self.iso(i).or_else(|| self.day_month(i)).or_else(|| self.month_day(i))?;
        let (len, day, month, year) = core;
        Some(WrittenDate { len: i + len - at, weekday, day, month, year })
    }

    fn day(&self, at: usize) -> Option<i8> {
        let token = self.text.tokens.get(at)?;
        if !token.is(class::NUMBER | class::ORDINAL) || token.is(class::MONEY | class::PERCENT | class::TIME)
        {
            return None;
        }
        let word = self.text.word(token).trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (word.len() <= 2).then(|| word.parse().ok()).flatten().filter(|d| (1..=31).contains(d))
    }

    fn month(&self, at: usize) -> Option<i8> {
        if self.flags(at) & flag::MONTH == 0 {
            return None;
        }
        english::month(self.word(at))
    }

    fn year(&self, at: usize) -> Option<i16> {
        let comma_or_space =
            self.joined(at) || (at < self.text.tokens.len() && self.text.bounds[at] & bound::SOFT != 0);
        let token =
            self.text.tokens.get(at).filter(|t| comma_or_space && t.is(class::NUMBER) && t.len == 4)?;
        self.text.word(token).parse().ok().filter(|y| (1900..=2100).contains(y))
    }

    fn with_year(&self, len: usize, at: usize, day: i8, month: i8) -> (usize, i8, i8, Option<i16>) {
        match self.year(at + len) {
            Some(year) => (len + 1, day, month, Some(year)),
            None => (len, day, month, None),
        }
    }

    /// `4 May 2026`, `4th of May`.
    fn day_month(&self, at: usize) -> Option<(usize, i8, i8, Option<i16>)> {
        let day = self.day(at)?;
        let of = usize::from(self.flagged(at + 1, flag::OF));
        let month = self.month(at + 1 + of).filter(|_| self.joined(at + 1 + of))?;
        Some(self.with_year(2 + of, at, day, month))
    }

    /// `May 4, 2026`.
    fn month_day(&self, at: usize) -> Option<(usize, i8, i8, Option<i16>)> {
        let month = self.month(at)?;
        let the = usize::from(self.flagged(at + 1, flag::THE));
        let next = at + 1 + the;
        let bare = next < self.text.tokens.len() && self.text.bounds[next] & (bound::JOIN | bound::SOFT) != 0;
        let day = self.day(next).filter(|_| bare)?;
        // `May 5 people`: a count, unless the month is written out with a capital or a year follows.
        let date = self.with_year(2 + the, at, day, month);
        let capital = self.text.tokens[at].is(class::TITLE);
        (capital || date.3.is_some() || self.word(at).len() > 3).then_some(date)
    }

    /// `2026-05-04`.
    fn iso(&self, at: usize) -> Option<(usize, i8, i8, Option<i16>)> {
        let hyphen = |at: usize| self.text.bounds.get(at).is_some_and(|b| b & bound::HYPHEN != 0);
        let number = |at: usize, len: u32| {
            self.text
                .tokens
                .get(at)
                .filter(|t| t.is(class::NUMBER) && t.len == len)
                .map(|t| self.text.word(t))
        };
        let (year, month, day) = (number(at, 4)?, number(at + 1, 2)?, number(at + 2, 2)?);
        if !hyphen(at + 1) || !hyphen(at + 2) {
            return None;
        }
        let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((3, day, month, Some(year)))
    }
}

/// `24h`, `30min`, `7days`.
fn short_duration(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < word.len()
        && matches!(
            unit,
            "h" | "hr" | "hrs" | "min" | "mins" | "sec" | "secs" | "days" | "day" | "wks" | "weeks" | "hours"
        )
}

/// Adds the entities of a whole text. `interesting` says for which tokens there is anything to look for.
pub(crate) fn mark_all(text: &Text, vocabulary: &Vocabulary, marks: &mut Marks, interesting: &[u32]) {
    let ids = std::mem::take(&mut marks.ids);
    let entities = Entities { text, ids: &ids, vocabulary };
    for at in interesting {
        entities.mark(*at as usize, &mut |at, entity, len| marks.add(at, ArcKind::Entity(entity), len));
    }
    marks.ids = ids;
    for quote in &text.quotes {
        let from = text.tokens.partition_point(|t| t.start < quote.start);
        let to = text.tokens.partition_point(|t| t.end <= quote.end);
        if from < to && to - from <= Entity::Quoted.longest() as usize {
            marks.add(from, ArcKind::Entity(Entity::Quoted), to - from);
        }
    }
}
