//! Plain words for verdicts, times and what is missing.

use draftlint::{Severity, Timestamp, Verdict};

/// A verdict: its class, its sign, and its words.
pub(super) fn verdict(verdict: Verdict) -> (&'static str, &'static str, &'static str) {
    match verdict {
        Verdict::Block => ("stop", "✕", "Stopped"),
        Verdict::Warn => ("change", "!", "Should be changed"),
        Verdict::Pass => ("fine", "✓", "Fine"),
    }
}

/// What a verdict means, as a sentence.
pub(super) fn verdict_sentence(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Block => "It must not go out as it is.",
        Verdict::Warn => "It can go out, but something in it should be changed first.",
        Verdict::Pass => "Nothing was found that has to be changed.",
    }
}

/// A severity: its class and its words.
pub(super) fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("stop", "Stops the post"),
        Severity::Warning => ("change", "Should be changed"),
        Severity::Info => ("note", "Worth knowing"),
    }
}

/// `Monday 4 May 2026, 10:00 (Europe/London)`.
pub(super) fn time(time: &Timestamp) -> String {
    let (year, month, day) = time.date();
    let Ok(date) = jiff::civil::Date::new(year, month, day) else { return time.as_str().to_string() };
    // `%A` and `%B` are English names.
    let mut out = date.strftime("%A %-d %B %Y").to_string();
    let text = time.as_str();
    let (clock, zone) = match text.find(['T', 't', ' ']) {
        Some(at) => split_clock(&text[at + 1..]),
        None => ("", ""),
    };
    if !clock.is_empty() {
        out.push_str(&format!(", {clock}"));
        let named = zone.split_once('[').map(|(_, name)| name.split(']').next().unwrap_or(name));
        match named {
            Some(name) => out.push_str(&format!(" ({})", name.trim_start_matches('!').replace('_', " "))),
            None if zone.eq_ignore_ascii_case("z") => out.push_str(" UTC"),
            None if zone.is_empty() => {}
            None => out.push_str(&format!(" UTC{zone}")),
        }
    }
    out
}

/// Hours and minutes, and the zone behind them.
fn split_clock(text: &str) -> (&str, &str) {
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ','))).unwrap_or(text.len());
    let (clock, zone) = text.split_at(end);
    (clock.get(..5).unwrap_or(clock), zone)
}

/// What checks need that could not run, after `need to know`.
pub(in crate::render) fn need(key: &str) -> &str {
    match key {
        "network" => "which network it goes to",
        "kind" => "what kind of post it is",
        "media" => "what is attached",
        "account" => "which account it goes out from",
        "account-kind" => "whether the account is a person’s or an organisation’s",
        "author" => "who wrote it",
        "community" => "in which community it is posted",
        "approvals" => "who approved it",
        "scheduled_at" => "when it goes out",
        "created_at" => "when it was written",
        "now" => "the time of the check",
        "event" => "when the event is that it invites to",
        "offer" => "the terms of the offer",
        "holds" => "whether posting is stopped at the moment",
        "active_events" => "whether something grave is happening",
        "embargoes" => "what may not be told yet",
        "owner" => "who reads the answers",
        "links" => "whether its links work",
        "goal" => "what it is to reach",
        "parent" => "the post that it answers",
        "ai_generated" => "whether a program made its text or pictures",
        "brand" => "the brand’s own words",
        "brands" => "other brands of the house",
        "people" => "who may post what",
        "topics" => "which topics need whose approval",
        "audience" => "who the readers are",
        "history" => "earlier posts of the account",
        "thread" => "the rest of the thread",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_people_say_them() {
        let said = |text: &str| time(&Timestamp::parse(text).unwrap());
        assert_eq!(said("2026-05-04T10:00[Europe/London]"), "Monday 4 May 2026, 10:00 (Europe/London)");
        assert_eq!(said("2026-05-04T10:00:30Z"), "Monday 4 May 2026, 10:00 UTC");
        assert_eq!(said("2026-05-04T10:00:30.25+02:00"), "Monday 4 May 2026, 10:00 UTC+02:00");
        assert_eq!(said("2026-05-04 10:00"), "Monday 4 May 2026, 10:00");
        assert_eq!(said("2026-05-04"), "Monday 4 May 2026");
        assert_eq!(
            said("2026-05-04T09:00-04:00[America/New_York]"),
            "Monday 4 May 2026, 09:00 (America/New York)"
        );
    }
}
