//! Dates and times: every day in every written form, clocks that change, and the ends of the calendar.

use std::sync::LazyLock;

use draftlint::{Config, Draft, Finding, Fix, Linter, Report};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::json;

/// A linter with nothing but the rules named, and what else a config says of them.
fn only(rules: &str) -> Linter {
    let off: String = draftlint::Category::ALL.iter().map(|(c, _)| format!("{c} = \"off\"\n")).collect();
    let config = Config::from_toml(&format!("[rules]\n{off}{rules}")).expect("a config");
    Linter::new(&config).expect("the built-in rules")
}

static WEEKDAYS: LazyLock<Linter> = LazyLock::new(|| only("\"workflow/weekday-mismatch\" = \"on\""));

fn draft(entries: serde_json::Value) -> Draft<'static> {
    let serde_json::Value::Object(entries) = entries else { panic!("an object") };
    let (draft, unknown) = Draft::from_entries(entries).expect("a draft");
    assert!(unknown.is_empty(), "{unknown:?}");
    draft.language("en")
}

fn apply(text: &str, fix: &Fix) -> String {
    let mut text = text.to_string();
    for edit in fix.edits.iter().rev() {
        text.replace_range(edit.start as usize..edit.end as usize, &edit.text);
    }
    text
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The forms in which the engine claims to read a weekday with its date. `W` is the weekday and `w` a short one,
/// `D` the day, `0D` with two digits, `T` an ordinal; `M` the month, `m` a short one, `N` its number; `Y` the year.
const FORMS: &[&str] = &[
    "Join us on {W}, {D} {M} {Y}, at the old mill.",
    "Join us on {W} {D} {M} {Y} at the old mill.",
    "Join us on {w} {D} {M} {Y} at the old mill.",
    "Join us on {w}, {D} {m} {Y}, at the old mill.",
    "Join us on {w}. {D} {m} {Y} at the old mill.",
    "Join us on {w}. {D} {m}. {Y} at the old mill.",
    "Join us on {w}., {D} {m}. {Y}, at the old mill.",
    "Join us on {W}, {0D} {M} {Y}, at the old mill.",
    "Join us on {W}, {T} {M} {Y}, at the old mill.",
    "Join us on {W} {T} {M}, {Y}, at the old mill.",
    "Join us on {w} {T} {m} {Y} at the old mill.",
    "Join us on {W} the {T} of {M} {Y} at the old mill.",
    "Join us on {W}, the {T} of {M}, {Y}, at the old mill.",
    "Join us on {W}, {T} of {M} {Y}, at the old mill.",
    "Join us on {W}, {M} {D}, {Y}, at the old mill.",
    "Join us on {W}, {M} {D} {Y}, at the old mill.",
    "Join us on {W}, {m} {D}, {Y}, at the old mill.",
    "Join us on {w}, {M} {T} {Y} at the old mill.",
    "Join us on {W}, {M} {T}, {Y}, at the old mill.",
    "Join us on {W}, {M} the {T}, {Y}, at the old mill.",
    "Join us on {w}, {m} {T}, {Y}, at the old mill.",
    "Join us on {w}. {m}. {D}, {Y}, at the old mill.",
    "Join us on {w}., {m}. {D}, {Y}, at the old mill.",
    "Join us on {w}, {m}. {T}, {Y}, at the old mill.",
    "The doors open {W}, {Y}-{N}-{0D}, at the old mill.",
    "The doors open {w} {Y}-{N}-{0D} at the old mill.",
    "The doors open {W} ({D} {M} {Y}) at the old mill.",
    "The doors open {W} ({M} {D}, {Y}) at the old mill.",
    "The doors open {W} ({Y}-{N}-{0D}) at the old mill.",
    "The doors open {W} - {D} {M} {Y} - at the old mill.",
    "The doors open {D} {M} {Y} ({W}) at the old mill.",
    "The doors open {D} {m} {Y} ({w}) at the old mill.",
    "The doors open {T} of {M} {Y} ({W}) at the old mill.",
    "The doors open {M} {D}, {Y} ({W}) at the old mill.",
    "The doors open {m} {T}, {Y} ({w}) at the old mill.",
    "The doors open {m}. {D}, {Y} ({w}.) at the old mill.",
    "The doors open {Y}-{N}-{0D} ({W}) at the old mill.",
    "The doors open {Y}-{N}-{0D} ({w}) at the old mill.",
    "JOIN US {WW}, {D} {MM} {Y}, AT THE OLD MILL.",
    "JOIN US {ww} {D} {mm} {Y} AT THE OLD MILL.",
    "see you {wl}, {D} {ml} {Y}, at the old mill.",
];

/// Forms without a year, for drafts whose time of publication is told.
const YEARLESS: &[&str] = &[
    "Join us on {W}, {D} {M}, at the old mill.",
    "Join us on {w} {D} {m} at the old mill.",
    "Join us on {w}. {D} {m}. at the old mill.",
    "Join us on {W} the {T} of {M} at the old mill.",
    "Join us on {W} {M} {T} at the old mill.",
    "Join us on {W}, {m}. {D}, at the old mill.",
    "Join us on {w}, {M} the {T}, at the old mill.",
    "The doors open {M} {D} ({W}) at the old mill.",
    "The doors open {T} {M} ({w}) at the old mill.",
];

/// Short names, other than the three letters, that stand for a weekday or month at times.
const SHORT_DAYS: [&[&str]; 7] =
    [&["Mon"], &["Tue", "Tues"], &["Wed"], &["Thu", "Thur", "Thurs"], &["Fri"], &["Sat"], &["Sun"]];

fn ordinal(day: i8) -> String {
    let suffix = match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    format!("{day}{suffix}")
}

/// A date in a form, with a weekday from Monday = 0.
fn write(form: &str, weekday: usize, date: Date) -> String {
    let (day, month) = (date.day(), MONTHS[date.month() as usize - 1]);
    let name = DAYS[weekday];
    let pick = (date.day() + date.month()) as usize;
    let short = SHORT_DAYS[weekday][pick % SHORT_DAYS[weekday].len()];
    let short_month = if month == "September" && pick % 2 == 0 { "Sept" } else { &month[..3] };
    // `May.` is no abbreviation.
    let form = if month == "May" { form.replace("{m}.", "{m}") } else { form.to_string() };
    form.replace("{W}", name)
        .replace("{w}", short)
        .replace("{WW}", &name.to_uppercase())
        .replace("{ww}", &short.to_uppercase())
        .replace("{wl}", &name.to_lowercase())
        .replace("{D}", &day.to_string())
        .replace("{0D}", &format!("{day:02}"))
        .replace("{T}", &ordinal(day))
        .replace("{M}", month)
        .replace("{m}", short_month)
        .replace("{MM}", &month.to_uppercase())
        .replace("{mm}", &short_month.to_uppercase())
        .replace("{ml}", &month.to_lowercase())
        .replace("{N}", &format!("{:02}", date.month()))
        .replace("{Y}", &date.year().to_string())
}

fn every_day() -> impl Iterator<Item = Date> {
    date(1990, 1, 1).series(jiff::Span::new().days(1)).take_while(|d| d.year() <= 2050)
}

/// The weekday that `jiff` gives, from Monday = 0.
fn weekday_of(date: Date) -> usize {
    date.weekday().to_monday_zero_offset() as usize
}

fn day_month_year(date: Date) -> String {
    format!("{} {} {}", date.day(), MONTHS[date.month() as usize - 1], date.year())
}

/// What is wrong with the findings on a text whose weekday is the wrong one.
fn judge_wrong(text: &str, scheduled: Option<&str>, wrong: usize, date: Date) -> Result<(), String> {
    let lint = |text: &str| -> Report {
        WEEKDAYS.lint(&draft(match scheduled {
            Some(at) => json!({"text": text, "scheduled_at": at}),
            None => json!({"text": text}),
        }))
    };
    let report = lint(text);
    let [found] = report.findings() else {
        return Err(format!("{text}: {} findings, not one", report.findings().len()));
    };
    let argument = |finding: &Finding, name: &str| {
        finding.args.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone()).unwrap_or_default()
    };
    let right = DAYS[weekday_of(date)];
    if argument(found, "expected") != right || argument(found, "date") != day_month_year(date) {
        return Err(format!("{text}: {}", found.message));
    }
    let named = |text: &str, weekday: usize| text.to_lowercase().contains(&DAYS[weekday][..3].to_lowercase());
    for (n, fix) in found.fixes.iter().enumerate() {
        let mended = apply(text, fix);
        let again = lint(&mended);
        let weekday = if n == 0 { weekday_of(date) } else { wrong };
        if !again.findings().is_empty() || !named(&mended, weekday) || mended == text {
            return Err(format!("{text}: `{}` makes `{mended}`", fix.title));
        }
        if n == 0 && named(&mended, wrong) {
            return Err(format!("{text}: `{}` leaves the weekday: `{mended}`", fix.title));
        }
        // The nearest day of that name is at most three days away, and is said in the title.
        if n == 1 {
            let near = (-3..=3).map(|n| date + jiff::Span::new().days(n)).find(|d| weekday_of(*d) == wrong);
            let near = near.expect("a day");
            let title = format!("write {} {}", near.day(), MONTHS[near.month() as usize - 1]);
            if fix.title != title {
                return Err(format!("{text}: `{}`, not `{title}`", fix.title));
            }
        }
    }
    if found.fixes.is_empty() || found.fixes.len() > 2 {
        return Err(format!("{text}: {} fixes", found.fixes.len()));
    }
    Ok(())
}

/// Fails with the first of the faults, if there are any.
fn none(faults: &[String]) {
    let first = faults.get(..faults.len().min(40)).unwrap_or(&[]);
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), first.join("\n"));
}

#[test]
fn the_right_weekday_is_no_finding_on_any_day_in_any_form() {
    let mut faults = Vec::new();
    for date in every_day() {
        let lines: Vec<String> = FORMS.iter().map(|form| write(form, weekday_of(date), date)).collect();
        let found = WEEKDAYS.lint(&draft(json!({"text": lines.join("\n\n")})));
        faults.extend(found.findings().iter().map(|f| format!("{date}: {}", f.message)));
    }
    none(&faults);
}

#[test]
fn each_wrong_weekday_is_found_on_every_day_and_its_fixes_mend_it() {
    // Each day in one form and each form on every day of some year: the whole square would take minutes.
    let mut faults = Vec::new();
    for (n, date) in every_day().enumerate() {
        for off in 1..7 {
            let wrong = (weekday_of(date) + off) % 7;
            let form = FORMS[(n + off * 7) % FORMS.len()];
            faults.extend(judge_wrong(&write(form, wrong, date), None, wrong, date).err());
        }
    }
    none(&faults);
}
