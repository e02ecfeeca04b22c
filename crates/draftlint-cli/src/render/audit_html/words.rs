//! Plain words for standings, trends, dates and accounts.

use draftlint::{Audit, Labels, Severity, Standing, Timestamp, Trend};

use super::super::html::escape::{bdi, plain};
use super::super::words::count;

/// A standing: its class, its sign, and its word.
pub(super) fn standing(standing: Standing) -> (&'static str, &'static str, &'static str) {
    match standing {
        Standing::Good => ("fine", "✓", "good"),
        Standing::Watch => ("change", "◦", "watch"),
        _ => ("stop", "!", "act"),
    }
}

/// A severity of a finding on a whole feed: its class, and its words.
pub(super) fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("stop", "Grave"),
        Severity::Warning => ("change", "Should be changed"),
        Severity::Info => ("note", "Worth knowing"),
    }
}

pub(super) fn trend(trend: Trend) -> &'static str {
    match trend {
        Trend::Rising => "more often in the second half of the posts than in the first",
        Trend::Falling => "less often in the second half of the posts than in the first",
        _ => "about as often in the second half of the posts as in the first",
    }
}

/// `4 May 2026`; what is no date stays as it is.
pub(super) fn day(text: &str) -> String {
    date(text).map_or_else(|| text.to_string(), |date| date.strftime("%-d %B %Y").to_string())
}

pub(super) fn date(text: &str) -> Option<jiff::civil::Date> {
    let (year, month, day) = Timestamp::parse(text)?.date();
    jiff::civil::Date::new(year, month, day).ok()
}

/// `5 January to 3 March 2026`.
pub(super) fn period((first, last): &(String, String)) -> String {
    if first == last {
        return day(first);
    }
    let same_year = date(first).zip(date(last)).filter(|(a, b)| a.year() == b.year());
    let first = same_year.map_or_else(|| day(first), |(a, _)| a.strftime("%-d %B").to_string());
    format!("{first} to {}", day(last))
}

/// `@mia on X`, escaped; empty where neither is told.
pub(super) fn account(account: &str, network: &str) -> String {
    let handle = if account.is_empty() { String::new() } else { bdi(&format!("@{account}")) };
    match (handle.is_empty(), network.is_empty()) {
        (_, true) => handle,
        (true, false) => format!("an account on {}", self::network(network)),
        (false, false) => format!("{handle} on {}", self::network(network)),
    }
}

/// The name of a network, escaped.
pub(super) fn network(id: &str) -> String {
    match id {
        "x" => "X".to_string(),
        "x-premium" => "X Premium".to_string(),
        "linkedin" => "LinkedIn".to_string(),
        "tiktok" => "TikTok".to_string(),
        "youtube" => "YouTube".to_string(),
        "whatsapp" => "WhatsApp".to_string(),
        "dev-to" => "dev.to".to_string(),
        "bluesky" | "discord" | "discourse" | "facebook" | "instagram" | "lobsters" | "mastodon"
        | "medium" | "pinterest" | "reddit" | "slack" | "telegram" | "threads" => super::escape::capital(id),
        other => bdi(other),
    }
}

/// Whether there is more than one account, so that it has to be said which.
pub(super) fn several(audit: &Audit) -> bool {
    audit.accounts.len() > 1
}

/// The name of a principle, escaped.
pub(super) fn principle(audit: &Audit, id: &str) -> String {
    plain(audit.principles.iter().find(|row| row.principle == id).map_or(id, |row| row.title))
}

/// `1,234`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number in at most four signs, for where there is little room.
pub(super) fn short(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        1000..9950 => format!("{:.1}k", number as f64 / 1000.0),
        9950..999_500 => format!("{:.0}k", number as f64 / 1000.0),
        _ => format!("{:.0}M", number as f64 / 1_000_000.0),
    }
}

/// `1 post`, `1,234 posts`.
pub(super) fn posts(number: usize) -> String {
    if number < 1000 { count(number, "post") } else { format!("{} posts", grouped(number)) }
}

/// `12 %` of a whole; what is there is never called nothing.
pub(super) fn share(part: usize, whole: usize) -> String {
    let percent = 100.0 * part as f64 / whole.max(1) as f64;
    match percent {
        p if part > 0 && p < 1.0 => "under 1\u{a0}%".to_string(),
        p if part < whole && p > 99.0 => "over 99\u{a0}%".to_string(),
        p => format!("{p:.0}\u{a0}%"),
    }
}

/// What posts do, in the order in which it is drawn: a class, and words.
pub(super) const LABELS: [(&str, &str); 6] = [
    ("give", "gives something"),
    ("neutral", "neither gives nor asks"),
    ("ask", "asks for something"),
    ("reply", "answers somebody"),
    ("share", "passes on others’ words"),
    ("none", "no label"),
];

/// The numbers of [`LABELS`].
pub(super) fn by_label(labels: &Labels) -> [usize; 6] {
    [labels.give, labels.neutral, labels.ask, labels.reply, labels.share, labels.unlabelled]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_fit_where_they_stand() {
        assert_eq!([7, 999, 1234, 9960, 999_700].map(short), ["7", "999", "1.2k", "10k", "1M"]);
        assert_eq!([7, 1234, 1_234_567].map(grouped), ["7", "1,234", "1,234,567"]);
        assert_eq!(
            [share(0, 9), share(1, 900), share(899, 900), share(9, 9)],
            ["0\u{a0}%", "under 1\u{a0}%", "over 99\u{a0}%", "100\u{a0}%"]
        );
    }

    #[test]
    fn periods_read_as_people_say_them() {
        let said = |a: &str, b: &str| period(&(a.to_string(), b.to_string()));
        assert_eq!(said("2026-01-05", "2026-03-03"), "5 January to 3 March 2026");
        assert_eq!(said("2025-12-05", "2026-03-03"), "5 December 2025 to 3 March 2026");
        assert_eq!(said("2026-03-03", "2026-03-03"), "3 March 2026");
        assert_eq!(day("soon"), "soon");
    }
}
