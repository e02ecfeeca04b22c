//! Points in time as people hand them over: with a zone, with an offset, or as a bare local time.

use std::cmp::Ordering;
use std::fmt;

use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A date and time: `2026-05-04T10:00[Europe/London]` (RFC 9557), `2026-05-04T10:00:00Z` (RFC 3339), or a local
/// time without a zone such as `2026-05-04T10:00` or `2026-05-04 10:00`; a bare date is its midnight.
///
/// The text is kept and written back as it was given.
#[derive(Debug, Clone)]
pub struct Timestamp {
    text: Box<str>,
    civil: civil::DateTime,
    instant: Option<jiff::Timestamp>,
    /// The local time that was written, where its zone skips it.
    skipped: bool,
}

impl Timestamp {
    /// Reads a timestamp; `None` where the text is none.
    pub fn parse(text: &str) -> Option<Timestamp> {
        let text = text.trim();
        let (civil, instant) = if let Ok(zoned) = text.parse::<jiff::ZonedDateTime>() {
            (zoned.datetime(), Some(zoned.timestamp()))
        } else if let Ok(pieces) = jiff::fmt::temporal::Pieces::parse(text) {
            let time = pieces.time().unwrap_or(civil::Time::midnight());
            let local = pieces.date().to_datetime(time);
            let instant = pieces.offset().and_then(|offset| match offset {
                jiff::fmt::temporal::PiecesOffset::Zulu => jiff::tz::Offset::UTC.to_timestamp(local).ok(),
                jiff::fmt::temporal::PiecesOffset::Numeric(n) => n.offset().to_timestamp(local).ok(),
                _ => None,
            });
            (local, instant)
        } else {
            return None;
        };
        let written = jiff::fmt::temporal::Pieces::parse(text).ok().and_then(|pieces| {
            let offset = pieces.offset().is_some();
            (!offset).then(|| pieces.date().to_datetime(pieces.time().unwrap_or(civil::Time::midnight())))
        });
        let skipped = instant.is_some() && written.is_some_and(|written| written != civil);
        Some(Timestamp { text: text.into(), civil, instant, skipped })
    }

    /// The text as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The civil date where it was written: year, month and day in the timestamp's own zone.
    pub fn date(&self) -> (i16, i8, i8) {
        let date = self.civil.date();
        (date.year(), date.month(), date.day())
    }

    pub(crate) fn civil_date(&self) -> civil::Date {
        self.civil.date()
    }

    /// The local date and time in a zone, or in the timestamp's own where none is named or its instant is not known.
    pub(crate) fn civil_in(&self, zone: Option<&jiff::tz::TimeZone>) -> civil::DateTime {
        match (zone, self.instant) {
            (Some(zone), Some(instant)) => zone.to_datetime(instant),
            _ => self.civil,
        }
    }

    /// Whether the clocks of its zone skip the local time that was written, as when summer time begins.
    pub(crate) fn is_skipped(&self) -> bool {
        self.skipped
    }

    /// Whole minutes from an earlier time to this one, below zero for a later one.
    pub(crate) fn minutes_since(&self, earlier: &Timestamp) -> i64 {
        self.seconds_since(earlier).div_euclid(60)
    }

    /// Earlier or later: by instant where both have a zone or offset, else by local time.
    pub(crate) fn compare(&self, other: &Timestamp) -> Ordering {
        match (self.instant, other.instant) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => self.civil.cmp(&other.civil),
        }
    }

    /// Whole hours from an earlier time to this one: by instant where both have a zone or offset, else by local time.
    pub(crate) fn hours_since(&self, earlier: &Timestamp) -> i64 {
        self.seconds_since(earlier) / 3600
    }

    fn seconds_since(&self, earlier: &Timestamp) -> i64 {
        match (earlier.instant, self.instant) {
            (Some(from), Some(to)) => to.as_second() - from.as_second(),
            _ => self.civil.duration_since(earlier.civil).as_secs(),
        }
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Timestamp) -> bool {
        self.text == other.text
    }
}

impl Eq for Timestamp {}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        let text = String::deserialize(deserializer)?;
        Timestamp::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "`{text}` is no date and time; write `2026-05-04T10:00[Europe/London]`, `2026-05-04T10:00Z` or `2026-05-04`"
            ))
        })
    }
}
