//! Points in time as people hand them over: with a zone, with an offset, or as a bare local time.

use std::cmp::Ordering;
use std::fmt;

use jiff::civil;
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A date and time: `2026-05-04T10:00[Europe/London]` (RFC 9557), `2026-05-04T10:00:00Z` (RFC 3339), or a local
/// time without a zone such as `2026-05-04T10:00` or `2026-05-04 10:00`; a bare date is its midnight.
///
/// Where the clocks of a zone go back, a local time that comes twice means the first of the two; write its offset
/// to name the second: `2026-10-25T01:30+00:00[Europe/London]`. A local time that the clocks skip is as much later
/// as they skip. Where an offset and a zone contradict each other, the offset says which moment is meant. A zone
/// that nobody knows is refused, unless an offset stands beside it.
///
/// The text is kept and written back as it was given.
#[derive(Debug, Clone)]
pub struct Timestamp {
    text: Box<str>,
    civil: civil::DateTime,
    /// The moment and where it was told; none for a local time without a zone.
    moment: Option<(jiff::Timestamp, TimeZone)>,
    /// The local time that was written, where its zone skips it.
    skipped: bool,
}

impl Timestamp {
    /// Reads a timestamp; `None` where the text is none.
    pub fn parse(text: &str) -> Option<Timestamp> {
        let text = text.trim();
        let pieces = Pieces::parse(text).ok()?;
        let written = pieces.date().to_datetime(pieces.time().unwrap_or(civil::Time::midnight()));
        let (civil, moment) = if let Ok(zoned) = text.parse::<jiff::ZonedDateTime>() {
            (zoned.datetime(), Some((zoned.timestamp(), zoned.time_zone().clone())))
        } else if let Some(offset) = pieces.offset() {
            let offset = offset.to_numeric_offset();
            // At the ends of the calendar an offset leads out of it.
            (written, offset.to_timestamp(written).ok().map(|at| (at, TimeZone::fixed(offset))))
        } else if pieces.time_zone_annotation().is_some() {
            return None;
        } else {
            (written, None)
        };
        let skipped = moment.is_some() && pieces.offset().is_none() && written != civil;
        Some(Timestamp { text: text.into(), civil, moment, skipped })
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
        match (zone, &self.moment) {
            (Some(zone), Some((at, _))) => zone.to_datetime(*at),
            _ => self.civil,
        }
    }

    /// The civil date where another timestamp was written; its own where one of them has no zone.
    pub(crate) fn date_where(&self, other: &Timestamp) -> civil::Date {
        match (&self.moment, &other.moment) {
            (Some((at, _)), Some((_, zone))) => zone.to_datetime(*at).date(),
            _ => self.civil_date(),
        }
    }

    /// So many days before a time, at the same hour; before noon of the first of June 2026 where there is none.
    pub(crate) fn days_before(end: Option<&Timestamp>, days: i32) -> Option<Timestamp> {
        let noon = civil::DateTime::constant(2026, 6, 1, 12, 0, 0, 0);
        let end = end.map_or(noon, |end| end.civil_in(Some(&TimeZone::UTC)));
        let at = end.checked_sub(jiff::Span::new().days(days)).ok()?;
        Timestamp::parse(&format!("{at}Z"))
    }

    /// Seconds since 1970 in UTC; a local time without a zone as if it were in UTC.
    pub(crate) fn unix_seconds(&self) -> i64 {
        match &self.moment {
            Some((at, _)) => at.as_second(),
            None => self.civil.duration_since(civil::DateTime::constant(1970, 1, 1, 0, 0, 0, 0)).as_secs(),
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
        match (&self.moment, &other.moment) {
            (Some((a, _)), Some((b, _))) => a.cmp(b),
            _ => self.civil.cmp(&other.civil),
        }
    }

    /// Whole hours from an earlier time to this one: by instant where both have a zone or offset, else by local time.
    pub(crate) fn hours_since(&self, earlier: &Timestamp) -> i64 {
        self.seconds_since(earlier) / 3600
    }

    fn seconds_since(&self, earlier: &Timestamp) -> i64 {
        match (&earlier.moment, &self.moment) {
            (Some((from, _)), Some((to, _))) => to.as_second() - from.as_second(),
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
