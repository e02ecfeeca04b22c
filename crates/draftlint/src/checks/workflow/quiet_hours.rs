//! `workflow/quiet-hours`: goes out when nobody watches.

use std::cmp::Ordering;

use jiff::civil;
use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    hours: String,
    days: Vec<String>,
    zone: String,
    owner_suffices: bool,
}

/// The hours in which somebody watches; none means not told.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Options")]
pub(crate) struct QuietHours {
    hours: Option<(civil::Time, civil::Time)>,
    days: Vec<i8>,
    /// The zone of the hours; that of the schedule where none is named.
    zone: Option<jiff::tz::TimeZone>,
    shown: String,
    owner_suffices: bool,
}

impl TryFrom<Options> for QuietHours {
    type Error = String;

    fn try_from(options: Options) -> Result<QuietHours, String> {
        let read = |text: &str| text.trim().parse::<civil::Time>().ok();
        let hours = match options.hours.trim() {
            "" => None,
            text => {
                let (from, to) = text.split_once(['-', '–']).unwrap_or((text, ""));
                let hours = read(from).zip(read(to));
                Some(hours.ok_or_else(|| format!("`{text}` are no hours; write `08:00-19:00`"))?)
            }
        };
        let mut days = Vec::new();
        for name in &options.days {
            let known = (1..=7).find(|day| {
                let full = support::weekday_name(*day).to_lowercase();
                name.len() >= 3 && full.starts_with(&name.trim().to_lowercase())
            });
            days.push(known.ok_or_else(|| format!("`{name}` is no weekday; write `Monday` or `Mon`"))?);
        }
        let zone = match options.zone.trim() {
            "" => None,
            name => Some(
                jiff::tz::TimeZone::get(name)
                    .map_err(|_| format!("`{name}` is no time zone; write one such as `Europe/London`"))?,
            ),
        };
        let shown = match &zone {
            None => options.hours,
            Some(_) => format!("{}, {}", options.hours, options.zone.trim()),
        };
        Ok(QuietHours { hours, days, zone, shown, owner_suffices: options.owner_suffices })
    }
}

impl Check for QuietHours {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(context) = subject.context() else { return };
        let Some((scheduled, (from, to))) = context.scheduled_at.as_ref().zip(self.hours) else { return };
        let owned = context.owner.as_ref().is_some_and(|owner| !super::no_owner::is_nobody(owner));
        if self.owner_suffices && owned {
            return;
        }
        let local = scheduled.civil_in(self.zone.as_ref());
        let (time, day) = (local.time(), support::weekday_of(local.date()));
        // A shift that crosses midnight belongs to the day on which it begins; from eight to eight is the whole day.
        let (watched, begun) = match from.cmp(&to) {
            Ordering::Less => (from <= time && time < to, day),
            _ if from <= time => (true, day),
            _ => (time < to, day - 1),
        };
        if watched && self.days.contains(&((begun + 6) % 7 + 1)) {
            return;
        }
        let at = format!("{} {:02}:{:02}", support::weekday_name(day), time.hour(), time.minute());
        found.push(Found::new("quiet").arg("date", at).arg("expected", &self.shown));
    }
}
