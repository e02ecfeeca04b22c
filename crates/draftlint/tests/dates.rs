//! Dates and times: every day in every written form, clocks that change, and the ends of the calendar.

use std::sync::LazyLock;

use draftlint::{Config, Draft, Finding, Fix, Linter, Report};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use serde_json::json;

/// A linter with nothing but the rules named, and what else a config says of them.
fn only(rules: &str) -> Linter {
    let off: Vec<String> = draftlint::Category::ALL.iter().map(|(c, _)| format!("{c} = \"off\"")).collect();
    let config = Config::from_toml(&format!("[rules]\n{}\n{rules}", off.join("\n"))).expect("a config");
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
    let short_month = if month == "September" && pick.is_multiple_of(2) { "Sept" } else { &month[..3] };
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
    // Each day in every other form, to save time.
    for (n, date) in every_day().enumerate() {
        let forms = FORMS.iter().skip(n % 2).step_by(2);
        let lines: Vec<String> = forms.map(|form| write(form, weekday_of(date), date)).collect();
        let found = WEEKDAYS.lint(&draft(json!({"text": lines.join("\n\n")})));
        faults.extend(found.findings().iter().map(|f| format!("{date}: {}", f.message)));
    }
    none(&faults);
}

#[test]
fn each_wrong_weekday_is_found_on_every_day_and_its_fixes_mend_it() {
    // Six of the forms for each day, so that each form meets each day of the month: the whole square takes minutes.
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

#[test]
fn without_a_year_the_date_is_the_nearest_to_the_publication() {
    let mut faults = Vec::new();
    for (n, date) in every_day().enumerate() {
        // Up to two months before the publication, up to half a year after it.
        let scheduled = date + jiff::Span::new().days((n as i64 * 37) % 240 - 180);
        let at = format!("{scheduled}T12:00[Europe/London]");
        let right: Vec<String> = YEARLESS.iter().map(|form| write(form, weekday_of(date), date)).collect();
        let found = WEEKDAYS.lint(&draft(json!({"text": right.join("\n\n"), "scheduled_at": at})));
        faults.extend(found.findings().iter().map(|f| format!("{at}, {date}: {}", f.message)));
        let (off, form) = (1 + n % 6, YEARLESS[n % YEARLESS.len()]);
        let wrong = (weekday_of(date) + off) % 7;
        faults.extend(judge_wrong(&write(form, wrong, date), Some(&at), wrong, date).err());
    }
    none(&faults);
}

/// Clocks that change in spring and autumn, by half an hour, around Ramadan, or not any more.
const ZONES: [&str; 7] = [
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "Pacific/Apia",
];

/// The changes of a zone's clocks from 2024 to 2028; where there are none, a midnight in spring and one in autumn.
fn changes(zone: &TimeZone) -> Vec<jiff::Timestamp> {
    let from: jiff::Timestamp = "2024-01-01T00:00Z".parse().unwrap();
    let until: jiff::Timestamp = "2029-01-01T00:00Z".parse().unwrap();
    let list: Vec<_> = zone.following(from).map(|t| t.timestamp()).take_while(|t| *t < until).collect();
    if !list.is_empty() {
        return list;
    }
    let midnight = |d: Date| zone.to_zoned_datetime(d.at(0, 0, 0, 0)).unwrap().timestamp();
    (2024..=2028).flat_map(|y| [midnight(date(y, 3, 29)), midnight(date(y, 10, 25))]).collect()
}

/// The ids of the findings, with their groups.
fn found(linter: &Linter, entries: serde_json::Value) -> Vec<(String, String)> {
    let report = linter.lint(&draft(entries));
    report.findings().iter().map(|f| (f.rule.id.clone(), f.group.to_string())).collect()
}

static TIMES: LazyLock<Linter> = LazyLock::new(|| {
    only(
        "\"workflow/past-time\" = \"on\"\n\"workflow/relative-date\" = \"on\"\n\"workflow/past-event\" = \"on\"\n\
         \"workflow/embargo\" = \"on\"\n\"workflow/quiet-hours\" = { hours = \"01:00-03:00\", \
         days = [\"Sat\", \"Sun\", \"Mon\", \"Tue\"] }",
    )
});

#[test]
fn times_are_compared_by_instant_and_days_where_the_post_goes_out() {
    let mut faults = Vec::new();
    for name in ZONES {
        let zone = TimeZone::get(name).expect("a zone");
        for change in changes(&zone) {
            for minutes in (-150..=150).step_by(15) {
                let at = change + jiff::Span::new().minutes(minutes);
                let local = at.to_zoned_datetime(zone.clone());
                let (scheduled, day) = (local.to_string(), local.date());
                let abroad = |seconds: i64| {
                    (at + jiff::Span::new().seconds(seconds))
                        .to_zoned_datetime(TimeZone::get("Asia/Tokyo").unwrap())
                        .to_string()
                };
                let utc = |seconds: i64| (at + jiff::Span::new().seconds(seconds)).to_string();
                let mut expect =
                    |what: &str, entries: serde_json::Value, rule: &str, group: &str, is: bool| {
                        let all = found(&TIMES, entries);
                        if all.iter().any(|(r, g)| r == rule && (g == group || group.is_empty())) != is {
                            faults.push(format!(
                                "{scheduled} {what}: {}{all:?}",
                                if is { "not in " } else { "in " }
                            ));
                        }
                    };
                for (off, late) in [(-1, false), (0, false), (1, true)] {
                    let entries =
                        json!({"text": "The hall is open.", "scheduled_at": scheduled, "now": abroad(off)});
                    expect("now", entries, "workflow/past-time", "past", late);
                    let embargo = json!([{"name": "the hall", "until": abroad(off)}]);
                    let entries =
                        json!({"text": "The hall is open.", "scheduled_at": scheduled, "embargoes": embargo});
                    expect("embargo", entries, "workflow/embargo", "early", late);
                    let event = json!({"starts_at": utc(-7200), "ends_at": utc(off)});
                    let entries = json!({"text": "Join us, tickets at the door.", "scheduled_at": scheduled, "event": event});
                    expect("event", entries, "workflow/past-event", "event", off < 0);
                }
                let hour = local.hour();
                let entries = json!({"text": "The hall is open.", "scheduled_at": scheduled});
                let watched = (1..3).contains(&hour) && ![2, 3, 4].contains(&weekday_of(day));
                expect("hours", entries, "workflow/quiet-hours", "quiet", !watched);
                for (word, days) in [("today", 0), ("tonight", 0), ("tomorrow", 1)] {
                    let meant = day + jiff::Span::new().days(days);
                    for off in [0, 1, 6] {
                        let weekday = DAYS[(weekday_of(meant) + off) % 7];
                        let text = format!("Doors open {word} ({weekday}) in the mill.");
                        let entries =
                            json!({"text": text, "scheduled_at": scheduled, "created_at": utc(-60)});
                        expect(&text, entries, "workflow/relative-date", "", off != 0);
                    }
                    // Stamped in UTC at the same day of the place: nothing is stale, whatever day UTC has.
                    let morning =
                        zone.to_zoned_datetime(day.at(0, 0, 0, 0)).unwrap().timestamp().min(at).to_string();
                    let event = json!({"starts_at": meant.at(20, 0, 0, 0).to_zoned_datetime(zone.clone()).unwrap().timestamp().to_string()});
                    let text = format!("Doors open {word} at eight.");
                    for event in [event, serde_json::Value::Null] {
                        let entries = json!({"text": text, "scheduled_at": scheduled, "created_at": morning, "event": event});
                        expect(&text, entries, "workflow/relative-date", "", false);
                    }
                }
                for (days, late) in [(-1, true), (0, false), (1, false)] {
                    let said = day_month_year(day + jiff::Span::new().days(days));
                    let text = format!("Join us on {said} in the mill.");
                    expect(
                        &text,
                        json!({"text": text, "scheduled_at": scheduled}),
                        "workflow/past-event",
                        "date",
                        late,
                    );
                }
            }
        }
    }
    none(&faults);
}

#[test]
fn skipped_times_are_named_and_repeated_ones_mean_the_first() {
    let (mut skipped, mut repeated) = (0, 0);
    for name in ZONES {
        let zone = TimeZone::get(name).expect("a zone");
        for change in changes(&zone) {
            let before = zone.to_offset(change - jiff::Span::new().seconds(1));
            let after = zone.to_offset(change);
            let wall = before.to_datetime(change);
            let shift = i64::from(after.seconds() - before.seconds());
            let at = |seconds: i64| {
                let local = wall + jiff::Span::new().seconds(seconds);
                format!("{}[{name}]", local.strftime("%Y-%m-%dT%H:%M:%S"))
            };
            let groups = |scheduled: &str, now: Option<String>| -> Vec<String> {
                let entries = json!({"text": "The hall is open.", "scheduled_at": scheduled, "now": now});
                let all = found(&TIMES, entries).into_iter();
                all.filter(|(rule, _)| rule == "workflow/past-time").map(|(_, group)| group).collect()
            };
            let late = |seconds: i64| Some((change + jiff::Span::new().seconds(seconds)).to_string());
            assert!(groups(&at(-1), None).is_empty() || shift < 0, "{}", at(-1));
            if shift > 0 {
                skipped += 1;
                for seconds in [0, 1, shift / 2, shift - 1] {
                    assert_eq!(groups(&at(seconds), None), ["skipped"], "{}", at(seconds));
                }
                assert!(groups(&at(shift), None).is_empty(), "{}", at(shift));
            } else if shift < 0 {
                repeated += 1;
                // The clocks show `shift` to the change twice: the first time is that much earlier.
                for seconds in [shift, shift / 2, -1] {
                    let local = at(seconds);
                    assert!(groups(&local, late(seconds)).is_empty(), "{local}");
                    assert_eq!(groups(&local, late(seconds + 1)), ["past"], "{local}");
                    let second = local.replace('[', &format!("{after}["));
                    assert!(groups(&second, late(seconds - shift)).is_empty(), "{second}");
                    assert_eq!(groups(&second, late(seconds - shift + 1)), ["past"], "{second}");
                }
            }
        }
    }
    assert!(skipped >= 15 && repeated >= 15, "{skipped} skipped, {repeated} repeated");
}

#[test]
fn a_zone_that_nobody_knows_is_refused() {
    assert!(draftlint::Timestamp::parse("2026-05-04T10:00[Europe/Lodnon]").is_none());
    assert!(draftlint::Timestamp::parse("2026-05-04T10:00+01:00[Europe/Lodnon]").is_some());
    assert!(draftlint::Timestamp::parse("2026-05-04T10:00").is_some());
}

#[test]
fn a_leap_day_is_of_the_leap_year() {
    let lint =
        |scheduled: &str, text: &str| found(&WEEKDAYS, json!({"text": text, "scheduled_at": scheduled}));
    assert!(lint("2027-12-20T12:00Z", "The swim is on Tuesday 29 February.").is_empty());
    assert_eq!(lint("2027-12-20T12:00Z", "The swim is on Monday 29 February.").len(), 1);
    assert_eq!(lint("2024-03-20T12:00Z", "The swim was on Monday 29 February.").len(), 1);
}

/// A linter with every rule that it has.
static ALL: LazyLock<Linter> = LazyLock::new(Linter::default);

/// A time as somebody may write it, most of them near an end of the calendar or of a year.
fn any_time() -> impl Strategy<Value = String> {
    let year = prop::sample::select(vec![-9999, -9998, -1, 0, 1, 1899, 1900, 2024, 2026, 2100, 9998, 9999]);
    let zone = prop::sample::select(vec![
        "",
        "Z",
        "+14:00",
        "-12:00",
        "+25:59",
        "-25:59",
        "[Pacific/Apia]",
        "[Europe/London]",
        "[America/New_York]",
        "+00:00[Europe/London]",
        "[Pacific/Kiritimati]",
        "[Nowhere/None]",
        "[-07:00]",
    ]);
    let part =
        |list: Vec<i32>, all: std::ops::RangeInclusive<i32>| prop_oneof![prop::sample::select(list), all];
    (
        year,
        part(vec![1, 2, 12], 1..=12),
        part(vec![1, 28, 29, 30, 31], 1..=31),
        part(vec![0, 23], 0..=23),
        0..60,
        zone,
    )
        .prop_map(|(year, month, day, hour, minute, zone)| {
            let year = if year < 0 { format!("-{:06}", -year) } else { format!("{year:04}") };
            format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}{zone}")
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn no_time_is_too_far_away(
        times in prop::collection::vec(any_time(), 7),
        weekday in 0..7_usize, day in 1..=31_u8, month in 0..12_usize,
        year in prop::sample::select(vec!["", " 1900", " 2024", " 2100", " 9999"]),
    ) {
        let (name, month) = (DAYS[weekday], MONTHS[month]);
        let text = format!(
            "Join us tomorrow ({name}), {name} {day} {month}{year}, or this {name}. Register by {month} {day}. \
             Doors open tonight, 29 February (Sun), and again on Sat. 31 Dec. at 9."
        );
        let entries = json!({
            "text": text, "scheduled_at": times[0], "created_at": times[1], "now": times[2],
            "event": {"starts_at": times[3], "ends_at": times[4]},
            "embargoes": [{"name": "it", "until": times[5]}], "offer": {"ends_at": times[6]},
        });
        let serde_json::Value::Object(entries) = entries else { unreachable!() };
        // A time that cannot be is refused, and nothing is linted.
        if let Ok((draft, _)) = Draft::from_entries(entries) {
            let report = ALL.lint(&draft);
            for fix in report.findings().iter().flat_map(|f| &f.fixes) {
                prop_assert!(!fix.title.is_empty());
            }
        }
    }

    #[test]
    fn any_time_that_is_read_is_written_back(text in any_time()) {
        if let Some(time) = draftlint::Timestamp::parse(&text) {
            prop_assert_eq!(time.as_str(), text.as_str());
        }
    }
}

#[test]
fn the_core_asks_no_clock() {
    let clocks = [
        "Timestamp::now",
        "ZonedDateTime::now",
        "Zoned::now",
        "SystemTime",
        "Instant::now",
        "TimeZone::system",
    ];
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files += 1;
                let text = std::fs::read_to_string(&path).expect("a file");
                for clock in clocks {
                    assert!(!text.contains(clock), "{} names `{clock}`", path.display());
                }
            }
        }
    }
    assert!(files > 100, "{files} files");
}
