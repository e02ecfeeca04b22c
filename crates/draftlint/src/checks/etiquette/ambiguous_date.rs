//! `etiquette/ambiguous-date`: a date in numbers that some readers take for another one.

use jiff::civil;
use serde::Deserialize;

use crate::checks::support::{self, day_month, day_month_year};
use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::class;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct AmbiguousDate {
    scope: String,
    order: String,
}

/// In which order a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
}

/// A date in numbers: its first token of three, its parts, and its year.
#[derive(Debug, Clone, Copy)]
struct Numeric {
    at: usize,
    parts: (i8, i8),
    year: i16,
}

impl Check for AmbiguousDate {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if self.scope == "local" {
            return;
        }
        for (f, view) in support::title_and_body(subject) {
            if view.text.classes & class::NUMBER == 0 || !view.text.has_any(b"/-") {
                continue;
            }
            let dates = numeric_dates(&view);
            // `28/03/2026 to 03/04/2026`: the first one shows how both are written.
            if dates.is_empty() || dates.iter().any(|d| d.parts.0 > 12 || d.parts.1 > 12) {
                continue;
            }
            let named = named_dates(subject, &view);
            let order = match self.order.as_str() {
                "day-month" => Some(Order::DayFirst),
                "month-day" => Some(Order::MonthFirst),
                _ => account_order(subject),
            };
            for date in dates.iter().filter(|d| d.parts.0 != d.parts.1) {
                found.extend(judge(subject, f, &view, date, order, &named));
            }
        }
    }
}

fn judge(
    subject: &Subject<'_>,
    f: usize,
    view: &FieldView<'_>,
    date: &Numeric,
    order: Option<Order>,
    named: &[(i8, i8)],
) -> Option<Found> {
    let (start, end) = (view.text.tokens[date.at].start, view.text.tokens[date.at + 2].end);
    // `9/11` has one name in every country.
    if view.text.is_quotation(view.raw, start, end) || date.parts == (9, 11) {
        return None;
    }
    let day_first = civil::Date::new(date.year, date.parts.1, date.parts.0).ok()?;
    let month_first = civil::Date::new(date.year, date.parts.0, date.parts.1).ok()?;
    // The same date stands there in words.
    if [day_first, month_first].iter().any(|d| named.contains(&(d.day(), d.month()))) {
        return None;
    }
    let told = told_by_weekday(subject, view, date, day_first, month_first);
    let group = if told.is_some() { "weekday" } else { "ambiguous" };
    let mut one = Found::new(group)
        .at(f, start, end)
        .arg("expected", day_month(day_first))
        .arg("date", day_month(month_first));
    if let Some(order) = told.or(order) {
        let written = match order {
            Order::DayFirst => day_month_year(day_first),
            Order::MonthFirst => {
                let month = day_month(month_first);
                let month = month.split(' ').nth(1).unwrap_or("");
                format!("{month} {}, {}", month_first.day(), month_first.year())
            }
        };
        one = one.fix(format!("write `{written}`"), vec![(f, start, end, written)]);
    }
    Some(one)
}

/// How the account writes dates, by the country of its language or of the draft's.
fn account_order(subject: &Subject<'_>) -> Option<Order> {
    let account = subject.context().and_then(|c| c.account.as_ref()).and_then(|a| a.language.as_deref());
    let tags = [account, subject.draft.language.as_deref()];
    let country = tags.into_iter().flatten().find_map(|tag| {
        let mut parts = tag.split(['-', '_']).skip(1);
        parts
            .find(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_alphabetic()))
            .map(str::to_ascii_uppercase)
    })?;
    match country.as_str() {
        // The United States and the islands that write as they do.
        "US" | "PR" | "GU" | "VI" | "AS" | "MP" | "MH" | "UM" => Some(Order::MonthFirst),
        // Both orders are common there, or the year comes first.
        "CA" | "PH" | "FM" | "PW" | "ZA" | "CN" | "JP" | "KR" | "TW" | "HU" | "LT" | "SE" | "MN" => None,
        _ => Some(Order::DayFirst),
    }
}

/// The dates in numbers with a year: `03/04/2026`, `3-4-2026`, `3/4/26`. Those with dots are day first everywhere.
fn numeric_dates(view: &FieldView<'_>) -> Vec<Numeric> {
    let text = view.text;
    let number = |at: usize, longest: u32| {
        let token = text.tokens.get(at).filter(|t| t.len <= longest)?;
        let plain =
            token.is(class::NUMBER) && !token.is(class::MONEY | class::PERCENT | class::TIME | class::CODE);
        text.word(token).parse::<i16>().ok().filter(|_| plain)
    };
    let between = |at: usize| {
        let (left, right) = (text.tokens.get(at), text.tokens.get(at + 1));
        left.zip(right).map_or("", |(l, r)| support::slice(view.raw, l.end as usize, r.start as usize))
    };
    let mut dates = Vec::new();
    let mut at = 0;
    while at + 2 < text.tokens.len() {
        if !text.tokens[at].is(class::NUMBER) {
            at += 1;
            continue;
        }
        let separator = between(at);
        let same = matches!(separator, "/" | "-") && between(at + 1) == separator;
        let parts = if same { number(at, 2).zip(number(at + 1, 2)).zip(number(at + 2, 4)) } else { None };
        let Some(((first, second), year)) = parts else {
            at += 1;
            continue;
        };
        let short = text.tokens[at + 2].len == 2;
        // Before it and after it stands nothing more of the same: `1/2/3/4`, a part of a longer number.
        let raw = view.raw.as_bytes();
        let (start, end) = (text.tokens[at].start as usize, text.tokens[at + 2].end as usize);
        let glued = |b: Option<&u8>| b.is_some_and(|b| matches!(b, b'/' | b'-' | b'+' | b'#' | b'=' | b'_'));
        let alone = !glued(start.checked_sub(1).and_then(|i| raw.get(i))) && !glued(raw.get(end));
        let year = if short { 2000 + year } else { year };
        let years = if short {
            separator == "/" && (2010..=2040).contains(&year)
        } else {
            (1900..=2100).contains(&year)
        };
        let parts =
            ((1..=31).contains(&first) && (1..=31).contains(&second)).then_some((first as i8, second as i8));
        if let (Some(parts), true) = (parts, alone && years) {
            dates.push(Numeric { at, parts, year });
        }
        at += 3;
    }
    dates
}

/// Day and month of the dates that the text names in words.
fn named_dates(subject: &Subject<'_>, view: &FieldView<'_>) -> Vec<(i8, i8)> {
    let entities = subject.engine.entities(view.text, &view.scan.marks);
    (0..view.text.tokens.len()).filter_map(|i| entities.date(i)).map(|d| (d.day, d.month)).collect()
}

/// The reading on whose day the weekday before the date falls, where only one does.
fn told_by_weekday(
    subject: &Subject<'_>,
    view: &FieldView<'_>,
    date: &Numeric,
    day_first: civil::Date,
    month_first: civil::Date,
) -> Option<Order> {
    let weekday = support::weekday_at(subject, view, date.at.checked_sub(1)?)?;
    let falls = |date: civil::Date| support::weekday_of(date) == weekday;
    match (falls(day_first), falls(month_first)) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}
