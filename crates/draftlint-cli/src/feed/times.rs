//! Times as exports write them, made into those that a post is read from.

use draftlint::Timestamp;
use jiff::civil;
use jiff::fmt::strtime;

/// Forms that say a moment, and forms that say a local time; the names of months leave no doubt about the order.
const MOMENTS: &[&str] = &["%a %b %d %H:%M:%S %z %Y", "%a, %d %b %Y %H:%M:%S %z", "%d %b %Y %H:%M:%S %z"];
const LOCAL: &[&str] = &[
    "%b %d, %Y, %I:%M %p",
    "%b %d, %Y %I:%M %p",
    "%b %d, %Y %I:%M:%S %p",
    "%b %d, %Y %H:%M",
    "%b %d, %Y",
    "%B %d, %Y %I:%M %p",
    "%B %d, %Y",
    "%d %b %Y %H:%M",
    "%d %b %Y",
    "%d %B %Y %H:%M",
    "%d %B %Y",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
];

/// A time whose form leaves no doubt, as an ISO time; `None` where it is none.
pub(super) fn plain(text: &str) -> Option<String> {
    let text = text.trim();
    // All digits are seconds or milliseconds since 1970; eight are a date.
    if matches!(text.len(), 10 | 13) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i64 = text.parse().ok()?;
        let seconds = if text.len() == 13 { number / 1000 } else { number };
        return jiff::Timestamp::from_second(seconds).ok().map(|at| at.to_string());
    }
    if Timestamp::parse(text).is_some() {
        return Some(text.to_string());
    }
    if let Some((time, zone)) = text.rsplit_once(' ') {
        let zone = if matches!(zone, "UTC" | "GMT" | "Z") { "Z" } else { zone };
        if zone == "Z" || zone.starts_with(['+', '-']) {
            let joined = format!("{time}{zone}");
            if Timestamp::parse(&joined).is_some() {
                return Some(joined);
            }
        }
    }
    let moment = MOMENTS.iter().find_map(|form| strtime::parse(form, text).ok()?.to_timestamp().ok());
    if let Some(moment) = moment {
        return Some(moment.to_string());
    }
    LOCAL.iter().find_map(|form| {
        let read = strtime::parse(form, text).ok()?;
        let time = read.to_time().unwrap_or(civil::Time::midnight());
        Some(read.to_date().ok()?.to_datetime(time).to_string())
    })
}

/// Which of two numbers of a date is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// A date such as `01/03/2026`, with a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numeric {
    first: i8,
    second: i8,
    year: i16,
    time: civil::Time,
    /// Parted by points, as where the day stands first.
    points: bool,
}

impl Numeric {
    pub(super) fn parse(text: &str) -> Option<Numeric> {
        let text = text.trim();
        let end = text.find([' ', ',', 'T']).unwrap_or(text.len());
        let (date, rest) = text.split_at(end);
        let mark = date.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
        let mut parts = date.split(mark);
        let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if parts.next().is_some() || ![first, second, year].into_iter().all(digits) {
            return None;
        }
        let year = match year.len() {
            4 => year.parse().ok()?,
            2 => 2000 + year.parse::<i16>().ok()?,
            _ => return None,
        };
        Some(Numeric {
            first: first.parse().ok().filter(|n| (1..=31).contains(n))?,
            second: second.parse().ok().filter(|n| (1..=31).contains(n))?,
            year,
            time: time(rest.trim_start_matches([',', 'T', ' ']))?,
            points: mark == '.',
        })
    }

    /// The order that this date proves.
    pub(super) fn proves(&self) -> Option<Order> {
        match (self.first > 12, self.second > 12) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            _ if self.points => Some(Order::DayFirst),
            _ => None,
        }
    }

    /// Whether both orders give the same day.
    pub(super) fn is_same(&self) -> bool {
        self.first == self.second
    }

    pub(super) fn iso(&self, order: Order) -> Option<String> {
        let (day, month) = match order {
            Order::DayFirst => (self.first, self.second),
            Order::MonthFirst => (self.second, self.first),
        };
        Some(civil::Date::new(self.year, month, day).ok()?.to_datetime(self.time).to_string())
    }
}

/// `10:00`, `10:00:30`, `9:05 PM`; nothing is midnight.
fn time(text: &str) -> Option<civil::Time> {
    let text = text.trim().to_ascii_uppercase();
    let (clock, half) = match text.strip_suffix("PM") {
        Some(clock) => (clock, Some(12)),
        None => text.strip_suffix("AM").map_or((text.as_str(), None), |clock| (clock, Some(0))),
    };
    if clock.is_empty() {
        return half.is_none().then_some(civil::Time::midnight());
    }
    let mut parts = clock.trim().split(':').map(|part| part.split('.').next()?.parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
        None => hour,
    };
    if parts.next().is_some() {
        return None;
    }
    civil::Time::new(hour, minute, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_leave_no_doubt() {
        let cases = [
            ("Wed Oct 10 20:19:24 +0000 2018", "2018-10-10T20:19:24Z"),
            ("2026-03-01 10:00", "2026-03-01 10:00"),
            ("2026-03-01T10:00:00.000Z", "2026-03-01T10:00:00.000Z"),
            ("2026-03-01 10:00:00 UTC", "2026-03-01 10:00:00Z"),
            ("2026-03-01 10:00:00 +0100", "2026-03-01 10:00:00+0100"),
            ("2026/03/01 10:00", "2026-03-01T10:00:00"),
            ("Mar 1, 2026 9:05 PM", "2026-03-01T21:05:00"),
            ("1 March 2026", "2026-03-01T00:00:00"),
            ("1700000000", "2023-11-14T22:13:20Z"),
            ("1700000000123", "2023-11-14T22:13:20Z"),
        ];
        for (text, time) in cases {
            assert_eq!(plain(text).as_deref(), Some(time), "{text}");
        }
        for text in ["", "soon", "01/03/2026", "10:00", "9999999999999999", "31 February 2026"] {
            assert_eq!(plain(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_prove_their_order_or_not() {
        let read = |text: &str| Numeric::parse(text).unwrap();
        assert_eq!(read("01/03/2026 10:00").proves(), None);
        assert_eq!(read("25/03/2026, 10:00").proves(), Some(Order::DayFirst));
        assert_eq!(read("3/25/26 9:05 pm").proves(), Some(Order::MonthFirst));
        assert_eq!(read("01.03.2026").proves(), Some(Order::DayFirst));
        assert_eq!(read("3/25/26 9:05 pm").iso(Order::MonthFirst).unwrap(), "2026-03-25T21:05:00");
        assert_eq!(read("3/25/26").iso(Order::DayFirst), None);
        assert_eq!(read("31/02/2026").iso(Order::DayFirst), None);
        for text in [
            "",
            "1/2",
            "1/2/3",
            "1/2/2026 x",
            "1/2/2026 25:00",
            "a/b/2026",
            "1/2/2026/4",
            "0/1/2026",
            "1/2/2026 0:10 PM",
            "é/1/2026",
        ] {
            assert_eq!(Numeric::parse(text), None, "{text}");
        }
    }
}
