//! `workflow/sensitive-date`: sells on a day on which people remember their dead.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::time::Timestamp;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    dates: Vec<String>,
    more_dates: Vec<String>,
}

/// The days, as month, day and name.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Options")]
pub(crate) struct SensitiveDate(Vec<(i8, i8, String)>);

impl TryFrom<Options> for SensitiveDate {
    type Error = String;

    fn try_from(options: Options) -> Result<SensitiveDate, String> {
        let mut days = Vec::new();
        for line in options.dates.iter().chain(&options.more_dates) {
            let (date, name) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
            let read = date.split_once('-').and_then(|(m, d)| m.parse::<i8>().ok().zip(d.parse::<i8>().ok()));
            // A leap year has every day.
            let day = read.filter(|(m, d)| jiff::civil::Date::new(2024, *m, *d).is_ok());
            let (month, day) = day.ok_or_else(|| format!("`{line}` is no day; write `09-11 name`"))?;
            days.push((month, day, name.trim().to_string()));
        }
        Ok(SensitiveDate(days))
    }
}

impl Check for SensitiveDate {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let scheduled = subject.context().and_then(|c| c.scheduled_at.as_ref()).map(Timestamp::civil_date);
        let Some(scheduled) = scheduled else { return };
        let day =
            self.0.iter().find(|(month, day, _)| (scheduled.month(), scheduled.day()) == (*month, *day));
        let (Some((_, _, name)), Some(hit)) =
            (day, subject.of_group("sells").min_by_key(|h| (h.field, h.start)))
        else {
            return;
        };
        if subject.of_group("relief").next().is_some() {
            return;
        }
        found.push(
            Found::new("day")
                .at(hit.field, hit.start, hit.end)
                .arg("date", support::day_month(scheduled))
                .arg("name", name),
        );
    }
}
